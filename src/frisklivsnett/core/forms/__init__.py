"""Forms: what is asked, what is answered, and whether the answers will do."""

from frisklivsnett.core.forms.definition import read_form, write_form
from frisklivsnett.core.forms.errors import AnswerError, FhirError, FormDefinitionError
from frisklivsnett.core.forms.model import (
    SPECIFY_MAX_LENGTH,
    TEXT_MAX_LENGTH,
    Answer,
    Answers,
    Check,
    Condition,
    Form,
    Limits,
    Operator,
    Option,
    Problem,
    Question,
    QuestionType,
    Section,
    Severity,
    Test,
    Value,
)

__all__ = [
    "SPECIFY_MAX_LENGTH",
    "TEXT_MAX_LENGTH",
    "Answer",
    "AnswerError",
    "Answers",
    "Check",
    "Condition",
    "FhirError",
    "Form",
    "FormDefinitionError",
    "Limits",
    "Operator",
    "Option",
    "Problem",
    "Question",
    "QuestionType",
    "Section",
    "Severity",
    "Test",
    "Value",
    "read_form",
    "write_form",
]
