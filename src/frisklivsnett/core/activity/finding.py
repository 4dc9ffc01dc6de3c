"""Finding a place by what somebody wrote: spelling mistakes, Sami, Kven and former names, and the towns in a place.

A finder is made once from every name that a place goes by, and asked many times. A name that several places share
gives all of them, each with its county; what cannot be found gives nothing.
"""

import re
import unicodedata
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from enum import IntEnum, StrEnum

NOTED_KINDS = ("municipality", "district")
"""The kinds of places that are looked for when nothing else is said."""
MOST_LETTERS = 60
"""How much of a query is looked at: the longest name in the register has 42 letters."""

_FOLDED = str.maketrans(
    {
        **dict.fromkeys("åäæáâàāã", "a"),
        **dict.fromkeys("øöóôòõ", "o"),
        **dict.fromkeys("éèêë", "e"),
        **dict.fromkeys("íìîï", "i"),
        **dict.fromkeys("úùûü", "u"),
        "đ": "d",
        "ŧ": "t",
        "ŋ": "n",
        "č": "c",
        "š": "s",
        "ž": "z",
        "ń": "n",
        "ñ": "n",
        "ý": "y",
    }
)
_DIGRAPHS = (("aa", "a"), ("ae", "a"), ("oe", "o"))
_KIND_WORDS = re.compile(
    r"\b(kommune|kommunen|kommuna|herad|bydel|tjïelte|tjielte|suohkan|komuuni|municipality)\b", re.IGNORECASE
)
_QUALIFIED = re.compile(r"^(?P<name>.+?)\s*(?:\bi\b|\bin\b|,|\()\s*(?P<area>[^()]+?)\)?$", re.IGNORECASE)
_EQUALS = re.compile(r"\s*/\s*|\s+[-–]\s+")


class Called(StrEnum):
    """In what way a place goes by a name."""

    OWN = "own"
    SAMI = "sami"
    KVEN = "kven"
    FORMER = "former"
    """The name of what the place took over from."""
    PART = "part"
    """A town or a city district in it."""


class Match(IntEnum):
    """How well a name answers to a query, the best first."""

    EXACT = 0
    SPELT = 1
    """The same but for å/aa, ø/o, á/a and the like."""
    BEGINS = 2
    WORD_BEGINS = 3
    MISSPELT = 4
    MISSPELT_BEGINNING = 5


@dataclass(frozen=True, slots=True)
class KnownPlace:
    """A municipality or city district. ``key`` is what the caller knows it by, ``county`` the county's name."""

    key: int
    code: str
    name: str
    county: str
    kind: str = "municipality"


@dataclass(frozen=True, slots=True)
class PlaceName:
    """A name that a place goes by."""

    place: KnownPlace
    words: str
    called: Called = Called.OWN


@dataclass(frozen=True, slots=True)
class PlaceHit:
    """A place that may be meant. ``mistakes`` is how many letters were changed, left out, added or swapped."""

    place: KnownPlace
    words: str
    called: Called
    match: Match
    mistakes: int = 0

    @property
    def is_sure(self) -> bool:
        """Whether the name is wholly the one that was written, whatever the letters it was written with."""
        return self.match <= Match.SPELT


@dataclass(frozen=True, slots=True)
class _Indexed:
    name: PlaceName
    plain: str
    folded: str
    letters: int


