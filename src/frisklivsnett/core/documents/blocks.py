"""Counted tables as blocks of a document: the one place where a question's table gets its heads, notes and alt text.

The report and the results page both come through here, so a table reads the same wherever it stands. Each note says the
base, how many answered and how shares are made, in the document's language.
"""

from collections.abc import Sequence

from frisklivsnett.core.documents.model import (
    Cell,
    Chart,
    ChartKind,
    ColumnHead,
    DataTable,
    Figure,
    TableBlock,
)
from frisklivsnett.core.forms.model import QuestionType
from frisklivsnett.core.numbers import NO_NUMBER, approximately, decimal, integer, percent
from frisklivsnett.core.tables.model import ChoiceTable, NumberTable, Table, TextTable
from frisklivsnett.core.text import Text, text

NORWEGIAN = ("nb", "nn")
OPTION = text("Svaralternativ", "Svaralternativ", "Option")
COUNT = text("Antall", "Tal", "Number")
SHARE = text("Andel", "Del", "Share")
QUESTION = text("Spørsmål", "Spørsmål", "Question")
SUM = text("Sum", "Sum", "Sum")
MEDIAN = text("Median", "Median", "Median")
LEAST = text("Lavest", "Lågast", "Lowest")
GREATEST = text("Høyest", "Høgast", "Highest")
ANSWERED = text("Har svart", "Har svart", "Answered")
CENTRE = text("Sentral", "Sentral", "Centre")
ANSWER = text("Svar", "Svar", "Answer")
CENTRES = text("Antall utviklingssentraler", "Talet på utviklingssentralar", "Number of development centres")

ALL_ANSWERED = text(
    "Alle de {base} sentralene har svart.",
    "Alle dei {base} sentralane har svart.",
    "All {base} centres have answered.",
)
ONE_ANSWERED = text(
    "Den ene sentralen har svart.", "Den eine sentralen har svart.", "The one centre has answered."
)
SOME_ANSWERED = text(
    "{answered} av {base} sentraler har svart, {missing} mangler.",
    "{answered} av {base} sentralar har svart, {missing} manglar.",
    "{answered} of {base} centres have answered; {missing} are missing.",
)
BASE_ONLY = text(
    "Grunnlaget er {base} sentraler.", "Grunnlaget er {base} sentralar.", "The base is {base} centres."
)
BASE_OF_ONE = text("Grunnlaget er én sentral.", "Grunnlaget er éin sentral.", "The base is one centre.")
OF_ONE_NOT_ANSWERED = text(
    "Den ene sentralen har ikke svart.",
    "Den eine sentralen har ikkje svart.",
    "The one centre has not answered.",
)
SHARES = text(
    "Andelene er av dem som har svart, avrundet til én desimal.",
    "Delane er av dei som har svart, avrunda til éin desimal.",
    "Shares are of those who answered, rounded to one decimal.",
)
SEVERAL = text("Flere svar var mulig.", "Fleire svar var mogleg.", "Several answers were possible.")
APPROXIMATE = text(
    "«Ca.» betyr at minst én sentral har merket tallet sitt som omtrentlig.",
    "«Ca.» tyder at minst éin sentral har merkt talet sitt som omtrentleg.",
    "“About” means that at least one centre marked its number as approximate.",
)
BARS_ALT = text(
    "Stolpediagram med {rows} stolper. Høyest: {most}. Lavest: {least}. Alle tallene står i tabellen.",
    "Stolpediagram med {rows} stolpar. Høgast: {most}. Lågast: {least}. Alle tala står i tabellen.",
    "Bar chart with {rows} bars. Highest: {most}. Lowest: {least}. All the numbers are in the table.",
)


def base_note(table: Table, language: str) -> str:
    """Return the sentence on the base: who answered, of how many."""
    if table.base == 1:
        return (ONE_ANSWERED if table.answered else OF_ONE_NOT_ANSWERED).in_(language)
    words = ALL_ANSWERED if table.missing == 0 else SOME_ANSWERED
    return words.in_(language).format(
        base=integer(table.base, language),
        answered=integer(table.answered, language),
        missing=integer(table.missing, language),
    )


def choice_note(table: ChoiceTable, language: str) -> str:
    """Return what stands under a choice table: base, how shares are made, and whether several answers were possible."""
    sentences = [base_note(table, language), SHARES.in_(language)]
    if table.question.type is QuestionType.MULTIPLE:
        sentences.append(SEVERAL.in_(language))
    return " ".join(sentences)


