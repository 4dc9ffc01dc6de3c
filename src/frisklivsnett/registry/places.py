"""All places in memory: which county, health region or governor a place has on a day, without a query for each.

The register is read from the database once for each process, and again when a load has changed it.
"""

import time
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from django.conf import settings

from frisklivsnett.registry.models.places import Place, PlaceKind, RegisterVersion, Succession

FRESH_SECONDS = 0.0 if settings.MODE == "test" else 1.0
"""How long a process trusts its copy before it asks the database again whether there is a newer one.

In tests it always asks, because there the database is wound back without notice.
"""


@dataclass(frozen=True)
class Register:
    """Every place by its row's id, and the ids of what took over from what. Not to be changed by anyone."""

    token: str
    places: Mapping[int, Place]
    successors: Mapping[int, tuple[int, ...]]
    predecessors: Mapping[int, tuple[int, ...]]

    def place(self, place_id: int) -> Place:
        """Return the place with the row id ``place_id``."""
        return self.places[place_id]

    def find(self, kind: str, code: str, day: date) -> Place | None:
        """Return the place with this kind and code on ``day``."""
        for place in self.places.values():
            if place.kind == kind and place.code == code and place.is_valid_on(day):
                return place
        return None

    def on(self, place: Place, day: date) -> Place | None:
        """Return the place that stands for ``place`` on ``day``; see ``Place.on``."""
        current = self.places[place.pk]
        while not current.is_valid_on(day):
            steps = self.predecessors if day < current.valid_from else self.successors
            following = self._the_one(current, steps.get(current.pk, ()))
            if following is None:
                return None
            current = following
        return current

    def county_on(self, place: Place, day: date) -> Place | None:
        """Return the county that ``place`` lies in on ``day``, or None."""
        current = self.on(place, day)
        while current is not None and current.kind != PlaceKind.COUNTY:
            above = self.places[current.parent_id] if current.parent_id else None
            current = self.on(above, day) if above else None
        return current

    def health_region_on(self, place: Place, day: date) -> Place | None:
        """Return the health region that ``place`` lies in on ``day``, or None."""
        if place.kind == PlaceKind.HEALTH_REGION:
            return self.on(place, day)
        county = self.county_on(place, day)
        return (
            self.on(self.places[county.health_region_id], day) if county and county.health_region_id else None
        )

    def governor_area_on(self, place: Place, day: date) -> Place | None:
        """Return the county governor's area that ``place`` lies in on ``day``, or None."""
        if place.kind == PlaceKind.GOVERNOR_AREA:
            return self.on(place, day)
        county = self.county_on(place, day)
        return (
            self.on(self.places[county.governor_area_id], day) if county and county.governor_area_id else None
        )

    def is_same_area(self, place: Place, other: Place, day: date) -> bool:
        """Tell whether ``place`` is ``other`` on ``day``, and nothing but it.

        A place that was only given a new code or name is the same place before and after. A county that was carved out
        of a larger one is not: Buskerud is not Viken.
        """
        on = self.on(place, day)
        return on is not None and on.pk == other.pk and self.on(on, place.valid_from) == place

    def _the_one(self, place: Place, ids: tuple[int, ...]) -> Place | None:
        """Return the only candidate, or of several the one that keeps the name."""
        if len(ids) == 1:
            return self.places[ids[0]]
        return next((self.places[id_] for id_ in ids if self.places[id_].name == place.name), None)


_current: Register | None = None
_asked_at = float("-inf")


def register() -> Register:
    """Return the register. Costs nothing when asked within a second, otherwise one small query."""
    global _current, _asked_at  # noqa: PLW0603 - the one copy of the process
    now = time.monotonic()
    if _current is not None and now - _asked_at < FRESH_SECONDS:
        return _current
    token = RegisterVersion.objects.values_list("token", flat=True).first()
    if _current is None or token is None or token != _current.token:
        _current = _read(token or "")
    _asked_at = now
    return _current


def forget() -> None:
    """Make the next ``register()`` ask the database. For the load, which knows that something has changed."""
    global _asked_at  # noqa: PLW0603
    _asked_at = float("-inf")


def _read(token: str) -> Register:
    places = {place.pk: place for place in Place.objects.all()}
    successors: dict[int, tuple[int, ...]] = {}
    predecessors: dict[int, tuple[int, ...]] = {}
    for old, new in Succession.objects.values_list("old_id", "new_id"):
        successors[old] = (*successors.get(old, ()), new)
        predecessors[new] = (*predecessors.get(new, ()), old)
    return Register(token, places, successors, predecessors)
