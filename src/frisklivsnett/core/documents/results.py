"""What results need beyond the report's blocks: groups side by side, numbers centre by centre and at a glance.

Like ``blocks.py``: from counted tables to blocks of a document, with heads, notes and alt text in its language.
"""

from decimal import Decimal
from fractions import Fraction

from frisklivsnett.core.documents.blocks import (
    ANSWER,
    ANSWERED,
    APPROXIMATE,
    BARS_ALT,
    CENTRE,
    COUNT,
    OPTION,
    base_note,
    number_table,
    option_label,
    own_words,
)
from frisklivsnett.core.documents.model import (
    Cell,
    Chart,
    ChartKind,
    ColumnHead,
    DataTable,
    Figure,
    TableBlock,
)
from frisklivsnett.core.numbers import NO_NUMBER, approximately, decimal, integer
from frisklivsnett.core.tables import (
    ChoiceTable,
    CrossTable,
    Dataset,
    NumberTable,
    Table,
    table,
)
from frisklivsnett.core.text import text

ALL = text("Alle", "Alle", "All")
MEASURE = text("Mål", "Mål", "Measure")
GROUP = {
    "health_region": text("Helseregion", "Helseregion", "Health region"),
    "county": text("Fylke", "Fylke", "County"),
}
"""What the groups of a dataset are called; others go under ``OTHER_GROUP``."""
OTHER_GROUP = text("Gruppe", "Gruppe", "Group")
NO_GROUP = text("Uten gruppe", "Utan gruppe", "No group")
OF = text("{answered} av {base}", "{answered} av {base}", "{answered} of {base}")
NOT_ANSWERED = text("Ikke svart", "Ikkje svart", "Not answered")
MEDIAN_RULE = text(
    "Medianen er det midterste tallet når tallene står etter størrelse.",
    "Medianen er det midtarste talet når tala står etter storleik.",
    "The median is the middle number when the numbers stand in order of size.",
)
NUMBERS_ARE_CENTRES = text(
    "Tallene er antall sentraler.",
    "Tala er talet på sentralar.",
    "The numbers are numbers of centres.",
)
NOBODY = text(
    "Ingen har svart på dette spørsmålet ennå.",
    "Ingen har svart på dette spørsmålet enno.",
    "Nobody has answered this question yet.",
)


# --- a number at a glance ---


def number_summary(counted: NumberTable, language: str, *, block_id: str, caption: str) -> TableBlock:
    """Return sum, median, lowest and highest, a row each: the question's line of ``number_table``, turned upright."""
    lying = number_table([counted], language, block_id=block_id, caption=caption).table
    (row,) = lying.rows
    measures = [(Cell(head.text), cell) for head, cell in list(zip(lying.heads, row, strict=True))[1:-1]]
    heads = (ColumnHead(MEASURE.in_(language)), ColumnHead(COUNT.in_(language), numeric=True))
    return TableBlock(block_id, caption, DataTable(heads, tuple(measures)), number_note(counted, language))


def number_note(counted: NumberTable, language: str) -> str:
    """Return what stands under a number's table: the base, what a median is, and what «ca.» means where it stands."""
    sentences = [base_note(counted, language), MEDIAN_RULE.in_(language)]
    if counted.approximate:
        sentences.append(APPROXIMATE.in_(language))
    return " ".join(sentences)


def centre_figure(
    dataset: Dataset, question_id: str, language: str, *, block_id: str, caption: str, sort: bool = False
) -> Figure:
    """Return a bar chart of a number question, a bar for each centre, with its table in the dataset's order.

    Centres that have not answered have their line too, without a number. Raises as ``tables.table`` does.
    """
    counted = table(dataset, question_id)
    if not isinstance(counted, NumberTable):
        raise TypeError(f"{question_id} is not a question answered with a number.")
    column = dataset.columns[question_id]
    rows = tuple(
        (Cell(respondent.name), _amount(value, place in column.approximate, language))
        for place, (respondent, value) in enumerate(zip(dataset.respondents, column.values, strict=True))
    )
    heads = (ColumnHead(CENTRE.in_(language)), ColumnHead(COUNT.in_(language), numeric=True))
    return Figure(
        id=block_id,
        caption=caption,
        table=DataTable(heads, rows),
        chart=Chart(ChartKind.BARS, unit=counted.question.text.in_(language).rstrip("?: "), sort=sort),
        alt=_centres_alt(rows, language),
        note=number_note(counted, language),
    )


