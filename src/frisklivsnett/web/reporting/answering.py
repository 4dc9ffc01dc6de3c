"""Filling in: a page for each section, saved as a whole by a button, or answer by answer as one goes."""

from collections.abc import Mapping, Sequence
from contextlib import nullcontext

from django.contrib import messages
from django.core.exceptions import SuspiciousOperation, ValidationError
from django.db import transaction
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse, QueryDict
from django.shortcuts import redirect, render
from django.template.loader import render_to_string
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from frisklivsnett.collection.access import round_or_404
from frisklivsnett.collection.actions import Saved, save_answers
from frisklivsnett.web.jinja import language
from frisklivsnett.web.reporting.beside import Beside, beside_of, earlier_fields
from frisklivsnett.web.reporting.desk import HISTORY, REVIEW, Desk
from frisklivsnett.web.reporting.fields import Filled, posted_fields
from frisklivsnett.web.reporting.filling import as_saved, as_typed, typed
from frisklivsnett.web.reporting.from_log import Wanted, keep_if_taken, log_fields
from frisklivsnett.web.reporting.gate import may
from frisklivsnett.web.reporting.keeping import keeping_of
from frisklivsnett.web.reporting.listing import Row, to_read
from frisklivsnett.web.reporting.posted import LOG, REUSE, TAKE, Posted, is_by, read_post, with_fields
from frisklivsnett.web.reporting.sheet import QuestionSheet, SectionSheet, sheet_of

FORWARD, BACK = "frem", "tilbake"
"""Values of the button ``videre``; without it one stays on the page."""


# --- a whole section ---


@require_http_methods(["GET", "HEAD", "POST"])
def section(request: HttpRequest, year: int, centre_slug: str, section_slug: str) -> HttpResponse:
    """Show a section's questions, or save what was posted from there. A login that has run out loses nothing typed."""
    if request.method == "POST" and not request.user.is_authenticated:
        return _give_back(request, year, section_slug)
    return _section(request, year, centre_slug, section_slug=section_slug)


def _give_back(request: HttpRequest, year: int, section_slug: str) -> HttpResponse:
    """Show what was typed to someone who has been logged out, to copy from."""
    found = sheet_of(round_or_404(year), language()).section(section_slug)
    if found is None:
        raise Http404
    posted = read_post(found.questions, request.POST)
    rows = [
        Row(question, typed(question, posted.readings[question.id]))
        for question in found.questions
        if question.id in posted.readings
    ]
    context = {"rows": [row for row in rows if not row.said.is_empty], "section": found}
    return render(request, "reporting/logged_out.html", context, status=401)


@may("write_submission")
def _section(request: HttpRequest, desk: Desk, section_slug: str) -> HttpResponse:
    found = desk.sheet.section(section_slug)
    if found is None:
        raise Http404
    if request.method == "POST":
        return _save_section(request, desk, found)
    if not desk.can_write:
        return render(request, "reporting/locked.html", _locked(desk, found))
    checked = request.GET.get("fra") == REVIEW
    return _page(request, desk, found, [as_saved(desk, each, checked=checked) for each in found.questions])


def _locked(desk: Desk, section: SectionSheet) -> dict[str, object]:
    rows = {each.id: rows for each, rows in to_read(desk, desk.answers)}
    return {"desk": desk, "section": section, "rows": rows[section.id], "keeping": keeping_of(desk)}


def _save_section(request: HttpRequest, desk: Desk, section: SectionSheet) -> HttpResponse:
    posted = _posted(request, desk, section.questions)
    shown_before = desk.shown if section.has_conditions else frozenset()
    try:
        saved = _save(request, desk, section, posted)
    except ValidationError as refused:
        filled = [as_typed(desk, each, posted) for each in section.questions]
        return _page(request, desk, section, filled, status=409, refused=refused.messages[0])
    if posted.refused or saved.conflicts:
        desk = desk.again(saved)
        filled = [as_typed(desk, each, posted, saved) for each in section.questions]
        status = 422 if posted.refused else 409
        return _page(request, desk, section, filled, status=status, saved=saved)
    opened: list[QuestionSheet] = []
    if section.has_conditions:
        desk = desk.again(saved)
        opened = [each for each in section.questions if each.id in desk.shown - shown_before]
    return redirect(_onwards(request, desk, section, opened))


def _posted(request: HttpRequest, desk: Desk, questions: Sequence[QuestionSheet]) -> Posted:
    """Return what was posted; where last year's answer, or the log's, is to be used, that as if it had been typed."""
    post: QueryDict = request.POST
    wanted, logged = post.get(REUSE, ""), Wanted.read(post.get(LOG, ""))
    for question in questions:
        if question.id == wanted and (fields := earlier_fields(desk, question)) is not None:
            post = with_fields(question, post, fields)
        if question.id == logged.question_id:
            if (fields := log_fields(desk, question, logged)) is not None:
                post = with_fields(question, post, fields)
            else:
                messages.warning(
                    request,
                    _("Loggen er endret siden du åpnet siden. Se hva den sier nå, og prøv igjen."),
                )
    return read_post(questions, post)


