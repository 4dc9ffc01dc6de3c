"""Colleagues in one report in real browsers: seen by each other, on and off the network, logged out, pressed twice."""

import re
from collections.abc import Callable
from datetime import timedelta
from typing import TYPE_CHECKING, Any

import pytest
from django.utils import timezone
from playwright.sync_api import Dialog, Locator, Page, expect
from tests.apps.test_collection import ENOUGH

from frisklivsnett.collection.actions import save_answers
from frisklivsnett.collection.models import Round, Submission
from frisklivsnett.core.forms import Answer
from frisklivsnett.registry.models import User

if TYPE_CHECKING:
    from django.db.models import QuerySet

pytestmark = pytest.mark.browser

NewPage = Callable[..., Page]
LogIn = Callable[[Page, User], None]
Check = Callable[[Page], None]
BASE = "/runder/2024/tana/"
PARTNERS = "communication.partners"
KEPT = "() => Object.keys(localStorage).filter((name) => name.startsWith('venter:')).length"


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


def of(page: Page, question: str, part: str) -> Locator:
    return page.locator(f'[data-question="{question}"] [data-{part}]')


def contents(rows: "QuerySet[Any]") -> list[Any]:
    return list(rows.values_list("content", flat=True))


def test_colleagues_see_each_other_and_what_the_other_saves(
    new_page: NewPage, log_in: LogIn, check_accessible: Check, alice: User, bob: User, report: Submission
) -> None:
    hers, his = new_page(), new_page(width=320)
    for page, person in ((hers, alice), (his, bob)):
        log_in(page, person)
        page.goto(f"{BASE}kommunikasjon/")
    field(hers, PARTNERS).focus()
    expect(of(his, PARTNERS, "presence")).to_have_text("Alice skriver i dette feltet")
    check_accessible(his)
    field(hers, PARTNERS).fill("Nav og skolene")
    field(hers, "communication.audiences-9").check()
    field(hers, "communication.audiences-9-words").fill("Bønder")
    field(hers, "communication.activities-1").focus()
    expect(field(his, PARTNERS)).to_have_value("Nav og skolene")
    expect(of(his, PARTNERS, "news")).to_have_text(re.compile(r"^Oppdatert av Alice kl\. \d\d\.\d\d$"))
    expect(field(his, "communication.audiences-9-words")).to_have_value("Bønder")
    expect(of(his, "communication.activities", "presence")).to_have_text("Alice skriver i dette feltet")

    field(his, PARTNERS).fill("Bare Nav, og så")
    field(hers, PARTNERS).fill("Nav, skolene og Naturvernforbundet")
    field(hers, "communication.activities-1").focus()
    expect(of(his, PARTNERS, "notes")).to_have_count(0)
    expect(his.get_by_text("Alice har lagret et annet svar.")).to_be_visible()
    expect(field(his, PARTNERS)).to_have_value("Bare Nav, og så")
    check_accessible(his)
    hers.goto(BASE)
    expect(of(his, "communication.activities", "presence")).to_be_hidden()
    his.get_by_role("link", name="Tidligere svar – 8.").click()
    expect(his.get_by_text("Gjelder nå")).to_be_visible()
    check_accessible(his)


def wait_until_nothing_is_kept(page: Page) -> None:
    """Give the page a moment: it opens what waits, which is encrypted, before it throws it away."""
    for _turn in range(50):
        if page.evaluate(KEPT) == 0:
            return
        page.wait_for_timeout(100)
    pytest.fail("something typed still waits in the browser")


def test_what_is_typed_without_a_network_waits_until_the_next_day(
    new_page: NewPage, log_in: LogIn, check_accessible: Check, alice: User, bob: User, report: Submission
) -> None:
    page = new_page(width=320)
    log_in(page, alice)
    page.goto(f"{BASE}kommunikasjon/")
    page.context.set_offline(True)
    field(page, PARTNERS).fill("Nav og skolene")
    field(page, "communication.audiences-9").check()
    field(page, "communication.audiences-9-words").fill("Bønder")
    field(page, PARTNERS).focus()
    waiting = page.locator("[data-kept-answers]")
    expect(waiting).to_contain_text("Du er uten nett. 2 svar er tatt vare på i denne nettleseren")
    check_accessible(page)
    page.get_by_role("button", name="Lagre og gå videre").click()
    expect(waiting).to_be_visible()
    assert page.url.endswith("/kommunikasjon/")
    assert "Nav" not in page.evaluate("() => JSON.stringify(localStorage)")
    context = page.context
    # As it is left, a page tries once more, when Chromium may no longer take it for being without a network.
    page.evaluate("() => { window.fetch = () => Promise.reject(new TypeError()) }")
    page.close()

    save_answers(submission=report, changes={PARTNERS: Answer("Bare Nav")}, by=bob)
    context.set_offline(False)
    page = context.new_page()
    page.goto(f"{BASE}henvendelser/")
    waiting = page.locator("[data-kept-answers]")
    expect(waiting).to_contain_text("Ett svar som ventet i nettleseren, kunne ikke lagres.")
    assert contents(report.answers.filter(question_id="communication.audiences")) == [
        {"value": ["other"], "specified": {"other": "Bønder"}}
    ]
    waiting.get_by_role("link", name="8. Samarbeider dere med andre").click()
    expect(page.get_by_text("Bob har lagret et annet svar.")).to_be_visible()
    expect(field(page, PARTNERS)).to_have_value("Nav og skolene")
    page.get_by_role("button", name="Lagre svaret mitt").click()
    expect(page.get_by_text("Svarene er lagret.")).to_be_visible()
    wait_until_nothing_is_kept(page)
    kept = report.changes.filter(question_id=PARTNERS).order_by("version")
    assert contents(kept) == [{"value": "Bare Nav"}, {"value": "Nav og skolene"}]