def _amount(value: object, approximate: bool, language: str) -> Cell:
    if not isinstance(value, int | Decimal):
        return Cell(NOT_ANSWERED.in_(language))
    printed = decimal(value, language)
    return Cell(approximately(printed, language) if approximate else printed, value)


def _centres_alt(rows: tuple[tuple[Cell, Cell], ...], language: str) -> str:
    given = [(name.text, amount) for name, amount in rows if amount.value is not None]
    if not given:
        return NOBODY.in_(language)
    given.sort(key=lambda pair: -Fraction(pair[1].value or 0))
    most, least = (f"{name} ({amount.text})" for name, amount in (given[0], given[-1]))
    return BARS_ALT.in_(language).format(rows=len(rows), most=most, least=least)


# --- groups side by side ---


def cross_block(crossed: CrossTable, language: str, *, block_id: str, caption: str) -> TableBlock:
    """Return a question's table with a column for each group and one for all; texts are listed group by group.

    The last line says how many of each group have answered: groups differ in size, and so do their counts.
    """
    counted = crossed.whole
    if isinstance(counted, ChoiceTable):
        return TableBlock(
            block_id, caption, _crossed_choice(crossed, language), cross_note(counted, language)
        )
    if isinstance(counted, NumberTable):
        return TableBlock(
            block_id, caption, _crossed_number(crossed, language), number_note(counted, language)
        )
    return TableBlock(block_id, caption, _grouped_texts(crossed, language), base_note(counted, language))


def cross_note(counted: ChoiceTable, language: str) -> str:
    """Return what stands under a choice by groups: its base, and that counts are of centres."""
    return f"{base_note(counted, language)} {NUMBERS_ARE_CENTRES.in_(language)}"


def _crossed_choice(crossed: CrossTable, language: str) -> DataTable:
    """A group where nobody has answered has no counts: its 0 would read as an answer."""
    answered = [counted.answered for counted in _every(crossed)]
    rows = tuple(
        (
            Cell(option_label(row.label.in_(language))),
            *(
                Cell(integer(int(n), language), n) if some else Cell(NO_NUMBER)
                for n, some in zip((*row.values, row.total), answered, strict=True)
            ),
        )
        for row in crossed.rows
    )
    return DataTable(
        _group_heads(crossed, OPTION.in_(language), language), rows, _answered(crossed, language)
    )


def _crossed_number(crossed: CrossTable, language: str) -> DataTable:
    upright = [
        number_summary(counted, language, block_id="", caption="").table.rows
        for counted in _every(crossed)
        if isinstance(counted, NumberTable)
    ]
    rows = tuple((lines[0][0], *(cell for _measure, cell in lines)) for lines in zip(*upright, strict=True))
    return DataTable(
        _group_heads(crossed, MEASURE.in_(language), language), rows, _answered(crossed, language)
    )


def _grouped_texts(crossed: CrossTable, language: str) -> DataTable:
    group = GROUP.get(crossed.by, OTHER_GROUP)
    heads = (
        ColumnHead(CENTRE.in_(language)),
        ColumnHead(group.in_(language)),
        ColumnHead(ANSWER.in_(language), language=own_words(language)),
    )
    rows = tuple(
        (Cell(given.respondent.name), Cell(_group_name(part.name, language)), Cell(given.words))
        for part in crossed.parts
        for given in getattr(part.table, "texts", ())
    )
    return DataTable(heads, rows)


def _every(crossed: CrossTable) -> tuple[Table, ...]:
    return (*(part.table for part in crossed.parts), crossed.whole)


def _group_heads(crossed: CrossTable, first: str, language: str) -> tuple[ColumnHead, ...]:
    names = (*(_group_name(part.name, language) for part in crossed.parts), ALL.in_(language))
    return (ColumnHead(first), *(ColumnHead(name, numeric=True) for name in names))


def _group_name(name: str, language: str) -> str:
    return name or NO_GROUP.in_(language)


def _answered(crossed: CrossTable, language: str) -> tuple[Cell, ...]:
    """How many have answered, of how many, in each group and in all."""

    def cell(counted: Table) -> Cell:
        words = OF.in_(language)
        answered, base = integer(counted.answered, language), integer(counted.base, language)
        return Cell(words.format(answered=answered, base=base), counted.answered)

    return (Cell(ANSWERED.in_(language)), *(cell(counted) for counted in _every(crossed)))
