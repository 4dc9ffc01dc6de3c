"""Whether answers will do: errors stop the submitting, warnings only ask."""

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal

from frisklivsnett.core.forms import messages
from frisklivsnett.core.forms.bounds import fits
from frisklivsnett.core.forms.conditions import holds, shown_questions
from frisklivsnett.core.forms.model import (
    SPECIFY_MAX_LENGTH,
    TEXT_MAX_LENGTH,
    Answer,
    Answers,
    Check,
    Form,
    Problem,
    Question,
    QuestionType,
    Section,
    Severity,
)
from frisklivsnett.core.text import Text


@dataclass(frozen=True, slots=True)
class SectionProgress:
    """How far a section has come: of ``shown`` questions, ``answered`` have an answer."""

    section: Section
    shown: int
    answered: int
    problems: tuple[Problem, ...]

    @property
    def errors(self) -> tuple[Problem, ...]:
        """What must be mended before submitting."""
        return tuple(problem for problem in self.problems if problem.severity is Severity.ERROR)

    @property
    def warnings(self) -> tuple[Problem, ...]:
        """What is worth a second look."""
        return tuple(problem for problem in self.problems if problem.severity is Severity.WARNING)


def error(question: Question, code: str, message: Text, option_code: str = "") -> Problem:
    """Return a problem that stops the submitting."""
    return Problem(question.id, Severity.ERROR, code, message, option_code)


def warning(question: Question, code: str, message: Text, option_code: str = "") -> Problem:
    """Return a problem that only asks."""
    return Problem(question.id, Severity.WARNING, code, message, option_code)


def validate(form: Form, answers: Answers) -> tuple[Problem, ...]:
    """Return everything to mend or consider, in the form's order.

    Hidden questions are not validated, and their answers are ignored. The messages quote the form's words: fill in
    the year first (``Form.for_year``).
    """
    shown = shown_questions(form, answers)
    visible = {question.id: answers[question.id] for question in shown if question.id in answers}
    checks = defaultdict[str, list[Check]](list)
    for check in form.checks:
        checks[check.question_id].append(check)
    problems: list[Problem] = []
    for question in shown:
        problems += _question_problems(question, visible.get(question.id))
        problems += (
            Problem(question.id, check.severity, check.id, check.message)
            for check in checks[question.id]
            if holds(check.when, visible)
        )
    problems += (
        Problem(question_id, Severity.ERROR, "unknown_question", messages.unknown_question(question_id))
        for question_id in answers
        if not form.has(question_id)
    )
    return tuple(problems)


def progress(form: Form, answers: Answers) -> tuple[SectionProgress, ...]:
    """Return how far each section has come, in the form's order."""
    problems = defaultdict[str, list[Problem]](list)
    for problem in validate(form, answers):
        problems[problem.question_id].append(problem)
    shown = {question.id for question in shown_questions(form, answers)}
    return tuple(
        SectionProgress(
            section=section,
            shown=sum(question.id in shown for question in section.questions),
            answered=sum(question.id in shown and question.id in answers for question in section.questions),
            problems=tuple(problem for question in section.questions for problem in problems[question.id]),
        )
        for section in form.sections
    )


def check_answer(question: Question, answer: Answer) -> tuple[Problem, ...]:
    """Return what is wrong with, or unusual about, one answer by itself."""
    if not has_right_type(question, answer):
        return (error(question, "wrong_type", messages.wrong_type(question)),)
    return tuple(_value_problems(question, answer)) + tuple(_specify_problems(question, answer))


def has_right_type(question: Question, answer: Answer) -> bool:
    """Tell whether the answer is of the question's kind; an empty text or choice is of none."""
    if answer.approximate and not question.may_be_approximate:
        return False
    if any(not words for words in answer.specified.values()):
        return False
    if answer.specified and not question.type.is_choice:
        return False
    value = answer.value
    match question.type:
        case QuestionType.INTEGER:
            return isinstance(value, int) and not isinstance(value, bool)
        case QuestionType.DECIMAL:
            return isinstance(value, Decimal) and value.is_finite()
        case QuestionType.TEXT | QuestionType.SINGLE:
            return isinstance(value, str) and value != ""
        case QuestionType.MULTIPLE:
            return isinstance(value, tuple) and len(value) > 0 and len(set(value)) == len(value)
        case QuestionType.DATE:
            return isinstance(value, date) and not isinstance(value, datetime)
        case QuestionType.YES_NO:
            return isinstance(value, bool)


def _question_problems(question: Question, answer: Answer | None) -> tuple[Problem, ...]:
    if answer is not None:
        return check_answer(question, answer)
    return (error(question, "required", messages.required(question)),) if question.required else ()


def _value_problems(question: Question, answer: Answer) -> Iterator[Problem]:
    value = answer.value
    if isinstance(value, bool):
        return
    if isinstance(value, int | Decimal):
        yield from _number_problems(question, value)
    elif isinstance(value, date):
        yield from _date_problems(question, value)
    elif isinstance(value, tuple):
        yield from _choice_problems(question, value)
    elif question.type is QuestionType.SINGLE:
        yield from _choice_problems(question, (value,))
    else:
        maximum = TEXT_MAX_LENGTH if question.limits.max_length is None else question.limits.max_length
        if len(value) > maximum:
            yield error(question, "too_long", messages.too_long(question, len(value), maximum))


def _number_problems(question: Question, value: int | Decimal) -> Iterator[Problem]:
    limits = question.limits
    if limits.minimum is not None and value < limits.minimum:
        yield error(question, "below_minimum", messages.below_minimum(question, limits.minimum))
    elif limits.maximum is not None and value > limits.maximum:
        yield error(question, "above_maximum", messages.above_maximum(question, limits.maximum))
    elif not fits(value):
        yield error(question, "too_many_digits", messages.too_many_digits(question))
    elif limits.unusual_above is not None and value > limits.unusual_above:
        yield warning(question, "unusual", messages.unusual(question, value))


def _date_problems(question: Question, value: date) -> Iterator[Problem]:
    limits = question.limits
    if limits.earliest is not None and value < limits.earliest:
        yield error(question, "too_early", messages.too_early(question, limits.earliest))
    elif limits.latest is not None and value > limits.latest:
        yield error(question, "too_late", messages.too_late(question, limits.latest))


def _choice_problems(question: Question, codes: tuple[str, ...]) -> Iterator[Problem]:
    for code in codes:
        option = question.option(code)
        if option is None:
            yield error(question, "unknown_option", messages.unknown_option(question, code), code)
        elif option.exclusive and len(codes) > 1:
            yield error(question, "exclusive", messages.exclusive(question, option), code)
            return


def _specify_problems(question: Question, answer: Answer) -> Iterator[Problem]:
    chosen = answer.value if isinstance(answer.value, tuple) else (answer.value,)
    for code in answer.specified:
        option = question.option(code)
        if option is None or not option.specify:
            yield error(question, "unknown_option", messages.unknown_option(question, code), code)
    for option in question.options:
        if not option.specify:
            continue
        words = answer.specified.get(option.code, "")
        if len(words) > SPECIFY_MAX_LENGTH:
            message = messages.specify_too_long(question, option, len(words))
            yield error(question, "specify_too_long", message, option.code)
        elif words and option.code not in chosen:
            message = messages.specify_not_chosen(question, option)
            yield warning(question, "specify_not_chosen", message, option.code)
        elif option.code in chosen and not words:
            yield warning(
                question, "specify_missing", messages.specify_missing(question, option), option.code
            )
