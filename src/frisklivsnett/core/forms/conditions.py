"""Which questions are shown, and whose answers count."""

import operator
from collections.abc import Callable
from typing import Any

from frisklivsnett.core.forms.model import Answers, Condition, Form, Operator, Question, Test

_ORDER: dict[Operator, Callable[[Any, Any], bool]] = {
    Operator.GREATER: operator.gt,
    Operator.LESS: operator.lt,
    Operator.AT_LEAST: operator.ge,
    Operator.AT_MOST: operator.le,
}


def holds(condition: Condition, answers: Answers) -> bool:
    """Tell whether the condition holds for these answers.

    A question not answered meets no test but "is not answered": not even ``!=``, since nothing is known of it.
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
    if answer is None:
        return False
    equal = test.value in answer.value if isinstance(answer.value, tuple) else test.value == answer.value
    if test.operator is Operator.EQUAL:
        return equal
    if test.operator is Operator.NOT_EQUAL:
        return not equal
    try:
        return _ORDER[test.operator](answer.value, test.value)
    except TypeError:  # an answer of the wrong type: validation says so, and here it just doesn't compare
        return False
