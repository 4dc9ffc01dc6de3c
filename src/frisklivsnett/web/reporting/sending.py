"""Looking over, sending, and opening for change again."""

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from frisklivsnett.collection import actions
from frisklivsnett.core.forms import Severity
from frisklivsnett.web.overview.deadlines import deadline_of
from frisklivsnett.web.reporting.changes import Change, changes_since
from frisklivsnett.web.reporting.desk import Desk
from frisklivsnett.web.reporting.gate import may
from frisklivsnett.web.reporting.keeping import keeping_of
from frisklivsnett.web.reporting.listing import found, to_review

AFTER = "etter"
"""Name of the field with the number of the last change that the person saw."""

LONGEST_NUMBER = 19


@require_safe
@may("write_submission")
def review(request: HttpRequest, desk: Desk) -> HttpResponse:
    """All answers in order, what is wrong with them, and the button that sends them."""
    if not desk.can_write:
        return redirect(desk.receipt if desk.submission.is_submitted else desk.address)
    context = {
        "desk": desk,
        "deadline": deadline_of(desk.submission, desk.now),
        "errors": found(desk, Severity.ERROR),
        "warnings": found(desk, Severity.WARNING),
        "sections": to_review(desk),
        "person": desk.user.name,
        "keeping": keeping_of(desk),
        "changed": _changed(request, desk),
    }
    return render(request, "reporting/review.html", context)


def _changed(request: HttpRequest, desk: Desk) -> list[Change]:
    """Return what was changed while the person looked the report over, when that has stopped the sending."""
    number = _number(request.GET.get(AFTER, ""))
    return [] if number is None else changes_since(desk, number)


def _number(text: str) -> int | None:
    return int(text) if text.isascii() and text.isdigit() and len(text) < LONGEST_NUMBER else None


@require_POST
@may("submit_submission")
def submit(request: HttpRequest, desk: Desk) -> HttpResponse:
    """Send what was looked over. Pressed twice, it is sent once."""
    seen = request.POST.get("sett", "")
    try:
        actions.submit(submission=desk.submission, by=desk.user, seen=seen, at=desk.now)
    except ValidationError as refused:
        if refused.code == "changed" and (number := _number(request.POST.get(AFTER, ""))) is not None:
            return redirect(f"{desk.review}?{AFTER}={number}")
        messages.warning(request, refused.messages[0])
        return redirect(desk.review)
    return redirect(desk.receipt)


@require_POST
@may("submit_submission")
def take_back(request: HttpRequest, desk: Desk) -> HttpResponse:
    """Open a sent report for change."""
    try:
        actions.take_back(submission=desk.submission, by=desk.user, at=desk.now)
    except ValidationError as refused:
        messages.warning(request, refused.messages[0])
    else:
        messages.success(request, _("Rapporten er åpen for endring. Husk å sende den inn på nytt."))
    return redirect(desk.address)
