"""Boundaries of municipalities and districts, read strictly from GeoJSON (RFC 7946) and made simple.

A file is a ``FeatureCollection`` whose features are polygons with a code and perhaps a name among their properties, as
the official files of municipalities have them. Coordinates are degrees of longitude and latitude (WGS 84), as the
format demands.
"""

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise

from frisklivsnett.core.forms.errors import ReadingError
from frisklivsnett.core.forms.node import Node

CODES = ("kommunenummer", "kommunenr", "bydelnummer", "bydelsnummer", "nummer", "code", "kode", "id")
NAMES = ("kommunenavn", "bydelnavn", "navn", "name")
"""The properties that a code and a name are looked for in, in this order, whatever their capitals."""
LARGEST = 200 * 1024 * 1024
"""Bytes of a file."""
MOST_FEATURES = 5_000
MOST_RINGS = 20_000
NORWAY = (-10.0, 56.0, 36.0, 82.0)
"""Every boundary lies within these degrees: west, south, east, north. Jan Mayen and Svalbard do."""
TOLERANCE = 0.006
"""How far, in degrees of latitude, a simplified line may lie from the true one: some 700 metres."""
EARTH = 6371.0
"""The Earth's mean radius, in kilometres."""

Point = tuple[float, float]
"""Degrees of longitude and latitude."""


class BoundaryError(ReadingError):
    """A file of boundaries cannot be used."""


@dataclass(frozen=True, slots=True)
class Boundary:
    """A place's outline: rings of points, the outer and inner ones of every part, each closed; and its middle."""

    code: str
    name: str
    rings: tuple[tuple[Point, ...], ...]
    centre: Point


def read_boundaries(data: object) -> tuple[Boundary, ...]:
    """Return the boundaries that parsed GeoJSON holds, simplified. Raises ``BoundaryError``, which names the place."""
    node = Node(data, "", BoundaryError)
    if node["type"].string() != "FeatureCollection":
        node["type"].fail("should be FeatureCollection: a file of many features")
    _check_system(node)
    found: dict[str, Boundary] = {}
    for feature in node["features"].some(at_most=MOST_FEATURES):
        boundary = _boundary(feature)
        if boundary.code in found:
            feature.fail(
                f"has the code {boundary.code} of an earlier feature; put its parts in one MultiPolygon"
            )
        found[boundary.code] = boundary
    return tuple(found.values())


def _check_system(node: Node) -> None:
    """Old files name their system of coordinates. Only degrees will do, since all else is measured from them."""
    named = node.get("crs")
    words = str(named.value) if named and named.value else ""
    if words and not any(known in words for known in ("CRS84", "4326", "4258")):
        node["crs"].fail("the coordinates should be degrees (EPSG:4326); convert the file first")


def _boundary(feature: Node) -> Boundary:
    if feature["type"].string() != "Feature":
        feature["type"].fail("should be Feature")
    properties = {key.casefold(): value for key, value in feature["properties"].fields()}
    code = _code(feature, properties)
    geometry = feature["geometry"]
    kind = geometry["type"].one_of("Polygon", "MultiPolygon")
    coordinates = geometry["coordinates"]
    polygons = [coordinates] if kind == "Polygon" else coordinates.some(at_most=MOST_RINGS)
    rings = [_ring(ring) for polygon in polygons for ring in polygon.some(at_most=MOST_RINGS)]
    outer = max(rings, key=lambda ring: abs(_area(ring)))
    simple = [simplified(ring) for ring in rings]
    kept = [ring for ring in simple if len(ring) >= 4 and abs(_area(ring)) > TOLERANCE**2]
    return Boundary(code, _name(properties), tuple(kept or [tuple(outer)]), centroid(outer))


def _code(feature: Node, properties: Mapping[str, Node]) -> str:
    for key in CODES:
        if key in properties:
            value = properties[key].value
            words = f"{value:04d}" if isinstance(value, int) and not isinstance(value, bool) else str(value)
            if words.isascii() and words.isdigit() and len(words) in (4, 6):
                return words
            properties[key].fail(f"is {words[:40]!r}, and should be an official number of four or six digits")
    return feature["properties"].fail(f"has no number; it should be called {', '.join(CODES[:2])} or code")


