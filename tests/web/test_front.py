"""The front page: what each role has before it."""

from collections.abc import Callable
from datetime import UTC, date, datetime

import pytest
from django.test import Client

from frisklivsnett.collection.actions import save_answers, take_back
from frisklivsnett.collection.days import end_of
from frisklivsnett.collection.models import FollowUp, Round, Submission, SubmissionVersion
from frisklivsnett.core.forms import Answer
from frisklivsnett.publication.models import Edition
from frisklivsnett.publication.steps import Move, ReportStep
from frisklivsnett.registry.models import User
from frisklivsnett.web.front.panels import panels_for
from frisklivsnett.web.front.steps import Panel, Step
from frisklivsnett.web.front.waiting import waiting_for

BEFORE_OPENING = datetime(2025, 1, 10, 12, tzinfo=UTC)
IN_TIME = datetime(2025, 3, 23, 12, tzinfo=UTC)
LATE = datetime(2025, 4, 3, 12, tzinfo=UTC)
CLOSED = datetime(2025, 6, 1, 12, tzinfo=UTC)


def send(submission: Submission, at: datetime) -> None:
    """As sent at ``at``, whatever it answers."""
    round_ = submission.round
    SubmissionVersion.objects.create(
        submission=submission,
        number=1,
        answers={},
        checksum="0",
        submitted_at=at,
        on_time=round_.is_on_time(at),
    )
    submission.status, submission.saved_at = Submission.Status.SUBMITTED, at
    submission.save()


def the_panel(user: User, now: datetime) -> Panel:
    (panel,) = panels_for(user, now)
    return panel


def the_step(user: User, now: datetime) -> Step:
    return the_panel(user, now).step


# --- a centre ---


def test_a_centre_is_asked_to_start_with_the_deadline_in_words(alice: User, tana: Submission) -> None:
    step = the_step(alice, IN_TIME)
    assert step.title == "Årsrapport for 2024"
    assert step.deadline == "Frist 1. april 2025, om 9 dager."
    assert step.button
    assert (step.button.label, step.button.address) == ("Start på rapporten", "/runder/2024/tana/")


def test_a_centre_that_has_begun_is_asked_to_go_on_from_where_it_is(alice: User, tana: Submission) -> None:
    question = next(question for question in tana.round.form.questions if question.type == "integer")
    save_answers(submission=tana, changes={question.id: Answer(3)}, by=alice, at=IN_TIME)
    step = the_step(alice, IN_TIME)
    assert (step.done, step.total) == (1, 19)
    assert step.button
    assert step.button.label == "Fortsett med rapporten"


def test_what_a_colleague_has_begun_is_begun_for_both(alice: User, bob: User, tana: Submission) -> None:
    question = next(question for question in tana.round.form.questions if question.type == "integer")
    save_answers(submission=tana, changes={question.id: Answer(3)}, by=bob, at=IN_TIME)
    assert the_step(alice, IN_TIME) == the_step(bob, IN_TIME)


def test_after_the_deadline_the_report_can_still_be_sent_until_the_round_closes(
    alice: User, tana: Submission
) -> None:
    late = the_step(alice, LATE)
    assert late.deadline == "Fristen var 1. april 2025, for 2 dager siden."
    assert late.button
    closed = the_step(alice, CLOSED)
    assert "lukket" in closed.text
    assert not closed.deadline


def test_nothing_awaits_a_centre_that_has_sent(alice: User, tana: Submission) -> None:
    send(tana, IN_TIME)
    step = the_step(alice, IN_TIME)
    assert step.quiet
    assert "23. mars 2025" in step.text
    assert step.button
    assert step.button.label == "Se rapporten"


def test_a_report_that_is_open_for_change_asks_to_be_sent_again(alice: User, tana: Submission) -> None:
    send(tana, IN_TIME)
    take_back(submission=tana, by=alice, at=IN_TIME)
    step = the_step(alice, IN_TIME)
    assert "sende den inn på nytt" in step.text
    assert not step.quiet


