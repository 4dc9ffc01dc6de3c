"""Reads an Excel workbook of ours: a sheet for each table, its numbers as Excel prints them, and its charts."""

from itertools import takewhile

from frisklivsnett.core.documents.proofreading.cells import Book, Value, printed
from frisklivsnett.core.documents.proofreading.model import Grid, ReadBack, ReadChart, ReadSeries, squeezed
from frisklivsnett.core.documents.proofreading.parts import Parts, formulas, shown_series

_HEADS = 3
"""The row of a table's heads; above it are its name and the mark of sample data."""


def read_workbook(content: bytes, language: str) -> ReadBack:
    """Return what a workbook holds: all its words, a table for each sheet but the first, and charts.

    ``language`` is that in which Excel is thought to print numbers.
    """
    parts = Parts(content)
    book = Book(parts)
    passages: list[str] = []
    tables: list[Grid] = []
    charts: list[ReadChart] = []
    for place, (_, part) in enumerate(book.sheets):
        rows = [[_printed(value, code, language) for value, code in row] for row in book.cells(place)]
        passages += [words for row in rows for words in row if words]
        if place:
            tables.append(_table(rows))
        for drawing in parts.related(part, "drawing"):
            charts += [_chart(parts, book, chart) for chart in parts.related(drawing, "chart")]
    return ReadBack(tuple(passages), tuple(tables), tuple(charts))


def _table(rows: list[list[str]]) -> Grid:
    """Return what stands from the heads down to the first empty row, a note under the table too."""
    return tuple(tuple(row) for row in takewhile(any, rows[_HEADS:]))


def _chart(parts: Parts, book: Book, name: str) -> ReadChart:
    chart = parts.xml(name)
    behind = [
        ReadSeries(
            squeezed(series),
            tuple(squeezed(_plain(value)) for value in book.values_at(labels)),
            tuple(value if isinstance(value, float) else None for value in book.values_at(values)),
        )
        for series, labels, values in formulas(chart)
    ]
    return ReadChart(series=tuple(shown_series(chart)), behind=tuple(behind))


def _printed(value: Value, code: str, language: str) -> str:
    return printed(value, code, language) if isinstance(value, float) else squeezed(value or "")


def _plain(value: Value) -> str:
    """Return a label as the chart has it: a year is «2024»."""
    return f"{value:g}" if isinstance(value, float) else value or ""
