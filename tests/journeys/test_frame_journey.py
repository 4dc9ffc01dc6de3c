"""The frame in a real browser: accessible in every language and width, by keyboard alone, and without JavaScript."""

from collections.abc import Callable
from datetime import timedelta

import pytest
from django.utils import timezone
from playwright.sync_api import Page, expect
from tests.apps.conftest import person

from frisklivsnett.collection.models import Round
from frisklivsnett.registry.models import User

pytestmark = pytest.mark.browser

NewPage = Callable[..., Page]
LogIn = Callable[[Page, User], None]
Check = Callable[[Page], None]
PUBLIC = [
    "/",
    "/sentraler/",
    "/sentraler/?sok=finnes-ikke",
    "/om/",
    "/tilgjengelighet/",
    "/personvern/",
    "/logg-inn/",
    "/x/",
]


@pytest.fixture
def open_round(the_round: Round) -> Round:
    """The round with a deadline in nine days."""
    the_round.opens_at, the_round.closes_at = timezone.now() - timedelta(days=20), None
    the_round.deadline = timezone.localdate() + timedelta(days=9)
    the_round.save()
    return the_round


@pytest.fixture
def dina(registers: None) -> User:
    return person("Dina", "helsedirektoratet", "adviser")  # type: ignore[arg-type]


@pytest.mark.parametrize("language", ["nb", "nn", "en"])
@pytest.mark.parametrize("width", [1280, 320])
def test_public_pages_are_accessible(
    registers: None, new_page: NewPage, check_accessible: Check, language: str, width: int
) -> None:
    page = new_page(width=width, locale=language)
    for address in PUBLIC:
        page.goto(address)
        assert page.locator("html").get_attribute("lang") == language
        check_accessible(page)


@pytest.mark.parametrize("width", [1280, 320])
def test_the_pages_of_each_role_are_accessible(
    new_page: NewPage,
    log_in: LogIn,
    check_accessible: Check,
    alice: User,
    dina: User,
    open_round: Round,
    width: int,
) -> None:
    for user, addresses in (
        (alice, ["/", "/runder/"]),
        (dina, ["/", "/runder/", "/runder/2024/?sorter=status"]),
    ):
        page = new_page(width=width)
        log_in(page, user)
        for address in addresses:
            page.goto(address)
            check_accessible(page)


def test_open_menus_and_a_form_with_errors_are_accessible(
    page: Page, log_in: LogIn, check_accessible: Check, alice: User
) -> None:
    page.goto("/logg-inn/")
    page.get_by_role("button", name="Logg inn", exact=True).click()
    expect(page.locator("[data-error-summary]")).to_be_focused()
    check_accessible(page)
    page.get_by_role("link", name="Skriv passordet ditt.").click()
    expect(page.locator("#password")).to_be_focused()
    log_in(page, alice)
    page.goto("/")
    page.locator("summary").last.click()
    check_accessible(page)


def test_one_logs_in_changes_language_and_logs_out_by_keyboard_alone(page: Page, alice: User) -> None:
    alice.set_password("et langt passord")
    alice.save()
    page.goto("/")
    page.keyboard.press("Tab")
    expect(page.get_by_role("link", name="Hopp til hovedinnhold")).to_be_focused()
    page.goto("/logg-inn/")
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    expect(page.locator("#innhold")).to_be_focused()
    page.keyboard.press("Tab")
    page.keyboard.type(alice.email)
    page.keyboard.press("Tab")
    page.keyboard.type("et langt passord")
    page.keyboard.press("Enter")
    page.get_by_role("heading", name="Hei, Alice").wait_for()
    page.wait_for_load_state()  # the heading is seen before the script that closes menus has been read
    page.locator("summary").first.focus()
    page.keyboard.press("Enter")
    page.keyboard.press("Tab")
    page.keyboard.press("Escape")
    expect(page.locator("summary").first).to_be_focused()
    expect(page.locator("details[open]")).to_have_count(0)
    page.keyboard.press("Enter")
    for _choice in range(3):
        page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    page.wait_for_selector("html[lang=en]")
    page.wait_for_load_state()
    page.locator("summary").last.focus()
    page.keyboard.press("Enter")
    for _line in range(page.locator("details[open] .menu__item").count()):
        page.keyboard.press("Tab")
    expect(page.get_by_role("button", name="Log out")).to_be_focused()
    page.keyboard.press("Enter")
    page.wait_for_selector("a[href='/logg-inn/']")


def test_everything_works_without_javascript(new_page: NewPage, alice: User, open_round: Round) -> None:
    alice.set_password("et langt passord")
    alice.save()
    page = new_page(javascript=False)
    page.goto("/logg-inn/")
    page.get_by_label("E-postadresse").fill(alice.email)
    page.get_by_label("Passord").fill("et langt passord")
    page.get_by_role("main").get_by_role("button", name="Logg inn").click()
    assert page.get_by_role("heading", name="Årsrapport for 2024").is_visible()
    assert page.get_by_text("om 9 dager").is_visible()
    page.locator("summary").first.click()
    page.get_by_role("button", name="Nynorsk").click()
    assert page.locator("html").get_attribute("lang") == "nn"
    page.locator("summary").last.click()
    page.locator("form[action='/logg-ut/'] button").click()
    assert page.locator("a[href='/logg-inn/']").first.is_visible()


def test_text_twice_as_large_still_fits(new_page: NewPage, check_accessible: Check, registers: None) -> None:
    # 1280 pixels at 200 % are 640, and at 400 % they are 320, as far as the page can tell.
    page = new_page(width=640)
    for address in PUBLIC:
        page.goto(address)
        check_accessible(page)


def test_the_page_that_tells_of_a_round_prints_without_its_frame(
    page: Page, log_in: LogIn, dina: User, open_round: Round
) -> None:
    log_in(page, dina)
    page.goto("/runder/2024/")
    page.emulate_media(media="print")
    assert page.get_by_role("heading", name="Årsrapport 2024").is_visible()
    assert page.get_by_text("Tana").first.is_visible()
    for hidden in (".navigation", ".footer", ".breadcrumb", ".filters", "[data-print]"):
        assert not page.locator(hidden).first.is_visible()


def test_a_page_is_light(new_page: NewPage, registers: None) -> None:
    page = new_page()
    seen: list[str] = []
    page.on("response", lambda response: seen.append(response.url))
    page.goto("/logg-inn/")
    page.wait_for_load_state("networkidle")
    assert len(seen) <= 10
    body = len(page.content().encode())
    assert body < 10_000


def test_a_phone_can_sort_the_overview(
    new_page: NewPage, log_in: LogIn, dina: User, open_round: Round
) -> None:
    page = new_page(width=320)
    log_in(page, dina)
    page.goto("/runder/2024/")
    page.get_by_role("link", name="Sentral", exact=True).click()
    expect(page.locator("tbody th").first).to_have_text("Åsnes")
