"""Which answers a formula rests on."""

from dataclasses import replace

import pytest
from tests.core.narrative.examples import QUESTIONS, SERIES, before, current, evidence
from tests.core.narrative.test_properties import FORMULAS

from frisklivsnett.core.narrative import Checker, Evidence, dependencies, parse
from frisklivsnett.core.tables import Dataset

EVIDENCE = evidence()


@pytest.mark.parametrize(
    ("formula", "rests_on"),
    [
        ("count communication.activities.plan", {("communication.activities", "plan")}),
        ("count not open", {("open", "yes"), ("open", "")}),
        ("share open", {("open", "yes"), ("open", "")}),
        ("count open of answered", {("open", "yes"), ("open", "")}),
        ("count open and size.large", {("open", "yes"), ("size", "large")}),
        ("count open among size.large", {("open", "yes"), ("size", "large")}),
        (
            "count hosting.people > hosting.organisations",
            {("hosting.people", ""), ("hosting.organisations", "")},
        ),
        ("sum hosting.people in region nord", {("hosting.people", "")}),
        ("options chosen size", {("size", "")}),
        ("most communication.audiences.nav", {("communication.audiences", "")}),
        ("trend communication.audiences.nav", {("communication.audiences", "nav")}),
        ("compare count open with count size.large", {("open", "yes"), ("size", "large")}),
        ("share open > 50 %", {("open", "yes"), ("open", "")}),
        ("count open in 2023", set()),
        ("base", set()),
        ("fact coordinator", {("coordinator", "")}),
        ("known coordinator", {("coordinator", "")}),
        ("series hosting.people 2019", set()),
        ("year", set()),
        ('attest "Kari" "brev" 2025-01-01', set()),
    ],
)
def test_a_formula_tells_what_it_rests_on(formula: str, rests_on: set[tuple[str, str]]) -> None:
    assert dependencies(parse(formula, EVIDENCE), 2024) == rests_on


def emptied(question_id: str) -> Dataset:
    dataset = current()
    column = dataset.columns[question_id]
    return replace(dataset, columns={**dataset.columns, question_id: replace(column, values=[None] * 18)})


@pytest.mark.parametrize("question_id", [question.id for question in QUESTIONS])
def test_what_a_formula_does_not_rest_on_may_change_without_a_trace(question_id: str) -> None:
    without = Evidence(emptied(question_id), {2023: before()}, SERIES)
    for formula in FORMULAS:
        claim = Checker(EVIDENCE, "nb").resolve(formula, "")
        if question_id not in {question for question, _ in claim.rests_on}:
            assert Checker(without, "nb").resolve(formula, "").value == claim.value, formula