def _save(request: HttpRequest, desk: Desk, section: SectionSheet, posted: Posted) -> Saved:
    """Save what was posted. Raises ``ValidationError`` when it cannot be, and when somebody else has logged in."""
    if not is_by(desk.user, request.POST):
        raise ValidationError(
            _("Noen andre har logget inn i denne nettleseren siden du skrev dette."), code="somebody_else"
        )
    logged = Wanted.read(request.POST.get(LOG, ""))
    # The answer and what it was taken from are saved both or neither; an answer alone is a transaction by itself.
    with transaction.atomic() if logged.question_id else nullcontext():
        saved = save_answers(
            submission=desk.submission,
            changes=posted.changes,
            seen=posted.seen,
            section_id=section.id,
            by=desk.user,
            at=desk.now,
        )
        if logged.question_id:
            keep_if_taken(desk, saved, logged)
    return saved


def _onwards(request: HttpRequest, desk: Desk, section: SectionSheet, opened: Sequence[QuestionSheet]) -> str:
    """Return where the button leads. A question that an answer has just opened is asked before one goes on."""
    checking, wish = request.POST.get("fra") == REVIEW, request.POST.get("videre", "")
    here = desk.section_address(section)
    if opened:
        messages.info(request, _("Svaret er lagret, og har åpnet et spørsmål til."))
        return f"{here}#{opened[0].first}"
    logged = Wanted.read(request.POST.get(LOG, "")).question_id
    chosen = {request.POST.get(TAKE), request.POST.get(REUSE), logged}
    if questions := [question for question in section.questions if question.id in chosen]:
        return f"{here}#{questions[0].first}"
    if request.POST.get("fra") == HISTORY:
        messages.success(request, _("Svaret er lagret."))
        return desk.history_address(next(each for each in section.questions if each.seen in request.POST))
    if wish == FORWARD:
        return desk.review if checking else desk.after(section)
    if wish == BACK:
        return desk.before(section) or desk.address
    messages.success(request, _("Svarene er lagret."))
    return f"{here}?fra={REVIEW}" if checking else here


def _page(
    request: HttpRequest,
    desk: Desk,
    section: SectionSheet,
    filled: list[Filled],
    *,
    status: int = 200,
    saved: Saved | None = None,
    refused: str = "",
) -> HttpResponse:
    context = {
        "desk": desk,
        "section": section,
        "filled": filled,
        "beside": _beside(desk, section),
        "keeping": keeping_of(desk),
        "before": desk.before(section),
        "checking": REVIEW in (request.GET.get("fra"), request.POST.get("fra")),
        "saved_count": len(saved.versions) if saved else 0,
        "refused": refused,
        "wrong": _wrong(filled) if status != 200 else [],
    }
    return render(request, "reporting/section.html", context, status=status)


def _beside(desk: Desk, section: SectionSheet) -> Mapping[str, Beside]:
    """Return what helps with each question, for those that have some help."""
    return {each.id: found for each in section.questions if (found := beside_of(desk, each))}


def _wrong(filled: list[Filled]) -> list[tuple[str, str]]:
    """Return what was not saved, each with the field to go to."""
    wrong = []
    for each in filled:
        wrong += [(note.text, each.sheet.first) for note in each.notes if note.is_error]
        if each.clash:
            wrong.append((each.clash.summary(each.sheet), each.sheet.first))
    return wrong


# --- one answer ---


@require_POST
def save(request: HttpRequest, year: int, centre_slug: str) -> HttpResponse:
    """Save one answer as the person leaves it, and tell how it went in JSON."""
    if not request.user.is_authenticated:
        words = _("Ikke lagret: Du er logget ut.")
        return JsonResponse({"saved": False, "status": words, "login": True}, status=401)
    return _save_one(request, year, centre_slug)


@may("write_submission")
def _save_one(request: HttpRequest, desk: Desk) -> HttpResponse:
    asked = [
        (section, question)
        for section in desk.sheet.sections
        for question in section.questions
        if question.seen in request.POST
    ]
    if len(asked) != 1:
        raise SuspiciousOperation("One answer at a time is saved here.")
    section, question = asked[0]
    posted = _posted(request, desk, [question])
    try:
        saved = _save(request, desk, section, posted)
    except ValidationError as refused:
        words = _("Ikke lagret: %(reason)s") % {"reason": refused.messages[0]}
        return JsonResponse({"saved": False, "status": words}, status=409)
    desk = desk.again(saved)
    return _told(request, desk, section, as_typed(desk, question, posted, saved))


def _told(request: HttpRequest, desk: Desk, section: SectionSheet, filled: Filled) -> JsonResponse:
    """Return what a page needs to tell how a save went, and how far the report has come."""
    told: dict[str, object] = {
        "saved": filled.is_saved,
        "status": filled.status,
        "notes": render_to_string("reporting/notes.html", {"filled": filled}),
        "invalid": filled.has_error,
        "version": filled.version,
        "shown": [question.id for question in section.questions if question.id in desk.shown],
        "sections": [line.status for line in desk.lines],
        "answered": desk.answered_words,
        "last": desk.saved,
    }
    if filled.is_saved and REUSE in request.POST:
        told["fields"] = posted_fields(filled.sheet, filled.contents)
    return JsonResponse(told, status=200 if filled.is_saved else 409 if filled.clash else 422)