def choice_data(table: ChoiceTable, language: str) -> DataTable:
    """Return option, count and share, a row for each option in the form's order; nobody's options stand with 0."""
    heads = (
        ColumnHead(OPTION.in_(language)),
        ColumnHead(COUNT.in_(language), numeric=True),
        ColumnHead(SHARE.in_(language), numeric=True),
    )
    rows = tuple(
        (
            Cell(option_label(row.label.in_(language))),
            Cell(integer(row.n, language), row.n),
            Cell(percent(row.share, language), row.share),
        )
        for row in table.rows
    )
    return DataTable(heads, rows)


def option_label(words: str) -> str:
    """Return an option's wording as a label: without the invitation to specify (« Hvem:», «, spesifiser hva:»)."""
    label = words.rstrip()
    if label.endswith(":"):
        for mark in (". ", ", "):
            head, found, _invitation = label.rpartition(mark)
            if found:
                return head
    return label.rstrip(":")


def choice_figure(
    table: ChoiceTable, language: str, *, block_id: str, caption: str, sort: bool = False, source: str = ""
) -> Figure:
    """Return a bar chart of a choice question, with its table: one bar an option, the axis ending at the base."""
    return Figure(
        id=block_id,
        caption=caption,
        table=choice_data(table, language),
        chart=Chart(ChartKind.BARS, unit=CENTRES.in_(language), limit=table.base, sort=sort),
        alt=bars_alt(table, language),
        note=" ".join(part for part in (choice_note(table, language), source) if part),
    )


def choice_table(
    table: ChoiceTable, language: str, *, block_id: str, caption: str, source: str = ""
) -> TableBlock:
    """Return a choice question as a table of its own."""
    note = " ".join(part for part in (choice_note(table, language), source) if part)
    return TableBlock(block_id, caption, choice_data(table, language), note)


def bars_alt(table: ChoiceTable, language: str) -> str:
    """Return the picture in words: how many bars there are, the highest and the lowest with their numbers."""
    ordered = sorted(table.rows, key=lambda row: -row.n)
    if not ordered:
        return ""

    def named(label: Text, n: int) -> str:
        return f"{option_label(label.in_(language))} ({integer(n, language)})"

    return BARS_ALT.in_(language).format(
        rows=len(ordered),
        most=named(ordered[0].label, ordered[0].n),
        least=named(ordered[-1].label, ordered[-1].n),
    )


def number_table(
    tables: Sequence[NumberTable], language: str, *, block_id: str, caption: str, source: str = ""
) -> TableBlock:
    """Return sum, median, lowest and highest of one or more number questions, a row each."""
    heads = (
        ColumnHead(QUESTION.in_(language)),
        *(
            ColumnHead(words.in_(language), numeric=True)
            for words in (SUM, MEDIAN, LEAST, GREATEST, ANSWERED)
        ),
    )
    rows = tuple(_number_row(table, language) for table in tables)
    sentences = []
    if tables:
        words = BASE_OF_ONE if tables[0].base == 1 else BASE_ONLY
        sentences.append(words.in_(language).format(base=integer(tables[0].base, language)))
    if any(table.approximate for table in tables):
        sentences.append(APPROXIMATE.in_(language))
    if source:
        sentences.append(source)
    return TableBlock(block_id, caption, DataTable(heads, rows), " ".join(sentences))


def _number_row(table: NumberTable, language: str) -> tuple[Cell, ...]:
    total = decimal(table.sum, language)
    if table.answered == 0:
        total = NO_NUMBER
    elif table.approximate:
        total = approximately(total, language)

    def cell(value: object) -> Cell:
        return Cell(NO_NUMBER) if value is None else Cell(decimal(value, language), value)  # type: ignore[arg-type]

    median = cell(table.median)
    if table.approximate and table.median is not None:
        median = Cell(approximately(median.text, language), median.value)
    return (
        Cell(table.question.text.in_(language)),
        Cell(total, table.sum if table.answered else None),
        median,
        cell(table.min),
        cell(table.max),
        Cell(integer(table.answered, language), table.answered),
    )


def own_words(language: str) -> str:
    """Return the language to mark centres' own words with in a document: Norwegian, where the document is not."""
    return "" if language in NORWEGIAN else NORWEGIAN[0]


def text_table(
    table: TextTable, language: str, *, block_id: str, caption: str, source: str = ""
) -> TableBlock:
    """Return what the centres wrote, each with its name, as they wrote it."""
    heads = (ColumnHead(CENTRE.in_(language)), ColumnHead(ANSWER.in_(language), language=own_words(language)))
    rows = tuple((Cell(given.respondent.name), Cell(given.words)) for given in table.texts)
    note = " ".join(part for part in (base_note(table, language), source) if part)
    return TableBlock(block_id, caption, DataTable(heads, rows), note)
