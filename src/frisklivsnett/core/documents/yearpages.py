"""A centre's year as tables, charts and one page: from the sums of what it has noted to blocks of a document."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from frisklivsnett.core.activity.model import Kind
from frisklivsnett.core.activity.rules import Near
from frisklivsnett.core.activity.year import KindSum, YearSums, by_area, by_nearness, distinct, told
from frisklivsnett.core.documents.facttables import fact_figure, fact_table
from frisklivsnett.core.documents.model import Block, Document, ListBlock, Paragraph, Plain
from frisklivsnett.core.months import MONTHS
from frisklivsnett.core.narrative import FactTable
from frisklivsnett.core.numbers import approximately, integer, listing
from frisklivsnett.core.text import Text, text

MONTH = text("Måned", "Månad", "Month")
WHAT = text("Hva", "Kva", "What")
NOTED = text("Antall", "Tal", "Number")
OTHER = text("Annet", "Anna", "Other")
TOPIC = text("Tema", "Tema", "Topic")
COUNTY = text("Fylke", "Fylke", "County")
REACHED = text("Kommuner og bydeler", "Kommunar og bydelar", "Municipalities and districts")
NEARNESS = text("Avstand", "Avstand", "Distance")
NEAR = {
    Near.OWN: text("Egen kommune eller bydel", "Eigen kommune eller bydel", "Own municipality or district"),
    Near.COUNTY: text("Eget fylke", "Eige fylke", "Own county"),
    Near.REGION: text(
        "Andre fylker i egen helseregion",
        "Andre fylke i eigen helseregion",
        "Other counties in own health region",
    ),
    Near.ELSEWHERE: text("Resten av landet", "Resten av landet", "The rest of the country"),
}
SOURCE = text("Kilde: aktivitetsloggen.", "Kjelde: aktivitetsloggen.", "Source: the activity log.")
HAPPENINGS = text("Antall noteringer", "Talet på noteringar", "Number of entries")
NEAR_NOTE = text(
    "Antall kommuner og bydeler som besøk eller henvendelser kom fra, hver talt én gang. Kilde: aktivitetsloggen.",
    "Talet på kommunar og bydelar som besøk eller førespurnader kom frå, kvar talt éin gong. "
    "Kjelde: aktivitetsloggen.",
    "Municipalities and districts that visits or enquiries came from, each counted once. Source: the activity log.",
)
TOPIC_NOTE = text(
    "Antall noteringer med hvert tema. En notering kan ha flere. Kilde: aktivitetsloggen.",
    "Talet på noteringar med kvart tema. Ei notering kan ha fleire. Kjelde: aktivitetsloggen.",
    "Entries with each topic. An entry may have several. Source: the activity log.",
)
FEWER = text("færre enn 3", "færre enn 3", "fewer than 3")


@dataclass(frozen=True, slots=True)
class Names:
    """What is written for codes: the kinds of entries, topics and counties."""

    kinds: Mapping[str, Kind]
    topics: Mapping[str, Text] = field(default_factory=dict)
    counties: Mapping[str, str] = field(default_factory=dict)

    def topic(self, slug: str) -> Text:
        """Return a topic's name."""
        return self.topics.get(slug) or text(slug)


# --- tables ---


def month_table(sums: YearSums, names: Names) -> FactTable:
    """Return how much was noted each month: visits, enquiries, and all the rest."""
    own = ("visit", "enquiry")
    none = (0,) * 12
    rest = [counts for kind, counts in sums.months.items() if kind not in own]
    rows = tuple(
        (
            MONTHS[month],
            (*(sums.months.get(kind, none)[month] for kind in own), sum(counts[month] for counts in rest)),
        )
        for month in range(12)
    )
    heads = (MONTH, *(names.kinds[kind].plural for kind in own), OTHER)
    return FactTable(heads, rows, SOURCE, HAPPENINGS, over_time=True)


def kind_table(sums: YearSums, names: Names) -> FactTable:
    """Return how much was noted of each kind, in the order of the kinds; those of which nothing was have 0."""
    rows = tuple((kind.plural, (sums.of_kind(kind.id).entries,)) for kind in names.kinds.values())
    return FactTable((WHAT, NOTED), rows, SOURCE, HAPPENINGS)


def topic_table(topics: Mapping[str, int], names: Names, note: Text = TOPIC_NOTE) -> FactTable:
    """Return how many entries have each topic, most first."""
    ordered = sorted(topics.items(), key=lambda pair: (-pair[1], pair[0]))
    rows = tuple((names.topic(slug), (count,)) for slug, count in ordered)
    return FactTable((TOPIC, HAPPENINGS), rows, note, HAPPENINGS)


def near_table(sums: YearSums, note: Text = NEAR_NOTE) -> FactTable:
    """Return how many municipalities were reached from how near."""
    rows = tuple((NEAR[near], (count,)) for near, count in by_nearness(sums.reached).items())
    return FactTable((NEARNESS, REACHED), rows, note, REACHED)


# --- one page ---

