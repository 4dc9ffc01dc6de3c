"""The places and organisations that a note names, and the persons that it should not."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from frisklivsnett.core.activity.draft import Doubt, Found, Trouble
from frisklivsnett.core.activity.finding import NOTED_KINDS, PlaceFinder, PlaceHit
from frisklivsnett.core.activity.model import Kind
from frisklivsnett.core.activity.nouns import (
    FIRST_NAMES,
    KNOWN_ORGANISATIONS,
    LOOSE,
    NAMES_IN_TWO,
    ORGANISATION_HEADS,
    ORGANISATION_TAILS,
    PEOPLE_WORDS,
)
from frisklivsnett.core.activity.spans import Note, is_one_of
from frisklivsnett.core.activity.vocabulary import Phrase
from frisklivsnett.core.activity.words import MONTHS, WEEKDAYS, number_of

_FROM = frozenset({"fra", "frå", "from"})
_KIND_WORDS = frozenset({"kommune", "kommunen", "kommuna", "herad", "fylke", "bydel", "municipality"})
_NOT_THE_PLACE_OF = (
    *(
        "universitet*",
        "høgskole*",
        "høyskole*",
        "høgskule*",
        "statsforvalt*",
        "fylkeskommune",
        "helse",
        "sykehus*",
    ),
    *("sjukehus*", "fylkeslegen"),
)
"""Organisations whose name tells where they are, not which municipality came."""
_MIDDLE = frozenset({"videregående", "vidaregåande", "kommunale"})
MOST_WORDS = 5
"""In the name of an organisation that nothing else tells of."""


@dataclass(frozen=True, slots=True)
class Named:
    """What the note names."""

    places: tuple[Found[PlaceHit], ...] = ()
    organisations: tuple[Found[str], ...] = ()
    doubts: tuple[Doubt, ...] = ()


def name_all(note: Note, finder: PlaceFinder, said: Sequence[tuple[int, Phrase]], kind: Kind | None) -> Named:
    """Return the places and organisations, each once, and take their words where the kind has such a field."""
    known = {i for index, phrase in said for i in range(index, index + len(phrase.words))}
    organisations: list[tuple[int, int, Found[str]]] = []
    if kind is None or kind.has_organisations:
        organisations = list(_organisations(note, finder))
    places = list(_places(note, finder, known, organisations, kind)) if _has_places(kind) else []
    doubts = []
    if kind is None or kind.has_organisations:
        covered = {i for first, last, _ in organisations for i in range(first, last + 1)}
        for first, last in _other_names(note, finder, known | covered):
            words = note.slice(first, last)
            if any(note.low(index) in FIRST_NAMES for index in range(first, last + 1)):
                doubts.append(Doubt(Trouble.PERSON, words))
            else:
                organisations.append((first, last, Found(words, words, sure=False)))
    for first, last, _found in organisations:
        note.take(note.words[first].start, note.words[last].end)
    found = {one.value.casefold(): one for _first, _last, one in sorted(organisations, key=lambda o: o[0])}
    return Named(_once(places), tuple(found.values()), tuple(doubts))


def _has_places(kind: Kind | None) -> bool:
    return kind is None or kind.has_places


def _once(places: Sequence[Found[PlaceHit]]) -> tuple[Found[PlaceHit], ...]:
    found: dict[int, Found[PlaceHit]] = {}
    for place in places:
        found.setdefault(place.value.place.key, place)
    return tuple(found.values())


# --- places ---


def _places(
    note: Note,
    finder: PlaceFinder,
    known: set[int],
    organisations: Sequence[tuple[int, int, Found[str]]],
    kind: Kind | None,
) -> Iterator[Found[PlaceHit]]:
    kinds = (kind.place_kinds if kind else ()) or NOTED_KINDS
    closed = {i for first, last, one in organisations if _hides(one.value) for i in range(first, last + 1)}
    inside = {i for first, last, _one in organisations for i in range(first, last + 1)}
    index = 0
    while index < len(note.words):
        if index in closed or note.is_taken(note.words[index]):
            index += 1
            continue
        elsewhere = _is_passed_to(note, index) or _is_surname(note, index)
        found = None if elsewhere else _place_at(note, finder, index, known, kinds)
        if found is None:
            index += 1
            continue
        last, place = found
        if index not in inside:
            first = index - (note.low(index - 1) == "bydel")
            note.take(note.words[first].start, note.words[last].end)
        yield place
        index = last + 1


def _is_passed_to(note: Note, index: int) -> bool:
    """«Sendt videre til Harstad»: Harstad has it now, and asked for nothing."""
    return note.low(index - 1) == "til" and note.low(index - 2) in {"videre", "vidare"}


def _is_surname(note: Note, index: int) -> bool:
    """«Ola Hansen»: what follows a given name is nowhere."""
    given = note.low(index - 1) in FIRST_NAMES and note.is_capital(index - 1)
    return given and note.is_capital(index) and note.is_joined(index - 1, index)


def _hides(organisation: str) -> bool:
    return any(is_one_of(word, _NOT_THE_PLACE_OF) for word in organisation.casefold().split())


def _place_at(
    note: Note, finder: PlaceFinder, index: int, known: set[int], kinds: Sequence[str]
) -> tuple[int, Found[PlaceHit]] | None:
    for length in range(min(finder.longest, len(note.words) - index), 0, -1):
        last = index + length - 1
        if not note.is_joined(index, last):
            continue
        hits = [hit for hit in finder.exact(note.slice(index, last)) if hit.place.kind in kinds]
        if hits and _is_meant(note, finder, index, last, known):
            return _settled(note, finder, index, last, hits)
    if index in known or not _may_be_misspelt(note, index):
        return None
    near = [hit for hit in finder.misspelt(note.words[index].text) if hit.place.kind in kinds]
    if not near or (near[0].mistakes > 1 and not note.is_capital(index)):
        return None
    return index, Found(near[0], note.words[index].text, False, tuple(near[1:5]))


def _is_meant(note: Note, finder: PlaceFinder, first: int, last: int, known: set[int]) -> bool:
    """Tell whether words that are a place's name mean the place: «time» and «Time», «fra Re»."""
    if note.low(first - 1) in _FROM or note.low(last + 1) in _KIND_WORDS:
        return True
    words = note.slice(first, last).casefold()
    if first in known and first == last:
        return False
    if note.is_capital(first):
        return words not in finder.common or not note.begins_sentence(first)
    return len(words) > 2 and words not in finder.common


