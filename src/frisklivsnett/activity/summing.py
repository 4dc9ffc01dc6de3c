"""Adding up a year of entries where they are kept, in a few statements however many they are."""

from collections import defaultdict
from collections.abc import Hashable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from functools import lru_cache
from typing import Any

from django.db.models import Count, F, Max, Min, Q, Sum
from django.db.models.functions import ExtractMonth, ExtractQuarter

from frisklivsnett.activity.kinds import all_kinds
from frisklivsnett.activity.models import Entry, EntryPlace, EntryQuerySet, Topic
from frisklivsnett.core.activity.adding import Noted, YearOfLogs
from frisklivsnett.core.activity.model import PlaceNoted
from frisklivsnett.core.activity.rules import Near
from frisklivsnett.core.activity.suggesting import Home
from frisklivsnett.core.activity.year import KindSum, NationalSums, Reach, YearSums
from frisklivsnett.core.documents.yearpages import Names
from frisklivsnett.core.geography.boundaries import Point, kilometres
from frisklivsnett.core.text import Text
from frisklivsnett.registry.boundaries import middles
from frisklivsnett.registry.models import Agreement, Organisation, PlaceKind
from frisklivsnett.registry.places import Register, register

CAME = ("visit", "enquiry")
"""The kinds that tell where somebody came from."""


@dataclass(frozen=True, slots=True)
class CountySums:
    """A county with its municipalities (or districts), each with the visits and enquiries from there."""

    code: str
    name: str
    places: tuple[tuple[str, str], ...]
    """The number and name of each, by name."""
    came: Mapping[str, tuple[int, int]]
    """Visits and enquiries from each that has some, by number."""


def sums_of(centre: Organisation, year: int, came: Sequence[tuple[Reach, int]]) -> YearSums:
    """Return what a centre's year adds up to, without what lies in the recycle bin. ``came`` is its ``came_from``."""
    kept = Entry.objects.of_centre(centre).kept().of_year(year).order_by()
    kinds, months = _kinds(kept)
    return YearSums(year, kinds, months, tuple(reach for reach, _visits in came), _topics(kept))


def _kinds(kept: EntryQuerySet) -> tuple[tuple[KindSum, ...], dict[str, tuple[int, ...]]]:
    counted: dict[str, list[int]] = defaultdict(lambda: [0] * 12)
    people: dict[str, int] = defaultdict(int)
    unsure: set[str] = set()
    unsaid = Count("id", filter=Q(approximate=True) | Q(people=None))
    grouped = kept.values("kind", month=ExtractMonth("starts_on")).annotate(
        n=Count("id"), heads=Sum("people"), unsure=unsaid
    )
    for row in grouped:
        counted[row["kind"]][row["month"] - 1] += row["n"]
        people[row["kind"]] += row["heads"] or 0
        if row["unsure"]:
            unsure.add(row["kind"])
    known = all_kinds()
    months = {kind: tuple(counted[kind]) for kind in known if kind in counted}
    return tuple(KindSum(kind, sum(months[kind]), people[kind], kind in unsure) for kind in months), months


def _topics(kept: EntryQuerySet) -> dict[str, int]:
    tie: Any = Entry.topics.through
    counted = tie.objects.filter(entry__in=kept).values_list("topic__slug").annotate(n=Count("id"))
    return dict(counted.order_by())


def came_from(which: Q, year: int) -> list[tuple[Reach, int]]:
    """Return which municipalities visits and enquiries came from, for each centre, and how many of them were visits.

    They are as on the year's last day. ``which`` tells whose entries, of an ``EntryPlace``: ``Q(entry__centre=…)``.
    """
    found = EntryPlace.objects.filter(
        which,
        entry__deleted_at=None,
        entry__kind__in=CAME,
        entry__starts_on__gte=date(year, 1, 1),
        entry__starts_on__lte=date(year, 12, 31),
    )
    rows = (
        found.values("place_id", centre=F("entry__centre_id"))
        .annotate(n=Count("id"), visits=Count("id", filter=Q(entry__kind="visit")))
        .order_by()
    )
    centres = {centre.pk: centre for centre in Organisation.objects.centres()}
    homes = {pk: home_on(centre, date(year, 12, 31)) for pk, centre in centres.items()}
    places = _Then(register(), date(year, 12, 31))
    from_centre = _Distances(centres, date(year, 12, 31))
    sums: dict[tuple[int, str], list[int]] = defaultdict(lambda: [0, 0])
    noted: dict[str, PlaceNoted] = {}
    for row in rows:
        place = places.of(row["place_id"])
        if place is not None:
            noted[place.code] = place
            both = sums[row["centre"], place.code]
            both[0] += row["n"]
            both[1] += row["visits"]
    return [
        (Reach(centres[pk].slug, from_centre.told(pk, noted[code]), homes[pk].near(noted[code]), n), visits)
        for (pk, code), (n, visits) in sorted(sums.items())
    ]


