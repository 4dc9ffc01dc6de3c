"""Whole reports: one of our own with faults of every kind, and the published one of 2024 where it is at hand."""

from functools import cache
from pathlib import Path

import pytest
from tests.core.narrative import lint_examples

from frisklivsnett.core.narrative.lint import Finding, Judgement, lint

HERE = Path(__file__).parent
PUBLISHED = Path(__file__).parents[4] / "shared/seeds/arsrapport-utviklingssentralene-2024.txt"


@cache
def text() -> str:
    return (HERE / "lint_report.txt").read_text(encoding="utf-8")


@cache
def findings() -> tuple[Finding, ...]:
    return lint(text(), lint_examples.evidence("small"), lint_examples.lexicon(2025))


def wrong(found: tuple[Finding, ...], kind: str = "", source: str = "") -> list[Finding]:
    return [
        one
        for one in found
        if one.verdict is Judgement.CONTRADICTED
        and (not kind or one.kind == kind)
        and (not source or source in one.source)
    ]


def said(found: list[Finding]) -> str:
    return " ".join(one.expected.in_("nb") for one in found)


def test_every_finding_quotes_the_text_at_its_place() -> None:
    assert findings()
    for finding in findings():
        assert text()[finding.start : finding.end] == finding.text
        assert finding.text.strip()


def test_the_list_of_centres_is_held_against_the_round() -> None:
    (finding,) = wrong(findings(), "structure:list")
    assert finding.expected.in_("nb") == "Listen har 11, men grunnlaget er 12 sentraler. Mangler: Drammen."


@pytest.mark.parametrize(
    ("source", "figure"),
    [
        ("communication.activities.website", "11 av 12"),
        ("communication.activities.social_regular_use", "10 av 12"),
        ("communication.audiences.gps_and_primary_care", "11 av 12"),
    ],
)
def test_a_quantifier_that_is_not_true_comes_with_the_right_figure(source: str, figure: str) -> None:
    (finding,) = wrong(findings(), "quantifier", source)
    assert figure in finding.expected.in_("nb")


def test_what_a_list_and_a_figure_leave_out_is_named() -> None:
    left_out = wrong(findings(), "structure:missing-option")
    assert [one.source for one in left_out] == [
        "hosting.visitor_types.private_actors",
        "communication.audiences.partners",
    ]


def test_a_figure_that_differs_from_the_answers_is_found() -> None:
    (finding,) = wrong(findings(), "structure:figure-data")
    assert finding.text == "Beslutningstakere"
    assert finding.expected.in_("nb").startswith("4:")


def test_gaps_jumps_and_lost_references_are_found() -> None:
    assert "2.2" in said(wrong(findings(), "structure:chapter"))
    assert "2.4.1" in said(wrong(findings(), "structure:chapter"))
    assert "Tabell 2" in said(wrong(findings(), "structure:table"))
    assert "Figur 4" in said(wrong(findings(), "structure:reference"))


def test_what_cannot_be_is_found_without_a_question() -> None:
    assert wrong(findings(), "structure:impossible-share")[0].text.startswith("35 prosent")
    assert wrong(findings(), "structure:impossible-count")[0].text == "67 av 12"


def test_one_institution_under_two_names_and_another_year_are_found() -> None:
    assert "Universitetet i Tromsø" in said(wrong(findings(), "structure:same-institution"))
    assert "2025" in said(wrong(findings(), "structure:year"))


def test_nothing_else_is_called_wrong() -> None:
    assert len(wrong(findings())) == 15  # each of them is looked for above


def test_what_holds_is_borne_out() -> None:
    supported = {one.source for one in findings() if one.verdict is Judgement.SUPPORTED}
    assert {
        "agreements.count",
        "hosting.people",
        "communication.activities.plan",
        "communication.activities.strategy",
        "governor.own_county.fixed_meetings",
        "county_council.own_county.research",
    } <= supported


def test_a_long_report_is_read_to_its_end() -> None:
    pages = "\n".join([text()] * 50)
    found = lint(pages, lint_examples.evidence("small"), lint_examples.lexicon(2025))
    assert found[-1].end > len(text()) * 49


# --- the published report ---


@cache
def published() -> tuple[Finding, ...]:
    if not PUBLISHED.exists():
        pytest.skip("the published report of 2024 is not at hand")
    report = PUBLISHED.read_text(encoding="utf-8")
    return lint(report, lint_examples.evidence("published"), lint_examples.lexicon(2024))


@pytest.mark.parametrize(
    ("kind", "source", "words"),
    [
        ("structure:list", "", "Bergen"),
        ("quantifier", "communication.activities.plan", "16 av 18"),
        ("quantifier", "communication.activities.website", "16 av 18"),
        ("quantifier", "communication.activities.local_media", "17 av 18"),
        ("quantifier", "communication.activities.social_regular_use", "17 av 18"),
        ("quantifier", "communication.audiences.gps_and_primary_care", "16 av 18"),
        ("structure:missing-option", "communication.audiences.partners", "samarbeidspartnere"),
        ("structure:missing-option", "hosting.visitor_types.private_actors", "private aktører"),
        ("structure:chapter", "", "2.2"),
        ("structure:chapter", "", "3.4.1"),
        ("structure:table", "", "Tabell 2"),
        ("structure:same-institution", "", "Universitetet i Tromsø"),
        ("structure:year", "", "2024"),
    ],
)
def test_the_faults_of_the_published_report_are_found(kind: str, source: str, words: str) -> None:
    assert words in said(wrong(published(), kind, source))


def test_nothing_that_is_right_in_the_published_report_is_called_wrong() -> None:
    assert len(wrong(published())) == 13
