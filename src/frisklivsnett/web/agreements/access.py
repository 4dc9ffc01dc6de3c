"""Fetch and authorise in one, for the agreements of a centre."""

from datetime import MAXYEAR, MINYEAR

from django.contrib.auth.models import AnonymousUser
from django.core.exceptions import PermissionDenied
from django.http import Http404
from django.utils.translation import gettext as _

from frisklivsnett.registry.models import Agreement, Organisation, User
from frisklivsnett.registry.permissions import check_may, may


def centre_for(user: User | AnonymousUser, verb: str, slug: str) -> Organisation:
    """Return the centre if ``user`` may do ``verb`` with its agreements.

    Raises ``Http404`` when there is none, for those who may see them all; who may not is not told whether it exists.
    """
    found = Organisation.objects.centres().filter(slug=slug).first()
    if found is not None:
        check_may(user, verb, found)
        return found
    if not may(user, verb):
        raise PermissionDenied
    raise Http404(_("Fant ingen utviklingssentral med dette navnet."))


def agreement_for(user: User | AnonymousUser, verb: str, slug: str, start: int) -> Agreement:
    """Return the centre's agreement that begins in the year ``start``. Raises as ``centre_for`` does."""
    centre = centre_for(user, verb, slug)
    can_be = MINYEAR <= start <= MAXYEAR
    begun = centre.agreements.filter(starts_on__year=start) if can_be else centre.agreements.none()
    found = begun.select_related("organisation").first()
    if found is None:
        raise Http404(_("Fant ingen avtale som begynner i %(year)s.") % {"year": start})
    return found
