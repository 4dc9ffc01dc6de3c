"""The event log: it tells who did what, and nobody can change it unseen."""

import threading
from collections.abc import Callable
from datetime import datetime

import pytest
from django.db import IntegrityError, connection, transaction

from frisklivsnett import audit
from frisklivsnett.audit.models import Event
from frisklivsnett.registry.models import User

pytestmark = pytest.mark.django_db


@pytest.fixture
def alice() -> User:
    return User.objects.create_user("alice@tana.example", name="Alice")


@pytest.fixture
def five(alice: User) -> list[Event]:
    return [
        audit.record("thing.done", by=alice, about=("thing", str(n)), details={"n": n}) for n in range(1, 6)
    ]


@pytest.fixture
def tamper() -> Callable[[str], None]:
    """Runs SQL as someone would who first takes away the database's own protection."""

    def run(sql: str) -> None:
        with connection.cursor() as cursor:
            if connection.vendor == "sqlite":
                cursor.execute("DROP TRIGGER IF EXISTS audit_event_no_update")
                cursor.execute("DROP TRIGGER IF EXISTS audit_event_no_delete")
            else:
                cursor.execute("ALTER TABLE audit_event DISABLE TRIGGER USER")
            cursor.execute(sql)

    return run


def broken() -> list[int]:
    return [found.number for found in audit.verify_chain()]


def test_an_event_tells_who_did_what_to_which_thing(alice: User) -> None:
    event = audit.record(
        "user.made", by=alice, about=alice, details={"codes": ["a", "b"], "versions": {"q": 2}}
    )
    kept = Event.objects.get(pk=event.pk)
    assert (kept.by_id, kept.verb, kept.kind, kept.object_id) == (
        alice.pk,
        "user.made",
        "registry.user",
        str(alice.pk),
    )
    assert kept.details == {"codes": ["a", "b"], "versions": {"q": 2}}
    assert kept.at.tzinfo is not None


def test_the_program_itself_can_be_the_one_who_acts() -> None:
    assert audit.record("registers.loaded", by=None, about=("registers", "all")).by_id is None


def test_events_are_numbered_without_gaps_and_chained(five: list[Event]) -> None:
    numbers = [event.id for event in five]
    assert numbers == list(range(numbers[0], numbers[0] + 5))
    assert [event.previous_hash for event in five[1:]] == [event.hash for event in five[:-1]]
    assert broken() == []


def test_an_event_that_is_rolled_back_leaves_no_gap(five: list[Event]) -> None:
    with transaction.atomic():
        audit.record("thing.done", by=None, about=("thing", "6"))
        transaction.set_rollback(True)
    assert audit.record("thing.done", by=None, about=("thing", "7")).id == five[-1].id + 1
    assert broken() == []


@pytest.mark.parametrize(
    "sql", ["UPDATE audit_event SET verb = 'nothing'", "DELETE FROM audit_event"], ids=["update", "delete"]
)
def test_the_database_refuses_changes(five: list[Event], sql: str) -> None:
    with (
        pytest.raises(IntegrityError, match="can only be added to"),
        transaction.atomic(),
        connection.cursor() as cursor,
    ):
        cursor.execute(sql)
    assert Event.objects.filter(verb="thing.done").count() == 5


@pytest.mark.parametrize(
    "change",
    [
        "verb = 'thing.undone'",
        "by_id = NULL",
        "object_id = '99'",
        "organisation_id = 1",
        "kind = 'other'",
        """details = '{"n": 9}'""",
        "hash = '0'",
    ],
)
def test_a_changed_row_is_found(five: list[Event], tamper: Callable[[str], None], change: str) -> None:
    tamper(f"UPDATE audit_event SET {change} WHERE id = {five[2].id}")
    assert five[2].id in broken()


def test_a_changed_time_is_found(five: list[Event], tamper: Callable[[str], None]) -> None:
    tamper(f"UPDATE audit_event SET at = '2001-01-01 00:00:00+00:00' WHERE id = {five[2].id}")
    assert broken() == [five[2].id]


