"""What all the logs say together: facts that a report's claims may rest on, and tables for it and for pages.

Every table's note has the base: how many of the centres have noted anything. Numbers of persons below three are not
told, nor one that could be worked out from the total.
"""

from collections.abc import Callable, Mapping

from frisklivsnett.core.activity.rules import Near
from frisklivsnett.core.activity.year import (
    NationalSums,
    Reach,
    by_area,
    by_nearness,
    distinct,
    told,
    told_with_total,
    without_centre,
)
from frisklivsnett.core.documents.yearpages import (
    COUNTY,
    HAPPENINGS,
    MONTH,
    NEAR,
    NEARNESS,
    OTHER,
    REACHED,
    TOPIC,
    Names,
)
from frisklivsnett.core.months import MONTHS
from frisklivsnett.core.narrative import Fact, FactTable
from frisklivsnett.core.text import Text, text

BASE = text(
    "{logged} av {base} sentraler har ført aktivitetslogg for {year}. Kilde: aktivitetsloggene.",
    "{logged} av {base} sentralar har ført aktivitetslogg for {year}. Kjelde: aktivitetsloggane.",
    "{logged} of {base} centres kept an activity log for {year}. Source: the activity logs.",
)
ONCE = text(
    "Hver kommune og bydel er talt én gang, uansett hvor mange sentraler den har vært hos. ",
    "Kvar kommune og bydel er talt éin gong, same kor mange sentralar han har vore hos. ",
    "Each municipality and district is counted once, however many centres it went to. ",
)
NEAREST = text(
    "En kommune som har vært hos flere sentraler, er talt hos den nærmeste. ",
    "Ein kommune som har vore hos fleire sentralar, er talt hos den nærmaste. ",
    "A municipality that went to several centres is counted at the nearest. ",
)
SEVERAL = text(
    "En notering kan ha flere temaer, eller ikke noe. ",
    "Ei notering kan ha fleire tema, eller ikkje noko. ",
    "An entry may have several topics, or none. ",
)
HIDDEN = text(
    "Tall på én eller to personer vises ikke, og heller ikke tall de kunne vært regnet ut av. ",
    "Tal på éin eller to personar blir ikkje viste, og heller ikkje tal dei kunne vore rekna ut av. ",
    "Numbers of one or two persons are not shown, nor numbers that they could be worked out from. ",
)
ALL = text("Alle", "Alle", "All")
VISITED = text("Har hospitert", "Har hospitert", "Visited")
ASKED = text("Har henvendt seg", "Har vendt seg til ein sentral", "Asked")
EITHER = text("Nådd i alt", "Nådde i alt", "Reached in all")
REGION = text("Helseregion", "Helseregion", "Health region")
VISITORS = text("Personer på besøk", "Personar på besøk", "People who visited")
MUNICIPALITY = text("Kommune", "Kommune", "Municipality")
QUARTERS = tuple(
    text(f"{number}. kvartal", f"{number}. kvartal", f"Quarter {number}") for number in range(1, 5)
)
SOURCE = "log"


def log_facts(sums: NationalSums) -> dict[str, Fact]:
    """Return what claims may rest on, by name; nothing when no centre has noted anything, which is not a 0."""
    if not sums.logged:
        return {}
    visits, people = sums.of_kind("visit"), told(sums.of_kind("visit").people)
    facts = {
        "log.centres": Fact(sums.logged, source=SOURCE, base=sums.base),
        "log.entries": Fact(sum(kind.entries for kind in sums.kinds), source=SOURCE),
        "log.visits": Fact(visits.entries, source=SOURCE),
        "log.enquiries": Fact(sums.of_kind("enquiry").entries, source=SOURCE),
        "log.municipalities": Fact(distinct(sums.reached), source=SOURCE),
        "log.municipalities_visited": Fact(distinct(sums.visited), source=SOURCE),
        "log.municipalities_asked": Fact(distinct(sums.asked), source=SOURCE),
        "log.counties": Fact(len(by_area(sums.reached, _county)), source=SOURCE),
        "log.without_centre": Fact(len(without_centre(sums.reached, sums.covered)), source=SOURCE),
    }
    if people is not None:
        facts["log.visitors"] = Fact(people, approximate=visits.unsure, source=SOURCE)
    return facts


