"""The finder of places, made from the register in memory and the names that people use besides."""

import json
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from pathlib import Path
from typing import Any

from frisklivsnett.core.activity.finding import Called, KnownPlace, PlaceFinder, PlaceHit, PlaceName
from frisklivsnett.registry.models import Place, PlaceKind
from frisklivsnett.registry.places import Register, register

WORDS = Path(__file__).parents[1] / "data/activity/place-words.json"
SEARCHED_KINDS = (PlaceKind.COUNTY, PlaceKind.MUNICIPALITY, PlaceKind.DISTRICT)
NAMES_OF = date(2024, 1, 1)
"""The day whose codes the file of names is written with."""


def finder_on(day: date) -> PlaceFinder:
    """Return the finder over the municipalities and city districts of ``day``; a hit's ``key`` is the ``Place``'s id.

    A place that is gone by then is found as what took over from it. Made once for each state of the register.
    """
    places = register()
    begun = max((p.valid_from for p in places.places.values() if p.valid_from <= day), default=day)
    return _finder(places.token, max(begun, _last_end(places, day)))


def _last_end(places: Register, day: date) -> date:
    """Return the last day up to ``day`` on which a place had gone, so that a finder is good until the next change."""
    ends = (p.valid_to for p in places.places.values() if p.valid_to is not None and p.valid_to < day)
    return max(ends, default=date.min)


@lru_cache(maxsize=8)
def _finder(token: str, day: date) -> PlaceFinder:
    words = _words()
    return PlaceFinder.of(_names(register(), day, words), words["areas"], words["common"])


@lru_cache(maxsize=1)
def _words() -> dict[str, Any]:
    found: dict[str, Any] = json.loads(WORDS.read_text(encoding="utf-8"))
    return found


def _names(places: Register, day: date, words: dict[str, Any]) -> Iterator[PlaceName]:
    known = {
        place.pk: _known(places, place, day)
        for place in places.places.values()
        if place.kind in SEARCHED_KINDS and place.is_valid_on(day)
    }
    for key, place in known.items():
        yield from _own_names(places.place(key), place)
    yield from _names_of_the_gone(places, day, known)
    for called, group in ((Called.FORMER, "former"), (Called.PART, "towns")):
        for code, names in words[group].items():
            row = places.find(PlaceKind.MUNICIPALITY, code, NAMES_OF)
            today = places.on(row, day) if row else None
            if today is not None and today.pk in known:
                yield from (PlaceName(known[today.pk], name, called) for name in names if name != today.name)


def _names_of_the_gone(places: Register, day: date, known: dict[int, KnownPlace]) -> Iterator[PlaceName]:
    """The names of what the places of ``day`` took over from, where the name is no longer theirs."""
    for place in places.places.values():
        if place.kind not in SEARCHED_KINDS or place.valid_from > day or place.pk in known:
            continue
        for key in places.successors.get(place.pk, ()):
            if key in known and known[key].name != place.name and not _still_used(place.name, known):
                yield PlaceName(known[key], place.name, Called.FORMER)


def _still_used(name: str, known: dict[int, KnownPlace]) -> bool:
    return any(place.name == name for place in known.values())


def _own_names(row: Place, place: KnownPlace) -> Iterator[PlaceName]:
    yield PlaceName(place, row.name)
    if row.name_sami and row.name_sami != row.name:
        yield PlaceName(place, row.name_sami, Called.SAMI)
    if row.name_kven and row.name_kven != row.name:
        yield PlaceName(place, row.name_kven, Called.KVEN)


def _known(places: Register, row: Place, day: date) -> KnownPlace:
    county = places.county_on(row, day)
    return KnownPlace(row.pk, row.code, row.name, county.name if county else "", str(row.kind))


@dataclass(frozen=True, slots=True)
class Sought:
    """What came of a name: the one place that it means, or those that it may mean."""

    place: Place | None
    hits: tuple[PlaceHit, ...] = ()


def place_named(words: str, day: date, limit: int = 6) -> Sought:
    """Return the municipality or city district that ``words`` name on ``day``; a guess is not taken."""
    hits = finder_on(day).search(words, limit=limit)
    sure = [hit for hit in hits if hit.is_sure]
    own = [hit for hit in sure if hit.called not in (Called.FORMER, Called.PART)] or sure
    if len(own) == 1:
        return Sought(register().place(own[0].place.key), (own[0],))
    return Sought(None, tuple(sure or hits))