def test_a_row_that_was_changed_and_hashed_anew_is_found_at_the_next(
    five: list[Event], tamper: Callable[[str], None]
) -> None:
    from frisklivsnett.audit.log import hash_of

    forged = five[2]
    forged.verb = "thing.undone"
    tamper(f"UPDATE audit_event SET verb = 'thing.undone', hash = '{hash_of(forged)}' WHERE id = {forged.id}")
    assert broken() == [five[3].id]


def test_a_removed_row_is_found(five: list[Event], tamper: Callable[[str], None]) -> None:
    tamper(f"DELETE FROM audit_event WHERE id = {five[2].id}")
    assert broken() == [five[2].id]


def test_a_slipped_in_row_is_found(five: list[Event], tamper: Callable[[str], None]) -> None:
    gone = five[2]
    tamper(f"DELETE FROM audit_event WHERE id = {gone.id}")
    Event.objects.create(
        id=gone.id,
        at=gone.at,
        verb="thing.done",
        kind="thing",
        object_id="0",
        previous_hash=gone.previous_hash,
        hash="x",
    )
    assert broken() == [gone.id, five[3].id]


def test_rows_cut_off_the_end_are_found_by_an_end_noted_earlier(
    five: list[Event], tamper: Callable[[str], None]
) -> None:
    noted = audit.tip()
    assert noted == audit.Tip(five[-1].id, five[-1].hash)
    tamper(f"DELETE FROM audit_event WHERE id >= {five[3].id}")
    assert broken() == []
    assert [found.number for found in audit.verify_chain(noted)] == [noted.number]


def test_an_end_noted_earlier_is_not_missed_when_it_is_there(five: list[Event]) -> None:
    noted = audit.tip()
    audit.record("thing.done", by=None, about=("thing", "6"))
    assert list(audit.verify_chain(noted)) == []


@pytest.mark.parametrize(
    "details", [{"words": "x" * 201}, {"share": 0.5}, {"at": datetime(2024, 1, 1)}, {"a": {"b": [1.5]}}]
)
def test_free_text_and_what_would_not_come_back_as_it_was_is_refused(details: dict[str, object]) -> None:
    with pytest.raises(ValueError, match="log"):
        audit.record("thing.done", by=None, about=("thing", "1"), details=details)  # type: ignore[arg-type]


def test_the_log_outlives_the_user(five: list[Event], alice: User) -> None:
    gone = alice.pk
    alice.delete()
    assert Event.objects.filter(by_id=gone).count() == 5
    assert broken() == []


def test_a_save_costs_one_read_and_one_insert(
    five: list[Event], alice: User, django_assert_num_queries: Callable[..., object]
) -> None:
    lock = 1 if connection.vendor == "postgresql" else 0
    with django_assert_num_queries(2 + lock):  # type: ignore[attr-defined]
        audit.record("thing.done", by=alice, about=("thing", "6"))


def test_the_table_has_the_columns_of_the_model() -> None:
    # The model is not managed, so the making of migrations would not notice.
    with connection.cursor() as cursor:
        columns = {
            column.name for column in connection.introspection.get_table_description(cursor, "audit_event")
        }
    assert columns == {field.column for field in Event._meta.fields}


@pytest.mark.django_db(transaction=True)
def test_recording_outside_a_transaction_is_refused() -> None:
    with pytest.raises(RuntimeError, match="transaction"):
        audit.record("thing.done", by=None, about=("thing", "1"))


@pytest.mark.postgres
@pytest.mark.django_db(transaction=True)
def test_writers_at_the_same_time_make_one_chain() -> None:
    before, errors = Event.objects.count(), list[BaseException]()

    def write() -> None:
        try:
            for n in range(10):
                with transaction.atomic():
                    audit.record("thing.done", by=None, about=("thing", str(n)))
        except BaseException as error:  # noqa: BLE001 - told by the main thread
            errors.append(error)
        finally:
            connection.close()

    threads = [threading.Thread(target=write) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert errors == []
    assert Event.objects.count() == before + 40
    assert broken() == []
