"""What others wait for from a person: requests for visits, enquiries passed on, and reports to look over."""

from collections.abc import Iterator, Sequence

from django.contrib.auth.models import AnonymousUser
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from frisklivsnett.activity.models import Passing, VisitRequest
from frisklivsnett.activity.network import coordinator_now
from frisklivsnett.activity.request_models import RequestState
from frisklivsnett.collection.models import Round
from frisklivsnett.publication.steps import Move, ReportStep
from frisklivsnett.registry.models import User
from frisklivsnett.registry.permissions import Actor, actors_of, may_reach
from frisklivsnett.web.front.steps import Link
from frisklivsnett.web.jinja import clock, day, days_away

MOST_VISITS = 2
"""Visits that the front page tells of; the page of requests has them all."""


def waiting_for(user: User | AnonymousUser) -> list[Link]:
    """Return a line, with where to go, for each sort of thing that waits; nothing for those who answer none."""
    lines = list(_reports(user)) if may_reach(user, "review_report") else []
    if may_reach(user, "see_requests"):
        lines += _lines(user)
    return lines


def _reports(user: User | AnonymousUser) -> Iterator[Link]:
    """Each report that another adviser has sent to review, unless somebody else was asked to look over it."""
    for round_ in Round.objects.order_by("-report_year"):
        last = ReportStep.objects.of(round_).first()
        if last and last.move == Move.SEND and last.by != user and last.asked in (None, user):
            words = _("Den nasjonale rapporten for %(year)s venter på at du ser over den")
            address = reverse("web:report_preview", kwargs={"year": round_.report_year})
            yield Link(words % {"year": round_.report_year}, address)


def _finds_centres(user: User | AnonymousUser) -> bool:
    """Tell whether requests that name no centre wait for this person: the coordinator, else the Directorate."""
    if not may_reach(user, "place_requests"):
        return False
    return Actor.COORDINATOR in actors_of(user) or coordinator_now(timezone.localdate()) is None


def _lines(user: User | AnonymousUser) -> Iterator[Link]:
    centres = actors_of(user).organisations(Actor.CENTRE)
    theirs = list(
        VisitRequest.objects.reached()
        .filter(centre__in=centres, state__in=("waiting", "accepted"))
        .select_related("centre")
        .order_by("starts_at", "pk")
    )
    requests = sum(request.state == RequestState.WAITING for request in theirs)
    if _finds_centres(user):
        requests += VisitRequest.objects.unplaced().count()
    if requests:
        words = ngettext(
            "%(number)s forespørsel om besøk venter på svar",
            "%(number)s forespørsler om besøk venter på svar",
            requests,
        )
        yield Link(words % {"number": requests}, reverse("web:requests"))
    if passed := Passing.objects.waiting().filter(to_centre__in=centres).count():
        words = ngettext(
            "%(number)s henvendelse er sendt videre til dere",
            "%(number)s henvendelser er sendt videre til dere",
            passed,
        )
        yield Link(words % {"number": passed}, reverse("web:passings"))
    yield from _visits([request for request in theirs if request.state == RequestState.ACCEPTED])


def _visits(agreed: Sequence[VisitRequest]) -> Iterator[Link]:
    """The visits that have been and are not in the log yet, and those that come next; the earliest first."""
    now = timezone.now()
    been = [request for request in agreed if request.has_been(now)]
    coming = [request for request in agreed if not request.has_been(now)]
    for request in been[:MOST_VISITS]:
        words = _("Besøket fra %(who)s har vært. Noter det i loggen")
        yield Link(words % {"who": request.organisation}, _request_address(request))
    for request in coming[:MOST_VISITS]:
        assert request.starts_at
        starts = timezone.localtime(request.starts_at)
        words = _("Besøk fra %(who)s %(day)s kl. %(clock)s, %(away)s") % {
            "who": request.organisation,
            "day": day(starts),
            "clock": clock(starts),
            "away": days_away((starts.date() - timezone.localdate(now)).days),
        }
        yield Link(words, _request_address(request))


def _request_address(request: VisitRequest) -> str:
    assert request.centre
    return reverse("web:centre_request", kwargs={"centre_slug": request.centre.slug, "number": request.pk})
