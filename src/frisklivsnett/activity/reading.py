"""The bridge from the database to counting: rows become the entries of ``core.activity``, in a few queries."""

from bisect import bisect_right
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from typing import Any

from django.utils import timezone

from frisklivsnett.activity.kinds import all_kinds
from frisklivsnett.activity.models import Entry as EntryRow
from frisklivsnett.activity.models import EntryPlace, EntryQuerySet
from frisklivsnett.core.activity.details import read_details
from frisklivsnett.core.activity.model import Entry, PlaceNoted
from frisklivsnett.registry.models import Organisation, PlaceKind
from frisklivsnett.registry.places import Register, register

_FIELDS = (
    "id",
    "kind",
    "centre_id",
    "starts_on",
    "ends_on",
    "title",
    "people",
    "approximate",
    "organisations",
    "details",
    "created_at",
)


def entries_of(centre: Organisation, year: int) -> tuple[Entry, ...]:
    """Return what a centre noted of a year, the first day first, without what lies in the recycle bin."""
    return _read(EntryRow.objects.of_centre(centre), year, {centre.pk: centre.slug})


def entries_of_all(year: int) -> tuple[Entry, ...]:
    """Return what every centre noted of a year, the first day first. Four queries, however many the entries."""
    slugs = dict(Organisation.objects.centres().values_list("id", "slug"))
    return _read(EntryRow.objects.all(), year, slugs)


def _read(rows: EntryQuerySet, year: int, slugs: Mapping[int, str]) -> tuple[Entry, ...]:
    kept = rows.kept().of_year(year)
    places, topics = _places(kept), _topics(kept)
    forms = {kind.id: kind.form for kind in all_kinds().values()}
    noted = _PlacesNoted(register())
    zone = timezone.get_current_timezone()
    found = []
    for row in kept.order_by("starts_on", "id").values_list(*_FIELDS):
        id_, kind, centre_id, starts_on, ends_on, title, people, approximate, names, details, at = row
        if kind not in forms:
            continue
        found.append(
            Entry(
                id=str(id_),
                kind=kind,
                centre=slugs[centre_id],
                starts_on=starts_on,
                ends_on=ends_on,
                title=title,
                people=people,
                approximate=approximate,
                places=tuple(noted.of(place, starts_on) for place in places.get(id_, ())),
                organisations=tuple(names),
                topics=tuple(topics.get(id_, ())),
                answers=read_details(forms[kind], details),
                noted_on=at.astimezone(zone).date(),
            )
        )
    return tuple(found)


def _places(kept: EntryQuerySet) -> Mapping[int, list[int]]:
    ties = EntryPlace.objects.filter(entry__in=kept.order_by())
    # In the order that they were written in, which the numbers of the rows are.
    pairs = sorted(ties.order_by().values_list("id", "entry_id", "place_id"))
    return _gathered((entry, place) for _id, entry, place in pairs)


def _topics(kept: EntryQuerySet) -> Mapping[int, list[str]]:
    ties: Any = EntryRow.topics.through
    return _gathered(
        ties.objects.filter(entry__in=kept.order_by()).order_by("id").values_list("entry_id", "topic__slug")
    )


def _gathered(pairs: Iterable[tuple[int, Any]]) -> Mapping[int, list[Any]]:
    found = defaultdict[int, list[Any]](list)
    for key, value in pairs:
        found[key].append(value)
    return found


class _PlacesNoted:
    """Places as they stood on a day, each worked out once for each day that the register changed between."""

    def __init__(self, places: Register) -> None:
        self._places = places
        self._kept: dict[tuple[int, int], PlaceNoted] = {}
        self._turns = sorted({place.valid_from for place in places.places.values()})

    def of(self, place_id: int, day: date) -> PlaceNoted:
        era = bisect_right(self._turns, day)
        found = self._kept.get((place_id, era))
        if found is None:
            found = self._kept[place_id, era] = self._noted(place_id, day)
        return found

    def _noted(self, place_id: int, day: date) -> PlaceNoted:
        place = self._places.place(place_id)
        county = self._places.county_on(place, day)
        region = self._places.health_region_on(place, day)
        if place.kind == PlaceKind.COUNTY:
            county = place
        return PlaceNoted(
            place.code, place.name, county.code if county else "", region.code if region else ""
        )


def years_with_entries(centre: Organisation) -> Iterator[int]:
    """Yield the years that the centre has noted something of, the newest first."""
    kept = EntryRow.objects.of_centre(centre).kept().order_by()
    yield from (day.year for day in kept.dates("starts_on", "year", order="DESC"))
