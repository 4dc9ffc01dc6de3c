"""Printing: the forms are those of Språkrådet's rules for numbers, dates and genitive."""

from datetime import date
from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from frisklivsnett.core import numbers

NBSP = "\N{NO-BREAK SPACE}"


@pytest.mark.parametrize(
    ("value", "language", "printed"),
    [
        (0, "nb", "0"),
        (999, "nb", "999"),
        (60000, "nb", f"60{NBSP}000"),
        (60000, "nn", f"60{NBSP}000"),
        (60000, "en", "60,000"),
        (1234567, "nb", f"1{NBSP}234{NBSP}567"),
        (-1500, "nb", f"\N{MINUS SIGN}1{NBSP}500"),
        (60000, "se", f"60{NBSP}000"),
    ],
)
def test_whole_numbers_have_their_thousands_apart(value: int, language: str, printed: str) -> None:
    assert numbers.integer(value, language) == printed


@pytest.mark.parametrize(
    ("value", "decimals", "printed"),
    [
        (Decimal("37.5"), None, "37,5"),
        (Decimal("37.50"), None, "37,5"),
        (Decimal("37.25"), None, "37,25"),
        (37, None, "37"),
        (Fraction(1, 3), None, "0,33"),
        (Fraction(2999, 1000), None, "3"),
        (Fraction(1, 8), 2, "0,13"),
        (Fraction(-1, 8), 2, "\N{MINUS SIGN}0,13"),
        (Fraction(-1, 1000), 1, "0,0"),
        (0.285, 2, "0,29"),
        (1234.5, 1, f"1{NBSP}234,5"),
        (7, 2, "7,00"),
    ],
)
def test_decimals_are_as_asked_or_as_needed_and_round_half_up(
    value: numbers.Number, decimals: int | None, printed: str
) -> None:
    assert numbers.decimal(value, "nb", decimals) == printed


def test_english_has_a_decimal_point() -> None:
    assert numbers.decimal(Decimal("1234.5"), "en") == "1,234.5"


@pytest.mark.parametrize(
    ("share", "language", "decimals", "printed"),
    [
        (Fraction(216, 756), "nb", 1, f"28,6{NBSP}%"),
        (Fraction(216, 756), "nn", 1, f"28,6{NBSP}%"),
        (Fraction(216, 756), "en", 1, "28.6%"),
        (Fraction(14, 18), "nb", 0, f"78{NBSP}%"),
        (Fraction(1, 8), "nb", 0, f"13{NBSP}%"),
        (Fraction(1), "nb", 1, f"100,0{NBSP}%"),
        (None, "nb", 1, "–"),
    ],
)
def test_shares_are_printed_as_percent(
    share: Fraction | None, language: str, decimals: int, printed: str
) -> None:
    assert numbers.percent(share, language, decimals) == printed


def test_approximate_numbers_say_so() -> None:
    assert numbers.approximately("310", "nb") == f"ca.{NBSP}310"
    assert numbers.approximately("310", "en") == f"about{NBSP}310"


@given(st.fractions(), st.integers(0, 4))
def test_rounding_is_never_off_by_more_than_half_of_the_last_decimal(value: Fraction, decimals: int) -> None:
    rounded = numbers.half_up(value, decimals)
    assert abs(rounded - value) <= Fraction(1, 2 * 10**decimals)
    assert numbers.half_up(-value, decimals) == -rounded


@pytest.mark.parametrize(
    ("language", "one", "three", "seven", "twelve"),
    [
        ("nb", "én", "tre", "sju", "tolv"),
        ("nn", "ein", "tre", "sju", "tolv"),
        ("en", "one", "three", "seven", "twelve"),
    ],
)
def test_numbers_to_twelve_are_words(language: str, one: str, three: str, seven: str, twelve: str) -> None:
    assert [numbers.number_word(n, language) for n in (1, 3, 7, 12)] == [one, three, seven, twelve]


def test_numbers_past_twelve_and_below_zero_are_digits() -> None:
    assert numbers.number_word(13, "nb") == "13"
    assert numbers.number_word(60000, "nb") == f"60{NBSP}000"
    assert numbers.number_word(-1, "nb") == "\N{MINUS SIGN}1"
    assert numbers.number_word(0, "nn") == "null"


@pytest.mark.parametrize(
    ("language", "gender", "word"),
    [
        *(("nb", "masculine", "én"), ("nb", "feminine", "ei"), ("nb", "neuter", "ett")),
        *(("nn", "masculine", "ein"), ("nn", "feminine", "ei"), ("nn", "neuter", "eitt")),
        ("en", "neuter", "one"),
    ],
)
def test_one_bends_to_the_noun_it_counts(language: str, gender: numbers.Gender, word: str) -> None:
    assert numbers.number_word(1, language, gender) == word


def test_every_language_has_a_word_for_each_number() -> None:
    assert {len(words) for words in numbers.NUMBER_WORDS.values()} == {13}


@pytest.mark.parametrize(
    ("names", "language", "sentence"),
    [
        ([], "nb", ""),
        (["Tana"], "nb", "Tana"),
        (["Tana", "Bodø"], "nn", "Tana og Bodø"),
        (["Tana", "Harstad", "Bodø"], "nb", "Tana, Harstad og Bodø"),
        (["Tana", "Harstad", "Bodø"], "en", "Tana, Harstad and Bodø"),
    ],
)
def test_lists_read_as_a_sentence(names: list[str], language: str, sentence: str) -> None:
    assert numbers.listing(names, language) == sentence


@pytest.mark.parametrize(
    ("name", "language", "genitive"),
    [
        ("Harstad", "nb", "Harstads"),
        ("Tromsø", "nb", "Tromsøs"),
        ("Åsnes", "nb", "Åsnes’"),
        ("FHIX", "nn", "FHIX’"),
        ("Lopez", "nb", "Lopez’"),
        ("Harstad", "en", "Harstad’s"),
        ("Åsnes", "en", "Åsnes’"),
        ("", "nb", ""),
    ],
)
def test_names_in_the_genitive(name: str, language: str, genitive: str) -> None:
    assert numbers.genitive(name, language) == genitive


def test_dates_are_written_out() -> None:
    day = date(2025, 4, 1)
    printed = [numbers.date_long(day, language) for language in ("nb", "nn", "en")]
    assert printed == ["1. april 2025", "1. april 2025", "1 April 2025"]
    assert numbers.date_long(date(2025, 12, 24), "nn") == "24. desember 2025"


@pytest.mark.parametrize(
    ("days", "language", "words"),
    [
        (0, "nb", "i dag"),
        (1, "nb", "i morgen"),
        (1, "nn", "i morgon"),
        (-1, "nb", "i går"),
        (9, "nb", "om 9 dager"),
        (9, "nn", "om 9 dagar"),
        (-2, "nb", "for 2 dager siden"),
        (-2, "nn", "for 2 dagar sidan"),
        (9, "en", "in 9 days"),
        (-1200, "en", "1,200 days ago"),
    ],
)
def test_days_until_a_deadline_in_words(days: int, language: str, words: str) -> None:
    assert numbers.days_until_words(days, language) == words
