"""Who is in which field just now. In the database, so that every process knows; written seldom, and in no hurry."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime, timedelta

from django.db import connection, transaction

from frisklivsnett.collection.models import Submission
from frisklivsnett.collection.working_models import Presence
from frisklivsnett.prepared import Prepared
from frisklivsnett.registry.models import User

FORGOTTEN = timedelta(seconds=25)
"""How long after the last sign of life somebody counts as being in a field."""

RENEWED = timedelta(seconds=7)
"""How old a sign of life may grow before a new one is written: what a page tells more often costs nothing."""

_in_report: Prepared[Presence, int] = Prepared(
    lambda pk: Presence.objects.filter(submission=pk).select_related("user").order_by("pk")
)


def tell(*, submission: Submission, user: User, question_id: str, at: datetime) -> list[Presence]:
    """Note which field the person is in (none when empty), and return where the others are, with who they are.

    It is no event, and nothing that must outlive a power cut: it is not logged, and not waited for by the disk.
    """
    rows = _in_report(submission.pk)
    own = next((row for row in rows if row.user_id == user.pk), None)
    old = [row.pk for row in rows if row is not own and row.seen_at < at - FORGOTTEN]
    gone = [*old, *([own.pk] if own and not question_id else [])]
    renewed = question_id and (
        own is None or own.question_id != question_id or own.seen_at < at - RENEWED or own.seen_at > at
    )
    if gone or renewed:
        with _in_no_hurry():
            if gone:
                Presence.objects.filter(pk__in=gone).delete()
            if renewed:
                _write(Presence(submission=submission, user=user, question_id=question_id, seen_at=at))
    return [row for row in rows if row.user_id != user.pk and row.pk not in old]


def _write(row: Presence) -> None:
    Presence.objects.bulk_create(
        [row],
        update_conflicts=True,
        unique_fields=["submission", "user"],
        update_fields=["question_id", "seen_at"],
    )


@contextmanager
def _in_no_hurry() -> Iterator[None]:
    """Write without waiting for the disk. A later save, which does wait, takes these writes along."""
    if connection.vendor == "postgresql":
        with transaction.atomic(), connection.cursor() as cursor:
            cursor.execute("SET LOCAL synchronous_commit TO off")
            yield
    elif connection.in_atomic_block:  # SQLite changes its pace between transactions only
        yield
    else:
        with connection.cursor() as cursor:
            cursor.execute("PRAGMA synchronous=NORMAL")
        try:
            with transaction.atomic():
                yield
        finally:
            with connection.cursor() as cursor:
                cursor.execute("PRAGMA synchronous=FULL")
