"""Finds every expression of quantity in running text: numbers, quantifiers, words of change, superlatives.

The same reader serves the closed world (is it bound?) and the checking of a claim's own words (is it true?).
The text is cut in words once, and every phrase is looked up by its first word: time grows with the text alone.
"""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from fractions import Fraction
from functools import cache

from frisklivsnett.core.narrative.number_words import (
    ARTICLES,
    HEDGES,
    Hedge,
    digits_value,
    fraction_at,
    number_at,
    scale_at,
    starters,
)
from frisklivsnett.core.narrative.quantifiers import QUANTIFIERS, Quantifier
from frisklivsnett.core.narrative.trends import ALONE, FAMILIES, MULTIPLES, REFERENCES, Direction
from frisklivsnett.core.narrative.words import SUPERLATIVES


class Sign(StrEnum):
    """What follows or precedes a number and says what it is a number of."""

    NONE = ""
    PERCENT = "percent"
    POINTS = "points"
    MONEY = "money"


@dataclass(frozen=True, slots=True)
class NumberSaid:
    """A number: ``decimals`` shown, ``of`` what («16 av 18»), and whether it is a ratio («to tredeler»)."""

    value: Fraction
    decimals: int = 0
    hedge: Hedge = Hedge.PLAIN
    sign: Sign = Sign.NONE
    of: int | None = None
    in_words: bool = False
    is_ratio: bool = False


@dataclass(frozen=True, slots=True)
class TrendSaid:
    """A word of change. ``since`` is a year, ``"last"``, ``"vague"`` («enn tidligere») or ``""``.

    ``directions`` are all that the word can mean; empty when only the reference is said («enn i fjor»).
    """

    directions: frozenset[Direction]
    since: str = ""


@dataclass(frozen=True, slots=True)
class SuperlativeSaid:
    """«flest» or, with ``least``, «færrest»."""

    least: bool


Said = NumberSaid | Quantifier | TrendSaid | SuperlativeSaid


@dataclass(frozen=True, slots=True)
class Expression:
    """An expression of quantity at ``start``–``end`` in the text."""

    start: int
    end: int
    said: Said


YEAR_FOLLOWS = "year"
"""What a phrase's ``since`` is until its year is read."""

_SPACE = "[ \N{NO-BREAK SPACE}\N{NARROW NO-BREAK SPACE}]"
_NUMBER_SIGNS = "¹²³¼½¾⁰-₉⅐-↉①-⓿❶-➓"
"""Numbers that are one sign, such as «½» and «Ⅳ». They are found, so as to be open, but not read."""
_LETTER = rf"[^\W\d_{_NUMBER_SIGNS}]"
_TOKEN = re.compile(
    r"(?P<short>\b(?:ca|kr|nr)\.)"
    rf"|(?P<letters>{_LETTER}+(?:[-'’‑]{_LETTER}+)*)"
    rf"|(?P<digits>\d{{1,3}}(?:{_SPACE}\d{{3}})+(?!\d)(?:,\d+)?|\d+(?:[.,]\d+)*|[{_NUMBER_SIGNS}]+)"
    r"|(?P<other>\S)",
    re.IGNORECASE,
)
_PERCENT = {"%", "prosent", "percent", "pst"}
_POINTS = {"prosentpoeng"}
_MONEY = {"kr", "kr.", "kroner", "nok"}
_OF = {"nb": "av", "nn": "av", "en": "of"}
_OF_ALL = {"nb": ("de", "alle", "dei"), "nn": ("dei", "alle", "de"), "en": ("the", "all")}
_ONLY_ONE = {"nb": ("eneste",), "nn": ("einaste",), "en": ("single",)}


@dataclass(frozen=True, slots=True)
class _Cut:
    """A text cut in words: their small-lettered forms, kinds and places."""

    words: Sequence[str]
    kinds: Sequence[str]
    starts: Sequence[int]
    ends: Sequence[int]


def cut(text: str) -> _Cut:
    """Return the text's words and numbers with their places."""
    words, kinds, starts, ends = [], [], [], []
    for match in _TOKEN.finditer(text):
        words.append(match[0].lower())
        kinds.append(match.lastgroup or "")
        starts.append(match.start())
        ends.append(match.end())
    return _Cut(words, kinds, starts, ends)


def find(text: str, language: str, *, of_change: bool = False) -> tuple[Expression, ...]:
    """Return the expressions of quantity in the text, in order, none overlapping.

    With ``of_change`` a bare comparative («flere») is read as a word of change, as in the words of a trend claim.
    """
    read = _Reader(cut(text), language, of_change=of_change)
    return tuple(read.expressions())


