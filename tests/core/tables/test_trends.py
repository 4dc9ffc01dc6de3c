"""Comparing years: only what is the same is compared, and the rest says why it is not."""

from dataclasses import replace
from decimal import Decimal
from fractions import Fraction

import pytest
from tests.core.tables.examples import (
    CHANNELS,
    MOOD,
    OPEN,
    VISITORS,
    WORDS,
    Given,
    dataset_of,
    form_of,
    reworded,
)

from frisklivsnett.core.forms.model import Answer, Option, Question, QuestionType
from frisklivsnett.core.tables import Comparison, compare, table, trend, what_changed
from frisklivsnett.core.text import text


def compared(
    before: Question, earlier: list[Given | None], after: Question, later: list[Given | None]
) -> Comparison:
    """The question before (2023) and after (2024), with the answers of each year."""
    return trend(
        dataset_of(*later, form=form_of(after), year=2024),
        dataset_of(*earlier, form=form_of(before), year=2023),
        after.id,
    )


def test_a_sum_is_compared_although_the_year_in_the_wording_differs() -> None:
    comparison = compared(VISITORS, [{VISITORS.id: 10}], VISITORS, [{VISITORS.id: 12}, {VISITORS.id: 1}])
    assert comparison.comparable
    assert not comparison.reason
    [change] = comparison.rows
    assert (change.code, change.now, change.before, change.difference) == ("sum", 13, 10, 3)


def test_decimals_are_compared_exactly() -> None:
    hours = replace(VISITORS, type=QuestionType.DECIMAL)
    comparison = compared(hours, [{hours.id: Decimal("0.1")}], hours, [{hours.id: Decimal("0.3")}])
    assert comparison.rows[0].difference == Decimal("0.2")


def test_options_are_compared_by_number_and_by_share() -> None:
    comparison = compared(
        CHANNELS,
        [{"channels": ("web",)}, {"channels": ("web", "press")}],
        CHANNELS,
        [{"channels": ("web",)}, {"channels": ("press",)}, {"channels": ("press",)}],
    )
    assert comparison.comparable
    assert [(row.code, row.difference, row.share_difference) for row in comparison.rows] == [
        ("web", -1, Fraction(1, 3) - 1),
        ("press", 1, Fraction(2, 3) - Fraction(1, 2)),
        ("other", 0, 0),
        ("none", 0, 0),
    ]


def test_yes_and_no_are_compared() -> None:
    comparison = compared(OPEN, [{"open": False}], OPEN, [{"open": True}])
    assert [(row.code, row.difference) for row in comparison.rows] == [("yes", 1), ("no", -1)]


def test_another_wording_is_said_with_the_old_words_and_nothing_is_compared() -> None:
    comparison = compared(
        reworded(CHANNELS, "Hvilke kanaler brukte dere i {year}?"),
        [{"channels": ("web",)}],
        CHANNELS,
        [{"channels": ("web",)}],
    )
    assert not comparison.comparable
    assert comparison.reason.in_("nb") == (
        "Spørsmålet var formulert annerledes i 2023: «Hvilke kanaler brukte dere i 2023?»"
    )
    assert "i 2023" in comparison.reason.in_("nn")
    assert "in 2023" in comparison.reason.in_("en")
    web = comparison.rows[0]
    assert (web.now, web.before, web.difference) == (1, 1, None)


def test_spaces_and_a_language_that_is_new_do_not_make_another_wording() -> None:
    before = replace(CHANNELS, text=text("Hvilke  kanaler bruker dere? "))
    assert compared(before, [None], CHANNELS, [None]).comparable


