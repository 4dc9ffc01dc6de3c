"""Entries as rows of a spreadsheet, both ways: the columns, what a row says, and what is wrong with it.

The headings may be in any of the program's languages, in any order; columns that are not ours are passed over. Several
places, topics or choices in a cell have «;» between.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from decimal import Decimal
from uuid import UUID

from frisklivsnett.core.activity.dates import find_days
from frisklivsnett.core.activity.gridfiles import Cell, Grid
from frisklivsnett.core.activity.model import Kind
from frisklivsnett.core.activity.words import number_of
from frisklivsnett.core.forms import (
    Answer,
    Answers,
    Question,
    QuestionType,
    approximate_field,
    read_answer,
    specify_field,
    value_field,
)
from frisklivsnett.core.text import Text, text

BETWEEN = "; "
_EXCEL_DAY_ONE = date(1899, 12, 30)
_EXCEL_DAYS = range(30_000, 80_000)
"""Serial numbers of Excel that are taken for days: 1982 to 2119."""
_SOME_DAY = date(2097, 1, 1)
"""Later than every day that is noted, so that a year is never in the future."""
_YES = frozenset({"ja", "x", "1", "yes", "true", "sann", "omtrentlig", "omtrentleg"})
_ABOUT = ("ca.", "ca", "omtrent", "om lag", "rundt", "about")
_ERRORS = frozenset({"#REF!", "#N/A", "#VALUE!", "#NAME?", "#DIV/0!", "#NUM!", "#NULL!", "#VERDI!", "#NAVN?"})

COMMON: Mapping[str, Text] = {
    "kind": text("Type", "Type", "Kind"),
    "starts_on": text("Dato", "Dato", "Date"),
    "ends_on": text("Siste dag", "Siste dag", "Last day"),
    "title": text("Hva", "Kva", "What"),
    "people": text("Antall personer", "Talet på personar", "Number of people"),
    "approximate": text("Omtrentlig", "Omtrentleg", "Approximate"),
    "places": text("Kommuner", "Kommunar", "Municipalities"),
    "organisations": text("Virksomheter", "Verksemder", "Organisations"),
    "topics": text("Tema", "Tema", "Topics"),
}
"""The columns that every kind shares, with their headings."""
KEY = text("Nøkkel (ikke endre)", "Nøkkel (ikkje endre)", "Key (do not change)")
"""The last column of an export, by which an entry is known again."""


@dataclass(frozen=True, slots=True)
class Column:
    """A column: ``id`` is that of a common field or of a question of the kinds' own forms."""

    id: str
    heading: Text


@dataclass(frozen=True, slots=True)
class Wrong:
    """Something to mend: in which row (from 1, the heading's), under which heading, and what to do."""

    row: int
    heading: Text
    message: Text


@dataclass(frozen=True, slots=True)
class SheetEntry:
    """What a row says. ``places`` and ``topics`` are the words in the cells, not looked up yet."""

    row: int
    kind: Kind
    starts_on: date
    ends_on: date | None = None
    title: str = ""
    people: int | None = None
    approximate: bool = False
    places: tuple[str, ...] = ()
    organisations: tuple[str, ...] = ()
    topics: tuple[str, ...] = ()
    answers: Answers = field(default_factory=dict)
    key: UUID | None = None


def columns(kinds: Iterable[Kind]) -> tuple[Column, ...]:
    """Return every column, the common ones first; a question that several kinds ask in the same words has one."""
    found = {id_: Column(id_, heading) for id_, heading in COMMON.items()}
    for kind in kinds:
        for question in kind.form.questions:
            found.setdefault(question.id, Column(question.id, question.text))
    return (*found.values(), Column("key", KEY))


def read_sheet(grid: Grid, kinds: Mapping[str, Kind]) -> tuple[list[SheetEntry], list[Wrong]]:
    """Return what the rows say, and what is wrong with them; a row with something wrong says nothing."""
    start = next((n for n, row in enumerate(grid[:10]) if _headings(row, kinds)), None)
    if start is None:
        return [], [Wrong(1, Text(), _NO_HEADINGS)]
    headings = _headings(grid[start], kinds)
    missing = [COMMON[id_] for id_ in ("kind", "starts_on") if id_ not in headings.values()]
    if missing:
        return [], [Wrong(start + 1, one, _lacks(one)) for one in missing]
    entries, wrong = [], []
    for number, row in enumerate(grid[start + 1 :], start + 2):
        cells = {id_: row[column] for column, id_ in headings.items() if column < len(row)}
        if all(cell is None or not str(cell).strip() for cell in cells.values()):
            continue
        reader = _Row(number, cells, kinds)
        entry = reader.read()
        wrong += reader.wrong
        if entry is not None and not reader.wrong:
            entries.append(entry)
    return entries, wrong


