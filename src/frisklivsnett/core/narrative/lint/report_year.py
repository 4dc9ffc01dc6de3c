"""Finds which year a report is about: in its file's name, in its title, or by the year that it speaks most of."""

import re
from collections import Counter
from collections.abc import Iterator

from frisklivsnett.core.months import ENGLISH, NORWEGIAN

_MONTHS = "|".join((*NORWEGIAN, *ENGLISH))
_YEAR = re.compile(r"(?<![\d/–-])(?<!\d[.,])20\d\d(?![\d/–-])(?![.,]\d)")
_DATE = re.compile(
    rf"(?:{_MONTHS})\s+20\d\d|\d{{1,2}}[./]\s?\d{{1,2}}[./]\s?20\d\d|20\d\d-\d\d-\d\d", re.IGNORECASE
)
"""The day something was written, or was due, is in the year after the report's."""
_NAMED = re.compile(r"(?<!\d)20\d\d(?!\d)")
_TITLE_LINES = 3
_LONGEST_TITLE = 160
_FEWEST = 2
"""A year that is spoken of once only is not what a report is about."""


def year_of_report(words: str, name: str = "") -> int | None:
    """Return the year that a report is about, as far as it can be told, else None. ``name`` is its file's.

    The title's word goes before the name's, and both before how often the text names a year. Two years in a title or a
    name tell nothing, nor do two years that are named equally often. Dates and periods («2023–2025») do not count.
    """
    lines = [line.strip() for line in words.splitlines() if line.strip()][:_TITLE_LINES]
    titles = (set(_years(line)) for line in lines if len(line) <= _LONGEST_TITLE)
    title: set[int] = next((years for years in titles if years), set())
    named = {int(year) for year in _NAMED.findall(name)}
    for told in (title, named):
        if len(told) == 1:
            return told.pop()
    spoken = Counter(_years(words)).most_common(2)
    if not spoken or spoken[0][1] < _FEWEST or (len(spoken) > 1 and spoken[0][1] == spoken[1][1]):
        return None
    return spoken[0][0]


def _years(words: str) -> Iterator[int]:
    return (int(year) for year in _YEAR.findall(_DATE.sub(" ", words)))
