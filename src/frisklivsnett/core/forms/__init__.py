"""Forms: what is asked, what is answered, and whether the answers will do."""

from frisklivsnett.core.forms.answers import (
    answer_from_json,
    answer_to_json,
    answers_from_json,
    answers_to_json,
    checksum,
)
from frisklivsnett.core.forms.conditions import holds, is_shown, shown_questions, visible_answers
from frisklivsnett.core.forms.definition import read_form
from frisklivsnett.core.forms.definition_writer import write_form
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
from frisklivsnett.core.forms.reading import (
    Reading,
    approximate_field,
    read_answer,
    specify_field,
    value_field,
)
from frisklivsnett.core.forms.validation import SectionProgress, check_answer, progress, validate

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
    "Reading",
    "Section",
    "SectionProgress",
    "Severity",
    "Test",
    "Value",
    "answer_from_json",
    "answer_to_json",
    "answers_from_json",
    "answers_to_json",
    "approximate_field",
    "check_answer",
    "checksum",
    "holds",
    "is_shown",
    "progress",
    "read_answer",
    "read_form",
    "shown_questions",
    "specify_field",
    "validate",
    "value_field",
    "visible_answers",
    "write_form",
]