def log_tables(sums: NationalSums, names: Names, regions: Mapping[str, str]) -> dict[str, FactTable]:
    """Return the tables by name; nothing when no centre has noted anything."""
    if not sums.logged:
        return {}
    return {
        "log.by_county": county_table(sums, names),
        "log.by_region": region_table(sums, regions),
        "log.by_nearness": nearness_table(sums),
        "log.by_month": month_table(sums, names),
        "log.topics": quarter_table(sums, names),
        "log.visitors_by_region": visitor_table(sums, regions),
        "log.without_centre": unserved_table(sums, names),
    }


def county_table(sums: NationalSums, names: Names) -> FactTable:
    """Return how many municipalities of each county were reached: in all, by visits, and by enquiries."""
    return _areas(sums, COUNTY, names.counties, _county)


def region_table(sums: NationalSums, regions: Mapping[str, str]) -> FactTable:
    """Return the same by health region."""
    return _areas(sums, REGION, regions, lambda reach: reach.place.health_region)


def nearness_table(sums: NationalSums) -> FactTable:
    """Return how many municipalities were reached from how near."""
    counted = by_nearness(sums.reached)
    rows = tuple((NEAR[near], (counted[near],)) for near in Near)
    return FactTable((NEARNESS, REACHED), rows, _note(sums, NEAREST), REACHED)


def month_table(sums: NationalSums, names: Names) -> FactTable:
    """Return how much was noted each month: visits, enquiries, and all the rest."""
    own, none = ("visit", "enquiry"), (0,) * 12
    rest = [counts for kind, counts in sums.months.items() if kind not in own]
    rows = tuple(
        (
            MONTHS[month],
            (*(sums.months.get(kind, none)[month] for kind in own), sum(counts[month] for counts in rest)),
        )
        for month in range(12)
    )
    heads = (MONTH, *(names.kinds[kind].plural for kind in own), OTHER)
    return FactTable(heads, rows, _note(sums), HAPPENINGS, over_time=True)


def quarter_table(sums: NationalSums, names: Names) -> FactTable:
    """Return how many entries have each topic: in all, and in each quarter; the most first."""
    ordered = sorted(sums.quarters.items(), key=lambda pair: (-sum(pair[1]), pair[0]))
    rows = tuple((names.topic(slug), (sum(counts), *counts)) for slug, counts in ordered)
    return FactTable((TOPIC, ALL, *QUARTERS), rows, _note(sums, SEVERAL), HAPPENINGS)


def visitor_table(sums: NationalSums, regions: Mapping[str, str]) -> FactTable:
    """Return how many people visited the centres of each health region, those too few to tell left out."""
    counts = [sums.visitors.get(code, 0) for code in regions]
    shown = told_with_total(counts)
    rows = tuple((text(name), (count,)) for name, count in zip(regions.values(), shown, strict=True))
    return FactTable((REGION, VISITORS), rows, _note(sums, HIDDEN), VISITORS)


def unserved_table(sums: NationalSums, names: Names) -> FactTable:
    """Return the municipalities that got help though their county has no development centre."""
    entries: dict[str, int] = {}
    for reach in sums.reached:
        entries[reach.place.code] = entries.get(reach.place.code, 0) + reach.entries
    rows = tuple(
        (text(f"{place.name} ({names.counties.get(place.county, place.county)})"), (entries[place.code],))
        for place in without_centre(sums.reached, sums.covered)
    )
    return FactTable((MUNICIPALITY, HAPPENINGS), rows, _note(sums), HAPPENINGS)


def _areas(
    sums: NationalSums, head: Text, names: Mapping[str, str], area: Callable[[Reach], str]
) -> FactTable:
    reached, visited, asked = (by_area(some, area) for some in (sums.reached, sums.visited, sums.asked))
    rows = tuple(
        (text(name), (reached.get(code, 0), visited.get(code, 0), asked.get(code, 0)))
        for code, name in names.items()
    )
    return FactTable((head, EITHER, VISITED, ASKED), rows, _note(sums, ONCE), REACHED)


def _county(reach: Reach) -> str:
    return reach.place.county


def _note(sums: NationalSums, first: Text | None = None) -> Text:
    words = {"logged": sums.logged, "base": sums.base, "year": sums.year}
    base = BASE.map(lambda each: each.format(**words))
    return Text({language: (first.in_(language) if first else "") + base.in_(language) for language in base})
