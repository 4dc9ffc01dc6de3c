"""The proof that words are bound: a change of an answer that moves a value is noticed, and by no claim besides."""

from collections import Counter
from dataclasses import replace

import pytest
from tests.core.narrative.examples import evidence

from frisklivsnett.core.narrative import Checker, mutation
from frisklivsnett.core.narrative.mutation import mutants_of, mutate

EVIDENCE = evidence()


def test_every_way_to_change_one_answer_is_tried() -> None:
    ways = Counter(mutant.what for mutant in mutants_of(EVIDENCE.current))
    people = EVIDENCE.current.columns["hosting.people"].values
    assert ways["one more"] > len([value for value in people if value is not None])
    assert ways["its mark as approximate turned"]
    assert ways["taken away"]
    assert ways["strategy ticked"] == 7
    assert ways["strategy not ticked"] == 11


def test_a_change_leaves_every_other_answer_as_it_was() -> None:
    for mutant in mutants_of(EVIDENCE.current):
        before = EVIDENCE.current.columns[mutant.question_id]
        differ = [
            place
            for place, pair in enumerate(zip(before.values, mutant.column.values, strict=True))
            if pair[0] != pair[1]
        ]
        turned = before.approximate ^ mutant.column.approximate
        assert {*differ, *turned} == {mutant.place}


@pytest.mark.parametrize(
    "claim",
    [
        "[14](=count communication.activities.conference_talks)",
        "[Alle](=all communication.activities.social_pages)",
        "[Ingen](=none communication.activities.none)",
        "[De fleste (16 av 18)](=quantity communication.activities.plan)",
        "[](=sum hosting.organisations)",
        "[](=share communication.activities.plan)",
    ],
)
def test_exact_words_follow_every_answer_they_rest_on(claim: str) -> None:
    found = mutate(f"{claim} av sentralene.", EVIDENCE, "nb")
    assert found.claims == 1
    assert found.caught > 0
    assert found.kill_rate == 1
    assert not found.leaks


def test_words_that_say_less_than_they_seem_to_are_found_out() -> None:
    found = mutate("[De fleste](=quantity communication.activities.plan) har plan.", EVIDENCE, "nb")
    assert found.survivors, "15, 16 and 17 of 18 are all «de fleste»"
    assert found.kill_rate is not None
    assert found.kill_rate < 1
    assert set(mutation.by_claim(found.survivors)) == {"[De fleste](=quantity communication.activities.plan)"}


def test_a_claim_that_hides_what_it_rests_on_leaks(monkeypatch: pytest.MonkeyPatch) -> None:
    whole = Checker.check

    def forgetful(self: Checker, source: str) -> object:
        checked = whole(self, source)
        claims = tuple(
            replace(placed, claim=replace(placed.claim, rests_on=frozenset())) for placed in checked.claims
        )
        return replace(checked, claims=claims)

    monkeypatch.setattr(Checker, "check", forgetful)
    found = mutate("[16](=count communication.activities.plan) har plan.", EVIDENCE, "nb")
    assert found.leaks
    assert found.caught == 0


def test_a_text_without_claims_proves_nothing() -> None:
    assert mutate("Ingenting her.", EVIDENCE, "nb").kill_rate is None
