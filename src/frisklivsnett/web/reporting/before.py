"""The centre's report before this one, to answer by: what it said then, and which numbers have changed much since."""

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal

from django.utils.translation import gettext as _

from frisklivsnett.collection.history import report_before
from frisklivsnett.collection.models import Submission, SubmissionVersion
from frisklivsnett.core.forms import Answer, Answers, Problem, Severity
from frisklivsnett.core.tables import what_changed
from frisklivsnett.core.tables.outliers import differs_much
from frisklivsnett.core.text import Text
from frisklivsnett.web.reporting.sheet import FormSheet, QuestionSheet, sheet_of
from frisklivsnett.web.reporting.words import said


@dataclass(frozen=True, slots=True)
class ReportBefore:
    """What the centre sent last in a round before this one. ``now`` is this round's year, ``year`` that one's."""

    now: int
    year: int
    sheet: FormSheet
    answers: Answers

    def asked(self, question: QuestionSheet) -> QuestionSheet:
        """Return the question as it was asked then; ``KeyError`` when it was not."""
        return self.sheet.question(question.id)

    def change_in(self, question: QuestionSheet) -> str:
        """Say how the question differs from what was asked then; empty when it does not."""
        changed = what_changed(
            question.question, self.asked(question).question, year=self.now, earlier_year=self.year
        )
        return changed.in_(self.sheet.language)


def before_this(submission: Submission, language: str) -> ReportBefore | None:
    """Return the report before this one, or None for a centre that has sent none. One query."""
    version = report_before(submission)
    if version is None:
        return None
    round_ = version.submission.round
    return ReportBefore(
        submission.round.report_year,
        round_.report_year,
        sheet_of(round_, language),
        _answers(version),
    )


MOST_KEPT = 256
_kept: dict[tuple[int, str], Answers] = {}


def _answers(version: SubmissionVersion) -> Answers:
    """Return what was sent, read once for each process: a version with this checksum never changes."""
    key = (version.pk, version.checksum)
    if (answers := _kept.get(key)) is None:
        if len(_kept) >= MOST_KEPT:
            _kept.clear()
        answers = _kept[key] = version.read(version.submission.round.form)
    return answers


def doubt(question: QuestionSheet, answer: Answer, report: ReportBefore) -> Problem | None:
    """Return a question back when a number differs much from the one before; it stops nothing."""
    before = report.answers.get(question.id)
    if before is None or not (_is_number(answer) and _is_number(before)) or report.change_in(question):
        return None
    assert isinstance(answer.value, int | Decimal)
    assert isinstance(before.value, int | Decimal)
    if not differs_much(answer.value, before.value):
        return None
    words: Mapping[str, object] = {
        "question": _("spørsmål %(number)s") % {"number": question.number}
        if question.number
        else f"«{question.label}»",
        "now": said(question, answer),
        "before": said(question, before),
        "year": report.year,
    }
    more = answer.value > before.value
    text = (
        _("%(now)s er mye mer enn for %(year)s, da dere svarte %(before)s. Se over tallet i %(question)s.")
        if more
        else _(
            "%(now)s er mye mindre enn for %(year)s, da dere svarte %(before)s. Se over tallet i %(question)s."
        )
    )
    return Problem(
        question.id, Severity.WARNING, "differs_from_before", Text({report.sheet.language: text % words})
    )


def _is_number(answer: Answer) -> bool:
    return isinstance(answer.value, int | Decimal) and not isinstance(answer.value, bool)
