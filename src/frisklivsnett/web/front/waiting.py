"""What others wait for from a person: requests for visits, enquiries passed on, and reports to look over."""

from collections.abc import Iterator

from django.contrib.auth.models import AnonymousUser
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from frisklivsnett.activity.models import Passing, VisitRequest
from frisklivsnett.activity.network import coordinator_now
from frisklivsnett.collection.models import Round
from frisklivsnett.publication.steps import Move, ReportStep
from frisklivsnett.registry.models import User
from frisklivsnett.registry.permissions import Actor, actors_of, may_reach
from frisklivsnett.web.front.steps import Link


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
    requests = VisitRequest.objects.reached().filter(centre__in=centres, state="waiting").count()
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
