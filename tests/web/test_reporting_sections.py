"""Filling in a section without JavaScript: everything that can be saved is, and nothing typed is lost."""

from collections.abc import Callable
from datetime import timedelta

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from tests.core.forms.examples import definition

from frisklivsnett.collection.actions import open_round, save_answers, store_form
from frisklivsnett.collection.models import Round, Submission
from frisklivsnett.core.forms import Answer
from frisklivsnett.registry.models import User

from .report_pages import Writer, fields_of, text_of

ClientOf = Callable[[User], Client]


@pytest.fixture
def writer(client_of: ClientOf, alice: User, report: Submission) -> Writer:
    return Writer(client_of(alice), report)


def stored(report: Submission) -> dict[str, object]:
    fresh = Submission.objects.with_places().get(pk=report.pk)
    return {id_: answer.value for id_, answer in fresh.working_answers.items()}


# --- saving ---


def test_a_section_is_saved_and_leads_to_the_next(writer: Writer, report: Submission) -> None:
    response = writer.fill(
        "henvendelser",
        "frem",
        enquiries__count="1 234",
        hosting__people="40",
        hosting__people__approximate="1",
    )
    assert (response.status_code, response["Location"]) == (302, writer.address + "kommunikasjon/")
    assert stored(report) == {"enquiries.count": 1234, "hosting.people": 40}
    assert report.answers.get(question_id="hosting.people").content == {"value": 40, "approximate": True}


def test_the_buttons_lead_back_stay_and_finish(writer: Writer) -> None:
    assert writer.fill("kommunikasjon", "tilbake")["Location"] == writer.address + "henvendelser/"
    assert writer.fill("henvendelser", "tilbake")["Location"] == writer.address
    assert writer.fill("tilbakemeldinger", "frem")["Location"] == writer.address + "se-over/"
    assert writer.fill("forskning")["Location"] == writer.address + "forskning/"


def test_what_was_saved_stands_in_the_fields_when_one_comes_back(writer: Writer) -> None:
    writer.fill(
        "kommunikasjon",
        communication__audiences=["politicians", "other"],
        **{"communication.audiences.specify.other": "skolene"},
        communication__partners="Nav\r\nidrettslagene",
    )
    fields = fields_of(writer.open("kommunikasjon/"))
    assert fields["communication.audiences"] == ["politicians", "other"]
    assert fields["communication.audiences.specify.other"] == ["skolene"]
    assert fields["communication.partners"] == ["Nav\nidrettslagene"]
    assert fields["communication.audiences.seen"] == ["1"]


def test_one_comes_back_to_the_section_last_saved(writer: Writer) -> None:
    assert "Start på rapporten" in text_of(writer.open())
    writer.fill("forskning", research__participation="none")
    page = writer.open()
    button = page.content.decode().partition("Fortsett der dere slapp")[0].rpartition("<a ")[2]
    assert f'href="{writer.address}forskning/"' in button
    assert "1 av 19 spørsmål besvart" in text_of(page)


def test_an_answer_is_emptied_by_emptying_its_field(writer: Writer, report: Submission) -> None:
    writer.fill("henvendelser", enquiries__count="12")
    writer.fill("henvendelser", enquiries__count="")
    assert stored(report) == {}


# --- what cannot be saved ---


def test_the_valid_is_saved_and_the_rest_stays_in_its_field(writer: Writer, report: Submission) -> None:
    response = writer.fill(
        "henvendelser",
        "frem",
        enquiries__count="ca. 40",
        enquiries__topics="Helsesamtalen",
        hosting__people="-3",
    )
    assert response.status_code == 422
    words, fields = text_of(response), fields_of(response)
    assert "Noe er ikke lagret" in words
    assert "Ett annet svar er lagret." in words
    assert (fields["enquiries.count"], fields["hosting.people"]) == (["ca. 40"], ["-3"])
    assert stored(report) == {"enquiries.topics": "Helsesamtalen"}
    summary = response.content.decode().partition("data-error-summary")[2].partition("</ul>")[0]
    assert 'href="#enquiries.count"' in summary
    assert 'href="#hosting.people"' in summary


