"""Judges what clauses say of centres by name: «Tana og Harstad har …», «Stavanger hadde 60 hospitanter»."""

from fractions import Fraction

from frisklivsnett.core.narrative import formulas as f
from frisklivsnett.core.narrative.expressions import NumberSaid
from frisklivsnett.core.narrative.labels import label
from frisklivsnett.core.narrative.lint import grammar
from frisklivsnett.core.narrative.lint.binding import bind
from frisklivsnett.core.narrative.lint.cases import Case
from frisklivsnett.core.narrative.lint.judging import judge, rounds_to
from frisklivsnett.core.narrative.lint.model import Judgement
from frisklivsnett.core.narrative.lint.options import Outcome, unexplained
from frisklivsnett.core.narrative.lint.patterns import find_sequence, words_in
from frisklivsnett.core.narrative.lint.roles import Counted
from frisklivsnett.core.narrative.masks import NoValueError, Split, split
from frisklivsnett.core.numbers import decimal, listing
from frisklivsnett.core.text import LANGUAGES, Text, text

_ONLY = words_in("bare berre kun eneste einaste")


def judge_named(case: Case) -> tuple[Outcome, ...]:
    """Return verdicts on what is said of centres by name; nothing when none is named or it is not understood."""
    places = case.names
    if not places or case.since or case.year not in case.around.evidence.rounds:
        return ()
    numbers = [(q, role) for q, role in case.counting(Counted.NUMBER) if isinstance(q.said, NumberSaid)]
    if any(isinstance(q.said, NumberSaid) and role.counted is not Counted.NUMBER for q, role in case.roles):
        return ()  # a number that nothing is known of
    centres = sorted(set(places.values()))
    if numbers:
        return _number(case, centres, numbers[0][0].said, numbers[0][1].question, set(places))  # type: ignore[arg-type]
    return _options(case, centres, frozenset(places))


def _options(case: Case, centres: list[int], places: frozenset[int]) -> tuple[Outcome, ...]:
    around = case.around
    found = bind(case.clause, case.explained | places, around.sentence, around.lexicon, around.context)
    bound = next((b for b in found if not b.unexplained and not b.any_of), None)
    if bound is None:
        return ()
    return tuple(
        _option(
            case, centres, named.options[0].question, named.options[0].code, negated=named.options[0].negated
        )
        for named in bound.named
    )


def _option(case: Case, centres: list[int], question: str, code: str, *, negated: bool) -> Outcome:
    evidence, lexicon = case.around.evidence, case.around.lexicon
    asked = lexicon.questions[question].question.option(code)
    called, source = (label(asked) if asked else Text()), f"{question}.{code}"
    condition: f.Condition = f.Ticked(question, code)
    if (case.negations % 2 == 1) != negated:
        condition = f.Not(condition)
    try:
        who = split(condition, evidence.rounds[case.year], evidence)
    except NoValueError:
        return Outcome(Judgement.UNVERIFIABLE, "list", Text(), source, called)
    verdict = judge(_right(case, centres, who))
    return Outcome(
        Judgement.UNVERIFIABLE if case.unsaid else verdict, "list", _names(case, who.yes), source, called
    )


def _right(case: Case, centres: list[int], who: Split) -> bool | None:
    """All the named fulfil it; with «bare» nobody else does, and after «alle unntatt» everybody else does."""
    mask = sum(1 << place for place in centres)
    everyone = (1 << case.around.evidence.rounds[case.year].dataset.base) - 1
    words = case.words
    if find_sequence(words, grammar.EXCEPT) and any(
        word in ("alle", "samtlige", "samtlege") for word in words
    ):
        return who.yes == everyone & ~mask
    if any(word in _ONLY for word in words):
        return who.yes == mask
    if mask & who.no:
        return False
    return True if mask & who.yes == mask else None


def _names(case: Case, mask: int) -> Text:
    respondents = case.around.evidence.rounds[case.year].dataset.respondents
    names = [respondent.name for place, respondent in enumerate(respondents) if mask >> place & 1]
    nobody = text("ingen", "ingen", "none")
    return Text({language: listing(names, language) or nobody.in_(language) for language in LANGUAGES})


def _number(
    case: Case, centres: list[int], said: NumberSaid, question: str, places: set[int]
) -> tuple[Outcome, ...]:
    left = [
        word
        for word in unexplained(case, [question])
        if word not in {case.around.sentence.words[p] for p in places}
    ]
    named = case.around.lexicon.questions[question].question.text
    if len(centres) != 1 or left or case.negations or case.unsaid:
        return ()
    values = dict(case.around.evidence.rounds[case.year].values(question, 1 << centres[0]))
    value = values.get(centres[0])
    if not isinstance(value, int):
        return (Outcome(Judgement.UNVERIFIABLE, "sum", Text(), question, named),)
    shown = Text({language: decimal(value, language) for language in LANGUAGES})
    return (Outcome(judge(rounds_to(Fraction(value), said)), "sum", shown, question, named),)
