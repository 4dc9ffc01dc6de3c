"""Norway as tiles: a tile for each county, roughly where it lies, and in it a small tile for each municipality.

Drawn by us, so it needs no boundaries and shows a small municipality as clearly as a large one. A tile that has
something is filled and carries its number, so that nothing hangs on colour. Municipalities stand by name, Oslo's
districts likewise. Two layouts, as for charts: *wide*, and *narrow* for phones, where only counties have room.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from math import ceil

from frisklivsnett.core.documents.svg import SMALL, Picture, number, quoted
from frisklivsnett.core.documents.theme import Theme, house_theme
from frisklivsnett.core.numbers import integer
from frisklivsnett.core.text import text

_GRID = (
    ("", "", "", "55", "56"),
    ("", "", "18", "", ""),
    ("", "50", "", "", ""),
    ("15", "", "34", "", ""),
    ("46", "33", "03", "32", ""),
    ("11", "40", "39", "31", ""),
    ("", "42", "", "", ""),
)
_NO_MORE = {"54": (4, 0), "30": (3, 4), "38": (1, 5)}
"""The counties of 2020–2023 that have been divided since, where they lay."""

LAYOUT: Mapping[str, tuple[int, int]] = {
    **{code: (column, row) for row, codes in enumerate(_GRID) for column, code in enumerate(codes) if code},
    **_NO_MORE,
}
"""The column and row of each county, by its number."""

WIDE, NARROW = 680.0, 320.0
_COLUMNS = 5
_SMALL = 17.0
_IN_ROW = 7
_GAP = 1.5
_HEAD = 17.0

ABOUT = text(
    "Kart med en rute for hvert fylke. {reached} av {total} har noe. Flest: {most}. Alle tallene står i tabellen.",
    "Kart med ei rute for kvart fylke. {reached} av {total} har noko. Flest: {most}. Alle tala står i tabellen.",
    "Map with a tile for each county. {reached} of {total} have something. Most: {most}. All numbers are in the table.",
)
NOTHING = text(
    "Kart med en rute for hvert fylke. Ingen av dem har noe ennå.",
    "Kart med ei rute for kvart fylke. Ingen av dei har noko enno.",
    "Map with a tile for each county. None of them has anything yet.",
)


@dataclass(frozen=True, slots=True)
class Tile:
    """A municipality or district with how much there is of it; ``own`` is the centre's own."""

    code: str
    name: str
    count: int = 0
    own: bool = False


@dataclass(frozen=True, slots=True)
class CountyTiles:
    """A county with its tiles. ``count`` is the county's own number, which may be more than its tiles'."""

    code: str
    name: str
    tiles: tuple[Tile, ...]
    count: int = 0


def described(counties: Sequence[CountyTiles], language: str) -> str:
    """Return the map in words, for who does not see it."""
    reached = [county for county in counties if county.count]
    if not reached:
        return NOTHING.in_(language)
    most = max(reached, key=lambda county: county.count)
    return ABOUT.in_(language).format(
        reached=len(reached), total=len(counties), most=f"{most.name} ({integer(most.count, language)})"
    )


def tile_map(
    counties: Sequence[CountyTiles],
    *,
    key: str,
    title: str,
    language: str,
    narrow: bool = False,
    theme: Theme | None = None,
) -> str:
    """Return the map as an ``<svg>`` element, 680 units wide, or 320 when ``narrow``. ``key`` begins its ids.

    A county that has no place in the layout is put on a row below.
    """
    theme = theme or house_theme()
    picture = Picture(f"map-{key}-{'narrow' if narrow else 'wide'}", theme.light)
    places = _placed(counties)
    height = (_counties if narrow else _municipalities)(picture, counties, places, language)
    return picture.finish(
        NARROW if narrow else WIDE,
        height,
        title=title,
        description=described(counties, language),
        fonts=theme.fonts,
        name=f"doc-svg doc-svg-{'narrow' if narrow else 'wide'}",
    )


