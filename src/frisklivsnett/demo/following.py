"""The life of the reports that are sent in the open round: read, returned, mended, approved, marked to follow up."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from django.utils import timezone

from frisklivsnett.collection.actions import save_answers, submit
from frisklivsnett.collection.commenting import answer_comment, mark_follow_up, save_comment
from frisklivsnett.collection.following import approve, recall, reopen, return_report, usual_last_day
from frisklivsnett.collection.models import Submission
from frisklivsnett.core.forms import Answer
from frisklivsnett.registry.models import User


@dataclass(frozen=True, slots=True)
class SentReport:
    """A report that is sent, so many days before the demo is made, and what became of it; None: that did not happen.

    ``mistyped`` names a number that got a digit too many.
    """

    centre: str
    days_ago: int
    mistyped: str = ""
    approved_days_ago: int | None = None
    returned_days_ago: int | None = None
    message: str = ""
    comments: Sequence[Mapping[str, str]] = ()
    mended_days_ago: int | None = None
    mended: Mapping[str, str] | None = None
    reply: str = ""
    follow_up: Mapping[str, str] | None = None


LET_IN_LATE = "bydel-stovner"
"""The centre that was let in after the round of 2024 had closed."""


def let_in_late(submission: Submission, adviser: User, closed_at: datetime) -> None:
    """Open a report for a centre that asks for it after the round has closed; it finds that nothing needs mending."""
    words = "Dere ba om å få rette antall kommuner. Rett tallet, og send inn på nytt i dag."
    asked_at = closed_at + timedelta(hours=9)
    day = timezone.localdate(asked_at)
    reopen(submission=submission, until=day, reason=words, by=adviser, at=asked_at)
    recall(submission=submission, by=adviser, at=asked_at + timedelta(days=1))


def live(
    sent: SentReport, submission: Submission, writers: Sequence[User], adviser: User, today: date
) -> None:
    """Send a report whose answers are saved, and let happen what happened to it."""
    lead = writers[0]
    User.objects.filter(pk=lead.pk).update(last_login=_at(today, sent.days_ago, 12))
    if sent.mistyped:
        _mistype(submission, sent.mistyped, lead, _at(today, sent.days_ago, 13))
    submit(submission=submission, by=lead, at=_at(today, sent.days_ago, 14))
    if sent.approved_days_ago is not None:
        approve(submission=submission, seen=1, by=adviser, at=_at(today, sent.approved_days_ago, 10))
    if sent.follow_up is not None:
        words, at = sent.follow_up, _at(today, sent.days_ago - 1, 9)
        mark_follow_up(
            submission=submission, question_id=words["question"], note=words["note"], by=adviser, at=at
        )
    if sent.returned_days_ago is not None:
        _give_back(sent, submission, adviser, _at(today, sent.returned_days_ago, 11))
    if sent.mended_days_ago is not None:
        _mend(sent, submission, lead, _at(today, sent.mended_days_ago, 12))


def _mistype(submission: Submission, question_id: str, lead: User, at: datetime) -> None:
    fresh = Submission.objects.with_places().get(pk=submission.pk)
    number = fresh.working_answers[question_id].value
    assert isinstance(number, int)
    save_answers(submission=fresh, changes={question_id: Answer(number * 10)}, by=lead, at=at)


def _give_back(sent: SentReport, submission: Submission, adviser: User, at: datetime) -> None:
    for each in sent.comments:
        save_comment(
            submission=submission,
            question_id=each["question"],
            words=each["words"],
            seen=0,
            by=adviser,
            at=at,
        )
    until = usual_last_day(timezone.localdate(at))
    return_report(submission=submission, message=sent.message, until=until, seen=1, by=adviser, at=at)


def _mend(sent: SentReport, submission: Submission, lead: User, at: datetime) -> None:
    fresh = Submission.objects.with_places().get(pk=submission.pk)
    if sent.mended is not None:
        changes = {sent.mended["question"]: Answer(sent.mended["words"])}
        save_answers(submission=fresh, changes=changes, by=lead, at=at - timedelta(minutes=5))
    for comment in fresh.comments.all():
        answer_comment(comment=comment, seen=True, reply=sent.reply, by=lead, at=at - timedelta(minutes=3))
    submit(submission=Submission.objects.with_places().get(pk=submission.pk), by=lead, at=at)


def _at(today: date, days_ago: int, hour: int) -> datetime:
    moment = datetime.combine(today - timedelta(days=days_ago), time(hour, 20))
    return timezone.make_aware(moment, timezone.get_default_timezone())
