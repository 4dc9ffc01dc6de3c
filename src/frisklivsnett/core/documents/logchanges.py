"""A year of logs changed in one thing at a time, and the facts that a report would have then: to prove its text.

What each way of changing an entry may move is told here; when a claim that rests on none of it moves all the same, it
says something else than it seems to.
"""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import replace
from typing import TypeVar

from frisklivsnett.core.activity.adding import CAME, Noted, Tally, YearOfLogs
from frisklivsnett.core.activity.year import NationalSums
from frisklivsnett.core.narrative import Fact, Lacking
from frisklivsnett.core.narrative.mutation import FactsChanged

Known = TypeVar("Known", Fact, Lacking)

EVERYTHING = ("log.",)
PLACES = (
    *("log.municipalities", "log.counties", "log.region.", "log.near."),
    *("log.without_centre", "log.counties_without_centre"),
)
TOPICS = ("log.topics",)
WHEN = ("log.busiest_month", "log.topics")
VISITORS = ("log.visitors",)

Otherwise = tuple[str, tuple[str, ...], tuple[Noted, ...], tuple[Noted, ...]]
"""How an entry is changed, what that may move by the beginnings of names, the entries taken out, and those put in."""


FactsOf = Callable[[NationalSums], tuple[Mapping[str, Fact], Mapping[str, Lacking]]]


def changes_of(logs: YearOfLogs, facts_of: FactsOf) -> Iterator[FactsChanged]:
    """Yield every change of one thing in the logs of a year. ``facts_of`` makes facts of sums, and what is lacking."""
    tally = Tally(logs, logs.noted)
    facts, lacking = facts_of(tally.sums())
    for what, may_move, out, put_in in _otherwise(logs):
        tally.change(out, put_in)
        now, lacking_now = facts_of(tally.sums())
        tally.change(put_in, out)
        yield FactsChanged(
            what,
            may_move,
            facts=_differ(facts, now),
            lacking=_differ(lacking, lacking_now),
        )


def _differ(before: Mapping[str, Known], after: Mapping[str, Known]) -> dict[str, Known | None]:
    return {name: after.get(name) for name in (*before, *after) if before.get(name) != after.get(name)}


def _otherwise(logs: YearOfLogs) -> Iterator[Otherwise]:
    for centre in sorted(logs.base):
        own = tuple(each for each in logs.noted if each.centre == centre)
        if own:
            yield "a centre without its log", EVERYTHING, own, ()
    topics = sorted({slug for each in logs.noted for slug in each.topics})
    for each in logs.noted:
        yield "an entry gone", EVERYTHING, (each,), ()
        later = replace(each, month=(each.month + 1) % 12)
        yield "an entry moved by a month", WHEN, (each,), (later,)
        if each.kind in CAME:
            for place in each.places:
                without = replace(each, places=tuple(other for other in each.places if other != place))
                yield "a municipality taken out", PLACES, (each,), (without,)
        if each.kind == "visit":
            yield "a visitor more", VISITORS, (each,), (replace(each, people=(each.people or 0) + 1),)
            turned = replace(each, approximate=not each.approximate)
            yield "its mark as approximate turned", VISITORS, (each,), (turned,)
        for changed in _topics_changed(each, topics):
            yield "a topic changed", TOPICS, (each,), (changed,)


def _topics_changed(each: Noted, topics: list[str]) -> Iterator[Noted]:
    """Yield the entry with each of its topics gone, and with it exchanged for the next one that it has not."""
    for slug in each.topics:
        others = tuple(other for other in each.topics if other != slug)
        yield replace(each, topics=others)
        at = topics.index(slug)
        following = next((other for other in topics[at + 1 :] + topics[:at] if other not in others), None)
        if following is not None:
            yield replace(each, topics=(*others, following))
