"""What stops a submission, what only asks, and what is shown."""

from dataclasses import replace
from datetime import date, datetime
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given, settings
from tests.core.forms.examples import all_types, annual_report
from tests.core.forms.strategies import answered_forms

from frisklivsnett.core.forms import (
    Answer,
    Answers,
    Condition,
    Form,
    Operator,
    Severity,
    Test,
    check_answer,
    holds,
    progress,
    shown_questions,
    validate,
    visible_answers,
)

FORM = all_types().for_year(2024)
GOOD: Answers = {
    "course.held": Answer(value=True),
    "course.participants": Answer(12),
    "course.hours": Answer(Decimal("2.5")),
    "course.first_day": Answer(date(2024, 4, 1)),
    "topics.covered": Answer(("diet",)),
    "topics.main": Answer("diet"),
}


def codes(answers: Answers, form: Form = FORM) -> list[tuple[str, str]]:
    return [(problem.question_id, problem.code) for problem in validate(form, answers)]


def changed(question_id: str, value: Any, **rest: Any) -> Answers:
    return {**GOOD, question_id: Answer(value, **rest)}


def test_good_answers_have_no_problems() -> None:
    assert codes(GOOD) == []


def test_a_required_question_must_be_answered() -> None:
    assert codes({}) == [("course.held", "required"), ("topics.covered", "required")]


def test_a_required_question_that_is_hidden_need_not_be_answered() -> None:
    assert codes({"course.held": Answer(value=False), "topics.covered": Answer(("none",))}) == []


def test_answers_to_hidden_questions_are_ignored() -> None:
    answers = {**changed("course.held", value=False), "course.participants": Answer(-1)}
    assert ("course.participants", "below_minimum") not in codes(answers)
    assert "course.participants" not in visible_answers(FORM, answers)


def test_what_depends_on_a_hidden_question_is_hidden_too() -> None:
    answers = {**GOOD, "course.held": Answer(value=False)}
    shown = [question.id for question in shown_questions(FORM, answers)]
    assert shown == ["course.held", "topics.covered", "topics.main"]


def test_one_of_several_tests_is_enough_where_the_condition_says_so() -> None:
    def main_is_shown(*ticked: str) -> bool:
        answers = {"topics.covered": Answer(ticked)}
        return "topics.main" in [question.id for question in shown_questions(FORM, answers)]

    assert main_is_shown("diet")
    assert main_is_shown("sleep", "other")
    assert not main_is_shown("sleep")


@pytest.mark.parametrize(
    ("operator", "value", "when_40", "when_empty"),
    [
        (Operator.ANSWERED, True, True, False),
        (Operator.ANSWERED, False, False, True),
        (Operator.EQUAL, 40, True, False),
        (Operator.NOT_EQUAL, 40, False, True),
        (Operator.NOT_EQUAL, 41, True, True),
        (Operator.GREATER, 39, True, False),
        (Operator.GREATER, 40, False, False),
        (Operator.LESS, 41, True, False),
        (Operator.LESS, 40, False, False),
        (Operator.AT_LEAST, 40, True, False),
        (Operator.AT_LEAST, 41, False, False),
        (Operator.AT_MOST, 40, True, False),
        (Operator.AT_MOST, 39, False, False),
    ],
)
def test_operators_mean_what_they_mean_in_fhir(
    operator: Operator, value: Any, when_40: bool, when_empty: bool
) -> None:
    condition = Condition((Test("n", operator, value),))
    assert holds(condition, {"n": Answer(40)}) is when_40
    assert holds(condition, {}) is when_empty


def test_a_multiple_choice_equals_each_option_ticked() -> None:
    answers = {"q": Answer(("a", "b"))}
    assert holds(Condition((Test("q", Operator.EQUAL, "b"),)), answers)
    assert not holds(Condition((Test("q", Operator.NOT_EQUAL, "b"),)), answers)
    assert holds(Condition((Test("q", Operator.NOT_EQUAL, "c"),)), answers)


@pytest.mark.parametrize(
    ("answers", "problem"),
    [
        (changed("course.participants", 0), ("course.participants", "below_minimum")),
        (changed("course.participants", 5001), ("course.participants", "above_maximum")),
        (changed("course.hours", Decimal("0.4")), ("course.hours", "below_minimum")),
        (changed("course.hours", Decimal("2.1234567")), ("course.hours", "too_many_digits")),
        (changed("course.first_day", date(2023, 12, 31)), ("course.first_day", "too_early")),
        (changed("course.first_day", date(2025, 1, 1)), ("course.first_day", "too_late")),
        (changed("topics.covered", ("diet", "none")), ("topics.covered", "exclusive")),
        (changed("topics.covered", ("diet", "drinks")), ("topics.covered", "unknown_option")),
        (changed("topics.main", "sleep"), ("topics.main", "unknown_option")),
        (changed("topics.covered", ("diet",), specified={"diet": "x"}), ("topics.covered", "unknown_option")),
        (changed("topics.main", "other", specified={"other": "x" * 501}), ("topics.main", "specify_too_long")),
        ({**GOOD, "hosting.people": Answer(1)}, ("hosting.people", "unknown_question")),
        (changed("course.held", 1), ("course.held", "wrong_type")),
        (changed("course.participants", value=True), ("course.participants", "wrong_type")),
        (changed("course.participants", "12"), ("course.participants", "wrong_type")),
        (changed("course.hours", 2), ("course.hours", "wrong_type")),
        (changed("course.hours", Decimal("NaN")), ("course.hours", "wrong_type")),
        (changed("course.first_day", datetime(2024, 4, 1)), ("course.first_day", "wrong_type")),
        (changed("topics.covered", ()), ("topics.covered", "wrong_type")),
        (changed("topics.covered", "diet"), ("topics.covered", "wrong_type")),
        (changed("topics.main", ""), ("topics.main", "wrong_type")),
        (changed("course.hours", Decimal(2), approximate=True), ("course.hours", "wrong_type")),
    ],
)  # fmt: skip
def test_errors(answers: Answers, problem: tuple[str, str]) -> None:
    assert problem in codes(answers)
    found = [one for one in validate(FORM, answers) if (one.question_id, one.code) == problem]
    assert {one.severity for one in found} == {Severity.ERROR}


