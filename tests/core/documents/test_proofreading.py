"""Finished files are held to their document: whole ones pass, and the smallest damage is found where it is."""

import io
import re
import zipfile
from collections.abc import Callable
from dataclasses import replace
from functools import cache

import pytest
from tests.core.documents.samples import bars, paragraph, report, visitors, wide_table
from tests.core.documents.test_html import HOSTILE, hostile

from frisklivsnett.core.documents.docx import to_docx
from frisklivsnett.core.documents.html import to_html
from frisklivsnett.core.documents.model import (
    Block,
    Cell,
    ChartKind,
    ColumnHead,
    DataTable,
    Document,
    Figure,
    Paragraph,
    TableBlock,
    plain_text,
)
from frisklivsnett.core.documents.pdf import to_pdf
from frisklivsnett.core.documents.pptx import to_pptx
from frisklivsnett.core.documents.proofreading import Difference, Part, differences, read_back
from frisklivsnett.core.documents.proofreading.cells import printed
from frisklivsnett.core.documents.xlsx import to_xlsx

WRITERS: dict[str, Callable[[Document], bytes]] = {
    "html": lambda document: to_html(document).encode(),
    "pdf": to_pdf,
    "docx": to_docx,
    "pptx": to_pptx,
    "xlsx": to_xlsx,
}
FORMATS = tuple(WRITERS)
NATIVE = {"docx": "word/", "pptx": "ppt/", "xlsx": "xl/"}
HEADS = (ColumnHead("Sentral"), ColumnHead("Antall", numeric=True))


@cache
def written(format_key: str) -> bytes:
    return WRITERS[format_key](report())


def damaged(package: bytes, name: str, pattern: str, instead: str) -> bytes:
    """The Office file with the first match of a pattern in one of its parts put otherwise."""
    made = io.BytesIO()
    changed = 0
    with zipfile.ZipFile(io.BytesIO(package)) as source, zipfile.ZipFile(made, "w") as target:
        for entry in source.namelist():
            content = source.read(entry)
            if entry == name:
                text, changed = re.subn(pattern, instead, content.decode(), count=1, flags=re.DOTALL)
                content = text.encode()
            target.writestr(entry, content)
    assert changed == 1
    return made.getvalue()


def damaged_inside(package: bytes, book: str, name: str, pattern: str, instead: str) -> bytes:
    """The Office file with a workbook inside it damaged."""
    made = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(package)) as source, zipfile.ZipFile(made, "w") as target:
        for entry in source.namelist():
            content = source.read(entry)
            target.writestr(entry, damaged(content, name, pattern, instead) if entry == book else content)
    return made.getvalue()


def found(format_key: str, content: bytes) -> tuple[Difference, ...]:
    return differences(report(), format_key, content)


def with_blocks(change: Callable[[Block], Block | None]) -> Document:
    """The report with each block changed, or left out."""
    changed = [change(block) for block in report().blocks]
    return replace(report(), blocks=tuple(block for block in changed if block is not None))


def without(gone: Block) -> Document:
    """The report without one of its blocks."""
    return with_blocks(lambda block: None if block == gone else block)


def with_number(block: Block) -> Block:
    """The figure with a 14 made 15, and other blocks as they are."""
    if not isinstance(block, Figure) or block.id != "activities":
        return block
    rows = tuple(
        tuple(Cell("15", 15) if cell.text == "14" else cell for cell in row) for row in block.table.rows
    )
    return replace(block, table=replace(block.table, rows=rows))


def without_row(block: Block) -> Block:
    if not isinstance(block, TableBlock) or block.id != "centres":
        return block
    return replace(block, table=replace(block.table, rows=block.table.rows[:3] + block.table.rows[4:]))


# --- whole files ---


@pytest.mark.parametrize("format_key", FORMATS)
def test_a_whole_file_has_no_differences(format_key: str) -> None:
    assert found(format_key, written(format_key)) == ()


@pytest.mark.parametrize("format_key", FORMATS)
@pytest.mark.parametrize("words", [*HOSTILE, "=1+1", "\u202ebaklengs", "ord " * 2000, "co-op a\u00a0b", "•"])
def test_hostile_words_are_read_as_they_were_written(format_key: str, words: str) -> None:
    document = hostile(words)
    assert differences(document, format_key, WRITERS[format_key](document)) == ()


