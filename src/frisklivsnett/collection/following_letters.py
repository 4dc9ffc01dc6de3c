"""What a centre is written when its report is returned, approved or opened: the texts are the adviser's to edit."""

from frisklivsnett.collection.letters import report_link
from frisklivsnett.collection.models import Moved
from frisklivsnett.mailing.actions import enqueue
from frisklivsnett.mailing.values import Value


def tell_of_return(made: Moved) -> None:
    """Write to the centre's people that the report is returned: with what message, and until when it can be sent."""
    _write("submission.returned", made, {"frist": made.until, "melding": made.words or None})


def tell_of_approval(made: Moved) -> None:
    """Write to the centre's people that the report is approved."""
    _write("submission.approved", made, {})


def tell_of_reopening(made: Moved) -> None:
    """Write to the centre's people that they can write again: why, and until when."""
    _write("submission.reopened", made, {"frist": made.until, "melding": made.words})


def _write(kind: str, made: Moved, more: dict[str, Value]) -> None:
    submission = made.submission
    context: dict[str, Value] = {"år": submission.round.report_year, "lenke": report_link(submission)}
    enqueue(
        kind=kind,
        key=f"{kind}:{made.pk}",
        to=submission.centre,
        context=context | more,
        about=submission,
        by=made.by,
        at=made.at,
    )
