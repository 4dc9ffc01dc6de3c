"""Forms and answers go to FHIR R4 and back without loss; broken FHIR is refused with its place."""

import contextlib
import copy
import json
from collections.abc import Iterator
from datetime import UTC, datetime
from typing import Any

import pytest
from fhir.resources.R4B.questionnaire import Questionnaire
from fhir.resources.R4B.questionnaireresponse import QuestionnaireResponse
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.core.forms.examples import all_types, annual_report
from tests.core.forms.strategies import answered_forms, forms
from tests.core.forms.test_validation import GOOD

from frisklivsnett.core.forms import Answer, Answers, FhirError, Form
from frisklivsnett.core.forms.fhir import (
    ResponseMeta,
    from_questionnaire,
    from_response,
    read_fhir_file,
    to_questionnaire,
    to_response,
)

Path = tuple[str | int, ...]

META = ResponseMeta(
    status="completed",
    authored=datetime(2025, 3, 28, 10, 42, tzinfo=UTC),
    year=2024,
    subject_id="tana",
    subject_name="Tana frisklivssentral",
    author_name="Kari Nordmann",
)
ANSWERS: Answers = {
    **GOOD,
    "course.participants": Answer(40, approximate=True),
    "topics.covered": Answer(("diet", "other"), specified={"other": "Stress & ro"}),
    "topics.why": Answer("Skjult, men ikke tapt."),
}


def through_a_file(resource: dict[str, Any]) -> dict[str, Any]:
    return read_fhir_file(json.dumps(resource).encode())


@settings(max_examples=40)
@given(forms())
def test_a_form_comes_back_from_fhir_as_it_was(form: Form) -> None:
    questionnaire = to_questionnaire(form)
    assert from_questionnaire(through_a_file(questionnaire)) == form
    assert from_questionnaire(json.loads(json.dumps(questionnaire))) == form


@settings(max_examples=40)
@given(answered_forms())
def test_answers_come_back_from_fhir_as_they_were(pair: tuple[Form, Answers]) -> None:
    form, answers = pair
    response = to_response(form, answers, META)
    assert from_response(form, through_a_file(response)) == (answers, META)
    assert from_response(form, json.loads(json.dumps(response))) == (answers, META)


@settings(max_examples=10)
@given(answered_forms())
def test_an_independent_reader_of_fhir_takes_what_we_write(pair: tuple[Form, Answers]) -> None:
    form, answers = pair
    Questionnaire.model_validate(to_questionnaire(form))
    QuestionnaireResponse.model_validate(to_response(form, answers, META))


@pytest.mark.parametrize("form", [annual_report(), all_types()], ids=lambda form: form.id)
def test_our_forms_come_back_from_fhir_as_they_were(form: Form) -> None:
    questionnaire = to_questionnaire(form)
    Questionnaire.model_validate(questionnaire)
    assert from_questionnaire(through_a_file(questionnaire)) == form


def every_item(resource: dict[str, Any]) -> Iterator[dict[str, Any]]:
    for item in resource.get("item", []):
        yield item
        yield from every_item(item)


def test_link_ids_are_unique_and_conditions_refer_to_them() -> None:
    questionnaire = to_questionnaire(annual_report())
    links = [item["linkId"] for item in every_item(questionnaire)]
    assert len(links) == len(set(links))
    for item in every_item(questionnaire):
        assert all(test["question"] in links for test in item.get("enableWhen", []))


def test_an_options_words_have_an_item_that_other_programs_show_when_it_is_ticked() -> None:
    item = next(
        item
        for item in every_item(to_questionnaire(all_types()))
        if item["linkId"] == "topics.covered/specify/other"
    )
    assert item["type"] == "string"
    assert item["enableWhen"][0]["question"] == "topics.covered"
    assert item["enableWhen"][0]["answerCoding"]["code"] == "other"


def test_a_question_in_fhir_has_the_standard_parts_where_there_are_some() -> None:
    item = next(
        item for item in every_item(to_questionnaire(all_types())) if item["linkId"] == "course.participants"
    )
    assert (item["prefix"], item["type"], item["required"], item["text"]) == (
        "2",
        "integer",
        True,
        "Hvor mange deltok?",
    )
    assert item["enableWhen"] == [{"question": "course.held", "operator": "=", "answerBoolean": True}]
    values = {one["url"].rpartition("/")[2]: one.get("valueInteger") for one in item["extension"]}
    assert (values["minValue"], values["maxValue"], values["unusual-above"]) == (1, 5000, 500)
    translations = [one["extension"] for one in item["_text"]["extension"]]
    assert [{part["url"]: part for part in one}["content"]["valueString"] for one in translations] == [
        "Kor mange deltok?",
        "How many took part?",
    ]
    (help_item,) = item["item"]
    assert (help_item["type"], help_item["text"]) == ("display", "Tell hver person én gang.")


