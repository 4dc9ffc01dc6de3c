"""The national report of 2024, read back from its finished files.

``report-2024.json`` holds every table and figure in bokmål: caption, heads and rows. When a change is meant, write it
anew with ``FRISKLIVSNETT_GOLDEN=write`` in the environment, and read what changed. The counts below are not from the
program: they are the published ones, and those that follow from its text.
"""

import html
import json
import os
import re
from collections.abc import Mapping
from functools import cache
from pathlib import Path

import pytest
from tests.core.documents.reading import pdf_text

from frisklivsnett.collection.models import Round
from frisklivsnett.core.documents.model import Block, DataTable, Figure, Heading, TableBlock
from frisklivsnett.core.documents.numbering import numbered
from frisklivsnett.publication.evidence import evidence_of
from frisklivsnett.publication.formats import FORMATS
from frisklivsnett.publication.report import Report, report_of, source_of

GOLDEN = Path(__file__).with_name("report-2024.json")
LANGUAGES = ("nb", "nn", "en")
CENTRES = [
    *("Tana", "Harstad", "Bodø", "Alstahaug", "Kristiansund", "Stavanger", "Bergen", "Askøy", "Trondheim"),
    *("Modum", "Drammen", "Åsnes", "Nordre Follo", "Fredrikstad", "Tønsberg", "Kristiansand"),
    *("Bydel Stovner", "Bydel Nordre Aker"),
]
FIGURES: Mapping[str, Mapping[str, int]] = {
    "communication.activities": {
        "Vi har en egen kommunikasjonsstrategi": 11,
        "Vi har egen plan for informasjonsspredning": 16,
        "Vi har bidratt til regionale/nasjonale medieoppslag": 9,
        "Vi har bidratt til oppslag i lokale medier": 17,
        "Vi har holdt innlegg på regionale og nasjonale konferanser ol.": 14,
        "Vi har egen nettside med informasjon om vårt tilbud som oppdateres regelmessig": 16,
        "Vi har egne sider på sosiale medier": 18,
        "Vi benytter sosiale medier regelmessig": 17,
        "Vi sprer informasjon fra Helsedirektoratet": 17,
        "Vi har ikke drevet systematisk informasjonsarbeid": 0,
    },
    "communication.audiences": {
        "Politikere": 14,
        "Beslutningstakere": 14,
        "Fastleger og annet helsepersonell i primærhelsetjenesten": 16,
        "Spesialisthelsetjenesten": 13,
        "NAV": 14,
        "Presse": 12,
        "Befolkningen": 18,
        "Annet": 1,
    },
    "research.participation": {
        "Bidrar med data til studier/forskningsprosjekter": 12,
        "Egne utviklingsprosjekt": 12,
        "Deltatt i utviklingsprosjekt i samarbeid med andre frisklivssentraler": 5,
        "Deltatt i utviklingsprosjekt i samarbeid med Helsedirektoratet": 6,
        "Deltatt i utviklingsprosjekt i samarbeid med andre samarbeidspartnere": 10,
        "Vi har vært praksisplass for studenter fra universitet/høyskoler": 17,
        "Har ikke deltatt i FOU-arbeid": 1,
        "Annet": 3,
    },
}
"""Figures 1–3 in their order, as they were published."""
PROSE = {
    ("governor.own_county", "Faste møter"): 3,
    ("governor.own_county", "FOU-arbeid"): 3,
    ("governor.other_counties", "Har ikke samarbeid med øvrige statsforvaltere i regionen"): 15,
    ("county_council.own_county", "Faste møter"): 4,
    ("county_council.own_county", "FOU-arbeid"): 6,
    ("county_council.other_counties", "Faste møter"): 1,
    ("county_council.other_counties", "Har ikke samarbeid med fylkeskommuner i regionen"): 12,
}
"""Counts that the published report tells in its text."""

pytestmark = pytest.mark.usefixtures("demo_database", "db")


@pytest.fixture(scope="module")
def reports(demo_database: None, django_db_blocker: pytest.FixtureRequest) -> Mapping[str, Report]:
    """The report in each language, made once."""
    with django_db_blocker.unblock():  # type: ignore[attr-defined]
        round_ = Round.objects.select_related("form_version").get(report_year=2024)
        evidence = evidence_of(round_)
        return {language: report_of(round_, language, evidence) for language in LANGUAGES}


