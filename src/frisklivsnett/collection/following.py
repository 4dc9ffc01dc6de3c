"""What the adviser does with a report that has been sent: returns it, approves it, opens it for one centre."""

from datetime import date, datetime, timedelta

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from frisklivsnett.audit import log as audit
from frisklivsnett.collection import following_letters as letters
from frisklivsnett.collection.actions import locked_submission
from frisklivsnett.collection.days import end_of
from frisklivsnett.collection.following_models import LONGEST_WORDS
from frisklivsnett.collection.models import Moved, Submission
from frisklivsnett.collection.moving import make_move
from frisklivsnett.registry.models import User

USUAL_DAYS = 14
"""How many days a centre is given to mend its report, unless the adviser says otherwise."""


def usual_last_day(today: date) -> date:
    """Return the last day that is proposed when a report is returned or opened."""
    return today + timedelta(days=USUAL_DAYS)


@transaction.atomic
def return_report(
    *,
    submission: Submission,
    message: str,
    until: date,
    seen: int,
    by: User | None,
    at: datetime | None = None,
) -> Moved:
    """Send a report back with a message and the comments that wait; the centre can write until the end of ``until``.

    ``seen`` is the number of the version that was read. Returned again by a double click, it is returned once. Raises
    ``ValidationError``: ``other_version`` (a newer one has come), ``nothing_said``, ``day_passed``, or why it cannot be
    returned now.
    """
    moment = at or timezone.now()
    locked = locked_submission(submission)
    if locked.is_returned and (made := _made_already(locked, "return", seen)):
        return made
    locked.check_can_move("return", moment)
    _check_read(locked, seen)
    _check_last_day(until, moment)
    waiting = locked.comments.unsent()
    if not message.strip() and not waiting.exists():
        raise ValidationError(
            _("Skriv hva sentralen skal rette, i meldingen eller ved et spørsmål."), code="nothing_said"
        )
    locked.open_until = end_of(until)
    words = checked_words(message)
    made = make_move(locked, "return", number=seen, by=by, at=moment, words=words, until=until)
    count = waiting.update(returned=made)
    _record(
        "submission.returned", locked, by, {"number": seen, "comments": count, "until": until.isoformat()}
    )
    letters.tell_of_return(made)
    return made


@transaction.atomic
def approve(*, submission: Submission, seen: int, by: User | None, at: datetime | None = None) -> Moved:
    """Approve the version that was read; the report is locked. Approved again by a double click, it is approved once.

    Raises ``ValidationError``: ``other_version``, ``unsent_comments``, or why it cannot be approved now.
    """
    moment = at or timezone.now()
    locked = locked_submission(submission)
    if locked.is_approved and (made := _made_already(locked, "approve", seen)):
        return made
    locked.check_can_move("approve", moment)
    _check_read(locked, seen)
    if unsent := locked.comments.unsent().count():
        raise ValidationError(
            ngettext(
                "Du har én kommentar som ikke er sendt. Returner rapporten, eller slett kommentaren først.",
                "Du har %(number)s kommentarer som ikke er sendt. Returner rapporten, eller slett dem først.",
                unsent,
            )
            % {"number": unsent},
            code="unsent_comments",
        )
    locked.open_until = None
    made = make_move(locked, "approve", number=seen, by=by, at=moment)
    _record("submission.approved", locked, by, {"number": seen})
    letters.tell_of_approval(made)
    return made


@transaction.atomic
def unapprove(*, submission: Submission, reason: str, by: User | None, at: datetime | None = None) -> Moved:
    """Withdraw an approval, for a reason; the report waits to be read again.

    Raises ``ValidationError``: ``reason_missing``, or why it cannot be done now.
    """
    moment = at or timezone.now()
    locked = locked_submission(submission)
    locked.check_can_move("unapprove", moment)
    words, number = _checked_reason(reason), _latest(locked)
    made = make_move(locked, "unapprove", number=number, by=by, at=moment, words=words)
    _record("submission.approval_withdrawn", locked, by, {"number": number})
    return made