def _placed(counties: Iterable[CountyTiles]) -> dict[str, tuple[int, int]]:
    found: dict[str, tuple[int, int]] = {}
    spare = 0
    for county in counties:
        place = LAYOUT.get(county.code)
        if place is None or place in found.values():
            place = (spare % _COLUMNS, 7 + spare // _COLUMNS)
            spare += 1
        found[county.code] = place
    return found


def _counties(
    picture: Picture, counties: Sequence[CountyTiles], places: Mapping[str, tuple[int, int]], language: str
) -> float:
    """Draw a tile a county with its number; return the height."""
    side = NARROW / _COLUMNS
    for county in counties:
        column, row = places[county.code]
        x, y = column * side, row * side * 0.82
        _box(picture, x + 1, y + 1, side - 2, side * 0.82 - 2, filled=bool(county.count), name=county.name)
        for line, words in enumerate(_short(county.name)):
            _inside(picture, x + side / 2, y + 15 + 11 * line, words, 10, filled=bool(county.count))
        if county.count:
            _inside(
                picture, x + side / 2, y + side * 0.82 - 8, integer(county.count, language), 14, filled=True
            )
    return (max(row for _column, row in places.values()) + 1) * side * 0.82


def _municipalities(
    picture: Picture, counties: Sequence[CountyTiles], places: Mapping[str, tuple[int, int]], language: str
) -> float:
    """Draw each county's municipalities as small tiles below its name; return the height."""
    rows: dict[int, float] = {}
    for county in counties:
        row = places[county.code][1]
        tall = _HEAD + ceil(len(county.tiles) / _IN_ROW) * (_SMALL + _GAP) + 10
        rows[row] = max(rows.get(row, 0.0), tall)
    top, y = {}, 0.0
    for row in sorted(rows):
        top[row], y = y, y + rows[row]
    wide = WIDE / _COLUMNS
    for county in counties:
        column, row = places[county.code]
        _county(picture, county, column * wide, top[row], language)
    return y


def _county(picture: Picture, county: CountyTiles, x: float, y: float, language: str) -> None:
    heading = f"{county.name} {integer(county.count, language)}" if county.count else county.name
    picture.text(x, y + 12, heading, size=12, muted=not county.count)
    for place, tile in enumerate(county.tiles):
        at = x + place % _IN_ROW * (_SMALL + _GAP)
        down = y + _HEAD + place // _IN_ROW * (_SMALL + _GAP)
        name = f"{tile.name}: {integer(tile.count, language)}"
        _box(picture, at, down, _SMALL, _SMALL, filled=bool(tile.count), name=name, own=tile.own)
        if tile.count:
            words = integer(tile.count, language) if tile.count < 100 else "99+"
            size = 11.0 if tile.count < 10 else 9.5 if tile.count < 100 else 7.0
            _inside(picture, at + _SMALL / 2, down + 12.5, words, size, filled=True)


def _box(
    picture: Picture,
    x: float,
    y: float,
    width: float,
    height: float,
    *,
    filled: bool,
    name: str,
    own: bool = False,
) -> None:
    """Draw a tile: filled, or only its outline; the centre's own has a strong one with a dot."""
    palette = picture.palette
    where = f'x="{number(x)}" y="{number(y)}" width="{number(width)}" height="{number(height)}" rx="2"'
    kind, paint = ("doc-s1", palette.series[0]) if filled else ("doc-paper", palette.paper)
    edge, ink = ("doc-map-own", palette.ink) if own else ("doc-map-edge", palette.axis)
    stroke = f'stroke="{ink}" stroke-width="{"2" if own else "0.75"}"'
    picture.parts.append(
        f'<rect class="{kind} {edge}" {where} fill="{paint}" {stroke}><title>{quoted(name)}</title></rect>'
    )
    if own and not filled:
        dot = f'cx="{number(x + width / 2)}" cy="{number(y + height / 2)}" r="3"'
        picture.parts.append(f'<circle class="doc-text" {dot} fill="{palette.ink}"/>')


def _inside(picture: Picture, x: float, y: float, words: str, size: float, *, filled: bool) -> None:
    palette = picture.palette
    name, colour = ("doc-map-on", palette.paper) if filled else ("doc-text-muted", palette.muted)
    where = f'x="{number(x)}" y="{number(y)}" font-size="{number(size)}" text-anchor="middle"'
    picture.parts.append(f'<text class="{name}" {where} fill="{colour}">{quoted(words)}</text>')


def _short(name: str) -> list[str]:
    """Return a county's name in at most two lines: «Møre og», «Romsdal»."""
    if len(name) <= SMALL - 2 or " og " not in name:
        return [name]
    first, _og, second = name.partition(" og ")
    return [f"{first} og", second]
