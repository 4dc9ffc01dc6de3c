"""The overview of a round: who has answered, filtered, sorted, and as a file."""

import csv
import io
from collections.abc import Callable
from datetime import UTC, date, datetime

import pytest
from django.test import Client

from frisklivsnett.collection.models import Round, Submission, SubmissionVersion
from frisklivsnett.registry import places
from frisklivsnett.registry.models import User
from frisklivsnett.web.overview.deadlines import deadline_in_words
from frisklivsnett.web.overview.rows import Row, Standing, count, rows_of
from frisklivsnett.web.overview.table import Choice
from frisklivsnett.web.overview.writing import csv_of

IN_TIME = datetime(2025, 3, 20, 9, 42, tzinfo=UTC)
AFTER = datetime(2025, 4, 2, 8, tzinfo=UTC)


def row(name: str, standing: Standing = Standing.NOT_BEGUN, *, late: bool = False, **more: object) -> Row:
    values: dict[str, object] = {
        "county": "Finnmark",
        "region": "Helse Nord",
        "changing": False,
        "answered": 0,
        "saved_at": None,
        "sent_at": None,
        "address": "/",
    }
    return Row(name=name, standing=standing, late=late, **(values | more))  # type: ignore[arg-type]


ROWS = [
    row("Åsnes", Standing.SENT, answered=19, saved_at=AFTER, sent_at=AFTER, late=True),
    row("Bodø", Standing.BEGUN, answered=7, saved_at=IN_TIME),
    row("Tana"),
    row("Harstad", Standing.SENT, answered=18, saved_at=IN_TIME, sent_at=IN_TIME),
]


def names(choice: Choice) -> list[str]:
    return [row.name for row in choice.of(ROWS)]


def test_each_centre_is_counted_once() -> None:
    counted = count(ROWS)
    assert (counted.centres, counted.on_time, counted.late, counted.begun, counted.not_begun) == (
        4,
        1,
        1,
        1,
        1,
    )
    assert counted.sent + counted.missing == counted.centres


def test_centres_come_in_norwegian_order() -> None:
    assert names(Choice()) == ["Bodø", "Harstad", "Tana", "Åsnes"]
    assert names(Choice(descending=True)) == ["Åsnes", "Tana", "Harstad", "Bodø"]


@pytest.mark.parametrize(
    ("which", "shown"),
    [
        ("pabegynt", ["Bodø"]),
        ("ikke-begynt", ["Tana"]),
        ("sendt-inn", ["Harstad", "Åsnes"]),
        ("for-sent", ["Åsnes"]),
    ],
)
def test_a_filter_shows_only_its_own(which: str, shown: list[str]) -> None:
    assert names(Choice(which)) == shown


def test_those_without_a_date_come_last_both_ways() -> None:
    assert names(Choice(key="sendt"))[:2] == ["Harstad", "Åsnes"]
    assert names(Choice(key="sendt", descending=True))[:2] == ["Åsnes", "Harstad"]
    assert names(Choice(key="lagret", descending=True))[-1] == "Tana"


def test_nonsense_in_the_address_is_as_nothing() -> None:
    assert Choice.read({"vis": "<script>", "sorter": "__class__", "retning": "x"}) == Choice()


def test_the_address_of_a_choice_reads_back_as_the_same_choice() -> None:
    from django.http import QueryDict

    for choice in (Choice(), Choice("for-sent", "sendt", descending=True), Choice("pabegynt")):
        assert Choice.read(QueryDict(choice.query.removeprefix("?"))) == choice


def test_a_heading_sorts_by_its_column_and_turns_round_when_followed_again() -> None:
    by_answered = {heading.key: heading for heading in Choice("sendt-inn", "besvart").headings()}
    assert by_answered["besvart"].sorted == "ascending"
    assert by_answered["besvart"].query == "?vis=sendt-inn&sorter=besvart&retning=synkende"
    assert by_answered["navn"].query == "?vis=sendt-inn"
    assert by_answered["navn"].sorted == ""


def test_a_filter_that_would_show_nothing_is_left_out_unless_it_is_chosen() -> None:
    rows = [row("Tana")]
    assert [(link.label, link.number) for link in Choice().filters(rows)] == [("Alle", 1), ("Ikke begynt", 1)]
    assert [link.number for link in Choice("for-sent").filters(rows) if link.current] == [0]


def test_the_file_opens_in_a_norwegian_spreadsheet_and_holds_no_formula() -> None:
    body = csv_of([row("=HYPERLINK(1)"), ROWS[0]], 19, sample=True)
    assert body.startswith(b"\xef\xbb\xbf")
    lines = list(csv.reader(io.StringIO(body.decode("utf-8-sig")), delimiter=";"))
    assert lines[0][0] == "Sentral"
    assert lines[1][0] == "'=HYPERLINK(1)"
    assert lines[2][3:] == [
        "Sendt inn",
        "ja",
        "19",
        "19",
        "2025-04-02 10:00",
        "2025-04-02 10:00",
        "nei",
        "",
        "0",
        "0",
        "Eksempeldata",
    ]


