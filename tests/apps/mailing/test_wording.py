"""From a text with placeholders to a letter's words: what a value holds can never be more than words."""

from hypothesis import given
from hypothesis import strategies as st

from frisklivsnett.mailing.kinds import KINDS, Shape
from frisklivsnett.mailing.wording import (
    LONGEST_SUBJECT,
    Fault,
    Problem,
    as_written,
    problems_in,
    write_body,
    write_subject,
)

SHAPES = {"sentral": Shape.WORDS, "lenke": Shape.LINK, "melding": Shape.LINES}
LINK = "https://frisklivsnett.example/runder/2025/?a=1&b=2"


def body(template: str, **values: str) -> tuple[str, str]:
    written = write_body(template, {"sentral": "Tana", "lenke": LINK, "melding": "", **values}, SHAPES)
    return written.text, written.html


def test_placeholders_are_filled_in_paragraphs_lists_and_links() -> None:
    text, html = body("Hei, {sentral}!\n\n- én\n- to fra {sentral}\n\nHer:\n{lenke}")
    assert text == f"Hei, Tana!\n\n- én\n- to fra Tana\n\nHer:\n{LINK}\n"
    link = "https://frisklivsnett.example/runder/2025/?a=1&amp;b=2"
    assert html == (
        "<p>Hei, Tana!</p>\n<ul><li>én</li><li>to fra Tana</li></ul>\n"
        f'<p>Her:<br><a href="{link}">{link}</a></p>'
    )


def test_a_paragraph_or_a_line_of_a_list_without_its_value_is_left_out() -> None:
    text, html = body("Hei\n\nVi skriver:\n{melding}\n\n- {melding}\n- {sentral}", melding=" ")
    assert text == "Hei\n\n- Tana\n"
    assert html == "<p>Hei</p>\n<ul><li>Tana</li></ul>"


def test_what_somebody_wrote_over_several_lines_is_quoted_with_its_lines() -> None:
    text, html = body("Vi skriver:\n{melding}", melding="Se på 3.\r\nOg 4.\n\n- Hilsen <b>oss</b>")
    assert text == "Vi skriver:\nSe på 3.\nOg 4.\n\n- Hilsen <b>oss</b>\n"
    assert html == (
        "<p>Vi skriver:</p>\n<blockquote><p>Se på 3.<br>Og 4.</p>"
        "<p>- Hilsen &lt;b&gt;oss&lt;/b&gt;</p></blockquote>"
    )


def test_an_address_that_the_adviser_writes_becomes_a_link_and_one_in_a_value_does_not() -> None:
    _text, html = body("Se https://helsedir.example/veileder. Fra {sentral}", sentral="https://evil.example")
    assert html.count("<a ") == 1
    assert '<a href="https://helsedir.example/veileder">https://helsedir.example/veileder</a>.' in html


def test_a_value_is_not_read_for_placeholders() -> None:
    text, _html = body("Hei {sentral}", sentral="{lenke}")
    assert text == "Hei {lenke}\n"


@given(st.text(), st.text())
def test_no_value_makes_a_tag_a_line_in_the_subject_or_a_paragraph(value: str, other: str) -> None:
    _text, html = body("Til {sentral} her\n\n{melding}", sentral=value or "x", melding=other)
    for tag in ("<p>", "</p>", "<br>", "<blockquote>", "</blockquote>"):
        html = html.replace(tag, "")
    assert "<" not in html
    subject = write_subject("Om {sentral} og {sentral}", {"sentral": value})
    assert subject.isprintable() or not any(sign in subject for sign in "\r\n\x00\x1b\u2028")
    assert len(subject.splitlines()) == 1
    assert len(subject) <= LONGEST_SUBJECT


def test_what_is_wrong_is_told_where_it_is_with_the_nearest_right_name() -> None:
    known = list(KINDS["round.reminder"].placeholders)
    assert problems_in("Hei {sentral}\nFrist {Frst}\n{sporsmal} {og\nnoe {{år}}", known) == [
        Problem(Fault.UNKNOWN, 2, "{Frst}", "frist"),
        Problem(Fault.UNKNOWN, 3, "{sporsmal}", "spørsmål"),
        Problem(Fault.BRACE, 3, "{"),
        Problem(Fault.BRACE, 4, "{"),
        Problem(Fault.BRACE, 4, "}"),
    ]


def test_a_name_that_is_near_nothing_gets_no_advice() -> None:
    (problem,) = problems_in("{qqqqq}", list(SHAPES))
    assert problem.nearest == ""


def test_a_librarys_words_are_kept_as_they_are() -> None:
    written = as_written("Koden er {ikke} 12.\n\nhttps://a.example/b")
    assert written.text.startswith("Koden er {ikke} 12.")
    assert '<a href="https://a.example/b">' in written.html
