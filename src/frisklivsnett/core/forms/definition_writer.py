"""Writes a form as the JSON that ``definition`` reads."""

from datetime import date
from decimal import Decimal

from frisklivsnett.core.forms.model import Condition, Form, Limits, Question
from frisklivsnett.core.text import Text


def write_form(form: Form) -> dict[str, object]:
    """Return the definition of ``form``, ready for JSON; ``read_form`` gives the same form again."""
    return _without_empty(
        id=form.id,
        version=form.version,
        title=_written(form.title),
        introduction=_written(form.introduction),
        sections=[
            _without_empty(
                id=section.id,
                slug=section.slug,
                title=_written(section.title),
                help=_written(section.help),
                questions=[_written_question(question) for question in section.questions],
            )
            for section in form.sections
        ],
        checks=[
            {
                "id": check.id,
                "question": check.question_id,
                "when": _written_condition(check.when),
                "message": _written(check.message),
                "severity": str(check.severity),
            }
            for check in form.checks
        ],
    )


def _written_question(question: Question) -> dict[str, object]:
    return _without_empty(
        id=question.id,
        type=str(question.type),
        number=question.number,
        text=_written(question.text),
        help=_written(question.help),
        options=[
            _without_empty(
                code=option.code,
                text=_written(option.text),
                exclusive=option.exclusive,
                specify=option.specify,
            )
            for option in question.options
        ],
        limits=_written_limits(question.limits),
        required=question.required,
        may_be_approximate=question.may_be_approximate,
        internal=question.internal,
        condition=_written_condition(question.condition) if question.condition else None,
    )


def _written_limits(limits: Limits) -> dict[str, object]:
    names = ("minimum", "maximum", "unusual_above", "max_length", "earliest", "latest")
    values = {name: getattr(limits, name) for name in names}
    return {name: _written_value(value) for name, value in values.items() if value is not None}


def _written_condition(condition: Condition) -> dict[str, object]:
    tests = [
        {"question": test.question_id, "operator": str(test.operator), "value": _written_value(test.value)}
        for test in condition.tests
    ]
    return {"tests": tests} if condition.every else {"every": False, "tests": tests}


def _written_value(value: int | Decimal | str | bool | date) -> object:
    match value:
        case Decimal():
            return format(value, "f")
        case date():
            return value.isoformat()
    return value


def _written(words: Text) -> dict[str, str]:
    return dict(words.by_language)


def _without_empty(**values: object) -> dict[str, object]:
    """Drop what says nothing: no words, no list, false. A number 0 would stay."""
    return {key: value for key, value in values.items() if value not in (None, False, {}, [])}
