"""Who can help: what centres have answered before by topic, and what waits unanswered.

Of a centre's log, others see here only topic, day, municipality and kind: never its words.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date

from django.db.models import Count, Max, Q

from frisklivsnett.activity.models import Entry, Passing, Topic
from frisklivsnett.core.activity.finding import fold
from frisklivsnett.registry.models import Organisation
from frisklivsnett.registry.places import register

SHARED_KINDS = ("enquiry", "visit")
MOST_LATELY = 20
MOST_WAITING = 300
UNANSWERED = Q(details__outcome__value__in=["waiting", "passed_on"])


@dataclass(frozen=True, slots=True)
class Helper:
    """A centre that knows a topic: enquiries answered, visits hosted, and the last day of either."""

    centre: Organisation
    answered: int
    visits: int
    last: date
    region: str


@dataclass(frozen=True, slots=True)
class Known:
    """A topic, and the centres that know it, the one with the most answers first."""

    topic: Topic
    helpers: tuple[Helper, ...]

    @property
    def answered(self) -> int:
        return sum(helper.answered for helper in self.helpers)


@dataclass(frozen=True, slots=True)
class Happening:
    """What others may see of an entry."""

    centre: str
    kind: str
    day: date
    places: tuple[str, ...]
    topics: tuple[Topic, ...] = ()


def known_topics(*, today: date, search: str = "", region: str = "") -> list[Known]:
    """Return the agreed topics that the words are in, with who knows them; ``region`` is a health region's code."""
    topics = [
        topic
        for topic in Topic.objects.filter(state=Topic.State.AGREED, merged_into=None)
        if not search or _is_in(search, topic)
    ]
    helpers = _helpers(topics, today)
    return [
        Known(topic, tuple(h for h in helpers.get(topic.pk, ()) if not region or h.region == region))
        for topic in topics
    ]


def known(topic: Topic, *, today: date) -> Known:
    """Return who knows one topic."""
    return Known(topic, tuple(_helpers([topic], today).get(topic.pk, ())))


def lately(topic: Topic) -> list[Happening]:
    """Return the newest enquiries and visits about a topic, in the network."""
    rows = Entry.objects.kept().filter(topics=topic, kind__in=SHARED_KINDS).select_related("centre")
    return [_happening(row) for row in rows.prefetch_related("places").order_by("-starts_on")[:MOST_LATELY]]


def best_helpers(topics: Iterable[Topic], *, today: date, but: Organisation) -> list[Organisation]:
    """Return the centres that have answered most about any of the topics, but for one centre."""
    counted: dict[int, tuple[int, Organisation]] = {}
    for helpers in _helpers(list(topics), today).values():
        for helper in helpers:
            before = counted.get(helper.centre.pk, (0, helper.centre))[0]
            counted[helper.centre.pk] = (before + helper.answered + helper.visits, helper.centre)
    ranked = sorted(counted.values(), key=lambda pair: (-pair[0], pair[1].name))
    return [centre for _number, centre in ranked if centre.pk != but.pk]


def unanswered() -> list[Happening]:
    """Return the enquiries that wait for an answer in any centre's log, the oldest first."""
    waiting = Entry.objects.kept().filter(kind="enquiry", details__outcome__value="waiting")
    rows = waiting.select_related("centre").prefetch_related("places", "topics").order_by("starts_on")
    return [_happening(row, with_topics=True) for row in rows[:MOST_WAITING]]


def waiting_passings() -> list[Passing]:
    """Return what was passed on and has been neither taken nor sent back, the oldest first."""
    return list(Passing.objects.waiting().with_all().order_by("at")[:MOST_WAITING])


def _helpers(topics: list[Topic], today: date) -> Mapping[int, list[Helper]]:
    shared = Entry.objects.kept().filter(topics__in=topics, kind__in=SHARED_KINDS).order_by()
    grouped = ("topics", "centre", "kind")
    counted = list(shared.values(*grouped).annotate(all=Count("pk"), last=Max("starts_on")))
    # What is in the kind's own form is dear to look into, so it is done for enquiries alone.
    waiting = shared.filter(UNANSWERED, kind="enquiry").values(*grouped).annotate(open=Count("pk"))
    open_ = {(row["topics"], row["centre"]): row["open"] for row in waiting}
    centres = {centre.pk: centre for centre in Organisation.objects.centres()}
    found: dict[tuple[int, int], dict[str, int | date]] = {}
    for row in counted:
        answered = row["all"] - (
            open_.get((row["topics"], row["centre"]), 0) if row["kind"] == "enquiry" else 0
        )
        if not answered:
            continue
        sums = found.setdefault(
            (row["topics"], row["centre"]), {"enquiry": 0, "visit": 0, "last": row["last"]}
        )
        sums[row["kind"]] = answered
        sums["last"] = max(sums["last"], row["last"])
    helpers: dict[int, list[Helper]] = {}
    for (topic, centre), sums in found.items():
        helpers.setdefault(topic, []).append(_helper(centres[centre], sums, today))
    for several in helpers.values():
        several.sort(key=lambda helper: (-helper.answered, -helper.visits, helper.centre.name))
    return helpers


def _helper(centre: Organisation, sums: Mapping[str, int | date], today: date) -> Helper:
    region = centre.health_region_on(today)
    last, answered, visits = sums["last"], sums["enquiry"], sums["visit"]
    assert isinstance(last, date)
    assert isinstance(answered, int)
    assert isinstance(visits, int)
    return Helper(centre, answered, visits, last, region.code if region else "")


def _happening(row: Entry, *, with_topics: bool = False) -> Happening:
    return Happening(
        row.centre.name,
        row.kind,
        row.starts_on,
        tuple(register().place(place.pk).name for place in row.places.all()),
        tuple(row.topics.all()) if with_topics else (),
    )


def _is_in(search: str, topic: Topic) -> bool:
    """Tell whether every word sought begins, or is in, one of the topic's names or words."""
    from frisklivsnett.activity.topics import seed

    words: list[str] = next((one["words"] for one in seed() if one["slug"] == topic.slug), [])
    names = fold(" ".join((topic.name_nb, topic.name_nn, topic.name_en, *words))).replace("*", "")
    return all(word in names for word in fold(search).split())
