"""How wide a table's columns want to be, for the formats that have to be told."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from frisklivsnett.core.documents.metrics import SPARE, longest_word, text_width
from frisklivsnett.core.documents.model import Cell, DataTable

_ENOUGH = 1_000
"""So many characters of a cell say how wide it wants to be."""
_WIDEST = 40.0
"""No column wants to be wider than this, in em; longer text is broken."""


@dataclass(frozen=True, slots=True)
class ColumnWidths:
    """Widths in em, by column: ``natural`` is on one line, ``least`` that of the longest word. No padding."""

    natural: tuple[float, ...]
    least: tuple[float, ...]

    def fitted(self, room: float, *, size: float, padding: float) -> list[float]:
        """Return widths for ``room``, in the unit of ``size`` (the font size); ``padding`` is added to each column.

        Every column gets what it wants when there is room for that. Else each gets its least, and what is left goes
        first to those that want little more, so that only long texts are broken. Columns that cannot be made to fit
        keep their least, and the sum is wider than the room.
        """
        least = [width * size * SPARE + padding for width in self.least]
        natural = [width * size * SPARE + padding for width in self.natural]
        if sum(natural) <= room:
            return _stretched(natural, room)
        widths = list(least)
        spare = room - sum(least)
        order = sorted(range(len(widths)), key=lambda column: natural[column] - least[column])
        for place, column in enumerate(order):
            share = min(natural[column] - least[column], spare / (len(order) - place))
            widths[column] += max(share, 0.0)
            spare -= max(share, 0.0)
        return widths


def _stretched(widths: list[float], room: float) -> list[float]:
    """A table that is nearly as wide as the room is made as wide, by its first column; a small one stays small."""
    total = sum(widths)
    return [widths[0] + room - total, *widths[1:]] if total > 0.6 * room else widths


def column_widths(table: DataTable) -> ColumnWidths:
    """Measure the columns of ``table``."""
    rows = table.rows if table.total is None else (*table.rows, table.total)
    natural, least = [], []
    for number, head in enumerate(table.heads):
        texts = [row[number].text[:_ENOUGH] for row in rows]
        least.append(
            max(
                [longest_word(head.text, 1, bold=True), *(longest_word(text, 1) for text in texts)],
                default=1.0,
            )
        )
        wide = max([text_width(head.text[:_ENOUGH], 1, bold=True), *(_line_width(text) for text in texts)])
        natural.append(min(wide, _WIDEST))
    return ColumnWidths(tuple(natural), tuple(min(width, _WIDEST) for width in least))


def _line_width(text: str) -> float:
    """The width of a text's longest line."""
    return max((text_width(line, 1) for line in text.split("\n")), default=0.0)


def table_parts(table: DataTable, fits: Callable[[DataTable], bool]) -> list[DataTable]:
    """Divide ``table`` by columns into parts that each fit, with the first column in all; at least one more in each."""
    if fits(table) or len(table.heads) < 3:
        return [table]
    parts: list[list[int]] = []
    columns: list[int] = []
    for column in range(1, len(table.heads)):
        if columns and not fits(_with_columns(table, [*columns, column])):
            parts.append(columns)
            columns = []
        columns.append(column)
    parts.append(columns)
    even = [_with_columns(table, columns) for columns in _evenly(len(table.heads) - 1, len(parts))]
    return even if all(map(fits, even)) else [_with_columns(table, columns) for columns in parts]


def _evenly(columns: int, parts: int) -> list[list[int]]:
    """Share out columns 1, 2 … so that no part has more than one above another."""
    size, more = divmod(columns, parts)
    ends = [size * place + min(place, more) for place in range(parts + 1)]
    return [list(range(start + 1, end + 1)) for start, end in pairwise(ends)]


def table_height(table: DataTable, widths: Sequence[float], size: float) -> tuple[float, float]:
    """Return about how high a table is with columns of these widths, and its highest row."""
    leading, padding = size * 1.25, 9.0
    rows = table.rows if table.total is None else (*table.rows, table.total)
    heights = [_lines(row, widths, size) * leading + padding for row in rows]
    head = max(_broken(head.text, width, size) for head, width in zip(table.heads, widths, strict=True))
    return sum(heights) + head * leading + padding, max(heights, default=0.0)


def _lines(row: Sequence[Cell], widths: Sequence[float], size: float) -> int:
    return max(_broken(cell.text, width, size) for cell, width in zip(row, widths, strict=True))


def _broken(text: str, width: float, size: float) -> int:
    """About how many lines a text takes: a little more than its width asks for, since lines are never full."""
    if "\n" in text[:_ENOUGH]:
        return sum(_broken(line, width, size) for line in text.split("\n") if line.strip())
    room = max(width - 10, size)
    wide = text_width(text[:_ENOUGH], size) * max(1.0, len(text) / _ENOUGH)
    return 1 if wide <= room else int(wide / room * 1.1) + 1


def _with_columns(table: DataTable, columns: Sequence[int]) -> DataTable:
    """Return ``table`` with its first column and these."""

    def kept(row: Sequence[Cell]) -> tuple[Cell, ...]:
        return (row[0], *(row[column] for column in columns))

    return replace(
        table,
        heads=(table.heads[0], *(table.heads[column] for column in columns)),
        rows=tuple(kept(row) for row in table.rows),
        total=None if table.total is None else kept(table.total),
    )
