"""Word, PowerPoint and Excel files, read back by libraries that did not write them where there are any."""

import io
import zipfile
from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime
from fractions import Fraction
from typing import Any

import docx
import openpyxl
import pptx
import pytest
from docx.oxml.ns import qn
from lxml import etree
from tests.core.documents.reading import tables_in
from tests.core.documents.samples import bars, paragraph, report, visitors, wide_table
from tests.core.documents.test_html import HOSTILE, hostile

from frisklivsnett.core.documents.docx import to_docx
from frisklivsnett.core.documents.model import (
    Cell,
    ChartKind,
    ColumnHead,
    DataTable,
    Document,
    Figure,
    Heading,
    ListBlock,
    TableBlock,
    every_block,
)
from frisklivsnett.core.documents.plot import exact, plot_of
from frisklivsnett.core.documents.pptx import to_pptx
from frisklivsnett.core.documents.proofreading import read_back
from frisklivsnett.core.documents.xlsx import cell_format, to_xlsx

WRITERS: list[Callable[..., bytes]] = [to_docx, to_pptx, to_xlsx]
CHART = "{http://schemas.openxmlformats.org/drawingml/2006/chart}"


def texts(package: bytes) -> str:
    """All words of an Office file."""
    found = []
    with zipfile.ZipFile(io.BytesIO(package)) as opened:
        for name in opened.namelist():
            if name.endswith(".xml") and not name.startswith("docProps/app"):
                tree = etree.fromstring(opened.read(name))
                found += [
                    element.text or "" for element in tree.iter("{*}t", "{*}v", "{*}title", "{*}description")
                ]
    return "\n".join(found)


def everything_in(package: bytes) -> bytes:
    """All parts of an Office file, and those of the workbooks inside it."""
    with zipfile.ZipFile(io.BytesIO(package)) as opened:
        parts = {name: opened.read(name) for name in opened.namelist()}
    return b"".join(everything_in(part) if name.endswith(".xlsx") else part for name, part in parts.items())


def charts_of(package: bytes, folder: str) -> list[dict[str, list[tuple[str, float | None]]]]:
    """The charts: for each series, its labels with the numbers that are drawn."""
    made = []
    with zipfile.ZipFile(io.BytesIO(package)) as opened:
        names = sorted(name for name in opened.namelist() if name.startswith(f"{folder}/charts/chart"))
        for name in names:
            tree = etree.fromstring(opened.read(name))
            made.append({_cache(series, "tx")[0]: _points(series) for series in tree.iter(f"{CHART}ser")})
    return made


def _cache(series: Any, part: str) -> dict[int, str]:
    points = series.find(f"{CHART}{part}").iter(f"{CHART}pt")
    return {int(point.get("idx")): point.findtext(f"{CHART}v") for point in points}


def _points(series: Any) -> list[tuple[str, float | None]]:
    labels, values = _cache(series, "cat"), _cache(series, "val")
    return [
        (label, float(values[place]) if values.get(place) else None)
        for place, label in sorted(labels.items())
    ]


def drawn(figure: Figure) -> dict[str, list[tuple[str, float | None]]]:
    plot = plot_of(figure)
    return {
        series.name: [
            (label, None if value is None else float(value))
            for label, value in zip(plot.labels, series.values, strict=True)
        ]
        for series in plot.series
    }


def figures() -> list[Figure]:
    return [block for block in every_block(report().blocks) if isinstance(block, Figure)]


# --- all three ---


@pytest.mark.parametrize("write", WRITERS)
@pytest.mark.parametrize(
    "words", [*HOSTILE, "=1+1", "@SUM(A1)", "+cmd|' /C calc'!A0", "{ PAGE }", "https://example.no/"]
)
def test_hostile_words_come_out_as_themselves(write: Callable[..., bytes], words: str) -> None:
    written = write(hostile(words))
    assert texts(written).count(words) >= 4
    assert b"<f>" not in everything_in(written).replace(b"<c:f>", b"")


@pytest.mark.parametrize("write", WRITERS)
@pytest.mark.parametrize(
    "words", ["x\x00\x01\ufeff\ud800 y", "\u202ebaklengs", "ord " * 100_000, "x" * 400_000]
)
def test_no_words_can_stop_the_file(write: Callable[..., bytes], words: str) -> None:
    assert write(hostile(words)).startswith(b"PK")


@pytest.mark.parametrize("write", WRITERS)
def test_the_same_document_gives_the_same_file(write: Callable[..., bytes]) -> None:
    assert write(report()) == write(report())


