"""The log beside the questions, the year and the country in a real browser: on a phone, and without a script too."""

from collections.abc import Callable
from typing import TYPE_CHECKING

import pytest
from playwright.sync_api import expect

from frisklivsnett.registry.models import Role, User

if TYPE_CHECKING:
    from playwright.sync_api import Page

pytestmark = [pytest.mark.browser, pytest.mark.usefixtures("demo_data")]

NewPage = Callable[..., "Page"]
LogIn = Callable[["Page", User], None]
Check = Callable[["Page"], None]


def somebody(slug: str) -> User:
    return Role.objects.filter(organisation__slug=slug).order_by("pk")[0].user


@pytest.mark.parametrize(("language", "width"), [("nb", 1280), ("nn", 320)])
def test_the_pages_are_accessible(
    new_page: NewPage, log_in: LogIn, check_accessible: Check, language: str, width: int
) -> None:
    for slug, addresses in {
        "tana": (
            "/aktivitet/tana/aar/2024/",
            "/runder/2025/tana/henvendelser/",
            "/runder/2025/tana/fra-loggen/sporsmal-3/",
        ),
        "helsedirektoratet": ("/runder/2024/fra-loggen/",),
    }.items():
        page = new_page(width=width, locale=language)
        log_in(page, somebody(slug))
        for address in addresses:
            page.goto(address)
            for folded in page.locator("main details").all():
                folded.evaluate("(details) => { details.open = true }")
            check_accessible(page)
            assert page.evaluate("document.documentElement.scrollWidth") <= width


@pytest.mark.parametrize("javascript", [True, False])
def test_one_tap_uses_what_the_log_says(new_page: NewPage, log_in: LogIn, javascript: bool) -> None:
    page = new_page(width=375, javascript=javascript)
    log_in(page, somebody("tana"))
    page.goto("/runder/2025/tana/henvendelser/")
    page.locator("[name='hosting.people']").fill("9")
    page.get_by_role("button", name="Bruk 14").click()
    number = page.locator("[name='enquiries.count']")
    expect(number).to_have_value("14")
    expect(page.locator("[name='hosting.people']")).to_have_value("9")
    beside = page.locator("[data-question='enquiries.count'] [data-logged]")
    expect(beside).to_contain_text("Som i loggen: 14 henvendelser.")