def test_nothing_awaits_before_the_round_opens(alice: User, tana: Submission) -> None:
    assert the_step(alice, BEFORE_OPENING).title == "Ingenting å rapportere nå"


def test_an_open_round_comes_before_one_that_is_done(alice: User, tana: Submission) -> None:
    send(tana, IN_TIME)
    newer = Round.objects.create(
        report_year=2025,
        form_version=tana.round.form_version,
        opens_at=datetime(2026, 2, 1, tzinfo=UTC),
        deadline=date(2026, 4, 1),
    )
    newer.submissions.create(agreement=tana.agreement)
    panel = the_panel(alice, datetime(2026, 3, 31, 12, tzinfo=UTC))
    assert panel.step.title == "Årsrapport for 2025"
    assert panel.step.deadline == "Frist 1. april 2026, i morgen."
    assert [(link.label, link.note) for link in panel.links] == [
        ("Årsrapport for 2024", "sendt inn 23. mars 2025")
    ]


def test_the_coordinator_is_told_so(make_person: Callable[..., User], the_round: Round) -> None:
    stine = make_person("Stine Strand", ("stavanger", "lead"))
    panel = the_panel(stine, IN_TIME)
    # The centre that coordinates is registered for the years of the agreements; today may be another year.
    assert panel.organisation in ("Stavanger, koordinator for nettverket", "Stavanger")
    assert panel.step.title == "Årsrapport for 2024"


def test_one_with_two_roles_sees_both(make_person: Callable[..., User], the_round: Round) -> None:
    both = make_person("Anne Vik", ("bodo", "lead"), ("helsedirektoratet", "adviser"))
    panels = panels_for(both, IN_TIME)
    assert [panel.organisation for panel in panels] == ["Helsedirektoratet", "Bodø"]


# --- the Directorate ---


def test_the_directorate_sees_how_many_are_missing(dina: User, the_round: Round) -> None:
    first, second = the_round.submissions.order_by("pk")[:2]
    send(first, IN_TIME)
    second.saved_at = IN_TIME
    second.save()
    step = the_step(dina, IN_TIME)
    assert step.text == "1 rapport venter på å bli lest. 1 av 18 sentraler har sendt inn."
    assert step.deadline == "Frist 1. april 2025, om 9 dager."
    assert step.button
    assert step.button.address == "/runder/2024/?vis=sendt-inn#sentralene"
    first.status = Submission.Status.APPROVED
    first.save()
    step = the_step(dina, IN_TIME)
    assert step.text == "1 av 18 sentraler har sendt inn. 1 er i gang, og 16 har ikke begynt."
    assert step.button
    assert step.button.address == "/runder/2024/"


def test_the_directorate_is_led_to_what_it_marked_to_follow_up(dina: User, the_round: Round) -> None:
    submission = the_round.submissions.order_by("pk")[0]
    marks = [
        FollowUp.objects.create(submission=submission, question_id=question, note="Ring.", marked_at=IN_TIME)
        for question in ("", "hosting.people")
    ]
    panel = the_panel(dina, IN_TIME)
    assert panel.links_title == "Mer å se på"
    assert (panel.links[0].label, panel.links[0].address) == ("2 ting skal følges opp", "/oppfolging/")
    for mark in marks:
        mark.closed_at = IN_TIME
        mark.save()
    assert "/oppfolging/" not in [link.address for link in the_panel(dina, IN_TIME).links]


def test_an_adviser_is_told_of_a_report_to_look_over_and_its_sender_is_not(
    dina: User, make_person: Callable[..., User], the_round: Round
) -> None:
    other = make_person("Anne Vik", ("helsedirektoratet", "adviser"))
    ReportStep.objects.create(round=the_round, number=1, move=Move.SEND, by=dina, at=IN_TIME)
    assert waiting_for(dina) == []
    (line,) = waiting_for(other)
    assert line.address == "/runder/2024/rapport/"
    assert line.label == "Den nasjonale rapporten for 2024 venter på at du ser over den"


