"""Checks a list in words: every name there, no other, in whatever order."""

import re

from frisklivsnett.core.narrative.quantifiers import BY_KEY
from frisklivsnett.core.narrative.values import Named, Names

_BETWEEN = {
    "nb": {"og", "samt", "både", "i", "ved"},
    "nn": {"og", "samt", "både", "i", "ved"},
    "en": {"and", "both", "in", "the", "as", "well"},
}
_OF_CENTRES = {
    "nb": {
        "kommune",
        "kommuner",
        "kommunene",
        "bydel",
        "bydelene",
        "sentralen",
        "sentralene",
        "utviklingssentralen",
        "utviklingssentralene",
    },
    "nn": {
        "kommune",
        "kommunar",
        "kommunane",
        "bydel",
        "bydelane",
        "sentralen",
        "sentralane",
        "utviklingssentralen",
        "utviklingssentralane",
    },
    "en": {"municipality", "municipalities", "centre", "centres", "district", "districts"},
}
"""Words that may stand between and after names without adding a name."""

_WORD = re.compile(r"[\w/&-]+")


def list_is_right(value: Names, words: str, language: str) -> bool:
    """Tell whether the words name exactly the list's items; a name may be in the genitive."""
    if not value.items:
        return _plain(words) in BY_KEY["none"].words[language]
    return not missing(value, words, language) and not extra(value, words, language)


def missing(value: Names, words: str, language: str) -> list[str]:
    """Return the items that the words leave out."""
    return [name for name, found in _struck(value, words, language)[0] if not found]


def extra(value: Names, words: str, language: str) -> list[str]:
    """Return the words that name something else than the items."""
    rest = _struck(value, words, language)[1]
    allowed = _BETWEEN[language] | (_OF_CENTRES[language] if value.of is not Named.OPTIONS else set())
    return [match[0] for match in _WORD.finditer(rest) if match[0].lower() not in allowed]


def _struck(value: Names, words: str, language: str) -> tuple[list[tuple[str, bool]], str]:
    """Strike each name from the words, the longest first, so that «Nordre Aker» is not taken for «Aker»."""
    rest = " ".join(words.replace("\N{NO-BREAK SPACE}", " ").split())
    found = []
    for name in sorted({item.in_(language) for item in value.items}, key=len, reverse=True):
        rest, times = _name(name).subn(" , ", rest, count=1)
        found.append((name, times > 0))
    return found, rest


def _name(name: str) -> re.Pattern[str]:
    spaced = r"\s+".join(map(re.escape, name.replace("\N{NO-BREAK SPACE}", " ").split()))
    return re.compile(rf"(?<!\w){spaced}(?:['’]?s|['’])?(?!\w)", re.IGNORECASE)


def _plain(words: str) -> str:
    return " ".join(words.lower().split())