def test_an_empty_response_is_a_response() -> None:
    response = to_response(all_types(), {})
    QuestionnaireResponse.model_validate(response)
    assert from_response(all_types(), response) == ({}, ResponseMeta())


def broken(resource: dict[str, Any], path: list[str | int], value: Any) -> dict[str, Any]:
    """Return a copy with the value at ``path`` replaced, or taken away when ``value`` is ``...``."""
    changed = copy.deepcopy(resource)
    target: Any = changed
    for step in path[:-1]:
        target = target[step]
    if value is ...:
        del target[path[-1]]
    else:
        target[path[-1]] = value
    return changed


Q = to_questionnaire(all_types())
R = to_response(all_types(), ANSWERS, META)
PARTICIPANTS: list[str | int] = ["item", 0, "item", 2]
TRANSLATION = "http://hl7.org/fhir/StructureDefinition/translation"

BROKEN_QUESTIONNAIRES: dict[str, tuple[list[str | int], Any, str, str]] = {
    "another resource": (["resourceType"], "Patient", "resourceType", "'Questionnaire'"),
    "no resource type": (["resourceType"], ..., "", "must have 'resourceType'"),
    "a status that is none": (["status"], "ready", "status", "one of draft, active, retired, unknown"),
    "a language that is another": (["language"], "sv", "language", "'nb'"),
    "no title": (["title"], ..., "", "'title'"),
    "no items": (["item"], [], "item", "empty"),
    "items that are no list": (["item"], {}, "item", "a list"),
    "an item that is no object": (["item", 0], "x", "item[0]", "an object"),
    "a modifier extension": (["modifierExtension"], [], "", "modifierExtension"),
    "a type that FHIR does not have": ([*PARTICIPANTS, "type"], "number", "item[0].item[2].type", "one of group"),
    "a type that our forms do not have": ([*PARTICIPANTS, "type"], "quantity", "item[0].item[2].type", "do not have"),
    "a group in a group": ([*PARTICIPANTS, "type"], "group", "item[0].item[2].type", "group in a group"),
    "a question outside a section": (["item", 0, "type"], "integer", "item[0].type", "sections"),
    "a section without an address": (["item", 0, "extension"], [], "item[0]", "slug"),
    "a linkId used twice": ([*PARTICIPANTS, "linkId"], "course.held", "item[0].item[2].linkId", "earlier"),
    "a linkId that is no concept": ([*PARTICIPANTS, "linkId"], "1.2 A", "item[0].item[2].linkId", "concept id"),
    "a linkId that is a number": ([*PARTICIPANTS, "linkId"], 7, "item[0].item[2].linkId", "string"),
    "a linkId that is null": (["item", 1, "item", 0, "linkId"], None, "item[1].item[0].linkId", "string"),
    "a prefix that is no number": ([*PARTICIPANTS, "prefix"], "2 a)", "item[0].item[2].prefix", "'3'"),
    "an initial value": ([*PARTICIPANTS, "initial"], [{"valueInteger": 1}], "item[0].item[2]", "initial"),
    "a value set": (["item", 1, "item", 0, "answerValueSet"], "http://x", "item[1].item[0]", "answerValueSet"),
    "a number with several answers": ([*PARTICIPANTS, "repeats"], True, "item[0].item[2].repeats", "only a choice"),
    "a condition on a later item": (
        [*PARTICIPANTS, "enableWhen", 0, "question"],
        "course.hours",
        "item[0].item[2].enableWhen[0].question",
        "earlier question",
    ),
    "a condition of the wrong type": (
        [*PARTICIPANTS, "enableWhen", 0],
        {"question": "course.held", "operator": "=", "answerString": "yes"},
        "item[0].item[2].enableWhen[0].value",
        "true or false",
    ),
    "a condition with two answers": (
        [*PARTICIPANTS, "enableWhen", 0, "answerString"],
        "yes",
        "item[0].item[2].enableWhen[0]",
        "one answer[x]",
    ),
    "an operator that is none": (
        [*PARTICIPANTS, "enableWhen", 0, "operator"],
        "~",
        "item[0].item[2].enableWhen[0].operator",
        "one of exists",
    ),
    "a behaviour that is none": ([*PARTICIPANTS, "enableBehavior"], "some", "enableBehavior", "all, any"),
    "an option without a code": (
        ["item", 1, "item", 0, "answerOption", 0, "valueCoding", "code"],
        ...,
        "item[1].item[0].answerOption[0].valueCoding",
        "'code'",
    ),
    "an option code used twice": (
        ["item", 1, "item", 0, "answerOption", 1, "valueCoding", "code"],
        "diet",
        "item[1].item[0].answerOption[1].code",
        "elsewhere",
    ),
    "an option that is a string": (
        ["item", 1, "item", 0, "answerOption", 0],
        {"valueString": "Kosthold"},
        "item[1].item[0].answerOption[0]",
        "valueString",
    ),
    "an extension without an address": ([*PARTICIPANTS, "extension", 0, "url"], ..., "extension[0]", "'url'"),
    "a limit that is text": ([*PARTICIPANTS, "extension", 0], {"url": "http://hl7.org/fhir/StructureDefinition/minValue",
                             "valueString": "1"}, "item[0].item[2].extension[0]", "valueInteger"),
    "a translation without words": (
        [*PARTICIPANTS, "_text", "extension", 0],
        {"url": TRANSLATION, "extension": [{"url": "lang", "valueCode": "nn"}]},
        "item[0].item[2]._text.extension[0]",
        "lang and content",
    ),
    "words for an option that asks for none": (
        ["item", 1, "item", 0, "answerOption", 3, "extension"],
        [],
        "item[1].item[1].linkId",
        "belongs to no option",
    ),
    "a text between the questions": ([*PARTICIPANTS, "item", 0, "extension"], [], "item[2].item[0]", "display"),
    "a check without its parts": (["extension", 0, "extension"], [], "extension[0]", "extension id"),
    "a check without a message": (["extension", 0, "extension", 4, "url"], "note", "extension[0].message", "'nb'"),
}  # fmt: skip


