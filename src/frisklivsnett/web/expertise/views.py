"""The pages that tell who knows what, and what waits."""

from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from frisklivsnett.activity import expertise as reads
from frisklivsnett.activity.kinds import all_kinds
from frisklivsnett.activity.models import Topic
from frisklivsnett.registry.models import Place, PlaceKind
from frisklivsnett.registry.permissions import check_may, may_reach
from frisklivsnett.web.activity.fields import topic_name
from frisklivsnett.web.jinja import days_away

MOST_SEARCHED = 80


@require_safe
@login_required
def expertise(request: HttpRequest) -> HttpResponse:
    """List the topics with the centres that know them, by words and health region."""
    check_may(request.user, "find_expertise")
    today = timezone.localdate()
    search = " ".join(request.GET.get("sok", "")[:MOST_SEARCHED].split())
    region = request.GET.get("region", "")[:40]
    regions = Place.objects.of_kind(PlaceKind.HEALTH_REGION).valid_on(today).order_by("name")
    found = reads.known_topics(today=today, search=search, region=region)
    found.sort(key=lambda one: (not one.helpers, topic_name(one.topic)))
    page = {
        "search": search,
        "region": region,
        "regions": [("", _("Hele landet")), *((place.code, place.name) for place in regions)],
        "topics": [(topic_name(one.topic), one) for one in found],
        "sees_waiting": may_reach(request.user, "see_waiting"),
        "passes_on": may_reach(request.user, "pass_on"),
    }
    return render(request, "expertise/expertise.html", page)


@require_safe
@login_required
def topic(request: HttpRequest, topic_slug: str) -> HttpResponse:
    """Show who knows a topic, and when and from where it was asked about lately."""
    check_may(request.user, "find_expertise")
    found = Topic.objects.select_related("merged_into").filter(slug=topic_slug).first()
    if found is None:
        raise Http404(_("Temaet finnes ikke."))
    counted = found.merged_into or found
    kinds = all_kinds()
    page = {
        "name": topic_name(counted),
        "known": reads.known(counted, today=timezone.localdate()),
        "lately": [(one, kinds[one.kind].title) for one in reads.lately(counted)],
        "region_names": dict(Place.objects.of_kind(PlaceKind.HEALTH_REGION).values_list("code", "name")),
    }
    return render(request, "expertise/topic.html", page)


@require_safe
@login_required
def unanswered(request: HttpRequest) -> HttpResponse:
    """Show the coordinator what waits unanswered, and for how long."""
    check_may(request.user, "see_waiting")
    today = timezone.localdate()
    waiting = [
        (one, [topic_name(topic) for topic in one.topics], days_away(-(today - one.day).days))
        for one in reads.unanswered()
    ]
    passed = [
        (one, days_away(-(today - timezone.localdate(one.at)).days)) for one in reads.waiting_passings()
    ]
    return render(request, "expertise/unanswered.html", {"waiting": waiting, "passed": passed})
