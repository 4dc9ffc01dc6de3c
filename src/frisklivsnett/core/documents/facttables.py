"""Tables of what the registry or the log knows, as blocks: the same table as a figure or alone."""

from decimal import Decimal

from frisklivsnett.core.documents.model import (
    MAX_SERIES,
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
ALT_OF_SEVERAL = text(
    "{kind} med {rows} rader. {each} Alle tallene står i tabellen.",
    "{kind} med {rows} rader. {each} Alle tala står i tabellen.",
    "{kind} with {rows} rows. {each} All the numbers are in the table.",
)
EACH = text(
    "{head}: høyest {most}, lavest {least}.",
    "{head}: høgast {most}, lågast {least}.",
    "{head}: highest {most}, lowest {least}.",
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
    """Return the table as a chart: columns of all its numbers when its rows are in time order, else bars of one."""
    kind = ChartKind.COLUMNS if facts.over_time else ChartKind.BARS
    table = fact_data(facts, language)
    drawn = tuple(range(1, len(table.heads))) if facts.over_time else (1,)
    series = drawn if len(drawn) <= MAX_SERIES else (1,)
    return Figure(
        id=block_id,
        caption=caption,
        table=table,
        chart=Chart(kind, series, unit=facts.unit.in_(language), sort=sort and not facts.over_time),
        alt=_alt(table, kind, series, language),
        note=facts.note.in_(language),
    )


def _cell(value: int | Decimal | None, language: str) -> Cell:
    return Cell(NO_NUMBER) if value is None else Cell(decimal(value, language), value)


def _alt(table: DataTable, kind: ChartKind, series: tuple[int, ...], language: str) -> str:
    """Return the picture in words; of several series, the highest and the lowest of each."""
    drawn = (COLUMNS if kind is ChartKind.COLUMNS else BARS).in_(language)
    ends = {column: found for column in series if (found := _ends(table, column))}
    if not ends:
        return drawn
    if len(series) == 1:
        most, least = ends[series[0]]
        return ALT.in_(language).format(kind=drawn, rows=len(table.rows), most=most, least=least)
    each = " ".join(
        EACH.in_(language).format(head=table.heads[column].text, most=most, least=least)
        for column, (most, least) in ends.items()
    )
    return ALT_OF_SEVERAL.in_(language).format(kind=drawn, rows=len(table.rows), each=each)


def _ends(table: DataTable, column: int) -> tuple[str, str] | None:
    """Return where a column is highest and lowest, each with its number; None when no number is known."""
    known = [(value, row) for row in table.rows if (value := row[column].value) is not None]
    ordered = [row for _value, row in sorted(known, key=lambda pair: -pair[0])]
    if not ordered:
        return None
    most, least = (f"{row[0].text} ({row[column].text})" for row in (ordered[0], ordered[-1]))
    return most, least
