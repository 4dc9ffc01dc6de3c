"""Invitations and reminders: who is written to, when, and that it happens once."""

import json
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
from django.core.exceptions import ValidationError
from django.db import transaction
from tests.apps.test_collection import ENOUGH

from frisklivsnett.collection.actions import open_round, save_answers, store_form, submit, take_back
from frisklivsnett.collection.following import reopen, return_report
from frisklivsnett.collection.models import Round, Submission
from frisklivsnett.collection.reminders import Reminded, remind_due, remind_now, save_plan
from frisklivsnett.collection.reminding import Plan, due, plan_of, steps_of
from frisklivsnett.core.forms import Answer
from frisklivsnett.mailing.models import Letter
from frisklivsnett.registry.actions import give_role, load_registers
from frisklivsnett.registry.models import Organisation, User

FORM = Path(__file__).parents[3] / "src/frisklivsnett/data/forms/annual-report-1.json"
OSLO = ZoneInfo("Europe/Oslo")
OPENS = datetime(2026, 2, 2, 8, tzinfo=OSLO)
DEADLINE = date(2026, 4, 1)


def at(day: int, month: int, hour: int = 8, minute: int = 0) -> datetime:
    return datetime(2026, month, day, hour, minute, tzinfo=OSLO).astimezone(UTC)


@pytest.fixture
def round_(db: None) -> Round:
    """A round with two centres that can be written to: Tana (two people) and Bodø (an address only)."""
    load_registers()
    Organisation.objects.filter(slug="bodo").update(email="frisklivssentralen@bodo.example", language="nn")
    tana = Organisation.objects.get(slug="tana")
    for name in ("Marit", "Ola"):
        user = User.objects.create_user(f"{name}@tana.example", name=name)
        give_role(user=user, organisation=tana, kind="lead", starts_on=date(2024, 1, 1), by=None)
    form = store_form(definition=json.loads(FORM.read_text("utf-8")), by=None)
    return open_round(report_year=2025, form_version=form, opens_at=OPENS, deadline=DEADLINE, by=None)


def report(round_: Round, centre: str) -> Submission:
    return round_.submissions.with_places().get(agreement__organisation__slug=centre)


def reached(reminded: list[Reminded]) -> dict[str, str]:
    return {one.centre.slug: one.kind.partition(".")[2] for one in reminded if one.readers}


def send_in(round_: Round, centre: str, when: datetime, by: User | None = None) -> None:
    if not report(round_, centre).is_submitted:
        save_answers(submission=report(round_, centre), changes=ENOUGH, by=by, at=when)
    submit(submission=report(round_, centre), by=by, at=when)


# --- when ---


def test_the_plan_of_the_house_is_an_invitation_and_five_reminders(round_: Round) -> None:
    days = [(step.kind.partition(".")[2], step.day.isoformat()) for step in steps_of(round_, Plan())]
    assert days == [
        ("invitation", "2026-02-02"),
        ("reminder", "2026-02-18"),
        ("reminder", "2026-03-18"),
        ("reminder", "2026-04-01"),
        ("late", "2026-04-08"),
        ("late", "2026-04-22"),
    ]


def test_letters_leave_at_eight_in_norway_on_both_sides_of_the_night_when_the_clocks_change(
    round_: Round,
) -> None:
    steps = {step.day: step.moment for step in steps_of(round_, Plan())}
    assert steps[date(2026, 3, 18)].astimezone(UTC).hour == 7  # the clocks change on 29 March
    assert steps[date(2026, 4, 1)].astimezone(UTC).hour == 6
    round_.deadline = date(2026, 3, 29)
    (on_the_day,) = (step for step in steps_of(round_, Plan(days=(0,))) if step.offset == 0)
    assert on_the_day.moment.isoformat() == "2026-03-29T08:00:00+02:00"


def test_nothing_is_planned_before_the_round_opens_or_after_it_closes(round_: Round) -> None:
    round_.closes_at = datetime(2026, 4, 9, tzinfo=OSLO)
    days = [step.offset for step in steps_of(round_, Plan(days=(-90, -14, 7, 21)))]
    assert days == [None, -14, 7]


def test_an_invitation_does_not_leave_in_the_middle_of_the_night(round_: Round) -> None:
    round_.opens_at = datetime(2026, 2, 2, 0, 0, tzinfo=OSLO)
    assert steps_of(round_, Plan())[0].moment.hour == 8


def test_after_a_standstill_only_the_newest_step_is_due_and_one_that_is_long_past_is_not(
    round_: Round,
) -> None:
    steps = steps_of(round_, Plan())
    newest = due(steps, at(8, 4))
    assert newest is not None
    assert newest.offset == 7
    assert due(steps, at(22, 4) + timedelta(days=14, seconds=1)) is None
    assert due(steps, at(2, 2, 7, 59)) is None