@pytest.fixture
def report(reports: Mapping[str, Report]) -> Report:
    return reports["nb"]


def blocks_with_tables(report: Report) -> list[TableBlock | Figure]:
    return [block for block in report.document.blocks if isinstance(block, TableBlock | Figure)]


def counts(block: TableBlock | Figure) -> dict[str, object]:
    return {row[0].text: row[1].value for row in block.table.rows}


def by_id(report: Report) -> dict[str, TableBlock | Figure]:
    return {block.id: block for block in blocks_with_tables(report)}


@cache
def text_of(report: Report, kind: str) -> str:
    """All words of the finished file but those in pictures, with single plain spaces."""
    written = FORMATS[kind].write(report.document, None)
    if kind == "pdf":
        return pdf_text(written).replace("\u00a0", " ")
    page = re.sub(r"<svg.*?</svg>|<style.*?</style>", " ", written.decode(), flags=re.DOTALL)
    page = re.sub(r"</?(?:em|strong|a|span)\b[^>]*>", "", page)
    return " ".join(html.unescape(re.sub(r"<[^>]+>", " ", page)).split())


# --- what the published report says, and what it left out ---


def test_the_figures_have_the_published_counts_in_the_published_order(report: Report) -> None:
    figures = [block for block in blocks_with_tables(report) if isinstance(block, Figure)]
    assert [figure.id for figure in figures[:3]] == list(FIGURES)
    for figure in figures[:3]:
        assert FIGURES[figure.id].items() <= counts(figure).items()


def test_figure_2_has_the_option_that_was_left_out(report: Report) -> None:
    left_out = counts(by_id(report)["communication.audiences"]).keys() - FIGURES["communication.audiences"]
    assert left_out == {"Samarbeidspartnere i og utenfor helsetjenesten"}
    assert (
        counts(by_id(report)["communication.activities"]).keys() == FIGURES["communication.activities"].keys()
    )
    assert counts(by_id(report)["research.participation"]).keys() == FIGURES["research.participation"].keys()


def test_table_1_has_every_kind_of_visitor_also_those_left_out(report: Report) -> None:
    first = next(block for block in blocks_with_tables(report) if isinstance(block, TableBlock))
    assert first.id == "hosting.visitor_types"
    visitors = counts(first)
    assert len(visitors) == 21
    assert {name for name, n in visitors.items() if not n} == {"Distriktspsykiatrisk senter", "Andre"}
    assert visitors["Private aktører"]


def test_the_tables_have_the_counts_that_the_published_text_tells(report: Report) -> None:
    tables = by_id(report)
    assert {(id_, label): counts(tables[id_])[label] for id_, label in PROSE} == PROSE


def test_the_numbers_of_visitors_are_the_published_ones(report: Report) -> None:
    people, organisations = (row for row in by_id(report)["numbers.enquiries.count"].table.rows[1:])
    assert (people[1].text, people[1].value) == ("ca.\u00a0310", 310)
    assert organisations[1].value == 47
    series = by_id(report)["series.hosting.people"].table
    published = {row[0].text: row[1].value for row in series.rows}
    before = dict(zip(range(2014, 2023), (178, 186, 198, 181, 150, 260, 61, 67, 104), strict=True))
    assert published == {str(year): before.get(year) for year in range(2014, 2025)}
    assert series.rows[-1][2].value == 310


@pytest.mark.parametrize(
    "words",
    [
        "16 sentraler har en egen plan for informasjonsspredning, og 11 har en egen kommunikasjonsstrategi",
        "16 har en egen nettside",
        "17 sentraler har bidratt til oppslag i lokale medier",
        "17 bruker sosiale medier regelmessig",
        "16 retter seg mot fastleger",
        "Private aktører hospiterte ved to sentraler",
        "Fire utviklingssentraler hadde 35–60 hospitanter",
        "To av sentralene har merket tallet sitt som omtrentlig",
        "Alle utviklingssentraler har egne sider på sosiale medier",
        "Alle sentraler har befolkningen som målgruppe",
    ],
)
def test_the_text_says_what_the_figures_say(report: Report, words: str) -> None:
    assert words in text_of(report, "html")


