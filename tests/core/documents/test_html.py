import re
from typing import TYPE_CHECKING

import pytest
from tests.conftest import AXE
from tests.core.documents.reading import cells_in, read_page, tables_in
from tests.core.documents.samples import bars, paragraph, report, wide_table

from frisklivsnett.core.documents.html import fragment, stylesheet, to_html
from frisklivsnett.core.documents.model import (
    Block,
    Cell,
    ColumnHead,
    DataTable,
    Document,
    Footnote,
    Heading,
    Marked,
    Plain,
    TableBlock,
    every_block,
)

if TYPE_CHECKING:
    from playwright.sync_api import Browser

HOSTILE = (
    "<script>alert(1)</script>",
    "\"quoted\" 'single' & &amp; <b>",
    "#let x = 1 $x^2$ *b* _i_ `c` \\ @ref",
    "</style></title></svg><!-- ]]>",
    "emoji 😀 👩‍👩‍👧",
    "שלום مرحبا",
    "a\u200bb\u200dc",
)


def hostile(words: str) -> Document:
    blocks: list[Block] = [
        Heading(1, words, "chapter"),
        paragraph(words, Footnote((Plain(words),))),
        TableBlock("t", words, DataTable((ColumnHead(words),), ((Cell(words),),)), words),
        bars("f", [(words, 3)]),
    ]
    return Document(
        words,
        "nb",
        blocks,
        words,
        words,
        words,
        words,
        words,
        ((words, words),),
        sample=True,
        sample_notice=words,
    )


def test_a_page_is_well_formed_and_its_ids_are_unique() -> None:
    page = read_page(to_html(report(repeat=2)))
    assert page.open == []
    assert len(page.ids) == len(set(page.ids))


def test_every_cell_of_the_tree_is_in_a_table_at_its_place() -> None:
    document = report()
    tables = read_page(to_html(document)).tables
    for written, table in zip(tables, tables_in(document), strict=True):
        rows = table.rows if table.total is None else (*table.rows, table.total)
        assert written[0] == [head.text for head in table.heads]
        assert written[1:] == [[cell.text for cell in row] for row in rows]


def test_the_numbers_in_a_chart_are_those_of_its_table() -> None:
    page = read_page(to_html(Document("T", "nb", (bars(),))))
    numbers = {row[1] for row in page.tables[0][1:]}
    for chart in page.charts:
        ticks = {"0", "5", "10", "15", "18"}
        assert {word for word in chart if word.isdigit()} - ticks == numbers - ticks
        assert [word for word in chart if word == "17"] == ["17"] * 3


def test_every_internal_link_has_a_target() -> None:
    page = read_page(to_html(report(repeat=2)))
    targets = [
        str(given["href"])[1:] for tag, given in page.tags if tag == "a" and str(given.get("href"))[0] == "#"
    ]
    assert len(targets) > 20
    assert set(targets) <= set(page.ids)


def test_tables_have_captions_and_heads_for_rows_and_columns() -> None:
    page = read_page(to_html(report()))
    names = [tag for tag, _ in page.tags]
    assert names.count("caption") == names.count("table") == len(tables_in(report()))
    scopes = [given.get("scope") for tag, given in page.tags if tag == "th"]
    assert scopes.count("col") == sum(len(table.heads) for table in tables_in(report()))
    assert scopes.count("row") == sum(len(table.rows) + bool(table.total) for table in tables_in(report()))


def test_a_footnote_and_its_call_lead_to_each_other() -> None:
    page = read_page(to_html(report()))
    links = {given.get("id"): given.get("href") for tag, given in page.tags if tag == "a"}
    assert links["doc-call-1"] == "#doc-note-1"
    backs = [given["href"] for tag, given in page.tags if given.get("role") == "doc-backlink"]
    assert backs == ["#doc-call-1", "#doc-call-2"]


def test_sample_data_is_marked_on_the_page_in_print_and_in_the_title() -> None:
    marked, clean = to_html(report()), to_html(report(sample=False))
    assert "Rapporten er laget av eksempeldata. Tallene er ikke ekte." in read_page(marked).text
    assert "@top-center" in marked
    assert "Eksempeldata – ikke ekte tall)</title>" in marked
    assert "ksempeldata" not in clean
    assert "Rapporten er laget av eksempeldata" in fragment(report())


@pytest.mark.parametrize("words", HOSTILE)
def test_hostile_words_come_out_as_themselves(words: str) -> None:
    document = hostile(words)
    html = to_html(document)
    page = read_page(html)
    assert page.open == []
    assert page.text.count(words) >= 12
    assert {tag for tag, _ in page.tags} == {tag for tag, _ in read_page(to_html(hostile("ord"))).tags}
    assert "script" not in {tag for tag, _ in page.tags}
    assert html.count("</style>") == 1


