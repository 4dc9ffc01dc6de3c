"""A centre reports in a real browser: by keyboard alone, without JavaScript, on a phone, and when the network fails."""

from collections.abc import Callable
from datetime import timedelta

import pytest
from django.utils import timezone
from playwright.sync_api import Dialog, Locator, Page, expect
from tests.apps.test_collection import ENOUGH

from frisklivsnett.collection.actions import save_answers, submit
from frisklivsnett.collection.models import Round, Submission
from frisklivsnett.core.forms import Answer
from frisklivsnett.registry.models import User

pytestmark = pytest.mark.browser

NewPage = Callable[..., Page]
LogIn = Callable[[Page, User], None]
Check = Callable[[Page], None]
BASE = "/runder/2024/tana/"
MOST_TABS = 80


@pytest.fixture
def report(tana: Submission) -> Submission:
    """Tana's report, in a round whose deadline is in nine days."""
    Round.objects.filter(pk=tana.round_id).update(
        opens_at=timezone.now() - timedelta(days=20),
        closes_at=None,
        deadline=timezone.localdate() + timedelta(days=9),
    )
    return tana


def field(page: Page, id_: str) -> Locator:
    return page.locator(f'[id="{id_}"]')


def status(page: Page, question: str) -> Locator:
    return page.locator(f'[data-question="{question}"] [data-status]')


def tab_to(page: Page, wanted: Locator) -> None:
    """Press Tab until the field or button has the focus."""
    for _press in range(MOST_TABS):
        page.keyboard.press("Tab")
        if wanted.evaluate("(element) => element === document.activeElement"):
            return
    raise AssertionError(f"{wanted} cannot be reached by Tab.")


def press(page: Page, name: str) -> None:
    """Go to a button or link by Tab, and press Enter."""
    tab_to(page, page.get_by_role("button", name=name).or_(page.get_by_role("link", name=name)).first)
    page.keyboard.press("Enter")


def on_page(page: Page, title: str) -> None:
    expect(page.get_by_role("heading", level=1, name=title)).to_be_visible()


def test_a_report_is_filled_in_and_sent_by_keyboard_alone(
    page: Page, log_in: LogIn, alice: User, report: Submission
) -> None:
    log_in(page, alice)
    page.goto(BASE)
    press(page, "Start på rapporten")
    on_page(page, "Henvendelser og hospitering")
    tab_to(page, field(page, "enquiries.count"))
    page.keyboard.type("12")
    tab_to(page, field(page, "hosting.people"))
    page.keyboard.type("40")
    expect(status(page, "enquiries.count")).to_contain_text("Lagret kl.")
    page.keyboard.press("Tab")
    page.keyboard.press("Space")
    tab_to(page, field(page, "hosting.organisations"))
    page.keyboard.type("4")
    tab_to(page, field(page, "hosting.visitor_types-1"))
    page.keyboard.press("Space")
    press(page, "Lagre og gå videre")
    for section, options in (
        ("Systematisk kommunikasjonsarbeid", ["communication.activities-2", "communication.audiences-8"]),
        ("Samarbeid med statsforvalter", ["governor.other_counties-7", "county_council.other_counties-7"]),
        ("Forsknings-, utdannings-", ["research.participation-7"]),
        ("Samarbeid med andre utviklingssentraler", []),
        ("Samarbeidspartnere i og utenfor", []),
        ("Andre tilbakemeldinger", []),
    ):
        on_page(page, section)
        for option in options:
            tab_to(page, field(page, option))
            page.keyboard.press("Space")
        press(page, "Lagre og gå videre")
    on_page(page, "Se over og send inn")
    press(page, "Send inn rapporten")
    on_page(page, "Årsrapporten er sendt inn")
    sent = report.versions.get()
    assert sent.answers["hosting.people"] == {"value": 40, "approximate": True}
    assert sent.submitted_by == alice
    expect(page.get_by_text("ca. 40")).to_be_visible()


def test_a_report_is_filled_in_and_sent_on_a_phone_without_javascript(
    new_page: NewPage, log_in: LogIn, alice: User, report: Submission
) -> None:
    page = new_page(width=320, javascript=False)
    log_in(page, alice)
    page.goto(BASE)
    page.get_by_role("link", name="Start på rapporten").click()
    field(page, "enquiries.count").fill("ca. 12")
    field(page, "hosting.people").fill("40")
    field(page, "hosting.organisations").fill("4")
    field(page, "hosting.visitor_types-21-words").fill("skolene")
    field(page, "hosting.visitor_types-21").check()
    page.get_by_role("button", name="Lagre og gå videre").click()
    expect(page.get_by_text("Noe er ikke lagret")).to_be_visible()
    expect(field(page, "enquiries.count")).to_have_value("ca. 12")
    assert report.answers.count() == 3
    field(page, "enquiries.count").fill("12")
    field(page, "enquiries.count.approximate").check()
    page.get_by_role("button", name="Lagre og gå videre").click()
    for options in (
        ["communication.activities-10"],
        ["governor.other_counties-7", "county_council.other_counties-7"],
        ["research.participation-7"],
        [],
        [],
        [],
    ):
        for option in options:
            field(page, option).check()
        page.get_by_role("button", name="Lagre og gå videre").click()
    page.get_by_role("button", name="Send inn rapporten").click()
    on_page(page, "Årsrapporten er sendt inn")
    expect(page.get_by_text("Andre: skolene")).to_be_visible()
    page.get_by_role("button", name="Endre rapporten").click()
    expect(page.get_by_text("Rapporten er åpen for endring.").first).to_be_visible()


