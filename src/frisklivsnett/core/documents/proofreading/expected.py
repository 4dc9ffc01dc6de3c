"""What a file ought to hold: worked out from the document tree, format by format."""

from collections.abc import Iterator, Sequence

from frisklivsnett.core.documents.model import (
    Block,
    Callout,
    Cell,
    DataTable,
    Figure,
    Footnote,
    Heading,
    Inline,
    ListBlock,
    Paragraph,
    Plain,
    TableBlock,
    every_block,
    inside,
    plain_text,
)
from frisklivsnett.core.documents.numbering import Numbered
from frisklivsnett.core.documents.plot import exact, plot_of
from frisklivsnett.core.documents.proofreading.cells import general
from frisklivsnett.core.documents.proofreading.model import Grid, ReadSeries, squeezed
from frisklivsnett.core.documents.text import clean, lines_of
from frisklivsnett.core.documents.xlsx import cell_format

_LONGEST_CELL = 32_767


def passages_of(prepared: Numbered, format_key: str) -> Iterator[str]:
    """Yield what must be read in the file as text: in a deck no chapters are numbered, a workbook has captions only."""
    yield clean(prepared.document.title)
    if format_key != "xlsx":
        yield clean(prepared.document.subtitle)
    if format_key == "xlsx":
        for block in tables_of(prepared):
            yield from _named(prepared, block)
        return
    for words in _blocks(prepared, prepared.document.blocks, format_key):
        yield clean(words)
    if format_key != "pptx":
        for note in prepared.footnotes:
            yield clean(plain_text(note.content))


def tables_of(prepared: Numbered) -> list[TableBlock | Figure]:
    """Return the document's tables and figures in order."""
    return [
        block for block in every_block(prepared.document.blocks) if isinstance(block, TableBlock | Figure)
    ]


def grid_of(table: DataTable, format_key: str, language: str, empty: str) -> Grid:
    """Return a table's cells as the file prints them; a table without rows says ``empty`` under its heads."""
    rows = [*table.rows, *((table.total,) if table.total else ())]
    heads = tuple(squeezed(clean(head.text)) for head in table.heads)
    grid = [heads, *(tuple(_cell(cell, format_key, language) for cell in row) for row in rows)]
    if not table.rows:
        grid.insert(1, (squeezed(empty), *("" for _ in heads[1:])))
    return tuple(grid)


def series_of(figure: Figure) -> tuple[ReadSeries, ...]:
    """Return the series that the figure's chart shows; none when there is nothing to draw."""
    plot = plot_of(figure)
    if not plot.values:
        return ()
    labels = tuple(squeezed(clean(label)) for label in plot.labels)
    return tuple(
        ReadSeries(
            squeezed(clean(series.name)),
            labels,
            tuple(None if value is None else float(value) for value in series.values),
        )
        for series in plot.series
    )


def _blocks(prepared: Numbered, blocks: Sequence[Block], format_key: str) -> Iterator[str]:
    for block in blocks:
        match block:
            case Heading(_, text, id_):
                number = prepared.numbers[id_] if format_key != "pptx" else ""
                yield f"{number} {text}" if number else text
            case Paragraph(content):
                yield _words(content) if format_key == "pptx" else plain_text(content)
            case ListBlock(items):
                for item in items:
                    yield from _blocks(prepared, item, format_key)
            case Callout(title, inner):
                if title:
                    yield title
                yield from _blocks(prepared, inner, format_key)
            case TableBlock() | Figure():
                yield from _named(prepared, block)


def _named(prepared: Numbered, block: TableBlock | Figure) -> Iterator[str]:
    yield clean(f"{prepared.labels[block.id]}. {block.caption}")
    if block.note:
        yield clean(block.note)


def _words(content: Sequence[Inline]) -> str:
    """Return the words of a paragraph as a speaker's note has them: what is in a footnote follows in brackets."""
    pieces = []
    for inline in content:
        match inline:
            case Plain(text):
                pieces.append(text)
            case Footnote(inner):
                pieces.append(f" [{_words(inner)}]")
            case _:
                pieces.append(_words(inside(inline)))
    return "".join(pieces)


def _cell(cell: Cell, format_key: str, language: str) -> str:
    if format_key == "xlsx":
        return _workbook_cell(cell, language)
    if format_key == "pptx":
        return squeezed(clean(cell.text))
    return squeezed(" ".join(lines_of(cell.text).lines))


def _workbook_cell(cell: Cell, language: str) -> str:
    value = exact(cell.value)
    if value is not None and cell_format(cell) == "General":
        # The words are no number, so the cell holds what they mean: «tolv av 18» is 12.
        return general(float(value), language)
    words = clean(cell.text)
    return squeezed(words if len(words) <= _LONGEST_CELL else f"{words[: _LONGEST_CELL - 1]}…")