def test_the_answer_from_before_is_said_to_stand(writer: Writer, report: Submission) -> None:
    writer.fill("henvendelser", hosting__people="38")
    response = writer.fill("henvendelser", hosting__people="mange")
    assert "Det forrige svaret, 38, gjelder fortsatt." in text_of(response)
    assert stored(report) == {"hosting.people": 38}


def test_an_option_that_excludes_the_others_is_refused_with_them(writer: Writer, report: Submission) -> None:
    response = writer.fill("kommunikasjon", communication__activities=["strategy", "none"])
    assert response.status_code == 422
    assert "Velg enten det eller de andre i spørsmål 6." in text_of(response)
    assert fields_of(response)["communication.activities"] == ["strategy", "none"]
    assert stored(report) == {}


def test_words_for_an_option_that_is_not_ticked_are_kept(writer: Writer) -> None:
    response = writer.fill("kommunikasjon", **{"communication.audiences.specify.other": "skolene"})
    assert response.status_code == 422
    assert fields_of(response)["communication.audiences.specify.other"] == ["skolene"]


def test_a_megabyte_of_text_is_refused_and_given_back(writer: Writer, report: Submission) -> None:
    text = "Vi hjelper. " * 80_000
    response = writer.fill("henvendelser", enquiries__topics=text, enquiries__count="7")
    assert response.status_code == 422
    assert "tegn for langt" in text_of(response)
    assert fields_of(response)["enquiries.topics"] == [text]
    assert stored(report) == {"enquiries.count": 7}


def test_more_than_can_be_received_saves_nothing(writer: Writer, report: Submission) -> None:
    response = writer.fill("henvendelser", enquiries__topics="x" * 2_600_000, enquiries__count="7")
    assert response.status_code == 413
    assert "for stort" in text_of(response)
    assert stored(report) == {}


@pytest.mark.parametrize("number", ["9" * 30, "1e400", "NaN", "∞", "0x10", "1/2", "²", "12 000 000"])
def test_numbers_that_mean_nothing_here_are_refused(writer: Writer, report: Submission, number: str) -> None:
    response = writer.fill("henvendelser", enquiries__count=number)
    assert response.status_code == 422
    assert fields_of(response)["enquiries.count"] == [number]
    assert stored(report) == {}


def test_html_and_formulas_are_text(writer: Writer, report: Submission) -> None:
    text = '<script>alert("x")</script>=SUM(A1:A9)\n@cmd'
    writer.fill("henvendelser", enquiries__topics=text)
    assert stored(report) == {"enquiries.topics": text}
    for part in ("henvendelser/", "se-over/"):
        assert "<script>alert" not in writer.open(part).content.decode()


# --- posts that no page of ours sends ---


@pytest.mark.parametrize(
    "fields",
    [
        {"no.such.question": "1", "no.such.question.seen": "0"},
        {"enquiries.count": "5"},
        {"enquiries.count": "5", "enquiries.count.seen": "-1"},
        {"enquiries.count": "5", "enquiries.count.seen": "9" * 40},
        {"enquiries.count": "5", "enquiries.count.seen": ["0", "1"]},
        {"communication.partners": "x", "communication.partners.seen": "0"},
        {"communication.audiences.seen": "0", "communication.audiences.specify.politicians": "x"},
    ],
    ids=["unknown", "no version", "negative", "huge", "two versions", "other section", "no such field"],
)
def test_a_post_that_no_page_sends_is_refused_whole(
    writer: Writer, report: Submission, fields: dict[str, str]
) -> None:
    sent = {"hosting.people": "3", "hosting.people.seen": "0"} | fields
    response = writer.client.post(writer.address + "henvendelser/", sent)
    assert response.status_code == 400
    assert "Ingenting er lagret." in text_of(response)
    assert stored(report) == {}


def test_an_option_that_the_question_does_not_have_is_said_in_words(
    writer: Writer, report: Submission
) -> None:
    response = writer.fill("kommunikasjon", communication__audiences=["martians"])
    assert response.status_code == 422
    assert "er ikke et av valgene i spørsmål 7" in text_of(response)
    assert stored(report) == {}


def test_a_post_without_a_token_is_refused_with_a_way_on(alice: User, report: Submission) -> None:
    client = Client(enforce_csrf_checks=True)
    client.force_login(alice)
    response = client.post(f"/runder/{report.round.report_year}/tana/henvendelser/", {"enquiries.count": "1"})
    assert response.status_code == 403
    assert "Siden var for gammel til å sendes" in text_of(response)
    assert stored(report) == {}


