"""What others wait for from a person's centres: requests for visits, and enquiries passed on to them."""

from collections.abc import Iterator

from django.contrib.auth.models import AnonymousUser
from django.urls import reverse
from django.utils.translation import ngettext

from frisklivsnett.activity.models import Passing, VisitRequest
from frisklivsnett.registry.models import User
from frisklivsnett.registry.permissions import Actor, actors_of, may_reach
from frisklivsnett.web.front.steps import Link


def waiting_for(user: User | AnonymousUser) -> list[Link]:
    """Return a line, with where to go, for each sort of thing that waits; nothing for those who answer none."""
    return list(_lines(user)) if may_reach(user, "answer_requests") else []


def _lines(user: User | AnonymousUser) -> Iterator[Link]:
    centres = actors_of(user).organisations(Actor.CENTRE)
    requests = VisitRequest.objects.reached().filter(centre__in=centres, state="waiting").count()
    if may_reach(user, "place_requests"):
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