def test_nothing_is_said_to_be_saved_before_it_is(
    page: Page, log_in: LogIn, alice: User, report: Submission
) -> None:
    log_in(page, alice)
    page.goto(f"{BASE}kommunikasjon/")
    partners = field(page, "communication.partners")
    page.evaluate(
        "() => { window.network = window.fetch; window.fetch = () => Promise.reject(new TypeError('offline')); }"
    )
    partners.fill("Vi samarbeider med Nav")
    partners.press("Tab")
    expect(status(page, "communication.partners")).to_contain_text("Vi får ikke kontakt med tjenesten")
    expect(page.locator("[data-kept-answers]")).to_contain_text(
        "Ett svar er tatt vare på i denne nettleseren"
    )
    assert not report.answers.exists()
    page.evaluate("() => { window.fetch = window.network; }")
    page.get_by_role("button", name="Prøv igjen nå").click()
    expect(status(page, "communication.partners")).to_contain_text("Lagret kl.")
    expect(page.locator("[data-kept-answers]")).to_contain_text(
        "Ett svar som ventet i nettleseren, er lagret. Lagret kl."
    )
    assert report.answers.get().content == {"value": "Vi samarbeider med Nav"}


def test_who_leaves_with_something_unsaved_is_asked_where_the_browser_keeps_nothing(
    page: Page, log_in: LogIn, alice: User, report: Submission
) -> None:
    log_in(page, alice)
    page.add_init_script(
        "Object.defineProperty(window, 'localStorage', { get() { throw new Error('none'); } });"
    )
    page.goto(f"{BASE}kommunikasjon/")
    page.evaluate("() => { window.fetch = () => Promise.reject(new TypeError('offline')); }")
    field(page, "communication.partners").fill("Vi samarbeider med Nav")
    field(page, "communication.partners").press("Tab")
    expect(status(page, "communication.partners")).to_contain_text("Vi får ikke kontakt med tjenesten")
    asked: list[str] = []

    def stay(dialog: Dialog) -> None:
        asked.append(dialog.type)
        dialog.dismiss()

    page.once("dialog", stay)
    page.get_by_role("link", name="Tana").first.click()
    assert asked == ["beforeunload"]


def test_the_script_helps_with_choices_and_shows_a_colleagues_answer(
    page: Page, log_in: LogIn, alice: User, bob: User, report: Submission
) -> None:
    log_in(page, alice)
    page.goto(f"{BASE}kommunikasjon/")
    words = field(page, "communication.audiences-9-words")
    expect(words).to_be_hidden()
    field(page, "communication.audiences-9").check()
    expect(words).to_be_visible()
    expect(page.get_by_text("Skriv gjerne noen ord.")).to_be_visible()
    field(page, "communication.activities-1").check()
    field(page, "communication.activities-10").check()
    expect(field(page, "communication.activities-1")).not_to_be_checked()
    expect(status(page, "communication.activities")).to_contain_text("De andre kryssene er tatt bort")
    expect(status(page, "communication.activities")).to_contain_text("Lagret kl.")
    expect(page.locator("[data-answered]").last).to_have_text("2 av 19 spørsmål besvart")

    save_answers(submission=report, changes={"communication.partners": Answer("Bare Nav")}, by=bob)
    field(page, "communication.partners").fill("Nav og skolene")
    field(page, "communication.partners").press("Tab")
    expect(page.get_by_text("Bob har lagret et annet svar.")).to_be_visible()
    expect(status(page, "communication.partners")).to_have_text("Ikke lagret.")
    page.get_by_role("button", name="Bruk svaret fra kollegaen").click()
    expect(field(page, "communication.partners")).to_have_value("Bare Nav")


def test_what_is_typed_is_saved_when_enter_is_pressed_at_once(
    page: Page, log_in: LogIn, alice: User, report: Submission
) -> None:
    log_in(page, alice)
    page.goto(f"{BASE}henvendelser/")
    for number in ("1", "12", "123"):
        field(page, "enquiries.count").fill(number)
        field(page, "enquiries.count").press("Tab")
    field(page, "enquiries.count").fill("124")
    field(page, "enquiries.count").press("Enter")
    expect(page.get_by_text("Svarene er lagret.")).to_be_visible()
    expect(field(page, "enquiries.count")).to_have_value("124")
    assert report.answers.get().content == {"value": 124}


@pytest.mark.parametrize(("language", "width"), [("nb", 320), ("nn", 1280), ("en", 1280)])
def test_the_pages_of_a_report_are_accessible(
    new_page: NewPage,
    log_in: LogIn,
    check_accessible: Check,
    alice: User,
    bob: User,
    report: Submission,
    language: str,
    width: int,
) -> None:
    page = new_page(width=width, locale=language)
    log_in(page, alice)
    save_answers(submission=report, changes={"enquiries.topics": Answer("Råd")}, by=alice)
    for part in ("", "henvendelser/", "kommunikasjon/", "forskning/", "se-over/"):
        page.goto(BASE + part)
        assert page.locator("html").get_attribute("lang") == language
        check_accessible(page)
    page.goto(f"{BASE}henvendelser/")
    save_answers(submission=report, changes={"hosting.people": Answer(38)}, by=bob)
    field(page, "hosting.people").fill("400")
    field(page, "enquiries.count").fill("mange")
    field(page, "hosting.visitor_types-21").check()
    field(page, "hosting.organisations").press("Enter")
    expect(page.locator("[data-error-summary]")).to_be_focused()
    check_accessible(page)
    save_answers(submission=report, changes=ENOUGH, by=alice)
    submit(submission=report, by=alice)
    for part in ("", "henvendelser/", "kvittering/", "svar/"):
        page.goto(BASE + part)
        check_accessible(page)
