"""Every address, visited as every kind of user: the table in registry/permissions.py decides who gets in, nothing else.

A new address needs a verb in ``ROUTES``, and, when it has parts that vary, an example of them in ``SAMPLES`` here.
"""

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any
from uuid import UUID

import pytest
from django.conf import settings as program
from django.contrib.auth.models import AnonymousUser
from django.db import transaction
from django.http import HttpResponse
from django.test import Client
from django.urls import URLPattern, URLResolver, get_resolver, reverse

from frisklivsnett.activity.models import Attachment, Entry, Import, Passing, Topic, VisitRequest
from frisklivsnett.activity.request_letters import token_of
from frisklivsnett.collection.actions import open_round, store_form
from frisklivsnett.collection.models import Comment, FollowUp, Moved, Submission, SubmissionVersion
from frisklivsnett.mailing.actions import enqueue_written
from frisklivsnett.mailing.models import Letter
from frisklivsnett.publication.models import PAGE, Edition, EditionFile
from frisklivsnett.publication.writing import save_text
from frisklivsnett.registry.actions import give_role, load_registers
from frisklivsnett.registry.models import Organisation, User
from frisklivsnett.registry.permissions import PUBLISHED, TABLE, may, may_reach
from frisklivsnett.registry.routes import ROUTES

COMMON: Mapping[str, object] = {
    "year": 2024,
    "centre_slug": "tana",
    "organisation_slug": "tana",
    "text_language": "nb",
    "template": "rapport",
}
"""What a part of an address is in the visits, by its name. The report visited is Tana's for 2024."""

SAMPLES: Mapping[str, Mapping[str, object]] = {
    "web:sign_on": {"provider": "idporten"},
    **{f"web:{name}_agreement": {"start": 2023} for name in ("extend", "end", "correct", "remove")},
    "web:sign_on_back": {"provider": "idporten"},
    **{
        f"web:{name}": {"entry_id": 1, "attachment_id": 1, "kind_slug": "hospitering"}
        for name in (
            "note",
            "entry",
            "change_entry",
            "bin_entry",
            "put_back",
            "attach",
            "attachment",
            "detach",
        )
    },
    **{
        f"web:{name}": {"number": 1, "token": token_of(VisitRequest(key=UUID(int=1))), "ending": "csv"}
        for name in (
            "centre_request",
            "own_request",
            "own_calendar",
            "confirm_import",
            "export_log",
            "answer_passing",
        )
    },
    "web:unplaced_request": {"number": 2},
    "web:pass_on": {"entry_id": 2},
    "web:topic": {"topic_slug": "sovn"},
    "web:section": {"section_slug": "henvendelser"},
    "web:answer_comment": {"comment": 1},
    "web:close_follow_up": {"mark": 1},
    "web:history": {"question_slug": "sporsmal-1"},
    "web:from_log": {"question_slug": "sporsmal-1"},
    "web:activity_year_file": {"ending": "docx"},
    "web:national_log_file": {"ending": "csv"},
    "web:question_results": {"question_slug": "sporsmal-1"},
    "web:question_csv": {"question_slug": "sporsmal-1"},
    "web:question_json": {"question_slug": "sporsmal-1"},
    "web:letter": {"letter_id": 1},
    "web:send_letter_again": {"letter_id": 1},
    "web:mailbox_letter": {"letter_id": 1},
    "web:letter_text": {"kind": "paminnelse"},
    "web:reset_letter_text": {"kind": "paminnelse"},
    "web:letter_version": {"kind": "paminnelse", "number": 0},
    "web:report_edition": {"number": 1},
    "web:report_version": {"number": 1},
    "web:restore_report": {"number": 1},
    "web:report_file": {"file_name": "rapport-2024-nb.pdf"},
}
"""The same for one address, when it has parts besides: by the address's name."""

FORM = Path(__file__).parents[2] / "src/frisklivsnett/data/forms/annual-report-1.json"
WHEN = datetime(2025, 3, 10, 9, tzinfo=UTC)
PEOPLE: Mapping[str, tuple[str, str] | None] = {
    "of the centre": ("tana", "lead"),
    "of another centre": ("bodo", "lead"),
    "the coordinator": ("stavanger", "lead"),
    "governor of the county": ("statsforvalteren-i-troms-og-finnmark", "reader"),
    "governor of another county": ("statsforvalteren-i-agder", "reader"),
    "council of the county": ("finnmark-fylkeskommune", "reader"),
    "council of another county": ("troms-fylkeskommune", "reader"),
    "the Directorate": ("helsedirektoratet", "adviser"),
    "user without a role": None,
}


