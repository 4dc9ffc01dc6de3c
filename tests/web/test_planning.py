"""Planning a round in the browser, changing it, and taking everything in it along as one file."""

import csv
import io
import json
import zipfile
from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta
from typing import Any

import openpyxl
import pytest
from django.test import Client
from django.utils import timezone
from tests.apps.test_collection import ENOUGH

from frisklivsnett.collection.actions import save_answers, submit
from frisklivsnett.collection.days import end_of, last_day, opening_of
from frisklivsnett.collection.models import Phase, Round, Submission
from frisklivsnett.collection.planning import coverage_of
from frisklivsnett.core.forms import Answer
from frisklivsnett.registry.models import Agreement, User

ClientOf = Callable[[User], Client]


def plan_of(form_version: int, **more: str) -> dict[str, str]:
    fields = {
        "rapporteringsar": "2025",
        "skjema": str(form_version),
        "apner": "2026-02-02",
        "frist": "2026-04-01",
    }
    return fields | {"lukker": "2026-04-30"} | more


@pytest.mark.parametrize(
    ("day", "opens", "ends"),
    [
        (date(2026, 3, 28), datetime(2026, 3, 28, 7, tzinfo=UTC), datetime(2026, 3, 28, 23, tzinfo=UTC)),
        (date(2026, 3, 29), datetime(2026, 3, 29, 6, tzinfo=UTC), datetime(2026, 3, 29, 22, tzinfo=UTC)),
        (date(2026, 10, 24), datetime(2026, 10, 24, 6, tzinfo=UTC), datetime(2026, 10, 24, 22, tzinfo=UTC)),
        (date(2026, 10, 25), datetime(2026, 10, 25, 7, tzinfo=UTC), datetime(2026, 10, 25, 23, tzinfo=UTC)),
    ],
)
def test_days_are_norwegian_also_when_the_clocks_change(day: date, opens: datetime, ends: datetime) -> None:
    assert opening_of(day) == opens
    assert end_of(day) == ends
    assert last_day(end_of(day)) == day


def test_a_round_goes_from_planned_to_open_to_closed_by_its_dates() -> None:
    round_ = Round(
        opens_at=opening_of(date(2026, 2, 2)), deadline=date(2026, 4, 1), closes_at=end_of(date(2026, 4, 30))
    )
    opening, end = round_.opens_at, end_of(date(2026, 4, 30))
    moments = [opening - timedelta(seconds=1), opening, end - timedelta(seconds=1), end]
    assert [round_.phase(at) for at in moments] == [Phase.PLANNED, Phase.OPEN, Phase.OPEN, Phase.CLOSED]
    assert round_.last_day == date(2026, 4, 30)


def test_what_is_covered_is_shown_before_it_is_confirmed(
    the_round: Round, dina: User, client_of: ClientOf
) -> None:
    client, fields = client_of(dina), plan_of(the_round.form_version_id)
    page = client.post("/runder/ny/", fields).content.decode()
    assert "Runden dekker 18 avtaler som gjaldt i 2025" in page
    assert "2. februar 2026 kl. 08.00" in page
    assert not Round.objects.filter(report_year=2025).exists(), "nothing is made yet"
    confirmed = fields | {"bekreft": "1", "avtaler": coverage_of(2025).mark}
    for _ in range(2):  # a double click
        assert client.post("/runder/ny/", confirmed).headers["Location"] == "/runder/2025/"
    made = Round.objects.get(report_year=2025)
    assert (made.submissions.count(), made.deadline, made.last_day) == (
        18,
        date(2026, 4, 1),
        date(2026, 4, 30),
    )


def test_a_round_planned_in_the_demo_is_of_sample_data_like_the_rest(
    the_round: Round, dina: User, client_of: ClientOf, settings: Any
) -> None:
    settings.DEMO = True
    fields = plan_of(the_round.form_version_id, bekreft="1", avtaler=coverage_of(2025).mark)
    client_of(dina).post("/runder/ny/", fields)
    assert Round.objects.get(report_year=2025).sample, "else the demo would not start again on its own data"


def test_agreements_that_changed_since_are_shown_again(
    the_round: Round, dina: User, client_of: ClientOf
) -> None:
    seen = coverage_of(2025).mark
    Agreement.objects.filter(organisation__slug="bergen").update(ended_on=date(2024, 12, 31))
    fields = plan_of(the_round.form_version_id, bekreft="1", avtaler=seen)
    assert "17 avtaler" in client_of(dina).post("/runder/ny/", fields).content.decode()
    assert not Round.objects.filter(report_year=2025).exists()


@pytest.mark.parametrize(
    ("wrong", "words"),
    [
        ({"rapporteringsar": "tjueseks"}, "med fire sifre"),
        ({"rapporteringsar": "2024"}, "Det finnes allerede en runde for 2024."),
        ({"frist": "31.31.2026"}, "Skriv datoen slik"),
        ({"frist": "2026-01-15"}, "Fristen kan ikke være før runden åpner."),
        ({"lukker": "2026-03-31"}, "Runden kan ikke lukkes før fristen er ute."),
        ({"skjema": "999"}, "Velg et skjema."),
    ],
)
def test_what_is_wrong_is_said_at_the_field(
    the_round: Round, dina: User, client_of: ClientOf, wrong: dict[str, str], words: str
) -> None:
    answer = client_of(dina).post("/runder/ny/", plan_of(the_round.form_version_id, **wrong))
    assert answer.status_code == 422
    assert words in answer.content.decode()