class _Reader:
    def __init__(self, cut_text: _Cut, language: str, *, of_change: bool) -> None:
        self.cut = cut_text
        self.words = cut_text.words
        self.language = language
        self.phrases = _trend_phrases(language) if of_change else _phrases(language)
        self.starters = starters(language) | _MONEY | _hedges(language).keys() | self.phrases.keys()

    def expressions(self) -> Iterable[Expression]:
        at = 0
        while at < len(self.words):
            may_begin = self.words[at] in self.starters or self.cut.kinds[at] == "digits"
            end, said = self._longest(at) if may_begin else (at, None)
            if said is None:
                at += 1
            else:
                yield Expression(self.cut.starts[at], self.cut.ends[end - 1], said)
                at = end

    def _longest(self, at: int) -> tuple[int, Said | None]:
        """The longest expression that begins here; its end is ``at`` when there is none."""
        end, said = self._phrase(at, self.phrases)
        number_end, number = self._hedged(at)
        return (number_end, number) if number_end >= end and number else (end, said)

    def _phrase(self, at: int, phrases: "Phrases") -> tuple[int, Said | None]:
        for phrase, said in phrases.get(self.words[at], ()):
            end = at + len(phrase)
            if tuple(self.words[at:end]) != phrase:
                continue
            if not (isinstance(said, TrendSaid) and said.since == YEAR_FOLLOWS):
                return end, said
            if end < len(self.words) and re.fullmatch(r"(19|20)\d\d", self.words[end]):
                return end + 1, TrendSaid(said.directions, self.words[end])
        return at, None

    # --- numbers ---

    def _hedged(self, at: int) -> tuple[int, NumberSaid | None]:
        for phrase, hedge in _hedges(self.language).get(self.words[at], ()):
            after = at + len(phrase)
            if tuple(self.words[at:after]) == phrase and after < len(self.words):
                end, number = self._number(after, hedge, hedged=True)
                if number:
                    return end, number
        return self._number(at, Hedge.PLAIN, hedged=False)

    def _number(self, at: int, hedge: Hedge, *, hedged: bool) -> tuple[int, NumberSaid | None]:
        money = self.words[at] in _MONEY
        if money:
            at += 1
            if at >= len(self.words) or self.cut.kinds[at] != "digits":
                return at, None
        fraction, end = fraction_at(self.words, at, self.language)
        if end > at:
            return end, NumberSaid(fraction, 0, hedge, is_ratio=True, in_words=True)
        value, decimals, end, in_words = self._bare(at, hedged=hedged)
        if end == at:
            return at, None
        sign, end = self._sign(end)
        of, end = self._of(end) if sign is Sign.NONE else (None, end)
        return end, NumberSaid(value, decimals, hedge, Sign.MONEY if money else sign, of, in_words)

    def _bare(self, at: int, *, hedged: bool) -> tuple[Fraction, int, int, bool]:
        """The number without what is around it: value, decimals, end, and whether it is in words."""
        if self.cut.kinds[at] == "digits":
            value, decimals = digits_value(self.words[at], self.language)
            scale = scale_at(self.words, at + 1, self.language)
            return Fraction(value) * scale, decimals, at + (2 if scale > 1 else 1), False
        number, end = number_at(self.words, at, self.language)
        if end > at:
            return Fraction(number), 0, end, True
        if self.words[at] in ARTICLES[self.language]:
            following = self.words[at + 1] if at + 1 < len(self.words) else ""
            if following in _ONLY_ONE[self.language]:
                return Fraction(1), 0, at + 2, True
            if (
                (hedged and self.language != "en")
                or following == _OF[self.language]
                and self.language != "en"
            ):
                return Fraction(1), 0, at + 1, True
        return Fraction(), 0, at, False

    def _sign(self, at: int) -> tuple[Sign, int]:
        word = self.words[at] if at < len(self.words) else ""
        if self.language == "en" and word == "percentage" and self.words[at + 1 : at + 2] == ["points"]:
            return Sign.POINTS, at + 2
        for sign, words in ((Sign.PERCENT, _PERCENT), (Sign.POINTS, _POINTS), (Sign.MONEY, _MONEY)):
            if word in words:
                return sign, at + 1
        if word == "," and self.words[at + 1 : at + 2] in (["-"], ["–"]):
            return Sign.MONEY, at + 2
        return Sign.NONE, at

    def _of(self, at: int) -> tuple[int | None, int]:
        """«av 18», «av de 18», after a number."""
        after = at
        if after < len(self.words) and self.words[after] == _OF[self.language]:
            after += 1
            if after < len(self.words) and self.words[after] in _OF_ALL[self.language]:
                after += 1
            if after < len(self.words):
                value, decimals, end, _ = self._bare(after, hedged=False)
                if end > after and not decimals and value.denominator == 1:
                    return int(value), end
        return None, at


