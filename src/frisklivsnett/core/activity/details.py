"""An entry's own fields, read back from the database: quickly, and whatever has become of the kind since.

What is kept was checked when it was written (``answers_to_json``), so nothing is checked again: the year of every
centre is read at once to be counted. An answer to a question that the kind no longer asks is left out, and so is an
option that it no longer has; both stay in the database.
"""

from collections.abc import Mapping
from datetime import date
from decimal import Decimal
from typing import Any

from frisklivsnett.core.forms import Answer, Answers, Form, Question, QuestionType


def read_details(form: Form, details: Mapping[str, Any]) -> Answers:
    """Return the answers in ``details``, in the form's order."""
    if not details:
        return {}
    answers: dict[str, Answer] = {}
    for question in form.questions:
        kept = details.get(question.id)
        if kept is not None and (answer := _answer(question, kept)) is not None:
            answers[question.id] = answer
    return answers


def _answer(question: Question, kept: Mapping[str, Any]) -> Answer | None:
    value: Any = kept["value"]
    match question.type:
        case QuestionType.MULTIPLE:
            value = tuple(code for code in value if question.option(code))
            if not value:
                return None
        case QuestionType.SINGLE:
            if not question.option(value):
                return None
        case QuestionType.DECIMAL:
            value = Decimal(value)
        case QuestionType.DATE:
            value = date.fromisoformat(value)
    return Answer(value, kept.get("approximate", False), kept.get("specified") or {})
