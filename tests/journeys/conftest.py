"""The site, served, and a browser in front of it.

``page`` is a browser page at the served site; ``page.goto("/")`` works. The test fails if the page asks another host
for anything, if a script fails, or if the page breaks its own policy. ``check_accessible(page)`` asserts that axe-core
finds no violation of WCAG 2.1 A or AA. ``log_in(page, user)`` skips the login form. ``new_page(width=…,
javascript=…, locale=…)`` makes more pages. Mark the tests with ``pytest.mark.browser``.
"""

from collections.abc import Callable, Iterator
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

import pytest
from django.conf import settings
from django.contrib.staticfiles.handlers import StaticFilesHandlerMixin
from django.test import Client
from playwright.sync_api import expect
from pytest_django.live_server_helper import LiveServer
from tests.apps.conftest import alice, bob, charlie, registers, tana, the_round

from frisklivsnett.registry.models import User

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page, Request, Route

__all__ = ["alice", "bob", "charlie", "registers", "tana", "the_round"]

AXE_RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa"]
PATIENCE = 60_000
"""Milliseconds to wait for something on a page before it counts as missing: a loaded machine is slow."""
expect.set_options(timeout=PATIENCE)

NewPage = Callable[..., "Page"]


class Watch:
    """Notes what no page may do: ask another host, fail in a script, break the Content-Security-Policy."""

    def __init__(self, host: str) -> None:
        self.host = host
        self.troubles: list[str] = []

    def let_through(self, route: "Route", request: "Request") -> None:
        """Stop a request to another host before it leaves, and note it."""
        address = urlsplit(request.url)
        if address.scheme in ("data", "blob", "about") or address.netloc == self.host:
            route.continue_()
            return
        self.troubles.append(f"asked another host: {request.url}")
        route.abort()

    def follow(self, page: "Page") -> None:
        page.on("pageerror", lambda error: self.troubles.append(f"a script failed on {page.url}: {error}"))
        page.on("console", lambda said: self._hear(page, said.type, said.text))

        page.on("response", lambda response: self._see(response.url, response.status))

    def _see(self, address: str, status: int) -> None:
        if status >= 400 and urlsplit(address).path.startswith(settings.STATIC_URL):
            self.troubles.append(
                f"{address} answered {status}: are the static files built? python3 run.py setup"
            )

    def _hear(self, page: "Page", kind: str, text: str) -> None:
        # A page that answers 404 or 422 on purpose is reported here too, and so is a network that a test has turned
        # off; the tests see to those themselves.
        expected = ("the server responded with a status of", "ERR_INTERNET_DISCONNECTED")
        if kind == "error" and not any(words in text for words in expected):
            self.troubles.append(f"on {page.url}: {text}")


@pytest.fixture(scope="session", autouse=True)
def static_files_as_in_production() -> Iterator[None]:
    """Let WhiteNoise serve the built files, under their immutable names; Django's test server steps aside."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(StaticFilesHandlerMixin, "_should_handle", lambda _handler, _path: False)
        yield


@pytest.fixture
def new_page(chromium: "Browser", live_server: LiveServer) -> Iterator[NewPage]:
    """A function that opens a page with a browser profile of its own."""
    watch = Watch(urlsplit(live_server.url).netloc)
    contexts = []

    def make(
        *,
        width: int = 1280,
        height: int = 900,
        javascript: bool = True,
        locale: str = "nb-NO",
        worker: bool = False,
    ) -> "Page":
        context = chromium.new_context(
            base_url=live_server.url,
            viewport={"width": width, "height": height},
            java_script_enabled=javascript,
            locale=locale,
            reduced_motion="reduce",
            # What a service worker asks for is not seen here, so only the journeys about it have one.
            service_workers="allow" if worker else "block",
        )
        contexts.append(context)
        context.route("**/*", watch.let_through)
        context.set_default_timeout(PATIENCE)
        page = context.new_page()
        watch.follow(page)
        return page

    yield make
    for context in contexts:
        context.close()
    assert not watch.troubles, "\n".join(watch.troubles)


@pytest.fixture
def page(new_page: NewPage) -> "Page":
    """A page 1280 pixels wide, with JavaScript, whose browser wishes for bokmål."""
    return new_page()


@pytest.fixture
def log_in(live_server: LiveServer) -> Callable[["Page", User], None]:
    """A function that logs a page's browser in as a user, without the form."""

    def do(page: "Page", user: User) -> None:
        client = Client()
        client.force_login(user)
        session = client.cookies[settings.SESSION_COOKIE_NAME].value
        page.context.add_cookies(
            [{"name": settings.SESSION_COOKIE_NAME, "value": session, "url": live_server.url}]
        )

    return do


@pytest.fixture
def check_accessible(axe_script: str) -> Callable[["Page"], None]:
    """A function that asserts that axe-core finds nothing on the page, and that it does not scroll sideways."""

    def check(page: "Page") -> None:
        page.evaluate(axe_script)
        found: list[dict[str, Any]] = page.evaluate(
            "(rules) => axe.run(document, {runOnly: {type: 'tag', values: rules}}).then((result) => result.violations)",
            AXE_RULES,
        )
        assert not found, f"{page.url}\n" + "\n".join(_in_words(violation) for violation in found)
        wide, room = page.evaluate(
            "[document.documentElement.scrollWidth, document.documentElement.clientWidth]"
        )
        assert wide <= room, f"{page.url} is {wide} pixels wide, and has room for {room}"

    return check


def _in_words(violation: dict[str, Any]) -> str:
    places = "\n".join(f"    {node['html'][:200]}" for node in violation["nodes"])
    return f"  {violation['id']}: {violation['help']}\n{places}"
