"""What holds for any answers at all."""

import json
from datetime import date
from decimal import Decimal
from fractions import Fraction
from random import Random

from hypothesis import given
from hypothesis import strategies as st
from tests.core.tables.examples import CHANNELS, GROUP_NAMES, MOOD, centre, form_of

from frisklivsnett.core.forms.model import Answer, Value
from frisklivsnett.core.tables import (
    ChoiceTable,
    Dataset,
    NumberTable,
    Table,
    TextTable,
    as_json,
    cross_tables,
    dataset_from_answers,
    split,
    tables,
)

FORM = form_of()
REGIONS = [*GROUP_NAMES["region"], "atlantis", ""]


def answered(values: st.SearchStrategy[Value], codes: list[str]) -> st.SearchStrategy[Answer]:
    words = st.dictionaries(st.sampled_from(codes), st.text(min_size=1, max_size=5), max_size=2)
    return st.builds(Answer, values, st.booleans(), words if codes else st.just({}))


def codes_of(question_id: str) -> list[str]:
    return [option.code for option in FORM.question(question_id).options]


answer_sets = st.fixed_dictionaries(
    {},
    optional={
        "hosting.people": answered(st.integers(0, 10**6), []),
        "hosting.hours": answered(st.decimals(0, 10**6, allow_nan=False, places=2), []),
        "channels": answered(
            st.lists(st.sampled_from(codes_of(CHANNELS.id))).map(tuple), codes_of(CHANNELS.id)
        ),
        "mood": answered(st.sampled_from(codes_of(MOOD.id)), codes_of(MOOD.id)),
        "words": answered(st.text(max_size=20), []),
        "started": answered(st.dates(date(2000, 1, 1), date(2030, 1, 1)), []),
        "open": answered(st.booleans(), []),
    },
)
people = st.lists(st.tuples(st.sampled_from(REGIONS), answer_sets), max_size=12)
People = list[tuple[str, dict[str, Answer]]]


def dataset_of(people: People) -> Dataset:
    respondents = [centre(f"C{place}", region) for place, (region, _) in enumerate(people)]
    return dataset_from_answers(FORM, 2024, respondents, [answers for _, answers in people], GROUP_NAMES)


def figures(table: Table) -> object:
    """Everything in a table but its base and the order of its texts."""
    if isinstance(table, ChoiceTable):
        return (
            table.answered,
            table.rows,
            sorted((given.words, given.option_code) for given in table.specified),
        )
    if isinstance(table, NumberTable):
        return table.answered, table.sum, table.median, table.min, table.max, table.approximate_count
    return table.answered, sorted(given.words for given in table.texts)


@given(people)
def test_nothing_counted_exceeds_those_who_answered_or_the_base(people: People) -> None:
    for table in tables(dataset_of(people)):
        assert 0 <= table.answered <= table.base == len(people)
        assert table.answered + table.missing == table.base
        if isinstance(table, ChoiceTable):
            assert all(row.n <= table.answered for row in table.rows)
            assert all(row.share is None or 0 <= row.share <= 1 for row in table.rows)
        elif isinstance(table, NumberTable):
            assert table.approximate_count <= table.answered
        else:
            assert len(table.texts) == table.answered


@given(people)
def test_a_single_choice_adds_up_to_those_who_answered(people: People) -> None:
    for table in tables(dataset_of(people)):
        if isinstance(table, ChoiceTable) and table.question.id in ("mood", "open"):
            assert sum(row.n for row in table.rows) == table.answered


@given(people.filter(bool))
def test_median_lies_between_least_and_greatest_and_the_sum_between_their_multiples(people: People) -> None:
    for table in tables(dataset_of(people)):
        if isinstance(table, NumberTable) and table.median is not None:
            assert table.min is not None
            assert table.max is not None
            assert Fraction(table.min) <= table.median <= Fraction(table.max)
            assert table.min * table.answered <= table.sum <= table.max * table.answered


@given(people)
def test_groups_add_up_to_the_whole(people: People) -> None:
    dataset = dataset_of(people)
    assert sum(group.dataset.base for group in split(dataset, "region")) == dataset.base
    for crossed in cross_tables(dataset, "region"):
        parts = [part.table for part in crossed.parts]
        assert sum(part.answered for part in parts) == crossed.whole.answered
        assert all(sum(row.values) == row.total for row in crossed.rows)
        if isinstance(crossed.whole, NumberTable):
            flagged = sum(part.approximate_count for part in parts if isinstance(part, NumberTable))
            assert flagged == crossed.whole.approximate_count
        elif isinstance(crossed.whole, TextTable):
            texts = [given for part in parts if isinstance(part, TextTable) for given in part.texts]
            assert {given.respondent.id for given in texts} == {
                each.respondent.id for each in crossed.whole.texts
            }


@given(people, st.sampled_from(REGIONS))
def test_a_respondent_without_answers_changes_the_base_only(people: People, region: str) -> None:
    before, after = tables(dataset_of(people)), tables(dataset_of([*people, (region, {})]))
    assert [figures(table) for table in before] == [figures(table) for table in after]
    assert [table.base + 1 for table in before] == [table.base for table in after]


@given(people, st.randoms(use_true_random=False))
def test_the_order_of_respondents_matters_to_the_order_of_texts_only(people: People, random: Random) -> None:
    shuffled = random.sample(people, len(people))
    before, after = tables(dataset_of(people)), tables(dataset_of(shuffled))
    assert [figures(table) for table in before] == [figures(table) for table in after]


@given(people, st.sampled_from(["nb", "nn", "en"]))
def test_json_survives_the_round_trip_and_agrees_with_the_tables(people: People, language: str) -> None:
    counted = tables(dataset_of(people))
    written = as_json(counted, language)
    assert json.loads(json.dumps(written)) == written
    for table, found in zip(counted, written, strict=True):
        assert (found["id"], found["answered"]) == (table.question.id, table.answered)
        if isinstance(table, ChoiceTable):
            assert [row["n"] for row in found["rows"]] == [row.n for row in table.rows]  # type: ignore[attr-defined]
        elif isinstance(table, NumberTable):
            assert Decimal(str(found["sum"])) == table.sum
