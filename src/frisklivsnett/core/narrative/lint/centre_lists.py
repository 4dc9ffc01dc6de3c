"""Checks lists of the centres: who is missing, and who does not belong."""

import re
from collections.abc import Iterator, Sequence

from frisklivsnett.core.narrative.evidence import Evidence
from frisklivsnett.core.narrative.lint.binding import plain_words
from frisklivsnett.core.narrative.lint.model import Finding
from frisklivsnett.core.narrative.lint.rolls import FEWEST, MOST_OF_IT, Roll, roll_finding
from frisklivsnett.core.numbers import listing
from frisklivsnett.core.text import LANGUAGES, Text

_LONGEST_BESIDE = 6
"""Words beside a centre's name, such as its county; more is an answer."""


def check_centres(roll: Roll, evidence: Evidence) -> Iterator[Finding]:
    """Yield what is wrong with a list of centres: who is missing, who does not belong, who is there twice."""
    names = {_centre_key(r.name): r.name for r in evidence.current.respondents}
    keys = [_centre_key(entry.words) for entry in roll.entries]
    known = [key for key in keys if key in names]
    if len(known) < max(FEWEST, MOST_OF_IT * len(names)) or len(known) < MOST_OF_IT * len(keys):
        return
    if any(len(entry.beside.split()) > _LONGEST_BESIDE for entry in roll.entries):
        return  # what some centres said, not who they are
    if keys[0] not in names and roll.entries[0].beside:
        roll = Roll(roll.entries[1:], roll.caption)  # a table's head
        keys = keys[1:]
    missing = [name for key, name in names.items() if key not in keys]
    extra = [entry.words for entry, key in zip(roll.entries, keys, strict=True) if key not in names]
    if missing or extra or len(known) != len(set(known)):
        yield roll_finding(
            roll, "list", _centres_differ(missing, extra, len(keys), len(names)), "agreements.count"
        )


def _centre_key(name: str) -> tuple[str, ...]:
    skipped = ("bydel", "kommune", "oslo", "utviklingssentral", "frisklivssentral", "i")
    words = [word for word in plain_words(re.sub(r"\(.*?\)", "", name)) if word.isalpha()]
    return tuple(word for word in words if word not in skipped)


def _centres_differ(missing: Sequence[str], extra: Sequence[str], n: int, base: int) -> Text:
    def said(language: str) -> str:
        words = {
            "nb": (f"Listen har {n}, men grunnlaget er {base} sentraler.", "Mangler", "Hører ikke til"),
            "nn": (f"Lista har {n}, men grunnlaget er {base} sentralar.", "Manglar", "Høyrer ikkje til"),
            "en": (f"The list has {n}, but there are {base} centres.", "Missing", "Does not belong"),
        }[language]
        parts = [words[0]] if n != base else []
        parts += [f"{words[1]}: {listing(list(missing), language)}."] if missing else []
        parts += [f"{words[2]}: {listing(list(extra), language)}."] if extra else []
        return " ".join(parts)

    return Text({language: said(language) for language in LANGUAGES})
