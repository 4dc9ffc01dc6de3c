"""Giving an agreement: to a centre that is known, or to one that is made first."""

from typing import cast

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from frisklivsnett.registry.actions import make_centre
from frisklivsnett.registry.agreeing import give_agreement
from frisklivsnett.registry.models import Organisation, PlaceKind, User
from frisklivsnett.registry.permissions import check_may
from frisklivsnett.registry.places import register
from frisklivsnett.web.account.forms import Typed, typed
from frisklivsnett.web.agreements.access import centre_for
from frisklivsnett.web.agreements.forms import AgreementForm
from frisklivsnett.web.ordering import by_name

FIELD_OF = {"place": "sted", "name": "navn", "language": "malform", "email": "e-post"}


@require_http_methods(["GET", "HEAD", "POST"])
@login_required
def choose(request: HttpRequest) -> HttpResponse:
    """Ask which centre the agreement is with: those without one first."""
    check_may(request.user, "manage_agreements")
    today, year = timezone.localdate(), _year(request.GET.get("ar", ""))
    problem = ""
    if request.method == "POST":
        year = _year(request.POST.get("ar", ""))
        chosen = Organisation.objects.centres().filter(slug=request.POST.get("sentral", "")[:60]).first()
        if chosen is not None:
            answer = redirect("web:give_agreement", organisation_slug=chosen.slug)
            answer["Location"] += f"?ar={year}" if year else ""
            return answer
        problem = _("Velg en sentral.")
    centres = sorted(Organisation.objects.centres(), key=lambda found: by_name(found.name))
    day = today.replace(year=year, month=1, day=1) if year else today
    has_one = set(Organisation.objects.filter(agreements__ends_on__gte=day).values_list("pk", flat=True))
    context = {
        "without": [centre for centre in centres if centre.pk not in has_one],
        "having": [centre for centre in centres if centre.pk in has_one],
        "problem": problem,
        "year": year,
    }
    return render(request, "agreements/choose.html", context, status=422 if problem else 200)


@require_http_methods(["GET", "HEAD", "POST"])
@login_required
def give(request: HttpRequest, organisation_slug: str) -> HttpResponse:
    """Give a centre an agreement."""
    centre = centre_for(request.user, "manage_agreements", organisation_slug)
    if request.method != "POST":
        form = AgreementForm.proposed(centre, timezone.localdate(), _year(request.GET.get("ar", "")))
        return _given(request, centre, form)
    form, terms = AgreementForm.read(request.POST).terms()
    if terms is None:
        return _given(request, centre, form)
    try:
        give_agreement(centre=centre, terms=terms, by=cast("User", request.user))
    except ValidationError as refused:
        return _given(request, centre, form.refused(refused))
    messages.success(request, _("Avtalen med %(name)s er lagt inn.") % {"name": centre.name})
    return redirect("web:centre_agreements", organisation_slug=centre.slug)


def _given(request: HttpRequest, centre: Organisation, form: AgreementForm) -> HttpResponse:
    context = {"centre": centre, "form": form, "agreements": centre.agreements.order_by("-starts_on")}
    return render(request, "agreements/give.html", context, status=422 if form.problems else 200)


@require_http_methods(["GET", "HEAD", "POST"])
@login_required
def new_centre(request: HttpRequest) -> HttpResponse:
    """Make a centre of a municipality or city district that has none, and go on to its agreement."""
    check_may(request.user, "manage_agreements")
    places = _places_without()
    form = Typed({"malform": "nb"})
    if request.method == "POST":
        form = typed(request, "sted", "navn", "malform", "e-post")
        made = _made(form, request)
        if isinstance(made, Organisation):
            return redirect("web:give_agreement", organisation_slug=made.slug)
        form = made
    context = {"form": form, "places": [("", _("Velg kommune eller bydel")), *places]}
    return render(request, "agreements/new_centre.html", context, status=422 if form.errors else 200)


def _made(form: Typed, request: HttpRequest) -> Organisation | Typed:
    number = form.value("sted")
    place = register().places.get(int(number)) if number.isdecimal() and len(number) < 10 else None
    if place is None or not place.is_valid_on(timezone.localdate()):
        return form.wrong(_("Velg en kommune eller bydel."), "sted")
    try:
        return make_centre(
            place=place,
            name=form.value("navn"),
            language=form.value("malform"),
            email=form.value("e-post"),
            by=cast("User", request.user),
        )
    except ValidationError as refused:
        return form.wrong(refused, FIELD_OF.get(getattr(refused, "code", "") or "", "sted"))


def _places_without() -> list[tuple[str, str]]:
    """Return the municipalities and districts that are and have no centre, by name, each with its county."""
    today, places = timezone.localdate(), register()
    taken = set(Organisation.objects.centres().values_list("place_id", flat=True))
    found = [
        place
        for place in places.places.values()
        if place.kind in (PlaceKind.MUNICIPALITY, PlaceKind.DISTRICT)
        and place.is_valid_on(today)
        and place.pk not in taken
    ]
    named = [(str(place.pk), place.name, places.county_on(place, today)) for place in found]
    return [
        (number, f"{name} ({county.name})" if county and county.name != name else name)
        for number, name, county in sorted(named, key=lambda each: by_name(each[1]))
    ]


def _year(words: str) -> int:
    """Return the year in the address, 0 for none that can be."""
    return (
        int(words)
        if words.isascii() and words.isdecimal() and len(words) == 4 and 2000 <= int(words) <= 2098
        else 0
    )
