"""Attachments: to add, to fetch, and to remove. They are only ever sent as something to save."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.http import content_disposition_header
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from frisklivsnett.accounts.limits import limited
from frisklivsnett.activity.access import attachment_for, entry_for, signed_in
from frisklivsnett.activity.attachments import LARGEST, attach, detach
from frisklivsnett.web.activity.words import entry_address


@require_POST
@login_required
@limited("attach", times=60, seconds=600, by="user")
def add(request: HttpRequest, centre_slug: str, entry_id: int) -> HttpResponse:
    """Keep the files that were chosen; those that are refused are told of one by one."""
    entry = entry_for(request.user, "write_activity", centre_slug, entry_id)
    files = request.FILES.getlist("fil")
    if not files:
        messages.warning(request, _("Velg en fil først."))
    for file in files:
        name = str(file.name or "")
        try:
            attach(entry=entry, name=name, content=file.read(LARGEST + 1), by=signed_in(request.user))
        except ValidationError as refused:
            messages.error(request, f"{name[:80]}: {' '.join(refused.messages)}")
    return redirect(f"{entry_address(entry)}#vedlegg")


@require_safe
@login_required
@never_cache
def send(request: HttpRequest, centre_slug: str, entry_id: int, attachment_id: int) -> HttpResponse:
    """Send a file to be saved: no browser is to open it as a page of ours, whatever it holds."""
    found = attachment_for(request.user, "read_activity", centre_slug, entry_id, attachment_id)
    response = HttpResponse(bytes(found.content), content_type=found.media_type)
    response.headers["Content-Disposition"] = content_disposition_header(True, found.name) or "attachment"
    response.headers["X-Content-Type-Options"] = "nosniff"
    return response


@require_POST
@login_required
def remove(request: HttpRequest, centre_slug: str, entry_id: int, attachment_id: int) -> HttpResponse:
    """Remove a file for good."""
    found = attachment_for(request.user, "write_activity", centre_slug, entry_id, attachment_id)
    detach(attachment=found, by=signed_in(request.user))
    messages.success(request, _("Vedlegget er slettet."))
    return redirect(f"{entry_address(found.entry)}#vedlegg")
