"""A question with what stands in its fields: what is saved, or what was just typed."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from django.utils.translation import gettext as _

from frisklivsnett.core.forms import Answer, Problem, QuestionType, Reading, Severity
from frisklivsnett.web.reporting.sheet import QuestionSheet
from frisklivsnett.web.reporting.words import Said


@dataclass(frozen=True, slots=True)
class Note:
    """Something said beside a question: an error (it must be mended) or a warning (look again)."""

    text: str
    is_error: bool


@dataclass(frozen=True, slots=True)
class Clash:
    """Another answer has been saved since the page was made, by a colleague, or by the person (``own``) elsewhere.

    ``version`` is that answer's.
    """

    name: str
    saved: str
    theirs: Said
    version: int
    own: bool = False

    def summary(self, question: QuestionSheet) -> str:
        """Return what the list on top of the page says of it."""
        words = {"name": self.name or _("En kollega"), "number": question.number or question.label}
        if self.own:
            return (
                _("Du har selv lagret et annet svar på spørsmål %(number)s. Velg hvilket som skal gjelde.")
                % words
            )
        return (
            _("%(name)s har lagret et annet svar på spørsmål %(number)s. Velg hvilket som skal gjelde.")
            % words
        )


@dataclass(frozen=True, slots=True)
class Contents:
    """What stands in a question's fields."""

    text: str = ""
    ticked: Sequence[str] = ()
    approximate: bool = False
    specified: Mapping[str, str] | None = None

    def words_of(self, code: str) -> str:
        """Return the words given to an option."""
        return self.specified.get(code, "") if self.specified else ""


@dataclass(frozen=True, slots=True)
class Filled:
    """A question as the page prints it: the sheet, what stands in the fields, and what is said about it.

    ``version`` is that of the answer that the person has seen; ``status`` says whether it is saved.
    """

    sheet: QuestionSheet
    version: int
    shown: bool
    contents: Contents
    notes: tuple[Note, ...] = ()
    clash: Clash | None = None
    status: str = ""

    @property
    def has_error(self) -> bool:
        """Whether something in the fields must be mended."""
        return any(note.is_error for note in self.notes)

    @property
    def is_saved(self) -> bool:
        """Whether the database has what stands in the fields."""
        return self.clash is None and not self.has_error


def of_answer(sheet: QuestionSheet, answer: Answer | None) -> Contents:
    """Return what stands in the fields of a question that has this answer."""
    if answer is None:
        return Contents()
    match answer.value:
        case bool() as value:
            return Contents(ticked=("yes" if value else "no",))
        case tuple() as codes:
            return Contents(ticked=codes, specified=answer.specified)
        case Decimal() as number:
            return Contents(format(number.normalize(), "f").replace(".", ","), approximate=answer.approximate)
        case date() as day:
            return Contents(day.isoformat())
        case str() as code if sheet.question.type is QuestionType.SINGLE:
            return Contents(ticked=(code,), specified=answer.specified)
        case value:
            return Contents(str(value), approximate=answer.approximate)


def of_typed(sheet: QuestionSheet, reading: Reading) -> Contents:
    """Return what stood in the fields when they were posted, so that nothing typed is lost."""
    values = reading.raw.get(sheet.id, ())
    chosen = sheet.kind in ("radio", "checkbox")
    return Contents(
        text="" if chosen or not values else values[0],
        ticked=values if chosen else (),
        approximate=bool(sheet.approximate and any(reading.raw.get(sheet.approximate, ()))),
        specified={
            option.code: " ".join(reading.raw.get(option.specify, ()))
            for option in sheet.options
            if option.specify
        },
    )


def posted_fields(sheet: QuestionSheet, contents: Contents) -> dict[str, list[str]]:
    """Return the fields as a browser posts them when this stands in them; empty ones are left out."""
    fields = {sheet.id: list(contents.ticked) if sheet.options else [contents.text] if contents.text else []}
    if sheet.approximate and contents.approximate:
        fields[sheet.approximate] = ["1"]
    for option in sheet.options:
        if option.specify and contents.words_of(option.code):
            fields[option.specify] = [contents.words_of(option.code)]
    return {name: values for name, values in fields.items() if values}


def notes_of(problems: Sequence[Problem], language: str) -> tuple[Note, ...]:
    """Return problems as notes, errors first."""
    notes = [Note(problem.message.in_(language), problem.severity is Severity.ERROR) for problem in problems]
    return tuple(sorted(notes, key=lambda note: not note.is_error))
