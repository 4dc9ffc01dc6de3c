"""Fetch and authorise in one: no view gets hold of a round or a submission that its user may not see."""

from django.contrib.auth.models import AnonymousUser
from django.core.exceptions import PermissionDenied
from django.http import Http404
from django.utils.translation import gettext as _

from frisklivsnett.collection.models import Round, Submission
from frisklivsnett.prepared import Prepared
from frisklivsnett.registry.models import User
from frisklivsnett.registry.permissions import may

_of_centre: Prepared[Submission, int, str] = Prepared(
    lambda year, slug: (
        Submission.objects.with_places()
        .filter(round__report_year=year, agreement__organisation__slug=slug)
        .order_by("pk")[:1]
    )
)


def round_or_404(year: int) -> Round:
    """Return the round of a report year, or raise ``Http404``."""
    found = Round.objects.select_related("form_version").filter(report_year=year).first()
    if found is None:
        raise Http404(_("Det finnes ingen runde for %(year)s.") % {"year": year})
    return found


def submission_for(user: User | AnonymousUser, verb: str, year: int, centre_slug: str) -> Submission:
    """Return a centre's submission if ``user`` may do ``verb`` with it.

    Raises ``Http404`` when there is none, and ``PermissionDenied`` when the user may not. A county reader's access
    goes by the county that the centre was in on the last day of the report year.
    """
    rows = _of_centre(year, centre_slug)
    if not rows:
        raise Http404(_("Fant ingen rapport for denne sentralen."))
    found = rows[0]
    if _may(user, verb, found, submitted=found.is_submitted):
        return found
    # Sent before, and open for change now: asked only of those whom it could let in, since it takes a query.
    if not found.is_submitted and found.latest_version and _may(user, verb, found, submitted=True):
        return found
    raise PermissionDenied(_("Denne rapporten tilhører en annen sentral, og du har ikke tilgang til den."))


def _may(user: User | AnonymousUser, verb: str, found: Submission, *, submitted: bool) -> bool:
    return may(user, verb, organisation=found.centre, on=found.round.year_end, submitted=submitted)
