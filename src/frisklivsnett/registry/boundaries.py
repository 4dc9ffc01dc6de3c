"""Loading boundaries, and keeping in memory what is asked for often: the middle of each place."""

import json
from collections.abc import Mapping
from datetime import date
from functools import lru_cache
from pathlib import Path

from django.db import transaction
from django.db.models import Count, Max
from django.utils import timezone

from frisklivsnett.audit import log as audit
from frisklivsnett.core.geography.boundaries import LARGEST, Boundary, BoundaryError, Point, read_boundaries
from frisklivsnett.registry.models import Boundary as BoundaryRow
from frisklivsnett.registry.models import Place, PlaceKind, User
from frisklivsnett.registry.places import register


def load_boundaries(*, file: Path, by: User | None, day: date | None = None) -> int:
    """Put the boundaries of a GeoJSON file in the place of those there are, and return how many places have one.

    ``day`` is the day that the file is right for, today when left out. Raises ``BoundaryError`` when the file is too
    large, is no such file, or names places that the register does not have that day; then nothing has changed.
    """
    boundaries = read_boundaries(_parsed(file))
    found = _matched(boundaries, day or timezone.localdate())
    with transaction.atomic():
        BoundaryRow.objects.all().delete()
        BoundaryRow.objects.bulk_create(
            [
                BoundaryRow(
                    place=place,
                    rings=boundary.rings,
                    longitude=boundary.centre[0],
                    latitude=boundary.centre[1],
                )
                for place, boundary in found
            ]
        )
        audit.record(
            "boundaries.loaded", by=by, about=("registry.boundaries", "all"), details={"places": len(found)}
        )
    return len(found)


def _parsed(file: Path) -> object:
    size = file.stat().st_size
    if size > LARGEST:
        raise BoundaryError("", f"the file has {size // 2**20} MB; at most {LARGEST // 2**20} MB are taken")
    try:
        return json.loads(file.read_text(encoding="utf-8"))
    except (ValueError, RecursionError) as error:
        raise BoundaryError("", f"is not JSON: {error}") from error


def _matched(boundaries: tuple[Boundary, ...], day: date) -> list[tuple[Place, Boundary]]:
    """Return the places of the boundaries; a code that is no place, or another one than it says, is an error."""
    kinds = (PlaceKind.MUNICIPALITY, PlaceKind.DISTRICT)
    places = register()
    found, unknown = [], []
    for boundary in boundaries:
        place = next((got for kind in kinds if (got := places.find(kind, boundary.code, day))), None)
        if place is None:
            unknown.append(f"{boundary.code} {boundary.name}".strip())
        elif not _is_called(place, boundary.name):
            reason = f"{boundary.code} is {place.name} in the register, and {boundary.name!r} in the file"
            raise BoundaryError("", reason)
        else:
            found.append((place, boundary))
    if unknown:
        listed = ", ".join(unknown[:5]) + (" …" if len(unknown) > 5 else "")
        reason = f"{len(unknown)} codes are not in the register on {day.isoformat()}: {listed}"
        raise BoundaryError(
            "", f"{reason}. Load the registers of that day first, or take out what is not a place"
        )
    return found


def _is_called(place: Place, name: str) -> bool:
    """Tell whether a name may be the place's; official names hold several languages: «Kárášjohka - Karasjok»."""
    if not name:
        return True
    known = {place.name, place.official_name, place.name_sami, place.name_kven} - {""}
    words = name.casefold()
    return any(each.casefold() in words or words in each.casefold() for each in known)


def middles() -> Mapping[int, Point]:
    """Return the middle of each place that has a boundary, by the place's row; nothing when none is loaded."""
    state = BoundaryRow.objects.aggregate(n=Count("id"), at=Max("loaded_at"), last=Max("id"))
    return _middles(state["n"], str(state["at"]), state["last"]) if state["n"] else {}


@lru_cache(maxsize=2)
def _middles(_count: int, _at: str, _last: int) -> Mapping[int, Point]:
    rows = BoundaryRow.objects.values_list("place_id", "longitude", "latitude")
    return {place_id: (longitude, latitude) for place_id, longitude, latitude in rows}


def outlines() -> Mapping[str, tuple[tuple[Point, ...], ...]]:
    """Return the outline of each place that has one, by its code; nothing when none is loaded."""
    state = BoundaryRow.objects.aggregate(n=Count("id"), at=Max("loaded_at"), last=Max("id"))
    return _outlines(state["n"], str(state["at"]), state["last"]) if state["n"] else {}


@lru_cache(maxsize=2)
def _outlines(_count: int, _at: str, _last: int) -> Mapping[str, tuple[tuple[Point, ...], ...]]:
    rows = BoundaryRow.objects.select_related("place").order_by("place__code")
    return {
        row.place.code: tuple(tuple((point[0], point[1]) for point in ring) for ring in row.rings)
        for row in rows
    }
