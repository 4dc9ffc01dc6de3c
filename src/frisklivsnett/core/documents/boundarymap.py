"""Norway by its boundaries, when somebody has loaded them: places that have something are filled and numbered."""

import math
from collections.abc import Iterable, Mapping, Sequence

from frisklivsnett.core.documents.svg import Picture, number, quoted
from frisklivsnett.core.documents.theme import Theme, house_theme
from frisklivsnett.core.documents.tilemap import NARROW, WIDE, CountyTiles, Tile, described
from frisklivsnett.core.geography.boundaries import Point, centroid
from frisklivsnett.core.numbers import integer

MIDDLE = 15.0
"""The longitude that is drawn upright: about the middle of the country."""
MARGIN = 8.0

Rings = tuple[tuple[Point, ...], ...]


def boundary_map(
    counties: Sequence[CountyTiles],
    outlines: Mapping[str, Rings],
    *,
    key: str,
    title: str,
    language: str,
    narrow: bool = False,
    theme: Theme | None = None,
) -> str:
    """Return the map as an ``<svg>`` element, 680 units wide, or 320 when ``narrow``. ``key`` begins its ids.

    ``outlines`` are rings of degrees by the places' numbers; a place without one is not drawn. Raises ``ValueError``
    when there is nothing to draw.
    """
    theme = theme or house_theme()
    picture = Picture(f"map-{key}-{'narrow' if narrow else 'wide'}", theme.light)
    width = NARROW if narrow else WIDE * 0.75
    tiles = [tile for county in counties for tile in county.tiles if tile.code in outlines]
    flat = {tile.code: [[_flat(point) for point in ring] for ring in outlines[tile.code]] for tile in tiles}
    points = [point for rings in flat.values() for ring in rings for point in ring]
    if not points:
        raise ValueError("No place of these has an outline.")
    left, right = min(x for x, _y in points), max(x for x, _y in points)
    top, bottom = min(y for _x, y in points), max(y for _x, y in points)
    scale = (width - 2 * MARGIN) / ((right - left) or 1.0)

    def placed(point: Point) -> Point:
        return MARGIN + (point[0] - left) * scale, MARGIN + (point[1] - top) * scale

    for tile in sorted(tiles, key=lambda tile: (tile.count, tile.own)):
        _outline(picture, tile, ([placed(point) for point in ring] for ring in flat[tile.code]), language)
    for tile in tiles:
        if tile.count or tile.own:
            largest = max(flat[tile.code], key=len)
            _numbered(picture, tile, placed(centroid(largest)), language)
    return picture.finish(
        width,
        (bottom - top) * scale + 2 * MARGIN,
        title=title,
        description=described(counties, language),
        fonts=theme.fonts,
        name=f"doc-svg doc-svg-{'narrow' if narrow else 'wide'}",
    )


def _flat(point: Point) -> Point:
    """Return a point of the ball on paper: degrees of longitude shrink towards the north, as they do."""
    longitude, latitude = point
    return (longitude - MIDDLE) * math.cos(math.radians(latitude)), -latitude


def _outline(picture: Picture, tile: Tile, rings: Iterable[Sequence[Point]], language: str) -> None:
    palette = picture.palette
    drawn = "".join(f"M{'L'.join(f'{number(x)} {number(y)}' for x, y in ring)}Z" for ring in rings)
    kind, paint = ("doc-s1", palette.series[0]) if tile.count else ("doc-paper", palette.paper)
    name = quoted(f"{tile.name}: {integer(tile.count, language)}")
    picture.parts.append(
        f'<path class="{kind} doc-map-edge" d="{drawn}" fill="{paint}" fill-rule="evenodd" stroke="{palette.axis}" '
        f'stroke-width="0.5"><title>{name}</title></path>'
    )


def _numbered(picture: Picture, tile: Tile, at: Point, language: str) -> None:
    """Put the number on the place, in a circle of paper; the centre's own has a strong edge."""
    palette = picture.palette
    words = integer(tile.count, language)
    around = f'cx="{number(at[0])}" cy="{number(at[1])}" r="{number(5.5 + 2 * len(words))}"'
    edge = f'stroke="{palette.ink}" stroke-width="{"2.5" if tile.own else "0.75"}"'
    picture.parts.append(f'<circle class="doc-paper doc-map-own" {around} fill="{palette.paper}" {edge}/>')
    picture.text(at[0], at[1] + 3.5, words, anchor="middle", size=10)