@pytest.mark.parametrize(("write", "least"), [(to_docx, 2), (to_pptx, 10), (to_xlsx, 1)])
def test_sample_data_is_marked(write: Callable[..., bytes], least: int) -> None:
    assert texts(write(report())).count("Eksempeldata – ikke ekte tall") >= least
    assert "ksempeldata" not in texts(write(report(sample=False)))


@pytest.mark.parametrize("write", WRITERS)
def test_the_day_it_was_made_can_be_given(write: Callable[..., bytes]) -> None:
    with zipfile.ZipFile(io.BytesIO(write(report(), created=datetime(2025, 6, 1, tzinfo=UTC)))) as opened:
        assert b"2025-06-01" in opened.read("docProps/core.xml")


@pytest.mark.parametrize(("write", "folder"), [(to_docx, "word"), (to_pptx, "ppt")])
def test_native_charts_draw_the_numbers_of_their_tables(write: Callable[..., bytes], folder: str) -> None:
    charts = charts_of(write(report()), folder)
    assert len(charts) == 3
    for figure in figures():
        assert drawn(figure) in charts


@pytest.mark.parametrize(("write", "folder"), [(to_docx, "word"), (to_pptx, "ppt")])
def test_the_workbook_inside_a_chart_has_the_same_numbers(write: Callable[..., bytes], folder: str) -> None:
    with zipfile.ZipFile(io.BytesIO(write(report()))) as opened:
        books = [name for name in opened.namelist() if name.startswith(f"{folder}/embeddings/")]
        sheets = [openpyxl.load_workbook(io.BytesIO(opened.read(name))).active for name in books]
    found = [
        [[cell.value for cell in row] for row in sheet.iter_rows()] for sheet in sheets if sheet is not None
    ]
    for figure in figures():
        plot = plot_of(figure)
        rows = [
            [label, *(series.values[place] for series in plot.series)]
            for place, label in enumerate(plot.labels)
        ]
        assert [[None, *(series.name for series in plot.series)], *rows] in found


# --- Word ---


def read_docx(document: Document) -> Any:
    return docx.Document(io.BytesIO(to_docx(document)))


def test_word_has_the_tables_with_heads_that_repeat() -> None:
    made = read_docx(report())
    for written, table in zip(made.tables, tables_in(report()), strict=True):
        rows = table.rows if table.total is None else (*table.rows, table.total)
        read = [[cell.text for cell in row.cells] for row in written.rows]
        assert read == [[head.text for head in table.heads], *([cell.text for cell in row] for row in rows)]
        assert written.rows[0]._tr.trPr.find(qn("w:tblHeader")) is not None
        assert all(row._tr.trPr.find(qn("w:cantSplit")) is not None for row in written.rows)
        assert written._tbl.tblPr.find(qn("w:tblCaption")).get(qn("w:val"))


def test_word_has_headings_by_style_with_their_numbers() -> None:
    made = read_docx(report())
    headings = [
        (each.style.name, each.text) for each in made.paragraphs if each.style.name.startswith("Heading")
    ]
    assert headings[:3] == [
        ("Heading 1", "Sammendrag"),
        ("Heading 1", "1  Bakgrunn, mål og metode"),
        ("Heading 2", "1.1  Bakgrunn"),
    ]
    assert headings[-1] == ("Heading 2", "V1.1  Henvendelser og hospitering")


def test_word_has_captions_that_it_can_list_and_only_our_fields() -> None:
    made = read_docx(report())
    captions = [each.text for each in made.paragraphs if each.style.name == "Caption"]
    assert captions[0] == "Tabell 1. Utviklingssentralene i avtaleperioden 2023–2025"
    assert captions[3] == "Figur 3. Systematisk kommunikasjonsarbeid. Antall utviklingssentraler. 2024"
    codes = {code.text.strip() for code in made.element.iter(qn("w:instrText"))}
    assert codes == {r'TOC \o "1-3" \h \z \u', r"SEQ Tabell \* ARABIC", r"SEQ Figur \* ARABIC"}


def test_words_charts_have_alternative_texts_and_ids_of_their_own() -> None:
    made = read_docx(report())
    drawings = list(made.element.iter(qn("wp:docPr")))
    assert [each.get("descr") for each in drawings] == [figure.alt for figure in figures()]
    assert len({each.get("id") for each in drawings}) == 3


