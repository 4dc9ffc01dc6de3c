"""How wide a table's columns want to be, for the formats that have to be told."""

from dataclasses import dataclass

from frisklivsnett.core.documents.metrics import longest_word, text_width
from frisklivsnett.core.documents.model import DataTable

_ENOUGH = 1_000
"""So many characters of a cell say how wide it wants to be."""
_WIDEST = 40.0
"""No column wants to be wider than this, in em; longer text is broken."""


@dataclass(frozen=True, slots=True)
class ColumnWidths:
    """Widths in em, by column: ``natural`` is on one line, ``least`` that of the longest word. No padding."""

    natural: tuple[float, ...]
    least: tuple[float, ...]


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
        wide = max([text_width(head.text[:_ENOUGH], 1, bold=True), *(text_width(text, 1) for text in texts)])
        natural.append(min(wide, _WIDEST))
    return ColumnWidths(tuple(natural), tuple(min(width, _WIDEST) for width in least))
