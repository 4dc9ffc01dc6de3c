"""Which questions are shown, and whose answers count."""

import operator
from collections.abc import Callable
from decimal import InvalidOperation
from typing import Any

from frisklivsnett.core.forms.model import Answers, Condition, Form, Operator, Question, Test, Value

_ORDER: dict[Operator, Callable[[Any, Any], bool]] = {
    Operator.GREATER: operator.gt,
    Operator.LESS: operator.lt,
    Operator.AT_LEAST: operator.ge,
    Operator.AT_MOST: operator.le,
}


def holds(condition: Condition, answers: Answers) -> bool:
    """Tell whether the condition holds for these answers.

    As in FHIR, a question not answered meets ``!=`` and "is not answered", and no other test.
    """
    results = (_test_holds(test, answers) for test in condition.tests)
    return all(results) if condition.every else any(results)


def is_shown(question: Question, answers: Answers) -> bool:
    """Tell whether the question is shown, given the answers to the *shown* questions before it.

    With answers that may include hidden questions', use ``shown_questions`` or ``visible_answers``.
    """
    return question.condition is None or holds(question.condition, answers)


def shown_questions(form: Form, answers: Answers) -> tuple[Question, ...]:
    """Return the questions shown, in the form's order. A hidden question counts as not answered for those after it."""
    visible: dict[str, Any] = {}
    shown = []
    for question in form.questions:
        if is_shown(question, visible):
            shown.append(question)
            if question.id in answers:
                visible[question.id] = answers[question.id]
    return tuple(shown)


def visible_answers(form: Form, answers: Answers) -> Answers:
    """Return the answers to shown questions, in the form's order: those that are submitted and counted."""
    return {
        question.id: answers[question.id]
        for question in shown_questions(form, answers)
        if question.id in answers
    }


def _test_holds(test: Test, answers: Answers) -> bool:
    answer = answers.get(test.question_id)
    if test.operator is Operator.ANSWERED:
        return (answer is not None) == test.value
    if test.operator is Operator.NOT_EQUAL:
        return answer is None or not _equal(test, answer.value)
    if answer is None:
        return False
    if test.operator is Operator.EQUAL:
        return _equal(test, answer.value)
    try:
        return _ORDER[test.operator](answer.value, test.value)
    except (
        TypeError,
        InvalidOperation,
    ):  # an answer of the wrong type or NaN: validation says so; it meets no test
        return False


def _equal(test: Test, value: Value) -> bool:
    return test.value in value if isinstance(value, tuple) else test.value == value
