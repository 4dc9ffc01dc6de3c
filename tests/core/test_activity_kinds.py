"""The kinds of entries: the file that is shipped, what a broken one is told, and answers read back in any case."""

import json
from copy import deepcopy
from pathlib import Path
from typing import Any

import pytest

from frisklivsnett.core.activity.details import read_details
from frisklivsnett.core.activity.kinds import read_kinds
from frisklivsnett.core.forms import Answer, FormDefinitionError, answers_to_json, read_form

DATA = Path(__file__).parents[2] / "src/frisklivsnett/data"
SHIPPED: dict[str, Any] = json.loads((DATA / "activity/kinds.json").read_text("utf-8"))
REPORT = read_form(json.loads((DATA / "forms/annual-report-1.json").read_text("utf-8")))
NOT_ASKED_OF_A_HAPPENING = {"none"}


def test_every_task_of_a_development_centre_has_a_kind() -> None:
    kinds = read_kinds(SHIPPED)
    assert list(kinds)[:5] == ["visit", "enquiry", "communication", "cooperation", "research"]
    assert {"network", "planning", "materials", "partner"} <= kinds.keys()
    for kind in kinds.values():
        assert kind.form.has("hours")
        assert kind.form.has("cost")
        assert [section.id for section in kind.form.sections] == ["about", "more"]
        assert all(question.required is False for question in kind.form.questions), "one tap is to be enough"


@pytest.mark.parametrize(
    ("kind", "field", "question"),
    [
        ("visit", "visitor_types", "hosting.visitor_types"),
        ("communication", "activities", "communication.activities"),
        ("communication", "audiences", "communication.audiences"),
        ("cooperation", "forms", "governor.other_counties"),
        ("cooperation", "forms", "county_council.own_county"),
        ("research", "participation", "research.participation"),
    ],
)
def test_the_log_has_every_option_that_the_annual_report_asks_about(
    kind: str, field: str, question: str
) -> None:
    offered = {option.code for option in read_kinds(SHIPPED)[kind].form.question(field).options}
    asked = {option.code for option in REPORT.question(question).options} - NOT_ASKED_OF_A_HAPPENING
    assert asked <= offered


@pytest.mark.parametrize(
    ("change", "told"),
    [
        (lambda kind: kind.pop("slug"), "slug"),
        (lambda kind: kind["title"].pop("nn"), "nn"),
        (lambda kind: kind.update(id="Visit!"), "visit"),
        (lambda kind: kind["places"].update(kinds=["planet"]), "planet"),
        (lambda kind: kind["form"]["sections"][0]["questions"][0].update(id="people"), "people"),
        (lambda kind: kind.update(extra=1), "extra"),
    ],
)
def test_a_broken_file_is_told_where(change: Any, told: str) -> None:
    broken = deepcopy(SHIPPED)
    change(broken["kinds"][0])
    with pytest.raises(FormDefinitionError, match=told):
        read_kinds(broken)


def test_two_kinds_cannot_share_an_address() -> None:
    broken = deepcopy(SHIPPED)
    broken["kinds"][1]["slug"] = broken["kinds"][0]["slug"]
    with pytest.raises(FormDefinitionError):
        read_kinds(broken)


def test_answers_come_back_and_what_is_no_longer_asked_is_left_out() -> None:
    form = read_kinds(SHIPPED)["visit"].form
    answers = {
        "visitor_types": Answer(("managers", "other"), specified={"other": "Nabokommunen"}),
        "mode": Answer("digital"),
        "note": Answer("Fint besøk"),
    }
    kept: dict[str, Any] = answers_to_json(form, answers)
    assert read_details(form, kept) == answers
    kept |= {"gone": {"value": 1}, "mode": {"value": "by_telegraph"}}
    kept["visitor_types"]["value"] = ["martians", "managers"]
    assert dict(read_details(form, kept)) == {
        "visitor_types": Answer(("managers",), specified={"other": "Nabokommunen"}),
        "note": Answer("Fint besøk"),
    }
