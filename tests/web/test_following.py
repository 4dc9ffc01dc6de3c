"""Reading a report, returning and approving it, mending it, and following up: the pages."""

from collections.abc import Callable
from datetime import date, timedelta

import pytest
from django.test import Client
from django.utils import timezone
from tests.apps.test_collection import ENOUGH

from frisklivsnett.collection.actions import open_round, save_answers, submit
from frisklivsnett.collection.models import Comment, FollowUp, Moved, Submission
from frisklivsnett.core.forms import Answer
from frisklivsnett.registry.models import User

ClientOf = Callable[[User], Client]
READ = "/runder/2024/tana/lesing/"


@pytest.fixture
def sent(report: Submission, alice: User) -> Submission:
    """Tana's report for 2024, sent."""
    save_answers(submission=report, changes=ENOUGH, by=alice)
    submit(submission=report, by=alice)
    return again(report)


@pytest.fixture
def with_last_year(sent: Submission, alice: User) -> Submission:
    """The same, with a report for 2023 too."""
    before = open_round(
        report_year=2023,
        form_version=sent.round.form_version,
        opens_at=timezone.now() - timedelta(days=400),
        deadline=timezone.localdate() + timedelta(days=1),
        by=None,
    )
    old = before.submissions.get(agreement__organisation__slug="tana")
    answers = {
        **ENOUGH,
        "hosting.people": Answer(12),
        "communication.activities": Answer(("plan", "strategy")),
        "enquiries.topics": Answer("Kosthold"),
    }
    save_answers(submission=old, changes=answers, by=alice)
    submit(submission=old, by=alice)
    return sent


def again(submission: Submission) -> Submission:
    return Submission.objects.with_places().get(pk=submission.pk)


def text(client: Client, address: str) -> str:
    response = client.get(address)
    assert response.status_code == 200, response.status_code
    return " ".join(response.content.decode().replace("\xa0", " ").split())


def in_two_weeks() -> str:
    return (timezone.localdate() + timedelta(days=14)).isoformat()


def give_back(client: Client, **more: str) -> object:
    fields = {"versjon": "1", "melding": "Se over tallene.", "siste-dag": in_two_weeks()} | more
    return client.post(f"{READ}returner/", fields)


# --- reading ---


def test_last_years_answers_stand_beside_with_what_changed_in_words_and_signs(
    with_last_year: Submission, dina: User, client_of: ClientOf
) -> None:
    page = text(client_of(dina), READ)
    assert "28 mer enn i 2023" in page
    assert "▲" in page
    assert "Besvart i 2023, men ikke nå" in page
    assert "Ikke lenger: " in page
    assert "Ny: " in page
    assert "Se på tallet: 40, mot 12 i 2023." in page


def test_a_report_that_is_not_sent_says_so_and_offers_nothing_to_approve(
    report: Submission, dina: User, client_of: ClientOf
) -> None:
    page = text(client_of(dina), READ)
    assert "Rapporten er ikke sendt inn ennå" in page
    assert "Godkjenn versjon" not in page


def test_a_comment_is_saved_shown_and_sent_with_the_return(
    sent: Submission, dina: User, alice: User, client_of: ClientOf
) -> None:
    adviser, lead = client_of(dina), client_of(alice)
    fields = {"sporsmal": "hosting.people", "kommentar": "Er det 40 eller 4?", "sett": "0"}
    answer = adviser.post(f"{READ}kommentar/", fields)
    assert answer.headers["Location"] == f"{READ}#svar-hosting.people"
    assert adviser.post(f"{READ}kommentar/", fields).status_code == 302, "a double click"
    assert Comment.objects.count() == 1
    assert "Er det 40 eller 4?" not in text(lead, "/runder/2024/tana/kvittering/"), "not sent yet"
    assert "Én kommentar blir sendt med." in text(adviser, READ)
    give_back(adviser)
    tasks = text(lead, "/runder/2024/tana/")
    for words in ("Se over tallene.", "Er det 40 eller 4?", "Dina Dahl i Helsedirektoratet", "Gjenstår"):
        assert words in tasks
    assert 'henvendelser/?fra=se-over#hosting.people"' in tasks
    for page in (tasks, text(lead, "/runder/2024/tana/se-over/")):
        assert "Send inn på nytt innen" in page
        assert "Frist 1. april 2025" not in page, "one deadline is enough, and this is theirs"
    assert "Er det 40 eller 4?" in text(lead, "/runder/2024/tana/henvendelser/")


