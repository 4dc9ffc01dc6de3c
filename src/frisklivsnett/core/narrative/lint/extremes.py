"""Judges who had the most and the fewest: «Bergen hadde flest hospitanter», «sentralen med færrest hadde fem»."""

from collections.abc import Mapping
from fractions import Fraction

from frisklivsnett.core.narrative import formulas as f
from frisklivsnett.core.narrative.expressions import NumberSaid, SuperlativeSaid
from frisklivsnett.core.narrative.lint.cases import Case
from frisklivsnett.core.narrative.lint.judging import judge, rounds_to
from frisklivsnett.core.narrative.lint.options import Outcome, unexplained
from frisklivsnett.core.narrative.lint.patterns import words_in
from frisklivsnett.core.narrative.lint.roles import Counted, Role
from frisklivsnett.core.numbers import decimal, listing
from frisklivsnett.core.text import LANGUAGES, Text

_NARROWED = words_in("fra frå per pr blant av")
"""«flest hospitanter fra egen kommune», «flest per ansatt»: a part, or a rate, that the form does not ask for."""


def judge_extreme(case: Case) -> tuple[Outcome, ...]:
    """Return the verdict on who had the largest or smallest number, and how large it was."""
    extremes = [
        (q.said, role) for q, role in case.counting(Counted.NUMBER) if isinstance(q.said, SuperlativeSaid)
    ]
    if len(extremes) != 1 or not _is_plain(case, extremes[0][1]):
        return ()
    (said, role), answered = extremes[0], case.around.evidence.rounds[case.year]
    found = answered.values(role.question, answered.everyone)
    values = {place: value for place, value in found if isinstance(value, int)}
    if not values:
        return ()
    best = (min if said.least else max)(values.values())
    holders = {place for place, value in values.items() if value == best}
    names = [answered.dataset.respondents[place].name for place in sorted(holders)]
    shown = Text({x: f"{decimal(best, x)} ({listing(names, x)})" for x in LANGUAGES})
    asked = case.around.lexicon.questions[role.question].question.text
    verdict = judge(_holds(case, role, values, holders))
    return (Outcome(verdict, "superlative", shown, role.question, asked),)


def _is_plain(case: Case, role: Role) -> bool:
    """Whether the clause says nothing but who had the most of what, or how many that was."""
    names = {case.around.sentence.words[place] for place in case.names}
    others = [other for q, other in case.roles if isinstance(q.said, NumberSaid)]
    return (
        case.year in case.around.evidence.rounds
        and isinstance(case.among, f.Everyone)
        and not (case.negations or case.unsaid or case.since)
        and not set(unexplained(case, [role.question])) - names
        and not any(word in _NARROWED for word in case.words)
        and bool(names or others)
        and all(other.question == role.question for other in others)
    )


def _holds(case: Case, role: Role, values: Mapping[int, int], holders: set[int]) -> bool | None:
    """Wrong when a number is not the best, or somebody named lacks it; open when others have it too."""
    told = [q.said for q, other in case.roles if isinstance(q.said, NumberSaid) and other.question]
    best = Fraction(values[next(iter(holders))])
    named = set(case.names.values())
    if not all(rounds_to(best, one) for one in told) or not named <= holders:
        return False
    return True if not named or named == holders else None
