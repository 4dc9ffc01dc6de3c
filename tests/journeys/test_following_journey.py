"""The life of a report in a real browser: read, commented, returned, mended by keyboard, approved; and accessible."""

from collections.abc import Callable
from typing import TYPE_CHECKING

import pytest

from frisklivsnett.collection.models import Submission
from frisklivsnett.registry.models import Role, User

if TYPE_CHECKING:
    from playwright.sync_api import Page

pytestmark = [pytest.mark.browser, pytest.mark.usefixtures("demo_data")]

NewPage = Callable[..., "Page"]
LogIn = Callable[["Page", User], None]
Check = Callable[["Page"], None]

READ = "/runder/2025/askoy/lesing/"
ADVISERS = [
    "/",
    "/runder/",
    "/runder/2025/",
    "/runder/ny/",
    "/runder/2025/endre/",
    "/oppfolging/",
    "/runder/2025/drammen/lesing/",
    "/runder/2025/stavanger/lesing/",
    "/runder/2025/tana/lesing/",
]
CENTRES = [
    "/",
    "/runder/2025/alstahaug/",
    "/runder/2025/alstahaug/rett/",
    "/runder/2025/alstahaug/henvendelser/",
]


def of(slug: str) -> User:
    return Role.objects.filter(organisation__slug=slug)[0].user


@pytest.mark.parametrize(("language", "width"), [("nn", 320), ("en", 1280)])
def test_the_pages_of_a_reports_life_are_accessible(
    new_page: NewPage, log_in: LogIn, check_accessible: Check, language: str, width: int
) -> None:
    for slug, addresses in (("helsedirektoratet", ADVISERS), ("alstahaug", CENTRES)):
        page = new_page(width=width, locale=language)
        log_in(page, of(slug))
        for address in addresses:
            page.goto(address)
            for folded in page.locator("main details").all():
                folded.evaluate("(details) => { details.open = true }")
            check_accessible(page)


def test_a_report_is_returned_mended_and_approved_without_a_script_and_by_keyboard(
    new_page: NewPage, log_in: LogIn
) -> None:
    adviser = new_page(javascript=False)
    log_in(adviser, of("helsedirektoratet"))
    adviser.goto(READ)
    question = adviser.locator("[id='svar-hosting.people']")
    question.get_by_text("Kommenter til sentralen").press("Enter")
    question.get_by_label("Hva skal rettes eller utdypes?").fill("Er alle telt med?")
    question.get_by_role("button", name="Lagre kommentaren").press("Enter")
    adviser.get_by_label("Melding til sentralen").fill("Se på kommentaren.")
    adviser.get_by_role("button", name="Returner rapporten").press("Enter")
    adviser.get_by_text("Rapporten er returnert til Askøy").wait_for()

    lead = new_page(javascript=False)
    log_in(lead, of("askoy"))
    lead.goto("/runder/2025/askoy/")
    lead.get_by_role("link", name="Gå gjennom kommentarene").press("Enter")
    lead.get_by_label("Svar til rådgiveren").fill("Ja.")
    lead.get_by_role("button", name="Merk som sett på").press("Enter")
    lead.get_by_role("link", name="Se over og send inn").last.press("Enter")
    lead.get_by_role("button", name="Send inn rapporten").press("Enter")
    lead.get_by_role("heading", name="Årsrapporten er sendt inn").wait_for()

    adviser.goto(READ)
    adviser.get_by_text("Sett på av sentralen").wait_for()
    adviser.get_by_role("button", name="Godkjenn versjon 2").press("Enter")
    adviser.get_by_text("Rapporten fra Askøy er godkjent.").wait_for()
    assert Submission.objects.get(round__report_year=2025, agreement__organisation__slug="askoy").is_approved
