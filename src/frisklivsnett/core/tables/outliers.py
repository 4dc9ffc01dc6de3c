"""Numbers that stand out: from the centre's own number last year, and from the other centres' this year.

Two rules, both blind to small numbers: what lies less than ``LEAST_DIFFERENCE`` away never stands out.

- **Last year**: at least ``TIMES`` as much as last year, or at most the same part of it.
- **The others**: further from the median than ``FAR`` times the usual distance, on a logarithmic scale, where twice as
  much and half as much are equally far. The usual distance is the median absolute deviation, made comparable with a
  standard deviation (times 1.4826); 3.5 of them is the limit that Iglewicz and Hoaglin recommend (*How to Detect and
  Handle Outliers*, 1993). Neither the median nor that distance is moved by the outliers themselves. Where nearly all
  say the same, the usual distance is taken to be at least ``LEAST_SPREAD``. With fewer than ``ENOUGH`` numbers nothing
  is said.

A number that stands out is no mistake. It is worth a second look.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum
from fractions import Fraction
from math import log
from statistics import median

from frisklivsnett.core.tables.model import Dataset, Respondent
from frisklivsnett.core.tables.trends import trend

Number = int | Decimal

TIMES = 2
LEAST_DIFFERENCE = 10
ENOUGH = 8
FAR = 3.5
LEAST_SPREAD = log(1.25)
"""A quarter more or less: the usual distance where all say nearly the same."""


class Against(StrEnum):
    """What a number stands out from."""

    LAST_YEAR = "last_year"
    THE_OTHERS = "the_others"


@dataclass(frozen=True, slots=True)
class Outlier:
    """A number that stands out. ``usual`` is last year's own number, or the median of the ``base`` centres' numbers."""

    respondent: Respondent
    question_id: str
    value: Number
    against: Against
    usual: Number | Fraction
    base: int

    @property
    def is_high(self) -> bool:
        """Whether it is more than usual, rather than less."""
        return self.value > self.usual


def outliers(dataset: Dataset, earlier: Dataset | None = None) -> Iterator[Outlier]:
    """Yield the numbers that stand out, question by question in the form's order, those against last year first.

    ``earlier`` is the round to compare with, where respondents have the same ids. A question that is not comparable
    with the earlier one is not compared.
    """
    for question in dataset.form.questions:
        if question.type.is_number:
            if earlier is not None:
                yield from _from_last_year(dataset, earlier, question.id)
            yield from _from_the_others(dataset, question.id)


def differs_much(now: Number, before: Number) -> bool:
    """Tell whether a number differs much from the same centre's number last year."""
    less, more = sorted((now, before))
    return more - less >= LEAST_DIFFERENCE and more >= TIMES * less


def _from_last_year(dataset: Dataset, earlier: Dataset, question_id: str) -> Iterator[Outlier]:
    if not earlier.form.has(question_id) or not trend(dataset, earlier, question_id).comparable:
        return
    before = {respondent.id: value for respondent, value in _numbers(earlier, question_id)}
    for respondent, value in _numbers(dataset, question_id):
        last = before.get(respondent.id)
        if last is not None and differs_much(value, last):
            yield Outlier(respondent, question_id, value, Against.LAST_YEAR, last, 1)


def _from_the_others(dataset: Dataset, question_id: str) -> Iterator[Outlier]:
    numbers = _numbers(dataset, question_id)
    if len(numbers) < ENOUGH:
        return
    places = {respondent.id: _place(value) for respondent, value in numbers}
    middle = median(places.values())
    spread = max(1.4826 * median(abs(place - middle) for place in places.values()), LEAST_SPREAD)
    usual = median(Fraction(value) for _, value in numbers)
    for respondent, value in numbers:
        far = abs(places[respondent.id] - middle) > FAR * spread
        if far and abs(Fraction(value) - usual) >= LEAST_DIFFERENCE:
            yield Outlier(respondent, question_id, value, Against.THE_OTHERS, usual, len(numbers))


def _numbers(dataset: Dataset, question_id: str) -> list[tuple[Respondent, Number]]:
    """Return the numbers answered, each with its centre. (A bool is no number, though Python says so.)"""
    values = dataset.columns[question_id].values
    return [
        (respondent, value)
        for respondent, value in zip(dataset.respondents, values, strict=True)
        if isinstance(value, int | Decimal) and not isinstance(value, bool)
    ]


def _place(value: Number) -> float:
    """Return where a number lies on a logarithmic scale that begins at 0; a negative one lies as far below."""
    size = log(1 + abs(float(value)))
    return size if value >= 0 else -size
