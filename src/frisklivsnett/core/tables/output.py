"""Tables for other programs: lists for JSON, and CSV for spreadsheets.

Shares are written as they are, not rounded; decimal points are points. Columns of the CSV:

``question_id``, ``number``, ``type``, ``question``
    the question's concept id, its number in the form, its kind and its wording.
``row_code``, ``row_label``
    of a choice, the option; of a text, the centre's id and name; of a number, empty.
``n``, ``share``
    how many ticked the option, and their share of those who answered (0 to 1).
``base``, ``answered``, ``missing``
    how many centres the round covers, how many of them answered the question, and the rest.
``sum``, ``median``, ``min``, ``max``, ``approximate``, ``approximate_count``
    of a number; ``approximate`` is ``true`` when any of the numbers summed is approximate.
``text``
    what was written; of an option, the words that specify it, each after its centre's name.

Split files begin every line with ``group_code`` and ``group``, and have the whole first, with both empty.
"""

import csv
import re
from collections.abc import Iterable, Iterator, Mapping
from decimal import Decimal
from fractions import Fraction
from io import StringIO

from frisklivsnett.core.tables.counting import tables
from frisklivsnett.core.tables.dataset import split
from frisklivsnett.core.tables.model import ChoiceTable, Dataset, NumberTable, Row, Table, TextTable

Json = dict[str, object]

CSV_COLUMNS = (
    *("question_id", "number", "type", "question", "row_code", "row_label", "n", "share"),
    *("base", "answered", "missing"),
    *("sum", "median", "min", "max", "approximate", "approximate_count", "text"),
)
GROUP_COLUMNS = ("group_code", "group")

_PLAIN_NUMBER = re.compile(r"[+-]?\d+([.,]\d+)?", re.ASCII)
_STARTS_FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")


# JSON


def as_json(counted: Iterable[Table], language: str) -> list[Json]:
    """Return a dictionary for each table, ready for ``json.dumps``, with its words in ``language``.

    All have ``id``, ``number``, ``type``, ``text``, ``base``, ``answered`` and ``missing``. Choices have
    ``rows`` (``code``, ``label``, ``n``, ``share``) and ``specified`` (``centre``, ``code``, ``text``);
    numbers ``sum``, ``median``, ``min``, ``max``, ``approximate`` and ``approximate_count``; texts ``texts``
    (``centre``, ``text``). ``share``, ``median``, ``min`` and ``max`` are null when nobody answered.
    """
    return [_common(table, language) | _particular(table, language) for table in counted]


def as_json_by(dataset: Dataset, by: str, language: str) -> list[Json]:
    """Return a dictionary for each group of ``by``: its ``code`` and ``name``, and its ``tables`` as ``as_json``."""
    return [
        {"code": group.code, "name": group.name, "tables": as_json(tables(group.dataset), language)}
        for group in split(dataset, by)
    ]


def _common(table: Table, language: str) -> Json:
    question = table.question
    return {
        "id": question.id,
        "number": question.number,
        "type": question.type.value,
        "text": question.text.in_(language),
        "base": table.base,
        "answered": table.answered,
        "missing": table.missing,
    }


def _particular(table: Table, language: str) -> Json:
    if isinstance(table, NumberTable):
        return _number(table)
    if isinstance(table, TextTable):
        return {"texts": [{"centre": given.respondent.name, "text": given.words} for given in table.texts]}
    rows: list[Json] = [
        {"code": row.code, "label": row.label.in_(language), "n": row.n, "share": _share(row)}
        for row in table.rows
    ]
    specified: list[Json] = [
        {"centre": given.respondent.name, "code": given.option_code, "text": given.words}
        for given in table.specified
    ]
    return {"rows": rows, "specified": specified}


def _number(table: NumberTable) -> Json:
    return {
        "sum": _number_or_none(table.sum),
        "median": _number_or_none(table.median),
        "min": _number_or_none(table.min),
        "max": _number_or_none(table.max),
        "approximate": table.approximate,
        "approximate_count": table.approximate_count,
    }


def _share(row: Row) -> float | None:
    return None if row.share is None else float(row.share)


def _number_or_none(value: int | Decimal | Fraction | None) -> int | float | None:
    """Whole numbers stay whole; others become the nearest float."""
    if value is None or isinstance(value, int):
        return value
    return int(value) if value == int(value) else float(value)


# CSV


def as_csv(counted: Iterable[Table], language: str) -> str:
    """Return a line for each question and row, under the head that this module describes."""
    return _csv(CSV_COLUMNS, (line for table in counted for line in _lines(table, language)))


def as_csv_by(dataset: Dataset, by: str, language: str) -> str:
    """Return the tables of the whole and then of each group of ``by``, told apart by the first two columns."""
    groups = [("", "", dataset), *split(dataset, by)]
    lines = (
        {"group_code": code, "group": name} | line
        for code, name, part in groups
        for table in tables(part)
        for line in _lines(table, language)
    )
    return _csv(GROUP_COLUMNS + CSV_COLUMNS, lines)


def safe_cell(value: object) -> object:
    """Return a cell's value such that no spreadsheet takes it for a formula.

    Words that begin with ``= + - @``, a tab or a line break get an apostrophe in front; words that are a
    plain number, such as ``-5``, and values that are no words stay as they are.
    """
    if not isinstance(value, str) or _PLAIN_NUMBER.fullmatch(value):
        return value
    if value.startswith(_STARTS_FORMULA) or value.lstrip().startswith(_STARTS_FORMULA):
        return f"'{value}"
    return value


def _csv(columns: tuple[str, ...], lines: Iterable[Mapping[str, object]]) -> str:
    file = StringIO()
    writer = csv.DictWriter(file, columns, restval="", lineterminator="\n")
    writer.writeheader()
    writer.writerows({column: safe_cell(value) for column, value in line.items()} for line in lines)
    return file.getvalue()


def _lines(table: Table, language: str) -> Iterator[Json]:
    common = _common(table, language)
    common["question_id"], common["question"] = common.pop("id"), common.pop("text")
    for particular in _particular_lines(table, language):
        yield common | particular


def _particular_lines(table: Table, language: str) -> Iterator[Json]:
    if isinstance(table, ChoiceTable):
        words: dict[str, list[str]] = {}
        for given in table.specified:
            words.setdefault(given.option_code, []).append(f"{given.respondent.name}: {given.words}")
        for row in table.rows:
            label, specified = row.label.in_(language), "; ".join(words.get(row.code, []))
            yield {
                "row_code": row.code,
                "row_label": label,
                "n": row.n,
                "share": _share(row),
                "text": specified,
            }
    elif isinstance(table, NumberTable):
        yield _number(table) | {"approximate": "true" if table.approximate else "false"}
    else:
        for given in table.texts:
            yield {"row_code": given.respondent.id, "row_label": given.respondent.name, "text": given.words}
        if not table.answered:
            yield {}
