"""What a centre is written about its report: what each letter says, and the receipt."""

from collections.abc import Mapping
from datetime import date, datetime

from django.urls import reverse
from django.utils import timezone

from frisklivsnett.collection.models import Submission, SubmissionVersion
from frisklivsnett.collection.reminding import LATE, REMINDER
from frisklivsnett.mailing.actions import enqueue, withdraw
from frisklivsnett.mailing.models import Letter
from frisklivsnett.mailing.values import Value, about_days, absolute
from frisklivsnett.registry.models import User


def report_link(submission: Submission) -> str:
    """Return the whole address of the centre's report."""
    parts = {"year": submission.round.report_year, "centre_slug": submission.centre.slug}
    return absolute(reverse("web:submission", kwargs=parts))


def about_round(submission: Submission, deadline: date) -> dict[str, Value]:
    """Return what an invitation tells of."""
    return {"år": submission.round.report_year, "frist": deadline, "lenke": report_link(submission)}


def about_deadline(submission: Submission, deadline: date, at: datetime) -> dict[str, Value]:
    """Return what a reminder tells of. With no answer yet the paragraph of how many there are is left out."""
    answered = submission.answers.filter(content__isnull=False).count()
    return about_round(submission, deadline) | {
        "når": about_days((deadline - timezone.localdate(at)).days),
        "besvart": answered or None,
        "spørsmål": sum(1 for _question in submission.round.form.questions),
    }


def write_receipt(version: SubmissionVersion, *, by: User | None, at: datetime) -> Letter | None:
    """Write to whoever sent the report (the program itself: to the centre), once for each version.

    A reminder that has not left yet is withdrawn, since it is no longer true.
    """
    submission = version.submission
    withdraw(about=submission, kinds=[REMINDER, LATE])
    context: Mapping[str, Value] = {
        "år": submission.round.report_year,
        "tidspunkt": version.submitted_at,
        "avsender": by.name if by else None,
        "nummer": version.number if version.number > 1 else None,
        "lenke": report_link(submission),
    }
    return enqueue(
        kind="submission.receipt",
        key=f"receipt:{version.pk}",
        to=by or submission.centre,
        context=context,
        about=submission,
        organisation=submission.centre,
        by=by,
        at=at,
    )
