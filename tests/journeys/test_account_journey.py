"""Getting in with a real browser: a passkey made and used (Chromium's virtual authenticator), and the pages."""

from collections.abc import Callable
from datetime import date
from typing import TYPE_CHECKING

import pytest
from playwright.sync_api import expect

from frisklivsnett.accounts.invitations import invite
from frisklivsnett.accounts.models import Factor
from frisklivsnett.registry.actions import give_role
from frisklivsnett.registry.models import Organisation, User

if TYPE_CHECKING:
    from playwright.sync_api import Page

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
PASSWORD = "et langt passord"
AUTHENTICATOR = {
    "protocol": "ctap2",
    "transport": "internal",
    "hasResidentKey": True,
    "hasUserVerification": True,
    "isUserVerified": True,
    "automaticPresenceSimulation": True,
}


@pytest.fixture
def kari(registers: None) -> User:
    user = User.objects.create_user("kari@tana.example", PASSWORD, name="Kari Myhre")
    tana = Organisation.objects.get(slug="tana")
    give_role(user=user, organisation=tana, kind="lead", starts_on=date(2023, 1, 1), by=None)
    invite(email="ny@tana.example", name="Ny Nordmann", organisation=tana, kind="colleague", by=user)
    return user


def log_in(page: "Page") -> None:
    page.goto("/logg-inn/")
    page.get_by_label("E-postadresse").fill("kari@tana.example")
    page.get_by_label("Passord", exact=True).fill(PASSWORD)
    page.get_by_role("button", name="Logg inn", exact=True).click()


def log_out(page: "Page") -> None:
    page.get_by_text("Kari Myhre").first.click()
    page.get_by_role("button", name="Logg ut", exact=True).click()
    expect(page.get_by_text("Du er logget ut.")).to_be_visible()


def test_a_passkey_is_made_and_then_logs_in_alone_and_as_the_second_step(
    page: "Page", kari: User, check_accessible: Callable[["Page"], None]
) -> None:
    browser = page.context.new_cdp_session(page)
    browser.send("WebAuthn.enable")
    browser.send("WebAuthn.addVirtualAuthenticator", {"options": AUTHENTICATOR})
    log_in(page)
    page.goto("/konto/passnokkel/")
    check_accessible(page)
    page.get_by_label("Hva vil du kalle den?").fill("Jobbmaskinen")
    page.get_by_role("button", name="Lag passnøkkelen").click()
    expect(page.get_by_role("heading", name="Reservekodene dine")).to_be_visible()
    expect(page.locator(".codes li")).to_have_count(10)
    check_accessible(page)
    page.get_by_role("link", name="Jeg har tatt vare på dem").click()
    expect(page.get_by_text("Jobbmaskinen")).to_be_visible()
    log_out(page)

    page.goto("/logg-inn/?next=/om/")
    page.get_by_role("button", name="Logg inn med passnøkkel").click()
    page.wait_for_url(lambda address: address.endswith("/om/") and "?" not in address)
    assert Factor.objects.get(user=kari).used_at is not None
    log_out(page)

    log_in(page)
    expect(page.get_by_role("heading", name="Bekreft at det er deg")).to_be_visible()
    check_accessible(page)
    page.get_by_role("button", name="Bruk passnøkkel").click()
    page.wait_for_url(lambda address: "logg-inn" not in address)
    page.goto("/konto/")
    expect(page.get_by_text(", sist brukt")).to_be_visible()


def test_the_pages_can_be_read_by_everyone_on_a_phone_too(
    new_page: Callable[..., "Page"], kari: User, check_accessible: Callable[["Page"], None]
) -> None:
    page = new_page(width=320)
    for address in ("/logg-inn/", "/logg-inn/kode/", "/glemt-passord/", "/invitasjon/"):
        page.goto(address)
        check_accessible(page)
    log_in(page)
    page.wait_for_url(lambda address: "logg-inn" not in address)
    for address in (
        "/konto/",
        "/konto/navn/",
        "/konto/e-post/",
        "/konto/passord/",
        "/konto/app/",
        "/folk/tana/",
        "/folk/tana/inviter/",
        f"/folk/tana/fjern/?rolle={kari.roles.get().pk}",
    ):
        page.goto(address)
        check_accessible(page)
