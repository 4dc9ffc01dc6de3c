"""Collecting answers: what is saved stays saved, what is sent stays as it was, and nobody overwrites a colleague."""

import json
from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import DatabaseError, transaction
from django.http import Http404

from frisklivsnett.audit.models import Event
from frisklivsnett.collection.access import round_or_404, submission_for
from frisklivsnett.collection.actions import Saved, open_round, save_answers, store_form, submit, take_back
from frisklivsnett.collection.datasets import dataset_of
from frisklivsnett.collection.models import FormVersion, Round, Submission, SubmissionVersion
from frisklivsnett.core.forms import Answer
from frisklivsnett.core.forms.answers import checksum
from frisklivsnett.core.tables import NumberTable, table
from frisklivsnett.registry.models import Organisation, User

from .conftest import FORM

IN_TIME = datetime(2025, 3, 10, 9, tzinfo=UTC)
ENOUGH = {
    "enquiries.count": Answer(12),
    "hosting.people": Answer(40, approximate=True),
    "hosting.organisations": Answer(4),
    "hosting.visitor_types": Answer(("healthy_life_centres",)),
    "communication.activities": Answer(("plan", "website")),
    "communication.audiences": Answer(("population",)),
    "governor.own_county": Answer(("seminars",)),
    "governor.other_counties": Answer(("none",)),
    "county_council.own_county": Answer(("network",)),
    "county_council.other_counties": Answer(("none",)),
    "research.participation": Answer(("none",)),
}


def save(submission: Submission, by: User | None = None, at: datetime = IN_TIME, **options: Any) -> Saved:
    return save_answers(submission=submission, by=by, at=at, **options)


def code(error: pytest.ExceptionInfo[ValidationError]) -> str | None:
    return error.value.code


# --- rounds ---


def test_a_round_has_a_submission_for_each_agreement_valid_in_the_report_year(the_round: Round) -> None:
    centres = set(the_round.submissions.values_list("agreement__organisation__slug", flat=True))
    assert len(centres) == 18
    assert "bergen" in centres


def test_a_year_has_one_round(the_round: Round) -> None:
    with pytest.raises(ValidationError) as error:
        open_round(
            report_year=2024,
            form_version=the_round.form_version,
            opens_at=IN_TIME,
            deadline=date(2025, 4, 1),
            by=None,
        )
    assert code(error) == "round_exists"


def test_on_time_lasts_to_the_end_of_the_deadline_day_in_norway(the_round: Round) -> None:
    # Summer time: midnight in Oslo is 22:00 UTC.
    assert the_round.is_on_time(datetime(2025, 4, 1, 21, 59, tzinfo=UTC))
    assert not the_round.is_on_time(datetime(2025, 4, 1, 22, 0, tzinfo=UTC))


def test_a_form_version_cannot_come_again_with_another_content(the_round: Round) -> None:
    definition = json.loads(FORM.read_text(encoding="utf-8"))
    assert store_form(definition=definition, by=None) == the_round.form_version
    definition["title"]["nb"] += " (endret)"
    with pytest.raises(ValidationError) as error:
        store_form(definition=definition, by=None)
    assert code(error) == "form_version_differs"
    assert FormVersion.objects.count() == 1


# --- saving ---


def test_a_saved_answer_is_there_with_its_version_and_who_saved_it(tana: Submission, alice: User) -> None:
    saved = save(tana, alice, changes={"hosting.people": Answer(35, approximate=True)})
    row = tana.answers.get()
    assert (row.read(tana.round.form), row.version, row.saved_by) == (Answer(35, approximate=True), 1, alice)
    assert saved.versions == {"hosting.people": 1}
    tana.refresh_from_db()
    assert tana.saved_at == IN_TIME


