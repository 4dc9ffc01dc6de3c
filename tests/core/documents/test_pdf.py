import io
from datetime import UTC, datetime

import pikepdf
import pytest
from tests.core.documents.reading import Tags, cells_in, pdf_text, read_tags, tables_in
from tests.core.documents.samples import bars, centres_table, paragraph, report, wide_table
from tests.core.documents.test_html import HOSTILE, hostile

from frisklivsnett.core.documents import pdf as pdf_module
from frisklivsnett.core.documents.glyphs import Glyphs
from frisklivsnett.core.documents.model import Cell, ColumnHead, DataTable, Document, Heading, TableBlock
from frisklivsnett.core.documents.pdf import PdfError, to_pdf


@pytest.fixture(scope="module")
def written() -> bytes:
    return to_pdf(report())


@pytest.fixture(scope="module")
def tags(written: bytes) -> Tags:
    return read_tags(written)


def test_every_number_and_word_of_the_tables_is_in_the_text(written: bytes) -> None:
    text = pdf_text(written).replace("\u00a0", " ")
    for cell in cells_in(report()):
        assert " ".join(cell.text.replace("\u00a0", " ").split()) in text


def test_it_is_a_tagged_pdf_ua_in_its_language_with_a_title(written: bytes, tags: Tags) -> None:
    assert tags.marked
    assert tags.language == "nb"
    with pikepdf.open(io.BytesIO(written)) as opened:
        metadata = opened.open_metadata()
        assert metadata["pdfuaid:part"] == "1"
        assert metadata["dc:title"] == report().title
        assert opened.Root.ViewerPreferences.DisplayDocTitle


def test_headings_are_tagged_and_bookmarked_with_their_numbers(tags: Tags) -> None:
    levels = [kind for kind in tags.kinds if kind in {"H1", "H2", "H3"}]
    assert levels == ["H1", "H1", "H1", "H2", "H2", "H1", "H2", "H2", "H3", "H1", "H2"]
    titles = [" ".join(title.split()) for title in tags.bookmarks]
    assert titles[:4] == ["Innhold", "Sammendrag", "1 Bakgrunn, mål og metode", "1.1 Bakgrunn"]
    assert titles[-2:] == ["Vedlegg 1 Spørreskjemaet", "V1.1 Henvendelser og hospitering"]


def test_every_chart_has_its_description_as_alternative_text(tags: Tags) -> None:
    assert tags.kinds.count("Figure") == 3
    assert bars().alt in tags.alts
    assert len(tags.alts) == 3


def test_tables_have_heads_for_columns_and_for_rows(written: bytes, tags: Tags) -> None:
    tables = tables_in(report())
    assert tags.kinds.count("Table") == tags.kinds.count("THead") == len(tables)
    heads = [row for row in tags.rows if set(row) == {"TH"}]
    assert len(heads) == len(tables)
    assert all(row[0] == "TH" and set(row[1:]) == {"TD"} for row in tags.rows if row not in heads)
    with pikepdf.open(io.BytesIO(written)) as opened:
        index = opened.Root.StructTreeRoot.IDTree.Names
        keys = [bytes(key) for key in index[::2]]
        assert keys == sorted(keys)
        body = [
            each
            for each in opened.objects
            if isinstance(each, pikepdf.Dictionary) and each.get("/S") == "/TR"
        ]
        last = body[-1].K
        assert bytes(last[0].ID) in keys
        assert last[0].ID in last[-1].A[0].Headers


def test_sample_data_is_marked_on_every_page(tags: Tags) -> None:
    text = pdf_text(to_pdf(report()))
    assert text.count("Eksempeldata – ikke ekte tall") == tags.pages
    assert "Rapporten er laget av eksempeldata." in text
    assert "ksempeldata" not in pdf_text(to_pdf(report(sample=False)))


def test_the_same_document_gives_the_same_file(written: bytes) -> None:
    assert to_pdf(report()) == written


def test_the_day_it_was_made_is_there_only_when_told() -> None:
    def created(**when: datetime) -> bool:
        with pikepdf.open(io.BytesIO(to_pdf(report(), **when))) as opened:  # type: ignore[arg-type]
            return "/CreationDate" in opened.docinfo

    assert created(created=datetime(2025, 6, 1, 10, 20, 30, 405060, tzinfo=UTC))
    assert not created()


PRINTABLE = [words for words in HOSTILE if not words.startswith(("emoji", "שלום", "a\u200b"))]


@pytest.mark.parametrize("words", PRINTABLE)
def test_hostile_words_come_out_as_themselves(words: str) -> None:
    assert pdf_text(to_pdf(hostile(words))).count(words) >= 12


