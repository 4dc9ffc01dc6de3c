"""The results in a real browser: accessible, readable on a phone, copied, printed, by keyboard and without a script."""

from collections.abc import Callable
from typing import TYPE_CHECKING

import pytest

from frisklivsnett.registry.models import Role, User

if TYPE_CHECKING:
    from playwright.sync_api import Page

pytestmark = [pytest.mark.browser, pytest.mark.usefixtures("demo_data")]

NewPage = Callable[..., "Page"]
LogIn = Callable[["Page", User], None]
Check = Callable[["Page"], None]

RESULTS = "/runder/2024/resultater/"
PAGES = [
    RESULTS,
    f"{RESULTS}?del=helseregion",
    f"{RESULTS}?del=fylke&omrade=helseregion-nord",
    f"{RESULTS}sporsmal-2/",
    f"{RESULTS}sporsmal-3/?omrade=fylke-56",
    f"{RESULTS}sporsmal-7/",
    "/runder/2025/resultater/",
]


@pytest.fixture
def adviser() -> User:
    return Role.objects.filter(organisation__slug="helsedirektoratet")[0].user


@pytest.mark.parametrize(("language", "width"), [("nb", 320), ("nn", 1280), ("en", 640)])
def test_results_are_accessible(
    new_page: NewPage, log_in: LogIn, check_accessible: Check, adviser: User, language: str, width: int
) -> None:
    page = new_page(width=width, locale=language)
    log_in(page, adviser)
    for address in PAGES:
        page.goto(address)
        for folded in page.locator("main details").all():
            folded.evaluate("(details) => { details.open = true }")
        check_accessible(page)


def test_a_chart_fits_the_screen_it_is_on(new_page: NewPage, log_in: LogIn, adviser: User) -> None:
    for width, shown, hidden in ((1280, "wide", "narrow"), (320, "narrow", "wide")):
        page = new_page(width=width)
        log_in(page, adviser)
        page.goto(f"{RESULTS}sporsmal-5/")
        chart = page.locator(f".doc-svg-{shown}")
        assert chart.is_visible()
        assert not page.locator(f".doc-svg-{hidden}").is_visible()
        box = chart.bounding_box()
        assert box
        assert box["x"] >= 0
        assert box["x"] + box["width"] <= width
        drawn = chart.evaluate("(svg) => svg.getBoundingClientRect().width / svg.viewBox.baseVal.width")
        assert 14 * drawn >= 11, "the words in the chart are too small to read"


def test_a_table_is_copied_for_a_spreadsheet_and_a_text_program(
    new_page: NewPage, log_in: LogIn, adviser: User
) -> None:
    page = new_page()
    page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    log_in(page, adviser)
    page.goto(f"{RESULTS}sporsmal-6/")
    page.get_by_role("button", name="Kopier tabellen for spørsmål 6").press("Enter")
    page.locator("[role=status]", has_text="Tabellen er kopiert.").wait_for()
    text = page.evaluate("navigator.clipboard.readText()")
    lines = [line.split("\t") for line in text.splitlines()]
    assert lines[0] == ["Svaralternativ", "Antall", "Andel"]
    assert lines[1] == ["Vi har en egen kommunikasjonsstrategi", "11", "61,1%"]
    assert lines[-1][1:] == ["0", "0,0%"]
    html = page.evaluate(
        "navigator.clipboard.read().then(([item]) => item.getType('text/html')).then((blob) => blob.text())"
    )
    assert html.count("<tr>") == len(lines) == 11
    assert "<td>61,1%</td>" in html


def test_the_reader_chooses_by_keyboard_and_finds_the_choice_in_the_address(
    page: "Page", log_in: LogIn, adviser: User
) -> None:
    log_in(page, adviser)
    page.goto(RESULTS)
    page.get_by_label("Område").focus()
    page.keyboard.type("Finnmark")
    page.keyboard.press("Tab")
    page.keyboard.press("Tab")
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    page.wait_for_url("**/resultater/?omrade=fylke-56**")
    assert page.get_by_text("1 av 1 sentral har sendt inn").is_visible()
    page.get_by_role("link", name="Alt om spørsmål 1", exact=True).press("Enter")
    page.wait_for_url("**/sporsmal-1/?omrade=fylke-56")
    page.get_by_role("link", name="Nullstill").press("Enter")
    assert page.get_by_text("18 av 18 sentraler har sendt inn").is_visible()


def test_without_a_script_all_but_copying_works(new_page: NewPage, log_in: LogIn, adviser: User) -> None:
    page = new_page(javascript=False)
    log_in(page, adviser)
    page.goto(RESULTS)
    assert not page.locator("[data-copy]").first.is_visible()
    page.get_by_label("Vis ved siden av hverandre").select_option("helseregion")
    page.get_by_role("button", name="Vis", exact=True).click()
    assert page.get_by_role("columnheader", name="Helse Nord").first.is_visible()
    page.locator("summary", has_text="18 svar").first.click()
    assert page.locator("#sporsmal-2-svar").is_visible()
    with page.expect_download() as waiting:
        page.get_by_role("link", name="Last ned CSV for Excel").click()
    assert waiting.value.suggested_filename == "resultater-2024-helseregioner-eksempeldata.csv"


def test_on_paper_there_are_charts_tables_and_all_the_texts(
    page: "Page", log_in: LogIn, adviser: User
) -> None:
    log_in(page, adviser)
    page.goto(RESULTS)
    page.emulate_media(media="print")
    page.evaluate("dispatchEvent(new Event('beforeprint'))")
    for seen in ("#sporsmal-6-tabell", "#sporsmal-2-svar", "#sporsmal-3-sentraler", ".doc-svg-wide"):
        assert page.locator(seen).first.is_visible()
    for unseen in (".choose", ".contents", ".result__tools", ".doc-svg-narrow", ".navigation"):
        assert not page.locator(unseen).first.is_visible()
    page.evaluate("dispatchEvent(new Event('afterprint'))")
    assert page.locator("main details[open]").count() == 0