def test_saving_the_same_again_changes_nothing(tana: Submission, alice: User) -> None:
    save(tana, alice, changes={"hosting.people": Answer(35)})
    events = Event.objects.count()
    again = save(tana, alice, changes={"hosting.people": Answer(35)}, at=IN_TIME + timedelta(minutes=1))
    assert again.versions == {}
    assert tana.answers.get().version == 1
    assert Event.objects.count() == events


def test_an_emptied_answer_is_no_answer_but_keeps_counting_versions(tana: Submission, alice: User) -> None:
    save(tana, alice, changes={"hosting.people": Answer(35)})
    save(tana, alice, changes={"hosting.people": None}, seen={"hosting.people": 1})
    assert tana.working_answers == {}
    assert tana.answers.get().version == 2


def test_a_colleagues_later_save_does_not_overwrite_an_earlier_one(
    tana: Submission, alice: User, bob: User
) -> None:
    save(tana, alice, changes={"hosting.people": Answer(35)}, seen={"hosting.people": 0})
    stale = save(
        tana,
        bob,
        changes={"hosting.people": Answer(50), "hosting.organisations": Answer(3)},
        seen={"hosting.people": 0, "hosting.organisations": 0},
    )
    assert [conflict.question_id for conflict in stale.conflicts] == ["hosting.people"]
    assert stale.conflicts[0].theirs.saved_by == alice
    assert stale.versions == {"hosting.organisations": 1}, "what does not collide is saved"
    assert Submission.objects.get(pk=tana.pk).working_answers["hosting.people"] == Answer(35)


def test_the_same_answer_from_two_people_is_no_conflict(tana: Submission, alice: User, bob: User) -> None:
    save(tana, alice, changes={"hosting.people": Answer(35)}, seen={})
    assert save(tana, bob, changes={"hosting.people": Answer(35)}, seen={}).conflicts == ()


def test_an_unknown_question_is_refused_and_nothing_is_saved(tana: Submission, alice: User) -> None:
    with pytest.raises(ValidationError) as error:
        save(tana, alice, changes={"hosting.people": Answer(1), "no.such": Answer(1)})
    assert code(error) == "unknown_question"
    assert not tana.answers.exists()


@pytest.mark.parametrize(
    ("at", "reason"),
    [(datetime(2025, 2, 1, tzinfo=UTC), "not_open"), (datetime(2025, 5, 2, tzinfo=UTC), "closed")],
)
def test_outside_the_round_nothing_is_saved(tana: Submission, alice: User, at: datetime, reason: str) -> None:
    with pytest.raises(ValidationError) as error:
        save(tana, alice, changes={"hosting.people": Answer(1)}, at=at)
    assert code(error) == reason
    assert not tana.can_write(at)


# --- submitting ---


def test_what_is_sent_is_a_numbered_version_with_a_checksum(tana: Submission, alice: User) -> None:
    save(tana, alice, changes=ENOUGH)
    version = submit(submission=tana, by=alice, at=IN_TIME)
    assert (version.number, version.on_time, version.submitted_by) == (1, True, alice)
    assert version.read(tana.round.form) == ENOUGH
    assert version.checksum == checksum(ENOUGH)


def test_sending_twice_gives_the_same_version_and_one_event(tana: Submission, alice: User) -> None:
    save(tana, alice, changes=ENOUGH)
    first = submit(submission=tana, by=alice, at=IN_TIME)
    again = submit(submission=tana, by=alice, at=IN_TIME + timedelta(seconds=1))
    assert again == first
    assert Event.objects.filter(verb="submission.submitted").count() == 1


def test_a_report_with_errors_is_not_sent(tana: Submission, alice: User) -> None:
    with pytest.raises(ValidationError) as error:
        submit(submission=tana, by=alice, at=IN_TIME)
    assert code(error) == "errors"
    assert not SubmissionVersion.objects.exists()


