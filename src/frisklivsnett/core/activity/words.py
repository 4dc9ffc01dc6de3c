"""Words for numbers, months and days as people write them in notes, in bokmål, nynorsk and English."""

import re
from collections.abc import Mapping

from frisklivsnett.core.months import ENGLISH, NORWEGIAN

_ONES: Mapping[str, int] = {
    **dict.fromkeys(("en", "én", "ei", "ein", "et", "ett", "eitt", "one"), 1),
    **dict.fromkeys(("to", "two"), 2),
    **dict.fromkeys(("tre", "three"), 3),
    **dict.fromkeys(("fire", "four"), 4),
    **dict.fromkeys(("fem", "five"), 5),
    **dict.fromkeys(("seks", "six"), 6),
    **dict.fromkeys(("sju", "syv", "seven"), 7),
    **dict.fromkeys(("åtte", "eight"), 8),
    **dict.fromkeys(("ni", "nine"), 9),
    **dict.fromkeys(("ti", "ten"), 10),
    **dict.fromkeys(("elleve", "eleven"), 11),
    **dict.fromkeys(("tolv", "twelve"), 12),
    "tretten": 13,
    "fjorten": 14,
    "femten": 15,
    "seksten": 16,
    "sytten": 17,
    "atten": 18,
    "nitten": 19,
}
_TENS: Mapping[str, int] = {
    **dict.fromkeys(("tjue", "tyve", "twenty"), 20),
    **dict.fromkeys(("tretti", "tredve", "thirty"), 30),
    **dict.fromkeys(("førti", "forty"), 40),
    **dict.fromkeys(("femti", "fifty"), 50),
    "seksti": 60,
    **dict.fromkeys(("sytti", "søtti"), 70),
    **dict.fromkeys(("åtti", "åtteti"), 80),
    "nitti": 90,
}
_LARGE: Mapping[str, int] = {"hundre": 100, "tusen": 1000, "million": 1_000_000, "millioner": 1_000_000}
_WORDS: Mapping[str, int] = {
    **_ONES,
    **_TENS,
    **_LARGE,
    **{
        f"{tens}{ones}": ten + one
        for tens, ten in _TENS.items()
        for ones, one in _ONES.items()
        if one < 10 and ones not in ("one", "two", "three", "four", "five", "six", "seven", "eight")
    },
    **{f"{ones}hundre": 100 * one for ones, one in _ONES.items() if one < 10},
}
ARTICLES = frozenset({"en", "ei", "ein", "et", "eit"})
"""Words that are one, or only an article: they count where a person follows."""

_SHORT = ("jan", "feb", "mar", "apr", "mai", "jun", "jul", "aug", "sep", "okt", "nov", "des")
MONTHS: Mapping[str, int] = {
    **{
        name.lower(): number for names in (NORWEGIAN, _SHORT, ENGLISH) for number, name in enumerate(names, 1)
    },
    "sept": 9,
}
WEEKDAYS: Mapping[str, int] = {
    **{
        name: number
        for number, name in enumerate(
            ["mandag", "tirsdag", "onsdag", "torsdag", "fredag", "lørdag", "søndag"]
        )
    },
    **{
        name: number
        for number, name in enumerate(
            ["måndag", "tysdag", "onsdag", "torsdag", "fredag", "laurdag", "sundag"]
        )
    },
    **{
        name: number
        for number, name in enumerate(
            ["monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"]
        )
    },
}
SHORT_WEEKDAYS: Mapping[str, int] = {
    **dict.fromkeys(("man", "mån", "mon"), 0),
    **dict.fromkeys(("tirs", "tys", "tirsd", "tysd", "tue"), 1),
    **dict.fromkeys(("ons", "onsd", "wed"), 2),
    **dict.fromkeys(("tors", "torsd", "thu"), 3),
    **dict.fromkeys(("fre", "fred"), 4),
    **dict.fromkeys(("lør", "lau", "lørd", "laurd"), 5),
    **dict.fromkeys(("søn", "sun", "sønd"), 6),
}
"""Weekdays cut short, of which some are words of their own: they count where a day may stand."""
NEAR_DAYS: Mapping[str, int] = {
    **dict.fromkeys(
        ("i dag", "idag", "i dag tidlig", "today", "i kveld", "i formiddag", "i ettermiddag", "i morges"), 0
    ),
    **dict.fromkeys(("i går", "igår", "i gaar", "yesterday", "i går kveld", "i gårkveld"), -1),
    **dict.fromkeys(
        (
            "i forgårs",
            "iforgårs",
            "i forgår",
            "i forigårs",
            "i førgår",
            "i førgårs",
            "i førregår",
            "i førrgår",
            "iførgår",
            "i fyrradag",
        ),
        -2,
    ),
    **dict.fromkeys(("i morgen", "imorgen", "i morgon", "imorgon", "tomorrow"), 1),
    **dict.fromkeys(("i overmorgen", "i overmorgon"), 2),
}
"""How many days from today a word is."""

_DIGITS = re.compile(r"\d{1,3}(?:[ .\u00a0\u202f]\d{3})+|\d+")


def number_of(words: str) -> int | None:
    """Return the whole number that ``words`` say in digits (with thousands apart or not) or in letters, or None."""
    said = words.strip().casefold()
    if said == "eit":
        return 1
    if _DIGITS.fullmatch(said):
        digits = re.sub(r"\D", "", said)
        return int(digits) if len(digits) <= 15 else None
    return _WORDS.get(said)
