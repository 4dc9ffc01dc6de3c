"""Who changed which answer, and when: every save of every answer in a report, from its first draft on."""

from collections.abc import Iterable

from django.db.models import Max

from frisklivsnett.collection.models import Answer, Submission, SubmissionVersion
from frisklivsnett.collection.working_models import AnswerChange
from frisklivsnett.prepared import Prepared

# Grouped, so that only the report's own changes are read: asked for the greatest number, PostgreSQL would go through
# everybody's from the newest backwards, and far for a report that was left early.
_last: Prepared[int, int] = Prepared(
    lambda pk: (
        AnswerChange.objects.filter(submission=pk)
        .values("submission")
        .annotate(last=Max("pk"))
        .values_list("last", flat=True)
    )
)
_after: Prepared[AnswerChange, int, int] = Prepared(
    lambda pk, number: (
        AnswerChange.objects.filter(submission=pk, pk__gt=number).select_related("saved_by").order_by("pk")
    )
)
_before: Prepared[SubmissionVersion, int, int] = Prepared(
    lambda centre_pk, year: (
        SubmissionVersion.objects.filter(
            submission__agreement__organisation=centre_pk, submission__round__report_year__lt=year
        )
        .select_related("submission__round__form_version")
        .defer("answers", "submission__round__form_version__definition")
        .order_by("-submission__round__report_year", "-number")[:1]
    )
)


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
    return next(iter(_last(submission.pk)), 0)


def changes_after(submission: Submission, number: int) -> list[AnswerChange]:
    """Return the last change after this number of each answer that has one, with who made it, in order of time."""
    last: dict[str, AnswerChange] = {}
    for change in _after(submission.pk, number):
        last.pop(change.question_id, None)
        last[change.question_id] = change
    return list(last.values())


def report_before(submission: Submission) -> SubmissionVersion | None:
    """Return what the centre sent last in the newest round before this one, or None when it sent nothing.

    Its answers stay behind until they are asked for.
    """
    found = _before(submission.agreement.organisation_id, submission.round.report_year)
    return next(iter(found), None)
