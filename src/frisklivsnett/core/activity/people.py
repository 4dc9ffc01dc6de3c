"""How many people a note speaks of: digits and words, «ca. 20», «et par», «4 fra Senja og 2 fra Harstad», «10–12»."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise

from frisklivsnett.core.activity.draft import Doubt, Found, Trouble
from frisklivsnett.core.activity.nouns import ABOUT, GROUPS, OTHER_UNITS, PEOPLE_WORDS
from frisklivsnett.core.activity.spans import Note, is_one_of
from frisklivsnett.core.activity.words import ARTICLES, number_of

MOST_PEOPLE = 100_000
"""As many as an entry may have."""
_GENERIC = (
    *(
        "person*",
        "pers",
        "p",
        "pax",
        "stk",
        "stykk*",
        "folk",
        "hospitant*",
        "deltaker*",
        "deltakar*",
        "besøkende",
        "besøkjande",
        "people",
    ),
    *("visitors", "persons", "participants", "mann", "deltok", "fremmøtte", "frammøtte", "menneske*"),
)
_TOTALS = (("totalt",), ("til", "sammen"), ("i", "alt"), ("tilsammen",), ("in", "total"))
_NOT_BEFORE = {
    *("nr", "nummer", "uke", "veke", "kl", "klokka", "klokken", "trinn", "fase", "del", "punkt"),
    *("versjon", "kapittel", "år"),
}
_LARGE = {"hundre": 100, "tusen": 1000, "million": 1_000_000, "millioner": 1_000_000, "millionar": 1_000_000}
_RANGE = re.compile(r"(\d{1,6})[-–](\d{1,6})")
_GROUPED = re.compile(r"\d{1,3}(?:[ \u00a0\u202f]\d{3})+(?!\d)")
_YEARS = range(1990, 2041)
_CLOCK = re.compile(
    r"\b(?:kl\.?|klokka|klokken)\s*\d{1,2}(?:[.:]\d{2})?(?:\s*(?:-|–|til)\s*\d{1,2}(?:[.:]\d{2})?)?"
    r"|\b\d{1,2}:\d{2}\b",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class _Number:
    """A number of people: ``start`` to ``end`` are what it takes of the note."""

    value: int
    start: int
    end: int
    first: int
    strong: bool
    approximate: bool = False
    sure: bool = True
    others: tuple[int, ...] = ()
    is_total: bool = False


@dataclass(frozen=True, slots=True)
class Count:
    """What came of a note's numbers."""

    people: Found[int] | None = None
    approximate: bool = False
    doubt: Doubt | None = None


def clock_times(text: str) -> list[tuple[int, int]]:
    """Return where the text names a time of day, from and up to which character."""
    return [found.span() for found in _CLOCK.finditer(text)]


def count_people(note: Note) -> Count:
    """Return how many people the note speaks of, and take the words that say it."""
    numbers = [number for number in _numbers(note) if not any(a <= number.start < b for a, b in note.closed)]
    strong = [number for number in numbers if number.strong]
    weak = [number for number in numbers if not number.strong]
    chosen = strong or (weak if len(weak) == 1 else [])
    if not chosen:
        return Count()
    total = next((number for number in numbers if number.is_total), None)
    if total is not None:
        chosen = [total]
    wrong = next((number for number in chosen if not 0 <= number.value <= MOST_PEOPLE), None)
    words = " + ".join(note.take(number.start, number.end) for number in chosen)
    if wrong is not None:
        return Count(doubt=Doubt(Trouble.NOT_PEOPLE, words))
    value = sum(number.value for number in chosen)
    sure = all(number.sure for number in chosen) and _are_listed(note, chosen)
    others = chosen[0].others if len(chosen) == 1 else () if sure else tuple(n.value for n in chosen)
    return Count(
        Found(value, words, sure, tuple(other for other in others if other != value)),
        any(number.approximate for number in chosen),
    )


def _are_listed(note: Note, numbers: list[_Number]) -> bool:
    """Tell whether the numbers are items of a list, so that their sum is what is meant."""
    gaps = pairwise(numbers)
    return all(
        re.search(r",|\+|\bog\b|\band\b|\bsamt\b|&", note.text[one.end : other.start]) for one, other in gaps
    )