def test_the_directorate_is_told_when_all_have_sent(dina: User, the_round: Round) -> None:
    for submission in the_round.submissions.all():
        send(submission, IN_TIME)
    step = the_step(dina, IN_TIME)
    assert step.text == "18 rapporter venter på å bli lest. Alle 18 sentraler har sendt inn."
    assert not step.deadline


def test_the_directorates_next_step_follows_the_rounds_life(dina: User, the_round: Round) -> None:
    def button(now: datetime) -> str:
        step = the_step(dina, now)
        assert step.button
        return step.button.label

    assert button(BEFORE_OPENING) == "Se planen"
    assert button(IN_TIME) == "Se hvem som har svart"
    for submission in the_round.submissions.all():
        send(submission, IN_TIME)
    assert button(IN_TIME) == "Les rapportene"
    the_round.submissions.update(status="approved")
    assert "lest og godkjent" in the_step(dina, CLOSED).text
    assert button(CLOSED) == "Se over og publiser rapporten"
    Edition.objects.create(round=the_round, number=1, published_at=CLOSED, data_checksum="")
    assert button(CLOSED) == "Planlegg neste runde"


def test_with_no_round_the_directorate_is_asked_to_plan_one(dina: User) -> None:
    step = the_step(dina, IN_TIME)
    assert step.button
    assert step.button.address == "/runder/ny/"


def test_a_returned_report_asks_its_centre_to_mend_it_by_its_own_day(alice: User, tana: Submission) -> None:
    send(tana, IN_TIME)
    Submission.objects.filter(pk=tana.pk).update(status="returned", open_until=end_of(date(2025, 6, 10)))
    step = the_step(alice, CLOSED)
    assert step.deadline == "Send inn på nytt innen 10. juni 2025."
    assert step.button
    assert step.button.label == "Se hva som skal rettes"


def test_an_approved_report_awaits_nothing(alice: User, tana: Submission) -> None:
    send(tana, IN_TIME)
    Submission.objects.filter(pk=tana.pk).update(status="approved")
    step = the_step(alice, IN_TIME)
    assert step.quiet
    assert "godkjent" in step.text


# --- counties ---


def test_a_county_reads_what_is_sent_from_its_own_county_that_year(
    make_person: Callable[..., User], tana: Submission
) -> None:
    finn = make_person("Finn Mo", ("finnmark-fylkeskommune", "reader"))
    trym = make_person("Trym Mo", ("troms-fylkeskommune", "reader"))
    assert the_step(finn, IN_TIME).title == "Ingen rapporter å lese ennå"
    send(tana, IN_TIME)
    panel = the_panel(finn, IN_TIME)
    assert panel.step.text == "1 sentral i området deres har sendt inn årsrapport for 2024."
    assert [link.address for link in panel.links] == ["/runder/2024/tana/"]
    assert not the_panel(trym, IN_TIME).links


# --- the page ---


@pytest.mark.django_db
def test_everyone_sees_where_the_centres_are(registers: None) -> None:
    page = Client().get("/").content.decode()
    assert "18 utviklingssentraler" in page
    assert "Alstahaug, Bodø, Harstad og Tana" in page


@pytest.mark.django_db
def test_the_front_page_works_before_anything_is_registered() -> None:
    assert Client().get("/").status_code == 200
    assert "Ingen sentraler ennå" in Client().get("/sentraler/").content.decode()


def test_one_without_a_role_is_told_what_to_do(
    make_person: Callable[..., User], client_of: Callable[[User], Client]
) -> None:
    page = client_of(make_person("Nora Ny")).get("/").content.decode()
    assert "Hei, Nora" in page
    assert "Du har ingen rolle ennå" in page


def test_the_front_page_takes_few_queries(
    alice: User,
    tana: Submission,
    client_of: Callable[[User], Client],
    django_assert_max_num_queries: Callable[[int], object],
) -> None:
    client = client_of(alice)
    client.get("/")
    with django_assert_max_num_queries(6):  # type: ignore[attr-defined]
        client.get("/")
