"""The list of what a centre has noted: what the reader asked for, the entries by month, and what looks noted twice."""

from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from itertools import groupby
from typing import Any

from django.db.models import Count
from django.utils.http import urlencode
from django.utils.translation import gettext as _

from frisklivsnett.activity.kinds import all_kinds, kind_with_slug
from frisklivsnett.activity.models import Attachment, Entry, EntryQuerySet
from frisklivsnett.activity.searching import matching
from frisklivsnett.registry.models import Organisation
from frisklivsnett.web.activity.words import Row, log_address, month_in_words, row_of
from frisklivsnett.web.jinja import language

PAGE = 25
"""Entries on a page."""
MOST_TWINS = 500
LATEST_LOOKED_AT = 60
"""How many of the latest entries are looked through for what is often repeated."""


@dataclass(frozen=True, slots=True)
class Asked:
    """Read from the address: ``ar`` (year), ``type``, ``sok`` (words), ``side`` (page, from 1). Nonsense is ignored."""

    centre: str
    year: int | None = None
    kind: str = ""
    words: str = ""
    page: int = 1

    @classmethod
    def read(cls, centre: Organisation, query: Mapping[str, Any]) -> "Asked":
        """Return what a query asks for."""
        kind = kind_with_slug(query.get("type", ""))
        return cls(
            centre.slug,
            _number(query.get("ar", ""), 1900, 2199),
            kind.id if kind else "",
            " ".join(query.get("sok", "").split())[:200],
            _number(query.get("side", ""), 1, 1_000_000) or 1,
        )

    @property
    def address(self) -> str:
        """Where this list is."""
        slug = all_kinds()[self.kind].slug if self.kind else ""
        parts = {
            "ar": self.year or "",
            "type": slug,
            "sok": self.words,
            "side": self.page if self.page > 1 else "",
        }
        kept = {name: value for name, value in parts.items() if value}
        return log_address(self.centre) + (f"?{urlencode(kept)}" if kept else "")

    @property
    def is_narrowed(self) -> bool:
        """Whether something is left out."""
        return bool(self.year or self.kind or self.words)

    def but(self, **changes: Any) -> "Asked":
        """Return another list, from its first page."""
        return replace(self, **({"page": 1} | changes))

    def of(self, entries: EntryQuerySet) -> EntryQuerySet:
        """Keep the entries asked for, of every kind."""
        if self.year:
            entries = entries.of_year(self.year)
        return matching(entries, self.words) if self.words else entries


@dataclass(frozen=True, slots=True)
class Link:
    """A link to another list. ``number`` is how many entries it has, None when not counted."""

    label: str
    address: str
    current: bool
    number: int | None = None


@dataclass(frozen=True, slots=True)
class Twins:
    """Two entries that look like the same happening."""

    one: Row
    other: Row


@dataclass(frozen=True, slots=True)
class Listing:
    """A page of the list. ``months`` are headings with rows; ``total`` is how many were asked for in all."""

    asked: Asked
    months: tuple[tuple[str, tuple[Row, ...]], ...]
    total: int
    kinds: tuple[Link, ...]
    years: tuple[Link, ...]
    twins: tuple[Twins, ...]
    earlier: str
    later: str
    first: int
    last: int


