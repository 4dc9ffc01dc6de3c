"""Options' wordings as running text has them: without the form's «spesifiser:», small letter first."""

import re
from functools import cache

from frisklivsnett.core.forms.model import Option
from frisklivsnett.core.text import Text

PROPER_NAMES = ("Nav", "Facebook", "Instagram", "Helsedirektoratet", "Altinn", "Norwegian", "Directorate")
"""Words that keep their capital; so do words with two capitals («NAV», «FOU-arbeid»)."""

_ASKS_FOR_WORDS = re.compile(r"\s*[,.;(–]\s*[^,.;(–]*:\s*\)?\s*$")


@cache
def label(option: Option) -> Text:
    """Return what the option is called in a sentence, in every language."""
    return option.text.map(lambda words: running(words, specify=option.specify))


def running(words: str, *, specify: bool = False) -> str:
    """Return a wording as running text: «Annet, spesifiser hvem:» becomes «annet»."""
    kept = _ASKS_FOR_WORDS.sub("", words) if specify and words.rstrip().endswith(":") else words
    kept = (kept or words).strip().rstrip(".:")
    first = re.match(r"[^\W\d_]+", kept)
    if first is None or first[0] in PROPER_NAMES or sum(letter.isupper() for letter in first[0]) > 1:
        return kept
    return kept[0].lower() + kept[1:]
