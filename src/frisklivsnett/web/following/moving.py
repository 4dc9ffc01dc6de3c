"""Returning, approving and opening a report: each a button, which leads back to the report."""

from collections.abc import Callable, Mapping
from datetime import date

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from frisklivsnett.collection import following
from frisklivsnett.web.days import written_day
from frisklivsnett.web.following.reading import Problem, page
from frisklivsnett.web.jinja import day
from frisklivsnett.web.reporting.desk import Desk
from frisklivsnett.web.reporting.gate import may

FIELD_OF: Mapping[str, str] = {
    "nothing_said": "melding",
    "too_long": "melding",
    "day_passed": "siste-dag",
    "no_day": "siste-dag",
    "reason_missing": "begrunnelse",
}
"""The field that a refusal is about, by its code; all others are about the report."""


@require_POST
@may("follow_submission")
def return_report(request: HttpRequest, desk: Desk) -> HttpResponse:
    """Send the report back, with the message and the comments that wait."""

    def make() -> str:
        made = following.return_report(
            submission=desk.submission,
            message=request.POST.get("melding", ""),
            until=_last_day(request),
            seen=_seen(request),
            by=desk.user,
            at=desk.now,
        )
        words = _("Rapporten er returnert til %(centre)s, som kan sende den inn på nytt til og med %(day)s.")
        return words % {"centre": desk.centre.name, "day": day(made.until) if made.until else ""}

    return _made(request, desk, "returner", make)


@require_POST
@may("follow_submission")
def approve(request: HttpRequest, desk: Desk) -> HttpResponse:
    """Approve the version that was read."""

    def make() -> str:
        following.approve(submission=desk.submission, seen=_seen(request), by=desk.user, at=desk.now)
        return _("Rapporten fra %(centre)s er godkjent.") % {"centre": desk.centre.name}

    return _made(request, desk, "godkjenn", make)


@require_POST
@may("follow_submission")
def unapprove(request: HttpRequest, desk: Desk) -> HttpResponse:
    """Withdraw the approval, for a reason."""

    def make() -> str:
        reason = request.POST.get("begrunnelse", "")
        following.unapprove(submission=desk.submission, reason=reason, by=desk.user, at=desk.now)
        return _("Godkjenningen er opphevet. Rapporten ligger til lesing.")

    return _made(request, desk, "opphev", make)


@require_POST
@may("follow_submission")
def recall(request: HttpRequest, desk: Desk) -> HttpResponse:
    """Take the report as it was last sent."""

    def make() -> str:
        following.recall(submission=desk.submission, by=desk.user, at=desk.now)
        return _("Rapporten ligger til lesing, slik den sist ble sendt inn.")

    return _made(request, desk, "hent", make)


@require_POST
@may("follow_submission")
def reopen(request: HttpRequest, desk: Desk) -> HttpResponse:
    """Let the centre write and send though the round has closed."""

    def make() -> str:
        made = following.reopen(
            submission=desk.submission,
            until=_last_day(request),
            reason=request.POST.get("begrunnelse", ""),
            by=desk.user,
            at=desk.now,
        )
        words = _("%(centre)s kan skrive og sende inn til og med %(day)s.")
        return words % {"centre": desk.centre.name, "day": day(made.until) if made.until else ""}

    return _made(request, desk, "gjenapne", make)


def _made(request: HttpRequest, desk: Desk, form: str, make: Callable[[], str]) -> HttpResponse:
    """Make the move and go back to the report; when it is refused, show the page with what was typed, and with why."""
    try:
        words = make()
    except ValidationError as refused:
        field = FIELD_OF.get(getattr(refused, "code", "") or "", "rapporten")
        typed = {name: request.POST.get(name, "") for name in ("melding", "siste-dag", "begrunnelse")}
        fault = Problem(
            form, {field if field == "rapporten" else f"{form}-{field}": refused.messages[0]}, typed
        )
        return page(request, desk, problem=fault, status=409 if field == "rapporten" else 422)
    messages.success(request, words)
    return redirect(f"{desk.address}lesing/")


def _seen(request: HttpRequest) -> int:
    number = request.POST.get("versjon", "")
    return int(number) if number.isdecimal() and len(number) < 5 else 0


def _last_day(request: HttpRequest) -> date:
    found = written_day(request.POST.get("siste-dag", "")[:60])
    if found is None:
        raise ValidationError(_("Skriv siste dag som en dato, for eksempel 15.04.2026."), code="no_day")
    return found