def _settled(
    note: Note, finder: PlaceFinder, first: int, last: int, hits: list[PlaceHit]
) -> tuple[int, Found[PlaceHit]]:
    """Take in what says more about the place: «kommune», «i Vesterålen», «(Innlandet)»."""
    words = note.slice(first, last)
    if note.low(last + 1) in _KIND_WORDS and note.is_joined(last, last + 1):
        last += 1
    area = _area_after(note, finder, last)
    if area is not None:
        end, name = area
        inside = finder.in_area(hits, name)
        if inside:
            hits, last = inside, end
            words = note.slice(first, last)
    return last, Found(hits[0], words, len(hits) == 1, tuple(hits[1:]))


def _area_after(note: Note, finder: PlaceFinder, last: int) -> tuple[int, str] | None:
    start = last + 1 + (note.low(last + 1) in {"i", "in"})
    for length in (4, 3, 2, 1):
        end = start + length - 1
        if end < len(note.words) and note.is_joined(start, end) and finder.is_area(note.slice(start, end)):
            gap = note.between(last, last + 1).strip()
            if gap in {"", ",", "("}:
                return end, note.slice(start, end)
    return None


def _may_be_misspelt(note: Note, index: int) -> bool:
    low = note.low(index)
    if len(low) < 4 or low in LOOSE or low in WEEKDAYS or low in MONTHS or number_of(low) is not None:
        return False
    if is_one_of(low, PEOPLE_WORDS) or low in KNOWN_ORGANISATIONS or low in FIRST_NAMES:
        return False
    after_from = note.low(index - 1) in _FROM
    return after_from or (note.is_capital(index) and not note.begins_sentence(index))


# --- organisations ---


def _organisations(note: Note, finder: PlaceFinder) -> Iterator[tuple[int, int, Found[str]]]:
    index = 0
    while index < len(note.words):
        if note.is_taken(note.words[index]):
            index += 1
            continue
        last = _headed(note, finder, index)
        if last is None:
            last = _tailed(note, index)
        if last is None:
            index += 1
            continue
        words = note.slice(index, last)
        yield index, last, Found(words, words)
        index = last + 1


def _headed(note: Note, finder: PlaceFinder, index: int) -> int | None:
    """«NAV Senja», «Universitetet i Tromsø», «Statsforvalteren i Troms og Finnmark», «Helse Nord», «LHL»."""
    low = note.low(index)
    if note.is_capital(index) and (low, note.low(index + 1)) in NAMES_IN_TWO:
        return index + 1
    acronym = low in KNOWN_ORGANISATIONS
    if low not in ORGANISATION_HEADS and not acronym:
        return None
    last = index
    step = index + 1 + (note.low(index + 1) in {"i", "for", "på"})
    while step < len(note.words) and note.is_joined(last, step) and _names(note, finder, step):
        last, step = step, step + 1
        if note.low(step) == "og" and note.is_capital(step + 1) and low.startswith("statsforvalt"):
            step += 1
    if last == index and not acronym:
        return None
    return last


def _names(note: Note, finder: PlaceFinder, index: int) -> bool:
    if note.is_taken(note.words[index]):
        return False
    low = note.low(index)
    return note.is_capital(index) or (low not in finder.common and len(low) > 2 and bool(finder.exact(low)))


def _tailed(note: Note, index: int) -> int | None:
    """«Finnsnes legesenter», «Senja videregående skole», «Finnmark fylkeskommune», «Nord universitet»."""
    if not note.is_capital(index) or note.low(index) in WEEKDAYS:
        return None
    for last in range(index + 1, min(index + 5, len(note.words))):
        if not note.is_joined(last - 1, last) or note.is_taken(note.words[last]):
            return None
        low = note.low(last)
        if low in ORGANISATION_TAILS:
            return last
        if not note.is_capital(last) and low not in _MIDDLE and low not in {"og", "i"}:
            return None
    return None


def _other_names(note: Note, finder: PlaceFinder, known: set[int]) -> Iterator[tuple[int, int]]:
    """Words with a capital letter inside a sentence, that nothing else has taken: a name of something."""
    index = 0
    while index < len(note.words):
        if not _is_name(note, index, known) or finder.exact(note.words[index].text):
            index += 1
            continue
        last = index
        while last + 1 < min(index + MOST_WORDS, len(note.words)) and note.is_joined(last, last + 1):
            if not _is_name(note, last + 1, known):
                break
            last += 1
        yield index, last
        index = last + 1


def _is_name(note: Note, index: int, known: set[int]) -> bool:
    word = note.words[index]
    if index in known or note.is_taken(word) or not note.is_capital(index) or len(word.text) < 2:
        return False
    if word.low in FIRST_NAMES and note.is_capital(index + 1) and note.is_joined(index, index + 1):
        return True
    if word.low in LOOSE or word.low in WEEKDAYS or word.low in MONTHS or number_of(word.low) is not None:
        return False
    shouted = word.text.isupper() and 2 <= len(word.text) <= 6
    return (not note.begins_sentence(index) or shouted) and not note.text.isupper()
