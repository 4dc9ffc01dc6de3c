"""What people type and tick is read as they meant it, or refused in words that say what to do."""

import unicodedata
from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.core.forms.examples import all_types, annual_report

from frisklivsnett.core.forms import (
    Limits,
    Question,
    QuestionType,
    Reading,
    Severity,
    approximate_field,
    read_answer,
    specify_field,
)
from frisklivsnett.core.text import text

COUNT = Question("count", QuestionType.INTEGER, text("Hvor mange?"), number=1, may_be_approximate=True)
HOURS = Question("hours", QuestionType.DECIMAL, text("Hvor lenge?"))
DAY = Question("day", QuestionType.DATE, text("Når?"))
WORDS = Question("words", QuestionType.TEXT, text("Hva?"), limits=Limits(max_length=20))
HELD = Question("held", QuestionType.YES_NO, text("Har dere holdt kurs?"))
TOPICS = all_types().question("topics.covered")
MAIN = all_types().question("topics.main")


def read(question: Question, *typed: str) -> Reading:
    return read_answer(question, {question.id: typed})


def codes(reading: Reading) -> list[str]:
    return [problem.code for problem in reading.problems]


@pytest.mark.parametrize(
    ("typed", "number"),
    [
        ("40", 40),
        ("0", 0),
        (" 40 ", 40),
        ("\t40\n", 40),
        ("007", 7),
        ("1 234", 1234),
        ("1\N{NO-BREAK SPACE}234", 1234),
        ("1\N{NARROW NO-BREAK SPACE}234\N{THIN SPACE}567", 1234567),
        ("-5", -5),
        ("\N{MINUS SIGN}5", -5),
    ],
)
def test_whole_numbers_as_people_type_them(typed: str, number: int) -> None:
    reading = read(COUNT, typed)
    assert reading.answer is not None
    assert reading.answer.value == number
    assert reading.problems == ()


@pytest.mark.parametrize(
    ("typed", "number"),
    [
        ("1,5", "1.5"),
        ("1.5", "1.5"),
        ("40", "40"),
        ("1 234,25", "1234.25"),
        ("1,234", "1.234"),
        ("0.125", "0.125"),
    ],
)
def test_decimal_numbers_as_people_type_them(typed: str, number: str) -> None:
    reading = read(HOURS, typed)
    assert reading.answer is not None
    assert reading.answer.value == Decimal(number)
    assert isinstance(reading.answer.value, Decimal)


@pytest.mark.parametrize(
    ("question", "typed", "code"),
    [
        (COUNT, "1.234", "ambiguous_number"),
        (COUNT, "1,234", "ambiguous_number"),
        (COUNT, "1.234.567", "ambiguous_number"),
        (HOURS, "1.234", "ambiguous_number"),
        (HOURS, "1.234,5", "ambiguous_number"),
        (COUNT, "1,5", "not_whole"),
        (COUNT, "12.50", "not_whole"),
        (COUNT, "12 34", "not_a_number"),
        (COUNT, "1234 567", "not_a_number"),
        (COUNT, "førti", "not_a_number"),
        (COUNT, "1e5", "not_a_number"),
        (COUNT, "0x10", "not_a_number"),
        (COUNT, "4_0", "not_a_number"),
        (COUNT, "+5", "not_a_number"),
        (COUNT, "40 stk", "not_a_number"),
        (COUNT, "\N{FULLWIDTH DIGIT FOUR}0", "not_a_number"),
        (COUNT, "\N{ARABIC-INDIC DIGIT FOUR}", "not_a_number"),
        (COUNT, "½", "not_a_number"),
        (COUNT, "NaN", "not_a_number"),
        (COUNT, "=1+1", "not_a_number"),
        (COUNT, "x" * 1_000_000, "not_a_number"),
        (COUNT, "9" * 1_000_000, "too_many_digits"),
        (COUNT, "9999999999", "too_many_digits"),
        (HOURS, "1,1234567", "too_many_digits"),
        (COUNT, "35-60", "number_range"),
        (COUNT, "35–60", "number_range"),
        (COUNT, "35 til 60", "number_range"),
        (COUNT, "ca. 35-60", "number_range"),
    ],
)
def test_numbers_that_are_none_or_could_be_two_are_refused(question: Question, typed: str, code: str) -> None:
    reading = read(question, typed)
    assert reading.answer is None
    assert reading.refused
    assert codes(reading) == [code]
    assert len(reading.problems[0].message.in_("nb")) < 250


