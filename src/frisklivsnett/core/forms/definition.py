"""Form definitions: the JSON that a form is kept in, read strictly and written back without loss.

Example of a question, with everything that any question may have::

    {
      "id": "hosting.people", "type": "integer", "number": 3,
      "text": {"nb": "…", "nn": "…", "en": "…"}, "help": {"nb": "…"},
      "options": [{"code": "none", "text": {"nb": "…"}, "exclusive": true, "specify": true}],
      "limits": {"minimum": 0, "maximum": 100000, "unusual_above": 200},
      "required": true, "may_be_approximate": true,
      "condition": {"every": true, "tests": [{"question": "hosting.open", "operator": "=", "value": true}]}
    }

Keys that say nothing (``false``, no help, no options) are left out. Decimals are strings, dates are ISO.
"""

import re
from collections.abc import Callable, Container, Iterable, Mapping
from datetime import date
from decimal import Decimal
from typing import TypeVar

from frisklivsnett.core.forms.bounds import fits
from frisklivsnett.core.forms.errors import FormDefinitionError
from frisklivsnett.core.forms.model import (
    Check,
    Condition,
    Form,
    Limits,
    Operator,
    Option,
    Question,
    QuestionType,
    Section,
    Severity,
    Test,
)
from frisklivsnett.core.forms.node import Node
from frisklivsnett.core.text import Text

Read = TypeVar("Read")
Number = TypeVar("Number", int, Decimal)

_CONCEPT = re.compile(r"[a-z][a-z0-9_]{0,60}(\.[a-z0-9][a-z0-9_]{0,60}){0,4}", re.ASCII)
_CODE = re.compile(r"[a-z0-9][a-z0-9_]{0,60}", re.ASCII)
_SLUG = re.compile(r"(?=.{1,60}\Z)[a-z0-9]+(-[a-z0-9]+)*", re.ASCII)
_VERSION = re.compile(r"[0-9]{1,4}(\.[0-9]{1,4}){0,3}", re.ASCII)
_LANGUAGE = re.compile(r"[a-z]{2,3}", re.ASCII)
_PLACEHOLDER = re.compile(r"\{[^{}]*\}")
_FIELD_WORDS = {"approximate", "specify", "seen"}

_MOST = 1000
_ORDERED = {QuestionType.INTEGER, QuestionType.DECIMAL, QuestionType.DATE}
_EQUALITY = {Operator.ANSWERED, Operator.EQUAL, Operator.NOT_EQUAL}


def read_form(data: object) -> Form:
    """Return the form that ``data`` (parsed JSON) defines.

    Raises ``FormDefinitionError``, which names the place and says what to do.
    """
    node = Node(data, "", FormDefinitionError)
    node.only("id", "version", "title", "introduction", "sections", "checks")
    section_nodes = node["sections"].some(at_most=_MOST)
    earlier: dict[str, Question] = {}
    sections = tuple(_section(section, earlier) for section in section_nodes)
    form = Form(
        id=node["id"].matching(_SLUG, "an id like annual-report"),
        version=node["version"].matching(_VERSION, "a version like 1 or 1.2"),
        title=_text(node["title"]),
        sections=sections,
        introduction=_optional_text(node, "introduction"),
        checks=tuple(_check(check, earlier) for check in _list(node, "checks")),
    )
    _refuse_duplicates(section_nodes, [section.id for section in sections], "id", taken=earlier)
    _refuse_duplicates(section_nodes, [section.slug for section in sections], "slug")
    _refuse_duplicates(_list(node, "checks"), [check.id for check in form.checks], "id")
    return form


def _section(node: Node, earlier: dict[str, Question]) -> Section:
    node.only("id", "slug", "title", "help", "questions")
    return Section(
        id=node["id"].matching(_CONCEPT, "an id like other_centres"),
        slug=node["slug"].matching(_SLUG, "an address in small letters and hyphens, like andre-sentraler"),
        title=_text(node["title"]),
        questions=tuple(_question(question, earlier) for question in node["questions"].some(at_most=_MOST)),
        help=_optional_text(node, "help"),
    )


