"""A form's JSON is read strictly, and written back as it was."""

import copy
import json
from typing import Any

import pytest
from hypothesis import given, settings
from tests.core.forms.examples import all_types, annual_report, definition
from tests.core.forms.strategies import forms

from frisklivsnett.core.forms import Form, FormDefinitionError, Operator, QuestionType, read_form, write_form


@settings(max_examples=40)
@given(forms())
def test_a_form_written_and_read_is_the_same_form(form: Form) -> None:
    assert read_form(json.loads(json.dumps(write_form(form)))) == form


@pytest.mark.parametrize("name", ["annual-report-1", "all-types"])
def test_a_definition_read_and_written_is_the_same_definition(name: str) -> None:
    assert write_form(read_form(definition(name))) == definition(name)


def test_the_small_form_has_every_kind_of_question_and_condition() -> None:
    form = all_types()
    assert {question.type for question in form.questions} == set(QuestionType)
    conditions = [question.condition for question in form.questions if question.condition]
    assert {condition.every for condition in conditions} == {True, False}
    assert Operator.ANSWERED in {test.operator for condition in conditions for test in condition.tests}


def test_the_year_is_filled_in_everywhere() -> None:
    form = all_types().for_year(2024)
    assert "{year}" not in json.dumps(write_form(form))
    assert form.title.in_("en") == "Questions of all kinds in 2024"
    assert form.sections[0].help.in_("nb") == "Om kursene deres i 2024."


def test_the_annual_report_has_seven_sections_and_nineteen_numbered_questions() -> None:
    form = annual_report()
    assert len(form.sections) == 7
    assert [question.number for question in form.questions] == list(range(1, 20))
    assert [section.slug for section in form.sections] == [
        "henvendelser",
        "kommunikasjon",
        "statsforvalter-og-fylkeskommune",
        "forskning",
        "andre-sentraler",
        "samarbeidspartnere",
        "tilbakemeldinger",
    ]


def test_the_annual_report_has_words_in_three_languages_everywhere() -> None:
    def check(value: Any) -> int:
        if isinstance(value, dict) and "nb" in value:
            assert set(value) == {"nb", "nn", "en"}, value
            return 1
        children = value.values() if isinstance(value, dict) else value if isinstance(value, list) else []
        return sum(check(child) for child in children)

    assert check(definition("annual-report-1")) > 100


def test_options_that_mean_none_exclude_the_others() -> None:
    for question in annual_report().questions:
        for option in question.options:
            assert option.exclusive == (option.code == "none"), (question.id, option.code)


def broken(change: str, *path: str | int, **new: Any) -> dict[str, Any]:
    """Return the small form's definition with the object at ``path`` changed."""
    data = copy.deepcopy(definition("all-types"))
    target: Any = data
    for step in path:
        target = target[step]
    if change == "set":
        target.update(new)
    else:
        del target[change]
    return data


