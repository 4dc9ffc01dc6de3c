"""Comments on single questions, and marks to follow up: written, changed, dealt with, closed."""

from datetime import datetime

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from frisklivsnett.audit import log as audit
from frisklivsnett.collection.actions import locked_submission
from frisklivsnett.collection.following import checked_words
from frisklivsnett.collection.models import Comment, FollowUp, Submission
from frisklivsnett.registry.models import User


class StaleError(ValidationError):
    """Somebody has saved something else since the page was made: ``theirs`` is what stands."""

    def __init__(self, theirs: str) -> None:
        super().__init__(_("Teksten er endret i en annen fane eller av en kollega."), code="changed")
        self.theirs = theirs


@transaction.atomic
def save_comment(
    *,
    submission: Submission,
    question_id: str,
    words: str,
    seen: int,
    by: User | None,
    at: datetime | None = None,
) -> Comment | None:
    """Save the adviser's comment on a question, until the report is returned; no words take it away.

    ``seen`` is the version of the comment that the page was made from (0: there was none). Saving what stands already
    changes nothing. Raises ``StaleError``, and ``ValidationError`` when the report is not with the adviser, the form
    lacks the question, or the text is too long.
    """
    moment, locked = at or timezone.now(), locked_submission(submission)
    stands = locked.comments.unsent().filter(question_id=question_id).first()
    said = checked_words(words)
    if (stands.words if stands else "") == said:
        return stands
    locked.check_can_move("return", moment)
    _check_known(locked, question_id)
    _check_fresh(stands.version if stands else 0, seen, stands.words if stands else "")
    if stands is not None and not said:
        _record("comment.removed", locked, by, {"question": question_id})
        stands.delete()
        return None
    comment = stands or Comment(submission=locked, question_id=question_id, version=0)
    comment.words, comment.version = said, comment.version + 1
    comment.number = locked.latest_version.number if locked.latest_version else 0
    comment.written_at, comment.written_by = moment, by
    comment.save()
    _record("comment.saved", locked, by, {"question": question_id, "version": comment.version})
    return comment


@transaction.atomic
def answer_comment(
    *, comment: Comment, seen: bool, reply: str, by: User | None, at: datetime | None = None
) -> Comment:
    """Mark a comment as dealt with by the centre, or not after all, with what it answers. The same again: nothing.

    Raises ``ValidationError`` when the centre cannot write now, the comment has not been sent, or the text is too long.
    """
    moment, locked = at or timezone.now(), locked_submission(comment.submission)
    found = Comment.objects.get(pk=comment.pk)
    if found.returned_id is None:
        raise ValidationError(_("Kommentaren er ikke sendt."), code="not_sent")
    said = checked_words(reply)
    if (found.seen_at is not None, found.reply) == (seen, said):
        return found
    locked.check_can_write(moment)
    found.reply = said
    found.seen_at, found.seen_by = (moment, by) if seen else (None, None)
    found.save(update_fields=["reply", "seen_at", "seen_by"])
    _record("comment.dealt_with" if seen else "comment.taken_up", locked, by, {"question": found.question_id})
    return found


@transaction.atomic
def mark_follow_up(
    *,
    submission: Submission,
    question_id: str,
    note: str,
    seen: int = 0,
    by: User | None,
    at: datetime | None = None,
) -> FollowUp:
    """Mark a question (or the report, when empty) to follow up, or change the note of the mark that is open.

    Raises ``StaleError``, and ``ValidationError`` when there is no note, it is too long, or the form lacks the
    question.
    """
    moment, locked = at or timezone.now(), locked_submission(submission)
    said = checked_words(note)
    if not said:
        raise ValidationError(_("Skriv hva som skal følges opp."), code="note_missing")
    if question_id:
        _check_known(locked, question_id)
    stands = locked.follow_ups.open().filter(question_id=question_id).first()
    if stands is not None and stands.note == said:
        return stands
    _check_fresh(stands.version if stands else 0, seen, stands.note if stands else "")
    mark = stands or FollowUp(submission=locked, question_id=question_id, version=0)
    mark.note, mark.version, mark.marked_at, mark.marked_by = said, mark.version + 1, moment, by
    mark.save()
    _record("follow_up.marked", locked, by, {"question": question_id, "version": mark.version})
    return mark


@transaction.atomic
def close_follow_up(*, mark: FollowUp, by: User | None, at: datetime | None = None) -> FollowUp:
    """Close a mark; one that is closed stays as it was closed."""
    locked = locked_submission(mark.submission)
    found = FollowUp.objects.get(pk=mark.pk)
    if found.closed_at is None:
        found.closed_at, found.closed_by = at or timezone.now(), by
        found.save(update_fields=["closed_at", "closed_by"])
        _record("follow_up.closed", locked, by, {"question": found.question_id})
    return found


def _check_fresh(version: int, seen: int, theirs: str) -> None:
    if seen != version:
        raise StaleError(theirs)


def _check_known(submission: Submission, question_id: str) -> None:
    if not submission.round.form.has(question_id):
        raise ValidationError(_("Skjemaet har ikke dette spørsmålet."), code="unknown_question")


def _record(verb: str, submission: Submission, by: User | None, details: audit.Details) -> None:
    audit.record(verb, by=by, about=submission, organisation=submission.centre, details=details)
