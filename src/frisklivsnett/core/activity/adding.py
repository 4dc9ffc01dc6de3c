"""Adding up the entries of a year one by one, and taking them out again: what if one of them had been otherwise?

The adding up that pages and reports rest on is done where the entries are kept, in a few statements (``NationalSums``
tells what comes of it). This one comes to the same, and can be undone entry by entry.
"""

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from frisklivsnett.core.activity.model import PlaceNoted
from frisklivsnett.core.activity.rules import Near
from frisklivsnett.core.activity.year import KindSum, NationalSums, Reach

VISIT, CAME = "visit", ("visit", "enquiry")
"""The kinds that tell where somebody came from, visits among them."""


@dataclass(frozen=True, slots=True)
class Noted:
    """An entry as the sums of all logs see it. ``month`` is from 0; ``people`` None when the entry has no number.

    ``places`` are the municipalities and districts in it, each with how near the centre they are; ``topics`` are slugs.
    """

    centre: str
    kind: str
    month: int
    people: int | None = None
    approximate: bool = False
    places: tuple[tuple[PlaceNoted, Near], ...] = ()
    topics: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class YearOfLogs:
    """All entries of a year, and what they are added up by.

    ``base`` are the centres with an agreement, ``regions`` every centre's health region by code, ``kinds`` the kinds in
    their order, ``covered`` the counties that have a centre.
    """

    year: int
    noted: tuple[Noted, ...]
    base: frozenset[str]
    regions: Mapping[str, str]
    kinds: Sequence[str]
    covered: frozenset[str]


class Tally:
    """The sums of a year so far."""

    def __init__(self, logs: YearOfLogs, noted: Iterable[Noted] = ()) -> None:
        self._logs = logs
        self._months: dict[str, list[int]] = defaultdict(lambda: [0] * 12)
        self._people: Counter[str] = Counter()
        self._unsure: Counter[str] = Counter()
        self._entries: Counter[str] = Counter()
        self._came: dict[str, Counter[tuple[str, PlaceNoted, Near]]] = {kind: Counter() for kind in CAME}
        self._whom: dict[str, tuple[Reach, ...]] = {}
        self._quarters: dict[str, list[int]] = defaultdict(lambda: [0] * 4)
        self._visits: Counter[str] = Counter()
        self._visitors: Counter[str] = Counter()
        self.change((), noted)

    def change(self, out: Iterable[Noted], put_in: Iterable[Noted]) -> None:
        """Take some entries out, and put others in."""
        came: Counter[tuple[str, str, PlaceNoted, Near]] = Counter()
        for times, some in ((-1, out), (1, put_in)):
            for noted in some:
                self._count(noted, times)
                if noted.kind in CAME:
                    for place, near in noted.places:
                        came[noted.kind, noted.centre, place, near] += times
        for (kind, *whom), times in came.items():
            if times:
                self._came[kind][tuple(whom)] += times  # type: ignore[index]
                self._whom.pop(kind, None)

    def _count(self, noted: Noted, times: int) -> None:
        self._entries[noted.centre] += times
        self._months[noted.kind][noted.month] += times
        self._people[noted.kind] += times * (noted.people or 0)
        self._unsure[noted.kind] += times * (noted.approximate or noted.people is None)
        for slug in noted.topics:
            self._quarters[slug][noted.month // 3] += times
        if noted.kind == VISIT:
            region = self._logs.regions[noted.centre]
            self._visits[region] += times
            self._visitors[region] += times * (noted.people or 0)

    def sums(self) -> NationalSums:
        """Return what it adds up to."""
        logs = self._logs
        months = {kind: tuple(self._months[kind]) for kind in logs.kinds if any(self._months.get(kind, ()))}
        return NationalSums(
            logs.year,
            base=len(logs.base),
            logged=sum(self._entries[centre] > 0 for centre in logs.base),
            kinds=tuple(
                KindSum(kind, sum(counts), self._people[kind], self._unsure[kind] > 0)
                for kind, counts in months.items()
            ),
            months=months,
            visited=self._reached("visit"),
            asked=self._reached("enquiry"),
            quarters={slug: (q[0], q[1], q[2], q[3]) for slug, q in self._quarters.items() if any(q)},
            visitors={region: self._visitors[region] for region, n in self._visits.items() if n},
            covered=logs.covered,
        )

    def _reached(self, kind: str) -> tuple[Reach, ...]:
        """Return whom a kind of entries reached: the same object until that changes."""
        if kind not in self._whom:
            came = self._came[kind].items()
            self._whom[kind] = tuple(Reach(centre, place, near, n) for (centre, place, near), n in came if n)
        return self._whom[kind]
