"""A question's history: every answer that has been saved, by whom and when, with the way back to each."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from frisklivsnett.collection.history import changes_after, changes_of
from frisklivsnett.collection.working_models import AnswerChange
from frisklivsnett.core.forms.answers import answer_from_json
from frisklivsnett.web.reporting.desk import Desk
from frisklivsnett.web.reporting.fields import of_answer, posted_fields
from frisklivsnett.web.reporting.gate import may
from frisklivsnett.web.reporting.sheet import QuestionSheet
from frisklivsnett.web.reporting.words import Said, named, said, saved_at
from frisklivsnett.web.results.questions import question_at


@dataclass(frozen=True, slots=True)
class Then:
    """One answer as it was saved. ``fields`` are what a browser posts to save it again; empty for an emptied answer."""

    who: str
    at: datetime
    said: Said
    fields: Mapping[str, list[str]]
    number: int


@dataclass(frozen=True, slots=True)
class Change:
    """What has been changed in a report meanwhile, in words, and where it can be seen."""

    text: str
    address: str


@require_safe
@may("write_submission")
def history(request: HttpRequest, desk: Desk, question_slug: str) -> HttpResponse:
    """Show what has been answered to a question, the newest first."""
    asked = question_at(desk.sheet.form, question_slug)
    if asked is None:
        raise Http404
    question = desk.sheet.question(asked.id)
    section = next(section for section in desk.sheet.sections if question in section.questions)
    times = [_then(question, change) for change in changes_of(desk.submission, question.id)]
    context = {
        "desk": desk,
        "question": question,
        "section": section,
        "times": times,
        "all_known": bool(times) and times[-1].number == 1,
    }
    return render(request, "reporting/history.html", context)


def _then(question: QuestionSheet, change: AnswerChange) -> Then:
    answer = None if change.content is None else answer_from_json(question.question, change.content)
    return Then(
        who=named(change.saved_by) or _("Ukjent"),
        at=change.saved_at,
        said=said(question, answer),
        fields=posted_fields(question, of_answer(question, answer)),
        number=change.version,
    )


def changes_since(desk: Desk, number: int) -> list[Change]:
    """Return who has changed which answers after a change with this number, each with the way to its history."""
    return [
        _in_words(desk, desk.sheet.question(change.question_id), change)
        for change in changes_after(desk.submission, number)
        if desk.sheet.form.has(change.question_id)
    ]


def _in_words(desk: Desk, question: QuestionSheet, change: AnswerChange) -> Change:
    words = {
        "name": named(change.saved_by) or _("En kollega"),
        "question": f"{question.number}. {question.label}" if question.number else question.label,
        "saved": saved_at(change.saved_at, desk.now),
    }
    if change.saved_by_id == desk.user.pk:
        text = _("Du endret selv svaret på «%(question)s». %(saved)s.") % words
    else:
        text = _("%(name)s endret svaret på «%(question)s». %(saved)s.") % words
    return Change(text, desk.history_address(question))
