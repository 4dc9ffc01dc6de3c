"""What a report may say of all the logs together, beside the numbers in ``nationalpages``; and what lacks, and why.

The names are the same every year: what there is none of this year is told as lacking, so that a text which names it can
be read, and a part of it left out.
"""

from collections.abc import Mapping
from dataclasses import dataclass

from frisklivsnett.core.activity.rules import Near
from frisklivsnett.core.activity.year import NationalSums, by_area, by_nearness, without_centre
from frisklivsnett.core.documents.nationalpages import SOURCE, log_facts, log_tables
from frisklivsnett.core.documents.words import lower_first
from frisklivsnett.core.documents.yearpages import Names
from frisklivsnett.core.months import MONTHS
from frisklivsnett.core.narrative import Fact, FactTable, Lacking
from frisklivsnett.core.text import Text, filled, text

NOBODY = text(
    "Ingen sentraler har ført aktivitetslogg for {year}.",
    "Ingen sentralar har ført aktivitetslogg for {year}.",
    "No centre kept an activity log for {year}.",
)
TOO_FEW = text(
    "Loggene har én eller to personer, og så små tall vises ikke.",
    "Loggane har éin eller to personar, og så små tal blir ikkje viste.",
    "The logs have one or two persons, and numbers that small are not shown.",
)
NONE_NOTED = text(
    "Ingenting av dette er notert i {year}.",
    "Ingenting av dette er notert i {year}.",
    "Nothing of this was noted in {year}.",
)
TOP = 3
"""So many topics are named as those noted most."""


@dataclass(frozen=True, slots=True)
class LogEvidence:
    """What the logs of a year give a report, and what they do not give though the logs of another year may."""

    facts: Mapping[str, Fact]
    tables: Mapping[str, FactTable]
    lacking: Mapping[str, Lacking]
    lacking_tables: Mapping[str, Text]


def log_evidence(sums: NationalSums, names: Names, regions: Mapping[str, str]) -> LogEvidence:
    """Return all that the logs of a year give a report. ``regions`` are the names of the health regions, by code."""
    facts, lacking = log_facts_and_lacking(sums, names, regions)
    tables = log_tables(sums, names, regions)
    every_table = log_tables(_empty(sums), names, regions)
    lacking_tables = {name: _why_none(sums) for name in every_table if name not in tables}
    return LogEvidence(facts, tables, lacking, lacking_tables)


def log_facts_and_lacking(
    sums: NationalSums, names: Names, regions: Mapping[str, str]
) -> tuple[dict[str, Fact], dict[str, Lacking]]:
    """Return the facts that the logs of a year give, and those that they do not give, with why."""
    given = report_facts(sums, names, regions)
    facts = {name: fact for name, fact in given.items() if not _says_nothing(fact)}
    lacking = {
        name: Lacking(fact, TOO_FEW if sums.logged and name == "log.visitors" else _why_none(sums))
        for name, fact in report_facts(_empty(sums), names, regions).items()
        if name not in facts
    }
    return facts, lacking


def _empty(sums: NationalSums) -> NationalSums:
    """A year that has nothing but that somebody logged: its facts and tables are like those of any year."""
    return NationalSums(sums.year, sums.base, logged=1)


def _why_none(sums: NationalSums) -> Text:
    return filled(NONE_NOTED if sums.logged else NOBODY, year=sums.year)


def report_facts(sums: NationalSums, names: Names, regions: Mapping[str, str]) -> dict[str, Fact]:
    """Return every fact, by name; nothing when no centre has noted anything. One that has nothing to name is empty."""
    numbers = log_facts(sums)
    if not numbers:
        return {}
    reached = by_area(sums.reached, lambda reach: reach.place.health_region)
    nearness = by_nearness(sums.reached)
    return {
        **numbers,
        **{f"log.region.{code}": Fact(reached.get(code, 0), source=SOURCE) for code in regions},
        **{f"log.near.{near.value}": Fact(nearness[near], source=SOURCE) for near in Near},
        "log.counties_without_centre": Fact(_unserved_counties(sums, names), source=SOURCE),
        **_month_facts(sums),
        **_topic_facts(sums, names),
    }


def _topic_facts(sums: NationalSums, names: Names) -> dict[str, Fact]:
    """Return the facts of topics. ``leaders`` is 1 when the same is noted most in both halves of the year, 2 when it is
    another, and 0 when a half has none.
    """
    whole = {slug: sum(counts) for slug, counts in sums.quarters.items()}
    halves = [{slug: sum(counts[at : at + 2]) for slug, counts in sums.quarters.items()} for at in (0, 2)]
    first, second = (most_of(half, 1) for half in halves)
    found = {
        "log.topics.first": most_of(whole, 1),
        "log.topics.top": most_of(whole, TOP),
        "log.topics.first_half": first,
        "log.topics.second_half": second,
    }
    leaders = 0 if not (first and second) else 1 if first == second else 2
    return {
        "log.topics": Fact(sum(count > 0 for count in whole.values()), source=SOURCE),
        "log.topics.leaders": Fact(leaders, source=SOURCE),
        "log.topics.first_entries": Fact(max(whole.values(), default=0), source=SOURCE),
        **{
            name: Fact(tuple(names.topic(slug).map(lower_first) for slug in slugs), source=SOURCE)
            for name, slugs in found.items()
        },
    }


def most_of(counts: Mapping[str, int], n: int) -> list[str]:
    """Return the ``n`` that have the most, and those level with the last of them; never one that has none."""
    some = sorted((slug for slug, count in counts.items() if count), key=lambda slug: (-counts[slug], slug))
    if not some:
        return []
    last = counts[some[min(n, len(some)) - 1]]
    return [slug for slug in some if counts[slug] >= last]


def _month_facts(sums: NationalSums) -> dict[str, Fact]:
    months = [sum(counts[month] for counts in sums.months.values()) for month in range(12)]
    most = max(months)
    busiest = tuple(name for name, count in zip(MONTHS, months, strict=True) if count and count == most)
    return {
        "log.busiest_month": Fact(busiest, source=SOURCE),
        "log.busiest_month.entries": Fact(most, source=SOURCE),
    }


def _unserved_counties(sums: NationalSums, names: Names) -> tuple[str, ...]:
    codes = sorted({place.county for place in without_centre(sums.reached, sums.covered)})
    return tuple(names.counties.get(code, code) for code in codes)


def _says_nothing(fact: Fact) -> bool:
    return fact.value == ()