@dataclass(frozen=True)
class Route:
    name: str
    parts: frozenset[str]

    @property
    def sample(self) -> dict[str, object]:
        known = {**COMMON, **SAMPLES.get(self.name, {})}
        return {part: known[part] for part in self.parts}

    @property
    def lacks(self) -> list[str]:
        return sorted(self.parts - COMMON.keys() - SAMPLES.get(self.name, {}).keys())

    @property
    def is_of_a_centre(self) -> bool:
        return "tana" in self.sample.values()


def routes() -> list[Route]:
    return list(_routes(get_resolver().url_patterns, "", frozenset()))


def _routes(
    patterns: list[URLPattern | URLResolver], namespace: str, parts: frozenset[str]
) -> Iterator[Route]:
    for pattern in patterns:
        here = parts | set(pattern.pattern.converters)
        if isinstance(pattern, URLResolver):
            below = f"{namespace}{pattern.namespace}:" if pattern.namespace else namespace
            yield from _routes(pattern.url_patterns, below, here)
        else:
            yield Route(f"{namespace}{pattern.name}" if pattern.name else f"unnamed: {pattern.pattern}", here)


@pytest.fixture
def people(db: None) -> dict[str, User | AnonymousUser]:
    load_registers()
    found: dict[str, User | AnonymousUser] = {"anyone": AnonymousUser()}
    for number, (name, place) in enumerate(PEOPLE.items()):
        user = found[name] = User.objects.create_user(f"user{number}@example.org", name=name)
        if place is not None:
            organisation = Organisation.objects.get(slug=place[0])
            give_role(
                user=user, organisation=organisation, kind=place[1], starts_on=date(2023, 1, 1), by=None
            )
    return found


@pytest.fixture
def report(people: dict[str, User | AnonymousUser]) -> Submission:
    """Tana's report for 2024, in a round that stays open, though something has been published of it."""
    form = store_form(definition=json.loads(FORM.read_text("utf-8")), by=None)
    opened = open_round(
        report_year=2024, form_version=form, opens_at=WHEN, deadline=date(2025, 4, 1), by=None
    )
    edition = Edition.objects.create(round=opened, number=1, published_at=WHEN, data_checksum="")
    for kind in (PAGE, "pdf"):
        EditionFile.objects.create(edition=edition, format=kind, language="nb", content=b"x", checksum="")
    with transaction.atomic():
        enqueue_written(kind="account.message", to="user0@example.org", subject="Kode", text="1")
    Letter.objects.update(id=1)
    save_text(round_=opened, language="nb", source="# Tittel", based_on=0, by=None)
    noted(Organisation.objects.get(slug="tana"))
    asked(Organisation.objects.get(slug="tana"))
    found = opened.submissions.get(agreement__organisation__slug="tana")
    followed(found)
    return found


def followed(report: Submission) -> None:
    """A comment that was sent to the centre, and a mark to follow up; both have the number 1."""
    made = Moved.objects.create(submission=report, move="return", number=1, at=WHEN)
    Comment.objects.create(
        pk=1,
        submission=report,
        question_id="hosting.people",
        words="?",
        number=1,
        written_at=WHEN,
        returned=made,
    )
    FollowUp.objects.create(pk=1, submission=report, note="!", marked_at=WHEN)


def noted(centre: Organisation) -> None:
    """An entry with a file in a centre's log; both have the number 1."""
    day = date(2024, 3, 12)
    entry = Entry.objects.create(pk=1, centre=centre, kind="visit", starts_on=day, ends_on=day)
    Attachment.objects.create(
        pk=1, entry=entry, name="a.pdf", media_type="application/pdf", size=1, checksum="", content=b"x"
    )


def asked(centre: Organisation) -> None:
    """What is asked of a centre, passed on to it and brought in; one request (2) names no centre."""
    day = date(2024, 3, 12)
    place = {"organisation": "Senja kommune", "state": "accepted", "confirmed_at": WHEN}
    time = {"starts_at": WHEN, "ends_at": WHEN + timedelta(hours=2), "where": "Tana"}
    VisitRequest.objects.create(pk=1, key=UUID(int=1), centre=centre, **place, **time)
    VisitRequest.objects.create(pk=2, organisation="Våler", state="waiting", confirmed_at=WHEN)
    enquiry = Entry.objects.create(pk=2, centre=centre, kind="enquiry", starts_on=day, ends_on=day)
    other = Organisation.objects.get(slug="bodo")
    Passing.objects.create(pk=1, entry=enquiry, from_centre=other, to_centre=centre)
    Import.objects.create(pk=1, centre=centre, name="logg.csv", content=b"Type;Dato")
    Topic.objects.create(slug="sovn", name_nb="Søvn", name_nn="Søvn")


