"""Reading other people's files: what counts as text, and what is refused, with a message that says what to do."""

import io
import zipfile

import pikepdf
import pytest
import typst

from frisklivsnett.core.documents.reading import Format, UnreadableError, errors, format_of, read_text
from frisklivsnett.core.text import LANGUAGES

W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
NAMESPACES = (
    f'xmlns:w="{W}" xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships" '
    'xmlns:c="http://schemas.openxmlformats.org/drawingml/2006/chart" '
    'xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main" '
    'xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006"'
)


def document(body: str) -> str:
    return f'<?xml version="1.0"?><w:document {NAMESPACES}><w:body>{body}</w:body></w:document>'


def word(body: str, **parts: str) -> bytes:
    """A Word file with this body. ``parts`` are more files: ``numbering``, ``styles``, ``footnotes``, …"""
    raw = io.BytesIO()
    with zipfile.ZipFile(raw, "w", zipfile.ZIP_DEFLATED) as package:
        package.writestr("word/document.xml", document(body))
        for name, content in parts.items():
            package.writestr(f"word/{name.replace('__', '/')}", content)
    return raw.getvalue()


def run(words: str, properties: str = "") -> str:
    return f'<w:r>{properties}<w:t xml:space="preserve">{words}</w:t></w:r>'


def paragraph(*content: str, properties: str = "") -> str:
    return f"<w:p>{f'<w:pPr>{properties}</w:pPr>' if properties else ''}{''.join(content)}</w:p>"


def lines(raw: bytes) -> list[str]:
    return [line for line in read_text(raw).split("\n") if line]


def refusal(raw: bytes) -> object:
    with pytest.raises(UnreadableError) as caught:
        read_text(raw)
    return caught.value.message


# --- Word ---


def test_inserted_words_count_and_deleted_words_do_not() -> None:
    body = paragraph(
        run("Alle "),
        f'<w:del w:id="1"><w:r><w:delText>tolv </w:delText></w:r></w:del><w:ins w:id="2">{run("seksten ")}</w:ins>',
        f'<w:moveFrom w:id="3">{run("flyttet ")}</w:moveFrom>',
        run("sentraler."),
    )
    assert lines(word(body)) == ["Alle seksten sentraler."]


def test_comments_field_codes_and_hidden_words_are_left_out() -> None:
    body = paragraph(
        '<w:commentRangeStart w:id="0"/>',
        run("Tabell "),
        '<w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:instrText>SEQ Tabell</w:instrText></w:r>',
        run("1"),
        '<w:commentRangeEnd w:id="0"/><w:r><w:commentReference w:id="0"/></w:r>',
        run(" hemmelig", "<w:rPr><w:vanish/></w:rPr>"),
    )
    comments = (
        f'<w:comments {NAMESPACES}><w:comment w:id="0">{paragraph(run("17!"))}</w:comment></w:comments>'
    )
    assert lines(word(body, **{"comments.xml": comments})) == ["Tabell 1"]


def test_a_text_box_is_read_once() -> None:
    box = f"<w:txbxContent>{paragraph(run('I boksen.'))}</w:txbxContent>"
    drawn = f"<mc:AlternateContent><mc:Choice>{box}</mc:Choice><mc:Fallback>{box}</mc:Fallback></mc:AlternateContent>"
    body = paragraph(run("Ved siden av."), f"<w:r>{drawn}</w:r>") + paragraph(run("Etter."))
    assert lines(word(body)) == ["Ved siden av.", "I boksen.", "Etter."]


def test_headings_lists_and_their_numbers_are_written_out() -> None:
    styles = (
        f'<w:styles {NAMESPACES}><w:style w:styleId="H2"><w:name w:val="heading 2"/><w:pPr><w:numPr><w:ilvl w:val="1"/>'
        '<w:numId w:val="1"/></w:numPr></w:pPr></w:style></w:styles>'
    )
    levels = "".join(
        f'<w:lvl w:ilvl="{n}"><w:start w:val="1"/><w:numFmt w:val="decimal"/><w:lvlText w:val="{pattern}"/></w:lvl>'
        for n, pattern in enumerate(("%1.", "%1.%2"))
    )
    bullet = '<w:lvl w:ilvl="0"><w:numFmt w:val="bullet"/><w:lvlText w:val=""/></w:lvl>'
    numbering = (
        f'<w:numbering {NAMESPACES}><w:abstractNum w:abstractNumId="7">{levels}</w:abstractNum>'
        f'<w:abstractNum w:abstractNumId="8">{bullet}</w:abstractNum>'
        '<w:num w:numId="1"><w:abstractNumId w:val="7"/></w:num><w:num w:numId="2"><w:abstractNumId w:val="8"/></w:num>'
        "</w:numbering>"
    )
    in_list = '<w:numPr><w:ilvl w:val="0"/><w:numId w:val="{}"/></w:numPr>'
    body = (
        paragraph(run("Først"), properties=in_list.format(1))
        + paragraph(run("Besøk"), properties='<w:pStyle w:val="H2"/>')
        + paragraph(run("Media"), properties='<w:pStyle w:val="H2"/>')
        + paragraph(run("Presse"), properties=in_list.format(2))
    )
    read = lines(word(body, **{"styles.xml": styles, "numbering.xml": numbering}))
    assert read == ["1. Først", "## 1.1 Besøk", "## 1.2 Media", "· Presse"]