def _question(node: Node, earlier: dict[str, Question]) -> Question:
    node.only(
        "id",
        "type",
        "text",
        "number",
        "help",
        "options",
        "limits",
        "required",
        "may_be_approximate",
        "internal",
        "condition",
    )
    question_type = QuestionType(node["type"].one_of(*QuestionType))
    condition = node.get("condition")
    question = Question(
        id=_question_id(node["id"], earlier),
        type=question_type,
        text=_text(node["text"]),
        number=_number(node, {question.number for question in earlier.values()}),
        help=_optional_text(node, "help"),
        options=_options(node, question_type),
        limits=_limits(node.get("limits"), question_type),
        required=_flag(node, "required"),
        may_be_approximate=_flag(node, "may_be_approximate"),
        internal=_flag(node, "internal"),
        condition=_condition(condition, earlier, "an earlier question of the form") if condition else None,
    )
    if question.may_be_approximate and not question_type.is_number:
        node["may_be_approximate"].fail("only numbers can be approximate; take it away")
    earlier[question.id] = question
    return question


def _question_id(node: Node, earlier: Container[str]) -> str:
    question_id = node.matching(_CONCEPT, "a concept id like hosting.people")
    if question_id in earlier:
        node.fail(f"{question_id!r} is used by an earlier question; every question needs an id of its own")
    if _FIELD_WORDS.intersection(question_id.split(".")[1:]):
        node.fail(
            f"{question_id!r} has a part that the answer page needs: approximate, specify, seen; choose another"
        )
    return question_id


def _number(node: Node, taken: Container[int | None]) -> int | None:
    number_node = node.get("number")
    if number_node is None:
        return None
    number = number_node.integer()
    if not 1 <= number <= _MOST:
        number_node.fail(f"should be a number from 1 to {_MOST}")
    if number in taken:
        number_node.fail(f"{number} is the number of an earlier question; give every question its own")
    return number


def _options(node: Node, question_type: QuestionType) -> tuple[Option, ...]:
    options_node = node.get("options")
    if not question_type.is_choice:
        if options_node is not None:
            options_node.fail(f"a question of type {question_type} has no options; take them away")
        return ()
    nodes = node["options"].some(at_most=_MOST)
    options = tuple(_option(option, question_type) for option in nodes)
    _refuse_duplicates(nodes, [option.code for option in options], "code")
    return options


def _option(node: Node, question_type: QuestionType) -> Option:
    node.only("code", "text", "exclusive", "specify")
    option = Option(
        code=node["code"].matching(_CODE, "a code like gp_offices"),
        text=_text(node["text"]),
        exclusive=_flag(node, "exclusive"),
        specify=_flag(node, "specify"),
    )
    if option.exclusive and question_type is not QuestionType.MULTIPLE:
        node["exclusive"].fail("every option of a single choice excludes the others; take it away")
    return option


def _limits(node: Node | None, question_type: QuestionType) -> Limits:
    if node is None:
        return Limits()
    match question_type:
        case QuestionType.INTEGER:
            return _number_limits(node, Node.integer)
        case QuestionType.DECIMAL:
            return _number_limits(node, Node.decimal)
        case QuestionType.TEXT:
            node.only("max_length")
            length = node["max_length"].integer()
            if not 1 <= length <= 100_000:
                node["max_length"].fail("should be from 1 to 100000 characters")
            return Limits(max_length=length)
        case QuestionType.DATE:
            node.only("earliest", "latest")
            limits = Limits(
                earliest=_optional(node, "earliest", Node.day), latest=_optional(node, "latest", Node.day)
            )
            if limits.earliest and limits.latest and limits.earliest > limits.latest:
                node.fail("earliest is after latest, so no date would do")
            return limits
    return node.fail(f"a question of type {question_type} has no limits; take them away")


