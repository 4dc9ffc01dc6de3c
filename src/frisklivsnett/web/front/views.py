"""The front page: what awaits whoever asks."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from frisklivsnett.publication.models import Edition
from frisklivsnett.registry.models import User
from frisklivsnett.web.front.panels import panels_for
from frisklivsnett.web.front.waiting import waiting_for
from frisklivsnett.web.pages.centres import by_region, centres_on


@require_safe
def front(request: HttpRequest) -> HttpResponse:
    """Greet by name and show the next step of each role; tell everyone else what this is."""
    if not isinstance(request.user, User):
        _period, centres = centres_on(timezone.localdate())
        newest = Edition.objects.newest_first().first()
        context = {"regions": by_region(centres), "total": len(centres), "newest": newest}
        return render(request, "front/public.html", context)
    panels = panels_for(request.user, timezone.now())
    first_name = request.user.name.split()[0] if request.user.name.strip() else ""
    context = {"panels": panels, "first_name": first_name, "waiting": waiting_for(request.user)}
    return render(request, "front/person.html", context)
