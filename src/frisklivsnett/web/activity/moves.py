"""Removing, putting back, and what two entries that look alike are: the same, or two."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from frisklivsnett.activity.access import centre_for, entry_for, signed_in
from frisklivsnett.activity.actions import bin_entry, keep_both, merge, put_back
from frisklivsnett.activity.models import Entry
from frisklivsnett.web.activity.undo import BINNED, MERGED, PUT_BACK, remember
from frisklivsnett.web.activity.words import entry_address, log_address


@require_POST
@login_required
def remove(request: HttpRequest, centre_slug: str, entry_id: int) -> HttpResponse:
    """Put an entry in the recycle bin, with a way back on the next page."""
    entry = entry_for(request.user, "write_activity", centre_slug, entry_id)
    remember(request, BINNED, bin_entry(entry=entry, by=signed_in(request.user)))
    return redirect(log_address(centre_slug))


@require_POST
@login_required
def restore(request: HttpRequest, centre_slug: str, entry_id: int) -> HttpResponse:
    """Take an entry out of the recycle bin."""
    entry = entry_for(request.user, "write_activity", centre_slug, entry_id)
    remember(request, PUT_BACK, put_back(entry=entry, by=signed_in(request.user)))
    return redirect(entry_address(entry))


@require_POST
@login_required
def merge_two(request: HttpRequest, centre_slug: str) -> HttpResponse:
    """Make one of two entries that a person has seen to be the same."""
    centre = centre_for(request.user, "write_activity", centre_slug)
    one, other = _two(request, centre_slug)
    try:
        merged = merge(kept=one, other=other, by=signed_in(request.user))
    except ValidationError as refused:
        messages.warning(request, " ".join(refused.messages))
        return redirect(log_address(centre.slug))
    other.refresh_from_db()
    remember(request, MERGED, other)
    return redirect(entry_address(merged))


@require_POST
@login_required
def keep_apart(request: HttpRequest, centre_slug: str) -> HttpResponse:
    """Note that two entries that look alike are two."""
    centre = centre_for(request.user, "write_activity", centre_slug)
    keep_both(entries=_two(request, centre_slug), by=signed_in(request.user))
    messages.success(request, _("Begge er beholdt. Vi spør ikke om disse igjen."))
    return redirect(log_address(centre.slug))


def _two(request: HttpRequest, centre_slug: str) -> tuple[Entry, Entry]:
    numbers = [request.POST.get(name, "") for name in ("behold", "den-andre")]
    ids = [
        int(number) if number.isascii() and number.isdigit() and len(number) < 18 else 0 for number in numbers
    ]
    one, other = (entry_for(request.user, "write_activity", centre_slug, id_) for id_ in ids)
    return one, other