def test_a_comment_from_an_old_page_shows_both_texts_and_loses_none(
    sent: Submission, dina: User, client_of: ClientOf
) -> None:
    client = client_of(dina)
    fields = {"sporsmal": "hosting.people", "sett": "0"}
    client.post(f"{READ}kommentar/", fields | {"kommentar": "Fra fane 1"})
    stale = client.post(f"{READ}kommentar/", fields | {"kommentar": "Fra fane 2"})
    page = stale.content.decode()
    assert stale.status_code == 409
    assert "Fra fane 1" in page
    assert "Fra fane 2" in page
    assert 'name="sett" value="1"' in page
    client.post(f"{READ}kommentar/", fields | {"kommentar": "Fra fane 2", "sett": "1"})
    assert Comment.objects.get().words == "Fra fane 2"


def test_a_return_without_words_or_day_is_refused_and_keeps_what_was_typed(
    sent: Submission, dina: User, client_of: ClientOf
) -> None:
    client = client_of(dina)
    empty = client.post(f"{READ}returner/", {"versjon": "1", "siste-dag": in_two_weeks()})
    assert empty.status_code == 422
    assert "Skriv hva sentralen skal rette" in empty.content.decode()
    undated = client.post(
        f"{READ}returner/", {"versjon": "1", "melding": "Se over.", "siste-dag": "tulledag"}
    )
    assert undated.status_code == 422
    assert "Se over." in undated.content.decode()
    assert not again(sent).is_returned


def test_what_is_approved_is_locked_and_leads_on_to_the_next(
    sent: Submission, dina: User, alice: User, client_of: ClientOf
) -> None:
    client = client_of(dina)
    bodo = sent.round.submissions.get(agreement__organisation__slug="bodo")
    save_answers(submission=bodo, changes=ENOUGH, by=None)
    submit(submission=bodo, by=None)
    for _ in range(2):
        assert client.post(f"{READ}godkjenn/", {"versjon": "1"}).status_code == 302
    assert Moved.objects.filter(move="approve").count() == 1
    page = text(client, READ)
    assert "Neste rapport til lesing: Bodø" in page
    assert "Opphev godkjenningen" in page
    assert "Rapporten er godkjent" in text(client_of(alice), "/runder/2024/tana/")
    assert client.post(f"{READ}opphev/", {"begrunnelse": ""}).status_code == 422
    client.post(f"{READ}opphev/", {"begrunnelse": "Feil knapp."})
    assert again(sent).status == "submitted"
    assert "Feil knapp." in text(client, READ)


def test_another_version_than_the_one_read_is_not_approved(
    sent: Submission, dina: User, client_of: ClientOf
) -> None:
    answer = client_of(dina).post(f"{READ}godkjenn/", {"versjon": "7"})
    assert answer.status_code == 409
    assert "ny versjon mens du leste" in answer.content.decode()


def test_a_centre_that_is_let_in_after_closing_sees_why(
    report: Submission, dina: User, alice: User, client_of: ClientOf
) -> None:
    report.round.closes_at = timezone.now() - timedelta(hours=1)
    report.round.save()
    lead, fields = client_of(alice), {"siste-dag": in_two_weeks(), "begrunnelse": "Lederen var syk."}
    assert "Start på rapporten" not in text(lead, "/runder/2024/tana/")
    client_of(dina).post(f"{READ}gjenapne/", fields)
    tasks = text(lead, "/runder/2024/tana/")
    assert "Lederen var syk." in tasks
    assert "Start på rapporten" in tasks
    assert "Åpen til og med" in text(client_of(dina), "/runder/2024/")


# --- mending ---


