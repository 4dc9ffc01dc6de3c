"""Looking over, sending, and opening for change again."""

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from frisklivsnett.collection import actions
from frisklivsnett.core.forms import Severity
from frisklivsnett.registry.models import User
from frisklivsnett.web.overview.deadlines import deadline_in_words
from frisklivsnett.web.reporting.desk import Desk
from frisklivsnett.web.reporting.gate import may
from frisklivsnett.web.reporting.listing import found, to_review


@require_safe
@may("write_submission")
def review(request: HttpRequest, desk: Desk) -> HttpResponse:
    """All answers in order, what is wrong with them, and the button that sends them."""
    if not desk.can_write:
        return redirect(desk.receipt if desk.submission.is_submitted else desk.address)
    context = {
        "desk": desk,
        "deadline": deadline_in_words(desk.round, timezone.localdate(desk.now)),
        "errors": found(desk, Severity.ERROR),
        "warnings": found(desk, Severity.WARNING),
        "sections": to_review(desk),
        "person": request.user.name if isinstance(request.user, User) else "",
    }
    return render(request, "reporting/review.html", context)


@require_POST
@may("submit_submission")
def submit(request: HttpRequest, desk: Desk) -> HttpResponse:
    """Send what was looked over. Pressed twice, it is sent once."""
    seen, by = request.POST.get("sett", ""), request.user if isinstance(request.user, User) else None
    try:
        actions.submit(submission=desk.submission, by=by, seen=seen, at=desk.now)
    except ValidationError as refused:
        messages.warning(request, refused.messages[0])
        return redirect(desk.review)
    return redirect(desk.receipt)


@require_POST
@may("submit_submission")
def take_back(request: HttpRequest, desk: Desk) -> HttpResponse:
    """Open a sent report for change."""
    by = request.user if isinstance(request.user, User) else None
    try:
        actions.take_back(submission=desk.submission, by=by, at=desk.now)
    except ValidationError as refused:
        messages.warning(request, refused.messages[0])
    else:
        messages.success(request, _("Rapporten er åpen for endring. Husk å sende den inn på nytt."))
    return redirect(desk.address)