def send(report: Submission) -> None:
    SubmissionVersion.objects.create(
        submission=report, number=1, answers={}, checksum="", submitted_at=WHEN, on_time=True
    )
    report.status = Submission.Status.SUBMITTED
    report.save()


def expected(route: Route, user: User | AnonymousUser, report: Submission) -> bool | None:
    """Whether the table lets ``user`` in; None where it hangs on whether something has been published."""
    verb = ROUTES[route.name]
    if route.is_of_a_centre:
        return may(user, verb, report.centre, report.round.year_end, submitted=report.is_submitted)
    if TABLE[verb].public == PUBLISHED and not may(user, verb):
        return None
    return may_reach(user, verb)


def form_for(route: Route) -> dict[str, object]:
    """Return the fields that an address needs to be found at all; the others get an empty form."""
    if route.name in ("web:merge_entries", "web:keep_apart"):
        return {"behold": 1, "den-andre": 1}
    return {"user": User.objects.values_list("pk", flat=True)[0]} if route.name == "web:demo_login" else {}


def visit(route: Route, user: User | AnonymousUser) -> tuple[str, int, str]:
    """Go there, and if the address takes only forms, send one. Nothing that it changes is kept."""
    client, address = Client(raise_request_exception=False), reverse(route.name, kwargs=route.sample)
    with transaction.atomic():
        if isinstance(user, User):
            client.force_login(user)
        method, response = "GET", client.get(address)
        if response.status_code == 405:
            method, response = "POST", client.post(address, form_for(route))
        transaction.set_rollback(True)
    return method, response.status_code, response.get("Location", "")


def fault(route: Route, user: User | AnonymousUser, report: Submission) -> str:
    """Return what is wrong with how the address received the user; nothing when all is well."""
    wanted = expected(route, user, report)
    method, status, location = visit(route, user)
    to_login = (
        300 <= status < 400 and location.startswith(reverse(program.LOGIN_URL)) and route.name != "web:login"
    )
    turned_away = status in {401, 403, 404} or to_login
    led_elsewhere = 300 <= status < 400 and method == "GET"
    if status >= 500:
        return f"{method} failed with {status}"
    if wanted is True and turned_away:
        return f"{method} was turned away ({status} {location}), though the table lets in"
    if wanted is False and not turned_away and not led_elsewhere:
        return f"{method} was let in ({status} {location}), though the table does not"
    return ""


# --- the tables ---


def test_every_address_has_a_name() -> None:
    assert [route.name for route in routes() if route.name.startswith("unnamed")] == []


def test_every_address_has_a_verb_in_the_permissions_table() -> None:
    assert sorted({route.name for route in routes()} - ROUTES.keys()) == [], "add them to ROUTES"


def test_the_permissions_table_names_no_address_that_is_gone() -> None:
    assert sorted(ROUTES.keys() - {route.name for route in routes()}) == []


def test_every_address_can_be_visited() -> None:
    lacking = {route.name: route.lacks for route in routes() if route.lacks}
    assert lacking == {}, "add examples of these parts to SAMPLES"


# --- the visits ---


@pytest.mark.parametrize("submitted", [False, True], ids=["draft", "submitted"])
def test_every_address_lets_in_those_that_the_table_lets_in(
    people: dict[str, User | AnonymousUser], report: Submission, submitted: bool, settings: Any
) -> None:
    settings.DEMO = True  # so that the address for demo users is there
    if submitted:
        send(report)
    visited = [route for route in routes() if route.name in ROUTES and not route.lacks]
    faults = [
        f"{route.name} ({ROUTES[route.name]}), {name}: {told}"
        for route in visited
        if route.is_of_a_centre or not submitted
        for name, user in people.items()
        if (told := fault(route, user, report))
    ]
    assert faults == []


def test_a_view_that_forgets_to_ask_is_found(
    people: dict[str, User | AnonymousUser], report: Submission, monkeypatch: pytest.MonkeyPatch
) -> None:
    def forgetful(*args: object, **kwargs: object) -> HttpResponse:
        return HttpResponse("all answers")

    route = next(route for route in routes() if route.name == "web:round_csv")
    anyone = people["of another centre"]
    assert fault(route, anyone, report) == ""
    pattern = next(found for found in _patterns(get_resolver().url_patterns) if found.name == "round_csv")
    monkeypatch.setattr(pattern, "callback", forgetful)
    assert "was let in" in fault(route, anyone, report)


def _patterns(patterns: list[URLPattern | URLResolver]) -> Iterator[URLPattern]:
    for pattern in patterns:
        if isinstance(pattern, URLResolver):
            yield from _patterns(pattern.url_patterns)
        else:
            yield pattern
