"""What a form is: sections, questions, options and conditions, and what an answer to it is.

A form is data. Every question and option has a *concept id* (``hosting.people``, ``gp_offices``) that outlives
its wording, so that years can be compared.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from decimal import Decimal
from enum import StrEnum
from functools import cached_property

from frisklivsnett.core.text import Text

SPECIFY_MAX_LENGTH = 500
"""How many characters the words of an "other, specify" may have."""

TEXT_MAX_LENGTH = 10_000
"""How many characters a text answer may have when its question sets no limit."""


class QuestionType(StrEnum):
    """The kinds of question; the value is what the form's JSON says."""

    INTEGER = "integer"
    DECIMAL = "decimal"
    TEXT = "text"
    SINGLE = "single"
    MULTIPLE = "multiple"
    DATE = "date"
    YES_NO = "yes_no"

    @property
    def is_number(self) -> bool:
        """Whether answers can be summed."""
        return self in (QuestionType.INTEGER, QuestionType.DECIMAL)

    @property
    def is_choice(self) -> bool:
        """Whether the question has options of its own."""
        return self in (QuestionType.SINGLE, QuestionType.MULTIPLE)


class Operator(StrEnum):
    """How a condition's test compares; the values are FHIR R4's ``enableWhen.operator``."""

    ANSWERED = "exists"
    EQUAL = "="
    NOT_EQUAL = "!="
    GREATER = ">"
    LESS = "<"
    AT_LEAST = ">="
    AT_MOST = "<="


Value = int | Decimal | str | bool | date | tuple[str, ...]
"""An answer's value. A str is a text or a single choice's code; a tuple is a multiple choice's codes."""


@dataclass(frozen=True, slots=True)
class Test:
    """One comparison with the answer to another question.

    ``ANSWERED`` takes a bool. For a multiple choice ``EQUAL`` means that the code is among those ticked, ``NOT_EQUAL``
    that it is not.
    """

    __test__ = False  # not a test case, whatever pytest thinks of the name

    question_id: str
    operator: Operator
    value: int | Decimal | str | bool | date


@dataclass(frozen=True, slots=True)
class Condition:
    """When a question is shown: all of the tests hold, or (``every=False``) at least one."""

    tests: tuple[Test, ...]
    every: bool = True


@dataclass(frozen=True, slots=True)
class Option:
    """One option of a choice. ``exclusive`` excludes the others; ``specify`` asks for a few words."""

    code: str
    text: Text
    exclusive: bool = False
    specify: bool = False


@dataclass(frozen=True, slots=True)
class Limits:
    """Bounds of an answer. Outside ``minimum``–``maximum`` is an error, above ``unusual_above`` a question.

    Numbers are in the question's own unit, ``max_length`` in characters.
    """

    minimum: int | Decimal | None = None
    maximum: int | Decimal | None = None
    unusual_above: int | Decimal | None = None
    max_length: int | None = None
    earliest: date | None = None
    latest: date | None = None


@dataclass(frozen=True, slots=True)
class Question:
    """One question. ``may_be_approximate`` lets the centre flag its number «omtrentlig».

    The answers to an ``internal`` question are for who runs the round, and are not published with the others.
    """

    id: str
    type: QuestionType
    text: Text
    number: int | None = None
    help: Text = field(default_factory=Text)
    options: tuple[Option, ...] = ()
    limits: Limits = field(default_factory=Limits)
    required: bool = False
    may_be_approximate: bool = False
    internal: bool = False
    condition: Condition | None = None

    def option(self, code: str) -> Option | None:
        """Return the option with this code, or None."""
        return next((option for option in self.options if option.code == code), None)


@dataclass(frozen=True, slots=True)
class Section:
    """A page of the form. ``slug`` is its address, in plain Norwegian."""

    id: str
    slug: str
    title: Text
    questions: tuple[Question, ...]
    help: Text = field(default_factory=Text)


class Severity(StrEnum):
    """What a problem asks for: an error stops the submitting, a warning only asks."""

    ERROR = "error"
    WARNING = "warning"


@dataclass(frozen=True, slots=True)
class Check:
    """Something to say about a question when a condition holds, for example that two answers disagree.

    Unlike a question's condition, this one may look at any question of the form. The check is silent while its
    own question is hidden. ``id`` is the problem's code.
    """

    id: str
    question_id: str
    when: Condition
    message: Text
    severity: Severity


@dataclass(frozen=True)
class Form:
    """A version of a form. Texts may hold ``{year}``: the report year, filled in by ``for_year``."""

    id: str
    version: str
    title: Text
    sections: tuple[Section, ...]
    introduction: Text = field(default_factory=Text)
    checks: tuple[Check, ...] = ()

    @property
    def questions(self) -> Iterator[Question]:
        """Every question, in the form's order."""
        return (question for section in self.sections for question in section.questions)

    @cached_property
    def _by_id(self) -> Mapping[str, Question]:
        return {question.id: question for question in self.questions}

    def question(self, question_id: str) -> Question:
        """Return the question with this concept id; ``KeyError`` when the form has none."""
        return self._by_id[question_id]

    def has(self, question_id: str) -> bool:
        """Tell whether the form has a question with this concept id."""
        return question_id in self._by_id

    def section_of(self, question_id: str) -> Section:
        """Return the section that holds this question; ``KeyError`` when none does."""
        for section in self.sections:
            if any(question.id == question_id for question in section.questions):
                return section
        raise KeyError(question_id)

    def for_year(self, year: int) -> "Form":
        """Return the form with ``{year}`` filled in, in every text."""

        def filled(words: Text) -> Text:
            return words.map(lambda text: text.replace("{year}", str(year)))

        def of_question(question: Question) -> Question:
            options = tuple(replace(option, text=filled(option.text)) for option in question.options)
            return replace(question, text=filled(question.text), help=filled(question.help), options=options)

        sections = tuple(
            replace(
                section,
                title=filled(section.title),
                help=filled(section.help),
                questions=tuple(of_question(question) for question in section.questions),
            )
            for section in self.sections
        )
        return replace(
            self,
            title=filled(self.title),
            introduction=filled(self.introduction),
            sections=sections,
            checks=tuple(replace(check, message=filled(check.message)) for check in self.checks),
        )


@dataclass(frozen=True, slots=True)
class Answer:
    """One answer. A question not answered has no ``Answer`` at all: an empty multiple choice is *not* one.

    ``specified`` maps the code of an option that asks for words to the words given (never empty ones).
    """

    value: Value
    approximate: bool = False
    specified: Mapping[str, str] = field(default_factory=dict)


Answers = Mapping[str, Answer]
"""A submission's answers by concept id; questions not answered are absent."""


@dataclass(frozen=True, slots=True)
class Problem:
    """Something to mend or to consider in an answer, said in plain words in every language of the program."""

    question_id: str
    severity: Severity
    code: str
    message: Text
    option_code: str = ""
