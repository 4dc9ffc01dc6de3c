"""Numbers as people say them, read: «fjorten», «tjue-fire», «to hundre og ti», «halvannen», «tre firedeler»."""

import re
from collections.abc import Mapping, Sequence
from decimal import Decimal
from enum import StrEnum
from fractions import Fraction
from functools import cache

_ONES: Mapping[str, tuple[tuple[str, ...], ...]] = {
    "nb": (
        *(("null",), ("én", "ett", "éi"), ("to",), ("tre",), ("fire",), ("fem",), ("seks",), ("sju", "syv")),
        *(("åtte",), ("ni",), ("ti",), ("elleve",), ("tolv",), ("tretten",), ("fjorten",), ("femten",)),
        *(("seksten",), ("sytten",), ("atten",), ("nitten",)),
    ),
    "nn": (
        *(
            ("null",),
            ("éin", "eitt", "éi", "éitt"),
            ("to",),
            ("tre",),
            ("fire",),
            ("fem",),
            ("seks",),
            ("sju",),
        ),
        *(("åtte",), ("ni",), ("ti",), ("elleve",), ("tolv",), ("tretten",), ("fjorten",), ("femten",)),
        *(("seksten",), ("sytten",), ("atten",), ("nitten",)),
    ),
    "en": (
        *(("zero",), ("one",), ("two",), ("three",), ("four",), ("five",), ("six",), ("seven",), ("eight",)),
        *(("nine",), ("ten",), ("eleven",), ("twelve",), ("thirteen",), ("fourteen",), ("fifteen",)),
        *(("sixteen",), ("seventeen",), ("eighteen",), ("nineteen",)),
    ),
}
_NORWEGIAN_TENS = (
    *(("tjue", "tyve"), ("tretti", "tredve"), ("førti", "førr"), ("femti",), ("seksti",), ("sytti",)),
    *(("åtti",), ("nitti",)),
)
_TENS: Mapping[str, tuple[tuple[str, ...], ...]] = {
    "nb": _NORWEGIAN_TENS,
    "nn": _NORWEGIAN_TENS,
    "en": (
        *(
            ("twenty",),
            ("thirty",),
            ("forty",),
            ("fifty",),
            ("sixty",),
            ("seventy",),
            ("eighty",),
            ("ninety",),
        ),
    ),
}
_SCALES: Mapping[str, Mapping[str, int]] = {
    "nb": {
        "hundre": 100,
        "tusen": 1000,
        "million": 10**6,
        "millioner": 10**6,
        "milliard": 10**9,
        "milliarder": 10**9,
    },
    "nn": {
        "hundre": 100,
        "tusen": 1000,
        "million": 10**6,
        "millionar": 10**6,
        "milliard": 10**9,
        "milliardar": 10**9,
    },
    "en": {"hundred": 100, "thousand": 1000, "million": 10**6, "billion": 10**9},
}
_AND = {"nb": "og", "nn": "og", "en": "and"}
ARTICLES: Mapping[str, tuple[str, ...]] = {
    "nb": ("en", "ei", "et"),
    "nn": ("ein", "ei", "eit"),
    "en": ("a", "an"),
}
"""Words that mean 1 only where the sentence shows it: «bare en», «en av tre», «en tredel»."""

_FRACTION_NOUNS: Mapping[str, Mapping[int, tuple[str, ...]]] = {
    "nb": {
        3: ("tredel", "tredeler", "tredjedel", "tredjedeler", "tredelen", "tredjedelen"),
        4: ("firedel", "firedeler", "fjerdedel", "fjerdedeler", "kvart", "fjerdedelen"),
        5: ("femdel", "femdeler", "femtedel", "femtedeler", "femtedelen"),
        10: ("tidel", "tideler", "tiendedel", "tiendedeler"),
    },
    "nn": {
        3: ("tredel", "tredelar", "tredjedel", "tredjedelar", "tredelen"),
        4: ("firedel", "firedelar", "fjerdedel", "fjerdedelar", "kvart"),
        5: ("femdel", "femdelar", "femtedel", "femtedelar"),
        10: ("tidel", "tidelar"),
    },
    "en": {
        3: ("third", "thirds"),
        4: ("quarter", "quarters", "fourth", "fourths"),
        5: ("fifth", "fifths"),
        10: ("tenth", "tenths"),
    },
}
_EVERY: Mapping[str, Mapping[str, Mapping[str, int]]] = {
    "nb": {"hver": {"tredje": 3, "fjerde": 4, "femte": 5, "tiende": 10, "annen": 2}},
    "nn": {"kvar": {"tredje": 3, "fjerde": 4, "femte": 5, "tiande": 10, "annan": 2}},
    "en": {"every": {"second": 2, "third": 3, "fourth": 4, "fifth": 5, "tenth": 10}},
}


