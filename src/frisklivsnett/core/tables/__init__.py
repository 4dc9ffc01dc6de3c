"""From a dataset (answers, form, centres) to tables: counts, bases, missing, groups and trends."""

from frisklivsnett.core.tables.counting import table, tables
from frisklivsnett.core.tables.crossing import CrossRow, CrossTable, Part, cross_table, cross_tables
from frisklivsnett.core.tables.dataset import (
    Group,
    dataset_from_answers,
    in_group,
    split,
    subset,
    without_internal,
)
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
from frisklivsnett.core.tables.output import as_csv, as_csv_by, as_json, as_json_by, safe_cell
from frisklivsnett.core.tables.trends import Change, Comparison, compare, trend, what_changed

__all__ = [
    "Change",
    "ChoiceTable",
    "Column",
    "Comparison",
    "CrossRow",
    "CrossTable",
    "Dataset",
    "GivenText",
    "Group",
    "NumberTable",
    "Part",
    "Respondent",
    "Row",
    "Table",
    "TextTable",
    "as_csv",
    "as_csv_by",
    "as_json",
    "as_json_by",
    "compare",
    "cross_table",
    "cross_tables",
    "dataset_from_answers",
    "in_group",
    "safe_cell",
    "split",
    "subset",
    "table",
    "tables",
    "trend",
    "what_changed",
    "without_internal",
]
