"""Who has an agreement, and the agreements of one centre."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from frisklivsnett.collection.planning import years_asked, years_sent
from frisklivsnett.registry.models import Agreement, AgreementChange, CoordinatorTerm, Organisation
from frisklivsnett.registry.permissions import Actor, actors_of, may
from frisklivsnett.web.agreements.access import centre_for
from frisklivsnett.web.agreements.words import Tag, change_in_words, ends_soon, standing
from frisklivsnett.web.ordering import by_name
from frisklivsnett.web.overview.table import Filter


@dataclass(frozen=True, slots=True)
class Row:
    """An agreement in the list, with where its centre is and how it stands. ``status``: see ``status_on``."""

    agreement: Agreement
    place: str
    county: str
    tag: Tag
    status: str
    soon: bool


CHOICES: Mapping[str, Callable[[Row], bool]] = {
    "": lambda row: row.status == "active",
    "slutter": lambda row: row.soon,
    "kommer": lambda row: row.status == "coming",
    "over": lambda row: row.status in ("ended", "ended_early"),
    "alle": lambda _row: True,
}
"""What each choice in the address shows."""


@require_safe
@login_required
def agreements(request: HttpRequest) -> HttpResponse:
    """List the agreements chosen, by centre. Whoever has one of their own is led to it."""
    if not may(request.user, "see_agreements"):
        own = actors_of(request.user).organisations(Actor.CENTRE)
        if not own:
            raise PermissionDenied(_("Du har ikke tilgang til denne siden."))
        return redirect("web:centre_agreements", organisation_slug=own[0].slug)
    today = timezone.localdate()
    rows = _rows(today)
    which = request.GET.get("vis", "")
    which = which if which in CHOICES else ""
    context = {
        "rows": [row for row in rows if CHOICES[which](row)],
        "filters": _filters(rows, which),
        "any": bool(rows),
        "which": which,
        "total": sum(row.agreement.grant for row in rows if row.status == "active"),
        "term": CoordinatorTerm.objects.valid_on(today).select_related("organisation").first(),
        "may_manage": may(request.user, "manage_agreements"),
    }
    return render(request, "agreements/agreements.html", context)


def _rows(today: date) -> list[Row]:
    found = list(Agreement.objects.select_related("organisation").order_by("starts_on", "pk"))
    last = {agreement.organisation_id: agreement.last_day for agreement in found}
    rows = [_row(agreement, today, last[agreement.organisation_id]) for agreement in found]
    return sorted(
        rows, key=lambda row: (by_name(row.agreement.organisation.name), -row.agreement.starts_on.toordinal())
    )


def _row(agreement: Agreement, today: date, last: date) -> Row:
    centre = agreement.organisation
    day = min(max(today, agreement.starts_on), agreement.last_day)
    place, county = centre.place_on(day), centre.county_on(day)
    return Row(
        agreement,
        place.name if place else "",
        county.name if county else "",
        standing(agreement, today, last),
        agreement.status_on(today),
        ends_soon(agreement, today, last),
    )


def _filters(rows: Sequence[Row], which: str) -> list[Filter]:
    labels = {
        "": _("Gjelder nå"),
        "slutter": _("Slutter innen et år"),
        "kommer": _("Ikke begynt"),
        "over": _("Avsluttet"),
        "alle": _("Alle"),
    }
    return [
        Filter(label, sum(map(CHOICES[key], rows)), f"?vis={key}" if key else "?", key == which)
        for key, label in labels.items()
    ]


@require_safe
@login_required
def of_centre(request: HttpRequest, organisation_slug: str) -> HttpResponse:
    """Show a centre's agreements, the newest first, with what has been done to them."""
    centre = centre_for(request.user, "see_agreements", organisation_slug)
    today = timezone.localdate()
    found = list(centre.agreements.order_by("-starts_on"))
    context = {
        "centre": centre,
        "place": centre.place_on(today),
        "county": centre.county_on(today),
        "agreements": [_told(agreement, today, found[0].last_day) for agreement in found],
        "removed": [
            (change, change_in_words(change))
            for change in centre.agreement_changes.filter(agreement=None, kind=AgreementChange.Kind.REMOVED)
        ],
        "may_manage": may(request.user, "manage_agreements"),
        "has_people": not may(request.user, "see_everyone") or centre.roles.valid_on(today).exists(),
    }
    return render(request, "agreements/centre.html", context)


def _told(agreement: Agreement, today: date, last: date) -> dict[str, object]:
    changes = agreement.changes.select_related("by")
    return {
        "agreement": agreement,
        "tag": standing(agreement, today, last),
        "runs": today <= agreement.last_day,
        "changes": [(change, change_in_words(change)) for change in changes],
        "term": _term(agreement.organisation, agreement),
        "years": years_sent(agreement),
        "asked": years_asked(agreement),
    }


def _term(centre: Organisation, agreement: Agreement) -> CoordinatorTerm | None:
    """Return the last term that the centre coordinates the network in, during the agreement."""
    terms = centre.coordinator_terms.filter(starts_on__lte=agreement.last_day).order_by("-starts_on")
    return next((term for term in terms if (term.ends_on or date.max) >= agreement.starts_on), None)
