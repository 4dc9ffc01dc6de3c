"""Answers as JSON: the shape they are kept and handed on in, and the checksum that shows that nobody has changed them.

An answer is ``{"value": …}``, with ``"approximate": true`` and ``"specified": {"other": "…"}`` where they apply.
Values: whole numbers and booleans are JSON's own, decimals are strings (nothing is rounded), dates are ISO, a choice is
its option's code, a multiple choice the list of codes in the form's order.
"""

import hashlib
import json
from datetime import date
from decimal import Decimal
from typing import TypeVar

from frisklivsnett.core.forms.bounds import fits
from frisklivsnett.core.forms.errors import AnswerError
from frisklivsnett.core.forms.model import Answer, Answers, Form, Question, QuestionType, Value
from frisklivsnett.core.forms.node import Node, has_control_characters

Number = TypeVar("Number", int, Decimal)

_LONGEST = 1_000_000


def answers_to_json(form: Form, answers: Answers) -> dict[str, object]:
    """Return the answers as JSON, in the form's order; ``AnswerError`` for one to a question the form hasn't."""
    for question_id in answers:
        if not form.has(question_id):
            raise AnswerError(question_id, f"is not a question of {form.id} version {form.version}")
    return {
        question.id: answer_to_json(answers[question.id])
        for question in form.questions
        if question.id in answers
    }


def answers_from_json(form: Form, data: object) -> Answers:
    """Return answers from JSON, in the form's order; ``AnswerError`` when they are not answers to this form."""
    found = {}
    for question_id, node in Node(data, "", AnswerError).fields():
        if not form.has(question_id):
            node.fail(f"is not a question of {form.id} version {form.version}")
        found[question_id] = _answer(form.question(question_id), node)
    return {question.id: found[question.id] for question in form.questions if question.id in found}


def answer_to_json(answer: Answer) -> dict[str, object]:
    """Return one answer as JSON."""
    data: dict[str, object] = {"value": _encoded(answer.value)}
    if answer.approximate:
        data["approximate"] = True
    if answer.specified:
        data["specified"] = dict(sorted(answer.specified.items()))
    return data


def answer_from_json(question: Question, data: object) -> Answer:
    """Return one answer from JSON; ``AnswerError`` when it is not an answer to this question.

    Limits are not looked at: that is validation's work.
    """
    return _answer(question, Node(data, question.id, AnswerError))


def checksum(answers: Answers) -> str:
    """Return the SHA-256 of the answers' canonical JSON, in hexadecimal: equal answers have equal checksums."""
    data = {question_id: answer_to_json(answer) for question_id, answer in answers.items()}
    for answer in data.values():
        if isinstance(answer["value"], list):
            answer["value"] = sorted(answer["value"])
    canonical = json.dumps(data, sort_keys=True, separators=(",", ":"), ensure_ascii=True)
    return hashlib.sha256(canonical.encode()).hexdigest()


def _encoded(value: Value) -> object:
    match value:
        case Decimal():
            # 1.50 and 1.5 are the same answer, so they are written the same way.
            return format(value.normalize(), "f")
        case date():
            return value.isoformat()
        case tuple():
            return list(value)
    return value


def _answer(question: Question, node: Node) -> Answer:
    node.only("value", "approximate", "specified")
    approximate = node.get("approximate")
    answer = Answer(
        value=_value(question, node["value"]),
        approximate=approximate.boolean() if approximate else False,
        specified=_specified(question, node),
    )
    if answer.approximate and not question.may_be_approximate:
        node["approximate"].fail("the answer to this question cannot be approximate")
    return answer


def _value(question: Question, node: Node) -> Value:
    match question.type:
        case QuestionType.INTEGER:
            return _number(node, node.integer())
        case QuestionType.DECIMAL:
            return _number(node, node.decimal())
        case QuestionType.TEXT:
            return _words(node)
        case QuestionType.SINGLE:
            return _code(question, node)
        case QuestionType.MULTIPLE:
            return _codes(question, node)
        case QuestionType.DATE:
            return node.day()
        case QuestionType.YES_NO:
            return node.boolean()


def _number(node: Node, number: Number) -> Number:
    if not fits(number):
        node.fail("has more digits than any number here can have")
    return number


def _words(node: Node) -> str:
    words = node.string()
    if not words or len(words) > _LONGEST:
        node.fail(
            f"should have from 1 to {_LONGEST} characters; a question not answered has no answer at all"
        )
    if has_control_characters(words):
        node.fail("has control characters")
    return words


def _code(question: Question, node: Node) -> str:
    code = node.string()
    if question.option(code) is None:
        node.fail(f"{code!r} is not an option of {question.id}")
    return code


def _codes(question: Question, node: Node) -> tuple[str, ...]:
    codes = [_code(question, code) for code in node.some(at_most=len(question.options))]
    if len(set(codes)) < len(codes):
        node.fail("names an option twice")
    return tuple(option.code for option in question.options if option.code in codes)


def _specified(question: Question, node: Node) -> dict[str, str]:
    specified = node.get("specified")
    if specified is None:
        return {}
    found = {}
    for code, words in specified.fields():
        option = question.option(code)
        if option is None or not option.specify:
            words.fail(f"{code!r} is not an option of {question.id} that asks for words")
        found[code] = _words(words)
    return {option.code: found[option.code] for option in question.options if option.code in found}