TITLE = text("Året vårt: {centre} {year}", "Året vårt: {centre} {year}", "Our year: {centre} {year}")
SUBTITLE = text(
    "Utviklingssentral for frisklivssentraler",
    "Utviklingssentral for frisklivssentralar",
    "Development centre for healthy life centres",
)
DESCRIPTION = text(
    "Hva utviklingssentralen gjorde i {year}, på én side.",
    "Kva utviklingssentralen gjorde i {year}, på éi side.",
    "What the development centre did in {year}, on one page.",
)
LEAD = text(
    "En utviklingssentral hjelper andre kommuner med å bygge opp og drive frisklivssentral, på oppdrag fra "
    "Helsedirektoratet. Dette noterte vi i {year}.",
    "Ein utviklingssentral hjelper andre kommunar med å byggje opp og drive frisklivssentral, på oppdrag frå "
    "Helsedirektoratet. Dette noterte vi i {year}.",
    "A development centre helps other municipalities to set up and run healthy life centres, as assigned by the "
    "Directorate of Health. This is what we noted in {year}.",
)
VISITORS = text(
    "{people} personer kom på {visits} for å lære av oss.",
    "{people} personar kom på {visits} for å lære av oss.",
    "{people} people came on {visits} to learn from us.",
)
VISIT = text("ett besøk", "eitt besøk", "one visit")
VISITS = text("{count} besøk", "{count} besøk", "{count} visits")
ASKED = text(
    "Vi fikk {enquiries} fra kommuner og frisklivssentraler.",
    "Vi fekk {enquiries} frå kommunar og frisklivssentralar.",
    "We had {enquiries} from municipalities and healthy life centres.",
)
ENQUIRY = text("én henvendelse", "éin førespurnad", "one enquiry")
ENQUIRIES = text("{count} henvendelser", "{count} førespurnader", "{count} enquiries")
SPREAD = text(
    "De kom fra {places}{counties}.", "Dei kom frå {places}{counties}.", "They came from {places}{counties}."
)
PLACE = text("én kommune eller bydel", "éin kommune eller bydel", "one municipality or district")
PLACES = text(
    "{count} kommuner og bydeler", "{count} kommunar og bydelar", "{count} municipalities and districts"
)
IN_COUNTIES = text(" i {count} fylker", " i {count} fylke", " in {count} counties")
ABOUT = text("Mest spurte de om {topics}.", "Mest spurde dei om {topics}.", "Most asked about: {topics}.")
FIGURE_KINDS = text("Det vi noterte i {year}", "Det vi noterte i {year}", "What we noted in {year}")
TABLE_NEAR = text(
    "Hvor de kom fra i {year}, etter avstand",
    "Kvar dei kom frå i {year}, etter avstand",
    "Where they came from in {year}, by distance",
)


def year_document(
    sums: YearSums, names: Names, centre: str, language: str, *, sample: bool = False, dated: str = ""
) -> Document:
    """Return a centre's year on one page, for the municipality's own leaders and politicians."""
    words = {"centre": centre, "year": str(sums.year)}

    def said(each: Text) -> str:
        return each.in_(language).format(**words)

    blocks: Sequence[Block] = (
        Paragraph((Plain(said(LEAD)),), lead=True),
        ListBlock(tuple((Paragraph((Plain(each),)),) for each in _sentences(sums, names, language))),
        fact_figure(
            _shortened(sums, names), language, block_id="typer", caption=said(FIGURE_KINDS), sort=True
        ),
        fact_table(near_table(sums), language, block_id="avstand", caption=said(TABLE_NEAR)),
    )
    return Document(
        title=said(TITLE),
        language=language,
        blocks=blocks,
        subtitle=SUBTITLE.in_(language),
        date=dated,
        description=said(DESCRIPTION),
        sample=sample,
        brief=True,
    )


def _shortened(sums: YearSums, names: Names) -> FactTable:
    whole = kind_table(sums, names)
    rows = tuple(row for row in whole.rows if any(row[1]))
    return FactTable(whole.heads, rows, whole.note, whole.unit)


def _sentences(sums: YearSums, names: Names, language: str) -> Iterable[str]:
    visits, enquiries = sums.of_kind("visit"), sums.of_kind("enquiry")
    if visits.entries:
        times = _count(visits.entries, VISIT, VISITS, language)
        yield VISITORS.in_(language).format(people=people_told(visits, language), visits=times)
    if enquiries.entries:
        asked = _count(enquiries.entries, ENQUIRY, ENQUIRIES, language)
        yield ASKED.in_(language).format(enquiries=asked)
    if places := distinct(sums.reached):
        counties = len(by_area(sums.reached, lambda each: each.place.county))
        within = IN_COUNTIES.in_(language).format(count=integer(counties, language)) if counties > 1 else ""
        yield SPREAD.in_(language).format(places=_count(places, PLACE, PLACES, language), counties=within)
    if sums.topics:
        most = sorted(sums.topics, key=lambda slug: (-sums.topics[slug], slug))[:3]
        spoken = [names.topic(slug).in_(language) for slug in most]
        yield ABOUT.in_(language).format(topics=listing([f"«{each}»" for each in spoken], language))


def people_told(visits: KindSum, language: str) -> str:
    """Return a number of people as others may read it: one or two are «færre enn 3»."""
    people = told(visits.people)
    if people is None:
        return FEWER.in_(language)
    printed = integer(people, language)
    return approximately(printed, language) if visits.unsure else printed


def _count(count: int, one: Text, several: Text, language: str) -> str:
    return one.in_(language) if count == 1 else several.in_(language).format(count=integer(count, language))
