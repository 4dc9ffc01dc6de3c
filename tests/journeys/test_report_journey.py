"""The national report in a real browser: accessible in every language, published by keyboard, also without scripts."""

from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from frisklivsnett.publication.models import Edition
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
def test_the_adviser_looks_over_and_publishes_a_correction_by_keyboard(
    new_page: NewPage, log_in: LogIn, check_accessible: Check, adviser: User, javascript: bool
) -> None:
    page = new_page(width=1280, javascript=javascript)
    log_in(page, adviser)
    page.goto("/runder/2024/")
    page.get_by_role("link", name="Nasjonal rapport").press("Enter")
    expect(page.get_by_role("heading", name="Publiser en rettet utgave")).to_be_visible()
    if javascript:
        check_accessible(page)
    page.get_by_role("button", name="Publiser utgave 2").press("Enter")
    expect(page.get_by_role("alert")).to_contain_text("Kryss av")
    page.get_by_label("Hva er rettet?").press_sequentially("Tabell 1 manglet en rad.")
    page.get_by_label("Jeg har sett over rapporten").press("Space")
    page.get_by_role("button", name="Publiser utgave 2").press("Enter")
    expect(page.get_by_text("Rapporten for 2024 er publisert, utgave 2.")).to_be_visible()
    expect(page.get_by_text("Tabell 1 manglet en rad.").first).to_be_visible()
    assert Edition.objects.count() == 2


def test_the_list_of_what_does_not_hold_leads_to_the_place(
    new_page: NewPage, log_in: LogIn, check_accessible: Check, adviser: User
) -> None:
    page = new_page(width=320)
    log_in(page, adviser)
    page.goto("/runder/2025/rapport/")
    assert fits(page)
    check_accessible(page)
    page.get_by_role("link", name="Utvikling over tid").first.press("Enter")
    expect(page.locator("#trends")).to_be_in_viewport()