def write_sheet(
    rows: Iterable[SheetEntry], kinds: Mapping[str, Kind], language: str, *, keys: bool = True
) -> list[list[Cell]]:
    """Return the heading and a row for each entry; columns that no entry uses are left out, but for the common ones."""
    entries = list(rows)
    used = {id_ for entry in entries for id_ in entry.answers}
    shown = [
        column
        for column in columns(kinds.values())
        if column.id in COMMON or column.id in used or (column.id == "key" and keys)
    ]
    grid: list[list[Cell]] = [[column.heading.in_(language) for column in shown]]
    grid += [[_written(entry, column.id, language) for column in shown] for entry in entries]
    return grid


def _headings(row: Sequence[Cell], kinds: Mapping[str, Kind]) -> dict[int, str]:
    """Return which column of the row is which of ours; nothing when the row is no heading."""
    known: dict[str, str] = {}
    for column in columns(kinds.values()):
        for words in column.heading.by_language.values():
            known.setdefault(_same(words), column.id)
    found: dict[int, str] = {}
    for number, cell in enumerate(row):
        id_ = known.get(_same(str(cell))) if cell is not None else None
        if id_ is not None and id_ not in found.values():
            found[number] = id_
    return found if {"kind", "starts_on"} & set(found.values()) else {}


def _same(words: str) -> str:
    return " ".join(words.casefold().split()).rstrip(" :?*")


def _parts(cell: Cell, comma: bool = False) -> tuple[str, ...]:
    words = "" if cell is None else str(cell).replace("\n", ";")
    if comma and ";" not in words:
        words = words.replace(",", ";")
    return tuple(dict.fromkeys(" ".join(part.split()) for part in words.split(";") if part.strip()))


