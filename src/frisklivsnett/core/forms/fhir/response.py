"""A submission's answers as a FHIR R4 QuestionnaireResponse, and back.

Answers to hidden questions are written too: nothing is lost, and it is the form that says what is shown.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from decimal import Decimal

from frisklivsnett.core.forms.answers import answer_from_json
from frisklivsnett.core.forms.errors import AnswerError, FhirError
from frisklivsnett.core.forms.fhir.terms import (
    APPROXIMATE,
    BASE,
    LANGUAGE,
    MOST,
    REPORT_YEAR,
    RESPONSE_STATUSES,
    VALUE_SUFFIX,
    Json,
    coding,
    extension,
    get_code,
    get_decimal,
    number_out,
    one_extension,
    only_value,
    questionnaire_url,
    resource,
    specify_link,
)
from frisklivsnett.core.forms.model import Answer, Answers, Form, Question, QuestionType, Section
from frisklivsnett.core.forms.node import Node

SUBJECT_SYSTEM = f"{BASE}/NamingSystem/respondent"

_ABOUT_RESOURCE = (
    "id",
    "meta",
    "implicitRules",
    "language",
    "text",
    "identifier",
    "basedOn",
    "partOf",
    "encounter",
    "source",
)
_ABOUT_ITEM = ("id", "extension", "definition", "text", "_text")


@dataclass(frozen=True, slots=True)
class ResponseMeta:
    """What a response says besides its answers. Empty parts are left out.

    ``status`` is FHIR's; ``authored`` has a time zone; ``year`` is the report year; ``subject_*`` is the centre.
    """

    status: str = "in-progress"
    authored: datetime | None = None
    year: int | None = None
    subject_id: str = ""
    subject_name: str = ""
    author_name: str = ""


# Writing


def to_response(form: Form, answers: Answers, meta: ResponseMeta | None = None) -> Json:
    """Return the answers as a QuestionnaireResponse, ready for JSON; ``AnswerError`` if one is not to this form."""
    meta = meta or ResponseMeta()
    for question_id in answers:
        if not form.has(question_id):
            raise AnswerError(question_id, f"is not a question of {form.id} version {form.version}")
    written: Json = {"resourceType": "QuestionnaireResponse", "language": LANGUAGE}
    if meta.year is not None:
        written["extension"] = [extension(REPORT_YEAR, "valueInteger", meta.year)]
    written |= {"questionnaire": f"{questionnaire_url(form.id)}|{form.version}"}
    written |= _written_meta(meta)
    items = [_written_section(section, answers) for section in form.sections]
    with_answers = [item for item in items if item["item"]]
    return written | {"item": with_answers} if with_answers else written


def _written_meta(meta: ResponseMeta) -> Json:
    if meta.status not in RESPONSE_STATUSES:
        raise ValueError(f"{meta.status!r} is not a response status: {', '.join(RESPONSE_STATUSES)}")
    written: Json = {"status": meta.status}
    subject: Json = {}
    if meta.subject_id:
        subject["identifier"] = {"system": SUBJECT_SYSTEM, "value": meta.subject_id}
    if meta.subject_name:
        subject["display"] = meta.subject_name
    if subject:
        written["subject"] = subject
    if meta.authored is not None:
        if meta.authored.tzinfo is None:
            raise ValueError("authored must have a time zone")
        written["authored"] = meta.authored.isoformat()
    if meta.author_name:
        written["author"] = {"display": meta.author_name}
    return written


def _written_section(section: Section, answers: Answers) -> Json:
    items: list[Json] = []
    for question in section.questions:
        answer = answers.get(question.id)
        if answer is None:
            continue
        items.append(
            {
                "linkId": question.id,
                "text": question.text.in_(LANGUAGE),
                "answer": _written_answers(question, answer),
            }
        )
        for code, words in answer.specified.items():
            items.append({"linkId": specify_link(question.id, code), "answer": [{"valueString": words}]})
    return {"linkId": section.id, "text": section.title.in_(LANGUAGE), "item": items}


def _written_answers(question: Question, answer: Answer) -> list[Json]:
    key = f"value{VALUE_SUFFIX[question.type]}"
    value = answer.value
    written: list[Json]
    match value:
        case tuple():
            written = [{key: _written_code(question, code)} for code in value]
        case Decimal():
            written = [{key: number_out(value)}]
        case date():
            written = [{key: value.isoformat()}]
        case str() if question.type is QuestionType.SINGLE:
            written = [{key: _written_code(question, value)}]
        case _:
            written = [{key: value}]
    if answer.approximate:
        written[0]["extension"] = [extension(APPROXIMATE, "valueBoolean", True)]
    return written


def _written_code(question: Question, code: str) -> Json:
    option = question.option(code)
    return coding(question.id, code, option.text if option else None)


# Reading


@dataclass(slots=True)
class _Found:
    """The parts of one answer, as they are found."""

    node: Node | None = None
    data: Json = field(default_factory=dict)
    specified: dict[str, str] = field(default_factory=dict)


def from_response(form: Form, data: object) -> tuple[Answers, ResponseMeta]:
    """Return the answers in a QuestionnaireResponse (parsed JSON), in the form's order, and what is said besides.

    Raises ``FhirError`` when it is broken, or answers another form or version.
    """
    node = Node(data, "", FhirError)
    resource("QuestionnaireResponse", node)
    node.only(
        *("resourceType", "extension", "questionnaire", "status", "subject", "authored", "author", "item"),
        *_ABOUT_RESOURCE,
    )
    _check_questionnaire(form, node["questionnaire"])
    meta = _meta(node)
    found: dict[str, _Found] = {}
    for section_node in _items(node):
        _read_section(form, section_node, found)
    answers = {}
    for question in form.questions:
        if question.id in found:
            answers[question.id] = _answer(question, found[question.id])
    return answers, meta


def _check_questionnaire(form: Form, node: Node) -> None:
    expected = f"{questionnaire_url(form.id)}|{form.version}"
    if node.string() != expected:
        node.fail(
            f"is {node.shown()}, and should be {expected!r}: these are answers to another form or version"
        )


def _items(node: Node) -> list[Node]:
    items = node.get("item")
    return items.some(at_most=MOST) if items else []


def _read_section(form: Form, node: Node, found: dict[str, _Found]) -> None:
    node.only("linkId", "item", *_ABOUT_ITEM)
    link_id = node["linkId"].string()
    section = next((section for section in form.sections if section.id == link_id), None)
    if section is None:
        node["linkId"].fail(f"{link_id[:60]!r} is not a section of {form.id} version {form.version}")
    links = _links(section)
    for item in _items(node):
        item.only("linkId", "answer", *_ABOUT_ITEM)
        link_id = item["linkId"].string()
        if link_id not in links:
            item["linkId"].fail(f"{link_id[:60]!r} is not a question of the section {section.id}")
        question, code = links[link_id]
        part = found.setdefault(question.id, _Found())
        if (part.node is not None) if code is None else (code in part.specified):
            item["linkId"].fail(f"{link_id!r} is answered twice")
        if code is None:
            part.node, part.data = item, _read_answers(question, item)
        else:
            part.specified[code] = _words(item)


def _links(section: Section) -> Mapping[str, tuple[Question, str | None]]:
    """Return what each linkId of a section means: a question, or an option's words."""
    links: dict[str, tuple[Question, str | None]] = {
        question.id: (question, None) for question in section.questions
    }
    for question in section.questions:
        for option in question.options:
            if option.specify:
                links[specify_link(question.id, option.code)] = (question, option.code)
    return links