def test_a_new_option_is_said_and_the_others_of_a_multiple_choice_are_still_compared() -> None:
    after = replace(
        CHANNELS, options=(*CHANNELS.options[:2], Option("radio", text("Radio", "Radio", "Radio")))
    )
    comparison = compared(
        CHANNELS,
        [{"channels": ("web", "none")}],
        after,
        [{"channels": ("web", "radio")}, {"channels": ("web",)}],
    )
    assert not comparison.comparable
    assert comparison.reason.in_("nb") == (
        "Svaralternativene er endret siden 2023. Nye: «Radio». Tatt bort: «Annet», «Ingen»."
    )
    assert [(row.code, row.now, row.before, row.difference) for row in comparison.rows] == [
        ("web", 2, 1, 1),
        ("press", 0, 0, 0),
        ("radio", 1, None, None),
        ("other", None, 0, None),
        ("none", None, 1, None),
    ]


def test_a_reworded_option_is_said_and_not_compared() -> None:
    web = replace(CHANNELS.options[0], text=text("Egen nettside", "Eiga nettside", "Own website"))
    after = replace(CHANNELS, options=(web, *CHANNELS.options[1:]))
    comparison = compared(CHANNELS, [{"channels": ("web",)}], after, [{"channels": ("web",)}])
    assert comparison.reason.in_("nn") == (
        "Svaralternativa er endra sidan 2023. Formulerte på nytt: «Eiga nettside»."
    )
    assert [row.comparable for row in comparison.rows] == [False, True, True, True]


def test_a_new_option_of_a_single_choice_draws_from_the_others_so_none_is_compared() -> None:
    after = replace(MOOD, options=(*MOOD.options, Option("so_so", text("Sånn passe"))))
    comparison = compared(MOOD, [{"mood": "well"}], after, [{"mood": "well"}])
    assert not any(row.comparable for row in comparison.rows)


def test_another_kind_of_answer_is_said() -> None:
    before = replace(VISITORS, type=QuestionType.TEXT)
    comparison = compared(before, [{VISITORS.id: "omtrent ti"}], VISITORS, [{VISITORS.id: 10}])
    assert comparison.reason.in_("nb") == "Spørsmålet hadde en annen svartype i 2023."
    assert [(row.now, row.before, row.difference) for row in comparison.rows] == [(10, None, None)]


def test_a_question_that_was_not_asked_before_says_so() -> None:
    earlier = dataset_of(None, form=form_of(MOOD), year=2023)
    comparison = trend(dataset_of({"channels": ("web",)}), earlier, "channels")
    assert (comparison.before, comparison.comparable) == (None, False)
    assert comparison.reason.in_("nb") == "Spørsmålet ble ikke stilt i 2023."
    web = comparison.rows[0]
    assert (web.now, web.before, web.difference) == (1, None, None)


def test_where_nobody_answered_there_is_nothing_to_compare() -> None:
    comparison = compared(VISITORS, [None], VISITORS, [{VISITORS.id: 10}])
    assert [(row.now, row.before, row.difference) for row in comparison.rows] == [(10, None, None)]
    comparison = compared(MOOD, [{"mood": "well"}], MOOD, [None])
    assert {row.difference for row in comparison.rows} == {None}


def test_texts_are_comparable_but_have_no_rows() -> None:
    comparison = compared(WORDS, [{"words": "Hei"}], WORDS, [{"words": Answer("Hei")}])
    assert comparison.comparable
    assert comparison.rows == ()


def test_tables_of_different_questions_are_an_error() -> None:
    dataset = dataset_of(None)
    with pytest.raises(ValueError, match="different questions"):
        compare(table(dataset, "mood"), table(dataset, "open"), year=2024, earlier_year=2023)


def test_two_wordings_of_a_question_are_compared_without_any_answers() -> None:
    assert not what_changed(CHANNELS, CHANNELS, year=2024, earlier_year=2023)
    fewer = replace(CHANNELS, options=CHANNELS.options[1:])
    said = what_changed(CHANNELS, fewer, year=2024, earlier_year=2023).in_("nb")
    assert said.startswith("Svaralternativene er endret siden 2023. Nye: «")
    with pytest.raises(ValueError, match="different questions"):
        what_changed(CHANNELS, VISITORS, year=2024, earlier_year=2023)
