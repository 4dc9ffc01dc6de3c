"""What a finished file turns out to hold, and how that differs from the document it was written from."""

import re
import unicodedata
from dataclasses import dataclass
from enum import StrEnum

from frisklivsnett.core.text import Text, text

Grid = tuple[tuple[str, ...], ...]
"""Rows of cells as they are printed, the heads first."""

_UNSEEN = re.compile("[-\\s\x02\xad\u2010\u2011\u200b\ufffe]+")
# A character that no font can show is named in the PDF: see glyphs.py.
_NAMED = re.compile(r"\[(?:U\+[0-9A-F]{4,6}|[a-z0-9 -]+)\]")
_BEYOND_LATIN = re.compile("[^\x00-\u024f\u2010-\u205e\u20ac\u2190-\u22ff]")
_TURNED = re.compile("[\u0590-\u08ff\u200e\u200f\u202a-\u202e\u2066-\u2069\ufb1d-\ufdff\ufe70-\ufeff]")
_LONGEST_SHOWN = 120


class ReadBackError(ValueError):
    """The file is not one of its kind, or is damaged."""


@dataclass(frozen=True, slots=True)
class ReadSeries:
    """One series of a chart: its name, and a number (or None, a gap) for each label."""

    name: str
    labels: tuple[str, ...]
    values: tuple[float | None, ...]


@dataclass(frozen=True, slots=True)
class ReadChart:
    """A chart. A picture has but the words and numbers written in it, in order: ``words``.

    One that Office draws has the ``series`` that it shows, and those of the workbook that it is drawn from anew when
    somebody edits it: ``behind``.
    """

    words: tuple[str, ...] = ()
    series: tuple[ReadSeries, ...] = ()
    behind: tuple[ReadSeries, ...] = ()


@dataclass(frozen=True, slots=True)
class ReadBack:
    """What a file holds: ``passages`` are headings, paragraphs, captions and notes in order, tables and charts too."""

    passages: tuple[str, ...]
    tables: tuple[Grid, ...]
    charts: tuple[ReadChart, ...]

    @property
    def text(self) -> str:
        """All passages, a line each."""
        return "\n".join(self.passages)


class Part(StrEnum):
    """Where a file differs from its document."""

    FILE = "file"
    TEXT = "text"
    ORDER = "order"
    TABLE = "table"
    CHART = "chart"
    WORKBOOK = "workbook"


_WORDS = {
    Part.FILE: text("Filen kan ikke leses", "Fila kan ikkje lesast", "The file cannot be read"),
    Part.TEXT: text("Teksten mangler", "Teksten manglar", "The text is missing"),
    Part.ORDER: text("Teksten står feil sted", "Teksten står feil stad", "The text is out of place"),
    Part.TABLE: text("Tabellen er en annen", "Tabellen er ein annan", "The table is another"),
    Part.CHART: text("Figuren viser andre tall", "Figuren viser andre tal", "The chart shows other numbers"),
    Part.WORKBOOK: text(
        "Regnearket i figuren har andre tall",
        "Reknearket i figuren har andre tal",
        "The workbook inside the chart has other numbers",
    ),
}
_EXPECTED = text("ventet «{}»", "venta «{}»", "expected «{}»")
_FOUND = text("fant «{}»", "fann «{}»", "found «{}»")


@dataclass(frozen=True, slots=True)
class Difference:
    """One place where a file is not as its document: ``where`` is the table's or figure's name, if it is in one."""

    part: Part
    where: str = ""
    expected: str = ""
    found: str = ""

    def said(self, language: str) -> str:
        """Return the difference as a line: «Tabell 3: Tabellen er en annen (ventet «14», fant «15»)»."""
        place = f"{self.where}: " if self.where else ""
        sides = [
            words.in_(language).format(_shortened(side))
            for words, side in ((_EXPECTED, self.expected), (_FOUND, self.found))
            if side
        ]
        return f"{place}{said_of(self.part).in_(language)}" + (f" ({', '.join(sides)})" if sides else "")


def said_of(part: Part) -> Text:
    """Return what is said of a difference in this part."""
    return _WORDS[part]


def squeezed(words: str) -> str:
    """Return words with single, ordinary spaces between them: how wide a space is, is a matter of looks."""
    return " ".join(words.split())


def compact(words: str) -> str:
    """Return words as a PDF can be held to: without spaces and hyphens, which line ends add and take.

    Letters beyond Latin are left out, since a PDF gives them joined, or named in brackets.
    """
    plain = unicodedata.normalize("NFKC", _NAMED.sub("", words))
    return _BEYOND_LATIN.sub("", _UNSEEN.sub("", plain))


def is_turned(words: str) -> bool:
    """Tell whether words run from right to left, or are told to: a PDF gives them in the order that they are seen."""
    return _TURNED.search(words) is not None


def _shortened(words: str) -> str:
    return words if len(words) <= _LONGEST_SHOWN else words[: _LONGEST_SHOWN - 1] + "…"
