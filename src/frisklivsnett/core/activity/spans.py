"""The words of a note with their places in it, and account of which of them a field has taken."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from frisklivsnett.core.activity.nouns import LOOSE

_WORD = re.compile(r"[^\W_]+(?:[-'’.&][^\W_]+)*|\+")
FROM_WORDS = frozenset({"fra", "frå", "from"})
_ABOUT = frozenset({"om", "about", "tema", "angående", "ang", "vedrørende", "vedr", "regarding"})
_JOINING = frozenset({"og", "and", "samt"})
_TAKEN = "\x00"
_EDGES = " \t,.;:-–—()[]/+«»\"'*•!?"


@dataclass(frozen=True, slots=True)
class Word:
    """A word, from the character ``start`` up to ``end``; ``low`` in small letters."""

    start: int
    end: int
    text: str
    low: str


@dataclass
class Note:
    """A text being read: its words, and which characters have been taken into a field."""

    text: str
    words: list[Word] = field(default_factory=list)
    taken: bytearray = field(default_factory=bytearray)
    closed: list[tuple[int, int]] = field(default_factory=list)
    """What stays in the title, and yet counts nothing: times of day, dates that were not taken."""

    def __post_init__(self) -> None:
        self.words = [
            Word(found.start(), found.end(), found[0], found[0].casefold())
            for found in _WORD.finditer(self.text)
        ]
        self.taken = bytearray(len(self.text))

    def take(self, start: int, end: int) -> str:
        """Mark the characters as told by a field; returns them."""
        self.taken[start:end] = b"\x01" * (end - start)
        return self.text[start:end]

    def is_taken(self, word: Word) -> bool:
        return any(self.taken[word.start : word.end])

    def low(self, index: int) -> str:
        """Return the word there in small letters; nothing outside the note."""
        return self.words[index].low if 0 <= index < len(self.words) else ""

    def between(self, one: int, other: int) -> str:
        """Return what stands between two words that follow each other."""
        return self.text[self.words[one].end : self.words[other].start]

    def is_joined(self, first: int, last: int) -> bool:
        """Tell whether only spaces stand between the words from ``first`` to ``last``."""
        return all(not self.between(i, i + 1).strip() for i in range(first, last))

    def begins_sentence(self, index: int) -> bool:
        if index == 0:
            return True
        return self.between(index - 1, index).strip()[-1:] in {".", "!", "?", ":"}

    def is_capital(self, index: int) -> bool:
        return 0 <= index < len(self.words) and self.words[index].text[:1].isupper()

    def slice(self, first: int, last: int) -> str:
        """Return the text of the words from ``first`` to ``last``, both included."""
        return self.text[self.words[first].start : self.words[last].end]

    def left(self) -> str:
        """Return what no field has taken, without the small words that hung on what was taken."""
        shown = "".join(
            _TAKEN if taken else letter for letter, taken in zip(self.text, self.taken, strict=True)
        )
        kept = ""
        comma, joined = False, ""
        for segment in re.split(f"{_TAKEN}+", shown):
            words = _without_loose(segment, leading=not kept)
            if words:
                apart = comma or segment.lstrip()[:1] in {",", ".", ";", "–"}
                kept += (f" {joined} " if joined else ", " if apart else " ") if kept else ""
                kept += words
                comma = False
                joined = _last_word(segment) if _last_word(segment) in _JOINING else ""
            comma = comma or segment.rstrip()[-1:] in {",", ".", ";", "–"}
        return kept[:1].upper() + kept[1:]


def matches(phrase: Sequence[str], note: Note, index: int) -> bool:
    """Tell whether the words of a phrase stand in the note from ``index`` on, with nothing but spaces between."""
    if index + len(phrase) > len(note.words):
        return False
    for offset, wanted in enumerate(phrase):
        low = note.words[index + offset].low
        if not is_word(low, wanted):
            return False
    return note.is_joined(index, index + len(phrase) - 1)


def is_about(note: Note, index: int, until: Iterable[str]) -> bool:
    """Tell whether a word is of what the note is *about*: «om» stands before it, and none of ``until`` between."""
    for before in range(index - 1, max(-1, index - 9), -1):
        if note.low(before) in _ABOUT:
            return True
        if note.low(before) in until or note.between(before, before + 1).strip():
            return False
    return False


def is_one_of(word: str, patterns: Iterable[str]) -> bool:
    """Tell whether a word is among the patterns."""
    return any(is_word(word, pattern) for pattern in patterns)


def is_word(word: str, pattern: str) -> bool:
    """Tell whether a word is a pattern's: ``*`` ends one that may go on, and begins one with something before."""
    if pattern.startswith("*"):
        inner = pattern[1:].removesuffix("*")
        return inner in word if pattern.endswith("*") else word.endswith(inner)
    return word.startswith(pattern[:-1]) if pattern.endswith("*") else word == pattern


def _last_word(segment: str) -> str:
    return (segment.split() or [""])[-1].casefold()


def _without_loose(segment: str, leading: bool) -> str:
    """A segment ends where a field took what followed, so the small words at its end have lost their meaning."""
    words = segment.strip(_EDGES).split()
    while words and words[-1].strip(_EDGES).casefold() in LOOSE:
        words.pop()
    while leading and words and words[0].strip(_EDGES).casefold() in LOOSE:
        words.pop(0)
    return " ".join(words).strip(_EDGES)
