"""Lines that a person wrote stay lines, in every place that shows them."""

import doctest

import pytest
from tests.core.documents.reading import pdf_text
from tests.core.documents.samples import paragraph

from frisklivsnett.core.documents import text
from frisklivsnett.core.documents.html import to_html
from frisklivsnett.core.documents.model import (
    Block,
    Cell,
    ColumnHead,
    DataTable,
    Document,
    Heading,
    Paragraph,
    TableBlock,
)
from frisklivsnett.core.documents.numbering import numbered
from frisklivsnett.core.documents.pdf import to_pdf
from frisklivsnett.core.documents.pdfdata import pdf_data
from frisklivsnett.core.documents.text import Lines, lines_of
from frisklivsnett.core.documents.theme import house_theme


def answers(*texts: str) -> Document:
    rows = tuple((Cell(f"Sentral {place}"), Cell(words)) for place, words in enumerate(texts))
    return Document(
        "Svar",
        "nb",
        [
            Heading(1, "Svar", "svar"),
            TableBlock("t", "Svar", DataTable((ColumnHead("Sentral"), ColumnHead("Svar")), rows)),
        ],
    )


@pytest.mark.parametrize(
    ("words", "lines"),
    [
        ("en linje", Lines(("en linje",))),
        ("", Lines(("",))),
        ("\n\n", Lines(("",))),
        ("en\r\n\r\nto ", Lines(("en", "to"))),
        ("– en\n– to", Lines(("en", "to"), listed=True)),
        ("• en\n- to\n* tre", Lines(("en", "to", "tre"), listed=True)),
        ("– bare en", Lines(("– bare en",))),
        ("Vi får spørsmål om:\n– en\n– to", Lines(("Vi får spørsmål om:", "– en", "– to"))),
        ("3-2\n-5 grader", Lines(("3-2", "-5 grader"))),
        ("<b>\n&", Lines(("<b>", "&"))),
    ],
)
def test_lines_are_told_apart_and_only_a_list_is_a_list(words: str, lines: Lines) -> None:
    assert lines_of(words) == lines


def test_the_examples_hold() -> None:
    assert doctest.testmod(text).failed == 0


def test_a_page_keeps_lines_and_makes_lists_of_dashes() -> None:
    page = to_html(answers("journal\n<b>økonomi</b>", "– kurs\n– søvn"))
    assert "<td>journal<br>&lt;b&gt;økonomi&lt;/b&gt;</td>" in page
    assert '<td><ul class="doc-cell-list"><li>kurs</li><li>søvn</li></ul></td>' in page


def test_a_pdf_keeps_lines_and_makes_lists_of_dashes() -> None:
    document = answers("journal\n#økonomi", "– kurs\n– søvn")
    (table,) = pdf_data(numbered(document), house_theme(), dated=False)["blocks"][1]["parts"]
    assert [row[1]["lines"] for row in table["rows"]] == [["journal", "#økonomi"], ["kurs", "søvn"]]
    assert "journal #økonomi Sentral 1 • kurs • søvn" in pdf_text(to_pdf(document))


def chapter(words: str, *more: Block) -> list[Block]:
    return [Heading(1, words, words), *more]


@pytest.mark.parametrize(
    ("second", "begins_a_page"),
    [
        ([paragraph("Kort.")], False),
        ([paragraph("Langt. " * 400)], True),
        ([TableBlock("t", "Svar", DataTable((ColumnHead("x"),), ()))], True),
    ],
)
def test_a_chapter_of_a_few_lines_does_not_take_a_page_of_its_own(
    second: list[Block], begins_a_page: bool
) -> None:
    blocks = [*chapter("a", paragraph("Først.")), *chapter("b", *second), *chapter("c", Paragraph(()))]
    data = pdf_data(numbered(Document("x", "nb", blocks)), house_theme(), dated=False)
    new_page = {each["id"]: each["new-page"] for each in data["blocks"] if each["kind"] == "heading"}
    assert new_page == {"a": False, "b": begins_a_page, "c": False}