def test_characters_that_no_file_can_hold_are_left_out() -> None:
    assert "x\x00" not in to_html(hostile("x\x00\x01\ufeff\ud800 y"))
    assert "x\ufffd y" in read_page(to_html(hostile("x\x00\x01\ufeff\ud800 y"))).text
    to_html(hostile("\ud800")).encode()


def test_a_paragraph_of_a_megabyte_is_written_whole() -> None:
    words = "ord & " * 200_000
    assert words in read_page(to_html(Document("T", "nb", (paragraph(words),)))).text


def test_the_page_asks_nothing_of_any_other_host_and_has_no_script() -> None:
    html = to_html(report())
    page = read_page(html)
    assert not {tag for tag, _ in page.tags} & {"script", "link", "iframe", "object", "base", "form"}
    assert not re.search(r"url\(|@import|<img", html)
    policy = next(given["content"] for tag, given in page.tags if given.get("http-equiv"))
    assert str(policy).startswith("default-src 'none'; style-src 'sha256-")
    assert not any(name.startswith("on") or name == "style" for _, given in page.tags for name in given)


def test_a_table_too_wide_for_a_phone_can_be_scrolled_by_keyboard_and_a_small_one_needs_not() -> None:
    def regions(block: Block) -> list[dict[str, str | None]]:
        return [
            given
            for _, given in read_page(fragment(Document("T", "nb", (block,)))).tags
            if "tabindex" in given
        ]

    (region,) = regions(wide_table(20))
    assert region["role"] == "region"
    assert region["aria-labelledby"] == "doc-wide-caption"
    assert regions(bars()) == []


def test_an_empty_table_says_so() -> None:
    empty = TableBlock("t", "c", DataTable((ColumnHead("A"), ColumnHead("B")), ()))
    assert read_page(fragment(Document("T", "nn", (empty,)))).tables[0][1] == ["Ingen rader."]


def test_a_fragment_has_headings_of_the_level_asked_for_and_no_page_around() -> None:
    page = read_page(fragment(report(), level=3, with_contents=False))
    names = {tag for tag, _ in page.tags}
    assert {"h3", "h4", "h5"} <= names
    assert not names & {"html", "head", "body", "h1", "h2", "main", "nav"}


def test_contents_lists_headings_three_levels_deep_in_nested_lists() -> None:
    document = Document("T", "nb", [Heading(level, f"H{level}", f"h{level}") for level in (1, 2, 3, 4)])
    html = to_html(document)
    listed = html[html.index("<nav") : html.index("</nav>")]
    assert listed.count("<ol>") == listed.count("</ol>") == 3
    assert "H3" in listed
    assert "H4" not in listed


def test_marks_on_claims_are_shown_only_to_the_editor_and_in_words_too() -> None:
    claim = Marked((Plain("14"),), "false", "Riktig tall er 16", "c1")
    document = Document("T", "nb", (paragraph("I alt ", claim, " sentraler."),))
    assert "<mark" not in fragment(document)
    shown = fragment(document, marks=True)
    assert 'data-claim="c1"' in shown
    assert "stemmer ikke: Riktig tall er 16" in read_page(shown).text


def test_the_style_sheet_touches_only_documents() -> None:
    rules = re.sub(r"/\*.*?\*/", "", stylesheet(), flags=re.DOTALL)
    selectors = [found.strip() for found in re.findall(r"([^{}]+)\{", rules)]
    assert selectors
    for selector in selectors:
        assert selector.startswith("@") or ".doc" in selector, selector


def test_two_hundred_pages_are_written() -> None:
    document = report(repeat=30)
    page = read_page(to_html(document))
    assert len(page.tables) == len(tables_in(document))
    assert len(cells_in(document)) > 5_000
    assert sum(1 for block in every_block(document.blocks) if isinstance(block, Heading)) == len(
        [
            tag
            for tag, given in page.tags
            if re.fullmatch("h[2-6]", tag) and not str(given.get("id")).startswith("doc-")
        ]
    )


@pytest.mark.browser
@pytest.mark.parametrize("width", [320, 1280])
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_a_page_is_accessible_and_fits_the_screen(chromium: "Browser", width: int, scheme: str) -> None:
    context = chromium.new_context(viewport={"width": width, "height": 800}, color_scheme=scheme)  # type: ignore[arg-type]
    try:
        page = context.new_page()
        asked: list[str] = []
        page.on("request", lambda request: asked.append(request.url))
        page.set_content(to_html(report()))
        assert page.evaluate("document.documentElement.scrollWidth") <= width
        assert asked == []
        page.evaluate(AXE.read_text("utf-8"))
        rules = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "best-practice"]
        found = page.evaluate("rules => axe.run(document, {runOnly: rules})", rules)
        assert [(each["id"], each["nodes"][0]["html"]) for each in found["violations"]] == []
        shown = page.evaluate("[...document.querySelectorAll('.doc-svg')].map(svg => svg.checkVisibility())")
        assert shown == [width > 600, width < 600] * 3
    finally:
        context.close()
