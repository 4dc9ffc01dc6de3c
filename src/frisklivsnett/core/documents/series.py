"""A number over the years: computed rounds beside what was published before the program, told apart.

A year without a number stands in the table with «–» and is a gap in the chart; nothing is drawn across it.
"""

from frisklivsnett.core.documents.model import Cell, Chart, ChartKind, ColumnHead, DataTable, Figure
from frisklivsnett.core.narrative import Evidence, Published
from frisklivsnett.core.numbers import NO_NUMBER, approximately, decimal, listing
from frisklivsnett.core.tables import NumberTable, table
from frisklivsnett.core.text import text

YEAR = text("År", "År", "Year")
PUBLISHED = text("Publisert tidligere", "Publisert tidlegare", "Published earlier")
COMPUTED = text("Regnet ut av svarene", "Rekna ut av svara", "Computed from the answers")
EARLIER_SOURCE = text(
    "Tidligere tall: {sources}.", "Tidlegare tal: {sources}.", "Earlier numbers: {sources}."
)
MISSING = text(
    "Det finnes ikke noe tall for {years}.",
    "Det finst ikkje noko tal for {years}.",
    "There is no number for {years}.",
)
ALT = text(
    "Søylediagram over årene {first}–{last}. Høyest: {most}. Lavest: {least}. Alle tallene står i tabellen.",
    "Søylediagram over åra {first}–{last}. Høgast: {most}. Lågast: {least}. Alle tala står i tabellen.",
    "Column chart of the years {first}–{last}. Highest: {most}. Lowest: {least}. All the numbers are in the table.",
)


def series_figure(evidence: Evidence, question_id: str, language: str, *, caption: str) -> Figure:
    """Return the figure of a number question's sum by year. Raises ``KeyError`` for a name that no form has."""
    published = evidence.series.get(question_id, {})
    computed = _computed(evidence, question_id)
    first, last = min((*published, *computed)), max((*published, *computed))
    years = range(first, last + 1)
    rows = tuple(_row(year, published.get(year), computed.get(year), language) for year in years)
    heads = (
        ColumnHead(YEAR.in_(language)),
        ColumnHead(PUBLISHED.in_(language), numeric=True),
        ColumnHead(COMPUTED.in_(language), numeric=True),
    )
    return Figure(
        id=f"series.{question_id}",
        caption=caption,
        table=DataTable(heads, rows),
        chart=Chart(ChartKind.COLUMNS, series=(1, 2)),
        alt=_alt(rows, language),
        note=_note(
            evidence, question_id, [year for year in years if year not in {*published, *computed}], language
        ),
    )


def _computed(evidence: Evidence, question_id: str) -> dict[int, NumberTable]:
    """Return the rounds in which the question was asked and somebody answered."""
    found = {}
    for dataset in (*evidence.earlier.values(), evidence.current):
        if dataset.form.has(question_id):
            counted = table(dataset, question_id)
            if isinstance(counted, NumberTable) and counted.answered:
                found[dataset.year] = counted
    return found


def _row(
    year: int, published: Published | None, computed: NumberTable | None, language: str
) -> tuple[Cell, ...]:
    return (
        Cell(str(year)),
        Cell(NO_NUMBER) if published is None else _number(published.value, published.approximate, language),
        Cell(NO_NUMBER) if computed is None else _number(computed.sum, computed.approximate, language),
    )


def _number(value: object, approximate: bool, language: str) -> Cell:
    printed = decimal(value, language)  # type: ignore[arg-type]
    return Cell(approximately(printed, language) if approximate else printed, value)  # type: ignore[arg-type]


def _alt(rows: tuple[tuple[Cell, ...], ...], language: str) -> str:
    with_numbers = [(cell, row[0].text) for row in rows for cell in row[1:] if cell.value is not None]
    by_size = sorted(with_numbers, key=lambda pair: pair[0].value or 0)
    if not by_size:
        return ""

    def named(pair: tuple[Cell, str]) -> str:
        return f"{pair[1]} ({pair[0].text})"

    return ALT.in_(language).format(
        first=rows[0][0].text, last=rows[-1][0].text, most=named(by_size[-1]), least=named(by_size[0])
    )


def _note(evidence: Evidence, question_id: str, missing: list[int], language: str) -> str:
    sentences = []
    sources = sorted({entry.source for entry in evidence.series.get(question_id, {}).values()})
    if sources:
        sentences.append(EARLIER_SOURCE.in_(language).format(sources="; ".join(sources)))
    if missing:
        sentences.append(
            MISSING.in_(language).format(years=listing([str(year) for year in missing], language))
        )
    return " ".join(sentences)