def test_the_centre_deals_with_comments_one_by_one_and_the_adviser_sees_it(
    sent: Submission, dina: User, alice: User, client_of: ClientOf
) -> None:
    adviser, lead = client_of(dina), client_of(alice)
    adviser.post(
        f"{READ}kommentar/", {"sporsmal": "hosting.people", "kommentar": "Er det 40 eller 4?", "sett": "0"}
    )
    give_back(adviser)
    comment = Comment.objects.get()
    assert "Slik står svaret nå:" in text(lead, "/runder/2024/tana/rett/")
    for _ in range(2):
        lead.post(f"/runder/2024/tana/rett/{comment.pk}/", {"sett": "ja", "svar": "Det var 4."})
    assert "Alle kommentarene er merket som sett på." in text(lead, "/runder/2024/tana/rett/")
    save_answers(submission=again(sent), changes={"hosting.people": Answer(4)}, by=alice)
    submit(submission=again(sent), by=alice)
    page = text(adviser, READ)
    assert "Dette er endret siden versjon 1:" in page
    assert page.count('href="#svar-') == 1, "the changed answer is led to"
    for words in ("Det var 4.", "Sett på av sentralen", "36 mindre enn i versjon 1", "Svar fra Alice"):
        assert words in page
    assert lead.get("/runder/2024/tana/rett/").headers["Location"] == "/runder/2024/tana/"


def test_another_centres_comment_is_not_reached(
    sent: Submission, dina: User, charlie: User, client_of: ClientOf
) -> None:
    adviser = client_of(dina)
    adviser.post(f"{READ}kommentar/", {"sporsmal": "hosting.people", "kommentar": "?", "sett": "0"})
    give_back(adviser)
    comment = Comment.objects.get()
    client = client_of(charlie)
    assert client.post(f"/runder/2024/tana/rett/{comment.pk}/", {"sett": "ja"}).status_code == 403
    assert client.post(f"/runder/2024/bodo/rett/{comment.pk}/", {"sett": "ja"}).status_code == 404
    comment.refresh_from_db()
    assert comment.seen_at is None


# --- following up ---


def test_a_mark_is_listed_chosen_closed_and_unknown_to_the_centre(
    sent: Submission, dina: User, alice: User, client_of: ClientOf
) -> None:
    client = client_of(dina)
    assert "Ingenting å følge opp" in text(client, "/oppfolging/")
    for question in ("hosting.people", ""):
        client.post(f"{READ}folg-opp/", {"sporsmal": question, "notat": f"Ring om {question}", "sett": "0"})
    page = text(client, "/oppfolging/")
    assert "Åpne (2)" in page
    assert "Rapporten som helhet" in page
    mark = FollowUp.objects.get(question_id="hosting.people")
    for _ in range(2):
        assert client.post(f"/oppfolging/{mark.pk}/lukk/").status_code == 302
    assert "Lukkede (1)" in text(client, "/oppfolging/")
    assert "Ring om hosting.people" in text(client, "/oppfolging/?vis=lukket")
    assert "Ring om hosting.people" not in text(client, "/oppfolging/?vis=tull&runde=x")
    assert "Ring om" not in text(client_of(alice), "/runder/2024/tana/kvittering/")
    assert client_of(alice).get("/oppfolging/").status_code == 403
    listed = text(client, "/runder/2024/?vis=folg-opp")
    assert "Tana" in listed
    assert "Bodø" not in listed


def test_a_mark_without_a_note_is_refused(sent: Submission, dina: User, client_of: ClientOf) -> None:
    answer = client_of(dina).post(f"{READ}folg-opp/", {"sporsmal": "", "notat": " ", "sett": "0"})
    assert answer.status_code == 422
    assert "Skriv hva som skal følges opp" in answer.content.decode()


def test_the_day_proposed_is_two_weeks_ahead(sent: Submission, dina: User, client_of: ClientOf) -> None:
    assert f'value="{in_two_weeks()}"' in text(client_of(dina), READ)
    assert date.fromisoformat(in_two_weeks()) > timezone.localdate()