class Hedge(StrEnum):
    """What the words before a number make of it."""

    PLAIN = "plain"
    ABOUT = "about"
    OVER = "over"
    UNDER = "under"
    AT_LEAST = "at least"
    AT_MOST = "at most"
    NEARLY = "nearly"
    JUST_OVER = "just over"

    def holds(self, said: Fraction, value: Fraction) -> bool:
        """Tell whether ``value`` may be said so. ABOUT allows 5 % off, NEARLY and JUST_OVER 10 % to one side."""
        match self:
            case Hedge.PLAIN:
                return value == said
            case Hedge.ABOUT:
                return abs(value - said) <= abs(value) / 20
            case Hedge.OVER:
                return value > said
            case Hedge.UNDER:
                return value < said
            case Hedge.AT_LEAST:
                return value >= said
            case Hedge.AT_MOST:
                return value <= said
            case Hedge.NEARLY:
                return said * Fraction(9, 10) <= value < said
            case Hedge.JUST_OVER:
                return said < value <= said * Fraction(11, 10)


HEDGES: Mapping[str, Mapping[Hedge, tuple[str, ...]]] = {
    "nb": {
        Hedge.PLAIN: ("nøyaktig", "akkurat", "bare", "kun", "til sammen", "totalt", "i alt"),
        Hedge.ABOUT: (
            "ca.",
            "ca",
            "cirka",
            "omtrent",
            "om lag",
            "rundt",
            "omkring",
            "rundt regnet",
            "anslagsvis",
        ),
        Hedge.OVER: ("over", "mer enn", "flere enn"),
        Hedge.UNDER: ("under", "mindre enn", "færre enn"),
        Hedge.AT_LEAST: ("minst", "minimum", "ikke mindre enn", "ikke færre enn"),
        Hedge.AT_MOST: (
            "høyst",
            "maks",
            "maksimalt",
            "maksimum",
            "inntil",
            "opptil",
            "opp til",
            "ikke mer enn",
        ),
        Hedge.NEARLY: ("nesten", "nær", "nærmere", "knapt", "i underkant av", "så godt som"),
        Hedge.JUST_OVER: ("drøyt", "vel", "litt over", "i overkant av"),
    },
    "nn": {
        Hedge.PLAIN: ("nøyaktig", "akkurat", "berre", "til saman", "totalt", "i alt"),
        Hedge.ABOUT: ("ca.", "ca", "cirka", "omtrent", "om lag", "rundt", "omkring", "omlag"),
        Hedge.OVER: ("over", "meir enn", "fleire enn"),
        Hedge.UNDER: ("under", "mindre enn", "færre enn"),
        Hedge.AT_LEAST: ("minst", "minimum", "ikkje mindre enn", "ikkje færre enn"),
        Hedge.AT_MOST: ("høgst", "maks", "maksimalt", "inntil", "opptil", "opp til", "ikkje meir enn"),
        Hedge.NEARLY: ("nesten", "nær", "nærare", "knapt", "i underkant av", "så godt som"),
        Hedge.JUST_OVER: ("drygt", "vel", "litt over", "i overkant av"),
    },
    "en": {
        Hedge.PLAIN: ("exactly", "only", "just", "a total of"),
        Hedge.ABOUT: ("about", "around", "approximately", "roughly", "ca.", "some"),
        Hedge.OVER: ("over", "more than", "above"),
        Hedge.UNDER: ("under", "less than", "fewer than", "below"),
        Hedge.AT_LEAST: ("at least", "no fewer than", "no less than", "a minimum of"),
        Hedge.AT_MOST: ("at most", "up to", "no more than", "a maximum of"),
        Hedge.NEARLY: ("nearly", "almost", "close to"),
        Hedge.JUST_OVER: ("just over", "a little over", "slightly more than"),
    },
}