def test_dates_as_one_writes_them_are_read_too(the_round: Round, dina: User, client_of: ClientOf) -> None:
    fields = plan_of(the_round.form_version_id, frist="1.4.2026")
    assert "1. april 2026" in client_of(dina).post("/runder/ny/", fields).content.decode()


def test_dates_are_changed_and_when_a_round_opened_is_a_fact(
    report: Submission, dina: User, client_of: ClientOf
) -> None:
    client, opened = client_of(dina), report.round.opens_at
    later = timezone.localdate() + timedelta(days=60)
    fields = {"apner": "2020-01-01", "frist": later.isoformat(), "lukker": ""}
    refused = client.post("/runder/2024/endre/", fields)
    assert "Da kan åpningsdagen ikke endres" in refused.content.decode()
    del fields["apner"]
    assert client.post("/runder/2024/endre/", fields).status_code == 302
    changed = Round.objects.get(report_year=2024)
    assert (changed.opens_at, changed.deadline, changed.closes_at) == (opened, later, None)


def test_an_open_round_is_closed_at_once_and_opened_again_by_a_new_day(
    report: Submission, dina: User, client_of: ClientOf
) -> None:
    client = client_of(dina)
    for _ in range(2):
        client.post("/runder/2024/lukk/")
    assert Round.objects.get().phase(timezone.now()) is Phase.CLOSED
    deadline, closes = report.round.deadline, report.round.deadline + timedelta(days=9)
    client.post("/runder/2024/endre/", {"frist": deadline.isoformat(), "lukker": closes.isoformat()})
    assert Round.objects.get().phase(timezone.now()) is Phase.OPEN


def test_a_planned_round_is_opened_at_once_brought_up_to_date_or_taken_away(
    report: Submission, dina: User, client_of: ClientOf
) -> None:
    client, round_ = client_of(dina), report.round
    round_.opens_at = timezone.now() + timedelta(days=3)
    round_.save()
    round_.submissions.filter(agreement__organisation__slug="bergen").delete()
    assert "Ikke med i runden: Bergen." in client.get("/runder/2024/").content.decode()
    client.post("/runder/2024/avtaler/")
    assert round_.submissions.count() == 18
    client.post("/runder/2024/apne-na/")
    assert Round.objects.get().phase(timezone.now()) is Phase.OPEN
    client.post("/runder/2024/slett/")
    assert Round.objects.exists(), "one that has opened is not taken away"
    Round.objects.update(opens_at=timezone.now() + timedelta(days=3))
    assert client.post("/runder/2024/slett/").headers["Location"] == "/runder/"
    assert not Round.objects.exists()


def test_only_the_directorate_plans(report: Submission, alice: User, client_of: ClientOf) -> None:
    client = client_of(alice)
    assert client.get("/runder/ny/").status_code == 403
    assert client.post("/runder/2024/lukk/").status_code == 403


# --- everything as one file ---


def archive_of(client: Client) -> zipfile.ZipFile:
    response: Any = client.get("/runder/2024/alt.zip")
    return zipfile.ZipFile(io.BytesIO(b"".join(response.streaming_content)))


def test_the_file_has_all_that_was_sent_in_each_form_and_no_formula(
    report: Submission, dina: User, alice: User, client_of: ClientOf
) -> None:
    evil = {**ENOUGH, "enquiries.topics": Answer("=HYPERLINK(1)"), "partners.other": Answer("<b>NAV</b>")}
    save_answers(submission=report, changes=evil, by=alice)
    submit(submission=report, by=alice)
    archive = archive_of(client_of(dina))
    assert archive.testzip() is None
    assert set(archive.namelist()) == {
        "LES-MEG.txt",
        "svar.csv",
        "svar.json",
        "svar.xlsx",
        "rapporter/tana.html",
    }
    lines = list(csv.DictReader(io.StringIO(archive.read("svar.csv").decode("utf-8-sig")), delimiter=";"))
    assert {line["Sentral"] for line in lines} == {"Tana"}
    assert [line["Svarkode"] for line in lines if line["Nummer"] == "6"] == ["plan", "website"]
    assert [line["Svar"] for line in lines if line["Nummer"] == "2"] == ["'=HYPERLINK(1)"]
    kept = json.loads(archive.read("svar.json"))
    assert kept["reports"][0]["answers"]["hosting.people"]["value"] == 40
    page = archive.read("rapporter/tana.html").decode()
    assert "&lt;b&gt;NAV" in page
    sheet: Any = openpyxl.load_workbook(io.BytesIO(archive.read("svar.xlsx"))).active
    rows = list(sheet.values)
    assert rows[1][0] == "Tana"
    assert 40 in rows[1]
    assert all(cell.data_type != "f" for row in sheet for cell in row)


def test_nothing_sent_makes_a_file_that_can_still_be_opened(
    report: Submission, dina: User, client_of: ClientOf
) -> None:
    archive = archive_of(client_of(dina))
    assert archive.testzip() is None
    assert json.loads(archive.read("svar.json"))["reports"] == []