@pytest.mark.parametrize(
    "typed", ["ca. 40", "ca 40", "Cirka 40", "omtrent 40", "om lag 40", "rundt 40", "about 40", "~40"]
)
def test_a_number_said_to_be_about_points_to_the_box_to_tick(typed: str) -> None:
    reading = read(COUNT, typed)
    assert codes(reading) == ["approximate_words"]
    assert reading.problems[0].message.in_("nb") == (
        "Skriv bare tallet i spørsmål 1, 40, og kryss av for at det er omtrentlig."
    )
    assert "omtrentlig" not in read(HOURS, typed).problems[0].message.in_("nb")


def test_a_number_above_its_maximum_hears_the_maximum() -> None:
    reading = read(annual_report().question("hosting.people"), "9" * 40)
    assert codes(reading) == ["above_maximum"]


def test_an_unusual_number_is_kept_and_asked_about() -> None:
    reading = read(annual_report().question("hosting.people"), "201")
    assert reading.answer is not None
    assert not reading.refused
    assert codes(reading) == ["unusual"]


@pytest.mark.parametrize(
    ("ticked", "expected"), [(["on"], True), (["1"], True), (["0"], False), ([""], False), ([], False)]
)
def test_a_number_is_approximate_when_its_box_is_ticked(ticked: list[str], expected: bool) -> None:
    reading = read_answer(COUNT, {"count": ["40"], approximate_field(COUNT): ticked})
    assert reading.answer is not None
    assert reading.answer.approximate is expected


@pytest.mark.parametrize(
    "typed",
    ["2025-04-01", "1.4.2025", "01.04.2025", "1. 4. 2025", "1. april 2025", "1 April 2025", "1. apr. 2025"],
)
def test_dates_as_people_type_them(typed: str) -> None:
    reading = read(DAY, typed)
    assert reading.answer is not None
    assert reading.answer.value == date(2025, 4, 1)


@pytest.mark.parametrize(
    "typed",
    [
        *("1/4/2025", "04/01/2025", "1.4.25", "april 2025", "1. abril 2025", "1. m 2025", "0.4.2025"),
        *("1.13.2025", "1.4.0025", "i fjor", "20250401", "2025-04-01T00:00"),
    ],
)
def test_what_is_no_clear_date_is_refused(typed: str) -> None:
    reading = read(DAY, typed)
    assert reading.answer is None
    assert codes(reading) == ["not_a_date"]


def test_a_day_that_the_month_does_not_have_is_refused_in_plain_words() -> None:
    (problem,) = read(DAY, "31.2.2025").problems
    assert problem.message.in_("nb") == (
        "31. februar finnes ikke: februar 2025 har 28 dager. Rett datoen i «Når?»."
    )
    assert read(DAY, "29. februar 2024").answer is not None


def test_text_is_kept_clean_without_losing_words() -> None:
    long = Question("words", QuestionType.TEXT, text("Hva?"))
    reading = read(
        long,
        "  \r\nKafe\N{COMBINING ACUTE ACCENT}  \r\n\r\n  to\tord\x00\x1b \r<b>=1+1</b>\N{LINE SEPARATOR}slutt\n\n",
    )
    assert reading.answer is not None
    assert reading.answer.value == "Kafé\n\n  to\tord\n<b>=1+1</b>\nslutt"


@pytest.mark.parametrize("typed", ["", "   ", "\r\n\t", "\N{ZERO WIDTH SPACE}", "\x00", "\N{NO-BREAK SPACE}"])
def test_text_without_anything_to_see_is_no_answer(typed: str) -> None:
    assert read(WORDS, typed) == Reading("words", None, (), {"words": (typed,)})


def test_a_text_too_long_says_by_how_much_and_is_kept_to_be_mended() -> None:
    typed = "x" * 1_000_020
    reading = read(WORDS, typed)
    assert reading.answer is None
    assert (
        reading.problems[0]
        .message.in_("en")
        .startswith("The answer to “Hva?” is 1,000,000 characters too long.")
    )
    assert reading.raw == {"words": (typed,)}


def test_options_ticked_come_in_the_forms_order_and_once_each() -> None:
    reading = read(TOPICS, "sleep", "diet", "sleep")
    assert reading.answer is not None
    assert reading.answer.value == ("diet", "sleep")


