"""Patterns of words, as the data files of synonyms have them: ``plan informasjon*|spre``.

A *phrase* is words that must all be there, in any order. In it ``|`` parts words that may stand for each other, ``_``
joins words that follow each other, and a word may end in ``*``. Words are compared in small letters without hyphens,
so that «FoU-arbeid» and «FOUarbeid» are the same.
"""

from collections.abc import Iterable, Sequence
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
                if fits(word, letters, open_end=open_end) and self._goes_on(words, at, sequence):
                    found.update(range(at, at + len(sequence)))
        return frozenset(found)

    @staticmethod
    def _goes_on(words: Sequence[str], at: int, sequence: tuple[Word, ...]) -> bool:
        if at + len(sequence) > len(words):
            return False
        return all(
            fits(words[at + step], letters, open_end=open_end)
            for step, (letters, open_end) in enumerate(sequence)
        )


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
    def _sequences(self) -> tuple[Slot, ...]:
        return tuple(
            Slot((sequence,)) for slot in self._slots for sequence in slot.alternatives if len(sequence) > 1
        )

    def has(self, word: str) -> bool:
        """Tell whether a single plain word is known."""
        return word in self._exact or word.startswith(self._beginnings)

    def places(self, words: Sequence[str]) -> frozenset[int]:
        """Return the places of the words that are known."""
        found = {at for at, word in enumerate(words) if self.has(word)}
        for sequence in self._sequences:
            found |= sequence.places(words)
        return frozenset(found)


def find_sequence(words: Sequence[str], sequences: Iterable[tuple[str, ...]]) -> tuple[int, int] | None:
    """Return where the first of the sequences stands, as start and end; None when none does."""
    known = tuple(sequences)
    for at in range(len(words)):
        for sequence in known:
            if tuple(words[at : at + len(sequence)]) == sequence:
                return at, at + len(sequence)
    return None


T = TypeVar("T")


class Index(Generic[T]):
    """Phrases with what they stand for, looked up all at once: time grows with the words, not with the phrases."""

    def __init__(self, phrases: Iterable[tuple[Phrase, T]]) -> None:
        self._phrases = tuple(phrases)
        self._slots = tuple(dict.fromkeys(slot for known, _ in self._phrases for slot in known.slots))
        number = {slot: at for at, slot in enumerate(self._slots)}
        self._needs = tuple(tuple(number[slot] for slot in known.slots) for known, _ in self._phrases)
        self._of_word: dict[str, tuple[int, ...]] = {}

    def matches(self, words: Sequence[str]) -> list[tuple[T, frozenset[int], int]]:
        """Return what the words fill: what it stands for, the places filled, and how many slots it has."""
        candidates = {slot for word in words for slot in self._starting(word)}
        if not candidates:
            return []
        places = {slot: found for slot in candidates if (found := self._slots[slot].places(words))}
        return [
            (stands_for, frozenset().union(*(places[slot] for slot in needs)), len(needs))
            for (_, stands_for), needs in zip(self._phrases, self._needs, strict=True)
            if all(slot in places for slot in needs)
        ]

    def _starting(self, word: str) -> tuple[int, ...]:
        """The slots that a word can begin to fill; looked up once for every word."""
        if word not in self._of_word:
            if len(self._of_word) > _MANY_WORDS:
                self._of_word.clear()
            self._of_word[word] = tuple(
                at
                for at, slot in enumerate(self._slots)
                if any(_begins(word, seq) for seq in slot.alternatives)
            )
        return self._of_word[word]


_MANY_WORDS = 50_000


def _begins(word: str, sequence: tuple[Word, ...]) -> bool:
    letters, open_end = sequence[0]
    return fits(word, letters, open_end=open_end)
