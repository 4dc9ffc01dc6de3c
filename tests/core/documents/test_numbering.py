import pytest
from tests.core.documents.samples import bars, centres_table, counts, paragraph

from frisklivsnett.core.documents.model import (
    Block,
    Callout,
    Cell,
    Chart,
    ChartKind,
    ColumnHead,
    DataTable,
    Document,
    DocumentError,
    Figure,
    Footnote,
    Heading,
    Link,
    ListBlock,
    Paragraph,
    Plain,
    Reference,
    Strong,
    TableBlock,
    plain_text,
)
from frisklivsnett.core.documents.numbering import Numbered, begins_sentence, numbered


def written(*blocks: Block, language: str = "nb") -> Numbered:
    return numbered(Document("Tittel", language, blocks))


def last_words(prepared: Numbered) -> str:
    last = prepared.document.blocks[-1]
    assert isinstance(last, Paragraph)
    return plain_text(last.content)


HEADINGS = (
    Heading(1, "Forord", "foreword", numbered=False),
    Heading(2, "Takk", "thanks"),
    Heading(1, "Bakgrunn", "background"),
    Heading(2, "Mål", "goal"),
    Heading(3, "Delmål", "part"),
    Heading(3, "Delmål to", "part-2"),
    Heading(2, "Metode", "method"),
    Heading(1, "Resultater", "results"),
    Heading(2, "Funn", "finding"),
    Heading(1, "Skjema", "form", appendix=True),
    Heading(2, "Del en", "form-1"),
    Heading(1, "Ord", "words", appendix=True),
)


def test_chapters_and_appendices_are_numbered_in_rows_of_their_own() -> None:
    numbers = [entry.number for entry in written(*HEADINGS).outline]
    assert numbers == [
        *("", "", "1", "1.1", "1.1.1", "1.1.2", "1.2", "2", "2.1"),
        *("Vedlegg 1", "V1.1", "Vedlegg 2"),
    ]


@pytest.mark.parametrize(
    ("language", "target", "words"),
    [
        ("nb", "goal", "Se kapittel 1.1."),
        ("nn", "form", "Se vedlegg 1."),
        ("nb", "form-1", "Se punkt V1.1."),
        ("en", "results", "Se chapter 2."),
        ("en", "form", "Se appendix 1."),
        ("en", "form-1", "Se section A1.1."),
        ("nb", "foreword", "Se «Forord»."),
        ("en", "thanks", "Se “Takk”."),
    ],
)
def test_a_reference_says_what_it_refers_to_in_the_documents_language(
    language: str, target: str, words: str
) -> None:
    prepared = written(*HEADINGS, paragraph("Se ", Reference(target), "."), language=language)
    assert last_words(prepared) == words


def test_tables_and_figures_are_counted_through_the_document_also_inside_boxes() -> None:
    prepared = written(
        centres_table("a"),
        bars("b"),
        Callout("", (centres_table("c"),)),
        bars("d"),
        ListBlock(((bars("e"),),)),
    )
    assert dict(prepared.labels) == {
        "a": "Tabell 1",
        "b": "Figur 1",
        "c": "Tabell 2",
        "d": "Figur 2",
        "e": "Figur 3",
    }


@pytest.mark.parametrize(
    ("before", "begins"),
    [
        ("", True),
        ("  ", True),
        ("Det er slik. ", True),
        ("Er det slik? ", True),
        ("Slik er det (ifølge kilden.) ", True),
        ("Se ", False),
        ("(jf. ", False),
        ("se bl.a. ", False),
        ("Det er slik.", False),
    ],
)
def test_a_reference_gets_a_capital_only_where_it_begins_a_sentence(*, before: str, begins: bool) -> None:
    assert begins_sentence(before) is begins
    prepared = written(centres_table("a"), paragraph(before, Strong((Reference("a"),)), " viser det."))
    assert last_words(prepared) == f"{before}{'Tabell' if begins else 'tabell'} 1 viser det."


