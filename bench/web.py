"""The form in the browser: how quick its pages and saves are, and how much travels.

Base: the demo's database on SQLite, served by the demo's own command (granian, two processes with two threads) on the
same machine as the clients. «The form page» is all seven sections of the annual report in turn, for a leader who is
logged in and has answered every question.
"""

import json
import re
from collections.abc import Callable, Iterator
from functools import cache
from itertools import cycle, islice
from statistics import median
from threading import Thread
from time import perf_counter
from typing import TYPE_CHECKING, Any

from bench.harness import ROOT, at_end, figure
from bench.site import HOST, Browser, chromium, port
from frisklivsnett.core.forms import Form, Question, QuestionType, Section, approximate_field, read_form

if TYPE_CHECKING:
    from playwright.sync_api import BrowserContext

CENTRES = {"Tana": "tana", "Harstad": "harstad", "Bodø": "bodo", "Modum": "modum"}
"""The centres that answer at once, by name and address."""

SECONDS = 8.0
"""How long a rate is measured."""


# --- time and rate ---


@figure("form_page_median_ms", unit="ms", at_most=15)
def form_page_median() -> float:
    """One section page from request to last byte, one at a time over a connection that stays open; median of 350."""
    browser = writer("Tana")
    spent = []
    for address in islice(cycle(section_addresses("tana")), 350):
        start = perf_counter()
        browser.get(address)
        spent.append(perf_counter() - start)
    return median(spent) * 1000


@figure("form_pages_per_s", unit="1/s", at_least=300)
def form_pages_per_s() -> float:
    """Section pages in a second, asked for by four people without a pause for 8 s; the client's own work included."""

    def read(browser: Browser, centre: str) -> Iterator[None]:
        for address in cycle(section_addresses(centre)):
            browser.get(address)
            yield

    return rate(read, people=4)


