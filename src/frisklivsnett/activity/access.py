"""Fetch and authorise in one: no view gets hold of a centre's log, or an entry of it, that its user may not see."""

from django.contrib.auth.models import AnonymousUser
from django.core.exceptions import PermissionDenied
from django.http import Http404
from django.utils.translation import gettext as _

from frisklivsnett.activity.models import Attachment, Entry
from frisklivsnett.registry.models import Organisation, User
from frisklivsnett.registry.permissions import Actor, actors_of, may


def centre_for(user: User | AnonymousUser, verb: str, centre_slug: str) -> Organisation:
    """Return a centre if ``user`` may do ``verb`` with its log; raise ``Http404`` or ``PermissionDenied`` if not."""
    found = Organisation.objects.centres().filter(slug=centre_slug).first()
    if found is None:
        raise Http404(_("Fant ingen sentral med denne adressen."))
    if not may(user, verb, organisation=found):
        raise PermissionDenied(
            _("Denne aktivitetsloggen tilhører en annen sentral, og du har ikke tilgang til den.")
        )
    return found


def entry_for(user: User | AnonymousUser, verb: str, centre_slug: str, entry_id: int) -> Entry:
    """Return an entry of a centre's log, in the recycle bin or not, if ``user`` may do ``verb`` with it."""
    centre = centre_for(user, verb, centre_slug)
    found = Entry.objects.select_related("centre", "created_by", "changed_by").filter(
        centre=centre, pk=entry_id
    )
    entry = found.first()
    if entry is None:
        raise Http404(_("Dette er ikke i aktivitetsloggen. Det kan være slettet for godt."))
    return entry


def attachment_for(
    user: User | AnonymousUser, verb: str, centre_slug: str, entry_id: int, attachment_id: int
) -> Attachment:
    """Return a file of an entry if ``user`` may do ``verb`` with the entry."""
    entry = entry_for(user, verb, centre_slug, entry_id)
    found = Attachment.objects.filter(entry=entry, pk=attachment_id).first()
    if found is None:
        raise Http404(_("Vedlegget finnes ikke lenger."))
    return found


def signed_in(user: User | AnonymousUser) -> User:
    """Return the person; ``PermissionDenied`` when nobody is logged in."""
    if isinstance(user, User):
        return user
    raise PermissionDenied(_("Du må logge inn for å se denne siden."))


def own_centres(user: User | AnonymousUser) -> list[Organisation]:
    """Return the centres whose log the person may write in, by name."""
    return [
        centre
        for centre in actors_of(user).organisations(Actor.CENTRE)
        if may(user, "write_activity", organisation=centre)
    ]