def test_a_reference_becomes_a_link_but_only_words_inside_another_link() -> None:
    inner = Link((Reference("a"),), "https://example.no/")
    prepared = written(centres_table("a"), paragraph("Se ", Reference("a"), " og ", inner))
    content = prepared.document.blocks[-1].content  # type: ignore[union-attr]
    assert content[1] == Link((Plain("tabell 1"),), "#a")
    assert content[3] == Link((Plain("tabell 1"),), "https://example.no/")


def test_footnotes_come_in_reading_order() -> None:
    def note(words: str) -> Footnote:
        return Footnote((Plain(words),))

    prepared = written(
        paragraph("a", note("1"), Strong((note("2"),))),
        ListBlock(((paragraph("b", note("3")),),)),
        Callout("", (paragraph("c", note("4")),)),
    )
    assert [plain_text(note.content) for note in prepared.footnotes] == ["1", "2", "3", "4"]


ROW = (Cell("a"), Cell("1", 1))
HEADS = (ColumnHead("A"), ColumnHead("B", numeric=True))
NOTE = Footnote((Plain("x"),))


def chart(series: tuple[int, ...], alt: str = "x") -> Figure:
    return Figure("f", "c", DataTable(HEADS, (ROW,)), Chart(ChartKind.BARS, series=series), alt)


@pytest.mark.parametrize(
    ("blocks", "wrong"),
    [
        ([paragraph("Se ", Reference("missing"))], "missing"),
        ([paragraph(Link((Plain("x"),), "#missing"))], "missing"),
        ([Heading(1, "A", "same"), centres_table("same")], "same"),
        ([Heading(1, "A", "with space")], "with space"),
        ([Heading(1, "A", "")], ""),
        ([Heading(1, "A", "doc-notes")], "doc-notes"),
        ([Heading(2, "A", "a")], "a"),
        ([Heading(1, "A", "a"), Heading(3, "B", "b")], "b"),
        ([Callout("", (Heading(1, "A", "a"),))], "a"),
        ([paragraph(Link((Plain("x"),), "javascript:alert(1)"))], "javascript:alert(1)"),
        ([paragraph(Link((Plain("x"),), "data:text/html,x"))], "data:text/html,x"),
        ([paragraph(Link((Plain("x"),), "//example.no"))], "//example.no"),
        ([paragraph(Link((Plain("x"),), "https://example.no/ x"))], "https://example.no/ x"),
        ([paragraph(Link((Plain("x"),), "java\nscript:alert(1)"))], "java\nscript:alert(1)"),
        ([paragraph(Link((NOTE,), "https://example.no/"))], "https://example.no/"),
        ([paragraph(Footnote((NOTE,)))], ""),
        ([TableBlock("t", "c", DataTable((), ()))], "t"),
        ([TableBlock("t", "c", DataTable(HEADS, (ROW, ROW[:1])))], "t"),
        ([TableBlock("t", "c", DataTable(HEADS, (ROW,), total=ROW[:1]))], "t"),
        ([chart(())], "f"),
        ([chart((0,))], "f"),
        ([chart((2,))], "f"),
        ([chart((1, 1))], "f"),
        ([chart((1,), alt=" ")], "f"),
    ],
)
def test_what_cannot_be_written_is_refused_with_the_id_of_the_part(blocks: list[Block], wrong: str) -> None:
    with pytest.raises(DocumentError) as refused:
        written(*blocks)
    assert refused.value.id == wrong
    assert str(refused.value)


def test_a_fault_says_under_which_heading_it_is() -> None:
    with pytest.raises(DocumentError, match="under «Resultater»"):
        written(Heading(1, "Resultater", "results"), paragraph(Reference("missing")))


@pytest.mark.parametrize(
    "document", [Document(" ", "nb", ()), Document("T", "", ()), Document("T", "norsk språk", ())]
)
def test_a_document_needs_a_title_and_a_language(document: Document) -> None:
    with pytest.raises(DocumentError):
        numbered(document)


def test_an_unknown_language_is_written_with_the_words_of_bokmaal() -> None:
    assert written(TableBlock("t", "c", counts([])), language="se").labels["t"] == "Tabell 1"
