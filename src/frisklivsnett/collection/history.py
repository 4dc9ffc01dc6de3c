"""Who changed which answer, and when: every save of every answer in a report, from its first draft on."""

from collections.abc import Iterable

from django.db.models import Max

from frisklivsnett.collection.models import Answer, Submission, SubmissionVersion
from frisklivsnett.collection.working_models import AnswerChange


def keep(rows: Iterable[Answer]) -> None:
    """Add saved answers to the history, in the transaction that saves them."""
    AnswerChange.objects.bulk_create(
        [
            AnswerChange(
                submission_id=row.submission_id,
                question_id=row.question_id,
                version=row.version,
                content=row.content,
                saved_at=row.saved_at,
                saved_by_id=row.saved_by_id,
            )
            for row in rows
        ]
    )


def changes_of(submission: Submission, question_id: str) -> list[AnswerChange]:
    """Return the saves of one answer with who made them, the newest first."""
    found = submission.changes.filter(question_id=question_id)
    return list(found.select_related("saved_by").order_by("-version"))


def latest_change(submission: Submission) -> int:
    """Return the number of the report's last change, to ask later what came after it; 0 when there is none."""
    return submission.changes.aggregate(last=Max("pk"))["last"] or 0


def changes_after(submission: Submission, number: int) -> list[AnswerChange]:
    """Return the last change after this number of each answer that has one, with who made it, in order of time."""
    found = submission.changes.filter(pk__gt=number).select_related("saved_by").order_by("pk")
    last: dict[str, AnswerChange] = {}
    for change in found:
        last.pop(change.question_id, None)
        last[change.question_id] = change
    return list(last.values())


def report_before(submission: Submission) -> SubmissionVersion | None:
    """Return what the centre sent last in the newest round before this one, or None when it sent nothing.

    Its answers stay behind until they are asked for.
    """
    found = (
        SubmissionVersion.objects.filter(
            submission__agreement__organisation=submission.agreement.organisation_id,
            submission__round__report_year__lt=submission.round.report_year,
        )
        .select_related("submission__round__form_version")
        .defer("answers", "submission__round__form_version__definition")
    )
    return found.order_by("-submission__round__report_year", "-number").first()
