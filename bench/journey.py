"""A visit noted on a phone, from opening the log until «Lagret.»: how many taps and how many seconds.

Base: the demo's own server, and a real Chromium of a phone's size (375 × 667). The person is as quick as somebody who
knows what to write: 200 ms for each key, and a second for each tap, with finding what to tap. Nothing is added for
thinking.
"""

from functools import cache
from time import perf_counter, sleep
from typing import TYPE_CHECKING

from bench.harness import figure
from bench.site import HOST, chromium, port
from bench.web import writer

if TYPE_CHECKING:
    from playwright.sync_api import BrowserContext, Locator

WORDS = "Hospitering, 4 fra Senja, i går"
KEY_MS, TAP_SECONDS = 200, 1.0


@figure("visit_taps", unit="", at_most=3)
def visit_taps() -> float:
    """Taps to note a visit on a phone, besides the words: «Hospitering, 4 fra Senja, i går»."""
    return noted_visit()[0]


@figure("visit_s", unit="s", at_most=20)
def visit_seconds() -> float:
    """Seconds of the same from opening the log until it is saved: 31 keys of 200 ms, a second a tap, and our time."""
    return noted_visit()[1]


@figure("visit_waiting_s", unit="s")
def visit_waiting() -> float:
    """What of it is not the person's: three pages fetched, read by the browser and ready."""
    taps, seconds = noted_visit()
    return seconds - taps * TAP_SECONDS - len(WORDS) * KEY_MS / 1000


@cache
def noted_visit() -> tuple[int, float]:
    """Return the taps, and the seconds."""
    from playwright.sync_api import sync_playwright

    session = writer("Tana").cookies["sessionid"]
    with sync_playwright() as playwright, chromium(playwright) as browser:
        phone = browser.new_context(
            base_url=f"http://{HOST}:{port()}",
            locale="nb-NO",
            viewport={"width": 375, "height": 667},
            has_touch=True,
            is_mobile=True,
        )
        phone.add_cookies([{"name": "sessionid", "value": session, "url": f"http://{HOST}:{port()}"}])
        return note_visit(phone)


def note_visit(phone: "BrowserContext") -> tuple[int, float]:
    page, taps = phone.new_page(), 0

    def tap(what: "Locator") -> None:
        nonlocal taps
        taps += 1
        sleep(TAP_SECONDS)
        what.tap()

    began = perf_counter()
    page.goto("/aktivitet/tana/")
    tap(page.get_by_label("Hva har skjedd?"))
    page.keyboard.type(WORDS, delay=KEY_MS)
    tap(page.get_by_role("button", name="Noter"))
    page.get_by_label("Slik forsto vi det").get_by_text("4 personer").wait_for()
    tap(page.get_by_role("button", name="Lagre"))
    page.get_by_text("Lagret.").wait_for()
    return taps, perf_counter() - began