@dataclass(frozen=True)
class PlaceFinder:
    """All names, ready to be searched. Make one with ``PlaceFinder.of``."""

    names: tuple[_Indexed, ...]
    by_folded: Mapping[str, tuple[_Indexed, ...]]
    areas: Mapping[str, frozenset[str]]
    """Which counties, by name, a district of the country lies in: «Vesterålen» in Nordland. Folded keys."""
    longest: int = 1
    """The number of words in the longest name."""
    common: frozenset[str] = field(default_factory=frozenset)
    """Names that are ordinary words too, in small letters: «time», «marker»."""

    @classmethod
    def of(
        cls,
        names: Iterable[PlaceName],
        areas: Mapping[str, Iterable[str]] | None = None,
        common: Iterable[str] = (),
    ) -> "PlaceFinder":
        """Return a finder over ``names``; a place's counties are areas by themselves."""
        indexed = tuple(
            _Indexed(name, plain(name.words), fold(name.words), _letters(fold(name.words))) for name in names
        )
        by_folded: dict[str, tuple[_Indexed, ...]] = {}
        for one in indexed:
            by_folded[one.folded] = (*by_folded.get(one.folded, ()), one)
        counties = {one.name.place.county for one in indexed}
        known = {fold(county): frozenset([county]) for county in counties if county}
        known |= {fold(area): frozenset(inside) for area, inside in (areas or {}).items()}
        longest = max((len(one.folded.split()) for one in indexed), default=1)
        return cls(indexed, by_folded, known, longest, frozenset(common))

    def exact(self, words: str) -> tuple[PlaceHit, ...]:
        """Return the places that go by exactly this name, spelt with whatever letters; short names by the letter."""
        written = plain(words)
        found = self.by_folded.get(fold(words), ())
        hits = [_hit(one, Match.EXACT if one.plain == written else Match.SPELT) for one in found]
        if len(written) <= 3 or any(hit.match is Match.EXACT for hit in hits):
            hits = [hit for hit in hits if hit.match is Match.EXACT]
        return tuple(_ranked(hits, ""))

    def is_area(self, words: str) -> bool:
        """Tell whether the words are a county or a district of the country."""
        return fold(words) in self.areas

    def search(
        self, query: str, limit: int = 8, near: str = "", kinds: Collection[str] = NOTED_KINDS
    ) -> list[PlaceHit]:
        """Return the places of these kinds that may be meant, each once, the likeliest first.

        ``near`` is the name of the county that wins when two places answer equally well. A query may name the county or
        district too («Bø i Vesterålen», «Våler, Innlandet»), two names of one place («Kautokeino/Guovdageaidnu»), or a
        code.
        """
        words = " ".join(_KIND_WORDS.sub(" ", query[:MOST_LETTERS]).split()).strip(" ,.;:")
        if not fold(words):
            return []
        hits: list[PlaceHit] = []
        for part in _EQUALS.split(words) if not self.exact(words) else [words]:
            hits += self._qualified(part)
        return _ranked([hit for hit in hits if hit.place.kind in kinds], near)[:limit]

    def misspelt(self, word: str) -> list[PlaceHit]:
        """Return the places whose whole name is nearly this one word, the nearest first; nothing when none is near."""
        hits = [hit for hit in self._all(word, beginnings=False) if hit.match is Match.MISSPELT]
        nearest = min((hit.mistakes for hit in hits), default=0)
        return _ranked([hit for hit in hits if hit.mistakes == nearest], "")

    def in_area(self, hits: Iterable[PlaceHit], area: str) -> list[PlaceHit]:
        """Keep the hits that lie in the county or district named."""
        counties = self._counties(area)
        return [hit for hit in hits if hit.place.county in counties]

    def _qualified(self, words: str) -> list[PlaceHit]:
        if not self.exact(words):
            split = self._split(words)
            if split is not None:
                name, area = split
                hits = list(self._all(name))
                inside = self.in_area(hits, area)
                if any(hit.is_sure for hit in inside):
                    return inside
                # «Øste Toten» and «Inde Fosen» name no place in a district: the words may be one name.
                return [*(inside or hits), *self._all(words)]
        return list(self._all(words))

    def _split(self, words: str) -> tuple[str, str] | None:
        """Return the name and the area when both are named."""
        qualified = _QUALIFIED.match(words)
        if qualified and self._counties(qualified["area"]):
            return qualified["name"], qualified["area"]
        head, _, tail = words.rpartition(" ")
        return (head, tail) if head and self.is_area(tail) else None

    def _counties(self, area: str) -> frozenset[str]:
        wanted = fold(area)
        if wanted in self.areas:
            return self.areas[wanted]
        begun = [
            inside for name, inside in self.areas.items() if len(wanted) >= 3 and name.startswith(wanted)
        ]
        return frozenset().union(*begun)

    def _all(self, words: str, beginnings: bool = True) -> Iterator[PlaceHit]:
        if words.strip().isdecimal():
            yield from (_hit(one, Match.EXACT) for one in self.names if one.name.place.code == words.strip())
            return
        written, wanted = plain(words), fold(words)
        matched = [(one, _match(one, written, wanted)) for one in self.names] if beginnings else []
        hits = [_hit(one, match) for one, match in matched if match is not None]
        yield from hits
        # Whoever writes a name in full means it: then nothing else is guessed at.
        if not any(hit.is_sure for hit in hits):
            shown = {id(one) for one, match in matched if match is not None}
            yield from (hit for hit in self._misspelt(wanted, beginnings, shown))

    def _misspelt(self, wanted: str, beginnings: bool, but: Collection[int]) -> Iterator[PlaceHit]:
        most, letters = _most_mistakes(wanted), _letters(wanted)
        if not most:
            return
        often = {_letters(letter): wanted.count(letter) for letter in set(wanted)}
        for one in self.names:
            lacks = letters & ~one.letters
            if lacks.bit_count() > most or id(one) in but:
                continue
            if lacks and sum(number for bit, number in often.items() if bit & lacks) > most:
                continue
            found = _misspelt(one, wanted, most, beginnings)
            if found is not None:
                yield found


