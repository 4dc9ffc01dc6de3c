"""A document's tables as a workbook: a sheet for each, with its native chart, and one on sources and bases.

Texts are written as texts, whatever they look like: nothing that a person wrote becomes a formula or a link.
"""

import io
import re
from dataclasses import dataclass
from datetime import UTC, datetime
from fractions import Fraction
from typing import Any

from frisklivsnett.core.documents.columns import column_widths
from frisklivsnett.core.documents.model import (
    Cell,
    ChartKind,
    DataTable,
    Document,
    Figure,
    TableBlock,
    every_block,
)
from frisklivsnett.core.documents.nativechart import number_format
from frisklivsnett.core.documents.numbering import Numbered, numbered
from frisklivsnett.core.documents.plot import Plot, axis_for, exact, plot_of
from frisklivsnett.core.documents.text import clean
from frisklivsnett.core.documents.theme import Theme, house_theme
from frisklivsnett.core.numbers import half_up

_LONGEST = 32_767
"""So many characters a cell of Excel holds."""
_SHEET_NAME = re.compile(r"[\[\]:*?/\\]")
_AROUND_NUMBER = re.compile(
    r"(?P<before>[^\d−-]*)(?P<number>[−-]?(?:\d[\d.,\s\u00a0\u202f]*)?\d)(?P<after>.*)"
)
_LONG_AGO = datetime(1980, 1, 1, tzinfo=UTC)
_FIRST_ROW = 3
_DASHES = ("solid", "dash", "round_dot", "dash_dot")
_MARKERS = ("circle", "square", "triangle", "diamond")
_PATTERNS = ("", "wide_upward_diagonal", "light_vertical", "light_horizontal")


def to_xlsx(document: Document, *, theme: Theme | None = None, created: datetime | None = None) -> bytes:
    """Return the tables and figures of ``document`` as an Excel workbook.

    Numbers are numbers, printed as in the document («94,4 %», «ca. 310»). Raises ``DocumentError`` when the document
    cannot be written. A text longer than a cell of Excel can hold ends in «…».
    """
    import xlsxwriter

    prepared = numbered(document)
    written = io.BytesIO()
    options = {
        "in_memory": True,
        "strings_to_formulas": False,
        "strings_to_urls": False,
        "strings_to_numbers": False,
    }
    book = xlsxwriter.Workbook(written, options)
    book.set_properties(_properties(prepared, created))
    writer = _Writer(book, prepared, theme or house_theme())
    blocks = [block for block in every_block(document.blocks) if isinstance(block, TableBlock | Figure)]
    writer.overview(blocks)
    for block in blocks:
        writer.sheet(block)
    book.close()
    return written.getvalue()


def _properties(prepared: Numbered, created: datetime | None) -> dict[str, object]:
    document = prepared.document
    return {
        "title": clean(document.title)[:255],
        "subject": clean(document.subtitle)[:255],
        "author": clean(document.publisher)[:255],
        "keywords": clean(", ".join(document.keywords))[:255],
        "comments": clean(document.description)[:255],
        "category": prepared.words.sample if document.sample else "",
        "created": created or _LONG_AGO,
    }


@dataclass(frozen=True, slots=True)
class _Block:
    """Where labels and series stand on a sheet: the rows from ``first`` to ``last``, and the series' columns."""

    first: int
    last: int
    columns: tuple[int, ...]