def listing_of(centre: Organisation, asked: Asked) -> Listing:
    """Return a page of a centre's list."""
    kept = asked.of(Entry.objects.of_centre(centre).kept())
    chosen, counted = _found(kept, asked) if asked.words else _counted(kept, asked)
    total = counted.get(asked.kind, 0) if asked.kind else sum(counted.values())
    last_page = max(1, -(-total // PAGE))
    asked = replace(asked, page=min(asked.page, last_page))
    start = (asked.page - 1) * PAGE
    entries = list(chosen(start).select_related("centre").prefetch_related("places"))
    rows = rows_of(entries)
    return Listing(
        asked,
        _by_month(rows),
        total,
        tuple(_kind_links(asked, counted)),
        tuple(_year_links(asked, centre)),
        () if asked.is_narrowed else tuple(twins_among(centre, entries)),
        asked.but(page=asked.page + 1).address if asked.page < last_page else "",
        asked.but(page=asked.page - 1).address if asked.page > 1 else "",
        start + 1,
        start + len(entries),
    )


Chosen = Callable[[int], EntryQuerySet]
"""The entries of a page that begins at a place in the list."""


def _counted(kept: EntryQuerySet, asked: Asked) -> tuple[Chosen, Mapping[str, int]]:
    """Return the pages, and how many entries there are of each kind."""
    counted = dict(kept.order_by().values_list("kind").annotate(Count("id")))
    of_kind = kept.filter(kind=asked.kind) if asked.kind else kept
    return lambda start: of_kind[start : start + PAGE], counted


def _found(kept: EntryQuerySet, asked: Asked) -> tuple[Chosen, Mapping[str, int]]:
    """Return the same of a search, which reads every entry's words: so it is asked once, and not once for each."""
    found = list(kept.values_list("id", "kind"))
    ids = [id_ for id_, kind in found if asked.kind in ("", kind)]
    return lambda start: Entry.objects.filter(id__in=ids[start : start + PAGE]), Counter(
        k for _id, k in found
    )


def rows_of(entries: Sequence[Entry]) -> list[Row]:
    """Return the lines of entries, with how many files each has."""
    files = dict(
        Attachment.objects.filter(entry__in=entries).order_by().values_list("entry_id").annotate(Count("id"))
    )
    return [row_of(entry, files.get(entry.pk, 0)) for entry in entries]


def twins_among(centre: Organisation, entries: Iterable[Entry]) -> list[Twins]:
    """Return the pairs that look alike: kind, day, people and places. Those said to be different are left in peace.

    Entries of the same days are fetched too, since the other half may stand on another page.
    """
    kept = Entry.objects.of_centre(centre).kept().filter(starts_on__in={entry.starts_on for entry in entries})
    alike = defaultdict[tuple[object, ...], list[int]](list)
    for id_, *key in kept.order_by("id").values_list("id", "kind", "starts_on", "ends_on", "people"):
        alike[tuple(key)].append(id_)
    doubles = [id_ for ids in alike.values() if len(ids) > 1 for id_ in ids]
    fetched = Entry.objects.filter(id__in=doubles[:MOST_TWINS]).select_related("centre").order_by("id")
    groups = defaultdict[tuple[object, ...], list[Entry]](list)
    for entry in fetched.prefetch_related("places"):
        groups[_likeness(entry)].append(entry)
    return [
        Twins(row_of(group[0]), row_of(other))
        for group in groups.values()
        for other in group[1:]
        if not (group[0].stands_alone and other.stands_alone)
    ]


def _likeness(entry: Entry) -> tuple[object, ...]:
    """What two entries of the same happening have in common."""
    places = frozenset(place.pk for place in entry.places.all())
    # A kind and a day alone are no sign: two posts on the same day are two.
    title = "" if places or entry.people is not None else entry.title.casefold()
    return entry.kind, entry.starts_on, entry.ends_on, entry.people, places, title


@dataclass(frozen=True, slots=True)
class Repeat:
    """Something noted before that may come again: what it was, and the page that has it filled in."""

    label: str
    address: str


def repeats_of(centre: Organisation, most: int = 3) -> list[Repeat]:
    """Return what the centre is likeliest to note again: what comes again among the latest, and then the latest."""
    latest = list(
        Entry.objects.of_centre(centre)
        .kept()
        .order_by("-id")
        .select_related("centre")
        .prefetch_related("places")[:LATEST_LOOKED_AT]
    )
    groups: dict[tuple[object, ...], list[Entry]] = {}
    for entry in latest:
        places = tuple(sorted(place.pk for place in entry.places.all()))
        groups.setdefault((entry.kind, entry.title.casefold(), places), []).append(entry)
    likely = sorted(groups.values(), key=lambda group: (-min(len(group), 3), -group[0].pk))
    return [_repeat(group[0]) for group in likely[:most] if group[0].kind in all_kinds()]


def _repeat(entry: Entry) -> Repeat:
    row = row_of(entry)
    kind = all_kinds()[entry.kind]
    words = [row.kind]
    if entry.title and entry.title != row.kind:
        words.append(entry.title if len(entry.title) <= 40 else f"{entry.title[:38].rstrip()} …")
    elif places := [place.name for place in entry.places.all()]:
        words.append(", ".join(places[:3]))
    return Repeat(": ".join(words), f"{log_address(entry.centre.slug)}ny/{kind.slug}/?som={entry.pk}")


def _by_month(rows: Iterable[Row]) -> tuple[tuple[str, tuple[Row, ...]], ...]:
    def month(row: Row) -> date:
        return row.entry.starts_on.replace(day=1)

    return tuple((month_in_words(day), tuple(group)) for day, group in groupby(rows, key=month))


def _kind_links(asked: Asked, counted: Mapping[str, int]) -> Iterable[Link]:
    yield Link(_("Alle"), asked.but(kind="").address, not asked.kind, sum(counted.values()))
    for kind in all_kinds().values():
        if number := counted.get(kind.id, 0) or (0 if asked.kind == kind.id else None):
            yield Link(
                kind.plural.in_(language()), asked.but(kind=kind.id).address, asked.kind == kind.id, number
            )
        elif number == 0:
            yield Link(kind.plural.in_(language()), asked.address, True, 0)


def _year_links(asked: Asked, centre: Organisation) -> Iterable[Link]:
    """Yield the years from the first entry's to the last one's; a year in between without entries is offered too."""
    # Two questions, each answered by an index at once; asked for both ends in one, a database reads every row.
    days = Entry.objects.of_centre(centre).kept().values_list("starts_on", flat=True)
    first, last = days.order_by("starts_on").first(), days.order_by("-starts_on").first()
    if first is None or last is None or (first.year == last.year and not asked.year):
        return
    yield Link(_("Alle år"), asked.but(year=None).address, asked.year is None)
    years = set(range(first.year, last.year + 1)) | ({asked.year} if asked.year else set())
    for year in sorted(years, reverse=True):
        yield Link(str(year), asked.but(year=year).address, asked.year == year)


def _number(words: str, least: int, most: int) -> int | None:
    if not (words.isascii() and words.isdigit() and len(words) < 8):
        return None
    return int(words) if least <= int(words) <= most else None
