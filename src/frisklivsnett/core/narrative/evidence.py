"""What claims are held up against: the rounds' answers, published series and facts of the registry.

Answers are turned into bit masks once: bit *i* stands for the dataset's respondent *i*. A condition is then a few
``&`` and ``|``, whatever the number of centres, and a report of hundreds of claims is checked in milliseconds.
"""

from collections.abc import Hashable, Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from decimal import Decimal
from fractions import Fraction
from functools import cached_property

from frisklivsnett.core.forms.model import Form, Question, QuestionType, Value
from frisklivsnett.core.narrative.values import Unit
from frisklivsnett.core.tables.model import Column, Dataset
from frisklivsnett.core.text import Text

FactValue = int | Decimal | Fraction | date | str | Text | tuple[str | Text, ...]


@dataclass(frozen=True, slots=True)
class Fact:
    """Something the registry or the agreements know: a number, a share (``Fraction``), a date, a name or names.

    A year is an int with ``Unit.YEAR``, a sum in kroner a number with ``Unit.MONEY``. ``source`` says where it is from.
    A number of centres is given the ``base`` it is among, and can then be said as «14 av 18» and «de fleste» too.
    """

    value: FactValue
    unit: Unit = Unit.NONE
    approximate: bool = False
    source: str = ""
    base: int | None = None


@dataclass(frozen=True, slots=True)
class Lacking:
    """A fact that other years have and this one has not: what it would be ``like``, and ``why`` there is none."""

    like: Fact
    why: Text


@dataclass(frozen=True, slots=True)
class FactTable:
    """A table of what the registry or the log knows, under its own name: ``rows`` of a label and a number a column.

    ``heads`` are those of the label and of each number. ``note`` tells the base and the source, ``unit`` what is
    counted. A number is None where it is not known. ``over_time`` when the rows are years or months in order.
    """

    heads: tuple[Text, ...]
    rows: tuple[tuple[Text, tuple[int | Decimal | None, ...]], ...]
    note: Text
    unit: Text
    over_time: bool = False


@dataclass(frozen=True, slots=True)
class Published:
    """A number of a published series, with its source in words."""

    value: int | Decimal
    source: str
    approximate: bool = False


@dataclass(frozen=True)
class Evidence:
    """All that a report's claims may rest on. The same for every language.

    ``earlier`` holds the datasets of earlier rounds by year. ``series`` has numbers published before the program, by
    name and year; a series named as a question (``hosting.people``) continues its sum backwards in time.
    ``facts`` and ``tables`` are known by dotted names, the first part of which says from where: ``grant.total``,
    ``log.municipalities``. No table has the name of a question. ``plan_names`` are names of plans, laws and works that
    may stand in the text with the numbers in them.

    ``lacking`` and ``lacking_tables`` are the facts and tables that there are none of this year, each with the reason:
    what names them can be read all the same, and has no value.
    """

    current: Dataset
    earlier: Mapping[int, Dataset] = field(default_factory=dict)
    series: Mapping[str, Mapping[int, Published]] = field(default_factory=dict)
    facts: Mapping[str, Fact] = field(default_factory=dict)
    plan_names: tuple[str, ...] = ()
    tables: Mapping[str, FactTable] = field(default_factory=dict)
    lacking: Mapping[str, Lacking] = field(default_factory=dict)
    lacking_tables: Mapping[str, Text] = field(default_factory=dict)

    @property
    def year(self) -> int:
        """The report's year."""
        return self.current.year

    @cached_property
    def rounds(self) -> Mapping[int, "Answered"]:
        """The rounds with answers, by year, this report's among them."""
        datasets = {**self.earlier, self.current.year: self.current}
        return {year: Answered(dataset) for year, dataset in datasets.items()}

    @cached_property
    def forms(self) -> tuple[Form, ...]:
        """The forms whose names a formula may use: this round's first, then the earlier ones, newest first."""
        years = sorted(self.earlier, reverse=True)
        return (self.current.form, *(self.earlier[year].form for year in years))

    @cached_property
    def question_names(self) -> tuple[str, ...]:
        """Every name of a question or an option, for finding the nearest right one."""
        names: dict[str, None] = {}
        for form in self.forms:
            for question in form.questions:
                names[question.id] = None
                names.update({f"{question.id}.{option.code}": None for option in question.options})
        return tuple(names)

    @cached_property
    def fact_names(self) -> tuple[str, ...]:
        """Every name of a fact, also of those that there are none of this year."""
        return (*self.facts, *self.lacking)

    @cached_property
    def known_names(self) -> tuple[str, ...]:
        """Every name of a fact or a table, also of those that there are none of this year."""
        return tuple(dict.fromkeys((*self.fact_names, *self.tables, *self.lacking_tables)))

    def why_lacking(self, name: str) -> Text:
        """Return why there is no fact or table of this name this year; nothing when there is."""
        if name in self.lacking:
            return self.lacking[name].why
        return self.lacking_tables.get(name, Text())

    def with_facts(
        self, facts: Mapping[str, Fact], lacking: Mapping[str, Lacking] | None = None
    ) -> "Evidence":
        """Return the same evidence with other facts. What has been worked out of the answers is kept."""
        other = replace(self, facts=facts, lacking=self.lacking if lacking is None else lacking)
        other.__dict__["rounds"] = self.rounds
        return other

    @cached_property
    def remembered(self) -> dict[Hashable, object]:
        """What has been worked out already: formulas read, and their results."""
        return {}


