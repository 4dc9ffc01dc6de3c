"""Answers are kept as JSON without loss, and read strictly."""

import hashlib
import json
from datetime import date
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given, settings
from tests.core.forms.examples import all_types
from tests.core.forms.strategies import answered_forms

from frisklivsnett.core.forms import (
    Answer,
    AnswerError,
    Answers,
    Form,
    answers_from_json,
    answers_to_json,
    checksum,
)


@settings(max_examples=40)
@given(answered_forms())
def test_answers_written_and_read_are_the_same_answers(pair: tuple[Form, Answers]) -> None:
    form, answers = pair
    again = answers_from_json(form, json.loads(json.dumps(answers_to_json(form, answers))))
    assert again == answers
    assert checksum(again) == checksum(answers)


def test_the_shape_of_each_kind_of_answer() -> None:
    answers = {
        "course.held": Answer(value=True),
        "course.participants": Answer(40, approximate=True),
        "course.hours": Answer(Decimal("1.50")),
        "course.first_day": Answer(date(2024, 4, 1)),
        "topics.covered": Answer(("diet", "other"), specified={"other": "Stress"}),
        "topics.main": Answer("diet"),
        "topics.why": Answer("Fordi."),
    }
    assert answers_to_json(all_types(), answers) == {
        "course.held": {"value": True},
        "course.participants": {"value": 40, "approximate": True},
        "course.hours": {"value": "1.5"},
        "course.first_day": {"value": "2024-04-01"},
        "topics.covered": {"value": ["diet", "other"], "specified": {"other": "Stress"}},
        "topics.main": {"value": "diet"},
        "topics.why": {"value": "Fordi."},
    }


def test_options_come_in_the_forms_order_whatever_order_they_were_stored_in() -> None:
    answers = answers_from_json(all_types(), {"topics.covered": {"value": ["other", "diet"]}})
    assert answers["topics.covered"].value == ("diet", "other")


def test_the_checksum_is_the_same_for_the_same_answers_and_changes_with_any_of_them() -> None:
    first = {"course.hours": Answer(Decimal("1.50")), "course.participants": Answer(2)}
    same = {"course.participants": Answer(2), "course.hours": Answer(Decimal("1.5"))}
    assert checksum(first) == checksum(same)
    assert checksum(first) != checksum(first | {"course.participants": Answer(2, approximate=True)})
    assert checksum(first) != checksum(first | {"course.participants": Answer(3)})
    assert checksum({"a": Answer("1")}) != checksum({"a": Answer(1)})


def test_the_checksum_stays_what_it_was() -> None:
    """Stored versions are proved by it, so its form may never change."""
    answers = {
        "topics.covered": Answer(("other", "diet"), specified={"other": "Søvn"}),
        "n": Answer(Decimal("2.50")),
    }
    canonical = (
        r'{"n":{"value":"2.5"},"topics.covered":{"specified":{"other":"S\u00f8vn"},"value":["diet","other"]}}'
    )
    assert checksum(answers) == hashlib.sha256(canonical.encode()).hexdigest()


REFUSED: dict[str, tuple[Any, str]] = {
    "no object": ([], "object"),
    "an unknown question": ({"hosting.people": {"value": 1}}, "not a question of all-types version 1.2"),
    "no value": ({"course.held": {}}, "must have 'value'"),
    "an unknown key": ({"course.held": {"value": True, "by": "me"}}, "unknown key 'by'"),
    "a number for a yes/no": ({"course.held": {"value": 1}}, "true or false"),
    "a yes/no for a number": ({"course.participants": {"value": True}}, "whole number"),
    "a string for a number": ({"course.participants": {"value": "4"}}, "whole number"),
    "a huge number": ({"course.participants": {"value": 10**30}}, "more digits"),
    "a float for a decimal": ({"course.hours": {"value": 1.5}}, "string"),
    "not a number": ({"course.hours": {"value": "NaN"}}, "decimal number"),
    "an exponent": ({"course.hours": {"value": "1e9"}}, "decimal number"),
    "too many decimals": ({"course.hours": {"value": "0.1234567"}}, "more digits"),
    "a month for a date": ({"course.first_day": {"value": "2024-04"}}, "date"),
    "an impossible date": ({"course.first_day": {"value": "2024-02-31"}}, "date"),
    "an unknown option": ({"topics.main": {"value": "sleep"}}, "not an option of topics.main"),
    "a list for a single choice": ({"topics.main": {"value": ["diet"]}}, "string"),
    "no options ticked": ({"topics.covered": {"value": []}}, "empty"),
    "an option twice": ({"topics.covered": {"value": ["diet", "diet"]}}, "twice"),
    "an empty text": ({"topics.why": {"value": ""}}, "not answered has no answer"),
    "a control character": ({"topics.why": {"value": "a\x00b"}}, "control characters"),
    "half a surrogate pair": ({"topics.why": {"value": "a\ud800"}}, "control characters"),
    "an approximate yes": ({"course.held": {"value": True, "approximate": True}}, "cannot be approximate"),
    "words for an option that asks for none": (
        {"topics.covered": {"value": ["diet"], "specified": {"diet": "x"}}},
        "not an option of topics.covered that asks for words",
    ),
    "empty words": ({"topics.covered": {"value": ["other"], "specified": {"other": ""}}}, "characters"),
}


@pytest.mark.parametrize("name", REFUSED)
def test_stored_answers_that_do_not_fit_the_form_are_refused(name: str) -> None:
    data, reason = REFUSED[name]
    with pytest.raises(AnswerError, match=reason):
        answers_from_json(all_types(), data)


def test_answers_to_other_questions_are_not_written() -> None:
    with pytest.raises(AnswerError, match=r"hosting\.people"):
        answers_to_json(all_types(), {"hosting.people": Answer(1)})
