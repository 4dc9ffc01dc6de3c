"""Tables by group: a question's rows against health regions, counties or whatever the respondents belong to."""

from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal

from frisklivsnett.core.forms.model import Question
from frisklivsnett.core.tables.counting import table
from frisklivsnett.core.tables.dataset import Group, split
from frisklivsnett.core.tables.model import ChoiceTable, Dataset, NumberTable, Table
from frisklivsnett.core.text import Text, text

SUM = text("Sum", "Sum", "Sum")
"""The label of a number question's only row, whose code is ``sum``."""


@dataclass(frozen=True, slots=True)
class Part:
    """One group's table. ``code`` and ``name`` are empty for those who belong to no group."""

    code: str
    name: str
    table: Table


@dataclass(frozen=True, slots=True)
class CrossRow:
    """One line of a cross table: ``values`` has a number for each part, and they add up to ``total``."""

    code: str
    label: Text
    values: tuple[int | Decimal, ...]
    total: int | Decimal


@dataclass(frozen=True, slots=True)
class CrossTable:
    """A question's table in parts, and the table of the ``whole``. Every respondent is in exactly one part."""

    question: Question
    by: str
    parts: tuple[Part, ...]
    whole: Table

    @property
    def rows(self) -> tuple[CrossRow, ...]:
        """How many ticked each option (or the sum of the numbers), by group. Texts have no rows."""
        by_part = [{code: value for code, _, value in _values(part.table)} for part in self.parts]
        return tuple(
            CrossRow(code, label, tuple(values[code] for values in by_part), total)
            for code, label, total in _values(self.whole)
        )


def cross_table(dataset: Dataset, question_id: str, by: str) -> CrossTable:
    """Return one question's table by group. Raises as ``table`` does."""
    return _crossed(dataset, question_id, by, split(dataset, by))


def cross_tables(dataset: Dataset, by: str) -> tuple[CrossTable, ...]:
    """Return every question's table by group, in the form's order."""
    groups = split(dataset, by)
    return tuple(_crossed(dataset, question.id, by, groups) for question in dataset.form.questions)


def _crossed(dataset: Dataset, question_id: str, by: str, groups: tuple[Group, ...]) -> CrossTable:
    parts = tuple(Part(group.code, group.name, table(group.dataset, question_id)) for group in groups)
    return CrossTable(dataset.form.question(question_id), by, parts, table(dataset, question_id))


def _values(counted: Table) -> Iterator[tuple[str, Text, int | Decimal]]:
    if isinstance(counted, ChoiceTable):
        for row in counted.rows:
            yield row.code, row.label, row.n
    elif isinstance(counted, NumberTable):
        yield "sum", SUM, counted.sum