# --- who ---


def test_everybody_is_invited_once_in_the_centres_norwegian(round_: Round) -> None:
    assert reached(remind_due(at=at(2, 2))) == {"tana": "invitation", "bodo": "invitation"}
    assert reached(remind_due(at=at(2, 2, 9))) == {}
    letters = {letter.address: letter for letter in Letter.objects.all()}
    assert letters.keys() == {"marit@tana.example", "ola@tana.example", "frisklivssentralen@bodo.example"}
    assert letters["marit@tana.example"].language == "nb"
    nynorsk = letters["frisklivssentralen@bodo.example"]
    assert (nynorsk.language, nynorsk.subject) == ("nn", "No kan de fylle ut årsrapporten for 2025")
    assert "http://frisklivsnett.example/runder/2025/bodo/" in nynorsk.text


def test_centres_with_nobody_to_write_to_are_told_of(round_: Round) -> None:
    nobody = [one.centre.slug for one in remind_due(at=at(2, 2)) if not one.readers]
    assert len(nobody) == round_.submissions.count() - 2
    assert "harstad" in nobody


def test_who_has_sent_is_not_reminded_and_who_has_not_is(round_: Round) -> None:
    remind_due(at=at(2, 2))
    send_in(round_, "tana", at(3, 2))
    assert reached(remind_due(at=at(18, 2))) == {"bodo": "reminder"}


def test_who_opened_a_sent_report_for_change_is_not_reminded_since_what_was_sent_counts(
    round_: Round,
) -> None:
    send_in(round_, "tana", at(3, 2))
    take_back(submission=report(round_, "tana"), by=None, at=at(4, 2))
    assert "tana" not in reached(remind_due(at=at(18, 2)))


def test_the_reminder_tells_how_far_one_has_come_and_how_long_is_left(round_: Round) -> None:
    save_answers(
        submission=report(round_, "tana"), changes={"hosting.people": Answer(40)}, by=None, at=at(3, 2)
    )
    remind_due(at=at(18, 3))
    tana = Letter.objects.filter(organisation__slug="tana")[0]
    assert "Fristen er 1. april 2026, altså om 14 dager." in tana.text
    assert "Så langt har dere svart på 1 av 19 spørsmål." in tana.text
    bodo = Letter.objects.get(organisation__slug="bodo")
    assert "altså om 14 dagar." in bodo.text
    assert "Så langt" not in bodo.text


def test_the_late_are_told_that_they_can_still_send(round_: Round) -> None:
    assert reached(remind_due(at=at(8, 4))) == {"tana": "late", "bodo": "late"}
    assert "Fristen var 1. april 2026, for 7 dager siden." in Letter.objects.filter(language="nb")[0].text


def test_after_a_standstill_one_letter_is_sent_not_three(round_: Round) -> None:
    remind_due(at=at(8, 4))
    remind_due(at=at(8, 4, 9))
    assert Letter.objects.filter(address="marit@tana.example").count() == 1


def test_looking_changes_nothing(round_: Round) -> None:
    assert reached(remind_due(at=at(2, 2), dry_run=True)) == {"tana": "invitation", "bodo": "invitation"}
    assert not Letter.objects.exists()


def test_a_round_that_has_closed_reminds_nobody(round_: Round) -> None:
    Round.objects.update(closes_at=at(7, 4))
    assert remind_due(at=at(8, 4)) == []


def test_a_new_deadline_gives_new_reminders(round_: Round) -> None:
    remind_due(at=at(18, 3))
    Round.objects.update(deadline=date(2026, 4, 15))
    assert remind_due(at=at(31, 3)) == []
    assert reached(remind_due(at=at(1, 4))) == {"tana": "reminder", "bodo": "reminder"}


def test_a_returned_report_is_reminded_of_by_its_own_last_day(round_: Round) -> None:
    send_in(round_, "tana", at(3, 2))
    own_day = date(2026, 3, 25)
    tana = report(round_, "tana")
    return_report(submission=tana, seen=1, message="Se over tallene.", until=own_day, by=None, at=at(16, 3))
    assert "tana" not in reached(remind_due(at=at(18, 3)))
    assert reached(remind_due(at=at(22, 3)))["tana"] == "reminder"
    last = Letter.objects.filter(organisation__slug="tana", kind="round.reminder")[0]
    assert "25. mars 2026, altså om 3 dager" in last.text