@transaction.atomic
def recall(*, submission: Submission, by: User | None, at: datetime | None = None) -> Moved:
    """Take a report as it was last sent, when the centre sends nothing more. What it has changed since stays its own.

    Raises ``ValidationError``: ``not_sent``, ``still_open``, or why it cannot be done now.
    """
    moment = at or timezone.now()
    locked = locked_submission(submission)
    locked.check_can_move("recall", moment)
    locked.open_until, number = None, _latest(locked)
    made = make_move(locked, "recall", number=number, by=by, at=moment)
    _record("submission.recalled", locked, by, {"number": number})
    return made


@transaction.atomic
def reopen(
    *, submission: Submission, until: date, reason: str, by: User | None, at: datetime | None = None
) -> Moved:
    """Let one centre write and send until the end of ``until`` though the round has closed. Both see the reason.

    Asked for again with the same day and reason, nothing more is done. Raises ``ValidationError``: ``reason_missing``,
    ``day_passed``, ``round_open``, or why it cannot be done now.
    """
    moment = at or timezone.now()
    locked = locked_submission(submission)
    locked.check_can_move("reopen", moment)
    words = _checked_reason(reason)
    _check_last_day(until, moment)
    last = locked.moves_made.last()
    if last is not None and (last.move, last.until, last.words) == ("reopen", until, words):
        return last
    locked.open_until = end_of(until)
    made = make_move(locked, "reopen", number=_latest(locked), by=by, at=moment, words=words, until=until)
    _record("submission.reopened", locked, by, {"until": until.isoformat()})
    letters.tell_of_reopening(made)
    return made


def return_in_force(submission: Submission) -> Moved | None:
    """Return the last return of a report, unless it has been approved since: what the centre is asked to mend."""
    found = submission.moves_made.filter(move__in=["return", "approve"]).select_related("by").last()
    return found if found is not None and found.move == "return" else None


def reopening_in_force(submission: Submission, at: datetime) -> Moved | None:
    """Return the opening for this centre by itself that holds at ``at``, or None."""
    if not submission.is_open_by_itself(at) or submission.round.is_open(at):
        return None
    return submission.moves_made.filter(move="reopen", until=submission.open_until_day).last()


def _made_already(submission: Submission, move: str, number: int) -> Moved | None:
    """Return the last move if it is this one: somebody pressed the button twice."""
    last = submission.moves_made.last()
    return last if last is not None and (last.move, last.number) == (move, number) else None


def _check_read(submission: Submission, seen: int) -> None:
    if seen != _latest(submission):
        raise ValidationError(
            _("Sentralen har sendt inn en ny versjon mens du leste. Les den først."), code="other_version"
        )


def _latest(submission: Submission) -> int:
    return submission.latest_version.number if submission.latest_version else 0


def _check_last_day(until: date, at: datetime) -> None:
    if until < timezone.localdate(at):
        raise ValidationError(_("Siste dag kan ikke være før i dag."), code="day_passed")


def _checked_reason(reason: str) -> str:
    if not reason.strip():
        raise ValidationError(_("Skriv en begrunnelse."), code="reason_missing")
    return checked_words(reason)


def checked_words(words: str) -> str:
    """Return words without the space around them, with one kind of line break. Raises when they are too long."""
    kept = "\n".join(words.replace("\x00", "").strip().splitlines())
    if len(kept) > LONGEST_WORDS:
        raise ValidationError(
            _("Teksten er for lang. Den kan ha høyst %(most)s tegn.") % {"most": LONGEST_WORDS},
            code="too_long",
        )
    return kept


def _record(verb: str, submission: Submission, by: User | None, details: audit.Details) -> None:
    audit.record(verb, by=by, about=submission, organisation=submission.centre, details=details)