# --- who, and when ---


def test_another_centre_is_turned_away(client_of: ClientOf, charlie: User, report: Submission) -> None:
    writer = Writer(client_of(charlie), report)
    response = writer.open("henvendelser/")
    assert response.status_code == 403
    assert "tilhører en annen sentral" in text_of(response)
    assert (
        writer.client.post(writer.address + "henvendelser/", {"enquiries.count.seen": "0"}).status_code == 403
    )


def test_whoever_is_not_logged_in_is_asked_to_and_comes_back(report: Submission) -> None:
    writer = Writer(Client(), report)
    assert writer.open("forskning/")["Location"] == f"/logg-inn/?next={writer.address}forskning/"


def test_after_logging_out_what_was_typed_is_given_back(
    writer: Writer, report: Submission, client_of: ClientOf
) -> None:
    fields = fields_of(writer.open("kommunikasjon/"))
    stranger = Writer(Client(), report)
    response = stranger.post(
        "kommunikasjon",
        fields,
        communication__partners="En lang <b>tekst</b>",
        communication__audiences=["press"],
    )
    assert response.status_code == 401
    assert "Du er logget ut, og svarene ble ikke lagret" in text_of(response)
    assert "En lang &lt;b&gt;tekst&lt;/b&gt;" in response.content.decode()
    assert "Presse" in text_of(response)
    assert stored(report) == {}


def test_a_section_that_the_form_does_not_have_is_not_found(writer: Writer) -> None:
    assert writer.open("okonomi/").status_code == 404


def test_pages_are_not_kept_by_the_browser(writer: Writer) -> None:
    assert "no-store" in writer.open("henvendelser/")["Cache-Control"]


def test_a_round_that_has_closed_meanwhile_saves_nothing_and_gives_back_what_was_typed(
    writer: Writer, report: Submission
) -> None:
    fields = fields_of(writer.open("henvendelser/"))
    Round.objects.update(closes_at=timezone.now() - timedelta(minutes=1))
    response = writer.post("henvendelser", fields, enquiries__topics="Lang tekst")
    assert response.status_code == 409
    assert "Svarene ble ikke lagret" in text_of(response)
    assert "Runden er lukket." in text_of(response)
    assert fields_of(response)["enquiries.topics"] == ["Lang tekst"]
    assert stored(report) == {}


def test_a_closed_round_shows_the_answers_and_why_they_cannot_be_changed(writer: Writer) -> None:
    writer.fill("henvendelser", enquiries__count="31")
    Round.objects.update(closes_at=timezone.now() - timedelta(minutes=1))
    page = writer.open("henvendelser/")
    assert fields_of(page) == {}
    assert "Runden er lukket, og rapporten er ikke sendt inn" in text_of(page)
    assert "31" in text_of(page)


def test_a_round_that_has_not_opened_says_when_it_does(writer: Writer) -> None:
    Round.objects.update(opens_at=timezone.now() + timedelta(days=3))
    assert "Runden har ikke åpnet ennå" in text_of(writer.open("henvendelser/"))
    assert "Runden har ikke åpnet ennå" in text_of(writer.open())


# --- two at once ---


@pytest.fixture
def clash(writer: Writer, report: Submission, bob: User) -> dict[str, list[str]]:
    """What Alice is about to post, made from a page that is older than Bob's answer."""
    fields = fields_of(writer.open("henvendelser/"))
    save_answers(submission=report, changes={"hosting.people": Answer(38)}, by=bob)
    return fields


def test_a_colleagues_answer_is_not_overwritten_and_both_are_shown(
    writer: Writer, report: Submission, clash: dict[str, list[str]]
) -> None:
    response = writer.post("henvendelser", clash, "frem", hosting__people="40", enquiries__count="5")
    assert response.status_code == 409
    assert "Bob har lagret et annet svar." in text_of(response)
    assert "Bob har lagret et annet svar på spørsmål 3." in text_of(response)
    assert fields_of(response)["hosting.people"] == ["40"]
    assert stored(report) == {"hosting.people": 38, "enquiries.count": 5}


