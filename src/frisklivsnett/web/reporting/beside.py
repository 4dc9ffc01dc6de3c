"""What stands beside a question to help with the answer: what the centre said in its last report.

``beside_of`` makes it, and the macro ``beside`` of macros/questions.html prints it, between the question and its
fields. More help for a question (a comment on it, a suggestion from the log) is one more field of ``Beside`` and one
more part of the macro.
"""

from collections.abc import Mapping
from dataclasses import dataclass

from frisklivsnett.collection.models import Comment
from frisklivsnett.core.forms import Answer, QuestionType
from frisklivsnett.web.reporting.before import ReportBefore
from frisklivsnett.web.reporting.desk import Desk
from frisklivsnett.web.reporting.fields import of_answer, posted_fields
from frisklivsnett.web.reporting.from_log import FromLog, from_log
from frisklivsnett.web.reporting.sheet import QuestionSheet
from frisklivsnett.web.reporting.words import Said, said

LONGEST = 160
"""Characters of an answer that are shown at once; more, or more than ``MOST`` lines, is folded away."""
MOST = 3

REUSED = (QuestionType.TEXT, QuestionType.SINGLE, QuestionType.MULTIPLE, QuestionType.YES_NO)
"""What may be used again: what a centre does is often what it did. A number or a date is of its own year."""


@dataclass(frozen=True, slots=True)
class Earlier:
    """What the centre answered in its report for ``year``. ``changed`` says how the question differs from then.

    ``reusable``: it can be saved as this year's answer, and is another than the one that stands.
    """

    year: int
    said: Said
    changed: str
    reusable: bool

    @property
    def is_long(self) -> bool:
        """Whether it is folded away until somebody wants to read it."""
        return len(self.said.items) > MOST or len(str(self.said)) > LONGEST or "\n" in self.said.text


@dataclass(frozen=True, slots=True)
class Beside:
    """All the help that there is for one question."""

    earlier: Earlier | None = None
    comment: Comment | None = None
    """What the adviser has asked of the answer, while the report is to be mended."""
    comment_address: str = ""
    logged: FromLog | None = None
    """What the centre's log says to the question."""

    def __bool__(self) -> bool:
        return any(each is not None for each in (self.earlier, self.comment, self.logged))


def beside_of(desk: Desk, question: QuestionSheet) -> Beside:
    """Return what stands beside a question; falsy when nothing does."""
    comment = desk.asked.on(question.id) if desk.asked else None
    return Beside(
        earlier=_earlier(desk, question),
        comment=comment,
        comment_address=f"{desk.address}rett/#kommentar-{comment.pk}" if comment else "",
        logged=from_log(desk, question),
    )


def earlier_fields(desk: Desk, question: QuestionSheet) -> Mapping[str, list[str]] | None:
    """Return the earlier answer as a browser would post it today, or None when it cannot be used again."""
    report = desk.before_this
    answer = _as_of_today(question, report) if report else None
    return None if answer is None else posted_fields(question, of_answer(question, answer))


def _earlier(desk: Desk, question: QuestionSheet) -> Earlier | None:
    report = desk.before_this
    answer = report.answers.get(question.id) if report else None
    if report is None or answer is None:
        return None
    today = _as_of_today(question, report)
    return Earlier(
        year=report.year,
        said=said(report.asked(question), answer),
        changed=report.change_in(question),
        reusable=today is not None and today != desk.answers.get(question.id),
    )


def _as_of_today(question: QuestionSheet, report: ReportBefore) -> Answer | None:
    """Return what of the earlier answer the question can take today: of options only those that it still has."""
    kind, answer = question.question.type, report.answers.get(question.id)
    if answer is None or kind not in REUSED or report.asked(question).question.type is not kind:
        return None
    if kind in (QuestionType.TEXT, QuestionType.YES_NO):
        return answer
    codes = answer.value if isinstance(answer.value, tuple) else (str(answer.value),)
    left = tuple(option.code for option in question.options if option.code in codes)
    if not left:
        return None
    words = {
        option.code: answer.specified[option.code]
        for option in question.options
        if option.specify and option.code in answer.specified
    }
    return Answer(left if kind is QuestionType.MULTIPLE else left[0], specified=words)