def plain(words: str) -> str:
    """Return a name in small letters, composed, with single spaces for spaces and hyphens."""
    small = unicodedata.normalize("NFC", words).casefold().replace("-", " ").replace("’", "'")
    return " ".join(small.split())


def fold(words: str) -> str:
    """Return a name as it is compared: without the marks of its letters, å and aa alike."""
    folded = plain(words).translate(_FOLDED)
    for pair, letter in _DIGRAPHS:
        folded = folded.replace(pair, letter)
    return folded


def mistakes_between(one: str, other: str, most: int) -> tuple[int, int]:
    """Return how many letters to change, drop, add or swap with the next to make ``other`` of ``one``.

    The second number is the same for the best beginning of ``other``. Both are ``most + 1`` when there are more.
    """
    if not one or not other:
        return min(len(one) + len(other), most + 1), min(len(one), most + 1)
    before: list[int] = []
    row = list(range(len(other) + 1))
    for i, letter in enumerate(one, 1):
        before, above, row = row, before, [i]
        for j, mate in enumerate(other, 1):
            cost = min(before[j] + 1, row[j - 1] + 1, before[j - 1] + (letter != mate))
            if i > 1 and j > 1 and letter == other[j - 2] and one[i - 2] == mate:
                cost = min(cost, above[j - 2] + 1)
            row.append(cost)
        if min(row) > most:
            return most + 1, most + 1
    return min(row[-1], most + 1), min(*row, most + 1)


def _match(one: _Indexed, written: str, wanted: str) -> Match | None:
    if one.folded == wanted:
        return Match.EXACT if one.plain == written else Match.SPELT
    if one.folded.startswith(wanted):
        return Match.BEGINS
    return Match.WORD_BEGINS if f" {wanted}" in one.folded else None


def _misspelt(one: _Indexed, wanted: str, most: int, beginnings: bool) -> PlaceHit | None:
    if len(one.folded) < len(wanted) - most or (not beginnings and len(one.folded) > len(wanted) + most):
        return None
    whole, beginning = mistakes_between(wanted, one.folded[: len(wanted) + most + 1], most)
    if len(one.folded) > len(wanted) + most:
        whole = most + 1
    if whole <= most:
        return _hit(one, Match.MISSPELT, whole)
    if beginnings and beginning <= most - 1 and len(wanted) >= 4:
        return _hit(one, Match.MISSPELT_BEGINNING, beginning)
    return None


def _hit(one: _Indexed, match: Match, mistakes: int = 0) -> PlaceHit:
    return PlaceHit(one.name.place, one.name.words, one.name.called, match, mistakes)


def _ranked(hits: Sequence[PlaceHit], near: str) -> list[PlaceHit]:
    """Return each place once, by its best name: how well, then nearby, its own name, the shortest, the alphabet."""

    def rank(hit: PlaceHit) -> tuple[object, ...]:
        own = hit.called not in (Called.FORMER, Called.PART)
        return (
            hit.match // 2 * 2 if hit.match <= Match.SPELT else hit.match,
            hit.mistakes,
            not own,
            hit.match,
            hit.place.county != near,
            len(hit.words),
            fold(hit.words),
            hit.place.code,
        )

    best: dict[int, PlaceHit] = {}
    for hit in sorted(hits, key=rank):
        best.setdefault(hit.place.key, hit)
    return list(best.values())


def _letters(folded: str) -> int:
    """Return which letters a name has, a bit each: what lacks too many of another's cannot be near it."""
    bits = 0
    for letter in folded:
        bits |= 1 << (ord(letter) % 61)
    return bits


def _most_mistakes(wanted: str) -> int:
    """How many mistakes are forgiven, by the length of what was written."""
    return 0 if len(wanted) < 4 else 1 if len(wanted) < 6 else 2 if len(wanted) < 11 else 3
