"""Numbers, dates and lists as people write them in bokmål, nynorsk and English.

This is where rounding happens: half up (away from zero), computed exactly. Groups of digits and the sign of
percent are set off by a no-break space («60 000», «28,6 %»), so a number never breaks over two lines.
A language that the program does not have is printed as the first of ``LANGUAGES``.
"""

from collections.abc import Sequence
from datetime import date
from decimal import Decimal
from fractions import Fraction
from functools import cache, lru_cache
from typing import Literal, NamedTuple

from babel import Locale
from babel.dates import format_date

from frisklivsnett.core.text import LANGUAGES

Number = int | Decimal | Fraction | float
Gender = Literal["masculine", "feminine", "neuter"]

NO_BREAK = "\N{NO-BREAK SPACE}"
NO_NUMBER = "–"
"""What is printed where there is no number, such as a share when nobody answered."""

ONES: dict[str, dict[Gender, str]] = {
    "nb": {"masculine": "én", "feminine": "ei", "neuter": "ett"},
    "nn": {"masculine": "ein", "feminine": "ei", "neuter": "eitt"},
    "en": {"masculine": "one", "feminine": "one", "neuter": "one"},
}
NUMBER_WORDS: dict[str, tuple[str, ...]] = {
    "nb": ("null", "én", "to", "tre", "fire", "fem", "seks", "sju", "åtte", "ni", "ti", "elleve", "tolv"),
    "nn": ("null", "ein", "to", "tre", "fire", "fem", "seks", "sju", "åtte", "ni", "ti", "elleve", "tolv"),
    "en": (
        *("zero", "one", "two", "three", "four", "five", "six"),
        *("seven", "eight", "nine", "ten", "eleven", "twelve"),
    ),
}
"""The words for 0 to 12, at the number's own place."""


# --- digits ---


def integer(value: int, language: str) -> str:
    """Return a whole number with its thousands apart: ``60 000`` (``60,000`` in English)."""
    signs = _signs(language)
    digits = f"{abs(value):,}".replace(",", signs.group)
    return signs.minus + digits if value < 0 else digits


def decimal(value: Number, language: str, decimals: int | None = None) -> str:
    """Return a number with ``decimals`` decimals, or as many as it needs, at most two: ``37,5``."""
    exact = _exact(value)
    if decimals is None:
        hundredths = _half_up(exact * 100)
        decimals = 0 if hundredths % 100 == 0 else 1 if hundredths % 10 == 0 else 2
    return _digits(exact, decimals, language)


def percent(share: Number | None, language: str, decimals: int = 1) -> str:
    """Return a share (1 is all) as ``28,6 %`` (``28.6%`` in English); ``–`` when there is none."""
    if share is None:
        return NO_NUMBER
    return _digits(_exact(share) * 100, decimals, language) + _signs(language).percent


def approximately(printed: str, language: str) -> str:
    """Return a printed number marked as approximate: ``ca. 310``, ``about 310``."""
    return {"nb": "ca.", "nn": "ca.", "en": "about"}[_known(language)] + NO_BREAK + printed


def half_up(value: Number, decimals: int = 0) -> Fraction:
    """Return ``value`` rounded half up to ``decimals`` decimals, exactly: what is printed."""
    return Fraction(_half_up(_exact(value) * 10**decimals), 10**decimals)


# --- words ---


def number_word(value: int, language: str, gender: Gender = "masculine") -> str:
    """Return 0 to 12 as a word, as in running text, and other numbers in digits.

    ``gender`` is that of the noun counted: «én sentral», «ett møte»; nynorsk «ein sentral», «eitt møte».
    """
    known = _known(language)
    if value == 1:
        return ONES[known][gender]
    words = NUMBER_WORDS[known]
    return words[value] if 0 <= value < len(words) else integer(value, language)


def listing(words: Sequence[str], language: str) -> str:
    """Return the words as a sentence lists them: «Tana, Harstad og Bodø»; ``""`` when there are none."""
    if len(words) < 2:
        return "".join(words)
    conjunction = {"nb": "og", "nn": "og", "en": "and"}[_known(language)]
    return f"{', '.join(words[:-1])} {conjunction} {words[-1]}"


def genitive(name: str, language: str = "nb") -> str:
    """Return a name in the genitive: «Harstads», and «Åsnes’» after s, x or z; in English "Harstad’s"."""
    if not name:
        return ""
    hisses = name[-1].lower() in "sxz"
    if _known(language) == "en":
        return f"{name}’" if name[-1].lower() == "s" else f"{name}’s"
    return f"{name}’" if hisses else f"{name}s"


# --- dates ---


@lru_cache(maxsize=5000)
def date_long(day: date, language: str) -> str:
    """Return a date as ``1. april 2025`` (``1 April 2025`` in English)."""
    return format_date(day, "long", locale=_locale(_known(language)))


def days_until_words(days: int, language: str) -> str:
    """Return how far away a day is: «i dag», «i morgen», «om 9 dager», «for 2 dager siden»."""
    known = _known(language)
    near = {
        "nb": {-1: "i går", 0: "i dag", 1: "i morgen"},
        "nn": {-1: "i går", 0: "i dag", 1: "i morgon"},
        "en": {-1: "yesterday", 0: "today", 1: "tomorrow"},
    }[known]
    if days in near:
        return near[days]
    ahead, behind = {
        "nb": ("om {} dager", "for {} dager siden"),
        "nn": ("om {} dagar", "for {} dagar sidan"),
        "en": ("in {} days", "{} days ago"),
    }[known]
    return (ahead if days > 0 else behind).format(integer(abs(days), language))


# --- within ---


class _Signs(NamedTuple):
    group: str
    decimal: str
    minus: str
    percent: str


def _known(language: str) -> str:
    return language if language in LANGUAGES else LANGUAGES[0]


@cache
def _locale(language: str) -> Locale:
    return Locale.parse("en_GB" if language == "en" else language)


@cache
def _signs(language: str) -> _Signs:
    locale = _locale(_known(language))
    signs = locale.number_symbols["latn"]
    spaced = not locale.percent_formats[None].pattern.endswith("0%")
    percent = NO_BREAK + "%" if spaced else "%"
    return _Signs(signs["group"], signs["decimal"], signs["minusSign"], percent)


def _exact(value: Number) -> Fraction:
    """A float is read as the shortest decimals that mean it, as a person would: 0.285 is 0.285."""
    return Fraction(repr(value)) if isinstance(value, float) else Fraction(value)


def _half_up(value: Fraction) -> int:
    magnitude = (2 * abs(value) + 1) // 2
    return magnitude if value >= 0 else -magnitude


def _digits(value: Fraction, decimals: int, language: str) -> str:
    signs = _signs(language)
    rounded = _half_up(value * 10**decimals)
    whole, rest = divmod(abs(rounded), 10**decimals)
    minus = signs.minus if rounded < 0 else ""
    fraction = f"{signs.decimal}{rest:0{decimals}d}" if decimals else ""
    return minus + f"{whole:,}".replace(",", signs.group) + fraction