# --- phrases by their first word ---

Phrases = Mapping[str, Sequence[tuple[tuple[str, ...], Said]]]


def _by_first_word(pairs: Iterable[tuple[str, Said]]) -> Phrases:
    """Index phrases by first word, the longest first; of equal phrases the first given is kept."""
    seen: dict[tuple[str, ...], Said] = {}
    for phrase, said in pairs:
        seen.setdefault(tuple(cut(phrase).words), said)
    index: dict[str, list[tuple[tuple[str, ...], Said]]] = {}
    for words in sorted(seen, key=len, reverse=True):
        index.setdefault(words[0], []).append((words, seen[words]))
    return index


@cache
def _hedges(language: str) -> Mapping[str, Sequence[tuple[tuple[str, ...], Hedge]]]:
    index: dict[str, list[tuple[tuple[str, ...], Hedge]]] = {}
    pairs = [
        (tuple(cut(words).words), hedge) for hedge, phrases in HEDGES[language].items() for words in phrases
    ]
    for phrase, hedge in sorted(pairs, key=lambda pair: len(pair[0]), reverse=True):
        index.setdefault(phrase[0], []).append((phrase, hedge))
    return index


@cache
def _phrases(language: str) -> Phrases:
    """All phrases of running text. A comparative counts as change only with what it is compared with."""
    return _by_first_word(
        [
            *_comparatives(language),
            *_references(language),
            *_plain_trends(language),
            *_quantifier_words(language),
            *_superlatives(language),
        ]
    )


@cache
def _trend_phrases(language: str) -> Phrases:
    """Phrases in the words of a trend claim: bare comparatives are words of change, not quantifiers."""
    bare = [(words, said) for words, said in _comparative_words(language)]
    return _by_first_word(
        [
            *_comparatives(language),
            *bare,
            *_references(language),
            *_plain_trends(language),
            *_quantifier_words(language),
        ]
    )


def _comparative_words(language: str) -> list[tuple[str, TrendSaid]]:
    directions: dict[str, set[Direction]] = {}
    for family in FAMILIES[language]:
        if family.comparative:
            for direction in (Direction.UP, Direction.DOWN, Direction.SAME):
                for words in family.words(direction):
                    directions.setdefault(words, set()).add(direction)
    return [(words, TrendSaid(frozenset(found))) for words, found in directions.items()]


def _comparatives(language: str) -> list[tuple[str, Said]]:
    """«flere enn i fjor», «like mange som i 2019» (the year follows), «flere enn tidligere»."""
    references = REFERENCES[language]
    pairs: list[tuple[str, Said]] = []
    for words, said in _comparative_words(language):
        link = references.as_ if said.directions == {Direction.SAME} else references.than
        for reference, since in _since(language):
            pairs.append((f"{words} {link} {reference}", TrendSaid(said.directions, since)))
    return pairs


def _since(language: str) -> list[tuple[str, str]]:
    references = REFERENCES[language]
    in_year = references.in_year.replace("{year}", "").strip()
    return [
        *((words, "last") for words in references.last_year),
        *((words, "vague") for words in references.vague),
        (in_year, YEAR_FOLLOWS),
    ]


def _references(language: str) -> list[tuple[str, Said]]:
    """A reference by itself: «enn i fjor», after words that we do not know."""
    references = REFERENCES[language]
    return [
        (f"{link} {words}", TrendSaid(frozenset(), since))
        for link in (references.than, references.as_)
        for words, since in _since(language)
        if not (link == references.as_ and since == "vague")
    ]


def _plain_trends(language: str) -> list[tuple[str, Said]]:
    directions: dict[str, set[Direction]] = {}
    for family in FAMILIES[language]:
        if not family.comparative:
            for direction in (Direction.UP, Direction.DOWN, Direction.SAME):
                for words in family.words(direction):
                    directions.setdefault(words, set()).add(direction)
    for direction, phrases in (*MULTIPLES[language].items(), *ALONE[language].items()):
        for words in phrases:
            directions.setdefault(words, set()).add(direction)
    return [(words, TrendSaid(frozenset(found))) for words, found in directions.items()]


def _quantifier_words(language: str) -> list[tuple[str, Said]]:
    return [(words, quantifier) for quantifier in QUANTIFIERS for words in quantifier.words[language]]


def _superlatives(language: str) -> list[tuple[str, Said]]:
    """Only the words that can mean nothing else; «mest» and «minst» have other uses."""
    most, least = SUPERLATIVES[language]
    return [(most[0], SuperlativeSaid(least=False)), (least[0], SuperlativeSaid(least=True))]