@figure("save_median_ms", unit="ms", at_most=15)
def save_median() -> float:
    """One changed answer saved as the script does it, until «Lagret» is there (and the disk has it); median of 300."""
    browser, form = writer("Tana"), annual_report()
    questions = list(islice(cycle(form.questions), 300))
    versions = {question.id: 0 for question in questions}
    for section in form.sections:
        versions |= seen_on(browser.get(f"/runder/2025/tana/{section.slug}/").body.decode())
    spent = []
    for turn, question in enumerate(questions):
        fields = answer_to(question, turn // 19 + 1) | {f"{question.id}.seen": [str(versions[question.id])]}
        start = perf_counter()
        told = browser.post("/runder/2025/tana/lagre/", fields, expect=200)
        spent.append(perf_counter() - start)
        versions[question.id] = json.loads(told.body)["version"]
    return median(spent) * 1000


@figure("together_median_ms", unit="ms", at_most=10)
def together_median() -> float:
    """What an open page asks every few seconds (who is where, what is new), from a new field each time, so that each
    writes; median of 300.
    """
    browser, spent = writer("Tana"), []
    for question in islice(cycle(annual_report().sections[0].questions), 300):
        start = perf_counter()
        ask_together(browser, "tana", question.id)
        spent.append(perf_counter() - start)
    return median(spent) * 1000


@figure("together_bytes", unit="B", at_most=1000)
def together_bytes() -> float:
    """The answer to it, without heads, when nothing has been saved."""
    return len(ask_together(writer("Tana"), "tana", "hosting.people"))


@figure("submissions_per_s", unit="1/s", at_least=20)
def submissions_per_s() -> float:
    """Whole submissions in a second by two centres at once for 8 s: seven sections with 19 new answers posted, the
    review read, sent, and opened again for the next; 10 requests, 9 of which write.
    """

    def submit(browser: Browser, centre: str) -> Iterator[None]:
        versions = all_seen(browser, centre)
        for turn in cycle(range(1, 100)):
            post_sections(browser, centre, turn, versions)
            send(browser, centre)
            browser.post(f"/runder/2025/{centre}/apne/", {}, expect=302)
            yield

    return rate(submit, people=2)


@figure("whole_journeys_per_s", unit="1/s")
def whole_journeys_per_s() -> float:
    """The same with every page that one sees on the way (front, sections, review, receipt); 19 requests."""

    def walk(browser: Browser, centre: str) -> Iterator[None]:
        base = f"/runder/2025/{centre}/"
        for turn in cycle(range(1, 100)):
            browser.get(base)
            for section in annual_report().sections:
                versions = seen_on(browser.get(f"{base}{section.slug}/").body.decode())
                post_section(browser, centre, section, turn, versions)
            send(browser, centre)
            browser.get(f"{base}kvittering/")
            browser.post(f"{base}apne/", {}, expect=302)
            yield

    return rate(walk, people=2)


def rate(work: Callable[[Browser, str], Iterator[None]], people: int) -> float:
    """Return how many times in a second so many people get through ``work``, which yields after each."""
    done: list[int] = []
    failed: list[Exception] = []
    writers = [(writer(name), slug) for name, slug in islice(CENTRES.items(), people)]
    start = perf_counter()

    def go(browser: Browser, centre: str) -> None:
        try:
            for number, _ in enumerate(work(browser, centre), 1):
                if perf_counter() - start > SECONDS:
                    done.append(number)
                    return
        except Exception as error:  # noqa: BLE001 - told below: a figure without it would be wrong
            failed.append(error)

    threads = [Thread(target=go, args=each) for each in writers]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    if failed:
        raise failed[0]
    return sum(done) / (perf_counter() - start)


# --- what travels ---


@figure("form_page_cold_kb", unit="kB", at_most=100)
def form_page_cold() -> float:
    """All that a real Chromium fetches for a section page with an empty cache, icon included; the largest of seven."""
    return max(visit.kilobytes for visit in visits().cold)


@figure("form_page_warm_kb", unit="kB", at_most=10)
def form_page_warm() -> float:
    """The same when styles, script and font are in the cache, as from the second page on; the largest of seven."""
    return max(visit.kilobytes for visit in visits().warm)


@figure("form_page_requests", unit="", at_most=10)
def form_page_requests() -> float:
    """How many requests the page takes with an empty cache, icon included; the most of seven."""
    return max(visit.requests for visit in visits().cold)


class Visit:
    """What a visit to a page cost: requests that left the browser, and bytes that came with heads and bodies."""

    def __init__(self) -> None:
        self.requests, self.bytes = 0, 0.0

    @property
    def kilobytes(self) -> float:
        return self.bytes / 1000


class Visits:
    """Every section visited with an empty cache, and again with a full one."""

    def __init__(self) -> None:
        self.cold: list[Visit] = []
        self.warm: list[Visit] = []


@cache
def visits() -> Visits:
    from playwright.sync_api import sync_playwright

    visited, session = Visits(), writer("Tana").cookies
    with sync_playwright() as playwright, chromium(playwright) as browser:
        for address in section_addresses("tana"):
            context = browser.new_context(
                base_url=f"http://{HOST}:{port()}", locale="nb-NO", service_workers="block"
            )
            context.add_cookies(
                [{"name": "sessionid", "value": session["sessionid"], "url": f"http://{HOST}:{port()}"}]
            )
            visited.cold.append(visit(context, address))
            visited.warm.append(visit(context, address))
            context.close()
    return visited


def visit(context: "BrowserContext", address: str) -> Visit:
    counted, page = Visit(), context.new_page()
    network = context.new_cdp_session(page)
    network.send("Network.enable")

    def finished(event: dict[str, Any]) -> None:
        if event["encodedDataLength"]:  # what comes from the cache costs nothing
            counted.requests += 1
            counted.bytes += event["encodedDataLength"]

    network.on("Network.loadingFinished", finished)
    page.goto(address, wait_until="networkidle")
    # Without a window Chromium asks for no icon, so it is asked for here.
    page.evaluate("fetch(document.querySelector('link[rel=icon]').href).then((icon) => icon.text())")
    page.close()
    return counted


# --- a person, and what they answer ---


@cache
def writer(centre: str) -> Browser:
    """A leader who is logged in and has answered everything."""
    browser, slug = Browser(), CENTRES[centre]
    at_end.callback(browser.socket.close)
    browser.log_in(centre)
    post_sections(browser, slug, 0, all_seen(browser, slug))
    for address in section_addresses(slug):
        browser.get(address)
    return browser


@cache
def annual_report() -> Form:
    """The form of the demo's open round."""
    path = ROOT / "src/frisklivsnett/data/forms/annual-report-1.json"
    return read_form(json.loads(path.read_text("utf-8")))


def section_addresses(centre: str) -> list[str]:
    return [f"/runder/2025/{centre}/{section.slug}/" for section in annual_report().sections]


def post_sections(browser: Browser, centre: str, turn: int, versions: dict[str, int]) -> None:
    for section in annual_report().sections:
        post_section(browser, centre, section, turn, versions)


def post_section(
    browser: Browser, centre: str, section: Section, turn: int, versions: dict[str, int]
) -> None:
    """Answer a section anew, and count the versions up as the server does."""
    fields: dict[str, list[str]] = {"videre": ["frem"]}
    for question in section.questions:
        fields |= answer_to(question, turn) | {f"{question.id}.seen": [str(versions[question.id])]}
        versions[question.id] += 1
    browser.post(f"/runder/2025/{centre}/{section.slug}/", fields, expect=302)


def send(browser: Browser, centre: str) -> None:
    """Look over and send, and make sure that it led to the receipt."""
    review = browser.get(f"/runder/2025/{centre}/se-over/").body.decode()
    seen = review.partition('name="sett" value="')[2].partition('"')[0]
    sent = browser.post(f"/runder/2025/{centre}/send-inn/", {"sett": [seen]}, expect=302)
    if not sent.location.endswith("/kvittering/"):
        raise RuntimeError(f"The report was not sent: {sent.location}")


def answer_to(question: Question, turn: int) -> dict[str, list[str]]:
    """Return the fields of an answer that differs from the one of the turn before."""
    match question.type:
        case QuestionType.INTEGER:
            return {question.id: [str(12 + turn)], approximate_field(question): ["1"]}
        case QuestionType.MULTIPLE:
            plain = [option.code for option in question.options if not (option.exclusive or option.specify)]
            return {question.id: plain[turn % 2 :: 2]}
    return {question.id: [f"Samtale nummer {turn}: kurs, veiledning og nettverk.\nLokaler og utstyr."]}


def ask_together(browser: Browser, centre: str, question_id: str) -> bytes:
    """Ask as the page of the first section does, with all that has been saved already seen."""
    address = f"/runder/2025/{centre}/"
    section = annual_report().sections[0].slug
    if address not in seen_changes:
        page = browser.get(f"{address}{section}/").body.decode()
        seen_changes[address] = re.findall(r'data-after="(\d+)"', page)[0]
    fields = {"del": [section], "felt": [question_id], "etter": [seen_changes[address]]}
    return browser.post(f"{address}sammen/", fields, expect=200).body


seen_changes: dict[str, str] = {}


def all_seen(browser: Browser, centre: str) -> dict[str, int]:
    versions: dict[str, int] = {}
    for address in section_addresses(centre):
        versions |= seen_on(browser.get(address).body.decode())
    return versions


def seen_on(page: str) -> dict[str, int]:
    """Return the versions that a page was made from."""
    return {id_: int(version) for id_, version in re.findall(r'name="([\w.]+)\.seen" value="(\d+)"', page)}
