"""The rules of counting, one test each."""

from dataclasses import replace
from datetime import date
from decimal import Decimal
from fractions import Fraction

import pytest
from tests.core.tables.examples import QUESTIONS, answers_to_all, dataset_of

from frisklivsnett.core.forms.model import Answer
from frisklivsnett.core.tables import (
    ChoiceTable,
    Column,
    Dataset,
    NumberTable,
    TextTable,
    table,
    tables,
)


def choice(dataset: Dataset, question_id: str) -> ChoiceTable:
    counted = table(dataset, question_id)
    assert isinstance(counted, ChoiceTable)
    return counted


def number(dataset: Dataset, question_id: str) -> NumberTable:
    counted = table(dataset, question_id)
    assert isinstance(counted, NumberTable)
    return counted


def listed(dataset: Dataset, question_id: str) -> TextTable:
    counted = table(dataset, question_id)
    assert isinstance(counted, TextTable)
    return counted


def test_every_question_has_its_table_in_the_order_of_the_form() -> None:
    counted = tables(dataset_of(answers_to_all(), None))
    assert [each.question.id for each in counted] == [question.id for question in QUESTIONS]
    assert {(each.base, each.answered, each.missing) for each in counted} == {(2, 1, 1)}


def test_tables_have_the_year_in_their_questions() -> None:
    counted = table(dataset_of(None, year=2025), "hosting.people")
    assert counted.question.text.in_("nb") == "Antall besøkende i 2025?"


def test_the_base_counts_centres_that_have_not_submitted() -> None:
    counted = choice(dataset_of({"channels": ("web",)}, {}, None), "channels")
    assert (counted.base, counted.answered, counted.missing) == (3, 1, 2)


def test_a_multiple_choice_counts_each_option_and_shares_are_of_those_who_answered() -> None:
    dataset = dataset_of(
        {"channels": ("web", "press")}, {"channels": ("web",)}, {"channels": ("none",)}, None
    )
    rows = [(row.code, row.n, row.share) for row in choice(dataset, "channels").rows]
    assert rows == [
        ("web", 2, Fraction(2, 3)),
        ("press", 1, Fraction(1, 3)),
        ("other", 0, Fraction(0)),
        ("none", 1, Fraction(1, 3)),
    ]


def test_a_multiple_choice_left_empty_is_not_answered() -> None:
    counted = choice(dataset_of({"channels": ()}, {"channels": ("none",)}), "channels")
    assert (counted.answered, counted.missing) == (1, 1)
    assert [row.n for row in counted.rows] == [0, 0, 0, 1]


def test_an_empty_choice_in_a_column_made_elsewhere_is_not_answered_either() -> None:
    dataset = dataset_of({}, {})
    columns = {**dataset.columns, "channels": Column([(), ("web",)])}
    assert choice(replace(dataset, columns=columns), "channels").answered == 1


def test_an_option_ticked_twice_counts_once() -> None:
    counted = choice(dataset_of({"channels": ("web", "press", "web")}), "channels")
    assert [row.n for row in counted.rows] == [1, 1, 0, 0]


def test_a_single_choice_keeps_rows_that_nobody_ticked() -> None:
    counted = choice(dataset_of({"mood": "well"}, {"mood": "well"}), "mood")
    assert [(row.code, row.n, row.share) for row in counted.rows] == [
        ("well", 2, Fraction(1)),
        ("badly", 0, Fraction(0)),
    ]


def test_shares_are_none_when_nobody_answered() -> None:
    counted = choice(dataset_of(None, None), "mood")
    assert [(row.n, row.share) for row in counted.rows] == [(0, None), (0, None)]


def test_no_is_an_answer() -> None:
    counted = choice(dataset_of({"open": False}, {"open": True}, {"open": False}, None), "open")
    assert [(row.code, row.label.in_("nb"), row.n) for row in counted.rows] == [
        ("yes", "Ja", 1),
        ("no", "Nei", 2),
    ]
    assert counted.answered == 3