class _Distances:
    """How far places are from centres, in kilometres along the straight line; not known without boundaries."""

    def __init__(self, centres: Mapping[int, Organisation], day: date) -> None:
        self._middles = middles()
        self._codes = {register().place(pk).code: at for pk, at in self._middles.items()}
        self._at: dict[int, Point] = {}
        for pk, centre in centres.items() if self._middles else ():
            place = centre.place_on(day)
            municipality = register().places.get(place.parent_id or 0) if place else None
            own = [each.code for each in (place, municipality) if each is not None]
            if found := next((self._codes[code] for code in own if code in self._codes), None):
                self._at[pk] = found

    def told(self, pk: int, place: PlaceNoted) -> PlaceNoted:
        """Return the place with how far it is from the centre of this row."""
        here, there = self._at.get(pk), self._codes.get(place.code)
        return replace(place, distance=kilometres(here, there)) if here and there else place


def years_noted(centre: Organisation) -> list[int]:
    """Return the years that a centre has noted anything of, the newest first, however many entries there are."""
    kept = Entry.objects.of_centre(centre).kept().order_by()
    ends = kept.aggregate(first=Min("starts_on"), last=Max("starts_on"))
    if ends["first"] is None:
        return []
    years = range(ends["last"].year, ends["first"].year - 1, -1)
    return [year for year in years if kept.of_year(year).exists()]


def home_on(centre: Organisation, day: date) -> Home:
    """Return where a centre lies on a day."""
    place, county, region = centre.place_on(day), centre.county_on(day), centre.health_region_on(day)
    return Home(place.code if place else "", county.code if county else "", region.code if region else "")


class _Then:
    """Places as they were on a day, each looked up once."""

    def __init__(self, places: Register, day: date) -> None:
        self._places = places
        self._day = day
        self._kept: dict[int, PlaceNoted | None] = {}

    def of(self, place_id: int) -> PlaceNoted | None:
        if place_id not in self._kept:
            self._kept[place_id] = self._noted(place_id)
        return self._kept[place_id]

    def _noted(self, place_id: int) -> PlaceNoted | None:
        """Return the place as it was; one that was divided stays what it was noted as."""
        given = self._places.place(place_id)
        if given.kind not in (PlaceKind.MUNICIPALITY, PlaceKind.DISTRICT):
            return None
        place = self._places.on(given, self._day) or given
        county = self._places.county_on(place, self._day)
        region = self._places.health_region_on(place, self._day)
        return PlaceNoted(
            place.code, place.name, county.code if county else "", region.code if region else ""
        )


def counties_of(year: int, came: Sequence[tuple[Reach, int]]) -> list[CountySums]:
    """Return every county of the year's last day, with what came from each of its municipalities and districts."""
    counted: dict[str, dict[str, tuple[int, int]]] = defaultdict(dict)
    for reach, visits in came:
        before = counted[reach.place.county].get(reach.place.code, (0, 0))
        counted[reach.place.county][reach.place.code] = (
            before[0] + visits,
            before[1] + reach.entries - visits,
        )
    return [
        CountySums(code, name, places, counted.get(code, {}))
        for code, name, places in _map_of(register().token, year)
    ]


@lru_cache(maxsize=16)
def _map_of(_token: str, year: int) -> tuple[tuple[str, str, tuple[tuple[str, str], ...]], ...]:
    """Return the counties with their municipalities and districts by name; read once for each register."""
    places, day = register(), date(year, 12, 31)
    inside: dict[int, list[tuple[str, str]]] = defaultdict(list)
    valid = [place for place in places.places.values() if place.is_valid_on(day)]
    for place in valid:
        if place.kind in (PlaceKind.MUNICIPALITY, PlaceKind.DISTRICT):
            county = places.county_on(place, day)
            if county is not None:
                inside[county.pk].append((place.code, place.name))
    counties = sorted((place for place in valid if place.kind == PlaceKind.COUNTY), key=lambda p: p.code)
    return tuple(
        (county.code, county.name, tuple(sorted(inside[county.pk], key=lambda pair: pair[1])))
        for county in counties
    )


