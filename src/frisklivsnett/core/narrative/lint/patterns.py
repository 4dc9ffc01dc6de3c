"""Patterns of words, as the data files of synonyms have them: ``plan informasjon*|spre``.

A *phrase* is words that must all be there, in any order. In it ``|`` parts words that may stand for each other, ``_``
joins words that follow each other, and a word may end in ``*``. Words are compared in small letters without hyphens,
so that «FoU-arbeid» and «FOUarbeid» are the same.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property, lru_cache
from typing import Generic, TypeVar

Word = tuple[str, bool]
"""Letters, and whether any ending may follow."""


def words_in(text: str) -> frozenset[str]:
    """Return the words of a text as a set."""
    return frozenset(text.split())


def sequences(text: str) -> tuple[tuple[str, ...], ...]:
    """Return sequences of words, parted by semicolons in the text."""
    return tuple(tuple(part.split()) for part in text.split(";"))


def plain(word: str) -> str:
    """Return a word as patterns see it."""
    letters = word.lower().replace("-", "").replace("\u2011", "").replace("\u00ad", "")
    return letters or word


@lru_cache(maxsize=1 << 16)
def fits(word: str, letters: str, *, open_end: bool) -> bool:
    """Tell whether a plain word fits a pattern's word."""
    return word.startswith(letters) if open_end else word == letters


@dataclass(frozen=True, slots=True)
class Slot:
    """One place of a phrase: alternatives, each a sequence of words that follow each other."""

    alternatives: tuple[tuple[Word, ...], ...]

    def places(self, words: Sequence[str]) -> frozenset[int]:
        """Return the places of the words that fit."""
        found: set[int] = set()
        for sequence in self.alternatives:
            letters, open_end = sequence[0]
            for at, word in enumerate(words):
                if fits(word, letters, open_end=open_end) and _goes_on(words, at, sequence):
                    found.update(range(at, at + len(sequence)))
        return frozenset(found)


@dataclass(frozen=True, slots=True)
class Phrase:
    """Slots that must all be filled."""

    slots: tuple[Slot, ...]

    def places(self, words: Sequence[str]) -> frozenset[int]:
        """Return the places of the words that fill the phrase; empty when a slot stays empty."""
        found: frozenset[int] = frozenset()
        for slot in self.slots:
            filled = slot.places(words)
            if not filled:
                return frozenset()
            found |= filled
        return found


def phrase(pattern: str) -> Phrase:
    """Read a phrase."""
    return Phrase(tuple(_slot(part) for part in pattern.lower().split()))


def _slot(part: str) -> Slot:
    return Slot(tuple(tuple(_word(word) for word in choice.split("_")) for choice in part.split("|")))


def _word(word: str) -> Word:
    return (plain(word.removesuffix("*")), word.endswith("*"))


class Vocabulary:
    """A set of patterns of one or more words, to ask which of a clause's words are known."""

    def __init__(self, patterns: str | Iterable[str]) -> None:
        parts = (
            patterns.split() if isinstance(patterns, str) else [p for text in patterns for p in text.split()]
        )
        self._slots = tuple(dict.fromkeys(_slot(part) for part in parts))
        self._known: dict[str, bool] = {}
        self._begun: dict[str, tuple[tuple[Word, ...], ...]] = {}

    @cached_property
    def _exact(self) -> frozenset[str]:
        return frozenset(
            sequence[0][0]
            for slot in self._slots
            for sequence in slot.alternatives
            if len(sequence) == 1 and not sequence[0][1]
        )

    @cached_property
    def _beginnings(self) -> tuple[str, ...]:
        return tuple(
            sequence[0][0]
            for slot in self._slots
            for sequence in slot.alternatives
            if len(sequence) == 1 and sequence[0][1]
        )

    @cached_property
    def _sequences(self) -> tuple[tuple[Word, ...], ...]:
        return tuple(sequence for slot in self._slots for sequence in slot.alternatives if len(sequence) > 1)

    def _beginning_with(self, word: str) -> tuple[tuple[Word, ...], ...]:
        if word not in self._begun:
            self._begun[word] = tuple(
                sequence
                for sequence in self._sequences
                if fits(word, sequence[0][0], open_end=sequence[0][1])
            )
        return self._begun[word]

    def has(self, word: str) -> bool:
        """Tell whether a single plain word is known."""
        if word not in self._known:
            if len(self._known) > _MANY_WORDS:
                self._known.clear()
                self._begun.clear()
            self._known[word] = word in self._exact or word.startswith(self._beginnings)
        return self._known[word]

    def places(self, words: Sequence[str]) -> frozenset[int]:
        """Return the places of the words that are known."""
        found = {at for at, word in enumerate(words) if self.has(word)}
        for at, word in enumerate(words) if self._sequences else ():
            for sequence in self._beginning_with(word):
                if _goes_on(words, at, sequence):
                    found.update(range(at, at + len(sequence)))
        return frozenset(found)


