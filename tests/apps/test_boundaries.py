"""Loading boundaries: checked against the register, and used for distances and the map."""

import json
from pathlib import Path
from typing import Any

import pytest
from django.db.models import Q

from frisklivsnett.activity.summing import came_from
from frisklivsnett.audit.models import Event
from frisklivsnett.core.geography.boundaries import BoundaryError
from frisklivsnett.registry.boundaries import load_boundaries, middles, outlines
from frisklivsnett.registry.models import Boundary, Place, PlaceKind

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("demo_database")]


def square(code: str, name: str, number: int) -> dict[str, Any]:
    """Return a municipality as a small square, somewhere in Norway."""
    x, y = 6 + number % 20, 58 + number // 20 * 0.6
    ring = [[x, y], [x + 0.5, y], [x + 0.5, y + 0.4], [x, y + 0.4], [x, y]]
    geometry = {"type": "Polygon", "coordinates": [ring]}
    return {
        "type": "Feature",
        "properties": {"kommunenummer": code, "kommunenavn": name},
        "geometry": geometry,
    }


def written(to: Path, *more: dict[str, Any]) -> Path:
    """Write a file with every municipality that there is today."""
    places = Place.objects.filter(kind=PlaceKind.MUNICIPALITY, valid_to=None).order_by("code")
    features = [square(place.code, place.name, number) for number, place in enumerate(places)]
    to.write_text(json.dumps({"type": "FeatureCollection", "features": [*features, *more]}), "utf-8")
    return to


def test_boundaries_give_distances_and_outlines(tmp_path: Path) -> None:
    assert all(reach.place.distance is None for reach, _visits in came_from(Q(), 2024))
    count = load_boundaries(file=written(tmp_path / "norge.geojson"), by=None)
    assert count == len(outlines()) == len(middles()) > 350
    assert Event.objects.filter(verb="boundaries.loaded").count() == 1
    told = [reach.place.distance for reach, _visits in came_from(Q(), 2024) if len(reach.place.code) == 4]
    assert told
    assert all(distance is not None and 0 <= distance < 3000 for distance in told)


def test_loading_again_puts_the_new_in_the_place_of_the_old(tmp_path: Path) -> None:
    file = written(tmp_path / "norge.geojson")
    first = load_boundaries(file=file, by=None)
    assert load_boundaries(file=file, by=None) == first == Boundary.objects.count()


@pytest.mark.parametrize(
    ("more", "says"),
    [(square("9999", "Atlantis", 400), "9999 Atlantis"), (square("030111", "Frogner", 400), "'Frogner'")],
)
def test_a_place_that_the_register_has_not_is_refused_and_nothing_is_changed(
    tmp_path: Path, more: dict[str, Any], says: str
) -> None:
    with pytest.raises(BoundaryError) as caught:
        load_boundaries(file=written(tmp_path / "norge.geojson", more), by=None)
    assert says in str(caught.value)
    assert not Boundary.objects.exists()


def test_what_is_not_json_is_refused(tmp_path: Path) -> None:
    file = tmp_path / "norge.geojson"
    for content in ("<gml/>", "[" * 100_000):
        file.write_text(content, "utf-8")
        with pytest.raises(BoundaryError, match="not JSON"):
            load_boundaries(file=file, by=None)
