"""Parts that stand only when their data are there: what is left out, and what must be right all the same."""

from dataclasses import replace

import pytest
from tests.core.narrative.examples import evidence

from frisklivsnett.core.narrative import Checked, Checker, Fact, Lacking, Verdict, layout_of
from frisklivsnett.core.text import text

WHY = text("Ingen har ført logg.", "Ingen har ført logg.", "Nobody kept a log.")
WITHOUT = replace(evidence(), lacking={"log.kept": Lacking(Fact(0, base=18), WHY)})
WITH = replace(evidence(), facts={**evidence().facts, "log.kept": Fact(5, base=18)})
PART = "Før.\n\n::: when known log.kept\n\n[5 av 18](=fact log.kept) har logg.\n\n:::\n\nEtter."


def checked(source: str, *, logged: bool) -> Checked:
    return Checker(WITH if logged else WITHOUT, "nb").check(source)


def test_a_part_stands_when_its_data_are_there() -> None:
    found = checked(PART, logged=True)
    assert found.left_out == ()
    assert [placed.claim.verdict for placed in found.claims] == [Verdict.TRUE]
    assert found.publishable


def test_a_part_is_left_out_with_the_reason_when_they_are_not() -> None:
    found = checked(PART, logged=False)
    (part,) = found.left_out
    assert (part.formula, part.why) == ("known log.kept", WHY)
    assert PART[part.start : part.end] == PART[PART.index(":::") : PART.rindex(":::") + 3]
    (placed,) = found.claims
    assert (placed.claim.verdict, placed.claim.explanation) == (Verdict.LEFT_OUT, WHY)
    assert found.publishable


def test_the_same_sentence_outside_of_a_part_is_false_and_says_why() -> None:
    claim = Checker(WITHOUT, "nb").resolve("fact log.kept", "5 av 18")
    assert (claim.verdict, claim.explanation) == (Verdict.FALSE, WHY)


@pytest.mark.parametrize(
    "inside",
    [
        "[5](=fact log.kpt) har logg.",
        "[5](=count hosting.peeple) har logg.",
        "Fem har logg.",
        "[5](=fact log.kept har logg.",
        "::: when fact log.kpt > 0\n\nOrd.\n\n:::",
    ],
)
def test_what_is_left_out_must_be_readable_and_bound_all_the_same(inside: str) -> None:
    source = f"::: when known log.kept\n\n{inside}\n\n:::"
    assert not checked(source, logged=False).publishable
    assert not checked(source, logged=True).publishable


@pytest.mark.parametrize(
    "source",
    [
        "::: when known log.kpt\n\nOrd.\n\n:::",  # no such name
        "::: when count hosting.people\n\nOrd.\n\n:::",  # a number is not true or false
        "::: when known log.kept\n\nOrd.",  # never closed
        "Ord.\n\n:::",  # closes nothing
        "Ord ::: when known log.kept\n\nOrd.\n\n:::",  # not on a line alone
        ":::when\n\nOrd.\n\n:::",  # no condition
    ],
)
def test_a_part_that_is_not_one_stops_the_publishing(source: str) -> None:
    for logged in (True, False):
        found = checked(source, logged=logged)
        assert not found.publishable
        assert all(source[each.start : each.end] == each.words for each in found.findings)


@pytest.mark.parametrize(
    ("condition", "stands"),
    [
        ("fact log.kept > 0", True),
        ("fact log.kept >= 6", False),
        ("count communication.activities.plan = 16", True),
        ("most communication.audiences.population", True),
        ("known grant.per_centre", True),
    ],
)
def test_a_part_may_stand_by_anything_that_is_true_or_not(condition: str, stands: bool) -> None:
    assert bool(checked(f"::: when {condition}\n\nOrd.\n\n:::", logged=True).left_out) is not stands


def test_a_condition_without_a_value_does_not_hold() -> None:
    assert Checker(WITHOUT, "nb").why_left_out("fact log.kept > 0") == WHY


def test_a_part_within_a_part_is_left_out_with_it_and_by_itself() -> None:
    inner = "::: when fact log.kept > 5\n\nIndre.\n\n:::"
    source = f"::: when known log.kept\n\nYtre.\n\n{inner}\n\n:::"
    assert [part.formula for part in checked(source, logged=False).left_out] == ["known log.kept"]
    assert [part.formula for part in checked(source, logged=True).left_out] == ["fact log.kept > 5"]


def test_a_claim_cannot_reach_across_the_line_that_opens_a_part() -> None:
    source = "[5 av\n::: when known log.kept\n18](=fact log.kept) har logg.\n:::"
    found = checked(source, logged=True)
    assert found.claims == ()
    assert not found.publishable


def test_the_lines_of_a_part_keep_every_place_in_the_text() -> None:
    layout = layout_of(PART)
    assert len(layout.text) == len(PART)
    assert ":::" not in layout.text
    assert [PART[piece.start : piece.end].strip() for piece in layout.pieces] == [
        "Før.",
        "[5 av 18](=fact log.kept) har logg.",
        "Etter.",
    ]


def test_words_are_left_alone_in_a_part_that_is_left_out() -> None:
    stale = PART.replace("5 av 18", "9 av 18")
    assert Checker(WITHOUT, "nb").refresh(stale) == stale
    assert Checker(WITH, "nb").refresh(stale) == PART