def test_one_that_was_opened_again_in_a_closed_round_is_reminded_and_the_others_not(round_: Round) -> None:
    Round.objects.update(closes_at=at(7, 4))
    reopen(
        submission=report(round_, "tana"),
        reason="Dere får sende nå.",
        until=date(2026, 4, 20),
        by=None,
        at=at(10, 4),
    )
    assert reached(remind_due(at=at(17, 4))) == {"tana": "reminder"}


def test_a_reminder_that_waits_is_withdrawn_when_the_report_is_sent(round_: Round, settings: object) -> None:
    settings.MAIL_DELIVERY = "none"  # type: ignore[attr-defined]
    remind_due(at=at(18, 3))
    send_in(round_, "tana", at(18, 3, 9))
    states = dict(Letter.objects.filter(organisation__slug="tana").values_list("kind", "state"))
    assert states == {"round.reminder": "withdrawn", "submission.receipt": "queued"}


# --- now ---


def test_a_reminder_can_be_sent_now_but_once_a_day(round_: Round) -> None:
    tana = [report(round_, "tana")]
    first = remind_now(round_=round_, submissions=tana, by=None, at=at(10, 3, 12))
    assert reached(first.reminded) == {"tana": "reminder"}
    again = remind_now(round_=round_, submissions=tana, by=None, at=at(10, 3, 23))
    assert (again.reminded, list(again.not_reminded)) == ([], ["Tana"])
    after = remind_now(round_=round_, submissions=tana, by=None, at=at(11, 3, 0))
    assert reached(after.reminded) == {"tana": "reminder"}


def test_of_many_only_those_that_lack_get_one_and_the_others_are_told_of(round_: Round) -> None:
    send_in(round_, "tana", at(3, 2))
    asked = remind_now(round_=round_, submissions=round_.submissions.with_places(), by=None, at=at(9, 4))
    assert reached(asked.reminded) == {"bodo": "late"}
    assert asked.not_reminded["Tana"] == "Rapporten er sendt inn."
    assert asked.not_reminded["Harstad"].startswith("Ingen ved sentralen")


def test_a_reminder_sent_by_hand_stands_for_the_step_that_was_due_before_it(round_: Round) -> None:
    remind_now(round_=round_, submissions=[report(round_, "tana")], by=None, at=at(18, 3, 9))
    assert reached(remind_due(at=at(18, 3, 10))) == {"bodo": "reminder"}


def test_nothing_can_be_reminded_of_before_the_round_opens(round_: Round) -> None:
    with pytest.raises(ValidationError, match="ikke åpnet"):
        remind_now(round_=round_, submissions=[report(round_, "tana")], by=None, at=at(1, 2))


# --- the plan ---


def test_a_round_can_have_a_plan_of_its_own(round_: Round) -> None:
    save_plan(round_=round_, invites=False, days=[-7, 3, -7], based_on=0, by=None)
    assert plan_of(round_) == Plan(invites=False, days=(-7, 3), version=1)
    assert remind_due(at=at(2, 2)) == []
    assert reached(remind_due(at=at(25, 3))) == {"tana": "reminder", "bodo": "reminder"}


def test_two_advisers_do_not_undo_each_others_plan_unseen(round_: Round) -> None:
    save_plan(round_=round_, invites=True, days=[-7], based_on=0, by=None)
    save_plan(
        round_=round_, invites=True, days=[-7], based_on=0, by=None
    )  # the same once more: a double click
    with pytest.raises(ValidationError, match="kollega"):
        save_plan(round_=round_, invites=True, days=[-8], based_on=0, by=None)
    assert plan_of(round_).days == (-7,)


@pytest.mark.parametrize("days", [[-181], [181], list(range(13))])
def test_a_plan_that_nobody_wants_is_refused(round_: Round, days: list[int]) -> None:
    with pytest.raises(ValidationError):
        save_plan(round_=round_, invites=True, days=days, based_on=0, by=None)


# --- receipts ---


def test_a_report_gives_one_receipt_to_whoever_sent_it_however_often_it_is_sent(round_: Round) -> None:
    marit = User.objects.get(name="Marit")
    for _try in range(3):
        send_in(round_, "tana", at(3, 2, 10, 42), by=marit)
    (letter,) = Letter.objects.filter(kind="submission.receipt")
    assert letter.address == "marit@tana.example"
    assert "Sendt inn: 3. februar 2026 kl. 10.42" in letter.text
    assert "Innsending nummer" not in letter.text


def test_a_report_that_could_not_be_sent_gives_no_receipt(round_: Round) -> None:
    with pytest.raises(ValidationError), transaction.atomic():
        submit(submission=report(round_, "tana"), by=None, seen="something else", at=at(3, 2))
    assert not Letter.objects.exists()
