"""Answers to read, section by section."""

from dataclasses import dataclass

from frisklivsnett.core.forms import Answers, Severity, shown_questions
from frisklivsnett.web.reporting.desk import Desk
from frisklivsnett.web.reporting.fields import Note, notes_of
from frisklivsnett.web.reporting.sheet import QuestionSheet, SectionSheet
from frisklivsnett.web.reporting.words import Said, said


@dataclass(frozen=True, slots=True)
class Row:
    """A question with its answer; ``address`` is where it can be changed, empty when it cannot."""

    question: QuestionSheet
    said: Said
    address: str = ""
    notes: tuple[Note, ...] = ()


@dataclass(frozen=True, slots=True)
class Found:
    """A problem and where to mend it."""

    text: str
    address: str


Listing = list[tuple[SectionSheet, list[Row]]]


def to_review(desk: Desk) -> Listing:
    """Return the working copy with links to change each answer, and what is to be said about it."""
    return [
        (
            section,
            [
                Row(
                    question,
                    said(question, desk.answers.get(question.id)),
                    desk.question_address(question),
                    notes_of(desk.problems_of(question), desk.language),
                )
                for question in section.questions
                if question.id in desk.shown
            ],
        )
        for section in desk.sheet.sections
    ]


def to_read(desk: Desk, answers: Answers) -> Listing:
    """Return answers as they are: the working copy's, or a version's that has been sent."""
    shown = {question.id for question in shown_questions(desk.sheet.form, answers)}
    return [
        (
            section,
            [
                Row(question, said(question, answers.get(question.id)))
                for question in section.questions
                if question.id in shown
            ],
        )
        for section in desk.sheet.sections
    ]


def found(desk: Desk, severity: Severity) -> list[Found]:
    """Return all errors, or all warnings, in the form's order."""
    return [
        Found(
            problem.message.in_(desk.language),
            desk.question_address(desk.sheet.question(problem.question_id)),
        )
        for problem in desk.problems
        if problem.severity is severity
    ]
