"""The formula language: what it refuses, where, and what it suggests."""

import pytest
from tests.core.narrative.examples import evidence

from frisklivsnett.core.narrative import FormulaError, parse
from frisklivsnett.core.narrative import formulas as f

EVIDENCE = evidence()


def refused(formula: str) -> FormulaError:
    with pytest.raises(FormulaError) as caught:
        parse(formula, EVIDENCE)
    return caught.value


@pytest.mark.parametrize(
    ("formula", "at", "nearest"),
    [
        ("count communication.activities.plans", "plans", "communication.activities.plan"),
        (
            "count comunication.activities.plan",
            "comunication.activities.plan",
            "communication.activities.plan",
        ),
        ("count communication.conference_talks", "communication.conference_talks", ""),
        ("sum hosting.pepole", "hosting.pepole", "hosting.people"),
        ("cuont open", "cuont", "count"),
        ("fact coordnator", "coordnator", "coordinator"),
        ("series hosting.peple 2019", "hosting.peple", "hosting.people"),
        ("count open in regin nord", "regin", "region"),
        ("count open in region nrd", "nrd", "nord"),
        ('count open in county "Nordlan"', "Nordlan", "Nordland"),
    ],
)
def test_an_unknown_name_is_said_at_its_place_with_the_nearest_right_one(
    formula: str, at: str, nearest: str
) -> None:
    error = refused(formula)
    place = error.start + (1 if formula[error.start] == '"' else 0)
    assert formula[place : place + len(at)] == at
    if nearest:
        assert error.nearest == nearest
        assert all(
            nearest.rpartition(".")[2] in error.message.in_(language) for language in ("nb", "nn", "en")
        )


def test_a_name_that_lacks_its_middle_finds_the_option_by_its_end() -> None:
    assert refused("count communication.social_pages").nearest == "communication.activities.social_pages"


@pytest.mark.parametrize(
    ("formula", "at", "says"),
    [
        ("sum communication.activities", "communication.activities", "besvares ikke med et tall"),
        ("sum communication.activities.plan", "communication.activities.plan", "ikke et alternativ"),
        ("count hosting.people", "hosting.people", "skriv en sammenligning"),
        ("count communication.activities", "communication.activities", "communication.activities.strategy"),
        ("count communication.partners", "communication.partners", "tekstspørsmål"),
        ("options chosen hosting.people", "hosting.people", "ingen alternativer"),
        ("rank communication.audiences", "communication.audiences", "alternativ"),
        ("share open > 3", "3", "andel"),
        ("count open > 50 %", "50", "andel"),
        ("share open > 1/0", "0", "null"),
        ("compare count open with share open", "share", "andel"),
        ("trend list open", "list", "ikke et tall"),
        ("count started > 3", "3", "dato"),
        ("count started > hosting.people", "hosting.people", "samme slags"),
        ("count started > 2020-02-31", "2020-02-31", "finnes ikke"),
        ("count open in 2021", "2021", "ingen runde for 2021"),
        ("count open in 21", "21", "årstall"),
        ("top 0 communication.audiences", "0", "helt tall"),
        ("top 2.5 communication.audiences", "2.5", "helt tall"),
        ('count open as "sentral"', "sentral", "skråstrek"),
        ('attest "" "kilde" 2025-04-02', "", "navnet"),
        ('attest "Kari" "kilde" 2025-13-02', "2025-13-02", "finnes ikke"),
        ("count open extra", "extra", "slutten"),
        ("14", "14", "begynner med et ord"),
    ],
)
def test_what_does_not_fit_is_said_at_its_place(formula: str, at: str, says: str) -> None:
    error = refused(formula)
    assert at in formula[error.start : error.end]
    assert says in error.message.in_("nb")
    assert set(error.message) == {"nb", "nn", "en"}


@pytest.mark.parametrize(
    "formula",
    ["", "count", "count where", "count (open", "sum", "list where open and", "trend", "compare open with"],
)
def test_a_formula_that_ends_too_early_says_so(formula: str) -> None:
    error = refused(formula)
    assert error.start <= len(formula)
    assert error.message.in_("nb")


@pytest.mark.parametrize(
    "formula", ['fact "x', "count open\x00", "count open; drop", "count {open}", "count «open"]
)
def test_a_character_without_meaning_is_refused(formula: str) -> None:
    refused(formula)


def test_and_binds_tighter_than_or_and_not_tighter_still() -> None:
    node = parse("count where open or size.large and not size.small", EVIDENCE)
    small, large = f.Ticked("size", "small"), f.Ticked("size", "large")
    assert node == f.Count(f.Either(f.Ticked("open", "yes"), f.Both(large, f.Not(small))))


def test_parentheses_go_first_and_narrowings_add_up() -> None:
    node = parse("count (open or size.large) and open.no in region nord among size.small in 2023", EVIDENCE)
    assert isinstance(node, f.Count)
    assert node.where == f.Both(
        f.Either(f.Ticked("open", "yes"), f.Ticked("size", "large")), f.Ticked("open", "no")
    )
    assert node.scope == f.Scope(2023, f.Both(f.InGroup("health_region", "nord"), f.Ticked("size", "small")))


def test_deep_parentheses_and_long_formulas_are_refused_not_followed() -> None:
    assert "parenteser" in refused("count " + "(" * 400 + "open" + ")" * 400).message.in_("nb")
    assert "for lang" in refused("count " + "not " * 5000 + "open").message.in_("nb")


def test_the_longest_question_id_wins_over_an_option_of_a_shorter_one() -> None:
    assert parse("sum hosting.people", EVIDENCE) == f.Statistic(f.Measure.SUM, "hosting.people")
    assert parse("trend hosting.people", EVIDENCE) == f.Over(
        f.Against.TREND, f.Statistic(f.Measure.SUM, "hosting.people")
    )