@pytest.mark.parametrize("format_key", FORMATS)
@pytest.mark.parametrize(
    "blocks",
    [
        (wide_table(10), wide_table(24, "wider"), paragraph("etter")),
        (visitors(ChartKind.COLUMNS), visitors(ChartKind.LINES, "lines")),
        (TableBlock("t", "c", DataTable(HEADS, ())), replace(bars(), table=DataTable(HEADS, ()))),
        (
            TableBlock(
                "t", "c", DataTable(HEADS, tuple((Cell(f"Rad {n}"), Cell(str(n), n)) for n in range(95)))
            ),
        ),
        (TableBlock("t", "c", DataTable(HEADS, ((Cell("a"), Cell("– kurs\n– søvn")),))),),
    ],
)
def test_tables_in_parts_and_empty_ones_are_whole(format_key: str, blocks: tuple[Block, ...]) -> None:
    document = Document("T", "nb", blocks)
    assert differences(document, format_key, WRITERS[format_key](document)) == ()


@pytest.mark.parametrize("format_key", FORMATS)
def test_what_is_read_has_the_words_and_the_charts(format_key: str) -> None:
    read = read_back(format_key, written(format_key))
    assert "Utviklingssentralene i avtaleperioden 2023–2025" in read.text
    assert len(read.charts) == (6 if format_key == "html" else 3)


# --- files of a document that is not quite this one ---


@pytest.mark.parametrize("format_key", FORMATS)
def test_another_number_is_found_in_table_and_chart(format_key: str) -> None:
    parts = {each.part for each in found(format_key, WRITERS[format_key](with_blocks(with_number)))}
    assert Part.CHART in parts
    assert format_key == "pptx" or Part.TABLE in parts
    assert format_key not in {"docx", "pptx", "xlsx"} or Part.WORKBOOK in parts


@pytest.mark.parametrize("format_key", FORMATS)
def test_a_row_that_is_gone_is_found(format_key: str) -> None:
    (gone, *others) = found(format_key, WRITERS[format_key](with_blocks(without_row)))
    assert gone.part is Part.TABLE
    assert gone.where == "Tabell 1"
    assert gone.expected.startswith("Alstahaug | ")
    assert others == []


@pytest.mark.parametrize("format_key", FORMATS)
def test_a_row_too_many_is_found(format_key: str) -> None:
    content = written(format_key)
    document = with_blocks(without_row)
    (extra,) = differences(document, format_key, content)
    assert (extra.part, extra.expected) == (Part.TABLE, "")
    assert extra.found.startswith("Alstahaug")


@pytest.mark.parametrize("format_key", [key for key in FORMATS if key != "xlsx"])
def test_every_paragraph_that_is_gone_is_found(format_key: str) -> None:
    paragraphs = [block for block in report().blocks if isinstance(block, Paragraph)]
    assert paragraphs
    for gone in paragraphs:
        content = WRITERS[format_key](without(gone))
        words = " ".join(plain_text(gone.content).split())
        lacking = found(format_key, content)
        assert lacking
        assert words[:20] in " ".join(each.expected for each in lacking)
        if format_key == "pdf":
            break  # as slow as it is thorough


@pytest.mark.parametrize("format_key", ["html", "pdf", "docx"])
def test_paragraphs_that_changed_places_are_found(format_key: str) -> None:
    told = Document("T", "nb", (paragraph("Først dette."), paragraph("Så dette."), paragraph("Til slutt.")))
    turned = replace(told, blocks=(told.blocks[1], told.blocks[0], told.blocks[2]))
    (difference,) = differences(told, format_key, WRITERS[format_key](turned))
    assert difference == Difference(Part.ORDER, expected="Så dette.")


def test_a_caption_and_a_note_are_held_to_too() -> None:
    for changed in (replace(bars(), caption="En annen"), replace(bars(), note="En annen")):
        for format_key, write in WRITERS.items():
            content = write(Document("T", "nb", (bars(),)))
            lacking = differences(Document("T", "nb", (changed,)), format_key, content)
            assert lacking[0].part is Part.TEXT


# --- damage within the files ---


@pytest.mark.parametrize("format_key", list(NATIVE))
def test_one_number_changed_in_a_charts_xml_is_found(format_key: str) -> None:
    name = f"{NATIVE[format_key]}charts/chart1.xml"
    content = damaged(written(format_key), name, r"(<c:val>.*?<c:v>)\d+(</c:v>)", r"\g<1>7\g<2>")
    (difference,) = found(format_key, content)
    assert difference.part is Part.CHART
    assert difference.found.endswith(" 7.0")