class _Row:
    """Reads one row; what is wrong is gathered, so that all of it can be told at once."""

    def __init__(self, number: int, cells: Mapping[str, Cell], kinds: Mapping[str, Kind]) -> None:
        self.number, self.cells, self.kinds = number, cells, kinds
        self.wrong: list[Wrong] = []

    def read(self) -> SheetEntry | None:
        for id_, cell in self.cells.items():
            if str(cell).strip().upper() in _ERRORS:
                self._blame(id_, _FORMULA_ERROR)
        kind, starts_on, ends_on = self._kind(), self._day("starts_on"), self._day("ends_on")
        if starts_on is None and not self._is_blamed("starts_on"):
            self._blame("starts_on", _NO_DAY)
        people, approximate = self._people()
        if kind is None or starts_on is None:
            return None
        self._check_fields(kind)
        return SheetEntry(
            row=self.number,
            kind=kind,
            starts_on=starts_on,
            ends_on=None if ends_on == starts_on else ends_on,
            title=" ".join(str(self.cells.get("title") or "").split()),
            people=people,
            approximate=approximate,
            places=_parts(self.cells.get("places"), comma=True),
            organisations=_parts(self.cells.get("organisations")),
            topics=_parts(self.cells.get("topics")),
            answers=dict(self._answers(kind)),
            key=self._key(),
        )

    def _blame(self, id_: str, message: Text) -> None:
        heading = COMMON.get(id_)
        if heading is None:
            question = next((k.form.question(id_) for k in self.kinds.values() if k.form.has(id_)), None)
            heading = question.text if question else KEY
        self.wrong.append(Wrong(self.number, heading, message))

    def _is_blamed(self, id_: str) -> bool:
        return any(wrong.heading == COMMON[id_] for wrong in self.wrong)

    def _kind(self) -> Kind | None:
        typed = _same(str(self.cells.get("kind") or ""))
        for kind in self.kinds.values():
            names = {*kind.title.by_language.values(), *kind.plural.by_language.values(), kind.id, kind.slug}
            if typed in {_same(name) for name in names}:
                return kind
        self._blame("kind", _no_kind([kind.title for kind in self.kinds.values()]))
        return None

    def _day(self, id_: str) -> date | None:
        cell = self.cells.get(id_)
        if isinstance(cell, date):
            return cell
        if cell is None or not str(cell).strip():
            return None
        day = _day_of(str(cell).strip())
        if day is None:
            self._blame(id_, _NO_SUCH_DAY)
        return day

    def _people(self) -> tuple[int | None, bool]:
        cell = self.cells.get("people")
        words = "" if cell is None else str(cell).strip().casefold()
        approximate = str(self.cells.get("approximate") or "").strip().casefold() in _YES
        for about in _ABOUT:
            if words.startswith(f"{about} "):
                words, approximate = words[len(about) :].strip(), True
        if not words:
            return None, False
        number = number_of(words.removesuffix(".0"))
        if number is None or number > 100_000:
            self._blame("people", _NO_NUMBER)
            return None, False
        return number, approximate

    def _check_fields(self, kind: Kind) -> None:
        has = {
            "people": kind.has_people,
            "places": kind.has_places,
            "organisations": kind.has_organisations,
            "topics": kind.has_topics,
            "ends_on": kind.may_last,
        }
        for id_, there in has.items():
            cell = self.cells.get(id_)
            single_day = id_ == "ends_on" and cell == self.cells.get("starts_on")
            if not there and not single_day and cell is not None and str(cell).strip():
                self._blame(id_, _not_of_kind(kind.title))

    def _answers(self, kind: Kind) -> Iterator[tuple[str, Answer]]:
        for id_, cell in self.cells.items():
            if id_ in COMMON or id_ == "key" or cell is None or not str(cell).strip():
                continue
            if not kind.form.has(id_):
                self._blame(id_, _not_of_kind(kind.title))
                continue
            question = kind.form.question(id_)
            reading = read_answer(question, _fields_of(question, cell))
            if reading.refused:
                self.wrong.append(Wrong(self.number, question.text, reading.problems[0].message))
            elif reading.answer is not None:
                yield id_, reading.answer

    def _key(self) -> UUID | None:
        cell = str(self.cells.get("key") or "").strip()
        try:
            return UUID(cell) if cell else None
        except ValueError:
            self._blame("key", _NO_KEY)
            return None


def _day_of(words: str) -> date | None:
    """Return the one day that the words say with its year, or that Excel's number stands for."""
    serial = words.removesuffix(".0")
    if serial.isdecimal():
        return _EXCEL_DAY_ONE + timedelta(days=int(serial)) if int(serial) in _EXCEL_DAYS else None
    if not any(sign.isdecimal() for sign in words):
        return None
    found, other = find_days(words[:40], _SOME_DAY), find_days(words[:40], _SOME_DAY + timedelta(days=370))
    if len(found) != 1 or found[0].days is None or found[0].half or not found[0].days.is_one:
        return None
    # Without a year the day hangs on today's date, which a sheet kept for years must not.
    return found[0].days.first if other and other[0].days == found[0].days else None


def _fields_of(question: Question, cell: Cell) -> dict[str, list[str]]:
    """Return a cell as a browser would have posted it: codes for options, which may be named in any language."""
    words = str(cell).strip()
    if not question.type.is_choice:
        fields: dict[str, list[str]] = {}
        for about in _ABOUT:
            if question.may_be_approximate and words.casefold().startswith(f"{about} "):
                words = words[len(about) :].strip()
                fields[approximate_field(question)] = ["1"]
        if question.type is QuestionType.YES_NO:
            words = "yes" if words.casefold() in _YES else "no"
        return {value_field(question): [words.removesuffix(".0")], **fields}
    found: dict[str, list[str]] = {value_field(question): []}
    for part in _parts(cell):
        code, specified = _option(question, part)
        found[value_field(question)].append(code)
        if specified:
            found[specify_field(question, code)] = [specified]
    return found


def _option(question: Question, words: str) -> tuple[str, str]:
    """Return the code of the option named, and the words after a colon; what names none comes back as it is."""
    for said, rest in ((words, ""), tuple(part.strip() for part in (words + ":").split(":", 2)[:2])):
        for option in question.options:
            if _same(said) in {option.code, *(_same(name) for name in option.text.by_language.values())}:
                return option.code, rest
    return words, ""