class _Writer:
    def __init__(self, book: Any, prepared: Numbered, theme: Theme) -> None:
        self._book = book
        self._prepared = prepared
        self._words = prepared.words
        self._theme = theme
        palette, font = theme.light, {"font_name": theme.office_font, "font_size": 10, "valign": "top"}
        self._base = font
        self._plain = book.add_format({**font, "text_wrap": True})
        self._muted = book.add_format({**font, "font_color": palette.muted, "text_wrap": True})
        self._running = book.add_format({**font, "font_color": palette.muted})
        self._title = book.add_format({**font, "font_size": 14, "bold": True, "font_color": palette.heading})
        self._link = book.add_format({**font, "font_color": palette.accent, "underline": 1})
        self._warning = book.add_format(
            {**font, "bold": True, "bg_color": palette.notice, "font_color": palette.notice_ink}
        )
        head = {
            **font,
            "bold": True,
            "font_color": palette.heading,
            "bottom": 2,
            "bottom_color": palette.axis,
        }
        self._head = book.add_format({**head, "text_wrap": True})
        self._numeric_head = book.add_format({**head, "align": "right", "text_wrap": True})
        self._formats: dict[tuple[str, bool], Any] = {}

    # --- the first sheet ---

    def overview(self, blocks: list[TableBlock | Figure]) -> None:
        """Write what the workbook holds: each sheet with its caption and what is counted in it."""
        document = self._prepared.document
        sheet = self._sheet(self._words.sources)
        _write(sheet, 0, 0, document.title, self._title)
        row = 2
        dated = ((self._words.date, document.date),) if document.date else ()
        publisher = ((self._words.publisher, document.publisher),) if document.publisher else ()
        for name, value in (*publisher, *dated, *document.facts):
            _write(sheet, row, 0, name, self._muted)
            _write(sheet, row, 1, value, self._plain)
            row += 1
        row += 1
        for column, words in enumerate((self._words.sheet, self._words.contents, self._words.sources)):
            _write(sheet, row, column, words, self._head)
        for block in blocks:
            row += 1
            name = self._name(block)
            sheet.write_url(row, 0, f"internal:'{name}'!A1", self._link, name)
            _write(sheet, row, 1, block.caption, self._plain)
            _write(sheet, row, 2, block.note, self._plain)
        sheet.set_column(0, 0, 18)
        sheet.set_column(1, 2, 60)

    # --- a sheet for a table or a figure ---

    def sheet(self, block: TableBlock | Figure) -> None:
        sheet = self._sheet(self._name(block))
        label = self._prepared.labels[block.id]
        _write(sheet, 0, 0, f"{label}. {block.caption}", self._title)
        bottom = self._table(sheet, block.table)
        if block.note:
            # A long note would widen nothing: it runs over the empty cells to the right.
            _write(
                sheet,
                bottom + 1,
                0,
                block.note,
                self._running,
            )
        if isinstance(block, Figure):
            self._chart(sheet, block, label, bottom + 3)

    def _sheet(self, name: str) -> Any:
        sheet = self._book.add_worksheet(name)
        sheet.hide_gridlines(2)
        sheet.set_paper(9)
        sheet.fit_to_pages(1, 0)
        if self._prepared.document.sample:
            _write(sheet, 1, 0, self._words.sample, self._warning)
            sheet.set_header(f"&R{self._words.sample}")
        return sheet

    def _name(self, block: TableBlock | Figure) -> str:
        return _SHEET_NAME.sub(" ", self._prepared.labels[block.id])[:31]

    def _table(self, sheet: Any, table: DataTable) -> int:
        """Write a table; return its last row."""
        for column, head in enumerate(table.heads):
            _write(sheet, _FIRST_ROW, column, head.text, self._numeric_head if head.numeric else self._head)
        for place, cells in enumerate(table.rows, start=_FIRST_ROW + 1):
            self._row(sheet, place, cells, bold=False)
        row = _FIRST_ROW + len(table.rows)
        if not table.rows:
            row += 1
            _write(sheet, row, 0, self._words.empty_table, self._muted)
        if table.total is not None:
            row += 1
            self._row(sheet, row, table.total, bold=True)
        for column, width in enumerate(column_widths(table).natural):
            sheet.set_column(column, column, min(max(width * 2.0 + 2, 9), 60))
        sheet.freeze_panes(_FIRST_ROW + 1, 1)
        sheet.repeat_rows(_FIRST_ROW)
        return row

    def _row(self, sheet: Any, row: int, cells: tuple[Cell, ...], *, bold: bool) -> None:
        for column, cell in enumerate(cells):
            value = exact(cell.value)
            if value is None:
                _write(sheet, row, column, cell.text, self._format("", bold=bold))
            else:
                sheet.write_number(row, column, float(value), self._format(cell_format(cell), bold=bold))

    def _format(self, code: str, *, bold: bool) -> Any:
        key = (code, bold)
        if key not in self._formats:
            shape = {"num_format": code, "align": "right"} if code else {"text_wrap": True}
            rule = {"top": 2, "top_color": self._theme.light.axis} if bold else {}
            self._formats[key] = self._book.add_format({**self._base, **shape, **rule, "bold": bold})
        return self._formats[key]

    # --- charts ---

    def _chart(self, sheet: Any, figure: Figure, label: str, below: int) -> None:
        plot = plot_of(figure)
        if not plot.values:
            _write(sheet, below, 0, self._words.nothing_to_draw, self._muted)
            return
        block, below = self._drawn_rows(sheet, figure, plot, below)
        bars, lines = figure.chart.kind is ChartKind.BARS, figure.chart.kind is ChartKind.LINES
        chart = self._book.add_chart({"type": "bar" if bars else "line" if lines else "column"})
        for place, column in enumerate(block.columns):
            chart.add_series(self._series(sheet, figure, plot, block, place, column))
        self._axes(chart, figure, plot)
        height = 60 + len(plot.labels) * (26 + 14 * (len(plot.series) - 1)) if bars else 320
        chart.set_size({"width": 760, "height": min(height + 40, 1200)})
        chart.set_legend({"position": "top"} if len(plot.series) > 1 else {"none": True})
        chart.set_chartarea({"border": {"none": True}})
        chart.show_blanks_as("gap")
        place_it = {"object_position": 3, "description": clean(figure.alt), "decorative": False}
        sheet.insert_chart(below, 0, chart, place_it)
        chart.set_title({"name": clean(f"{label}. {figure.caption}")[:255], "name_font": {"size": 11}})

    def _drawn_rows(self, sheet: Any, figure: Figure, plot: Plot, below: int) -> tuple[_Block, int]:
        """Return where the chart's numbers stand: in the table itself or, sorted or with gaps, in their own rows.

        A dash in the table's place for a number would be drawn as nought, so there the rows are of their own too.
        """
        table = figure.table
        if plot.labels == tuple(row[0].text for row in table.rows) and plot.is_whole:
            last = _FIRST_ROW + len(table.rows)
            return _Block(_FIRST_ROW + 1, last, figure.chart.series), below
        _write(sheet, below, 0, self._words.as_drawn, self._muted)
        for column, series in enumerate(plot.series, start=1):
            _write(sheet, below, column, series.name, self._numeric_head)
        for offset, name in enumerate(plot.labels, start=1):
            _write(sheet, below + offset, 0, name, self._plain)
            for column, series in enumerate(plot.series, start=1):
                value = series.values[offset - 1]
                if value is not None:
                    code = cell_format(Cell(series.texts[offset - 1], value))
                    sheet.write_number(below + offset, column, float(value), self._format(code, bold=False))
        last = below + len(plot.labels)
        return _Block(below + 1, last, tuple(range(1, len(plot.series) + 1))), last + 2

    def _series(
        self, sheet: Any, figure: Figure, plot: Plot, block: _Block, place: int, column: int
    ) -> dict[str, Any]:
        colour = self._theme.light.series[place % len(self._theme.light.series)]
        series: dict[str, Any] = {
            "name": clean(plot.series[place].name),
            "categories": [sheet.get_name(), block.first, 0, block.last, 0],
            "values": [sheet.get_name(), block.first, column, block.last, column],
            "gap": 45,
            "overlap": 100 if plot.in_turns else 0,
        }
        if len(plot.labels) * len(plot.series) <= 40:
            series["data_labels"] = {"value": True, "num_format": number_format(plot.series[place])}
            if figure.chart.kind is ChartKind.LINES:
                series["data_labels"]["position"] = "above"
        if figure.chart.kind is ChartKind.LINES:
            fill = {"color": colour}
            series["line"] = {"color": colour, "width": 2.25, "dash_type": _DASHES[place % 4]}
            series["marker"] = {"type": _MARKERS[place % 4], "size": 7, "fill": fill, "border": fill}
        elif place == 0:
            series["fill"] = {"color": colour}
        else:
            series["pattern"] = {
                "pattern": _PATTERNS[place % 4],
                "fg_color": colour,
                "bg_color": self._theme.light.paper,
            }
            series["border"] = {"color": colour}
        return series

    def _axes(self, chart: Any, figure: Figure, plot: Plot) -> None:
        palette, axis = self._theme.light, axis_for(plot.values, figure.chart.limit)
        values = {
            "min": float(axis.low),
            "max": float(axis.high),
            "major_unit": float(axis.ticks[1] - axis.ticks[0]),
            "major_gridlines": {"visible": True, "line": {"color": palette.line, "width": 0.5}},
            "line": {"none": True},
            "name": clean(figure.chart.unit)[:255],
            "name_font": {"bold": False, "color": palette.muted},
        }
        labels = {
            "line": {"color": palette.axis},
            "label_position": "low",
            "interval_unit": 1,
            "text_axis": True,
        }
        if figure.chart.kind is ChartKind.BARS:
            # The first row is to be highest; the axis of values then has to be told to stay below.
            chart.set_x_axis({**values, "label_position": "high"})
            chart.set_y_axis({**labels, "reverse": True})
        else:
            chart.set_x_axis(labels)
            chart.set_y_axis(values)


