"""Checks lists that are said to have so many entries: «Følgende fem temaer …:» and four of them."""

import re
from collections.abc import Iterator

from frisklivsnett.core.narrative.lint.model import Finding
from frisklivsnett.core.narrative.lint.rolls import Roll, roll_finding
from frisklivsnett.core.narrative.number_words import small_numbers
from frisklivsnett.core.text import text

_FOLLOWING = re.compile(
    r"\b(?:(?:de|dei|disse|desse)\s+)?(?:følgende|følgjande|fylgjande|disse|desse)\s+(?P<n>\w+)\s+[^\W\d]\w+[^.:;]*:\s*$",
    re.IGNORECASE,
)

_LONGEST_LEAD = 200
"""Characters above a list that are looked at."""


def check_length(roll: Roll) -> Iterator[Finding]:
    """Yield a finding when the line above the list promises another number of entries."""
    match = _FOLLOWING.search(roll.caption[-_LONGEST_LEAD:])
    told = _number(match["n"].lower()) if match else None
    here = len(roll.entries)
    if told is None or told == here or any(entry.beside for entry in roll.entries):
        return
    expected = text(
        f"Listen skal ha {told}, men har {here}.",
        f"Lista skal ha {told}, men har {here}.",
        f"The list should have {told}, but has {here}.",
    )
    yield roll_finding(roll, "list", expected, "")


def _number(word: str) -> int | None:
    if word.isdigit():
        return int(word)
    return next((small_numbers(x)[word] for x in ("nb", "nn") if word in small_numbers(x)), None)