# --- by construction ---


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_list_of_centres_is_the_base_of_every_table(reports: Mapping[str, Report], language: str) -> None:
    page = FORMATS["html"].write(reports[language].document, None).decode()
    listed = re.search(r"<ul>(<li><strong>Helse Midt-Norge.*?)</ul>", page)
    assert listed is not None
    names = re.split(r", | og | and ", ", ".join(re.findall(r"</strong> (.*?)</li>", listed[1])))
    assert sorted(names) == sorted(CENTRES)
    assert len(names) == 18
    bases = re.findall(r"(?:de|dei|av|of|All|er|is|base is) (\d+) (?:sentral|centre)", page)
    assert bases
    assert set(bases) == {"18"}


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_claim_holds_and_nothing_is_open(reports: Mapping[str, Report], language: str) -> None:
    assert reports[language].faults == ()
    assert reports[language].publishable


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_source_stands_as_it_is_printed(reports: Mapping[str, Report], language: str) -> None:
    assert reports[language].source == source_of(language).replace("{year}", "2024")


@pytest.mark.parametrize("language", ["nn", "en"])
def test_the_languages_have_the_same_parts_and_the_same_claims(
    reports: Mapping[str, Report], language: str
) -> None:
    def outline(report: Report) -> list[str]:
        return [
            f"{entry.level} {entry.id} {entry.number[-3:]}" for entry in numbered(report.document).outline
        ]

    def parts(report: Report) -> list[str]:
        return [block.id for block in blocks_with_tables(report)]

    def formulas(report: Report) -> list[str]:
        found = (placed.claim.formula for placed in report.checked.claims)
        return sorted(re.sub(r' as ".*"', "", formula) for formula in found)

    ours, theirs = reports["nb"], reports[language]
    assert [line.split()[:2] for line in outline(theirs)] == [line.split()[:2] for line in outline(ours)]
    assert parts(theirs) == parts(ours)
    assert formulas(theirs) == formulas(ours)
    for block, other in zip(blocks_with_tables(ours), blocks_with_tables(theirs), strict=True):
        assert values(other.table) == values(block.table)


def values(table: DataTable) -> list[list[object]]:
    return [[cell.value for cell in row] for row in table.rows]


@pytest.mark.parametrize("kind", ["html", "pdf"])
@pytest.mark.parametrize("language", LANGUAGES)
def test_every_number_of_the_tables_is_in_the_file(
    reports: Mapping[str, Report], language: str, kind: str
) -> None:
    report = reports[language]
    text = text_of(report, kind)
    for block in blocks_with_tables(report):
        for row in block.table.rows:
            numbers = " ".join(cell.text for cell in row[1:] if cell.value is not None)
            assert numbers.replace("\u00a0", " ") in text


def test_numbers_of_chapters_tables_and_figures_have_no_gaps(report: Report) -> None:
    prepared = numbered(report.document)
    tables = [label for label in prepared.labels.values() if label.startswith("Tabell")]
    figures = [label for label in prepared.labels.values() if label.startswith("Figur")]
    assert tables == [f"Tabell {number}" for number in range(1, len(tables) + 1)]
    assert figures == [f"Figur {number}" for number in range(1, len(figures) + 1)]
    sections = [e.number for e in prepared.outline if e.level == 2 and e.number.startswith("2.")]
    assert sections == [f"2.{number}" for number in range(1, len(sections) + 1)]
    assert not re.search(r"(?i)\b(?:tabell|figur|kapittel) \d", source_of("nb"))  # made, never typed


# --- the golden file ---


def test_every_table_and_figure_is_as_it_was_written_down(report: Report) -> None:
    written = [content(block) for block in report.document.blocks if isinstance(block, TableBlock | Figure)]
    if os.environ.get("FRISKLIVSNETT_GOLDEN") == "write":
        GOLDEN.write_text(json.dumps(written, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")
    assert written == json.loads(GOLDEN.read_text(encoding="utf-8"))


def content(block: Block) -> dict[str, object]:
    assert isinstance(block, TableBlock | Figure)
    return {
        "kind": type(block).__name__.removesuffix("Block").lower(),
        "id": block.id,
        "caption": block.caption,
        "heads": [head.text for head in block.table.heads],
        "rows": [" | ".join(cell.text for cell in row) for row in block.table.rows],
        "note": block.note,
    }


def test_every_chapter_of_the_published_report_is_there(report: Report) -> None:
    titles = [
        block.text for block in report.document.blocks if isinstance(block, Heading) and block.level == 1
    ]
    assert titles == [
        "Bakgrunn, mål og metode",
        "Resultater",
        "Oppsummering",
        "Sentralenes egne ord",
        "Skjemaet",
    ]