def test_words_that_specify_an_option_are_listed_with_their_centre() -> None:
    dataset = dataset_of(
        None,
        {"channels": Answer(("other",), specified={"other": "Plakater"}), "mood": "well"},
        {"mood": Answer("badly", specified={"badly": "Regn"})},
    )
    [poster] = choice(dataset, "channels").specified
    assert (poster.respondent.name, poster.words, poster.option_code) == ("B", "Plakater", "other")
    [rain] = choice(dataset, "mood").specified
    assert (rain.respondent.name, rain.words) == ("C", "Regn")


def test_words_left_at_an_option_that_is_no_longer_ticked_are_not_listed() -> None:
    dataset = dataset_of({"channels": Answer(("web",), specified={"other": "Plakater"})})
    assert choice(dataset, "channels").specified == ()


def test_numbers_are_summed_and_zero_is_a_number() -> None:
    counted = number(dataset_of(*({"hosting.people": n} for n in (40, 0, 5)), None), "hosting.people")
    assert (counted.sum, counted.median, counted.min, counted.max) == (45, Fraction(5), 0, 40)
    assert (counted.answered, counted.missing) == (3, 1)


def test_the_median_of_an_even_count_is_the_mean_of_the_middle_two() -> None:
    counted = number(dataset_of(*({"hosting.people": n} for n in (8, 1, 3, 4))), "hosting.people")
    assert counted.median == Fraction(7, 2)


def test_decimals_are_summed_exactly() -> None:
    values = (Decimal("1e40"), Decimal("0.1"), Decimal("0.2"), Decimal("-1e40"))
    counted = number(dataset_of(*({"hosting.hours": value} for value in values)), "hosting.hours")
    assert counted.sum == Decimal("0.3")
    assert counted.median == Fraction(15, 100)


def test_a_number_nobody_gave_has_no_median_and_a_sum_of_nothing() -> None:
    counted = number(dataset_of(None), "hosting.people")
    assert (counted.sum, counted.median, counted.min, counted.max) == (0, None, None, None)


def test_a_sum_is_approximate_when_one_of_its_numbers_is() -> None:
    dataset = dataset_of({"hosting.people": Answer(10, approximate=True)}, {"hosting.people": 5}, None)
    counted = number(dataset, "hosting.people")
    assert (counted.sum, counted.approximate, counted.approximate_count) == (15, True, 1)
    assert not number(dataset, "hosting.hours").approximate


def test_an_approximate_mark_without_a_number_counts_for_nothing() -> None:
    dataset = dataset_of({}, {})
    columns = {**dataset.columns, "hosting.people": Column([None, 5], approximate=frozenset({0}))}
    assert number(replace(dataset, columns=columns), "hosting.people").approximate_count == 0


def test_texts_are_listed_in_the_order_of_the_centres() -> None:
    counted = listed(dataset_of({"words": "Først"}, None, {"words": "Sist"}, {"words": ""}), "words")
    assert [(given.respondent.name, given.words) for given in counted.texts] == [
        ("A", "Først"),
        ("C", "Sist"),
    ]
    assert (counted.answered, counted.missing) == (2, 2)


def test_dates_are_listed_as_iso() -> None:
    counted = listed(dataset_of({"started": date(2020, 8, 1)}), "started")
    assert [given.words for given in counted.texts] == ["2020-08-01"]


def test_an_unknown_question_is_an_error() -> None:
    with pytest.raises(KeyError):
        table(dataset_of(None), "hosting.poeple")


def test_a_code_that_is_not_an_option_is_an_error_and_not_dropped() -> None:
    with pytest.raises(ValueError, match=r"channels is answered with 'radio'"):
        table(dataset_of({"channels": ("web", "radio")}), "channels")
    with pytest.raises(ValueError, match=r"mood is answered with 'so_so'"):
        table(dataset_of({"mood": "so_so"}), "mood")
    with pytest.raises(ValueError, match=r"open is answered with 'perhaps'"):
        table(dataset_of({"open": "perhaps"}), "open")


def test_a_column_of_the_wrong_length_is_an_error() -> None:
    dataset = dataset_of({}, {})
    broken = replace(dataset, columns={**dataset.columns, "mood": Column(["well"])})
    with pytest.raises(ValueError, match=r"mood has 1 places for 2 respondents"):
        table(broken, "mood")


def test_a_dataset_without_the_column_is_an_error() -> None:
    with pytest.raises(KeyError):
        table(replace(dataset_of({}), columns={}), "mood")