def test_cells_are_parted_by_tabs_and_deleted_rows_are_gone() -> None:
    def row(*cells: str, properties: str = "") -> str:
        return f"<w:tr>{properties}{''.join(f'<w:tc>{paragraph(run(cell))}</w:tc>' for cell in cells)}</w:tr>"

    gone = row("Bort", "9", properties='<w:trPr><w:del w:id="1"/></w:trPr>')
    assert lines(word(f"<w:tbl>{row('Presse', '12')}{gone}{row('Nav', '14')}</w:tbl>")) == [
        "Presse\t12",
        "Nav\t14",
    ]


def test_notes_stand_at_the_end_with_their_number() -> None:
    note = f'<w:footnote w:id="5">{paragraph(run("To er usikre."))}</w:footnote>'
    notes = f"<w:footnotes {NAMESPACES}>{note}</w:footnotes>"
    body = paragraph(run("310 personer"), '<w:r><w:footnoteReference w:id="5"/></w:r>', run(" kom."))
    assert lines(word(body, **{"footnotes.xml": notes})) == ["310 personer[^1] kom.", "[^1: To er usikre.]"]


def test_the_figures_of_a_chart_are_read() -> None:
    def points(tag: str, kind: str, values: tuple[str, ...]) -> str:
        listed = "".join(f'<c:pt idx="{n}"><c:v>{value}</c:v></c:pt>' for n, value in enumerate(values))
        return f"<c:{tag}><c:{kind}>{listed}</c:{kind}></c:{tag}>"

    series = points("cat", "strRef", ("Nav", "Presse")) + points("val", "numRef", ("14", "12.0"))
    chart = (
        f"<c:chartSpace {NAMESPACES}><c:chart><c:title><a:t>Målgrupper</a:t></c:title>"
        f"<c:ser>{series}</c:ser></c:chart></c:chartSpace>"
    )
    relations = '<Relationships><Relationship Id="rId9" Target="charts/chart1.xml"/></Relationships>'
    body = paragraph('<w:r><w:drawing><c:chart r:id="rId9"/></w:drawing></w:r>')
    raw = word(body, **{"charts__chart1.xml": chart, "_rels__document.xml.rels": relations})
    assert lines(raw) == ["Målgrupper", "Nav\t14", "Presse\t12"]


def test_a_word_file_of_200_pages_is_read_whole() -> None:
    body = "".join(
        paragraph(run("Alle sentralene har egen nettside med informasjon. " * 4)) for _ in range(3000)
    )
    raw = word(body)
    assert len(read_text(raw)) > 500_000


# --- PDF, web pages, plain text ---


def pdf(source: str) -> bytes:
    made = typst.compile(source.encode())
    assert isinstance(made, bytes)
    return made


def test_a_pdf_is_read_without_running_heads() -> None:
    source = "#set page(footer: context [Rapport side #counter(page).display()])\n" + "#pagebreak()\n".join(
        f"Avsnitt {word} om arbeidet i sentralene.\n" for word in ("en", "to", "tre", "fire")
    )
    read = read_text(pdf(source))
    assert "Avsnitt tre om arbeidet" in read
    assert "Rapport side" not in read


def test_a_pdf_with_a_password_or_without_words_or_broken_says_so() -> None:
    locked, empty = io.BytesIO(), io.BytesIO()
    with pikepdf.open(io.BytesIO(pdf("Tekst."))) as file:
        file.save(locked, encryption=pikepdf.Encryption(owner="a", user="b"))
    assert refusal(locked.getvalue()) == errors.PASSWORD
    with pikepdf.new() as file:
        file.add_blank_page()
        file.save(empty)
    assert refusal(empty.getvalue()) == errors.ONLY_PICTURES
    assert refusal(b"%PDF-1.7\n%broken\n") == errors.BROKEN


def test_a_web_page_gives_what_a_reader_sees() -> None:
    page = (
        "<!doctype html><html><head><title>x</title><style>p{}</style></head><body><nav>Meny 17</nav><h2>Besøk</h2>"
        "<p>Alle <b>atten</b>&nbsp;sentraler.<script>99</script></p><p hidden>skjult</p><del>feil</del>"
        "<ol><li>Nav</li><li>Presse</li></ol><table><tr><th>Nav</th><td>14</td></tr></table></body></html>"
    )
    assert lines(page.encode()) == [
        "## Besøk",
        "Alle atten sentraler.",
        "1. Nav",
        "2. Presse",
        "Nav\t14",
    ]