@pytest.mark.parametrize("name", BROKEN_QUESTIONNAIRES)
def test_a_broken_questionnaire_is_refused_with_its_place_and_reason(name: str) -> None:
    path, value, place, reason = BROKEN_QUESTIONNAIRES[name]
    with pytest.raises(FhirError) as caught:
        from_questionnaire(broken(Q, path, value))
    assert place in caught.value.path
    assert reason in caught.value.reason


COVERED: list[str | int] = ["item", 1, "item", 0]
BROKEN_RESPONSES: dict[str, tuple[list[str | int], Any, str, str]] = {
    "another resource": (["resourceType"], "Questionnaire", "resourceType", "'QuestionnaireResponse'"),
    "a status that is none": (["status"], "done", "status", "in-progress, completed"),
    "answers to another form": (["questionnaire"], "http://x|1", "questionnaire", "another form or version"),
    "no form at all": (["questionnaire"], ..., "", "'questionnaire'"),
    "a moment without a zone": (["authored"], "2025-03-28T10:42:00", "authored", "time zone"),
    "an unknown section": (["item", 0, "linkId"], "x", "item[0].linkId", "not a section"),
    "an unknown question": (
        ["item", 0, "item", 0, "linkId"],
        "x",
        "item[0].item[0].linkId",
        "not a question",
    ),
    "a question answered twice": (
        ["item", 0, "item", 2],
        {"linkId": "course.held", "answer": [{"valueBoolean": True}]},
        "item[0].item[2].linkId",
        "answered twice",
    ),
    "a string for a yes/no": (
        ["item", 0, "item", 0, "answer", 0],
        {"valueString": "ja"},
        "item[0].item[0].answer[0]",
        "valueBoolean",
    ),
    "two values in one answer": (
        ["item", 0, "item", 0, "answer", 0, "valueString"],
        "ja",
        "item[0].item[0].answer[0]",
        "one value[x]",
    ),
    "no value in an answer": (["item", 0, "item", 0, "answer"], [{}], "answer[0]", "one value[x]"),
    "no answer in an item": (["item", 0, "item", 0, "answer"], [], "answer", "empty"),
    "several answers to a number": (
        ["item", 0, "item", 1, "answer"],
        [{"valueInteger": 1}, {"valueInteger": 2}],
        "item[0].item[1].answer",
        "at most 1",
    ),
    "an option that is none": (
        [*COVERED, "answer", 0, "valueCoding", "code"],
        "drinks",
        "item[1].item[0]",
        "not an option",
    ),
    "an option twice": ([*COVERED, "answer", 0, "valueCoding", "code"], "other", "item[1].item[0]", "twice"),
    "half a date": (["item", 0, "item", 3, "answer", 0, "valueDate"], "2024-04", "item[0].item[3]", "date"),
    "a decimal that is infinite": (
        ["item", 0, "item", 2, "answer", 0, "valueDecimal"],
        float("inf"),
        "item[0].item[2].answer[0].valueDecimal",
        "number",
    ),
    "a decimal that is text": (
        ["item", 0, "item", 2, "answer", 0, "valueDecimal"],
        "2.5",
        "item[0].item[2].answer[0].valueDecimal",
        "number",
    ),
    "words without an option": (
        ["item", 1, "item"],
        [{"linkId": "topics.covered/specify/other", "answer": [{"valueString": "x"}]}],
        "topics.covered/specify/other",
        "no option is chosen",
    ),
}


