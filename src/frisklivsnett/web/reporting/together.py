"""Colleagues in one report: who is in which field, and what others have saved. Pages ask every few seconds."""

from collections.abc import Iterable, Mapping
from itertools import groupby

from django.core.exceptions import SuspiciousOperation
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.template.loader import render_to_string
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST

from frisklivsnett.collection.history import changes_after
from frisklivsnett.collection.presence import tell
from frisklivsnett.collection.working_models import AnswerChange, Presence
from frisklivsnett.web.jinja import clock, listing
from frisklivsnett.web.reporting.desk import Desk
from frisklivsnett.web.reporting.fields import posted_fields
from frisklivsnett.web.reporting.filling import as_saved
from frisklivsnett.web.reporting.gate import may
from frisklivsnett.web.reporting.sheet import QuestionSheet, SectionSheet
from frisklivsnett.web.reporting.words import named

LARGEST_NUMBER = 2**63 - 1


@require_POST
def together(request: HttpRequest, year: int, centre_slug: str) -> HttpResponse:
    """Note the field that the person is in, and tell where colleagues are and what they have saved since."""
    if not request.user.is_authenticated:
        return JsonResponse({"login": True}, status=401)
    return _together(request, year, centre_slug)


@may("write_submission")
def _together(request: HttpRequest, desk: Desk) -> HttpResponse:
    section = desk.sheet.section(request.POST.get("del", ""))
    place, after = request.POST.get("felt", ""), _number(request.POST.get("etter", ""))
    if section is None or (place and place not in {question.id for question in section.questions}):
        raise SuspiciousOperation("No page of ours is there.")
    if not desk.can_write:
        return JsonResponse({"closed": True})
    others = tell(submission=desk.submission, user=desk.user, question_id=place, at=desk.now)
    told: dict[str, object] = {"here": _here(others), "after": after}
    if changes := changes_after(desk.submission, after):
        told |= _news(desk, section, changes)
    return JsonResponse(told)


def _number(text: str) -> int:
    if text.isascii() and text.isdigit() and int(text[:20]) <= LARGEST_NUMBER:
        return int(text[:20])
    raise SuspiciousOperation("The number of a change is not a number.")


def _here(others: Iterable[Presence]) -> Mapping[str, str]:
    """Say who writes in which field, by question."""
    in_order = sorted(others, key=lambda other: other.question_id)
    return {
        question_id: _writing([named(other.user) for other in there])
        for question_id, there in groupby(in_order, key=lambda other: other.question_id)
    }


def _writing(names: list[str]) -> str:
    if not all(names):
        return ngettext(
            "En kollega skriver i dette feltet", "Flere kolleger skriver i dette feltet", len(names)
        )
    return _("%(names)s skriver i dette feltet") % {"names": listing(names)}


def _news(desk: Desk, section: SectionSheet, changes: list[AnswerChange]) -> Mapping[str, object]:
    """Tell what has been saved, with what the fields of this section hold now, and how far the report has come."""
    by_id = {change.question_id: change for change in changes}
    return {
        "after": max(change.pk for change in changes),
        "changed": [
            _changed(desk, question, by_id[question.id])
            for question in section.questions
            if question.id in by_id
        ],
        "shown": [question.id for question in section.questions if question.id in desk.shown],
        "sections": [line.status for line in desk.lines],
        "answered": desk.answered_words,
        "last": desk.saved,
    }


def _changed(desk: Desk, question: QuestionSheet, change: AnswerChange) -> Mapping[str, object]:
    filled = as_saved(desk, question)
    words = {"name": named(change.saved_by) or _("en kollega"), "time": clock(change.saved_at)}
    own = change.saved_by_id == desk.user.pk
    return {
        "question": question.id,
        "version": filled.version,
        "fields": posted_fields(question, filled.contents),
        "notes": render_to_string("reporting/notes.html", {"filled": filled}),
        "invalid": filled.has_error,
        "note": _("Oppdatert av deg et annet sted kl. %(time)s") % words
        if own
        else _("Oppdatert av %(name)s kl. %(time)s") % words,
        "held": _("Et annet svar er lagret av %(name)s kl. %(time)s. Det du skriver, er ikke endret.")
        % words,
    }
