"""Writing and checking the event log.

The chain: ``hash`` is SHA-256 over the row as canonical JSON, which includes the hash of the row before. Whoever
changes, removes or slips in a row breaks it there. Rows cut off the end leave a shorter chain that is whole; to see
that too, note ``tip()`` outside the database from time to time and give it to ``verify_chain``.
"""

import hashlib
import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any, TypeAlias

from django.db import connection, models
from django.utils import timezone

if TYPE_CHECKING:
    from frisklivsnett.audit.models import Event

Detail: TypeAlias = "str | int | Sequence[Detail] | Mapping[str, Detail] | None"
Details = Mapping[str, Detail]
"""What an event may tell besides who, what and when: codes, numbers, checksums."""

LONGEST_DETAIL = 200
"""Characters in a detail; free text and answers do not belong in the log."""
CHAIN_LOCK = 0x46726973
"""The number of the lock that PostgreSQL writers take before they read the end of the chain."""


@dataclass(frozen=True, slots=True)
class Tip:
    """The end of the chain: how many events there are, and the last one's hash (empty when there are none)."""

    number: int
    hash: str


@dataclass(frozen=True, slots=True)
class Break:
    """A place where the chain does not hold. ``number`` is the event's, ``reason`` says what was found there."""

    number: int
    reason: str


def record(
    verb: str,
    *,
    by: models.Model | None,
    about: models.Model | tuple[str, str],
    organisation: models.Model | None = None,
    details: Details | None = None,
) -> "Event":
    """Add an event to the log and return it. Call it last in the transaction that does the thing.

    ``verb`` is a thing and a past tense, ``answer.saved``. ``by`` is the user, None for the program itself. ``about``
    is the row it was done to, or a kind and a key. ``details`` holds codes and numbers, never answers or free text.

    Raises RuntimeError outside a transaction, ValueError for details that do not belong in the log.
    """
    from frisklivsnett.audit.models import Event

    if not connection.in_atomic_block:
        raise RuntimeError("record() must be called inside the transaction that does what it records.")
    kind, key = about if isinstance(about, tuple) else (about._meta.label_lower, str(about.pk))
    _check(details or {})
    if connection.vendor == "postgresql":
        # Held until commit. SQLite needs none: its transactions are IMMEDIATE, so there is one writer at a time.
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_advisory_xact_lock(%s)", [CHAIN_LOCK])
    last = tip()
    event = Event(
        id=last.number + 1,
        at=timezone.now(),
        by_id=None if by is None else by.pk,
        verb=verb,
        kind=kind,
        object_id=key,
        organisation_id=None if organisation is None else organisation.pk,
        details=dict(details or {}),
        previous_hash=last.hash,
    )
    event.hash = hash_of(event)
    event.save(force_insert=True)
    return event


def tip() -> Tip:
    """Return the end of the chain."""
    # By hand: this is asked while all other writers wait, and takes a tenth of what the ORM would.
    with connection.cursor() as cursor:
        cursor.execute("SELECT id, hash FROM audit_event ORDER BY id DESC LIMIT 1")
        last = cursor.fetchone()
    return Tip(*last) if last else Tip(0, "")


def hash_of(event: "Event") -> str:
    """Return what ``event.hash`` must be, from the other columns."""
    row = {
        "id": event.id,
        "at": _instant(event.at),
        "by": event.by_id,
        "verb": event.verb,
        "kind": event.kind,
        "object": event.object_id,
        "organisation": event.organisation_id,
        "details": event.details,
        "previous": event.previous_hash,
    }
    canonical = json.dumps(row, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return hashlib.sha256(canonical.encode()).hexdigest()


def verify_chain(noted: Tip | None = None) -> Iterator[Break]:
    """Read the whole log and yield each place where it has been tampered with; nothing when it is whole.

    With ``noted``, an end of the chain noted earlier, also tell when that event is gone or another stands there.
    """
    from frisklivsnett.audit.models import Event

    expected, previous = 1, ""
    noted_seen = noted is None or noted.number == 0
    for event in Event.objects.order_by("id").iterator(chunk_size=2000):
        yield from _breaks(event, expected, previous)
        if noted is not None and event.id == noted.number:
            noted_seen = True
            if event.hash != noted.hash:
                yield Break(event.id, "the event is not the one that was noted")
        expected, previous = event.id + 1, event.hash
    if noted is not None and not noted_seen:
        yield Break(
            noted.number,
            f"events are missing from {expected} on: number {noted.number} was noted and is gone",
        )


def _breaks(event: "Event", expected: int, previous: str) -> Iterator[Break]:
    if event.id > expected:
        yield Break(expected, f"events {expected} to {event.id - 1} are missing")
    elif event.id < expected:
        yield Break(event.id, "the event stands before the beginning of the log")
    elif event.previous_hash != previous:
        yield Break(event.id, "the event does not follow from the one before it")
    if event.hash != hash_of(event):
        yield Break(event.id, "the event has been changed since it was written")


def _instant(at: datetime) -> str:
    return at.astimezone(UTC).isoformat(timespec="microseconds")


def _check(details: Any, name: str = "details") -> None:
    """Raise ValueError for what does not belong in the log, or would not come back from it as it was."""
    if isinstance(details, str):
        if len(details) > LONGEST_DETAIL:
            raise ValueError(
                f"{name} is too long for the log ({len(details)} characters); free text does not belong there."
            )
    elif isinstance(details, Mapping):
        for key, value in details.items():
            _check(value, f"{name}.{key}")
    elif isinstance(details, list | tuple):
        for value in details:
            _check(value, name)
    elif details is not None and not isinstance(details, int):
        raise ValueError(
            f"{name} is a {type(details).__name__}; the log takes texts, whole numbers, lists and mappings."
        )
