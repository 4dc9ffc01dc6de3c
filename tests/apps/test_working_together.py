"""Colleagues in one draft: where each is just now, and what each has changed."""

from datetime import UTC, datetime, timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from frisklivsnett.collection import history, presence
from frisklivsnett.collection.actions import save_answers
from frisklivsnett.collection.models import Submission
from frisklivsnett.collection.working_models import AnswerChange, Presence
from frisklivsnett.core.forms import Answer
from frisklivsnett.registry.erasing import erase_person
from frisklivsnett.registry.models import User

NOW = datetime(2025, 3, 10, 9, tzinfo=UTC)


def later(seconds: float) -> datetime:
    return NOW + timedelta(seconds=seconds)


def others(report: Submission, user: User, at: datetime, place: str = "") -> list[tuple[str, str]]:
    """Who else is where, told to ``user``, who is in the field ``place``."""
    found = presence.tell(submission=report, user=user, question_id=place, at=at)
    return [(row.user.name, row.question_id) for row in found]


# --- presence ---


def test_colleagues_see_where_the_others_are_and_not_themselves(
    tana: Submission, alice: User, bob: User
) -> None:
    assert others(tana, alice, NOW, "hosting.people") == []
    assert others(tana, bob, later(1), "enquiries.count") == [("Alice", "hosting.people")]
    assert others(tana, alice, later(2), "enquiries.topics") == [("Bob", "enquiries.count")]
    assert others(tana, bob, later(3)) == [("Alice", "enquiries.topics")]


def test_who_has_left_the_field_is_gone_at_once(tana: Submission, alice: User, bob: User) -> None:
    others(tana, alice, NOW, "hosting.people")
    others(tana, alice, later(1))
    assert others(tana, bob, later(2)) == []


def test_who_is_not_heard_from_is_gone_within_half_a_minute(tana: Submission, alice: User, bob: User) -> None:
    others(tana, alice, NOW, "hosting.people")
    assert others(tana, bob, later(24)) == [("Alice", "hosting.people")]
    assert others(tana, bob, later(30)) == []
    assert not Presence.objects.exists()


def test_a_report_tells_nothing_of_another(tana: Submission, alice: User, charlie: User) -> None:
    others(tana, alice, NOW, "hosting.people")
    bodo = Submission.objects.get(agreement__organisation__slug="bodo")
    assert others(bodo, charlie, later(1)) == []


def test_a_sign_of_life_is_written_seldom(tana: Submission, alice: User) -> None:
    others(tana, alice, NOW, "hosting.people")
    with CaptureQueriesContext(connection) as queries:
        others(tana, alice, later(5), "hosting.people")
    assert [query["sql"].split()[0] for query in queries] == ["SELECT"]
    others(tana, alice, later(8), "hosting.people")
    assert Presence.objects.get().seen_at == later(8)


@pytest.mark.django_db(transaction=True)
def test_the_database_waits_for_the_disk_again_afterwards(tana: Submission, alice: User) -> None:
    if connection.vendor != "sqlite":
        pytest.skip("PostgreSQL sets it for the transaction only")
    with CaptureQueriesContext(connection) as queries:
        others(tana, alice, NOW, "hosting.people")
    assert "PRAGMA synchronous=NORMAL" in [query["sql"] for query in queries]
    with connection.cursor() as cursor:
        assert cursor.execute("PRAGMA synchronous").fetchone() == (2,)


# --- history ---


def test_every_save_is_kept_with_who_and_when(tana: Submission, alice: User, bob: User) -> None:
    save_answers(submission=tana, changes={"hosting.people": Answer(3)}, by=alice, at=NOW)
    save_answers(submission=tana, changes={"hosting.people": Answer(4)}, by=bob, at=later(60))
    save_answers(submission=tana, changes={"hosting.people": Answer(4)}, by=alice, at=later(90))
    save_answers(submission=tana, changes={"hosting.people": None}, by=bob, at=later(120))
    told = [
        (change.version, change.content, change.saved_by.name, change.saved_at)
        for change in history.changes_of(tana, "hosting.people")
        if change.saved_by
    ]
    assert told == [
        (3, None, "Bob", later(120)),
        (2, {"value": 4}, "Bob", later(60)),
        (1, {"value": 3}, "Alice", NOW),
    ]


def test_what_came_after_a_change_is_told_once_for_each_answer(
    tana: Submission, alice: User, bob: User
) -> None:
    save_answers(submission=tana, changes={"hosting.people": Answer(3)}, by=alice, at=NOW)
    seen = history.latest_change(tana)
    for number in (4, 5):
        changes = {"hosting.people": Answer(number)}
        save_answers(submission=tana, changes=changes, by=bob, at=later(number))
    save_answers(submission=tana, changes={"enquiries.count": Answer(9)}, by=bob, at=later(9))
    told = [(change.question_id, change.version) for change in history.changes_after(tana, seen)]
    assert told == [("hosting.people", 3), ("enquiries.count", 1)]
    assert history.changes_after(tana, history.latest_change(tana)) == []


def test_a_refused_save_leaves_no_trace_in_the_history(tana: Submission, alice: User, bob: User) -> None:
    save_answers(submission=tana, changes={"hosting.people": Answer(3)}, by=alice, at=NOW)
    changes = {"hosting.people": Answer(4)}
    save_answers(submission=tana, changes=changes, seen={"hosting.people": 0}, by=bob, at=NOW)
    assert AnswerChange.objects.count() == 1


def test_the_history_outlives_the_person(tana: Submission, alice: User) -> None:
    save_answers(submission=tana, changes={"hosting.people": Answer(3)}, by=alice, at=NOW)
    others(tana, alice, NOW, "hosting.people")
    erase_person(alice, by=None)
    [change] = history.changes_of(tana, "hosting.people")
    assert (change.content, change.saved_by_id) == ({"value": 3}, alice.pk)
    assert change.saved_by
    assert "Alice" not in change.saved_by.name
    assert not Presence.objects.exists()