def cell_format(cell: Cell) -> str:
    """Return the number format by which Excel prints a cell's value as its words are: «ca. 310», «94,4 %», «60 000».

    Words whose number is not the value give no format of their own.

    >>> cell_format(Cell("ca. 310", 310)), cell_format(Cell("14 av 18", 14)), cell_format(Cell("2,5", 2.5))
    ('"ca. "0', '0" av 18"', '0.0')
    >>> cell_format(Cell("tolv av 18", 12))
    'General'
    """
    found = _AROUND_NUMBER.fullmatch(cell.text.strip())
    value = exact(cell.value)
    if found is None or value is None:
        return "General"
    size = abs(value)
    digits, decimals = _digits(found["number"], size)
    code = ("#,##0" if size >= 10_000 else "0") + (f".{'0' * decimals}" if decimals else "")
    before, after = _literal(found["before"]), found["after"]
    if half_up(size, decimals) == digits:
        return before + code + _literal(after)
    if after.strip() == "%" and half_up(size * 100, decimals) == digits:
        return before + code + after
    return "General"


def _digits(number: str, size: Fraction) -> tuple[Fraction, int]:
    """Return the number that the words show, without its sign, and how many decimals it has."""
    plain = re.sub(r"[^\d.,]", "", number)
    parts = re.split(r"[.,]", plain)
    if len(parts) > 2 or (len(parts) == 2 and len(parts[1]) == 3 and size >= 1000):
        return Fraction("".join(parts)), 0  # marks between thousands
    decimals = len(parts[1]) if len(parts) == 2 else 0
    return Fraction(f"{parts[0] or 0}.{parts[1] or 0}" if decimals else parts[0]), decimals


def _literal(words: str) -> str:
    return '"' + words.replace('"', "") + '"' if words else ""


def _write(sheet: Any, row: int, column: int, words: str, shape: Any) -> None:
    words = clean(words)
    sheet.write_string(row, column, words if len(words) <= _LONGEST else words[: _LONGEST - 1] + "…", shape)