def test_a_login_that_runs_out_loses_nothing_and_the_next_person_finds_nothing(
    page: Page, log_in: LogIn, alice: User, bob: User, report: Submission
) -> None:
    log_in(page, alice)
    page.goto(f"{BASE}kommunikasjon/")
    page.context.clear_cookies(name="sessionid")
    field(page, PARTNERS).fill("Nav og skolene")
    field(page, PARTNERS).press("Tab")
    expect(of(page, PARTNERS, "status")).to_contain_text(
        "Du er logget ut. Det du har skrevet, er tatt vare på"
    )
    page.get_by_role("link", name="Logg inn igjen").click()
    page.wait_for_url("**/logg-inn/?next=*kommunikasjon*")

    log_in(page, bob)
    page.goto(f"{BASE}kommunikasjon/")
    expect(field(page, PARTNERS)).to_have_value("")
    page.wait_for_load_state("networkidle")
    assert not report.answers.exists()

    log_in(page, alice)
    page.goto(f"{BASE}kommunikasjon/")
    expect(of(page, PARTNERS, "status")).to_contain_text("Lagret kl.")
    assert report.answers.get().content == {"value": "Nav og skolene"}
    assert report.answers.get().saved_by == alice


def test_logging_out_takes_away_what_waits_and_asks_first(
    page: Page, log_in: LogIn, alice: User, report: Submission
) -> None:
    log_in(page, alice)
    page.goto(f"{BASE}henvendelser/")
    field(page, "enquiries.count").fill("mange")
    field(page, "enquiries.count").press("Tab")
    expect(of(page, "enquiries.count", "status")).to_contain_text("Ikke lagret.")
    page.goto(BASE)
    assert page.evaluate(KEPT) == 1
    asked: list[str] = []

    def agree(dialog: Dialog) -> None:
        asked.append(dialog.message)
        dialog.accept()

    page.on("dialog", agree)
    page.get_by_text("Alice").first.click()
    page.get_by_role("button", name="Logg ut").click()
    page.get_by_role("link", name="Logg inn").first.wait_for()
    assert page.evaluate(KEPT) == 0
    assert asked
    assert asked[0].startswith("Du har skrevet noe som ikke er lagret.")


def test_a_save_whose_answer_was_lost_is_not_taken_for_somebody_elses(
    page: Page, log_in: LogIn, alice: User, report: Submission
) -> None:
    log_in(page, alice)
    page.goto(f"{BASE}kommunikasjon/")
    page.evaluate(
        "() => { window.network = window.fetch;"
        " window.fetch = async (...all) => { await window.network(...all); throw new TypeError('cut'); }; }"
    )
    field(page, PARTNERS).fill("Nav")
    field(page, PARTNERS).press("Tab")
    expect(of(page, PARTNERS, "status")).to_contain_text("Vi får ikke kontakt")
    page.evaluate("() => { window.fetch = window.network; }")
    field(page, PARTNERS).fill("Nav og skolene")
    field(page, PARTNERS).press("Tab")
    expect(of(page, PARTNERS, "status")).to_contain_text("Lagret kl.")
    assert contents(report.changes.order_by("version")) == [{"value": "Nav"}, {"value": "Nav og skolene"}]


def test_pressed_twice_gone_back_and_loaded_again_it_is_sent_once(
    page: Page, log_in: LogIn, alice: User, report: Submission
) -> None:
    save_answers(submission=report, changes=ENOUGH, by=alice)
    log_in(page, alice)
    page.goto(f"{BASE}se-over/")
    page.get_by_role("button", name="Send inn rapporten").dblclick()
    expect(page.get_by_role("heading", level=1, name="Årsrapporten er sendt inn")).to_be_visible()
    page.reload()
    page.go_back()
    expect(page.get_by_role("heading", level=1, name="Årsrapporten er sendt inn")).to_be_visible()
    page.go_back()
    page.goto(f"{BASE}henvendelser/")
    expect(page.get_by_text("Rapporten er sendt inn").first).to_be_visible()
    assert report.versions.count() == 1