def test_the_sender_is_stopped_when_a_colleague_has_changed_something(
    tana: Submission, alice: User, bob: User
) -> None:
    save(tana, alice, changes=ENOUGH)
    looked_at = checksum(tana.working_answers)
    save(Submission.objects.get(pk=tana.pk), bob, changes={"hosting.people": Answer(41)})
    with pytest.raises(ValidationError) as error:
        submit(submission=tana, by=alice, seen=looked_at, at=IN_TIME)
    assert code(error) == "changed"


def test_a_version_stays_when_the_report_is_taken_back_and_sent_again(tana: Submission, alice: User) -> None:
    save(tana, alice, changes=ENOUGH)
    submit(submission=tana, by=alice, at=IN_TIME)
    with pytest.raises(ValidationError) as error:
        save(tana, alice, changes={"hosting.people": Answer(1)})
    assert code(error) == "submitted"
    take_back(submission=tana, by=alice, at=IN_TIME)
    save(tana, alice, changes={"hosting.people": Answer(45)})
    late = submit(submission=tana, by=alice, at=datetime(2025, 4, 3, tzinfo=UTC))
    assert (late.number, late.on_time) == (2, False)
    first = SubmissionVersion.objects.get(number=1)
    assert first.read(tana.round.form)["hosting.people"] == Answer(40, approximate=True)


def test_the_database_refuses_to_change_a_version(tana: Submission, alice: User) -> None:
    save(tana, alice, changes=ENOUGH)
    version = submit(submission=tana, by=alice, at=IN_TIME)
    with pytest.raises(DatabaseError, match="stays as it is"), transaction.atomic():
        SubmissionVersion.objects.filter(pk=version.pk).update(answers={})


def test_a_closed_round_takes_no_report_and_gives_none_back(tana: Submission, alice: User) -> None:
    save(tana, alice, changes=ENOUGH)
    closed = datetime(2025, 5, 2, tzinfo=UTC)
    with pytest.raises(ValidationError):
        submit(submission=tana, by=alice, at=closed)
    submit(submission=tana, by=alice, at=IN_TIME)
    with pytest.raises(ValidationError):
        take_back(submission=tana, by=alice, at=closed)


# --- reading ---


def test_only_the_centre_itself_gets_hold_of_its_draft(tana: Submission, alice: User, charlie: User) -> None:
    assert submission_for(alice, "write_submission", 2024, "tana") == tana
    with pytest.raises(PermissionDenied):
        submission_for(charlie, "read_submission", 2024, "tana")
    with pytest.raises(Http404):
        submission_for(alice, "read_submission", 2024, "finnes-ikke")
    with pytest.raises(Http404):
        round_or_404(1999)


def test_the_dataset_counts_what_was_sent_and_has_room_for_the_rest(tana: Submission, alice: User) -> None:
    save(tana, alice, changes=ENOUGH)
    before = table(dataset_of(tana.round), "hosting.people")
    assert (before.base, before.answered) == (18, 0), "a draft is not counted"
    submit(submission=tana, by=alice, at=IN_TIME)
    counted = table(dataset_of(tana.round), "hosting.people")
    assert isinstance(counted, NumberTable)
    assert (counted.base, counted.answered, counted.sum, counted.approximate) == (18, 1, 40, True)


def test_a_centre_is_counted_in_the_county_it_was_in_at_the_end_of_the_report_year(tana: Submission) -> None:
    dataset = dataset_of(tana.round)
    respondent = next(found for found in dataset.respondents if found.id == "tana")
    assert dataset.group_names["county"][respondent.groups["county"]] == "Finnmark"
    before = Organisation.objects.get(slug="tana").county_on(date(2023, 12, 31))
    assert before is not None
    assert before.name == "Troms og Finnmark"


def test_the_overview_knows_progress_and_when_it_was_sent(tana: Submission, alice: User) -> None:
    save(tana, alice, changes={"hosting.people": Answer(3), "hosting.organisations": Answer(1)})
    save(tana, alice, changes={"hosting.people": None})
    listed: Any = Submission.objects.with_places().with_progress().get(pk=tana.pk)
    assert (listed.answered, listed.sent_at) == (1, None)
