"""The map of tiles: where counties lie, what is told without colour, and in words."""

import re
from xml.etree import ElementTree as ET

import pytest

from frisklivsnett.core.documents.tilemap import LAYOUT, CountyTiles, Tile, described, tile_map

TROMS = CountyTiles(
    "55", "Troms", (Tile("5501", "Tromsø", 3), Tile("5530", "Senja"), Tile("5503", "Harstad", own=True)), 3
)
OSLO = CountyTiles("03", "Oslo", (Tile("030111", "Bydel Stovner"),))  # fmt: skip


def drawn(*counties: CountyTiles, narrow: bool = False) -> str:
    """Return the map of these counties."""
    return tile_map(counties, key="x", title="Kart <1>", language="nb", narrow=narrow)


@pytest.mark.parametrize("narrow", [False, True])
def test_the_map_is_whole_and_has_its_words(narrow: bool) -> None:
    root = ET.fromstring(drawn(TROMS, OSLO, narrow=narrow))
    assert root.get("role") == "img"
    words = [element.text for element in root.iter() if element.tag.endswith("}title")]
    assert words[0] == "Kart <1>"
    assert "Flest: Troms (3)." in described([TROMS, OSLO], "nb")


def test_a_municipality_that_has_something_carries_its_number() -> None:
    texts = re.findall(r">([^<>]+)</text>", drawn(TROMS, OSLO))
    assert texts == ["Troms 3", "3", "Oslo"]


def test_every_county_has_a_place_of_its_own() -> None:
    today = ["03", "11", "15", "18", "31", "32", "33", "34", "39", "40", "42", "46", "50", "55", "56"]
    assert len({LAYOUT[code] for code in today}) == 15
    north, south = LAYOUT["56"], LAYOUT["42"]
    assert north[1] < south[1]


def test_a_county_that_nobody_has_placed_is_drawn_all_the_same() -> None:
    assert "Nytt fylke" in drawn(TROMS, CountyTiles("99", "Nytt fylke", ()))


def test_an_empty_map_says_so() -> None:
    assert "Ingen av dem" in described([OSLO], "nb")