@pytest.mark.parametrize(
    "encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "cp1252", "latin-1"]
)
def test_text_is_decoded_whatever_it_was_written_with(encoding: str) -> None:
    words = "Blåbær på tur i Bodø.\r\nOg én til: «Ærlig talt».\n"
    assert read_text(words.encode(encoding)) == words.replace("\r\n", "\n")


def test_the_content_and_not_the_name_tells_the_format() -> None:
    assert format_of(word(paragraph(run("x")))) is Format.WORD
    assert format_of(pdf("x")) is Format.PDF
    assert format_of(b"<html><p>x</p></html>") is Format.HTML
    assert format_of(b"# Rapport\n") is Format.TEXT


# --- what is refused ---


def zipped(name: str, content: bytes) -> bytes:
    raw = io.BytesIO()
    with zipfile.ZipFile(raw, "w", zipfile.ZIP_DEFLATED) as package:
        package.writestr(name, content)
    return raw.getvalue()


def test_a_zip_bomb_is_not_unpacked() -> None:
    bomb = zipped("word/document.xml", b"<a>" + b" " * 200_000_000)
    assert len(bomb) < 1_000_000
    assert refusal(bomb) == errors.SUSPICIOUS


def test_a_file_whose_entities_grow_without_end_is_refused() -> None:
    laughs = '<!DOCTYPE a [<!ENTITY b "ha">' + "".join(
        f'<!ENTITY {chr(99 + n)} "{f"&{chr(98 + n)};" * 10}">' for n in range(9)
    )
    body = document(paragraph(run("&k;ord"))).replace(
        '<?xml version="1.0"?>', f'<?xml version="1.0"?>{laughs}]>'
    )
    assert refusal(zipped("word/document.xml", body.encode())) == errors.BROKEN


@pytest.mark.parametrize(
    ("raw", "message"),
    [
        (b"", errors.EMPTY),
        (b" \n\t\n", errors.NO_TEXT),
        (b"PK\x03\x04 this is no zip file", errors.BROKEN),
        (zipped("word/document.xml", b"<w:document"), errors.BROKEN),
        (zipped("word/document.xml", b"<a/>"), errors.NO_TEXT),
        (zipped("word/other.xml", b"<a/>"), errors.OTHER_FORMAT),
        (zipped("xl/workbook.xml", b"<a/>"), errors.OTHER_FORMAT),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(100), errors.OLD_WORD),
        (
            b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(100) + "EncryptedPackage".encode("utf-16-le"),
            errors.PASSWORD,
        ),
        (b"\x89PNG\r\n\x1a\n" + bytes(100), errors.OTHER_FORMAT),
        (bytes(range(256)) * 40, errors.OTHER_FORMAT),
        (b"{\\rtf1 Hei}", errors.OTHER_FORMAT),
        (b"ord " * 6_000_000, errors.TOO_LARGE),
        (b"ord " * 2_000_000, errors.TOO_MUCH_TEXT),
    ],
    ids=[
        *(
            "empty",
            "blank",
            "no zip",
            "cut xml",
            "other root",
            "no document",
            "workbook",
            "old word",
            "encrypted",
        ),
        *("picture", "bytes", "rtf", "large", "long"),
    ],
)
def test_what_cannot_be_read_is_refused_with_a_reason(raw: bytes, message: object) -> None:
    assert refusal(raw) == message


def test_a_truncated_word_file_is_broken_at_every_length() -> None:
    raw = word(paragraph(run("Alle sentralene.")))
    for length in range(4, len(raw), 37):
        assert refusal(raw[:length]) in (errors.BROKEN, errors.OTHER_FORMAT)


def test_tables_within_tables_within_tables_end() -> None:
    body = paragraph(run("innerst"))
    for _ in range(60):
        body = f"<w:tbl><w:tr><w:tc>{body}</w:tc></w:tr></w:tbl>"
    assert read_text(word(body + paragraph(run("ute")))).split() == ["ute"]


def test_reasons_are_given_in_all_languages() -> None:
    messages = [value for name, value in vars(errors).items() if name.isupper()]
    assert len(messages) >= 10
    assert all(set(message.by_language) == set(LANGUAGES) for message in messages)


def test_many_comments_before_nothing_take_no_time() -> None:
    # Each comment could end at any later «-->»: to try every way would outlast us all.
    assert format_of(b"<!-- a -->" * 400 + b"text") is Format.TEXT
    assert format_of(b"<!-- a -->\n" * 40 + b"<html><body>text</body></html>") is Format.HTML