@cache
def small_numbers(language: str) -> Mapping[str, int]:
    """Return every number from 0 to 99 that is one word."""
    words = {word: n for n, variants in enumerate(_ONES[language]) for word in variants}
    for place, variants in enumerate(_TENS[language]):
        ten = 20 + 10 * place
        for word in variants:
            words[word] = ten
            for n, ones in enumerate(_ONES[language][1:10], start=1):
                for one in ones + (_UNACCENTED[language] if n == 1 else ()):
                    words[f"{word}-{one}" if language == "en" else word + one] = ten + n
    return words


_UNACCENTED: Mapping[str, tuple[str, ...]] = {"nb": ("en", "ei"), "nn": ("ein", "ei"), "en": ()}
"""After a ten («tjueen») the article can mean nothing but 1."""


def number_at(words: Sequence[str], place: int, language: str) -> tuple[int, int]:
    """Return the number said from ``place`` in small-lettered words, and where it ends; ``place`` itself when none."""
    small, scales, total, current, at = small_numbers(language), _SCALES[language], 0, -1, place
    while at < len(words):
        word = words[at]
        if word in small and (current < 0 or current % 100 == 0 and current > 0):
            current = max(current, 0) + small[word]
        elif word in scales:
            scale = scales[word]
            current = (current if current >= 0 else 1) * scale
            if scale > 100:
                total, current = total + current, 0
        elif (
            word == _AND[language]
            and current > 0
            and current % 100 == 0
            and words[at + 1 : at + 2]
            and words[at + 1] in small
        ):
            pass
        else:
            break
        at += 1
    return (total + max(current, 0), at) if at > place else (0, place)


def scale_at(words: Sequence[str], place: int, language: str) -> int:
    """Return what a word after digits multiplies by: «3 tusen»; 1 when it does not."""
    return _SCALES[language].get(words[place], 1) if place < len(words) else 1


def scale_words(language: str) -> frozenset[str]:
    """Return «hundre», «tusen», «millioner» and their like."""
    return frozenset(_SCALES[language])


@cache
def starters(language: str) -> frozenset[str]:
    """Return every word that a number in words can begin with."""
    return frozenset((*small_numbers(language), *_SCALES[language], *ARTICLES[language], *_EVERY[language]))


def fraction_at(words: Sequence[str], place: int, language: str) -> tuple[Fraction, int]:
    """Return the fraction said from ``place`` («to tredeler», «hver tredje») and its end; ``place`` when none."""
    if place + 1 >= len(words):
        return Fraction(), place
    first, second = words[place], words[place + 1]
    every = _EVERY[language].get(first, {}).get(second)
    if every:
        return Fraction(1, every), place + 2
    numerator = 1 if first in ARTICLES[language] else small_numbers(language).get(first, 0)
    for denominator, nouns in _FRACTION_NOUNS[language].items():
        if numerator and second in nouns:
            return Fraction(numerator, denominator), place + 2
    return Fraction(), place


UNREADABLE = Decimal(-1)
"""Stands for digits that are no number we know («1.2.3»): no formula comes to it, so no claim is true of them."""
_LONGEST_DIGITS = 30


def digits_value(digits: str, language: str) -> tuple[Decimal, int]:
    """Return the number that digits with signs mean in a language, and how many decimals are shown."""
    compact = re.sub(r"\s", "", digits)
    if language == "en":
        plain = compact.replace(",", "")
    else:
        whole, comma, decimals = compact.partition(",")
        plain = (whole.replace(".", "") + "." + decimals) if comma else _thousands(whole)
    if len(plain) > _LONGEST_DIGITS or not re.fullmatch(r"\d+(\.\d+)?", plain):
        return UNREADABLE, 0
    value = Decimal(plain)
    return value, max(0, -int(value.as_tuple().exponent))


def _thousands(whole: str) -> str:
    """A point between groups of three sets off thousands; any other is a decimal point."""
    groups = whole.split(".")
    return "".join(groups) if len(groups) > 1 and all(len(group) == 3 for group in groups[1:]) else whole
