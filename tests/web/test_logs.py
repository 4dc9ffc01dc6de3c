"""The running program's log: who by number, what and how long; never a name, an address or an answer."""

import json
import logging
import logging.config
import re
from collections.abc import Iterator

import pytest
from django.http import HttpRequest, HttpResponse
from django.test import Client, override_settings
from django.urls import include, path

from frisklivsnett.registry.models import User
from frisklivsnett.web import errors, urls
from frisklivsnett.web.logs import JsonLine, Line, configuration


def breaks(request: HttpRequest) -> HttpResponse:
    raise ValueError(f"the answer was {request.POST.get('svar')} from alice@tana.example")


urlpatterns = [path("", include((urls.areas, "web"))), path("breaks/", breaks)]
handler500 = errors.server_error


class Kept(logging.Handler):
    def __init__(self, formatter: logging.Formatter) -> None:
        super().__init__()
        self.setFormatter(formatter)
        self.lines: list[str] = []

    def emit(self, record: logging.LogRecord) -> None:
        self.lines.append(self.format(record))


@pytest.fixture(params=[JsonLine, Line])
def kept(request: pytest.FixtureRequest) -> Iterator[Kept]:
    handler = Kept(request.param())
    loggers = [logging.getLogger("frisklivsnett.request"), logging.getLogger("django.request")]
    before = [(logger.level, logger.handlers[:]) for logger in loggers]
    for logger in loggers:
        logger.setLevel("INFO")
        logger.handlers = [handler]
    with override_settings(ROOT_URLCONF=__name__):
        yield handler
    for logger, (level, handlers) in zip(loggers, before, strict=True):
        logger.setLevel(level)
        logger.handlers = handlers


def test_a_request_is_a_line_with_the_number_of_who_asked(kept: Kept, alice: User) -> None:
    client = Client()
    client.force_login(alice)
    response = client.get("/?hemmelig=1", headers={"X-Request-ID": "from-the-proxy"})
    (line,) = kept.lines
    assert response.headers["X-Request-ID"] == "from-the-proxy"
    assert not re.search("hemmelig|alice|Alice|tana.example", line)
    if line.startswith("{"):
        told = json.loads(line)
        assert told["ms"] > 0
        assert {name: told[name] for name in ("method", "path", "route", "status", "user", "request")} == {
            "method": "GET",
            "path": "/",
            "route": "web:front",
            "status": 200,
            "user": alice.pk,
            "request": "from-the-proxy",
        }
    else:
        assert f"status=200 ms={line.rpartition('ms=')[2]}" in line
        assert f"user={alice.pk}" in line


def test_a_fault_is_told_by_kind_and_place_without_what_was_typed_and_its_page_has_the_reference(
    kept: Kept, db: None
) -> None:
    response = Client(raise_request_exception=False).post("/breaks/", {"svar": "vi er for få"})
    reference = response.headers["X-Request-ID"]
    assert re.fullmatch("[0-9a-f]{12}", reference)
    assert f"referanse {reference}" in response.content.decode()
    fault = next(line for line in kept.lines if "ValueError" in line)
    assert reference in fault
    assert f"{__name__.rpartition('.')[2]}.py" in fault
    assert " breaks" in fault
    assert not re.search("vi er for få|alice|example", "".join(kept.lines))


@pytest.mark.parametrize("given", ["short", "x" * 65, "new\nline-in-it", "<script>alert"])
def test_a_name_that_would_spoil_the_log_is_not_taken_from_outside(given: str, db: None) -> None:
    named = Client().get("/status/lever/", headers={"X-Request-ID": given}).headers["X-Request-ID"]
    assert re.fullmatch("[0-9a-f]{12}", named)


def test_the_machines_that_look_after_the_program_do_not_fill_the_log(kept: Kept, db: None) -> None:
    Client().get("/status/klar/")
    assert kept.lines == []


def test_the_link_of_whoever_asked_for_a_visit_is_in_no_line(kept: Kept, db: None) -> None:
    token = "9f3d2c1b0a.its-signature"
    assert Client().get(f"/be-om-besok/min/{token}/").status_code == 404
    assert len(kept.lines) == 2  # ours, and Django's «Not Found»
    assert all("/be-om-besok/min/…/" in line for line in kept.lines)
    assert token not in "".join(kept.lines)


def test_an_email_address_in_an_address_is_covered(kept: Kept, db: None) -> None:
    Client().get("/folk/kari@tana.example/")
    assert "kari" not in "".join(kept.lines)


def test_however_long_an_address_is_a_short_line_is_written_at_once(kept: Kept, db: None) -> None:
    # Looked for from every letter, an e-mail address in this takes half an hour.
    Client().get("/" + "a" * 400_000)
    assert max(map(len, kept.lines)) < 5000


def test_an_email_address_in_a_message_is_covered_and_a_line_stays_a_line() -> None:
    record = logging.LogRecord("x", logging.INFO, "", 0, "Bad: %s", ("kari@tana.example\nand more",), None)
    assert json.loads(JsonLine().format(record))["message"] == "Bad: …@… and more"
    assert "\n" not in Line().format(record)


@pytest.mark.parametrize("kind", ["json", "text"])
def test_the_configuration_is_one_that_python_takes(kind: str) -> None:
    made = configuration(kind)
    assert made["formatters"]["line"]["()"].startswith("frisklivsnett.web.logs.")
    logging.config.DictConfigurator(made)