@pytest.mark.parametrize("name", BROKEN_RESPONSES)
def test_a_broken_response_is_refused_with_its_place_and_reason(name: str) -> None:
    path, value, place, reason = BROKEN_RESPONSES[name]
    with pytest.raises(FhirError) as caught:
        from_response(all_types(), broken(R, path, value))
    assert place in caught.value.path
    assert reason in caught.value.reason


def paths(value: Any, path: Path = ()) -> Iterator[Path]:
    children = (
        value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
    )
    for key, child in children:
        yield (*path, key)
        yield from paths(child, (*path, key))


ODD: st.SearchStrategy[Any] = st.sampled_from(
    [..., None, True, 0, -1.5, 10**400, "", "x", "\ud800", [], [[]], {}, {"url": None}, float("nan")]
)


@given(st.sampled_from(list(paths(Q))), ODD)
def test_a_questionnaire_damaged_anywhere_is_read_or_refused_but_never_crashes(path: Path, odd: Any) -> None:
    with contextlib.suppress(FhirError):
        form = from_questionnaire(broken(Q, list(path), odd))
        assert from_questionnaire(to_questionnaire(form)) == form


@given(st.sampled_from(list(paths(R))), ODD)
def test_a_response_damaged_anywhere_is_read_or_refused_but_never_crashes(path: Path, odd: Any) -> None:
    with contextlib.suppress(FhirError):
        answers, meta = from_response(all_types(), broken(R, list(path), odd))
        assert from_response(all_types(), to_response(all_types(), answers, meta)) == (answers, meta)


@pytest.mark.parametrize(
    ("raw", "reason"),
    [
        (b"", "not JSON"),
        (b"{", "line 1"),
        (b"[]", "JSON object"),
        (b"\xff\xfe{}", "UTF-8"),
        (b'{"a": 1, "a": 2}', "twice"),
        (b'{"a": NaN}', "NaN"),
        (b'{"a": -Infinity}', "-Infinity"),
        (b'{"a": ' + b"9" * 10_000 + b"}", "too many digits"),
        (b'{"a": 1e99999999999999999999}', "too many digits"),
        (b"[" * 100_000, "too deep"),
        (b'{"a":' * 100_000, "too deep"),
        (b" " * 5_000_001, "at most 5000000"),
    ],
    ids=range(12),
)
def test_a_hostile_file_is_refused(raw: bytes, reason: str) -> None:
    with pytest.raises(FhirError, match=reason):
        read_fhir_file(raw)


def test_a_number_with_a_huge_exponent_is_refused_before_it_fills_the_memory() -> None:
    raw = json.dumps(R).replace('"valueDecimal": 2.5', '"valueDecimal": 1e999999')
    with pytest.raises(FhirError, match="more digits"):
        from_response(all_types(), read_fhir_file(raw.encode()))


def test_a_file_with_a_byte_order_mark_is_read() -> None:
    assert read_fhir_file(b"\xef\xbb\xbf{}") == {}


def test_statuses_that_fhir_does_not_have_are_not_written() -> None:
    with pytest.raises(ValueError, match="publication status"):
        to_questionnaire(all_types(), status="ready")
    with pytest.raises(ValueError, match="response status"):
        to_response(all_types(), {}, ResponseMeta(status="done"))
    with pytest.raises(ValueError, match="time zone"):
        to_response(all_types(), {}, ResponseMeta(authored=datetime(2025, 1, 1)))