Sequences = tuple[tuple[str, ...], ...]


@lru_cache(maxsize=256)
def _by_first_word(known: Sequences) -> dict[str, Sequences]:
    index: dict[str, Sequences] = {}
    for sequence in known:
        index[sequence[0]] = (*index.get(sequence[0], ()), sequence)
    return index


def find_sequences(words: Sequence[str], known: Sequences) -> Iterator[tuple[int, int]]:
    """Yield where any of the sequences stands, as start and end."""
    index = _by_first_word(known)
    for at, word in enumerate(words):
        for sequence in index.get(word, ()):
            if tuple(words[at : at + len(sequence)]) == sequence:
                yield at, at + len(sequence)


def find_sequence(words: Sequence[str], known: Sequences) -> tuple[int, int] | None:
    """Return where the first of the sequences stands, as start and end; None when none does."""
    return next(find_sequences(words, known), None)


T = TypeVar("T")


class Index(Generic[T]):
    """Phrases with what they stand for, looked up all at once: time grows with the words, not with the phrases."""

    def __init__(self, phrases: Iterable[tuple[Phrase, T]]) -> None:
        self._phrases = tuple(phrases)
        self._slots = tuple(dict.fromkeys(slot for known, _ in self._phrases for slot in known.slots))
        number = {slot: at for at, slot in enumerate(self._slots)}
        self._needs = tuple(tuple(number[slot] for slot in known.slots) for known, _ in self._phrases)
        self._of_slot: dict[int, list[int]] = {}
        for at, needs in enumerate(self._needs):
            for slot in needs:
                self._of_slot.setdefault(slot, []).append(at)
        self._by_letter: dict[str, list[tuple[int, tuple[Word, ...]]]] = {}
        for at, every in enumerate(self._slots):
            for sequence in every.alternatives:
                self._by_letter.setdefault(sequence[0][0][:1], []).append((at, sequence))
        self._of_word: dict[str, tuple[tuple[int, tuple[Word, ...]], ...]] = {}

    def matches(self, words: Sequence[str]) -> list[tuple[T, frozenset[int], int]]:
        """Return what the words fill: what it stands for, the places filled, and how many slots it has."""
        places: dict[int, set[int]] = {}
        for at, word in enumerate(words):
            for slot, sequence in self._starting(word):
                if len(sequence) == 1:
                    places.setdefault(slot, set()).add(at)
                elif _goes_on(words, at, sequence):
                    places.setdefault(slot, set()).update(range(at, at + len(sequence)))
        if not places:
            return []
        candidates = {known for slot in places for known in self._of_slot[slot]}
        return [
            (
                self._phrases[at][1],
                frozenset[int]().union(*(places[slot] for slot in self._needs[at])),
                len(self._needs[at]),
            )
            for at in sorted(candidates)
            if all(slot in places for slot in self._needs[at])
        ]

    def _starting(self, word: str) -> tuple[tuple[int, tuple[Word, ...]], ...]:
        """The slots that a word can begin to fill, and with which sequence; looked up once for every word."""
        if word not in self._of_word:
            if len(self._of_word) > _MANY_WORDS:
                self._of_word.clear()
            self._of_word[word] = tuple(
                (at, sequence)
                for at, sequence in self._by_letter.get(word[:1], ())
                if fits(word, sequence[0][0], open_end=sequence[0][1])
            )
        return self._of_word[word]


_MANY_WORDS = 50_000


def _goes_on(words: Sequence[str], at: int, sequence: tuple[Word, ...]) -> bool:
    if at + len(sequence) > len(words):
        return False
    return all(
        fits(words[at + step], letters, open_end=open_end)
        for step, (letters, open_end) in enumerate(sequence)
    )