def test_what_no_font_can_show_is_named_and_the_rest_is_kept() -> None:
    text = pdf_text(to_pdf(hostile("hei 😀 漢 Привет")))
    assert "hei [grinning face] [U+6F22] Привет" in text


@pytest.mark.parametrize("words", [*HOSTILE, "x\x00\x01\ufeff\ud800 \ue000\ufffe y", "\u202ebaklengs\u202c"])
def test_no_words_can_stop_the_pdf(words: str) -> None:
    assert to_pdf(hostile(words)).startswith(b"%PDF-1.7")


@pytest.mark.parametrize("words", ["ord " * 250_000, "x" * 1_000_000])
def test_a_megabyte_of_text_is_written_in_bounded_time(words: str) -> None:
    cell = DataTable((ColumnHead("A"), ColumnHead("B")), ((Cell("a"), Cell(words[:50_000])),))
    written = to_pdf(Document("T", "nb", (paragraph(words), TableBlock("t", "c", cell))))
    assert read_tags(written).pages > 100


def test_a_wide_table_lies_down_and_a_wider_one_comes_in_parts_with_its_first_column() -> None:
    def sizes(columns: int) -> tuple[list[bool], str]:
        written = to_pdf(Document("T", "nb", (Heading(1, "A", "a"), wide_table(columns))))
        with pikepdf.open(io.BytesIO(written)) as opened:
            lying = [page.mediabox[2] > page.mediabox[3] for page in opened.pages]
        return lying, pdf_text(written)

    assert not any(sizes(7)[0])
    assert any(sizes(13)[0])
    lying, text = sizes(60)
    assert any(lying)
    assert "Tabell 1 – del 2 av" in text
    assert "Oppgave 59" in text
    assert text.count("Bydel Nordre Aker") > 2


def test_a_long_table_repeats_its_head_on_every_page() -> None:
    rows = tuple((Cell(f"Rad {n}"), Cell(str(n), n)) for n in range(300))
    table = DataTable((ColumnHead("Etikett"), ColumnHead("Antall", numeric=True)), rows)
    written = to_pdf(Document("T", "nb", (Heading(1, "A", "a"), TableBlock("t", "c", table))))
    assert pdf_text(written).count("Etikett Antall") >= 5
    assert "Rad 299" in pdf_text(written)


def test_a_table_without_rows_says_so() -> None:
    empty = TableBlock("t", "c", DataTable((ColumnHead("A"), ColumnHead("B")), ()))
    assert "Ingen rader." in pdf_text(to_pdf(Document("T", "nb", (empty,))))


def test_a_table_that_fits_on_a_page_is_not_divided() -> None:
    filler = [
        paragraph("Et avsnitt med litt tekst for å flytte tabellen nedover på siden.") for _ in range(22)
    ]
    written = to_pdf(Document("T", "nb", (*filler, centres_table())))
    import pypdfium2

    opened = pypdfium2.PdfDocument(written)
    pages = [page.get_textpage().get_text_bounded() for page in opened]
    opened.close()
    assert sum("Tana" in page or "Kristiansand" in page for page in pages) == 1


@pytest.mark.parametrize("language", ["nb", "nn", "en"])
def test_the_writers_own_words_are_in_the_documents_language(language: str) -> None:
    document = Document("T", language, (Heading(1, "A", "a"), Heading(2, "B", "b"), bars()))
    text = pdf_text(to_pdf(document))
    assert {"nb": "Innhold", "nn": "Innhald", "en": "Contents"}[language] in text
    assert {"nb": "Side 2 av", "nn": "Side 2 av", "en": "Page 2 of"}[language] in text
    assert {"nb": "Tallene i figur 1", "nn": "Tala i figur 1", "en": "The numbers in figure 1"}[
        language
    ] in text


def test_missing_fonts_are_told_of_with_what_to_do(monkeypatch: pytest.MonkeyPatch, tmp_path: object) -> None:
    monkeypatch.setattr(pdf_module, "FONTS", tmp_path)
    pdf_module._fonts.cache_clear()
    pdf_module._compiler.cache_clear()
    try:
        with pytest.raises(PdfError, match=r"run\.py"):
            to_pdf(report())
    finally:
        pdf_module._compiler.cache_clear()


def test_finding_what_can_be_shown_takes_a_bounded_number_of_trials() -> None:
    trials = 0

    def shows(characters: str) -> bool:
        nonlocal trials
        trials += 1
        return characters.isascii()

    glyphs = Glyphs(shows)
    many = "".join(map(chr, range(0x4E00, 0x9FFF)))
    assert glyphs.shown("abc") == "abc"
    assert glyphs.missing(many) == set(many)
    assert trials <= 400