COURSE = ("sections", 0, "questions")
BROKEN = {
    "an unknown key": (broken("set", *COURSE, 1, helptext="?"), "sections[0].questions[1]", "helptext"),
    "no id": (broken("id", *COURSE, 0), "sections[0].questions[0]", "must have 'id'"),
    "an id with capitals": (
        broken("set", *COURSE, 0, id="Held"),
        "sections[0].questions[0].id",
        "concept id",
    ),
    "an id with a field's word": (broken("set", *COURSE, 0, id="a.specify"), "[0].id", "specify"),
    "an id used twice": (
        broken("set", *COURSE, 1, id="course.held"),
        "sections[0].questions[1].id",
        "earlier",
    ),
    "a section with a question's id": (
        broken("set", "sections", 1, id="course.held"),
        "sections[1].id",
        "elsewhere",
    ),
    "a slug used twice": (broken("set", "sections", 1, slug="kurs"), "sections[1].slug", "elsewhere"),
    "a slug with capitals": (
        broken("set", "sections", 1, slug="Kurs"),
        "sections[1].slug",
        "andre-sentraler",
    ),
    "a number used twice": (
        broken("set", *COURSE, 1, number=1),
        "sections[0].questions[1].number",
        "earlier",
    ),
    "a type that is none": (broken("set", *COURSE, 0, type="number"), "questions[0].type", "one of integer"),
    "a text without bokmål": (broken("set", *COURSE, 0, text={"en": "Held?"}), "questions[0].text", "'nb'"),
    "a language that is none": (
        broken("set", *COURSE, 0, text={"nb": "A", "norsk": "B"}),
        "text",
        "language",
    ),
    "empty words": (broken("set", *COURSE, 0, text={"nb": " "}), "text['nb']", "empty"),
    "a placeholder nobody fills": (
        broken("set", *COURSE, 0, text={"nb": "I {yaer}?"}),
        "text['nb']",
        "{yaer}",
    ),
    "options on a number": (broken("set", *COURSE, 1, options=[]), "questions[1].options", "no options"),
    "a choice without options": (
        broken("options", "sections", 1, "questions", 0),
        "questions[0]",
        "'options'",
    ),
    "an option code used twice": (
        broken("set", "sections", 1, "questions", 0, "options", 1, code="diet"),
        "sections[1].questions[0].options[1].code",
        "elsewhere",
    ),
    "an exclusive option of a single choice": (
        broken("set", "sections", 1, "questions", 1, "options", 0, exclusive=True),
        "options[0].exclusive",
        "single choice",
    ),
    "limits of another type": (broken("set", *COURSE, 1, limits={"max_length": 3}), "limits", "max_length"),
    "limits on a yes/no": (broken("set", *COURSE, 0, limits={}), "questions[0].limits", "no limits"),
    "minimum above maximum": (
        broken("set", *COURSE, 1, limits={"minimum": 9, "maximum": 1}),
        "limits",
        "minimum",
    ),
    "unusual above maximum": (
        broken("set", *COURSE, 1, limits={"maximum": 5, "unusual_above": 5}),
        "limits.unusual_above",
        "below maximum",
    ),
    "a limit that is a float": (broken("set", *COURSE, 2, limits={"minimum": 0.5}), "minimum", "string"),
    "a limit that is huge": (
        broken("set", *COURSE, 1, limits={"maximum": 10**12}),
        "limits.maximum",
        "larger",
    ),
    "an impossible date": (
        broken("set", *COURSE, 3, limits={"latest": "2024-02-31"}),
        "limits.latest",
        "date",
    ),
    "earliest after latest": (
        broken("set", *COURSE, 3, limits={"latest": "2024-01-01", "earliest": "2024-02-01"}),
        "limits",
        "earliest",
    ),
    "a yes/no that is approximate": (
        broken("set", *COURSE, 0, may_be_approximate=True),
        "approximate",
        "numbers",
    ),
    "a condition on a later question": (
        broken("set", *COURSE, 1, "condition", "tests", 0, question="course.hours"),
        "sections[0].questions[1].condition.tests[0].question",
        "earlier question",
    ),
    "a condition on itself": (
        broken("set", *COURSE, 1, "condition", "tests", 0, question="course.participants"),
        "condition.tests[0].question",
        "earlier question",
    ),
    "a condition of the wrong type": (
        broken("set", *COURSE, 1, "condition", "tests", 0, value=1),
        "condition.tests[0].value",
        "true or false",
    ),
    "an order of yes and no": (
        broken("set", *COURSE, 1, "condition", "tests", 0, operator=">"),
        "condition.tests[0].operator",
        "cannot be compared",
    ),
    "an operator that is none": (
        broken("set", *COURSE, 1, "condition", "tests", 0, operator="=="),
        "condition.tests[0].operator",
        "one of",
    ),
    "a condition on an option that is none": (
        broken("set", "sections", 1, "questions", 1, "condition", "tests", 0, value="drinks"),
        "condition.tests[0].value",
        "one of diet",
    ),
    "a condition without tests": (
        broken("set", *COURSE, 1, condition={"tests": []}),
        "condition.tests",
        "empty",
    ),
    "a check on no question": (
        broken("set", "checks", 0, question="x"),
        "checks[0].question",
        "not a question",
    ),
    "a check of no severity": (
        broken("set", "checks", 0, severity="fatal"),
        "checks[0].severity",
        "error, warning",
    ),
    "two checks of one id": (
        broken("set", "checks", 1, id="long_course_of_one"),
        "checks[1].id",
        "elsewhere",
    ),
    "no sections": (broken("set", sections=[]), "sections", "empty"),
    "sections that are no list": (broken("set", sections={"a": 1}), "sections", "a list, not an object"),
}


@pytest.mark.parametrize("name", BROKEN)
def test_a_broken_definition_is_refused_with_its_place_and_reason(name: str) -> None:
    data, path, reason = BROKEN[name]
    with pytest.raises(FormDefinitionError) as caught:
        read_form(data)
    assert path in caught.value.path
    assert reason in caught.value.reason


@pytest.mark.parametrize("data", [None, [], "form", 1, {}, {"id": {"a": []}, "sections": [[]]}])
def test_what_is_no_form_at_all_is_refused(data: object) -> None:
    with pytest.raises(FormDefinitionError):
        read_form(data)
