"""What holds of claims whatever was answered."""

from fractions import Fraction

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.core.narrative.examples import FACTS, GROUP_NAMES, SERIES, form, respondents

from frisklivsnett.core.forms.model import Answer
from frisklivsnett.core.narrative import Checker, Evidence, Verdict
from frisklivsnett.core.narrative.closed_world import scan
from frisklivsnett.core.narrative.number_words import number_at, small_numbers
from frisklivsnett.core.tables import Dataset, dataset_from_answers

FORMULAS = (
    "count communication.activities.plan",
    "count communication.activities.plan of answered",
    "all communication.activities.plan",
    "none communication.activities.plan",
    "none communication.activities.plan of answered",
    "quantity communication.activities.plan",
    "quantity communication.activities.plan in region nord",
    "share communication.activities.plan",
    "share communication.activities.plan of base",
    "count not communication.activities.plan",
    "count where hosting.people between 2 and 5 or communication.activities.plan",
    "sum hosting.people",
    "mean hosting.people",
    "median hosting.people",
    "min hosting.people",
    "max hosting.people",
    "list communication.activities.plan",
    "top 2 centres by hosting.people",
    "bottom 1 centres by hosting.people",
    "options chosen communication.activities",
    "options not chosen communication.activities",
    "options communication.activities with count >= 2 by count",
    "count options chosen communication.activities",
    "most communication.activities",
    "least communication.activities",
    "top 3 communication.activities",
    "most communication.activities.plan",
    "least communication.activities.plan",
    "rank communication.activities.plan",
    "trend communication.activities.plan",
    "trend hosting.people",
    "trend share communication.activities.plan",
    "trend mean hosting.people",
    "difference communication.activities.plan",
    "difference mean hosting.people",
    "difference share communication.activities.plan",
    "growth hosting.people",
    "growth hosting.people from 2019",
    "compare communication.activities.plan with communication.activities.strategy",
    "answered hosting.people",
    "missing hosting.people",
    "base in region nord",
    'count communication.activities.plan as "sentral/sentraler"',
)

centre = st.fixed_dictionaries(
    {},
    optional={
        "hosting.people": st.builds(Answer, st.integers(0, 7), st.booleans()),
        "communication.activities": st.builds(
            Answer, st.sets(st.sampled_from(["plan", "strategy", "blog"]), min_size=1).map(sorted).map(tuple)
        ),
    },
)
rounds = st.integers(1, 8).flatmap(lambda n: st.lists(centre, min_size=n, max_size=n))


def dataset(rows: list[dict[str, Answer]], year: int) -> Dataset:
    return dataset_from_answers(form(), year, respondents(len(rows)), rows, GROUP_NAMES)


def evidence_of(now: list[dict[str, Answer]], before: list[dict[str, Answer]]) -> Evidence:
    return Evidence(dataset(now, 2024), {2023: dataset(before, 2023)}, SERIES, FACTS)


@given(now=rounds, before=rounds, language=st.sampled_from(["nb", "nn", "en"]), start=st.booleans())
def test_the_engines_own_words_are_always_true(
    now: list[dict[str, Answer]], before: list[dict[str, Answer]], language: str, *, start: bool
) -> None:
    checker = Checker(evidence_of(now, before), language)
    for formula in FORMULAS:
        written = checker.resolve(formula, "", sentence_start=start)
        if written.verdict is Verdict.TRUE:
            again = checker.resolve(formula, written.printed, sentence_start=start)
            assert again.verdict is Verdict.TRUE, (formula, written.printed, again.explanation.in_("nb"))
        else:
            assert written.verdict is Verdict.FALSE
            assert written.expected == ""


WORDS = (
    "14",
    "fire",
    "alle",
    "de fleste",
    "ingen",
    "ca. 20",
    "50 %",
    "3 av 5",
    "flere enn i fjor",
    "en økning",
    "Tana",
)


@settings(max_examples=40)
@given(now=rounds, before=rounds, words=st.sampled_from(WORDS))
def test_refreshed_words_are_true_or_left_alone(
    now: list[dict[str, Answer]], before: list[dict[str, Answer]], words: str
) -> None:
    checker = Checker(evidence_of(now, before), "nb")
    source = "\n\n".join(f"Vi ser at [{words}](={formula}) er slik." for formula in FORMULAS)
    refreshed = checker.refresh(source)
    for placed in checker.check(refreshed).claims:
        assert placed.claim.verdict is Verdict.TRUE or placed.claim.words == words
    assert checker.refresh(refreshed) == refreshed


@given(now=rounds, said=st.integers(0, 20))
def test_only_the_right_number_is_true(now: list[dict[str, Answer]], said: int) -> None:
    n = sum("plan" in str(row.get("communication.activities")) for row in now)
    claim = Checker(evidence_of(now, now), "nb").resolve("count communication.activities.plan", str(said))
    assert (claim.verdict is Verdict.TRUE) == (said == n)


@given(now=rounds, place=st.integers(0, 7))
def test_one_tick_more_or_less_makes_the_number_false(now: list[dict[str, Answer]], place: int) -> None:
    row = now[place % len(now)]
    ticked = "plan" in str(row.get("communication.activities"))
    changed = {**row, "communication.activities": Answer(("strategy",) if ticked else ("plan", "strategy"))}
    after = [changed if each is row else each for each in now]
    if len([each for each in now if each is row]) > 1:
        return
    for formula in ("count communication.activities.plan", "list communication.activities.plan"):
        written = Checker(evidence_of(now, now), "nb").resolve(formula, "").printed
        claim = Checker(evidence_of(after, now), "nb").resolve(formula, written)
        assert claim.verdict is Verdict.FALSE


@pytest.mark.parametrize("language", ["nb", "nn", "en"])
def test_every_number_word_to_99_is_read_and_is_open_in_running_text(language: str) -> None:
    for word, n in small_numbers(language).items():
        assert number_at([word], 0, language) == (n, 1)
        assert [finding.words for finding in scan(f"Det var {word} der.", language)] == [word]
    assert set(small_numbers(language).values()) == set(range(100))


@given(number=st.fractions(0, 10**9), language=st.sampled_from(["nb", "nn", "en"]))
def test_any_printed_number_is_open_in_running_text(number: Fraction, language: str) -> None:
    from frisklivsnett.core.numbers import decimal, percent

    for printed in (decimal(number, language), percent(number, language)):
        findings = scan(f"x {printed} y", language)
        assert [finding.words for finding in findings] == [printed]


@given(st.text(max_size=300))
def test_no_text_makes_the_check_fail(source: str) -> None:
    checker = Checker(Evidence(dataset([{}], 2024)), "nb")
    checked = checker.check(source)
    assert "".join(p if isinstance(p, str) else source[p.start : p.end] for p in checked.pieces) == source
    for finding in checked.findings:
        assert source[finding.start : finding.end] == finding.words


@given(st.text(alphabet='[]()=! \\\n`"«»count open14', max_size=120))
def test_no_brackets_make_the_check_fail(source: str) -> None:
    checker = Checker(Evidence(dataset([{}], 2024)), "nb")
    checked = checker.check(source)
    assert "".join(p if isinstance(p, str) else source[p.start : p.end] for p in checked.pieces) == source
    assert len(checker.refresh(source)) >= 0
