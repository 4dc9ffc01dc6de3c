"""Making a move: the state that it leads to, and the row that remembers it. Whether it may be made is asked before."""

from datetime import date, datetime

from frisklivsnett.collection.models import Moved, Submission
from frisklivsnett.collection.states import MOVES
from frisklivsnett.registry.models import User


def make_move(
    submission: Submission,
    move: str,
    *,
    number: int,
    by: User | None,
    at: datetime,
    words: str = "",
    until: date | None = None,
) -> Moved:
    """Put a locked submission where the move leads, with its ``open_until`` as it now stands, and return the memory."""
    submission.status = MOVES[move].to[submission.status]
    submission.save(update_fields=["status", "open_until"])
    return Moved.objects.create(
        submission=submission, move=move, number=number, by=by, at=at, words=words, until=until
    )