def test_pressing_save_again_does_not_choose(
    writer: Writer, report: Submission, clash: dict[str, list[str]]
) -> None:
    fields = fields_of(writer.post("henvendelser", clash, hosting__people="40"))
    assert writer.post("henvendelser", fields).status_code == 409
    assert stored(report) == {"hosting.people": 38}


def test_mine_can_be_chosen(writer: Writer, report: Submission, clash: dict[str, list[str]]) -> None:
    fields = fields_of(writer.post("henvendelser", clash, hosting__people="40"))
    assert writer.post("henvendelser", fields, behold="hosting.people:1").status_code == 302
    assert stored(report) == {"hosting.people": 40}


def test_theirs_can_be_chosen(writer: Writer, report: Submission, clash: dict[str, list[str]]) -> None:
    fields = fields_of(writer.post("henvendelser", clash, hosting__people="40", enquiries__count="5"))
    response = writer.post("henvendelser", fields, bruk="hosting.people")
    assert response["Location"] == writer.address + "henvendelser/#hosting.people"
    assert stored(report) == {"hosting.people": 38, "enquiries.count": 5}


def test_the_same_answer_twice_is_no_conflict(writer: Writer, clash: dict[str, list[str]]) -> None:
    assert writer.post("henvendelser", clash, hosting__people="38").status_code == 302


# --- conditions ---


@pytest.fixture
def course(client_of: ClientOf, alice: User, registers: None) -> Writer:
    """The report of 2025, whose form has questions of every kind, some of them hidden at first."""
    opened = open_round(
        report_year=2024,
        form_version=store_form(definition=definition("all-types"), by=None),
        opens_at=timezone.now() - timedelta(days=1),
        deadline=timezone.localdate() + timedelta(days=9),
        by=None,
    )
    return Writer(client_of(alice), opened.submissions.get(agreement__organisation__slug="tana"))


def hidden(response: object) -> list[str]:
    html = response.content.decode()  # type: ignore[attr-defined]
    starts = html.split('data-question="')[1:]
    return [part.partition('"')[0] for part in starts if part.partition(">")[0].endswith(" hidden")]


def test_a_question_waits_for_its_condition(course: Writer) -> None:
    assert hidden(course.open("kurs/")) == ["course.participants", "course.hours", "course.first_day"]
    assert "0 av 2 spørsmål besvart" in text_of(course.open())


def test_an_answer_that_opens_a_question_leads_to_it_before_one_goes_on(course: Writer) -> None:
    response = course.fill("kurs", "frem", course__held="yes")
    assert response["Location"] == course.address + "kurs/#course.participants"
    page = course.open("kurs/")
    assert hidden(page) == ["course.hours", "course.first_day"]
    assert "har åpnet et spørsmål til" in text_of(page)


def test_every_kind_of_question_is_kept_and_given_back(course: Writer) -> None:
    course.fill(
        "kurs",
        course__held="yes",
        course__participants="12",
        course__hours="37,5",
        course__first_day="2024-02-29",
    )
    fields = fields_of(course.open("kurs/"))
    assert (fields["course.held"], fields["course.hours"], fields["course.first_day"]) == (
        ["yes"],
        ["37,5"],
        ["2024-02-29"],
    )
    words = text_of(course.open("se-over/"))
    assert "37,5" in words
    assert "29. februar 2024" in words


def test_a_choice_of_one_can_be_taken_back(course: Writer) -> None:
    course.fill("temaer", topics__covered=["diet"], topics__main="diet")
    assert "topics.main" in fields_of(course.open("temaer/"))
    course.fill("temaer", topics__main="")
    assert fields_of(course.open("temaer/"))["topics.main"] == [""]


def test_answers_to_questions_that_are_hidden_again_are_kept_but_not_listed(course: Writer) -> None:
    course.fill("kurs", course__held="yes", course__participants="12")
    course.fill("kurs", course__held="no")
    assert "Hvor mange deltok?" not in text_of(course.open("se-over/"))
    course.fill("kurs", course__held="yes")
    assert fields_of(course.open("kurs/"))["course.participants"] == ["12"]


# --- how much it costs ---


def test_a_section_takes_few_queries(writer: Writer, report: Submission) -> None:
    writer.fill("henvendelser", enquiries__count="12", hosting__people="3")
    with CaptureQueriesContext(connection) as queries:
        writer.open("henvendelser/")
    assert len(queries) <= 11