def test_word_knows_its_language_and_title() -> None:
    made = read_docx(report())
    assert made.styles.element.find(f".//{qn('w:docDefaults')}//{qn('w:lang')}").get(qn("w:val")) == "nb-NO"
    assert made.core_properties.title == report().title
    assert made.core_properties.language == "nb-NO"


def test_words_links_lead_to_bookmarks_that_exist() -> None:
    made = read_docx(report(repeat=2))
    anchors = {link.get(qn("w:anchor")) for link in made.element.iter(qn("w:hyperlink"))} - {None}
    names = [mark.get(qn("w:name")) for mark in made.element.iter(qn("w:bookmarkStart"))]
    assert anchors
    assert anchors <= set(names)
    assert len(names) == len({name.lower() for name in names})
    assert all(len(name) <= 40 for name in names)


def test_words_footnotes_are_real_ones() -> None:
    with zipfile.ZipFile(io.BytesIO(to_docx(report()))) as opened:
        notes = etree.fromstring(opened.read("word/footnotes.xml"))
        body = etree.fromstring(opened.read("word/document.xml"))
    written = ["".join(map(str, note.itertext())).strip() for note in notes][2:]
    assert written == ["Jf. § 3-2 i helse- og omsorgstjenesteloven.", "To kommuner er usikre på tallet."]
    assert [call.get(qn("w:id")) for call in body.iter(qn("w:footnoteReference"))] == ["1", "2"]


def test_each_numbered_list_in_word_begins_at_one() -> None:
    made = read_docx(
        Document("T", "nb", [ListBlock(((paragraph("a"),), (paragraph("b"),)), ordered=True)] * 2)
    )
    numbers = [each._p.pPr.numPr.numId.val for each in made.paragraphs if each.style.name == "List Number"]
    assert numbers[0] == numbers[1] != numbers[2] == numbers[3]


def test_a_wide_table_lies_down_in_word_and_the_next_page_stands() -> None:
    made = read_docx(Document("T", "nb", (wide_table(10), paragraph("etter"))))
    assert [section.page_width > section.page_height for section in made.sections] == [False, True, False]


def test_lines_in_a_cell_stay_lines_in_word() -> None:
    rows = ((Cell("a"), Cell("journal\nøkonomi")), (Cell("b"), Cell("– kurs\n– søvn")))
    table = TableBlock("t", "c", DataTable((ColumnHead("A"), ColumnHead("B")), rows))
    (made,) = read_docx(Document("T", "nb", (table,))).tables
    assert [row.cells[1].text for row in made.rows] == ["B", "journal\nøkonomi", "• kurs\n• søvn"]


# --- PowerPoint ---


def test_each_heading_is_a_slide_with_its_figure_and_its_prose_in_the_notes() -> None:
    document = Document(
        "Møte",
        "nb",
        (
            Heading(1, "Alle er på sosiale medier", "message"),
            paragraph("Dette sier taleren."),
            bars(),
            Heading(1, "Tre ting", "three"),
            ListBlock(tuple((paragraph(words),) for words in ("en", "to", "tre"))),
        ),
    )
    deck = pptx.Presentation(io.BytesIO(to_pptx(document)))
    _, figure, points = deck.slides
    assert figure.shapes.title is not None
    assert figure.shapes.title.text == "Alle er på sosiale medier"
    (chart,) = (shape for shape in figure.shapes if shape.has_chart)
    assert chart._element.find(".//{*}cNvPr").get("descr") == bars().alt
    assert figure.notes_slide.notes_text_frame is not None
    assert "Dette sier taleren." in figure.notes_slide.notes_text_frame.text
    assert [each.text for each in points.placeholders[1].text_frame.paragraphs] == ["en", "to", "tre"]


def test_a_long_table_goes_over_several_slides_with_its_head_on_each() -> None:
    rows = tuple((Cell(f"Rad {n}"), Cell(str(n), n)) for n in range(25))
    table = DataTable((ColumnHead("Etikett"), ColumnHead("Antall", numeric=True)), rows)
    deck = pptx.Presentation(io.BytesIO(to_pptx(Document("T", "nb", (TableBlock("t", "c", table),)))))
    read = [
        [[cell.text for cell in row.cells] for row in shape.table.rows]
        for slide in deck.slides
        for shape in slide.shapes
        if shape.has_table
    ]
    assert [part[0] for part in read] == [["Etikett", "Antall"]] * 3
    assert [row for part in read for row in part[1:]] == [[cell.text for cell in row] for row in rows]


