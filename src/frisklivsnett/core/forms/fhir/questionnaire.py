"""A form as a FHIR R4 Questionnaire."""

from collections.abc import Iterator

from frisklivsnett.core.forms.fhir.terms import (
    CHECK,
    INTERNAL,
    ITEM_CONTROL,
    ITEM_CONTROL_CODES,
    LANGUAGE,
    MAX_VALUE,
    MAY_BE_APPROXIMATE,
    MIN_VALUE,
    OPTION_EXCLUSIVE,
    PUBLICATION_STATUSES,
    SLUG,
    SPECIFIES,
    SPECIFY,
    TYPE_TO_FHIR,
    UNUSUAL_ABOVE,
    Json,
    coding,
    compared_value,
    extension,
    help_link,
    number_kind,
    number_out,
    put_text,
    questionnaire_url,
    specify_link,
)
from frisklivsnett.core.forms.model import (
    SPECIFY_MAX_LENGTH,
    Check,
    Condition,
    Form,
    Limits,
    Option,
    Question,
    QuestionType,
    Section,
)
from frisklivsnett.core.text import Text


def to_questionnaire(form: Form, *, status: str = "active") -> Json:
    """Return the form as a Questionnaire, ready for JSON. ``status`` is FHIR's publication status."""
    if status not in PUBLICATION_STATUSES:
        raise ValueError(f"{status!r} is not a publication status: {', '.join(PUBLICATION_STATUSES)}")
    written: Json = {"resourceType": "Questionnaire", "id": form.id, "language": LANGUAGE}
    if form.checks:
        written["extension"] = [_check(check, form) for check in form.checks]
    written |= {"url": questionnaire_url(form.id), "version": form.version}
    put_text(written, "title", form.title)
    written |= {"status": status, "subjectType": ["Organization"]}
    put_text(written, "description", form.introduction)
    written["item"] = [_section(section, form) for section in form.sections]
    return written


def _section(section: Section, form: Form) -> Json:
    written: Json = {
        "extension": [extension(SLUG, "valueString", section.slug)],
        "linkId": section.id,
    }
    put_text(written, "text", section.title)
    items = list(_help(section.id, section.help))
    for question in section.questions:
        items.append(_question(question, form))
        items += (_specify(question, option) for option in question.options if option.specify)
    return written | {"type": "group", "item": items}


def _question(question: Question, form: Form) -> Json:
    written: Json = {}
    extensions = list(_limit_extensions(question.limits))
    if question.may_be_approximate:
        extensions.append(extension(MAY_BE_APPROXIMATE, "valueBoolean", True))
    if question.internal:
        extensions.append(extension(INTERNAL, "valueBoolean", True))
    if extensions:
        written["extension"] = extensions
    written["linkId"] = question.id
    if question.number is not None:
        written["prefix"] = str(question.number)
    put_text(written, "text", question.text)
    written["type"] = TYPE_TO_FHIR[question.type]
    if question.condition:
        written |= _enable_when(question.condition, form)
    written["required"] = question.required
    if question.type is QuestionType.MULTIPLE:
        written["repeats"] = True
    if question.limits.max_length is not None:
        written["maxLength"] = question.limits.max_length
    if question.options:
        written["answerOption"] = [_option(question, option) for option in question.options]
    help_items = list(_help(question.id, question.help))
    return written | {"item": help_items} if help_items else written


def _option(question: Question, option: Option) -> Json:
    flags = ((OPTION_EXCLUSIVE, option.exclusive), (SPECIFY, option.specify))
    extensions = [extension(url, "valueBoolean", True) for url, is_set in flags if is_set]
    written: Json = {"extension": extensions} if extensions else {}
    return written | {"valueCoding": coding(question.id, option.code, option.text)}


def _specify(question: Question, option: Option) -> Json:
    """Return the item that takes an option's words: any reader of FHIR shows it when the option is ticked."""
    written: Json = {
        "extension": [extension(SPECIFIES, "valueCode", option.code)],
        "linkId": specify_link(question.id, option.code),
    }
    put_text(written, "text", option.text)
    return written | {
        "type": "string",
        "enableWhen": [
            {"question": question.id, "operator": "=", "answerCoding": coding(question.id, option.code)}
        ],
        "maxLength": SPECIFY_MAX_LENGTH,
    }


def _help(link_id: str, words: Text) -> Iterator[Json]:
    if not words:
        return
    control = {"coding": [{"system": ITEM_CONTROL_CODES, "code": "help"}]}
    written: Json = {
        "extension": [extension(ITEM_CONTROL, "valueCodeableConcept", control)],
        "linkId": help_link(link_id),
    }
    put_text(written, "text", words)
    yield written | {"type": "display"}


def _limit_extensions(limits: Limits) -> Iterator[Json]:
    numbers = (
        (MIN_VALUE, limits.minimum),
        (MAX_VALUE, limits.maximum),
        (UNUSUAL_ABOVE, limits.unusual_above),
    )
    for url, number in numbers:
        if number is not None:
            yield extension(url, number_kind(number), number_out(number))
    for url, day in ((MIN_VALUE, limits.earliest), (MAX_VALUE, limits.latest)):
        if day is not None:
            yield extension(url, "valueDate", day.isoformat())


def _enable_when(condition: Condition, form: Form) -> Json:
    tests: list[Json] = []
    for test in condition.tests:
        suffix, value = compared_value(test, form.question(test.question_id).type)
        tests.append({"question": test.question_id, "operator": str(test.operator), f"answer{suffix}": value})
    return {"enableWhen": tests, "enableBehavior": "all" if condition.every else "any"}


def _check(check: Check, form: Form) -> Json:
    parts = [
        extension("id", "valueString", check.id),
        extension("question", "valueString", check.question_id),
        extension("severity", "valueCode", str(check.severity)),
        extension("every", "valueBoolean", check.when.every),
        *(
            {
                "url": "message",
                "extension": [
                    extension("lang", "valueCode", language),
                    extension("content", "valueString", said),
                ],
            }
            for language, said in check.message.by_language.items()
        ),
    ]
    for test in check.when.tests:
        suffix, value = compared_value(test, form.question(test.question_id).type)
        sides = [
            extension("question", "valueString", test.question_id),
            extension("operator", "valueString", str(test.operator)),
            extension("value", f"value{suffix}", value),
        ]
        parts.append({"url": "test", "extension": sides})
    return {"url": CHECK, "extension": parts}
