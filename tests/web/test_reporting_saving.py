"""One answer saved as the person leaves it: what the script is told, and that «Lagret» is never said too early."""

from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from frisklivsnett.collection import actions
from frisklivsnett.collection.models import Answer as Row
from frisklivsnett.collection.models import Round, Submission
from frisklivsnett.core.forms import Answer
from frisklivsnett.registry.models import User

ClientOf = Callable[[User], Client]
ADDRESS = "/runder/2024/tana/lagre/"


@pytest.fixture
def client(client_of: ClientOf, alice: User, report: Submission) -> Client:
    return client_of(alice)


def save(client: Client, question: str, value: object, seen: int = 0, **more: str) -> Any:
    return client.post(ADDRESS, {question: value, f"{question}.seen": str(seen), **more})


def test_a_saved_answer_is_told_with_the_time_in_norway_and_its_version(
    client: Client, report: Submission
) -> None:
    told = save(client, "enquiries.count", "12").json()
    row = report.answers.get()
    at = row.saved_at.astimezone(ZoneInfo("Europe/Oslo"))
    assert (told["saved"], told["status"], told["version"]) == (True, f"Lagret kl. {at:%H.%M}", 1)
    assert row.content == {"value": 12}


def test_how_far_the_report_has_come_is_told_too(client: Client) -> None:
    told = save(client, "communication.partners", "Nav").json()
    assert told["answered"] == "1 av 19 spørsmål besvart"
    assert told["sections"][:3] == ["Ikke begynt", "1 av 3 besvart", "Ikke begynt"]


def test_saving_remembers_the_section_to_come_back_to(client: Client, report: Submission) -> None:
    save(client, "communication.partners", "Nav")
    report.refresh_from_db()
    assert report.last_section == "communication"


def test_only_the_question_that_is_sent_is_touched(client: Client, report: Submission) -> None:
    save(client, "enquiries.count", "12")
    save(client, "hosting.people", "3")
    assert set(report.answers.values_list("question_id", flat=True)) == {"enquiries.count", "hosting.people"}


def test_saved_is_not_said_when_the_database_refuses(
    client: Client, report: Submission, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(*_arguments: object, **_named: object) -> None:
        raise OSError("the disk is full")

    monkeypatch.setattr("frisklivsnett.audit.log.record", refuse)  # the last thing before the commit
    client.raise_request_exception = False
    response = save(client, "enquiries.count", "12")
    assert response.status_code == 500
    assert "Lagret kl." not in response.content.decode()
    assert not Row.objects.exists()


def test_what_cannot_be_saved_is_told_with_the_reason(client: Client, report: Submission) -> None:
    response = save(client, "enquiries.count", "ca. 40")
    told = response.json()
    assert response.status_code == 422
    assert (told["saved"], told["invalid"], told["status"]) == (False, True, "Ikke lagret.")
    assert "kryss av for at det er omtrentlig" in told["notes"]
    assert not Row.objects.exists()


def test_something_unusual_is_saved_and_asked_about(client: Client) -> None:
    told = save(client, "hosting.people", "300").json()
    assert (told["saved"], told["invalid"]) == (True, False)
    assert "300 er uvanlig mye" in told["notes"]


def test_a_colleagues_answer_stands_and_is_shown(client: Client, report: Submission, bob: User) -> None:
    actions.save_answers(submission=report, changes={"hosting.people": Answer(38)}, by=bob)
    response = save(client, "hosting.people", "40")
    told = response.json()
    assert response.status_code == 409
    assert (told["saved"], told["version"]) == (False, 0)
    assert "Bob har lagret et annet svar." in told["notes"]
    assert "38" in told["notes"]
    assert report.answers.get().content == {"value": 38}


def test_what_a_colleague_wrote_cannot_become_html(client: Client, report: Submission, bob: User) -> None:
    text = "<img src=x onerror=alert(1)>"
    actions.save_answers(submission=report, changes={"enquiries.topics": Answer(text)}, by=bob)
    told = save(client, "enquiries.topics", "Noe annet").json()
    assert "<img" not in told["notes"]
    assert "&lt;img" in told["notes"]


def test_the_same_answer_again_tells_when_it_was_saved(client: Client, report: Submission) -> None:
    long_ago = datetime(2025, 2, 3, 12, 5, tzinfo=UTC)
    Round.objects.update(opens_at=long_ago - timedelta(days=1))
    actions.save_answers(submission=report, changes={"hosting.people": Answer(38)}, by=None, at=long_ago)
    told = save(client, "hosting.people", "38", seen=0).json()
    assert (told["saved"], told["version"]) == (True, 1)
    assert told["status"].replace("\N{NO-BREAK SPACE}", " ") == "Lagret 3. februar 2025 kl. 13.05"


def test_after_logging_out_it_is_said_what_to_do(report: Submission) -> None:
    response = save(Client(), "enquiries.count", "12")
    told = response.json()
    assert response.status_code == 401
    assert (told["saved"], told["login"]) == (False, True)
    assert told["status"] == "Ikke lagret: Du er logget ut."


@pytest.mark.parametrize(
    ("change", "reason"),
    [
        ({"closes_at": timezone.now() - timedelta(minutes=1)}, "Runden er lukket."),
        ({"opens_at": timezone.now() + timedelta(days=1)}, "Runden har ikke åpnet ennå."),
    ],
    ids=["closed", "not opened"],
)
def test_why_nothing_can_be_saved_is_told(client: Client, change: dict[str, datetime], reason: str) -> None:
    Round.objects.update(**change)
    response = save(client, "enquiries.count", "12")
    assert response.status_code == 409
    assert response.json()["status"].startswith(f"Ikke lagret: {reason}")
    assert not Row.objects.exists()


def test_a_sent_report_takes_no_more_answers(client: Client, report: Submission) -> None:
    Submission.objects.filter(pk=report.pk).update(status="submitted")
    assert "Rapporten er sendt inn." in save(client, "enquiries.count", "12").json()["status"]


@pytest.mark.parametrize(
    "fields",
    [
        {},
        {"no.such.question": "1", "no.such.question.seen": "0"},
        {"enquiries.count": "1", "enquiries.count.seen": "0", "hosting.people.seen": "0"},
        {"enquiries.count": "1", "enquiries.count.seen": "0", "hosting.people": "4"},
    ],
    ids=["nothing", "unknown", "two questions", "another's field"],
)
def test_a_post_that_no_page_sends_saves_nothing(client: Client, fields: dict[str, str]) -> None:
    assert client.post(ADDRESS, fields).status_code == 400
    assert not Row.objects.exists()


def test_others_are_turned_away(client_of: ClientOf, charlie: User, dina: User, report: Submission) -> None:
    for stranger in (charlie, dina):
        assert save(client_of(stranger), "enquiries.count", "12").status_code == 403
    assert not Row.objects.exists()


def test_one_save_takes_few_queries(client: Client) -> None:
    save(client, "enquiries.count", "12")
    with CaptureQueriesContext(connection) as queries:
        save(client, "enquiries.count", "13", seen=1)
    locks = 1 if connection.vendor == "postgresql" else 0  # the event log's, which SQLite has no need of
    assert len(queries) <= 14 + locks