def _numbers(note: Note) -> Iterator[_Number]:
    index = 0
    while index < len(note.words):
        number = None if note.is_taken(note.words[index]) else _number_at(note, index)
        if number is not None:
            yield number
            while index < len(note.words) and note.words[index].start < number.end:
                index += 1
            continue
        index += 1


def _number_at(note: Note, index: int) -> _Number | None:
    if note.low(index) in {"et", "eit", "ein", "en"} and note.low(index + 1) == "par":
        return _counted(note, index, index + 1, 2, couple=True)
    word = note.words[index]
    grouped = _GROUPED.match(note.text, word.start)
    if grouped:
        last = next(i for i in range(index, len(note.words)) if note.words[i].end >= grouped.end())
        return _counted(note, index, last, number_of(grouped[0]))
    span = _RANGE.fullmatch(word.text)
    if span:
        return _counted(note, index, index, int(span[1]), others=(int(span[2]),))
    value, last = number_of(word.text), index
    while value is not None and note.low(last + 1) in _LARGE and note.is_joined(last, last + 1):
        last += 1
        value *= _LARGE[note.low(last)]
    return _counted(note, index, last, value)


def _counted(
    note: Note, first: int, last: int, value: int | None, couple: bool = False, others: tuple[int, ...] = ()
) -> _Number | None:
    """Decide from the words about it whether a number counts people."""
    named = note.low(first - 1) in _NOT_BEFORE and not note.between(first - 1, first).strip(" .")
    if value is None or named:
        return None
    unit = _unit(note, last)
    follower = note.low(last + 1)
    from_somewhere = follower in {"fra", "frå", "from"} and note.is_joined(last, last + 1)
    is_total = any(_precedes(note, first, words) for words in _TOTALS)
    strong = unit is not None or from_somewhere or is_total
    if not strong and (
        note.low(first) in ARTICLES
        or (value in _YEARS and note.low(first).isdecimal())
        or _is_other(note, last)
        or value > MOST_PEOPLE
    ):
        return None
    if unit is None and _is_other(note, last):
        return None
    article = note.low(first) in ARTICLES and not couple
    if article and (follower in GROUPS or (unit is None and not from_somewhere)):
        return None
    start, approximate = _start(note, first)
    if note.text[start - 1 : start] in {"-", "−"} and note.text[max(0, start - 2) : start - 1].strip() == "":
        start, value = start - 1, -value
    end = note.words[last].end
    if unit is not None and is_one_of(note.low(unit), _GENERIC):
        end = note.words[unit].end
    elif note.text[end : end + 1] == "+":
        end, approximate = end + 1, True
    vague = couple or bool(others)
    return _Number(
        value, start, end, first, strong, approximate or vague, strong and not vague, others, is_total
    )


def _unit(note: Note, last: int) -> int | None:
    """Return the word that says that people are counted: the next, or the one after an adjective."""
    for index in (last + 1, last + 2):
        if index >= len(note.words) or not note.is_joined(last, index):
            return None
        low = note.low(index)
        if is_one_of(low, PEOPLE_WORDS):
            return index
        if is_one_of(low, OTHER_UNITS) or low in {"fra", "frå", "og", "i", "på", "til", "med", "from"}:
            return None
    return None


def _is_other(note: Note, last: int) -> bool:
    after = note.text[note.words[last].end : note.words[last].end + 2].strip()
    if after[:1] in {"%", "."} and after != ".":
        return True
    if after[:1] == ",":  # «1,5 timer» has a decimal, «4, i går» a comma
        return note.text[note.words[last].end + 1 : note.words[last].end + 2].isdecimal()
    return (
        last + 1 < len(note.words)
        and note.is_joined(last, last + 1)
        and is_one_of(note.low(last + 1), OTHER_UNITS)
    )


def _precedes(note: Note, index: int, words: tuple[str, ...]) -> bool:
    return tuple(note.low(index - len(words) + i) for i in range(len(words))) == words


def _start(note: Note, first: int) -> tuple[int, bool]:
    """Return where the number begins, with the words that make it approximate."""
    start, approximate = note.words[first].start, False
    for words in (*(tuple(about.split()) for about in ABOUT), *_TOTALS):
        if _precedes(note, first, words):
            start = note.words[first - len(words)].start
            approximate = words not in _TOTALS
    if first and approximate is False and note.low(first - 1).rstrip(".") == "ca":
        start, approximate = note.words[first - 1].start, True
    return start, approximate
