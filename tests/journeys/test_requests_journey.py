"""Asking for a visit and answering it in a real browser, without a script; every page of it is accessible."""

import re
from collections.abc import Callable
from datetime import timedelta
from typing import TYPE_CHECKING
from uuid import uuid4

import pytest
from django.utils import timezone
from playwright.sync_api import expect

from frisklivsnett.activity import passing, requests
from frisklivsnett.activity.actions import Noted, note
from frisklivsnett.activity.models import Topic, VisitRequest
from frisklivsnett.activity.request_letters import token_of
from frisklivsnett.registry.models import Organisation, Role, User

if TYPE_CHECKING:
    from playwright.sync_api import Page

pytestmark = [pytest.mark.browser, pytest.mark.usefixtures("demo_data")]

NewPage = Callable[..., "Page"]
LogIn = Callable[["Page", User], None]
Check = Callable[["Page"], None]


def somebody(slug: str) -> User:
    return Role.objects.filter(organisation__slug=slug).order_by("pk")[0].user


def test_a_visit_is_asked_for_confirmed_and_agreed_on_without_a_script(
    new_page: NewPage, log_in: LogIn
) -> None:
    page = new_page(width=375, javascript=False)
    page.goto("/be-om-besok/?sentral=tana")
    page.get_by_label("Hvor kommer dere fra?").fill("Senja kommune")
    page.get_by_label("Navn").fill("Kim Eksempel")
    page.get_by_label("E-postadresse på jobben").fill("kim@senja.example")
    page.get_by_role("button", name="Send forespørselen").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Sjekk e-posten din")
    found = VisitRequest.objects.get(email="kim@senja.example")
    page.goto(f"/be-om-besok/min/{token_of(found)}/")
    page.get_by_role("button", name="Bekreft forespørselen").click()
    expect(page.get_by_text("Tana har fått forespørselen")).to_be_visible()
    centre = new_page(width=375, javascript=False)
    log_in(centre, somebody("tana"))
    centre.goto("/foresporsler/")
    centre.get_by_role("link", name="Senja kommune").click()
    centre.get_by_label("Dag").first.fill((timezone.localdate() + timedelta(days=9)).isoformat())
    centre.get_by_label("Hvor?").first.fill("Rådhusveien 24")
    centre.get_by_role("button", name="Avtal besøket").click()
    expect(centre.get_by_text("Besøket er avtalt.")).to_be_visible()
    page.reload()
    with page.expect_download() as file:
        page.get_by_role("link", name="Legg i kalenderen").click()
    assert re.search(r"DTSTART;TZID=Europe/Oslo:\d{8}T100000", file.value.path().read_text("utf-8"))


@pytest.mark.parametrize(("language", "width"), [("nb", 1280), ("nn", 320)])
def test_the_pages_are_accessible(
    new_page: NewPage, log_in: LogIn, check_accessible: Check, language: str, width: int
) -> None:
    centre, other = (Organisation.objects.get(slug=slug) for slug in ("tana", "bodo"))
    asked = requests.Asked(
        organisation="Senja kommune", name="Kim", email=f"{language}@senja.example", centre=centre
    )
    found = requests.confirm(request=requests.ask(asked=asked, key=uuid4()))
    topics = (Topic.objects.filter(state="agreed")[0],)
    noted = Noted(starts_on=timezone.localdate(), title="Et spørsmål", topics=topics)
    theirs = note(centre=other, kind="enquiry", noted=noted, by=None)
    ours = note(centre=centre, kind="enquiry", noted=noted, by=None)
    passing.pass_on(entry=theirs, to=centre, by=None)
    everyone = new_page(width=width, locale=language)
    for address in ("/be-om-besok/", "/be-om-besok/sendt/", f"/be-om-besok/min/{token_of(found)}/"):
        visit(everyone, address, check_accessible, width)
    page = new_page(width=width, locale=language)
    log_in(page, somebody("tana"))
    for address in (
        "/foresporsler/",
        f"/foresporsler/tana/{found.pk}/",
        "/kompetanse/",
        f"/kompetanse/{topics[0].slug}/",
        "/kompetanse/tema/",
        "/kompetanse/sendt-videre/",
        "/aktivitet/tana/regneark/",
        f"/aktivitet/tana/{ours.pk}/send-videre/",
    ):
        visit(page, address, check_accessible, width)


def visit(page: "Page", address: str, check_accessible: Check, width: int) -> None:
    page.goto(address)
    for folded in page.locator("main details").all():
        folded.evaluate("(details) => { details.open = true }")
    check_accessible(page)
    assert page.evaluate("document.documentElement.scrollWidth") <= width
