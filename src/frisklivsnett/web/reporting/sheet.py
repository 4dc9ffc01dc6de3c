"""The form as the pages print it: everything that is the same for everyone who answers it in a language.

Made once for each form version, report year and language, and kept: a page only adds what has been answered.
"""

from dataclasses import dataclass
from functools import lru_cache

from frisklivsnett.collection.models import Round
from frisklivsnett.core.forms import (
    Form,
    Question,
    QuestionType,
    Section,
    approximate_field,
    specify_field,
)
from frisklivsnett.core.tables.counting import YES_NO

SEEN = ".seen"
"""What the name of the field ends with that says which version of an answer the page was made from."""


@dataclass(frozen=True, slots=True)
class OptionSheet:
    """One option. ``specify`` is the name of the field for its words, empty when it asks for none."""

    code: str
    label: str
    id: str
    exclusive: bool
    specify: str


@dataclass(frozen=True, slots=True)
class QuestionSheet:
    """One question. ``kind`` says which fields it has; ``first`` is the id of the first, where links to it lead."""

    id: str
    number: str
    label: str
    help: str
    kind: str
    first: str
    options: tuple[OptionSheet, ...]
    optional: bool
    approximate: str
    seen: str
    earliest: str
    latest: str
    question: Question


@dataclass(frozen=True, slots=True)
class SectionSheet:
    """One page of the form; ``number`` counts from 1."""

    id: str
    slug: str
    number: int
    title: str
    help: str
    questions: tuple[QuestionSheet, ...]

    @property
    def has_conditions(self) -> bool:
        """Whether some of its questions are hidden at times."""
        return any(question.question.condition for question in self.questions)

    @property
    def always_has_questions(self) -> bool:
        """Whether some of its questions are always there."""
        return any(question.question.condition is None for question in self.questions)


@dataclass(frozen=True, slots=True)
class FormSheet:
    """The whole form in a language."""

    form: Form
    language: str
    title: str
    introduction: str
    sections: tuple[SectionSheet, ...]

    def section(self, slug: str) -> SectionSheet | None:
        """Return the section with this address, or None."""
        return next((section for section in self.sections if section.slug == slug), None)

    def question(self, question_id: str) -> QuestionSheet:
        """Return a question of the form; ``KeyError`` when it has none such."""
        for section in self.sections:
            for question in section.questions:
                if question.id == question_id:
                    return question
        raise KeyError(question_id)


_KINDS = {
    QuestionType.INTEGER: "number",
    QuestionType.DECIMAL: "decimal",
    QuestionType.TEXT: "text",
    QuestionType.DATE: "date",
    QuestionType.SINGLE: "radio",
    QuestionType.YES_NO: "radio",
    QuestionType.MULTIPLE: "checkbox",
}


def sheet_of(round_: Round, language: str) -> FormSheet:
    """Return the round's form in a language."""
    stored = round_.form_version
    kept = _kept(stored.pk, stored.checksum, round_.report_year, language)
    if not kept:
        kept.append(_form_sheet(round_.form, language))
    return kept[0]


@lru_cache(maxsize=64)
def _kept(_form_version_id: int, _checksum: str, _year: int, _language: str) -> list[FormSheet]:
    """The place of a form's sheet: by what names the form, since hashing a form whole takes longer than a page."""
    return []


def _form_sheet(form: Form, language: str) -> FormSheet:
    sections = tuple(_section(section, place, language) for place, section in enumerate(form.sections, 1))
    return FormSheet(form, language, form.title.in_(language), form.introduction.in_(language), sections)


def _section(section: Section, number: int, language: str) -> SectionSheet:
    return SectionSheet(
        id=section.id,
        slug=section.slug,
        number=number,
        title=section.title.in_(language),
        help=section.help.in_(language),
        questions=tuple(_question(question, language) for question in section.questions),
    )


def _question(question: Question, language: str) -> QuestionSheet:
    kind = _KINDS[question.type]
    limits = question.limits
    return QuestionSheet(
        id=question.id,
        number="" if question.number is None else str(question.number),
        label=question.text.in_(language),
        help=question.help.in_(language),
        kind=kind,
        first=f"{question.id}-1" if kind in ("radio", "checkbox") else question.id,
        options=_options(question, language),
        optional=not question.required,
        approximate=approximate_field(question) if question.may_be_approximate else "",
        seen=question.id + SEEN,
        earliest=limits.earliest.isoformat() if limits.earliest else "",
        latest=limits.latest.isoformat() if limits.latest else "",
        question=question,
    )


def _options(question: Question, language: str) -> tuple[OptionSheet, ...]:
    options = YES_NO if question.type is QuestionType.YES_NO else question.options
    return tuple(
        OptionSheet(
            code=option.code,
            label=option.text.in_(language),
            id=f"{question.id}-{place}",
            exclusive=option.exclusive,
            specify=specify_field(question, option.code) if option.specify else "",
        )
        for place, option in enumerate(options, 1)
    )