@pytest.mark.parametrize("format_key", ["docx", "pptx"])
def test_one_number_changed_in_the_workbook_inside_a_chart_is_found(format_key: str) -> None:
    book = f"{NATIVE[format_key]}embeddings/Microsoft_Excel_Sheet1.xlsx"
    content = damaged_inside(
        written(format_key), book, "xl/worksheets/sheet1.xml", r'(r="B2"[^>]*><v>)\d+', r"\g<1>7"
    )
    (difference,) = found(format_key, content)
    assert difference.part is Part.WORKBOOK
    assert difference.found.endswith(" 7.0")


@pytest.mark.parametrize(
    ("format_key", "name", "pattern", "instead"),
    [
        ("docx", "word/document.xml", ">60 000<", ">60 001<"),
        ("xlsx", "xl/worksheets/sheet2.xml", "<v>60000</v>", "<v>60001</v>"),
        ("xlsx", "xl/styles.xml", 'formatCode="#,##0"', 'formatCode="0"'),
    ],
)
def test_one_cell_changed_is_found(format_key: str, name: str, pattern: str, instead: str) -> None:
    content = damaged(written(format_key), name, pattern, instead)
    assert {each.part for each in found(format_key, content)} == {Part.TABLE}


def test_a_number_changed_in_a_page_is_found() -> None:
    page = written("html").decode()
    in_cell = page.replace('<td class="doc-numeric">14</td>', '<td class="doc-numeric">13</td>', 1)
    assert {each.part for each in found("html", in_cell.encode())} == {Part.TABLE}
    for place in range(2):
        number = list(re.finditer(r'<text class="doc-text"[^>]*font-size="13"[^>]*>(14)</text>', page))[place]
        in_picture = page[: number.start(1)] + "13" + page[number.end(1) :]
        assert {each.part for each in found("html", in_picture.encode())} == {Part.CHART}


def test_a_number_changed_in_a_picture_over_time_is_found() -> None:
    document = Document("T", "nb", (visitors(ChartKind.COLUMNS),))
    page = to_html(document)
    for number in re.finditer(r'font-size="13" text-anchor="middle"[^>]*>(\d+)</text>', page):
        changed = page[: number.start(1)] + "999" + page[number.end(1) :]
        assert {each.part for each in differences(document, "html", changed.encode())} == {Part.CHART}


@pytest.mark.parametrize("format_key", FORMATS)
@pytest.mark.parametrize("content", [b"", b"PK\x03\x04 no archive", b"%PDF-1.7 no more"])
def test_a_file_that_cannot_be_read_is_a_difference(format_key: str, content: bytes) -> None:
    parts = {each.part for each in found(format_key, content)}
    assert parts == ({Part.TEXT, Part.TABLE, Part.CHART} if format_key == "html" else {Part.FILE})


@pytest.mark.parametrize("format_key", [key for key in FORMATS if key != "html"])
def test_a_file_that_was_cut_short_is_a_difference(format_key: str) -> None:
    content = written(format_key)
    assert found(format_key, content[: len(content) // 2])


def test_a_difference_says_where_it_is_and_what_it_is() -> None:
    difference = Difference(Part.TABLE, "Tabell 3", "Tana | 14", "Tana | 15")
    assert difference.said("nb") == ("Tabell 3: Tabellen er en annen (ventet «Tana | 14», fant «Tana | 15»)")
    assert "expected" in difference.said("en")


@pytest.mark.parametrize(
    ("value", "code", "language", "words"),
    [
        (60_000, "#,##0", "nb", "60\u00a0000"),
        (60_000, "#,##0", "en", "60,000"),
        (2024, "0", "nb", "2024"),
        (17 / 18, "0.0\u00a0%", "nn", "94,4\u00a0%"),
        (28.6, '0.0" %"', "nb", "28,6 %"),
        (310, '"ca. "0', "nb", "ca. 310"),
        (14, '0" av 18"', "nb", "14 av 18"),
        (12, "", "nb", "12"),
    ],
)
def test_numbers_are_printed_as_excel_prints_them(value: float, code: str, language: str, words: str) -> None:
    assert printed(float(value), code, language) == words
