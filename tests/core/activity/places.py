"""A finder over the register's files, as the program makes it from the database, for tests without one."""

import csv
import json
from functools import cache
from pathlib import Path

from frisklivsnett.core.activity.finding import Called, KnownPlace, PlaceFinder, PlaceName

DATA = Path(__file__).parents[3] / "src/frisklivsnett/data"


@cache
def finder() -> PlaceFinder:
    """Return the finder over the places of today; a place's key is its code as a number."""
    with (DATA / "registers/places.csv").open(encoding="utf-8", newline="") as file:
        rows = [row for row in csv.DictReader(file) if not row["valid_to"]]
    words = json.loads((DATA / "activity/place-words.json").read_text(encoding="utf-8"))
    counties = {row["code"]: row["name"] for row in rows if row["kind"] == "county"}
    names, places = [], {}
    for row in rows:
        if row["kind"] not in ("county", "municipality", "district"):
            continue
        county = counties[row["code"][:2] if row["kind"] == "county" else row["part_of"][:2]]
        place = KnownPlace(int(row["code"]), row["code"], row["name"], county, row["kind"])
        places[row["code"]] = place
        named = {Called.OWN: row["name"], Called.SAMI: row["name_sami"], Called.KVEN: row["name_kven"]}
        names += [PlaceName(place, name, called) for called, name in named.items() if name]
    for group, called in (("former", Called.FORMER), ("towns", Called.PART)):
        for code, others in words[group].items():
            names += [PlaceName(places[code], name, called) for name in others]
    return PlaceFinder.of(names, words["areas"], words["common"])
