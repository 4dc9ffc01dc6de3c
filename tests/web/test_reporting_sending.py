"""Looking over, sending, the receipt, opening for change, and reading what was sent."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from tests.apps.test_collection import ENOUGH

from frisklivsnett.collection.actions import save_answers
from frisklivsnett.collection.models import Round, Submission, SubmissionVersion
from frisklivsnett.core.forms import Answer
from frisklivsnett.registry.models import User

from .report_pages import Writer, fields_of, text_of

ClientOf = Callable[[User], Client]


@pytest.fixture
def writer(client_of: ClientOf, alice: User, report: Submission) -> Writer:
    return Writer(client_of(alice), report)


@pytest.fixture
def filled(writer: Writer, report: Submission, alice: User) -> Writer:
    """Everything that must be answered is."""
    save_answers(submission=report, changes=ENOUGH, by=alice)
    return writer


def seen_on(page: Any) -> str:
    return str(page.content.decode().partition('name="sett" value="')[2].partition('"')[0])


def send(writer: Writer) -> Any:
    return writer.client.post(writer.address + "send-inn/", {"sett": seen_on(writer.open("se-over/"))})


# --- looking over ---


def test_every_error_is_on_top_with_a_link_to_its_field(writer: Writer) -> None:
    page = writer.open("se-over/")
    top = page.content.decode().partition("data-error-summary")[2].partition("</ul>")[0]
    assert f'href="{writer.address}henvendelser/?fra=se-over#enquiries.count"' in top
    assert f'href="{writer.address}kommunikasjon/?fra=se-over#communication.activities-1"' in top
    assert "Send inn rapporten" not in text_of(page)


def test_a_mended_answer_leads_back_to_the_review(writer: Writer) -> None:
    page = writer.open("henvendelser/?fra=se-over")
    assert "Svar på spørsmål 1 før dere sender inn." in text_of(page)
    response = writer.post("henvendelser", fields_of(page), "frem", enquiries__count="5")
    assert response["Location"] == writer.address + "se-over/"


def test_an_empty_question_is_left_in_peace_until_the_report_is_looked_over(writer: Writer) -> None:
    assert "før dere sender inn" not in text_of(writer.open("henvendelser/"))


def test_warnings_ask_but_do_not_stop(filled: Writer) -> None:
    page = filled.open("se-over/")
    assert "Se over dette én gang til" in text_of(page)
    assert "spørsmål 2 er tomt" in text_of(page)
    assert "Send inn rapporten" in text_of(page)


def test_all_answers_are_listed_with_links_to_change_them(filled: Writer) -> None:
    page = filled.open("se-over/")
    assert "ca. 40" in text_of(page)
    assert "Vi har egen plan for informasjonsspredning" in text_of(page)
    assert page.content.decode().count("?fra=se-over#") >= 19


# --- sending ---


def test_what_was_looked_over_is_sent_and_a_receipt_given(filled: Writer, report: Submission) -> None:
    response = send(filled)
    assert response["Location"] == filled.address + "kvittering/"
    receipt = text_of(filled.open("kvittering/"))
    version = SubmissionVersion.objects.get()
    for words in ("Årsrapporten er sendt inn", "Alice", "Versjon 1", "Hva skjer nå?", "ca. 40"):
        assert words in receipt
    assert version.checksum[:4] in receipt


def test_sent_twice_is_sent_once(filled: Writer) -> None:
    seen = {"sett": seen_on(filled.open("se-over/"))}
    for _press in range(3):
        response = filled.client.post(filled.address + "send-inn/", seen)
        assert response["Location"] == filled.address + "kvittering/"
    assert SubmissionVersion.objects.count() == 1


def test_back_to_the_review_of_a_sent_report_leads_to_the_receipt(filled: Writer) -> None:
    send(filled)
    assert filled.open("se-over/")["Location"] == filled.address + "kvittering/"


def test_nothing_is_sent_when_a_colleague_has_changed_something(
    filled: Writer, report: Submission, bob: User
) -> None:
    seen = seen_on(filled.open("se-over/"))
    save_answers(submission=report, changes={"hosting.people": Answer(41)}, by=bob)
    response = filled.client.post(filled.address + "send-inn/", {"sett": seen}, follow=True)
    assert response.redirect_chain[-1][0] == filled.address + "se-over/"
    assert "Et svar er endret siden du så over rapporten." in text_of(response)
    assert not SubmissionVersion.objects.exists()


@pytest.mark.parametrize("seen", [{}, {"sett": ""}, {"sett": "x" * 5000}])
def test_nothing_is_sent_that_was_not_looked_over(filled: Writer, seen: dict[str, str]) -> None:
    filled.client.post(filled.address + "send-inn/", seen)
    assert not SubmissionVersion.objects.exists()


def test_errors_stop_the_sending(writer: Writer, report: Submission) -> None:
    from frisklivsnett.core.forms import checksum

    response = writer.client.post(writer.address + "send-inn/", {"sett": checksum({})}, follow=True)
    assert "Noe må rettes før rapporten kan sendes inn." in text_of(response)
    assert not SubmissionVersion.objects.exists()


def test_a_round_that_has_closed_takes_nothing(filled: Writer) -> None:
    seen = seen_on(filled.open("se-over/"))
    Round.objects.update(closes_at=timezone.now() - timedelta(minutes=1))
    response = filled.client.post(filled.address + "send-inn/", {"sett": seen}, follow=True)
    assert "Runden er ikke åpen." in text_of(response)
    assert not SubmissionVersion.objects.exists()


def test_sending_without_a_login_asks_for_it_and_comes_back_to_the_report(
    filled: Writer, report: Submission
) -> None:
    stranger = Writer(Client(), report)
    response = stranger.client.post(stranger.address + "send-inn/", {"sett": "x"})
    assert response["Location"] == f"/logg-inn/?next={stranger.address}"


# --- after sending ---


def test_a_sent_report_is_read_and_not_filled_in(filled: Writer) -> None:
    send(filled)
    page = filled.open("henvendelser/")
    assert fields_of(page) == {}
    assert "Rapporten er sendt inn" in text_of(page)
    assert "Endre rapporten" in text_of(filled.open())
    stale = filled.client.post(
        filled.address + "henvendelser/", {"enquiries.count": "9", "enquiries.count.seen": "1"}
    )
    assert stale.status_code == 409


def test_a_sent_report_can_be_opened_changed_and_sent_again(filled: Writer, report: Submission) -> None:
    send(filled)
    response = filled.client.post(filled.address + "apne/", follow=True)
    assert "Husk å sende den inn på nytt." in text_of(response)
    assert "Det dere har sendt inn før, gjelder til dere sender inn på nytt." in text_of(response)
    assert "Denne kvitteringen gjelder det dere sendte inn sist." in text_of(filled.open("kvittering/"))
    filled.fill("henvendelser", enquiries__count="13")
    send(filled)
    assert "Versjon 2" in text_of(filled.open("kvittering/"))
    numbers = [version.answers["enquiries.count"]["value"] for version in SubmissionVersion.objects.all()]
    assert numbers == [12, 13]


def test_after_the_round_has_closed_the_report_stays_sent(filled: Writer, report: Submission) -> None:
    send(filled)
    Round.objects.update(closes_at=timezone.now() - timedelta(minutes=1))
    assert "Endre rapporten" not in text_of(filled.open("kvittering/"))
    response = filled.client.post(filled.address + "apne/", follow=True)
    assert "Runden er ikke åpen." in text_of(response)
    report.refresh_from_db()
    assert report.is_submitted


def test_before_anything_is_sent_there_is_no_receipt(writer: Writer) -> None:
    assert writer.open("kvittering/")["Location"] == writer.address


def test_late_is_said(filled: Writer) -> None:
    Round.objects.update(deadline=timezone.localdate() - timedelta(days=2))
    assert "Fristen var" in text_of(filled.open())
    send(filled)
    assert "Nei, etter fristen" in text_of(filled.open("kvittering/"))


# --- those who read ---


def test_the_directorate_reads_what_was_sent_and_not_the_draft(
    filled: Writer, report: Submission, client_of: ClientOf, dina: User
) -> None:
    reader = Writer(client_of(dina), report)
    assert reader.open()["Location"] == reader.address + "svar/"
    before = text_of(reader.open("svar/"))
    assert "Rapporten er ikke sendt inn ennå" in before
    assert "ca. 40" not in before
    send(filled)
    assert "ca. 40" in text_of(reader.open("svar/"))


def test_the_version_sent_is_read_also_while_the_report_is_changed(
    filled: Writer, report: Submission, client_of: ClientOf, make_person: Callable[..., User]
) -> None:
    send(filled)
    filled.client.post(filled.address + "apne/")
    filled.fill("henvendelser", enquiries__count="999")
    governor = make_person("Greta Li", ("statsforvalteren-i-troms-og-finnmark", "reader"))
    words = text_of(Writer(client_of(governor), report).open("svar/"))
    assert "12" in words
    assert "999" not in words


def test_readers_cannot_send_change_or_fill_in(
    filled: Writer, report: Submission, client_of: ClientOf, dina: User
) -> None:
    reader = Writer(client_of(dina), report)
    for part in ("henvendelser/", "se-over/"):
        assert reader.open(part).status_code == 403
    for part in ("send-inn/", "apne/"):
        assert reader.client.post(reader.address + part).status_code == 403


@pytest.mark.parametrize("part", ["", "se-over/", "kvittering/", "svar/"])
def test_pages_take_few_queries(filled: Writer, part: str) -> None:
    send(filled)
    filled.open(part)
    with CaptureQueriesContext(connection) as queries:
        filled.open(part)
    assert len(queries) <= 8


def test_no_section_has_the_address_of_another_page(report: Submission) -> None:
    taken = {"lagre", "se-over", "send-inn", "kvittering", "apne", "svar"}
    assert not taken & {section.slug for section in report.round.form.sections}
