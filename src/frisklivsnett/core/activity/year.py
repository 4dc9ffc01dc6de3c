"""What a year of noted entries adds up to: for a centre, and for all of them together.

The adding up of many thousands of entries is done where they are kept; here are the sums, and what follows from them.
"""

from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from frisklivsnett.core.activity.model import PlaceNoted
from frisklivsnett.core.activity.rules import Near

FEWEST = 3
"""A number of persons below this, and above 0, is not told to others: somebody might be known by it."""


@dataclass(frozen=True, slots=True)
class KindSum:
    """How many entries of a kind a year has, and the people in them; ``unsure`` when some number is approximate."""

    kind: str
    entries: int
    people: int = 0
    unsure: bool = False


@dataclass(frozen=True, slots=True)
class Reach:
    """What one centre had to do with one municipality or district in a year: how many entries name it.

    ``place.distance`` is in kilometres from the centre, None when not known.
    """

    centre: str
    place: PlaceNoted
    near: Near
    entries: int


@dataclass(frozen=True, slots=True)
class YearSums:
    """A centre's year. ``months`` has for each kind its twelve numbers of entries; ``topics`` the entries of each."""

    year: int
    kinds: tuple[KindSum, ...] = ()
    months: Mapping[str, tuple[int, ...]] = field(default_factory=dict)
    reached: tuple[Reach, ...] = ()
    topics: Mapping[str, int] = field(default_factory=dict)

    @property
    def entries(self) -> int:
        """How many entries there are in all."""
        return sum(kind.entries for kind in self.kinds)

    def of_kind(self, kind: str) -> KindSum:
        """Return a kind's sum, which is of nothing when none is noted."""
        return next((each for each in self.kinds if each.kind == kind), KindSum(kind, 0))


@dataclass(frozen=True, slots=True)
class NationalSums:
    """Every centre's year together. ``base`` centres have an agreement, ``logged`` of them have noted anything.

    ``visited`` are the municipalities that visits came from, ``asked`` those that enquiries did; ``quarters`` has for
    each topic its four numbers of entries; ``visitors`` the people in visits to centres of each health region, by code;
    ``covered`` the counties that have a development centre.
    """

    year: int
    base: int
    logged: int
    kinds: tuple[KindSum, ...] = ()
    months: Mapping[str, tuple[int, ...]] = field(default_factory=dict)
    visited: tuple[Reach, ...] = ()
    asked: tuple[Reach, ...] = ()
    quarters: Mapping[str, tuple[int, int, int, int]] = field(default_factory=dict)
    visitors: Mapping[str, int] = field(default_factory=dict)
    covered: frozenset[str] = frozenset()

    @property
    def reached(self) -> tuple[Reach, ...]:
        """All that was reached, by visits or enquiries; a municipality reached by both stands twice."""
        return (*self.visited, *self.asked)

    def of_kind(self, kind: str) -> KindSum:
        """Return a kind's sum, which is of nothing when none is noted."""
        return next((each for each in self.kinds if each.kind == kind), KindSum(kind, 0))


def distinct(reached: Iterable[Reach]) -> int:
    """Return how many different municipalities and districts were reached, each counted once whoever reached it."""
    return len({reach.place.code for reach in reached})


def by_area(reached: Iterable[Reach], area: Callable[[Reach], str]) -> dict[str, int]:
    """Return how many different municipalities were reached in each area: a county, a region."""
    found: dict[str, set[str]] = {}
    for reach in reached:
        found.setdefault(area(reach), set()).add(reach.place.code)
    return {code: len(places) for code, places in found.items()}


def by_nearness(reached: Iterable[Reach]) -> dict[Near, int]:
    """Return how many municipalities were reached from how near; one reached by several counts at the nearest."""
    farness = {near: number for number, near in enumerate(Near)}
    nearest: dict[str, Near] = {}
    for reach in reached:
        before = nearest.get(reach.place.code)
        if before is None or farness[reach.near] < farness[before]:
            nearest[reach.place.code] = reach.near
    counted = Counter(nearest.values())
    return {near: counted[near] for near in Near}


def without_centre(reached: Iterable[Reach], counties_with: Iterable[str]) -> list[PlaceNoted]:
    """Return the municipalities reached that lie in a county without a development centre, by code, each once."""
    covered = set(counties_with)
    found = {reach.place.code: reach.place for reach in reached if reach.place.county not in covered}
    return [found[code] for code in sorted(found)]


def told(people: int) -> int | None:
    """Return a number of persons as it may be told to others: None when it is one or two."""
    return people if people == 0 or people >= FEWEST else None


def told_with_total(people: Sequence[int]) -> list[int | None]:
    """Return numbers of persons as they may stand beside their total.

    One hidden number alone could be worked out from the total, so that the smallest of the others is hidden too.
    """
    shown = [told(each) for each in people]
    if shown.count(None) == 1:
        others = [(each, place) for place, each in enumerate(shown) if each]
        if others:
            shown[min(others)[1]] = None
    return shown
