"""The pages that are open to everyone."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from frisklivsnett.web.pages.centres import by_region, centres_on, matching

LONGEST_SEARCH = 100


@require_safe
def centres(request: HttpRequest) -> HttpResponse:
    """Show the centres with an agreement, by health region; ``sok`` keeps those whose names hold the words."""
    search = request.GET.get("sok", "").strip()[:LONGEST_SEARCH]
    period, everyone = centres_on(timezone.localdate())
    found = matching(everyone, search)
    context = {"search": search, "period": period, "regions": by_region(found), "found": len(found)}
    return render(request, "pages/centres.html", context | {"total": len(everyone)})


@require_safe
def about(request: HttpRequest) -> HttpResponse:
    """What this is, for whom, and whom to ask."""
    return render(request, "pages/about.html")


@require_safe
def accessibility(request: HttpRequest) -> HttpResponse:
    """The accessibility statement."""
    return render(request, "pages/accessibility.html")


@require_safe
def privacy(request: HttpRequest) -> HttpResponse:
    """What is kept of whom, why, and for how long."""
    return render(request, "pages/privacy.html")