def _written(entry: SheetEntry, id_: str, language: str) -> Cell:
    match id_:
        case "kind":
            return entry.kind.title.in_(language)
        case "starts_on" | "ends_on" | "title" | "people":
            value: Cell = getattr(entry, id_)
            return value
        case "approximate":
            return {"en": "yes"}.get(language, "ja") if entry.approximate else ""
        case "places" | "organisations" | "topics":
            return BETWEEN.join(getattr(entry, id_))
        case "key":
            return str(entry.key) if entry.key else ""
    answer = entry.answers.get(id_)
    return "" if answer is None else _answer_words(entry.kind.form.question(id_), answer, language)


def _answer_words(question: Question, answer: Answer, language: str) -> Cell:
    match answer.value:
        case bool() as yes:
            return ("ja" if yes else "nei") if language != "en" else ("yes" if yes else "no")
        case tuple() | str() if question.type.is_choice:
            codes = answer.value if isinstance(answer.value, tuple) else (str(answer.value),)
            return BETWEEN.join(_option_words(question, code, answer, language) for code in codes)
        case int() | Decimal() as number if not isinstance(number, bool):
            digits = format(number, "f").replace(".", ",")
            return f"ca. {digits}" if answer.approximate else digits
        case value:
            return value.isoformat() if isinstance(value, date) else str(value)


def _option_words(question: Question, code: str, answer: Answer, language: str) -> str:
    option = question.option(code)
    name = (option.text.in_(language) if option else code).rstrip(" :")
    words = answer.specified.get(code, "").replace(";", ",")
    return f"{name}: {words}" if words else name


# --- what to do about it ---

_NO_HEADINGS = text(
    "Fant ingen overskrifter. Bruk malen, og la raden med overskriftene stå øverst.",
    "Fann ingen overskrifter. Bruk malen, og la rada med overskriftene stå øvst.",
    "No headings found. Use the template, and leave the row of headings on top.",
)
_NO_DAY = text("Skriv datoen.", "Skriv datoen.", "Write the date.")
_NO_SUCH_DAY = text(
    "Dette er ikke en dato med år. Skriv den som 12.03.2025.",
    "Dette er ikkje ein dato med år. Skriv han som 12.03.2025.",
    "This is not a date with a year. Write it as 12.03.2025.",
)
_NO_NUMBER = text(
    "Skriv et helt tall fra 0 til 100 000, eller «ca. 20».",
    "Skriv eit heilt tal frå 0 til 100 000, eller «ca. 20».",
    "Write a whole number from 0 to 100,000, or “ca. 20”.",
)
_NO_KEY = text(
    "Nøkkelen er endret. La cellen stå tom hvis dette er en ny hendelse.",
    "Nøkkelen er endra. La cella stå tom dersom dette er ei ny hending.",
    "The key has been changed. Leave the cell empty if this is something new.",
)
_FORMULA_ERROR = text(
    "Formelen i cellen gir en feil. Skriv verdien i stedet.",
    "Formelen i cella gir ein feil. Skriv verdien i staden.",
    "The formula in the cell gives an error. Write the value instead.",
)


def _lacks(heading: Text) -> Text:
    return Text(
        {
            "nb": f"Kolonnen «{heading.in_('nb')}» mangler. Bruk malen.",
            "nn": f"Kolonnen «{heading.in_('nn')}» manglar. Bruk malen.",
            "en": f"The column “{heading.in_('en')}” is missing. Use the template.",
        }
    )


def _no_kind(titles: Sequence[Text]) -> Text:
    return Text(
        {
            "nb": f"Skriv en av typene: {', '.join(title.in_('nb') for title in titles)}.",
            "nn": f"Skriv ein av typane: {', '.join(title.in_('nn') for title in titles)}.",
            "en": f"Write one of the kinds: {', '.join(title.in_('en') for title in titles)}.",
        }
    )


def _not_of_kind(title: Text) -> Text:
    return Text(
        {
            "nb": f"«{title.in_('nb')}» har ikke dette feltet. Tøm cellen.",
            "nn": f"«{title.in_('nn')}» har ikkje dette feltet. Tøm cella.",
            "en": f"“{title.in_('en')}” does not have this field. Empty the cell.",
        }
    )
