"""Tables of what the registry or the log knows, as blocks: the same table as a figure or alone."""

from decimal import Decimal

from frisklivsnett.core.documents.model import (
    Cell,
    Chart,
    ChartKind,
    ColumnHead,
    DataTable,
    Figure,
    TableBlock,
)
from frisklivsnett.core.narrative import FactTable
from frisklivsnett.core.numbers import NO_NUMBER, decimal
from frisklivsnett.core.text import text

ALT = text(
    "{kind} med {rows} rader. Høyest: {most}. Lavest: {least}. Alle tallene står i tabellen.",
    "{kind} med {rows} rader. Høgast: {most}. Lågast: {least}. Alle tala står i tabellen.",
    "{kind} with {rows} rows. Highest: {most}. Lowest: {least}. All the numbers are in the table.",
)
BARS = text("Stolpediagram", "Stolpediagram", "Bar chart")
COLUMNS = text("Søylediagram", "Søylediagram", "Column chart")


def fact_data(facts: FactTable, language: str) -> DataTable:
    """Return the rows under their heads; a number that is not known stands as «–»."""
    label, *numbers = facts.heads
    heads = (ColumnHead(label.in_(language)), *(ColumnHead(n.in_(language), numeric=True) for n in numbers))
    rows = tuple(
        (Cell(name.in_(language)), *(_cell(value, language) for value in values))
        for name, values in facts.rows
    )
    return DataTable(heads, rows)


def fact_table(facts: FactTable, language: str, *, block_id: str, caption: str) -> TableBlock:
    """Return the table alone."""
    return TableBlock(block_id, caption, fact_data(facts, language), facts.note.in_(language))


def fact_figure(
    facts: FactTable, language: str, *, block_id: str, caption: str, sort: bool = False
) -> Figure:
    """Return the table as a chart: columns when its rows are in time order, else bars, of its first column."""
    kind = ChartKind.COLUMNS if facts.over_time else ChartKind.BARS
    table = fact_data(facts, language)
    return Figure(
        id=block_id,
        caption=caption,
        table=table,
        chart=Chart(kind, unit=facts.unit.in_(language), sort=sort and not facts.over_time),
        alt=_alt(table, kind, language),
        note=facts.note.in_(language),
    )


def _cell(value: int | Decimal | None, language: str) -> Cell:
    return Cell(NO_NUMBER) if value is None else Cell(decimal(value, language), value)


def _alt(table: DataTable, kind: ChartKind, language: str) -> str:
    known = [(row[1].value, row) for row in table.rows if row[1].value is not None]
    ordered = [row for _value, row in sorted(known, key=lambda pair: -pair[0])]
    if not ordered:
        return (COLUMNS if kind is ChartKind.COLUMNS else BARS).in_(language)

    def named(row: tuple[Cell, ...]) -> str:
        return f"{row[0].text} ({row[1].text})"

    return ALT.in_(language).format(
        kind=(COLUMNS if kind is ChartKind.COLUMNS else BARS).in_(language),
        rows=len(table.rows),
        most=named(ordered[0]),
        least=named(ordered[-1]),
    )