def national_sums(year: int) -> NationalSums:
    """Return what every centre's year adds up to, together. Kept in memory until an entry of the year changes."""
    kept = Entry.objects.kept().of_year(year).order_by()
    sums = kept.aggregate(n=Count("id"), ids=Sum("id"), versions=Sum("version"), at=Max("changed_at"))
    key = (register().token, year, *sums.values())
    if key not in _national:
        _national.clear()
        _national[key] = _national_sums(kept, year)
    return _national[key]


_national: dict[Hashable, NationalSums] = {}


def _national_sums(kept: EntryQuerySet, year: int) -> NationalSums:
    day = date(year, 12, 31)
    centres = [
        agreement.organisation
        for agreement in Agreement.objects.valid_in(year).select_related("organisation")
    ]
    having = set(kept.values_list("centre_id", flat=True).distinct())
    kinds, months = _kinds(kept)
    came = came_from(Q(), year)
    counties = (centre.county_on(day) for centre in centres)
    return NationalSums(
        year,
        base=len(centres),
        logged=sum(centre.pk in having for centre in centres),
        kinds=kinds,
        months=months,
        visited=tuple(replace(reach, entries=visits) for reach, visits in came if visits),
        asked=tuple(
            replace(reach, entries=reach.entries - visits) for reach, visits in came if reach.entries > visits
        ),
        quarters=_quarters(kept),
        visitors=_visitors(kept, day),
        covered=frozenset(county.code for county in counties if county is not None),
    )


def logs_of(year: int) -> YearOfLogs:
    """Return every entry of a year, one by one, with all that ``national_sums`` adds them up by."""
    day = date(year, 12, 31)
    centres = {centre.pk: centre for centre in Organisation.objects.centres()}
    homes = {pk: home_on(centre, day) for pk, centre in centres.items()}
    agreed = [each.organisation for each in Agreement.objects.valid_in(year).select_related("organisation")]
    then = _Then(register(), day)
    kept = (
        Entry.objects.kept()
        .of_year(year)
        .order_by("centre_id", "pk")
        .prefetch_related("topics", "entry_places")
    )
    return YearOfLogs(
        year,
        tuple(_noted(entry, centres[entry.centre_id], homes[entry.centre_id], then) for entry in kept),
        base=frozenset(centre.slug for centre in agreed),
        regions={centre.slug: homes[pk].health_region for pk, centre in centres.items()},
        kinds=tuple(all_kinds()),
        covered=frozenset(homes[centre.pk].county for centre in agreed if homes[centre.pk].county),
    )


def _noted(entry: Entry, centre: Organisation, home: Home, then: "_Then") -> Noted:
    places = [then.of(row.place_id) for row in entry.entry_places.all()]
    return Noted(
        centre.slug,
        entry.kind,
        entry.starts_on.month - 1,
        entry.people,
        entry.approximate,
        tuple((place, home.near(place)) for place in places if place is not None),
        tuple(topic.slug for topic in entry.topics.all()),
    )


def _quarters(kept: EntryQuerySet) -> dict[str, tuple[int, int, int, int]]:
    counted: dict[str, list[int]] = defaultdict(lambda: [0] * 4)
    tie: Any = Entry.topics.through
    rows = (
        tie.objects.filter(entry__in=kept)
        .values_list("topic__slug", ExtractQuarter("entry__starts_on"))
        .annotate(n=Count("id"))
        .order_by()
    )
    for slug, quarter, n in rows:
        counted[slug][quarter - 1] += n
    return {slug: (q[0], q[1], q[2], q[3]) for slug, q in counted.items()}


def _visitors(kept: EntryQuerySet, day: date) -> dict[str, int]:
    found: dict[str, int] = defaultdict(int)
    centres = {centre.pk: centre for centre in Organisation.objects.centres()}
    for pk, people in kept.filter(kind="visit").values_list("centre_id").annotate(n=Sum("people")):
        region = centres[pk].health_region_on(day)
        found[region.code if region else ""] += people or 0
    return dict(sorted(found.items()))


def names_on(year: int) -> Names:
    """Return what is written for codes in the tables of a year."""
    topics = Topic.objects.values_list("slug", "name_nb", "name_nn", "name_en")
    return Names(
        all_kinds(),
        {slug: Text({"nb": nb, "nn": nn, "en": en}) for slug, nb, nn, en in topics},
        {code: name for code, name, _places in _map_of(register().token, year)},
    )


def nearest_first(came: Sequence[tuple[Reach, int]]) -> list[tuple[Reach, int]]:
    """Return what came in the order of nearness, and within it the most first."""
    order = list(Near)
    return sorted(came, key=lambda pair: (order.index(pair[0].near), -pair[0].entries, pair[0].place.name))
