"""Who fulfils a condition, as masks: those of whom it is known to hold, and those of whom it is known not to.

A centre that has not answered is in neither, also after ``not``: «har ikke plan» counts only those who said so.
"""

import operator
from collections.abc import Callable, Mapping
from typing import Any, NamedTuple

from frisklivsnett.core.narrative import formulas as f
from frisklivsnett.core.narrative.evidence import Answered, Evidence, mask
from frisklivsnett.core.narrative.lookup import codes
from frisklivsnett.core.text import Text, text

OPERATORS: Mapping[str, Callable[[Any, Any], bool]] = {
    "<": operator.lt,
    "<=": operator.le,
    "=": operator.eq,
    "!=": operator.ne,
    ">=": operator.ge,
    ">": operator.gt,
}


class NoValueError(Exception):
    """There is no value to speak of; ``reason`` says why."""

    def __init__(self, reason: Text) -> None:
        super().__init__(reason.in_("en"))
        self.reason = reason


class Split(NamedTuple):
    """Those of whom a condition holds and those of whom it does not; the rest is unknown."""

    yes: int
    no: int

    @property
    def known(self) -> int:
        """Those of whom it is known."""
        return self.yes | self.no


def split(condition: f.Condition, answered: Answered, evidence: Evidence) -> Split:
    """Return who fulfils the condition in a round; ``NoValueError`` when its form lacks what is asked for."""
    everyone = answered.everyone
    match condition:
        case f.Everyone():
            return Split(everyone, 0)
        case f.Not(inner):
            yes, no = split(inner, answered, evidence)
            return Split(no, yes)
        case f.Both(left, right):
            a, b = split(left, answered, evidence), split(right, answered, evidence)
            return Split(a.yes & b.yes, a.no | b.no)
        case f.Either(left, right):
            a, b = split(left, answered, evidence), split(right, answered, evidence)
            return Split(a.yes | b.yes, a.no & b.no)
        case f.InGroup(key, group):
            inside = answered.in_group(key, group)
            return Split(inside, everyone & ~inside)
        case f.IsNew():
            new = _new(answered, evidence)
            return Split(new, everyone & ~new)
        case _:
            return _of_question(condition, answered)


def _of_question(
    condition: f.Ticked | f.HasAnswered | f.IsApproximate | f.Compared | f.Between, answered: Answered
) -> Split:
    must_have(condition.question, getattr(condition, "option", ""), answered)
    known = answered.answered(condition.question)
    match condition:
        case f.HasAnswered():
            return Split(known, answered.everyone & ~known)
        case f.IsApproximate(question):
            return _within(answered.approximate(question), known)
        case f.Ticked(question, option):
            return _within(answered.ticked(answered.dataset.form.question(question), option), known)
        case f.Between(question, low, high):
            return _within(_where(answered, question, lambda value: low <= value <= high), known)
        case f.Compared(question, sign, _, other) if other:
            must_have(other, "", answered)
            return _pairwise(answered, question, OPERATORS[sign], other)
        case f.Compared(question, sign, operand):
            return _within(_where(answered, question, lambda value: OPERATORS[sign](value, operand)), known)


def must_have(question: str, option: str, answered: Answered) -> None:
    """Raise ``NoValueError`` unless the round's form has the question, and the option when one is named."""
    form, year = answered.dataset.form, answered.dataset.year
    if not form.has(question):
        raise NoValueError(
            text(
                f"Spørsmålet «{question}» var ikke med i skjemaet for {year}.",
                f"Spørsmålet «{question}» var ikkje med i skjemaet for {year}.",
                f"The question “{question}” was not in the form for {year}.",
            )
        )
    if option and option not in codes(form.question(question)):
        raise NoValueError(
            text(
                f"Alternativet «{question}.{option}» var ikke med i skjemaet for {year}.",
                f"Alternativet «{question}.{option}» var ikkje med i skjemaet for {year}.",
                f"The option “{question}.{option}” was not in the form for {year}.",
            )
        )


def _within(yes: int, known: int) -> Split:
    return Split(yes & known, known & ~yes)


def _where(answered: Answered, question: str, holds: Callable[[Any], bool]) -> int:
    values = answered.values(question, answered.everyone)
    return mask(place for place, value in values if holds(value))


def _pairwise(answered: Answered, question: str, compare: Callable[[Any, Any], bool], other: str) -> Split:
    others = dict(answered.values(other, answered.everyone))
    pairs = [(p, v, others[p]) for p, v in answered.values(question, answered.everyone) if p in others]
    return _within(mask(p for p, a, b in pairs if compare(a, b)), mask(p for p, _, _ in pairs))


def _new(answered: Answered, evidence: Evidence) -> int:
    """The registry's word (a group ``new`` that says ``yes``), else those who were not in the round before."""
    respondents = answered.dataset.respondents
    if any("new" in respondent.groups for respondent in respondents):
        return answered.in_group("new", "yes")
    before = evidence.rounds.get(answered.dataset.year - 1)
    if before is None:
        year = answered.dataset.year - 1
        raise NoValueError(
            text(
                f"Det er ingen runde for {year}, så det er ikke kjent hvilke sentraler som er nye.",
                f"Det finst ingen runde for {year}, så det er ikkje kjent kva sentralar som er nye.",
                f"There is no round for {year}, so it is not known which centres are new.",
            )
        )
    known = {respondent.id for respondent in before.dataset.respondents}
    return mask(place for place, respondent in enumerate(respondents) if respondent.id not in known)
