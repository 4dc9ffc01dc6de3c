"""From a dataset (answers, form, centres) to tables: counts, bases, missing, groups and trends."""

from frisklivsnett.core.tables.counting import table, tables
from frisklivsnett.core.tables.dataset import Group, dataset_from_answers, in_group, split, subset
from frisklivsnett.core.tables.model import (
    ChoiceTable,
    Column,
    Dataset,
    GivenText,
    NumberTable,
    Respondent,
    Row,
    Table,
    TextTable,
)

__all__ = [
    "ChoiceTable",
    "Column",
    "Dataset",
    "GivenText",
    "Group",
    "NumberTable",
    "Respondent",
    "Row",
    "Table",
    "TextTable",
    "dataset_from_answers",
    "in_group",
    "split",
    "subset",
    "table",
    "tables",
]