def test_every_slide_has_a_title() -> None:
    deck = pptx.Presentation(io.BytesIO(to_pptx(report())))
    assert all(slide.shapes.title is not None and slide.shapes.title.text for slide in deck.slides)


# --- Excel ---


def test_each_table_has_a_sheet_with_its_numbers_as_numbers() -> None:
    book = openpyxl.load_workbook(io.BytesIO(to_xlsx(report())))
    assert book.sheetnames == ["Kilder og grunnlag", "Tabell 1", "Figur 1", "Figur 2", "Figur 3", "Tabell 2"]
    for name, table in zip(book.sheetnames[1:], tables_in(report()), strict=True):
        rows = table.rows if table.total is None else (*table.rows, table.total)
        read = [
            [cell.value for cell in row] for row in book[name].iter_rows(min_row=5, max_row=4 + len(rows))
        ]
        for got, wanted in zip(read, rows, strict=True):
            expected = [cell.text if cell.value is None else float(exact(cell.value) or 0) for cell in wanted]
            assert list(got[: len(wanted)]) == pytest.approx(expected)


def test_every_sheet_is_marked_when_the_data_are_samples() -> None:
    book = openpyxl.load_workbook(io.BytesIO(to_xlsx(report())))
    assert {sheet["A2"].value for sheet in book.worksheets} == {"Eksempeldata – ikke ekte tall"}


def test_excel_draws_what_the_other_formats_draw() -> None:
    book = openpyxl.load_workbook(io.BytesIO(to_xlsx(report())))
    for name, figure in zip(("Figur 1", "Figur 2", "Figur 3"), figures(), strict=True):
        sheet = book[name]
        (chart,) = sheet._charts  # type: ignore[attr-defined]
        for series, wanted in zip(chart.series, drawn(figure).values(), strict=True):
            labels = [cell.value for (cell,) in _area(book, series.cat.strRef or series.cat.numRef)]
            values = [cell.value for (cell,) in _area(book, series.val.numRef)]
            assert list(zip(labels, values, strict=True)) == wanted


def test_a_dash_is_no_nought_in_excels_charts() -> None:
    heads = (ColumnHead("Sentral"), ColumnHead("Antall", numeric=True))
    table = DataTable(heads, ((Cell("Tana"), Cell("3", 3)), (Cell("Bodø"), Cell("–"))))
    figure = replace(bars(), table=table)
    (chart,) = read_back("xlsx", to_xlsx(Document("T", "nb", (figure,)))).charts
    assert [series.values for series in (*chart.series, *chart.behind)] == [(3.0, None)] * 2


def _area(book: Any, reference: Any) -> Any:
    sheet, _, area = reference.f.rpartition("!")
    return book[sheet.strip("'")][area.replace("$", "")]


def test_sources_and_bases_are_on_the_first_sheet() -> None:
    first = openpyxl.load_workbook(io.BytesIO(to_xlsx(report()))).worksheets[0]
    words = [str(cell.value) for row in first.iter_rows() for cell in row if cell.value is not None]
    assert bars().note in words
    assert bars().caption in words


@pytest.mark.parametrize(
    ("text", "value", "code"),
    [
        ("14", 14, "0"),
        ("ca. 310", 310, '"ca. "0'),
        ("94,4\u00a0%", Fraction(17, 18), "0.0\u00a0%"),
        ("28,6 %", Fraction(286, 10), '0.0" %"'),
        ("60\u00a0000", 60_000, "#,##0"),
        ("60,000", 60_000, "#,##0"),
        ("14 av 18", 14, '0" av 18"'),
        ("tolv av 18", 12, "General"),
        ("–", 3, "General"),
        ('"x" 3', 3, '"x "0'),
    ],
)
def test_excel_prints_a_number_as_its_words_are(text: str, value: int | Fraction, code: str) -> None:
    assert cell_format(Cell(text, value)) == code


@pytest.mark.parametrize("write", WRITERS)
def test_empty_tables_and_charts_without_numbers_are_written(write: Callable[..., bytes]) -> None:
    heads = (ColumnHead("A"), ColumnHead("B", numeric=True))
    none = visitors(ChartKind.LINES)
    blank = Figure("f", "c", DataTable(heads, ((Cell("a"), Cell("–")),)), bars().chart, "alt")
    empty = Figure("g", "c", DataTable(heads, ()), bars().chart, "alt")
    document = Document("T", "nb", (TableBlock("t", "c", DataTable(heads, ())), blank, empty, none))
    words = texts(write(document))
    assert "Det er ingen tall å tegne." in words
