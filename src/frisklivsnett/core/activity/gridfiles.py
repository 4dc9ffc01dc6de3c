"""Reads the cells of a spreadsheet that somebody sent us, xlsx or csv, within bounds; writes the same.

A file from outside is not trusted: its unpacked size, rows and columns are bounded, it may declare nothing in XML,
and formulas count as what they last showed.
"""

import csv
import io
import zipfile
from collections.abc import Iterable, Sequence
from datetime import date, datetime
from enum import StrEnum

Cell = str | int | float | date | None
Grid = list[list[Cell]]

MOST_BYTES = 2_000_000
MOST_UNPACKED = 30_000_000
MOST_PARTS = 200
MOST_ROWS = 1000
"""Rows with something in them, besides the heading."""
MOST_COLUMNS = 80
MOST_CELL = 10_000
_LOOKED_AT = 5000
"""Rows that are looked at, empty ones too."""
_FORMULA = ("=", "+", "-", "@", "\t", "\r")


class Fault(StrEnum):
    """Why a file cannot be read at all."""

    TOO_LARGE = "too_large"
    TOO_MANY_ROWS = "too_many_rows"
    NOT_A_SHEET = "not_a_sheet"
    EMPTY = "empty"
    OLD_EXCEL = "old_excel"


class FileFault(Exception):
    """The file as a whole cannot be taken."""

    def __init__(self, fault: Fault) -> None:
        super().__init__(fault)
        self.fault = fault


def read_grid(content: bytes) -> Grid:
    """Return the first sheet's rows, cut after the last that has something. Raises ``FileFault``.

    What the file is, is told by its content and not by its name.
    """
    if len(content) > MOST_BYTES:
        raise FileFault(Fault.TOO_LARGE)
    if not content.strip():
        raise FileFault(Fault.EMPTY)
    if content.startswith(b"\xd0\xcf\x11\xe0"):
        raise FileFault(Fault.OLD_EXCEL)
    grid = _bounded(_from_xlsx(content) if content.startswith(b"PK") else _from_csv(content))
    if not grid:
        raise FileFault(Fault.EMPTY)
    return grid


def write_csv(rows: Iterable[Sequence[Cell]]) -> bytes:
    """Return the rows as Excel in Norwegian opens them: semicolons, UTF-8 with a mark.

    A text that a spreadsheet would take for a formula gets an apostrophe before it, which ``unguarded`` takes off.
    """
    written = io.StringIO()
    writer = csv.writer(written, delimiter=";", lineterminator="\r\n")
    for row in rows:
        writer.writerow([guarded(_plain(cell)) if isinstance(cell, str) else _plain(cell) for cell in row])
    return "\ufeff".encode() + written.getvalue().encode()


def write_xlsx(sheets: Sequence[tuple[str, Sequence[Sequence[Cell]]]]) -> bytes:
    """Return a workbook; the first row of each sheet is its heading. Texts are texts, whatever they look like."""
    import xlsxwriter

    written = io.BytesIO()
    options = {
        "in_memory": True,
        "strings_to_formulas": False,
        "strings_to_urls": False,
        "strings_to_numbers": False,
        "default_date_format": "dd.mm.yyyy",
    }
    book = xlsxwriter.Workbook(written, options)
    bold = book.add_format({"bold": True, "text_wrap": True, "valign": "top"})
    for name, rows in sheets:
        sheet = book.add_worksheet(name[:31])
        sheet.freeze_panes(1, 0)
        widths: dict[int, int] = {}
        for number, row in enumerate(rows):
            for column, cell in enumerate(row):
                widths[column] = max(widths.get(column, 10), min(len(_plain(cell)) + 2, 45))
                if cell not in (None, ""):
                    sheet.write(number, column, cell, bold if number == 0 else None)
        for column, width in widths.items():
            sheet.set_column(column, column, width)
    book.close()
    return written.getvalue()


def guarded(words: str) -> str:
    """Return words that no spreadsheet takes for a formula."""
    return f"'{words}" if words.startswith(_FORMULA) else words


def unguarded(words: str) -> str:
    """Return words as they were before ``guarded``."""
    return words[1:] if words.startswith("'") and words[1:].startswith(_FORMULA) else words


def _plain(cell: Cell) -> str:
    if isinstance(cell, date):
        return f"{cell.day:02}.{cell.month:02}.{cell.year}"
    return "" if cell is None else str(cell)


def _from_csv(content: bytes) -> Iterable[list[Cell]]:
    text = _decoded(content).replace("\x00", "")
    first = text.lstrip("\r\n").split("\n", 1)[0]
    delimiter = max(";,\t", key=first.count)
    csv.field_size_limit(MOST_BYTES)
    try:
        for row in csv.reader(io.StringIO(text, newline=""), delimiter=delimiter):
            yield [unguarded(cell) for cell in row]
    except csv.Error as error:
        raise FileFault(Fault.NOT_A_SHEET) from error


def _decoded(content: bytes) -> str:
    if content.startswith((b"\xff\xfe", b"\xfe\xff")):
        return content.decode("utf-16", "replace")
    if b"\x00" in content[:1000]:
        raise FileFault(Fault.NOT_A_SHEET)
    try:
        return content.decode("utf-8-sig")
    except UnicodeDecodeError:
        return content.decode("cp1252", "replace")


def _from_xlsx(content: bytes) -> Iterable[list[Cell]]:
    from openpyxl import load_workbook

    try:
        _check_zip(content)
        book = load_workbook(io.BytesIO(content), read_only=True, data_only=True, keep_links=False)
        sheet = book.worksheets[0]
        sheet.reset_dimensions()
        for row in sheet.iter_rows(max_row=_LOOKED_AT, max_col=MOST_COLUMNS, values_only=True):
            yield [_cell(value) for value in row]
    except FileFault:
        raise
    except Exception as error:  # a damaged workbook breaks the libraries in many ways
        raise FileFault(Fault.NOT_A_SHEET) from error


def _check_zip(content: bytes) -> None:
    """Refuse what would unpack to too much, or declares entities: both before anything is unpacked in earnest.

    No more is read of a part than it declares, so a declaration that lies gains nothing.
    """
    with zipfile.ZipFile(io.BytesIO(content)) as packed:
        parts = packed.infolist()
        if len(parts) > MOST_PARTS or sum(part.file_size for part in parts) > MOST_UNPACKED:
            raise FileFault(Fault.TOO_LARGE)
        for part in parts:
            if part.filename.endswith((".xml", ".rels")):
                with packed.open(part) as opened:
                    if b"<!DOCTYPE" in opened.read(2000):
                        raise FileFault(Fault.NOT_A_SHEET)


def _cell(value: object) -> Cell:
    match value:
        case None | bool():
            return None if value is None else str(int(value))
        case datetime():
            return value.date()
        case int() | float() | date() | str():
            return value
        case _:
            return str(value)


def _bounded(rows: Iterable[list[Cell]]) -> Grid:
    grid: Grid = []
    kept = 0
    for number, row in enumerate(rows):
        if number > _LOOKED_AT:
            raise FileFault(Fault.TOO_MANY_ROWS)
        cells = [cell[:MOST_CELL] if isinstance(cell, str) else cell for cell in row[:MOST_COLUMNS]]
        if any(cell is not None and str(cell).strip() for cell in cells):
            kept += 1
        if kept > MOST_ROWS + 1:
            raise FileFault(Fault.TOO_MANY_ROWS)
        grid.append(cells)
    while grid and not any(cell is not None and str(cell).strip() for cell in grid[-1]):
        grid.pop()
    return grid
