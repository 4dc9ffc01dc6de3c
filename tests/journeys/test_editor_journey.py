"""Writing the report in a real browser: checked while one writes, by keyboard, and without JavaScript."""

import re
from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from frisklivsnett.publication.drafts import ReportTextVersion
from frisklivsnett.registry.models import User

pytestmark = [pytest.mark.browser, pytest.mark.usefixtures("demo_data")]

NewPage = Callable[..., Page]
LogIn = Callable[[Page, User], None]
Check = Callable[[Page], None]
WRITE = "/runder/2024/rapport/skriv/nb/"
TEXT = "---\ntitle: Rapport\n---\n\n# Ett {#ett}\n\nDet er [18](=fact agreements.count) sentraler.\n"


@pytest.fixture
def ragnhild(demo_data: None) -> User:
    return User.objects.get(name="Ragnhild Rådgård")


def test_one_writes_by_keyboard_and_sees_at_once_what_does_not_hold(
    page: Page, log_in: LogIn, check_accessible: Check, ragnhild: User
) -> None:
    log_in(page, ragnhild)
    page.goto(WRITE)
    text, status = page.get_by_label("Teksten", exact=True), page.locator("[data-status]")
    text.fill(TEXT.replace("[18]", "[17]") + "\nDet var femti til.\n")
    expect(page.locator("mark.doc-mark-false")).to_be_visible()
    expect(page.get_by_text("0 av 1 påstand holder.").first).to_be_visible()
    check_accessible(page)

    page.get_by_role("link", name="Linje 7").press("Enter")
    expect(text).to_be_focused()
    assert page.evaluate("document.getSelection().toString()") == "[17](=fact agreements.count)"
    page.keyboard.type("[18](=fact agreements.count)")
    expect(page.locator("mark.doc-mark-true")).to_be_visible()
    page.keyboard.press("F8")
    assert page.evaluate("document.getSelection().toString()") == "femti"
    page.keyboard.type("mange")
    page.keyboard.press("Control+s")
    expect(status).to_contain_text("Lagret kl.")
    assert ReportTextVersion.objects.get().source == TEXT + "\nDet var mange til.\n"


def test_what_is_picked_goes_in_where_the_cursor_is(
    page: Page, log_in: LogIn, check_accessible: Check, ragnhild: User
) -> None:
    log_in(page, ragnhild)
    page.goto(WRITE)
    text = page.get_by_label("Teksten", exact=True)
    text.fill(TEXT)
    page.get_by_role("link", name="Sett inn en påstand").press("Enter")
    dialog = page.get_by_role("dialog")
    dialog.get_by_label("Spørsmål").select_option("hosting.people")
    dialog.get_by_label("Hva vil du si?").select_option("sum")
    expect(dialog.get_by_text("ca.\N{NO-BREAK SPACE}310", exact=True)).to_be_visible()
    check_accessible(page)
    dialog.get_by_role("button", name=re.compile("en hel setning")).press("Enter")
    expect(dialog).to_be_hidden()
    expect(text).to_be_focused()
    assert text.input_value().endswith("Summen er [ca.\N{NO-BREAK SPACE}310](=sum hosting.people).")
    expect(page.get_by_text("2 av 2 påstander holder.").first).to_be_visible()


def test_two_at_once_are_shown_both_texts(new_page: NewPage, log_in: LogIn, ragnhild: User) -> None:
    pages = [new_page(), new_page()]
    for page in pages:
        log_in(page, ragnhild)
        page.goto(WRITE)
    for page, words in zip(pages, ("mitt", "ditt"), strict=True):
        page.get_by_label("Teksten", exact=True).fill(f"{TEXT}\nDette er {words}.\n")
        page.get_by_role("button", name="Lagre versjon").click()
        if words == "mitt":
            expect(page.locator("[data-status]")).to_contain_text("Lagret kl.")
    expect(pages[1].get_by_text("Noen andre har lagret i mellomtiden")).to_be_visible()
    expect(pages[1].locator(".diff__line--gone")).to_contain_text("Dette er mitt.")
    assert "Dette er ditt." in pages[1].get_by_label("Teksten", exact=True).input_value()
    assert ReportTextVersion.objects.count() == 2


@pytest.mark.parametrize("width", [1280, 320])
def test_it_is_all_there_without_javascript(
    new_page: NewPage, log_in: LogIn, ragnhild: User, width: int
) -> None:
    page = new_page(width=width, javascript=False)
    log_in(page, ragnhild)
    page.goto(WRITE)
    page.get_by_label("Teksten", exact=True).fill(TEXT.replace("[18]", "[17]"))
    page.get_by_role("button", name="Kontroller").click()
    expect(page.get_by_text("0 av 1 påstand holder.").first).to_be_visible()
    page.get_by_role("button", name="Oppdater alle tall").click()
    expect(page.locator("ins")).to_have_text("18")
    page.get_by_role("button", name="Oppdater teksten").click()
    page.get_by_role("button", name="Lagre versjon").click()
    expect(page.get_by_text("Lagret kl.")).to_be_visible()
    assert ReportTextVersion.objects.get().source == TEXT
    page.get_by_role("link", name="Versjoner").click()
    page.get_by_role("link", name="Versjon 1").click()
    expect(page.get_by_text("Gjelder nå")).to_be_visible()


@pytest.mark.parametrize("width", [1280, 320])
def test_the_pages_are_accessible(
    new_page: NewPage, log_in: LogIn, check_accessible: Check, ragnhild: User, width: int
) -> None:
    page = new_page(width=width)
    log_in(page, ragnhild)
    for year in ("2024", "2025"):
        page.goto(WRITE.replace("2024", year))
        check_accessible(page)
    page.get_by_label("Teksten", exact=True).press("End")
    page.keyboard.type(" ")
    page.keyboard.press("Control+s")
    expect(page.locator("[data-status]")).to_contain_text("Lagret kl.")
    for below in ("versjoner/", "versjoner/1/", "sett-inn/?sporsmal=hosting.visitor_types&slag=figur"):
        page.goto(WRITE.replace("2024", "2025") + below)
        check_accessible(page)
