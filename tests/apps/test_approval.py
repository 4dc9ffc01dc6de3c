"""From draft to published: the moves there are, who may make them, and what a change undoes."""

import pytest
from django.core.exceptions import ValidationError
from django.db import DatabaseError, transaction

from frisklivsnett.audit.models import Event
from frisklivsnett.collection.models import Round, SubmissionVersion
from frisklivsnett.publication.actions import publish
from frisklivsnett.publication.approving import approve, return_to_draft, send_to_review, withdraw
from frisklivsnett.publication.drafts import ReportTextVersion
from frisklivsnett.publication.report import source_of
from frisklivsnett.publication.standing import other_advisers, standing_of
from frisklivsnett.publication.steps import AFTER, MOVES, Move, ReportStep, Stage
from frisklivsnett.publication.texts import DECK, REPORT, Template
from frisklivsnett.publication.writing import save_text
from frisklivsnett.registry.models import User

pytestmark = pytest.mark.usefixtures("demo_database", "db")


@pytest.fixture
def round_() -> Round:
    return Round.objects.select_related("form_version").get(report_year=2024)


@pytest.fixture
def ragnhild() -> User:
    return User.objects.get(name="Ragnhild Rådgård")


@pytest.fixture
def tor() -> User:
    return User.objects.get(name="Tor Etterlesen")


def send(round_: Round, by: User, asked: User | None = None) -> ReportStep:
    return send_to_review(round_=round_, by=by, asked=asked, correction="Tabell 1 er rettet.")


def test_every_stage_can_be_left_and_every_move_leads_to_one_stage() -> None:
    assert set(MOVES) == set(Stage)
    assert all(MOVES.values())
    assert set(AFTER) == set(Move)
    led_to = [(move, stage) for moves in MOVES.values() for move, stage in moves.items()]
    assert len(set(led_to)) == len(AFTER)


def test_the_demo_report_has_come_the_whole_way(round_: Round, ragnhild: User, tor: User) -> None:
    steps = list(ReportStep.objects.of(round_))
    assert [(step.move, step.by) for step in steps] == [
        ("publish", ragnhild),
        ("approve", tor),
        ("send", ragnhild),
    ]
    assert standing_of(round_).stage is Stage.PUBLISHED
    assert standing_of(Round.objects.get(report_year=2025)).stage is Stage.DRAFT


def test_whoever_sent_it_does_not_approve_it_where_there_is_another(
    round_: Round, ragnhild: User, tor: User
) -> None:
    send(round_, ragnhild, tor)
    with pytest.raises(ValidationError, match="En annen rådgiver"):
        approve(round_=round_, by=ragnhild)
    step = approve(round_=round_, by=tor)
    assert (step.same_person, standing_of(round_).stage) == (False, Stage.APPROVED)


def test_the_only_adviser_approves_alone_and_the_step_tells_so(
    round_: Round, ragnhild: User, tor: User
) -> None:
    User.objects.filter(pk=tor.pk).update(is_active=False)
    assert other_advisers(ragnhild) == []
    send(round_, ragnhild)
    step = approve(round_=round_, by=ragnhild)
    assert step.same_person
    assert Event.objects.get(verb="report.approved", object_id=str(step.pk)).details["same_person"] == 1


@pytest.mark.parametrize("template", [REPORT, DECK], ids=lambda each: each.word)
@pytest.mark.parametrize("language", ["nb", "en"])
def test_a_saved_change_to_any_text_makes_it_a_draft_again(
    round_: Round, ragnhild: User, tor: User, template: Template, language: str
) -> None:
    send(round_, ragnhild)
    approve(round_=round_, by=tor)
    save_text(
        round_=round_,
        language=language,
        template=template,
        source=source_of(language, template) + "\n",
        based_on=0,
        by=tor,
    )
    standing = standing_of(round_)
    assert (standing.stage, standing.voided, standing.text_changed) == (Stage.DRAFT, True, True)
    with pytest.raises(ValidationError, match="Teksten er endret"):
        publish(round_=round_, by=ragnhild)


def test_a_text_put_aside_changes_nothing(round_: Round, ragnhild: User, tor: User) -> None:
    save_text(round_=round_, language="nb", source=source_of("nb"), based_on=0, by=ragnhild)
    send(round_, ragnhild)
    save_text(round_=round_, language="nb", source="Noe annet", based_on=0, by=tor)
    assert ReportTextVersion.objects.filter(aside=True).count() == 1
    assert standing_of(round_).stage is Stage.IN_REVIEW


def test_answers_that_change_make_it_a_draft_again(round_: Round, ragnhild: User) -> None:
    send(round_, ragnhild)
    first = SubmissionVersion.objects.filter(submission__round=round_)[0]
    SubmissionVersion.objects.create(
        submission=first.submission,
        number=2,
        answers=first.answers,
        checksum="x",
        submitted_at=first.submitted_at,
        on_time=True,
    )
    standing = standing_of(round_)
    assert (standing.stage, standing.data_changed, standing.text_changed) == (Stage.DRAFT, True, False)
    assert send(round_, ragnhild).number == standing.number + 1


def test_it_is_returned_with_a_note_and_sent_again(round_: Round, ragnhild: User, tor: User) -> None:
    send(round_, ragnhild, tor)
    with pytest.raises(ValidationError, match="hva som må rettes"):
        return_to_draft(round_=round_, by=tor, note="  ")
    return_to_draft(round_=round_, by=tor, note="Se kapittel 2.")
    assert standing_of(round_).stage is Stage.DRAFT
    assert "kapittel" not in repr(Event.objects.get(verb="report.returned").details)
    send(round_, ragnhild, tor)
    withdraw(round_=round_, by=ragnhild)
    assert standing_of(round_).stage is Stage.DRAFT


def test_it_is_not_sent_approved_or_published_out_of_turn(round_: Round, ragnhild: User, tor: User) -> None:
    with pytest.raises(ValidationError, match="ikke til gjennomgang"):
        approve(round_=round_, by=tor)
    send(round_, ragnhild)
    with pytest.raises(ValidationError, match="allerede sendt"):
        send(round_, ragnhild)
    with pytest.raises(ValidationError, match="gjennomgått og godkjent"):
        publish(round_=round_, by=ragnhild)


def test_a_page_that_is_out_of_date_decides_nothing(round_: Round, ragnhild: User, tor: User) -> None:
    step = send(round_, ragnhild)
    with pytest.raises(ValidationError, match="imens"):
        approve(round_=round_, by=tor, seen=step.number - 1)
    assert approve(round_=round_, by=tor, seen=step.number).number == step.number + 1


def test_the_database_refuses_to_change_a_step(round_: Round) -> None:
    with pytest.raises(DatabaseError, match="stays as it is"), transaction.atomic():
        ReportStep.objects.update(note="noe annet")