NO_ANSWER = (None, (), "")
"""What stands in a column where there is no answer."""


class Answered:
    """A round's answers as masks. ``everyone`` has a bit for each respondent of the round."""

    def __init__(self, dataset: Dataset) -> None:
        self.dataset = dataset
        self.everyone = (1 << dataset.base) - 1
        self._answered: dict[str, int] = {}
        self._ticked: dict[str, dict[str, int]] = {}

    def column(self, question_id: str) -> Column:
        """Return a question's column; ``KeyError`` when the dataset lacks it, which is never «no answers»."""
        return self.dataset.columns[question_id]

    def answered(self, question_id: str) -> int:
        """Return who answered the question."""
        if question_id not in self._answered:
            self._answered[question_id] = mask(
                place for place, value in enumerate(self.column(question_id).values) if value not in NO_ANSWER
            )
        return self._answered[question_id]

    def approximate(self, question_id: str) -> int:
        """Return who flagged their number as approximate."""
        return mask(self.column(question_id).approximate) & self.answered(question_id)

    def ticked(self, question: Question, code: str) -> int:
        """Return who ticked the option, or answered yes when ``code`` is ``yes`` on a yes/no question."""
        if question.id not in self._ticked:
            self._ticked[question.id] = self._masks(question)
        return self._ticked[question.id].get(code, 0)

    def values(self, question_id: str, among: int) -> list[tuple[int, Value]]:
        """Return the answers of those in the mask, each with its respondent's place."""
        values = self.column(question_id).values
        return [
            (place, value) for place, value in enumerate(values) if value is not None and among >> place & 1
        ]

    def in_group(self, key: str, group: str) -> int:
        """Return the respondents whose group ``key`` is ``group``."""
        respondents = enumerate(self.dataset.respondents)
        return mask(place for place, respondent in respondents if respondent.groups.get(key) == group)

    def _masks(self, question: Question) -> dict[str, int]:
        masks: dict[str, int] = {}
        for place, value in enumerate(self.column(question.id).values):
            for code in _codes(question.type, value):
                masks[code] = masks.get(code, 0) | 1 << place
        return masks


def mask(places: Iterable[int]) -> int:
    """Return the number with a bit set for each place."""
    bits = 0
    for place in places:
        bits |= 1 << place
    return bits


def _codes(kind: QuestionType, value: Value | None) -> tuple[str, ...]:
    if isinstance(value, tuple):
        return value
    if kind is QuestionType.YES_NO and value is not None:
        return ("yes",) if value else ("no",)
    return (value,) if isinstance(value, str) and kind is QuestionType.SINGLE else ()
