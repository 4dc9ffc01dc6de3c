"""«Lagret. Angre»: what was done last, kept in the session until the next page has shown it."""

from dataclasses import dataclass

from django.http import HttpRequest
from django.urls import reverse

from frisklivsnett.activity.models import Entry
from frisklivsnett.registry.models import Organisation

NOTED, BINNED, MERGED, CHANGED, PUT_BACK = "noted", "binned", "merged", "changed", "put_back"
_KEPT_AS = "activity_done"


@dataclass(frozen=True, slots=True)
class Done:
    """What was done, and the address of the button that undoes it; nothing when there is no button."""

    what: str
    entry_id: int
    address: str


def remember(request: HttpRequest, what: str, entry: Entry) -> None:
    """Note what was done, for the next page."""
    request.session[_KEPT_AS] = [what, entry.pk, entry.centre.slug]


def undo_of(request: HttpRequest, centre: Organisation) -> Done | None:
    """Return what was just done in this centre's log, once."""
    kept = request.session.pop(_KEPT_AS, None)
    if kept is None or kept[2] != centre.slug:
        return None
    what, entry_id, slug = kept
    names = {NOTED: "web:bin_entry", BINNED: "web:put_back", MERGED: "web:put_back"}
    arguments = {"centre_slug": slug, "entry_id": entry_id}
    return Done(what, entry_id, reverse(names[what], kwargs=arguments) if what in names else "")
