"""Reading the activity log: the list, an entry, the recycle bin."""

from datetime import timedelta

from django.contrib.auth.decorators import login_required
from django.db.models import Count, Q
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_safe

from frisklivsnett.activity.access import centre_for, entry_for, own_centres
from frisklivsnett.activity.actions import DAYS_IN_BIN
from frisklivsnett.activity.kinds import all_kinds
from frisklivsnett.activity.models import Entry
from frisklivsnett.registry.models import Organisation
from frisklivsnett.registry.permissions import check_may, may
from frisklivsnett.web.activity.listing import Asked, listing_of, repeats_of, rows_of, twins_among
from frisklivsnett.web.activity.undo import undo_of
from frisklivsnett.web.activity.words import (
    answers_in_words,
    days_in_words,
    log_address,
    row_of,
    size_in_words,
)
from frisklivsnett.web.ordering import by_name


@require_safe
@login_required
def logs(request: HttpRequest) -> HttpResponse:
    """Lead a centre to its own log; show the Directorate every centre, with how much is noted this year."""
    own = own_centres(request.user)
    if len(own) == 1:
        return redirect(log_address(own[0].slug))
    if not own:
        check_may(request.user, "read_activity")
    year = timezone.localdate().year
    noted = Q(entries__deleted_at=None, entries__starts_on__year=year)
    centres = Organisation.objects.centres().annotate(noted=Count("entries", filter=noted))
    if own:
        centres = centres.filter(pk__in=[centre.pk for centre in own])
    context = {"centres": sorted(centres, key=lambda centre: by_name(centre.name)), "year": year}
    return render(request, "activity/logs.html", context)


@require_safe
@login_required
def log(request: HttpRequest, centre_slug: str) -> HttpResponse:
    """List what a centre has noted, the latest first, with the quick field on top for those who may write."""
    centre = centre_for(request.user, "read_activity", centre_slug)
    writes = may(request.user, "write_activity", organisation=centre)
    listing = listing_of(centre, Asked.read(centre, request.GET))
    context = {
        "centre": centre,
        "listing": listing,
        "writes": writes,
        "repeats": repeats_of(centre) if writes and not listing.asked.is_narrowed else [],
        "kinds": all_kinds().values(),
        "undo": undo_of(request, centre),
        "this_year": timezone.localdate().year,
        "binned": Entry.objects.of_centre(centre).exclude(deleted_at=None).exists() if writes else False,
    }
    return render(request, "activity/log.html", context)


@require_safe
@login_required
def entry(request: HttpRequest, centre_slug: str, entry_id: int) -> HttpResponse:
    """Show one entry."""
    found = entry_for(request.user, "read_activity", centre_slug, entry_id)
    twins = [
        pair
        for pair in twins_among(found.centre, [] if found.is_binned else [found])
        if found.pk in (pair.one.entry.pk, pair.other.entry.pk)
    ]
    context = {
        "centre": found.centre,
        "entry": found,
        "row": row_of(found),
        "days": days_in_words(found.starts_on, found.ends_on),
        "answers": answers_in_words(found),
        "topics": list(found.topics.all()),
        "attachments": [(file, size_in_words(file.size)) for file in found.attachments.defer("content")],
        "twins": twins,
        "writes": may(request.user, "write_activity", organisation=found.centre),
        "undo": undo_of(request, found.centre),
    }
    return render(request, "activity/entry.html", context)


@require_safe
@login_required
def bin_(request: HttpRequest, centre_slug: str) -> HttpResponse:
    """Show what has been removed within the last 30 days; older things are gone, also before they are swept."""
    centre = centre_for(request.user, "write_activity", centre_slug)
    since = timezone.now() - timedelta(days=DAYS_IN_BIN)
    binned = Entry.objects.of_centre(centre).binned().filter(deleted_at__gte=since)
    entries = list(binned.select_related("centre", "deleted_by").prefetch_related("places")[:200])
    rows = [(row, (row.entry.deleted_at or since) + timedelta(days=DAYS_IN_BIN)) for row in rows_of(entries)]
    return render(request, "activity/bin.html", {"centre": centre, "rows": rows, "days": DAYS_IN_BIN})
