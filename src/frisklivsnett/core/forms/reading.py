"""Reads what a browser posts. What cannot be taken is refused in plain words; what was typed is kept to be shown."""

import unicodedata
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from frisklivsnett.core.forms import messages
from frisklivsnett.core.forms.model import Answer, Problem, Question, QuestionType, Severity, Value
from frisklivsnett.core.forms.node import without_control_characters
from frisklivsnett.core.forms.typed import typed_date, typed_number
from frisklivsnett.core.forms.validation import check_answer, error

Fields = Mapping[str, Sequence[str]]
"""What a browser posted: the values of every field by its name."""

_UNTICKED = {"", "0", "false", "no", "off"}
_LINE_ENDS = str.maketrans(dict.fromkeys("\v\f\x85\N{LINE SEPARATOR}\N{PARAGRAPH SEPARATOR}", "\n"))


@dataclass(frozen=True, slots=True)
class Reading:
    """What came of a question's fields.

    ``answer`` is None when the question was left empty, and when there are errors. ``raw`` has the fields as they were
    typed, so that a page can show them again next to what is wrong with them.
    """

    question_id: str
    answer: Answer | None
    problems: tuple[Problem, ...]
    raw: Mapping[str, tuple[str, ...]]

    @property
    def refused(self) -> bool:
        """Whether what was typed cannot be saved."""
        return any(problem.severity is Severity.ERROR for problem in self.problems)


def value_field(question: Question) -> str:
    """Return the name of the field, or fields, that hold the answer: text, number, date, or ticked options."""
    return question.id


def approximate_field(question: Question) -> str:
    """Return the name of the box that says that the number is approximate."""
    return f"{question.id}.approximate"


def specify_field(question: Question, option_code: str) -> str:
    """Return the name of the field for the words of an option that asks for some."""
    return f"{question.id}.specify.{option_code}"


def read_answer(question: Question, fields: Fields) -> Reading:
    """Read the answer to one question from posted fields; fields of other questions are left alone.

    A question whose fields are all missing or empty is not answered. Words written for an option that is not ticked are
    kept with a warning; when nothing at all is ticked there is no answer to keep them in, so they are refused.
    """
    raw = {name: tuple(values) for name, values in fields.items() if _belongs(name, question)}
    result = (
        _read_choice(question, fields) if question.type.is_choice else _read_single_field(question, fields)
    )
    if isinstance(result, Problem):
        return Reading(question.id, None, (result,), raw)
    if result is None:
        return Reading(question.id, None, (), raw)
    problems = check_answer(question, result)
    refused = any(problem.severity is Severity.ERROR for problem in problems)
    return Reading(question.id, None if refused else result, problems, raw)


def clean_text(raw: str) -> str:
    """Return text as it is kept: NFC, line feeds only, no control characters, no space at line ends or around it."""
    unified = raw.replace("\r\n", "\n").replace("\r", "\n").translate(_LINE_ENDS)
    words = unicodedata.normalize("NFC", without_control_characters(unified))
    words = "\n".join(line.rstrip() for line in words.split("\n")).strip()
    return words if _is_visible(words) else ""


def _belongs(name: str, question: Question) -> bool:
    return name in (value_field(question), approximate_field(question)) or name.startswith(
        specify_field(question, "")
    )


def _is_visible(words: str) -> bool:
    return any(unicodedata.category(character)[0] not in "CZ" for character in words)


def _values(fields: Fields, name: str) -> list[str]:
    return [value for value in fields.get(name, ()) if value.strip()]


def _read_single_field(question: Question, fields: Fields) -> Answer | Problem | None:
    values = _values(fields, value_field(question))
    if not values:
        return None
    if len(values) > 1:
        return error(question, "several_values", messages.several_values(question))
    value = _READERS[question.type](question, values[0])
    if value is None or isinstance(value, Problem):
        return value
    ticked = any(
        value.strip().lower() not in _UNTICKED for value in fields.get(approximate_field(question), ())
    )
    return Answer(value, approximate=ticked and question.may_be_approximate)


def _read_text(_question: Question, raw: str) -> str | None:
    return clean_text(raw) or None


def _read_yes_no(question: Question, raw: str) -> bool | Problem:
    if raw in ("yes", "no"):
        return raw == "yes"
    return error(question, "not_yes_or_no", messages.not_yes_or_no(question))


_READERS: Mapping[QuestionType, Callable[[Question, str], Value | Problem | None]] = {
    QuestionType.INTEGER: typed_number,
    QuestionType.DECIMAL: typed_number,
    QuestionType.DATE: typed_date,
    QuestionType.TEXT: _read_text,
    QuestionType.YES_NO: _read_yes_no,
}


def _read_choice(question: Question, fields: Fields) -> Answer | Problem | None:
    codes = _values(fields, value_field(question))
    unknown = next((code for code in codes if question.option(code) is None), None)
    if unknown is not None:
        return error(question, "unknown_option", messages.unknown_option(question, unknown), unknown)
    specified = dict(_specified(question, fields))
    if not codes:
        return _words_without_choice(question, specified)
    if question.type is QuestionType.MULTIPLE:
        ticked = tuple(option.code for option in question.options if option.code in codes)
        return Answer(ticked, specified=specified)
    if len(set(codes)) > 1:
        return error(question, "only_one", messages.only_one(question))
    return Answer(codes[0], specified=specified)


def _specified(question: Question, fields: Fields) -> Iterator[tuple[str, str]]:
    """Yield the words given to options, in the form's order, and then those to options that the form doesn't have."""
    prefix = specify_field(question, "")
    posted = [name.removeprefix(prefix) for name in fields if name.startswith(prefix)]
    in_order = [option.code for option in question.options if option.code in posted]
    for code in in_order + [code for code in posted if code not in in_order]:
        words = " ".join(clean_text(" ".join(fields[prefix + code])).split())
        if words:
            yield code, words


def _words_without_choice(question: Question, specified: Mapping[str, str]) -> Problem | None:
    for code in specified:
        option = question.option(code)
        if option is None:
            return error(question, "unknown_option", messages.unknown_option(question, code), code)
        return error(question, "specify_not_chosen", messages.specify_not_chosen(question, option), code)
    return None