def _words(item: Node) -> str:
    answers = item["answer"].some(at_most=1)
    answers[0].only("valueString", "id", "extension")
    return answers[0]["valueString"].string()


def _read_answers(question: Question, item: Node) -> Json:
    most = len(question.options) if question.type is QuestionType.MULTIPLE else 1
    values = []
    approximate = None
    for node in item["answer"].some(at_most=most):
        suffix, value = only_value(node, "value", (VALUE_SUFFIX[question.type],))
        node.only(f"value{suffix}", "id", "extension")
        values.append(_value(suffix, value))
        approximate = one_extension(node, APPROXIMATE, "valueBoolean")
    data: Json = {"value": values if question.type is QuestionType.MULTIPLE else values[0]}
    if approximate is not None and approximate.boolean():
        data["approximate"] = True
    return data


def _value(suffix: str, node: Node) -> object:
    match suffix:
        case "Coding":
            return get_code(node)
        case "Decimal":
            return format(get_decimal(node), "f")
    return node.value


def _answer(question: Question, found: _Found) -> Answer:
    if found.node is None:
        raise FhirError(
            specify_link(question.id, next(iter(found.specified))), "has words, but no option is chosen"
        )
    if found.specified:
        found.data["specified"] = found.specified
    try:
        return answer_from_json(question, found.data)
    except AnswerError as error:
        raise FhirError(found.node.path, f"{error.path}: {error.reason}") from error


def _meta(node: Node) -> ResponseMeta:
    year = one_extension(node, REPORT_YEAR, "valueInteger")
    subject, author = node.get("subject"), node.get("author")
    identifier = subject.get("identifier") if subject else None
    return ResponseMeta(
        status=node["status"].one_of(*RESPONSE_STATUSES),
        authored=_authored(node.get("authored")),
        year=year.integer() if year else None,
        subject_id=identifier["value"].string() if identifier and identifier.has("value") else "",
        subject_name=_display(subject),
        author_name=_display(author),
    )


def _display(node: Node | None) -> str:
    display = node.get("display") if node else None
    return display.words() if display else ""


def _authored(node: Node | None) -> datetime | None:
    if node is None:
        return None
    try:
        moment = datetime.fromisoformat(node.string())
    except ValueError:
        moment = None
    if moment is None or moment.tzinfo is None:
        node.fail(
            f"should be a moment with its time zone, like 2025-04-01T12:00:00+02:00, not {node.shown()}"
        )
    return moment
