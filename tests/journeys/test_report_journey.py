"""The national report in a real browser: accessible in every language, published by keyboard, also without scripts."""

import re
from collections.abc import Callable
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from frisklivsnett.collection.models import Round
from frisklivsnett.publication.models import Edition
from frisklivsnett.publication.report import source_of
from frisklivsnett.publication.writing import save_text
from frisklivsnett.registry.models import Role, User

pytestmark = [pytest.mark.browser, pytest.mark.usefixtures("demo_data")]

NewPage = Callable[..., Page]
LogIn = Callable[[Page, User], None]
Check = Callable[[Page], None]
TITLES = {"nb": "Slik leser du tallene", "nn": "Slik les du tala", "en": "How to read the numbers"}


@pytest.fixture
def adviser(demo_data: None) -> User:
    return Role.objects.filter(organisation__slug="helsedirektoratet")[0].user


def fits(page: Page) -> bool:
    """Whether nothing has to be scrolled sideways to be read."""
    return bool(page.evaluate("document.documentElement.scrollWidth <= innerWidth"))


def test_the_report_is_accessible_and_fits_in_every_language_and_width(
    new_page: NewPage, check_accessible: Check
) -> None:
    for width in (320, 1280):
        for locale, title in TITLES.items():
            page = new_page(width=width, locale=locale)
            page.goto("/rapporter/2024/")
            expect(page.get_by_role("heading", name=title)).to_be_visible()
            assert fits(page)
            check_accessible(page)
            page.goto("/rapporter/")
            check_accessible(page)


def test_the_contents_list_leads_to_each_chapter(new_page: NewPage) -> None:
    page = new_page(width=1280)
    page.goto("/rapporter/2024/")
    contents = page.get_by_role("navigation", name="Innhold")
    contents.get_by_role("link", name="Forskning, utdanning, utvikling og innovasjon").first.click()
    expect(page.locator("#research")).to_be_in_viewport()
    assert page.url.endswith("#research")


@pytest.mark.parametrize("javascript", [True, False], ids=["with scripts", "without"])
def test_a_correction_is_sent_approved_by_another_and_published_by_keyboard(
    new_page: NewPage, log_in: LogIn, check_accessible: Check, adviser: User, javascript: bool
) -> None:
    page, other = new_page(width=1280, javascript=javascript), new_page(width=1280, javascript=javascript)
    log_in(page, adviser)
    log_in(other, User.objects.get(name="Tor Etterlesen"))
    page.goto("/runder/2024/")
    page.get_by_role("link", name="Nasjonal rapport").press("Enter")
    expect(page.get_by_role("heading", name="Send en rettet utgave til gjennomgang")).to_be_visible()
    if javascript:
        check_accessible(page)
    page.get_by_role("button", name="Send til gjennomgang").press("Enter")
    expect(page.get_by_role("alert")).to_contain_text("Skriv hva som er rettet")
    page.get_by_label("Hva er rettet?").press_sequentially("Tabell 1 manglet en rad.")
    page.get_by_role("button", name="Send til gjennomgang").press("Enter")
    expect(page.get_by_text("Rapporten venter på at Tor Etterlesen ser over den.")).to_be_visible()
    other.goto("/runder/2024/rapport/")
    if javascript:
        check_accessible(other)
    other.get_by_label("Jeg har sett over rapporten").press("Space")
    other.get_by_role("button", name="Godkjenn rapporten").press("Enter")
    expect(other.get_by_text("Rapporten er godkjent, og kan publiseres.")).to_be_visible()
    page.reload()
    page.get_by_role("button", name="Publiser utgave 2").press("Enter")
    expect(page.get_by_text("Rapporten for 2024 er publisert, utgave 2.")).to_be_visible()
    expect(page.get_by_text("Tabell 1 manglet en rad.").first).to_be_visible()
    assert Edition.objects.count() == 2


def test_the_list_of_what_does_not_hold_leads_to_the_words_and_to_where_they_are_mended(
    new_page: NewPage, log_in: LogIn, check_accessible: Check, adviser: User
) -> None:
    source = source_of("nb").replace("[Ca. 310]", "[Ca. 311]").replace("[ca. 310]", "[ca. 311]")
    round_ = Round.objects.get(report_year=2024)
    save_text(round_=round_, language="nb", source=source, based_on=0, by=adviser)
    page = new_page(width=320)
    log_in(page, adviser)
    page.goto("/runder/2024/rapport/")
    assert fits(page)
    check_accessible(page)
    link = page.locator("#stopper").locator("..").get_by_role("link", name=re.compile("a. 311")).first
    link.press("Enter")
    expect(page.locator(str(link.get_attribute("href")))).to_be_in_viewport()
    page.get_by_role("link", name=re.compile("rett linje")).first.press("Enter")
    expect(page.get_by_role("heading", name="Skriv rapporten for 2024")).to_be_visible()
    assert "#linje-" in page.url


def test_a_report_is_checked_and_its_faults_are_found_by_keyboard(
    new_page: NewPage, log_in: LogIn, check_accessible: Check, adviser: User, tmp_path: Path
) -> None:
    report = tmp_path / "rapport.txt"
    report.write_text(
        "# 1 Om\n\nAlle sentralene har egen nettside. 16 av 18 har en plan.\n", encoding="utf-8"
    )
    page = new_page(width=320)
    log_in(page, adviser)
    page.goto("/kontroller-rapport/")
    check_accessible(page)
    page.get_by_label("Hvilket år").select_option("2024")
    page.get_by_label("Fil", exact=True).set_input_files(report)
    page.get_by_role("button", name="Kontroller rapporten").press("Enter")
    expect(page.get_by_text("16 av 18", exact=False).first).to_be_visible()
    assert fits(page)
    check_accessible(page)
    page.get_by_role("link", name="linje 3").first.press("Enter")
    expect(page.locator("#funn-1")).to_be_in_viewport()
    page.get_by_role("button", name="stemmer ikke").press("Enter")
    expect(page.locator(".proof__mark")).to_have_count(1)