def _number_limits(node: Node, read: Callable[[Node], Number]) -> Limits:
    node.only("minimum", "maximum", "unusual_above")
    for key, number in node.fields():
        _fitting(node[key], read(number))
    limits = Limits(
        minimum=_optional(node, "minimum", read),
        maximum=_optional(node, "maximum", read),
        unusual_above=_optional(node, "unusual_above", read),
    )
    if limits.minimum is not None and limits.maximum is not None and limits.minimum > limits.maximum:
        node.fail("minimum is above maximum, so no number would do")
    if (
        limits.unusual_above is not None
        and limits.maximum is not None
        and limits.unusual_above >= limits.maximum
    ):
        node["unusual_above"].fail("should be below maximum, or it would never be said")
    return limits


def _fitting(node: Node, number: Number) -> Number:
    if not fits(number):
        node.fail("is larger, or has more digits, than answers may have")
    return number


def _condition(node: Node, known: Mapping[str, Question], which: str) -> Condition:
    node.only("every", "tests")
    every = node.get("every")
    return Condition(
        tests=tuple(_test(test, known, which) for test in node["tests"].some(at_most=50)),
        every=every.boolean() if every else True,
    )


def _test(node: Node, known: Mapping[str, Question], which: str) -> Test:
    node.only("question", "operator", "value")
    question_id = node["question"].string()
    question = known.get(question_id)
    if question is None:
        node["question"].fail(f"{question_id!r} is not {which}; refer to one that is")
    operator = Operator(node["operator"].one_of(*Operator))
    if question.type not in _ORDERED and operator not in _EQUALITY:
        node["operator"].fail(
            f"answers of type {question.type} cannot be compared with {operator}; use =, != or exists"
        )
    return Test(question_id, operator, _test_value(node["value"], question, operator))


def _test_value(node: Node, question: Question, operator: Operator) -> int | Decimal | str | bool | date:
    if operator is Operator.ANSWERED:
        return node.boolean()
    match question.type:
        case QuestionType.INTEGER:
            return _fitting(node, node.integer())
        case QuestionType.DECIMAL:
            return _fitting(node, node.decimal())
        case QuestionType.TEXT:
            return node.words()
        case QuestionType.DATE:
            return node.day()
        case QuestionType.YES_NO:
            return node.boolean()
    return node.one_of(*(option.code for option in question.options))


def _check(node: Node, questions: Mapping[str, Question]) -> Check:
    node.only("id", "question", "when", "message", "severity")
    question_id = node["question"].string()
    if question_id not in questions:
        node["question"].fail(
            f"{question_id!r} is not a question of the form; name the one that the message is for"
        )
    return Check(
        id=node["id"].matching(_CODE, "an id like visitors_without_types"),
        question_id=question_id,
        when=_condition(node["when"], questions, "a question of the form"),
        message=_text(node["message"]),
        severity=Severity(node["severity"].one_of(*Severity)),
    )


def _flag(node: Node, key: str) -> bool:
    flag = node.get(key)
    return flag.boolean() if flag else False


def _list(node: Node, key: str) -> list[Node]:
    items = node.get(key)
    return items.items(at_most=_MOST) if items else []


def _optional(node: Node, key: str, read: Callable[[Node], Read]) -> Read | None:
    value = node.get(key)
    return read(value) if value else None


def _optional_text(node: Node, key: str) -> Text:
    return _optional(node, key, _text) or Text()


def _text(node: Node) -> Text:
    words = {}
    for language, said in node.fields():
        if not _LANGUAGE.fullmatch(language):
            node.fail(f"{language!r} is not a language code such as nb, nn, en")
        words[language] = said.words()
        for placeholder in _PLACEHOLDER.findall(words[language]):
            if placeholder != "{year}":
                said.fail(f"{placeholder} is not filled in by anyone; only {{year}} is")
    if "nb" not in words:
        node.fail("must have words in 'nb', which the other languages fall back to")
    return Text(words)


def _refuse_duplicates(
    nodes: Iterable[Node], values: Iterable[str], key: str, taken: Iterable[str] = ()
) -> None:
    seen = set(taken)
    for node, value in zip(nodes, values, strict=True):
        if value in seen:
            node[key].fail(f"{value!r} is used elsewhere in the form; choose another")
        seen.add(value)