def test_an_exclusive_option_with_others_is_refused() -> None:
    reading = read(TOPICS, "none", "diet")
    assert reading.answer is None
    assert reading.problems[0].message.in_("nb") == (
        "Dere har krysset av for «Ingen av disse» sammen med andre svar. Velg enten det eller de andre i spørsmål 3."
    )


def test_several_codes_for_a_single_choice_are_refused() -> None:
    assert codes(read(MAIN, "diet", "other")) == ["only_one"]


@pytest.mark.parametrize("question", [TOPICS, MAIN])
def test_an_option_that_the_question_does_not_have_is_refused(question: Question) -> None:
    reading = read(question, "diet", "<script>")
    assert codes(reading) == ["unknown_option"]
    assert reading.answer is None


def test_several_values_in_one_field_are_refused() -> None:
    assert codes(read(COUNT, "1", "2")) == ["several_values"]


@pytest.mark.parametrize(("typed", "value"), [("yes", True), ("no", False)])
def test_yes_and_no(typed: str, value: bool) -> None:
    reading = read(HELD, typed)
    assert reading.answer is not None
    assert reading.answer.value is value
    assert codes(read(HELD, "kanskje")) == ["not_yes_or_no"]


def test_words_for_an_option_ticked_are_kept_on_one_line() -> None:
    reading = read_answer(
        TOPICS, {TOPICS.id: ["other"], specify_field(TOPICS, "other"): ["  stress\r\n og  ro "]}
    )
    assert reading.answer is not None
    assert reading.answer.specified == {"other": "stress og ro"}
    assert reading.problems == ()


def test_an_option_that_asks_for_words_and_gets_none_is_kept_with_a_warning() -> None:
    reading = read(TOPICS, "other")
    assert reading.answer is not None
    assert [problem.severity for problem in reading.problems] == [Severity.WARNING]


def test_words_for_an_option_not_ticked_are_kept_and_asked_about() -> None:
    reading = read_answer(TOPICS, {TOPICS.id: ["diet"], specify_field(TOPICS, "other"): ["stress"]})
    assert reading.answer is not None
    assert reading.answer.value == ("diet",)
    assert reading.answer.specified == {"other": "stress"}
    assert [(problem.code, problem.option_code) for problem in reading.problems] == [
        ("specify_not_chosen", "other")
    ]


@pytest.mark.parametrize("question", [TOPICS, MAIN])
def test_words_without_any_option_ticked_are_not_lost_in_silence(question: Question) -> None:
    reading = read_answer(question, {specify_field(question, "other"): ["stress"]})
    assert reading.refused
    assert codes(reading) == ["specify_not_chosen"]
    assert reading.raw == {specify_field(question, "other"): ("stress",)}


def test_words_for_an_option_that_asks_for_none_are_refused() -> None:
    reading = read_answer(TOPICS, {TOPICS.id: ["diet"], specify_field(TOPICS, "diet"): ["x"]})
    assert codes(reading) == ["unknown_option"]
    assert codes(read_answer(TOPICS, {specify_field(TOPICS, "zzz"): ["x"]})) == ["unknown_option"]


@pytest.mark.parametrize("question", [COUNT, HOURS, DAY, WORDS, HELD, TOPICS, MAIN])
def test_an_empty_question_is_not_answered_and_no_error(question: Question) -> None:
    assert read_answer(question, {"another": ["x"]}) == Reading(question.id, None, (), {})
    assert read(question, "").answer is None
    assert not read(question, "").refused


@given(
    st.sampled_from([COUNT, HOURS, DAY, WORDS, HELD, TOPICS, MAIN]),
    st.lists(st.text(max_size=80), max_size=3),
)
def test_whatever_is_posted_there_is_an_answer_or_a_reason(question: Question, typed: list[str]) -> None:
    reading = read_answer(question, {question.id: typed, specify_field(question, "other"): typed})
    assert reading.refused == any(problem.severity is Severity.ERROR for problem in reading.problems)
    assert not (reading.refused and reading.answer)
    if reading.answer is None and not reading.refused:
        assert not any(unicodedata.category(character)[0] in "LNPS" for character in "".join(typed))


@given(st.integers(-(2**31) + 1, 2**31 - 1))
def test_every_number_is_read_back_from_how_it_is_printed(number: int) -> None:
    for typed in (
        str(number),
        f"{number:,}".replace(",", "\N{NO-BREAK SPACE}"),
        f"{number:,}".replace(",", " "),
    ):
        reading = read(COUNT, typed)
        assert reading.answer is not None
        assert reading.answer.value == number