@pytest.mark.parametrize(
    ("today", "words"),
    [
        (date(2025, 3, 23), "Frist 1. april 2025, om 9 dager."),
        (date(2025, 4, 1), "Frist 1. april 2025, i dag."),
        (date(2025, 4, 2), "Fristen var 1. april 2025, i går."),
        (date(2026, 1, 1), "Fristen var 1. april 2025."),
    ],
)
def test_a_deadline_is_told_in_words(today: date, words: str) -> None:
    assert deadline_in_words(Round(report_year=2024, deadline=date(2025, 4, 1)), today) == words


# --- with the database ---


def send(submission: Submission, at: datetime, *, on_time: bool) -> None:
    SubmissionVersion.objects.create(
        submission=submission, number=1, answers={}, checksum="0", submitted_at=at, on_time=on_time
    )
    submission.status, submission.saved_at = Submission.Status.SUBMITTED, at
    submission.save()


def rows_in(round_: Round, today: date) -> dict[str, Row]:
    submissions = round_.submissions.all().with_centres().with_progress()
    return {row.name: row for row in rows_of(round_, submissions, today)}


def test_late_is_sent_after_the_deadline_or_not_sent_though_it_has_passed(
    the_round: Round, tana: Submission
) -> None:
    bodo = the_round.submissions.get(agreement__organisation__slug="bodo")
    send(tana, IN_TIME, on_time=True)
    send(bodo, AFTER, on_time=False)
    before, after = rows_in(the_round, date(2025, 4, 1)), rows_in(the_round, date(2025, 4, 2))
    assert not before["Tana"].late
    assert before["Bodø"].late
    assert not before["Harstad"].late
    assert after["Harstad"].late
    assert after["Harstad"].late_words == "Fristen er ute"
    assert after["Bodø"].late_words == "Etter fristen"
    assert not after["Tana"].late


def test_what_is_opened_for_change_still_counts_as_sent(the_round: Round, tana: Submission) -> None:
    send(tana, IN_TIME, on_time=True)
    tana.status = Submission.Status.DRAFT
    tana.save()
    found = rows_in(the_round, date(2025, 4, 1))["Tana"]
    assert found.standing is Standing.SENT
    assert found.changing


def test_the_directorate_sees_all_centres(
    dina: User, tana: Submission, client_of: Callable[[User], Client]
) -> None:
    send(tana, IN_TIME, on_time=True)
    client = client_of(dina)
    page = client.get("/runder/2024/").content.decode()
    assert page.count('<th scope="row"') == 18
    assert "20. mars 2025 kl. 10.42" in page
    assert 'href="/runder/2024/tana/lesing/"' in page
    filtered = client.get("/runder/2024/?vis=sendt-inn").content.decode()
    assert filtered.count('<th scope="row"') == 1
    assert "1 av 18 har sendt inn" in client.get("/runder/").content.decode()


def test_the_file_follows_the_filter(
    dina: User, tana: Submission, client_of: Callable[[User], Client]
) -> None:
    send(tana, IN_TIME, on_time=True)
    response = client_of(dina).get("/runder/2024/oversikt.csv?vis=sendt-inn")
    assert response.headers["Content-Disposition"] == 'attachment; filename="runde-2024.csv"'
    assert len(response.content.decode("utf-8-sig").splitlines()) == 2


def test_a_centre_is_led_to_its_own_report(
    alice: User, tana: Submission, client_of: Callable[[User], Client]
) -> None:
    client = client_of(alice)
    assert client.get("/runder/2024/").headers["Location"] == "/runder/2024/tana/"
    assert client.get("/runder/").status_code == 403
    assert client.get("/runder/2024/oversikt.csv").status_code == 403


def test_others_are_refused_in_plain_words(
    make_person: Callable[..., User], the_round: Round, client_of: Callable[[User], Client]
) -> None:
    finn = make_person("Finn Mo", ("finnmark-fylkeskommune", "reader"))
    response = client_of(finn).get("/runder/2024/")
    assert response.status_code == 403
    assert "Du har ikke tilgang" in response.content.decode()


def test_a_year_without_a_round_is_not_found(dina: User, client_of: Callable[[User], Client]) -> None:
    assert client_of(dina).get("/runder/1999/").status_code == 404
    assert "Ingen runder ennå" in client_of(dina).get("/runder/").content.decode()


def test_the_overview_takes_as_many_queries_for_18_centres_as_for_one(
    dina: User,
    the_round: Round,
    client_of: Callable[[User], Client],
    django_assert_max_num_queries: Callable[[int], object],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(places, "FRESH_SECONDS", 60)  # as in production: in tests it asks at every turn
    client = client_of(dina)
    client.get("/runder/2024/")
    with django_assert_max_num_queries(11):  # type: ignore[attr-defined]
        client.get("/runder/2024/")
