"""Boundaries of municipalities: read strictly, made simple, measured and drawn."""

import json
import math
from typing import Any

import pytest

from frisklivsnett.core.documents.boundarymap import boundary_map
from frisklivsnett.core.documents.tilemap import CountyTiles, Tile
from frisklivsnett.core.geography.boundaries import (
    BoundaryError,
    centroid,
    kilometres,
    read_boundaries,
    simplified,
)

SQUARE = [[18.0, 69.0], [20.0, 69.0], [20.0, 70.0], [18.0, 70.0], [18.0, 69.0]]


def feature(code: object = "5501", kind: str = "Polygon", coordinates: Any = None) -> dict[str, Any]:
    """Return a feature of GeoJSON."""
    geometry = {"type": kind, "coordinates": [SQUARE] if coordinates is None else coordinates}
    properties = {"kommunenummer": code, "kommunenavn": "Tromsø"}
    return {"type": "Feature", "properties": properties, "geometry": geometry}


def collection(*features: dict[str, Any], **more: Any) -> dict[str, Any]:
    """Return a file of features."""
    return {"type": "FeatureCollection", "features": list(features), **more}


def test_a_municipality_has_its_number_its_name_and_its_middle() -> None:
    (found,) = read_boundaries(collection(feature(5501)))
    assert (found.code, found.name) == ("5501", "Tromsø")
    assert found.centre == pytest.approx((19.0, 69.5))
    assert found.rings[0][0] == found.rings[0][-1]


def test_oslo_s_number_keeps_its_zero() -> None:
    (found,) = read_boundaries(collection(feature(301)))
    assert found.code == "0301"


def test_islands_are_parts_and_the_middle_is_that_of_the_largest() -> None:
    island = [[x + 3, y] for x, y in [[18.0, 69.0], [18.2, 69.0], [18.2, 69.1], [18.0, 69.1], [18.0, 69.0]]]
    (found,) = read_boundaries(collection(feature("5501", "MultiPolygon", [[island], [SQUARE]])))
    assert len(found.rings) == 2
    assert found.centre == pytest.approx((19.0, 69.5))


@pytest.mark.parametrize(
    ("data", "says"),
    [
        ([], "should be an object"),
        ({"type": "Topology"}, "FeatureCollection"),
        (collection(), "is empty"),
        (collection(feature(), feature()), "earlier feature"),
        (collection(feature("Tromsø")), "four or six digits"),
        (collection(feature(kind="LineString")), "Polygon"),
        (collection(feature(coordinates=[SQUARE[:3]])), "closed ring"),
        (collection(feature(coordinates=[[[650000, 7700000]] * 4])), "not metres"),
        (collection(feature(coordinates=[[["18", 69]] * 4])), "a longitude and a latitude"),
        (collection(feature(), crs={"properties": {"name": "urn:ogc:def:crs:EPSG::25833"}}), "EPSG:4326"),
    ],
)
def test_what_is_no_file_of_boundaries_is_refused_and_says_why(data: object, says: str) -> None:
    with pytest.raises(BoundaryError) as caught:
        read_boundaries(data)
    assert says in str(caught.value)


def test_a_coast_becomes_simple_without_going_astray() -> None:
    coast = [(15 + math.cos(t / 500 * math.tau), 68 + math.sin(t / 500 * math.tau)) for t in range(500)]
    ring = [*coast, coast[0]]
    simple = simplified(ring)
    assert len(simple) < 60
    assert simple[0] == simple[-1] == (16.0, 68.0)
    assert centroid(simple) == pytest.approx((15, 68), abs=0.01)


def test_oslo_is_some_three_hundred_kilometres_from_bergen() -> None:
    assert kilometres((10.75, 59.91), (5.32, 60.39)) == pytest.approx(305, abs=5)


def test_the_map_fills_and_numbers_what_has_something() -> None:
    counties = [CountyTiles("55", "Troms", (Tile("5501", "Tromsø", 3), Tile("5530", "Senja")), 3)]
    outlines = {
        "5501": (tuple((x, y) for x, y in SQUARE),),
        "5530": (((16, 69), (17, 69), (17, 70), (16, 69)),),
    }
    drawn = boundary_map(counties, outlines, key="x", title="Kart", language="nb")
    assert drawn.count("<path") == 2
    assert "<title>Tromsø: 3</title>" in drawn
    assert ">3</text>" in drawn
    assert "Flest: Troms (3)." in drawn
    with pytest.raises(ValueError, match="outline"):
        boundary_map(counties, {}, key="x", title="Kart", language="nb")


def test_a_file_is_plain_json() -> None:
    assert read_boundaries(json.loads(json.dumps(collection(feature()))))