def _name(properties: Mapping[str, Node]) -> str:
    for key in NAMES:
        if key in properties and isinstance(properties[key].value, str):
            return properties[key].string().strip()[:100]
    return ""


def _ring(node: Node) -> list[Point]:
    points = [_point(each) for each in node.items(at_most=2_000_000)]
    if len(points) < 4 or points[0] != points[-1]:
        node.fail("should be a closed ring: at least four points, the last as the first")
    return points


def _point(node: Node) -> Point:
    value = node.value
    if not isinstance(value, list) or len(value) < 2 or not all(_is_number(part) for part in value[:2]):
        node.fail("should be a longitude and a latitude")
    longitude, latitude = float(value[0]), float(value[1])
    west, south, east, north = NORWAY
    if not (west <= longitude <= east and south <= latitude <= north):
        node.fail("is not in Norway; coordinates should be degrees, longitude first (EPSG:4326), not metres")
    return longitude, latitude


def _is_number(value: object) -> bool:
    return isinstance(value, int | float) and not isinstance(value, bool) and math.isfinite(value)


# --- measuring ---


def kilometres(one: Point, other: Point) -> float:
    """Return the distance along the straight line between two points, on a ball."""
    (x1, y1), (x2, y2) = (tuple(map(math.radians, point)) for point in (one, other))
    half = math.sin((y2 - y1) / 2) ** 2 + math.cos(y1) * math.cos(y2) * math.sin((x2 - x1) / 2) ** 2
    return 2 * EARTH * math.asin(min(1.0, math.sqrt(half)))


def centroid(ring: Sequence[Point]) -> Point:
    """Return the middle of a closed ring: the centre of its area, or of its points when it has none."""
    area = _area(ring)
    if abs(area) < 1e-12:
        return sum(x for x, _y in ring) / len(ring), sum(y for _x, y in ring) / len(ring)
    x = y = 0.0
    for (x1, y1), (x2, y2) in pairwise(ring):
        cross = x1 * y2 - x2 * y1
        x += (x1 + x2) * cross
        y += (y1 + y2) * cross
    return x / (6 * area), y / (6 * area)


def _area(ring: Sequence[Point]) -> float:
    """Return a closed ring's area in square degrees, negative when it runs clockwise."""
    return sum(x1 * y2 - x2 * y1 for (x1, y1), (x2, y2) in pairwise(ring)) / 2


# --- making simple ---


def simplified(ring: Sequence[Point], tolerance: float = TOLERANCE) -> tuple[Point, ...]:
    """Return a closed ring with fewer points, none of those left out farther than ``tolerance`` from the line.

    Douglas and Peucker's method, without recursion, since a coast may have a hundred thousand points. Degrees of
    longitude count half: that is what they measure at 60° north.
    """
    if len(ring) <= 4:
        return tuple(ring)
    kept = [False] * len(ring)
    # A ring begins where it ends, so it is divided at its farthest point first.
    middle = max(range(len(ring)), key=lambda place: _apart(ring[0], ring[place]))
    kept[0] = kept[middle] = kept[-1] = True
    spans = [(0, middle), (middle, len(ring) - 1)]
    while spans:
        first, last = spans.pop()
        if last - first < 2:
            continue
        far, place = max((_off(ring[each], ring[first], ring[last]), each) for each in range(first + 1, last))
        if far > tolerance:
            kept[place] = True
            spans += [(first, place), (place, last)]
    return tuple((round(x, 4), round(y, 4)) for (x, y), keep in zip(ring, kept, strict=True) if keep)


def _apart(one: Point, other: Point) -> float:
    return math.hypot((other[0] - one[0]) / 2, other[1] - one[1])


def _off(point: Point, start: Point, end: Point) -> float:
    """Return how far a point lies from the stretch between two others."""
    x, y = (point[0] - start[0]) / 2, point[1] - start[1]
    dx, dy = (end[0] - start[0]) / 2, end[1] - start[1]
    length = dx * dx + dy * dy
    along = max(0.0, min(1.0, (x * dx + y * dy) / length)) if length else 0.0
    return math.hypot(x - along * dx, y - along * dy)
