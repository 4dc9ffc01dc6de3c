"""Writing the text of a report: checking it, bringing its numbers up to date, saving it."""

from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from frisklivsnett.core.documents.html import stylesheet
from frisklivsnett.core.narrative import Evidence
from frisklivsnett.publication.evidence import evidence_of
from frisklivsnett.publication.standing import standing_of
from frisklivsnett.publication.texts import Template
from frisklivsnett.registry.permissions import check_may
from frisklivsnett.web.editor.gate import Desk, writer
from frisklivsnett.web.editor.page import Shown, lines_of
from frisklivsnett.web.editor.picker import groups_of, pick_of
from frisklivsnett.web.editor.sheet import Sheet, opened, posted
from frisklivsnett.web.jinja import clock, language

DO = "gjor"
LARGE = 150_000
"""Characters beyond which a text is checked when asked, and not while one writes."""


@require_safe
@login_required
def choose(request: HttpRequest, year: int, template: Template) -> HttpResponse:
    """Go to the text in the language of the page."""
    check_may(request.user, "write_report")
    return redirect("web:write_report", year=year, template=template, text_language=language())


@require_http_methods(["GET", "HEAD", "POST"])
@writer
def write(request: HttpRequest, desk: Desk) -> HttpResponse:
    """Show the text with its check; a button checks it, lists what a refresh changes, does that, or saves."""
    evidence = evidence_of(desk.round)
    if request.method != "POST":
        return _page(request, opened(desk, evidence), evidence)
    sheet = posted(desk, request.POST)
    match request.POST.get(DO):
        case "lagre":
            saved = sheet.save()
            if saved is not None and saved.instead is None:
                messages.success(request, _saved_words(saved.version.number))
                return redirect(desk.address)
        case "oppdater":
            sheet.plan(evidence)
        case "bruk":
            sheet.apply(evidence)
    return _page(request, sheet, evidence)


@require_POST
def check(request: HttpRequest, year: int, template: Template, text_language: str) -> HttpResponse:
    """Check a text, or save it first, and tell in JSON how it went: for the page's script."""
    if not request.user.is_authenticated:
        words = _("Du er logget ut. Teksten er ikke lagret. Logg inn i en ny fane, og prøv igjen her.")
        return JsonResponse({"status": words, "login": reverse("web:login")}, status=401)
    return _check(request, year=year, template=template, text_language=text_language)


@writer
def _check(request: HttpRequest, desk: Desk) -> HttpResponse:
    sheet, evidence = posted(desk, request.POST), evidence_of(desk.round)
    status, saved = "", False
    if request.POST.get(DO) == "lagre":
        kept = sheet.save()
        if kept is not None and kept.instead is not None:
            return JsonResponse(
                {"conflict": True, "status": _("Noen andre har lagret i mellomtiden.")}, status=409
            )
        saved = kept is not None
        status = _saved_words(kept.version.number) if kept else ""
    shown = None if sheet.problem else sheet.check(evidence)
    if shown is None:
        return JsonResponse({"saved": False, "status": sheet.problem}, status=422)
    told = {
        "saved": saved,
        "status": status or shown.counted,
        "based_on": sheet.based_on,
        "remains": render_to_string("editor/remains.html", {"shown": shown}, request),
        "page": shown.page,
        "marks": shown.marks,
    }
    return JsonResponse(told)


@require_safe
@writer
def pick(request: HttpRequest, desk: Desk) -> HttpResponse:
    """Choose a claim, a table or a figure to put into the text. A script gets the choice without the page around it."""
    template = "editor/pick_part.html" if request.headers.get("HX-Request") else "editor/pick.html"
    evidence = evidence_of(desk.round)
    context = {
        "desk": desk,
        "groups": groups_of(evidence),
        "pick": pick_of(evidence, desk.language, request.GET.dict()),
        "style": stylesheet(),
    }
    return render(request, template, context)


def _saved_words(number: int) -> str:
    return _("Lagret kl. %(time)s som versjon %(number)s.") % {
        "time": clock(timezone.now()),
        "number": number,
    }


def _page(request: HttpRequest, sheet: Sheet, evidence: Evidence) -> HttpResponse:
    problem = sheet.problem
    shown: Shown | None = sheet.check(evidence)
    context: dict[str, Any] = {
        "desk": sheet.desk,
        "sheet": sheet,
        "shown": shown,
        "lines": lines_of(sheet.source) if shown else [],
        "large": LARGE,
        "stage": standing_of(sheet.desk.round),
        "style": stylesheet(),
    }
    refused = bool(problem or sheet.problem)
    status = 409 if sheet.theirs else 422 if refused else 200
    return render(request, "editor/write.html", context, status=status)