@pytest.mark.parametrize(
    ("answers", "problem"),
    [
        (changed("course.participants", 501), ("course.participants", "unusual")),
        (changed("topics.covered", ("diet", "other")), ("topics.covered", "specify_missing")),
        (
            changed("topics.covered", ("diet",), specified={"other": "Røyk"}),
            ("topics.covered", "specify_not_chosen"),
        ),
        (changed("topics.main", "diet", specified={"other": "Røyk"}), ("topics.main", "specify_not_chosen")),
    ],
)
def test_warnings_ask_and_stop_nothing(answers: Answers, problem: tuple[str, str]) -> None:
    assert codes(answers) == [problem]
    assert [one.severity for one in validate(FORM, answers)] == [Severity.WARNING]


def test_a_text_may_be_as_long_as_its_limit_and_no_longer() -> None:
    question = FORM.question("topics.why")
    assert check_answer(question, Answer("x" * 200)) == ()
    (problem,) = check_answer(question, Answer("x" * 1234))
    assert problem.message.in_("nb").endswith(
        "er 1\N{NO-BREAK SPACE}034 tegn for langt. Kort det ned til høyst 200 tegn."
    )


def test_a_text_without_a_limit_of_its_own_has_a_general_one() -> None:
    question = replace(
        FORM.question("topics.why"), limits=replace(FORM.question("topics.why").limits, max_length=None)
    )
    assert check_answer(question, Answer("x" * 10_000)) == ()
    assert [problem.code for problem in check_answer(question, Answer("x" * 10_001))] == ["too_long"]


def test_cross_checks_look_at_several_answers() -> None:
    alone = {**GOOD, "course.participants": Answer(1), "course.hours": Answer(Decimal("20.5"))}
    assert codes(alone) == [("course.hours", "long_course_of_one")]
    assert codes(changed("topics.covered", ("none",))) == [("topics.covered", "course_without_topics")]


def test_a_cross_check_is_silent_while_its_question_is_hidden() -> None:
    answers = {**GOOD, "course.participants": Answer(1), "course.hours": Answer(Decimal(30))}
    hidden = {**answers, "course.held": Answer(value=False)}
    assert ("course.hours", "long_course_of_one") not in codes(hidden)


def test_visitors_without_their_kind_are_asked_about() -> None:
    form = annual_report().for_year(2024)
    asked = {problem.code for problem in validate(form, {"hosting.people": Answer(4)})}
    assert "people_without_visitor_types" in asked
    both = {"hosting.people": Answer(0), "hosting.visitor_types": Answer(("interns",))}
    assert "visitor_types_without_people" in {problem.code for problem in validate(form, both)}
    nobody = {problem.code for problem in validate(form, {"hosting.people": Answer(0)})}
    assert not nobody & {"people_without_visitor_types", "visitor_types_without_people"}


def test_progress_counts_shown_questions_and_their_answers() -> None:
    course, topics = progress(FORM, GOOD)
    assert (course.section.slug, course.shown, course.answered, course.problems) == ("kurs", 4, 4, ())
    assert (topics.shown, topics.answered) == (2, 2)
    course, topics = progress(FORM, {"course.held": Answer(value=True), "course.participants": Answer(501)})
    assert (course.shown, course.answered) == (3, 2)
    assert [problem.code for problem in course.warnings] == ["unusual"]
    assert [problem.code for problem in topics.errors] == ["required"]


def test_a_message_names_the_question_and_speaks_three_languages() -> None:
    (problem,) = check_answer(FORM.question("course.participants"), Answer(60_000))
    assert (
        problem.message.in_("nb")
        == "Tallet i spørsmål 2 kan ikke være større enn 5\N{NO-BREAK SPACE}000. Rett det."
    )
    assert (
        problem.message.in_("nn")
        == "Talet i spørsmål 2 kan ikkje vere større enn 5\N{NO-BREAK SPACE}000. Rett det."
    )
    assert problem.message.in_("en") == "The number in question 2 cannot be more than 5,000. Correct it."


def test_a_question_without_a_number_is_named_by_its_words() -> None:
    (problem,) = check_answer(FORM.question("course.first_day"), Answer(date(2025, 1, 1)))
    assert problem.message.in_("nb") == (
        "Datoen i «Når begynte kurset?» kan ikke være etter 31. desember 2024. Rett den."
    )


@settings(max_examples=40)
@given(answered_forms())
def test_whatever_is_answered_validation_answers_in_every_language(pair: tuple[Form, Answers]) -> None:
    form, answers = pair
    shown = {question.id for question in shown_questions(form, answers)}
    problems = validate(form, answers)
    assert {problem.question_id for problem in problems} <= shown
    check_ids = {check.id for check in form.checks}
    for problem in problems:
        assert problem.code in check_ids or set(problem.message) >= {"nb", "nn", "en"}
    assert tuple(problem for section in progress(form, answers) for problem in section.problems) == problems
