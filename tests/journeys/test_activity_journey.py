"""A visit noted on a phone: in how many taps; and without network, with a login that has run out meanwhile."""

from collections.abc import Callable

import pytest
from django.utils import timezone
from playwright.sync_api import Locator, Page, expect

from frisklivsnett.activity.actions import Noted, note
from frisklivsnett.activity.models import Entry
from frisklivsnett.registry.models import Organisation, User

pytestmark = pytest.mark.browser

NewPage = Callable[..., Page]
LogIn = Callable[[Page, User], None]
Check = Callable[[Page], None]
LOG = "/aktivitet/tana/"
MOST_TAPS = 3
WORDS = "Hospitering, 4 fra Senja, i går"
KEPT = """(name) => new Promise((done) => {
  const opened = indexedDB.open("frisklivsnett-log");
  opened.onsuccess = () => {
    const read = opened.result.transaction(name).objectStore(name).getAll();
    read.onsuccess = () => { opened.result.close(); done(read.result); };
  };
})"""


def test_a_visit_takes_three_taps_beyond_the_words(
    new_page: NewPage, log_in: LogIn, check_accessible: Check, alice: User
) -> None:
    page = new_page(width=375, height=667)
    taps: list[str] = []

    def tap(what: Locator) -> None:
        expect(what).to_be_in_viewport()
        taps.append(str(what))
        what.click()

    log_in(page, alice)
    page.goto("/")
    page.goto(LOG)
    check_accessible(page)
    tap(page.get_by_label("Hva har skjedd?"))
    page.keyboard.type(WORDS)
    tap(page.get_by_role("button", name="Noter"))
    expect(page.get_by_label("Slik forsto vi det").get_by_text("4 personer")).to_be_visible()
    check_accessible(page)
    tap(page.get_by_role("button", name="Lagre"))
    expect(page.get_by_text("Lagret.")).to_be_visible()
    entry = Entry.objects.get()
    assert (entry.kind, entry.people, entry.source) == ("visit", 4, "quick")
    assert [place.name for place in entry.places.all()] == ["Senja"]
    assert len(taps) <= MOST_TAPS, taps

    check_accessible(page)
    page.get_by_role("link", name="Hospitering").last.click()
    expect(page.get_by_role("heading", name="Vedlegg")).to_be_visible()
    check_accessible(page)


def test_places_are_chosen_by_keyboard_and_boxes_tell_what_is_ticked(
    new_page: NewPage, log_in: LogIn, check_accessible: Check, alice: User
) -> None:
    page = new_page(width=320, height=700)
    log_in(page, alice)
    page.goto(f"{LOG}ny/hospitering/")
    places = page.get_by_role("combobox")
    places.press_sequentially("deatn")
    expect(page.get_by_role("option").first).to_contain_text("Tana")
    check_accessible(page)
    places.press("ArrowDown")
    places.press("Enter")
    expect(places).to_have_value("Tana")
    group = page.locator("[data-folded]", has_text="Hvem kom?")
    group.locator("summary").click()
    page.get_by_label("Frisklivssentraler").check()
    group.locator("summary").click()
    expect(group.locator("summary")).to_contain_text("Frisklivssentraler")
    page.get_by_role("button", name="Lagre").click()
    expect(page.get_by_text("Lagret.")).to_be_visible()
    page.get_by_role("button", name="Angre").click()
    expect(page.get_by_text("Lagt i papirkurven.")).to_be_visible()


def test_what_is_written_without_network_is_locked_to_the_person_seen_and_sent_once(
    new_page: NewPage, log_in: LogIn, check_accessible: Check, alice: User, bob: User
) -> None:
    tana = Organisation.objects.get(slug="tana")
    before = note(centre=tana, kind="visit", noted=Noted(timezone.localdate(), title="Oppstart"), by=alice)
    page = new_page(width=375, height=667, worker=True)
    log_in(page, alice)
    page.goto(f"{LOG}{before.pk}/endre/")
    page.evaluate("navigator.serviceWorker.ready.then(() => true)")
    page.wait_for_function("navigator.serviceWorker.controller !== null")
    page.wait_for_function("sealing.own().then((keys) => Boolean(keys?.opener))")
    page.context.set_offline(True)

    page.get_by_label("Hva handlet besøket om?").fill("Finansiering")
    page.get_by_role("button", name="Lagre").click()
    expect(page.get_by_text("1 venter på nett.")).to_be_visible()
    page.goto("/aktivitet/rask/?sprak=nb")
    page.get_by_label("Hva har skjedd?").fill(WORDS)
    page.get_by_role("button", name="Noter").click()
    expect(page.get_by_text("2 venter på nett.")).to_be_visible()
    expect(page.get_by_text(WORDS, exact=True)).to_be_visible()
    check_accessible(page)
    assert Entry.objects.get().title == "Oppstart"

    page.context.clear_cookies(name="sessionid")
    page.context.set_offline(False)
    page.reload()
    expect(page.get_by_role("link", name="Logg inn")).to_be_visible()
    expect(page.get_by_text(WORDS, exact=True)).to_have_count(0)
    log_in(page, bob)
    page.goto(LOG)
    expect(page.get_by_text("2 notater er låst på denne telefonen")).to_be_visible()
    kept = page.evaluate(f"""({KEPT})("notes").then((notes) => notes.map((note) =>
        JSON.stringify(note) + String.fromCharCode(...new Uint8Array(note.sealed))).join())""")
    assert kept
    assert "Senja" not in kept
    assert Entry.objects.count() == 1

    log_in(page, alice)
    page.goto(LOG)
    expect(page.get_by_text("2 som ventet, er sendt.")).to_be_visible()
    expect(page.locator(".entries__link")).to_have_count(2)
    assert {entry.title for entry in Entry.objects.all()} == {"Finansiering", ""}
    page.reload()
    expect(page.get_by_text("venter på nett")).to_have_count(0)
    page.get_by_text("Meg", exact=True).click()
    page.get_by_role("button", name="Logg ut").click()
    expect(page.get_by_role("link", name="Logg inn").first).to_be_visible()
    assert page.evaluate(f"({KEPT})('keys')") == []
