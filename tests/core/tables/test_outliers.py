"""Numbers that stand out, and answers beside those of another time."""

from decimal import Decimal

import pytest

from frisklivsnett.core.forms import Answer, Form, Option, Question, QuestionType, Section
from frisklivsnett.core.tables import Dataset, Respondent, dataset_from_answers
from frisklivsnett.core.tables.compared import Turn, beside
from frisklivsnett.core.tables.outliers import Against, differs_much, outliers
from frisklivsnett.core.text import Text, text

PEOPLE = Question("people", QuestionType.INTEGER, text("Hvor mange i {year}?"))


def form_of(*questions: Question) -> Form:
    return Form("f", "1", Text(), (Section("s", "s", Text(), questions),))


def dataset(*values: int | None, year: int = 2025, question: Question = PEOPLE) -> Dataset:
    centres = [Respondent(f"c{place}", f"C{place}") for place in range(len(values))]
    answers = [None if value is None else {"people": Answer(value)} for value in values]
    return dataset_from_answers(form_of(question), year, centres, answers)


@pytest.mark.parametrize(
    ("now", "before", "much"),
    [
        (480, 48, True),
        (40, 20, True),
        (39, 20, False),
        (10, 20, True),
        (11, 20, False),
        (3, 0, False),
        (9, 1, False),
        (10, 0, True),
        (Decimal("25.5"), Decimal("12.5"), True),
        (0, 0, False),
    ],
)
def test_a_number_differs_much_when_doubled_or_halved_and_by_ten_at_least(
    now: int | Decimal, before: int | Decimal, much: bool
) -> None:
    assert differs_much(now, before) is much
    assert differs_much(before, now) is much


def test_a_slip_of_the_finger_stands_out_from_the_others_and_from_last_year() -> None:
    now, before = dataset(12, 15, 20, 9, 14, 18, 11, 480), dataset(10, 15, 21, 9, 15, 20, 10, 48, year=2024)
    found = list(outliers(now, before))
    assert [(each.respondent.id, each.against) for each in found] == [
        ("c7", Against.LAST_YEAR),
        ("c7", Against.THE_OTHERS),
    ]
    assert (found[0].usual, found[0].base) == (48, 1)
    assert (found[1].usual, found[1].base) == (Decimal("14.5"), 8)
    assert found[1].is_high


def test_one_outlier_does_not_hide_another() -> None:
    found = outliers(dataset(12, 15, 20, 9, 14, 18, 11, 900, 480))
    assert {each.respondent.id for each in found} == {"c7", "c8"}


def test_small_numbers_do_not_alarm() -> None:
    assert list(outliers(dataset(1, 1, 1, 1, 1, 1, 1, 10), dataset(0, 0, 0, 0, 0, 0, 0, 1, year=2024))) == []


def test_nothing_is_said_of_few_centres_or_of_those_that_have_not_answered() -> None:
    assert list(outliers(dataset(1, 2, 3, 4, 5, 6, 900, None, None))) == []


def test_where_all_say_the_same_a_little_more_is_no_outlier() -> None:
    assert list(outliers(dataset(40, 40, 40, 40, 40, 40, 40, 55))) == []
    assert [each.value for each in outliers(dataset(40, 40, 40, 40, 40, 40, 40, 200))] == [200]


def test_a_question_worded_differently_is_not_compared_with_last_year() -> None:
    other = Question("people", QuestionType.INTEGER, text("Hvor mange personer kom i {year}?"))
    before = dataset(1, 1, 1, year=2024, question=other)
    assert list(outliers(dataset(100, 100, 100), before)) == []


# --- answers beside each other ---

KIND = Question(
    "kind", QuestionType.MULTIPLE, text("Hvem?"), options=(Option("a", text("A")), Option("b", text("B")))
)
WORDS = Question("words", QuestionType.TEXT, text("Hva?"))
FORM = form_of(PEOPLE, KIND, WORDS)


def turned(now: dict[str, Answer], before: dict[str, Answer]) -> dict[str, Turn]:
    found = beside(FORM.for_year(2025), now, FORM.for_year(2024), before, year=2025, earlier_year=2024)
    return {question_id: each.turn for question_id, each in found.items()}


def test_what_happened_to_an_answer_is_told_by_concept() -> None:
    now = {"people": Answer(12), "kind": Answer(("b",))}
    before = {"people": Answer(40), "words": Answer("Kosthold")}
    assert turned(now, before) == {"people": Turn.FEWER, "kind": Turn.GIVEN, "words": Turn.TAKEN_AWAY}
    assert turned(before, before) == {"people": Turn.SAME, "kind": Turn.NONE, "words": Turn.SAME}
    assert turned({"people": Answer(40, approximate=True)}, before)["people"] is Turn.CHANGED


def test_options_come_and_go_and_the_difference_is_counted() -> None:
    now = {"people": Answer(45), "kind": Answer(("b",))}
    before = {"people": Answer(40), "kind": Answer(("a",))}
    found = beside(FORM, now, FORM, before, year=2025, earlier_year=2024)
    assert (found["people"].turn, found["people"].difference) == (Turn.MORE, 5)
    assert (found["kind"].added, found["kind"].dropped) == (("b",), ("a",))


def test_a_changed_wording_is_said_and_a_new_question_is_not_compared() -> None:
    other = Question("people", QuestionType.INTEGER, text("Hvor mange personer kom?"))
    found = beside(FORM, {}, form_of(other), {"people": Answer(4)}, year=2025, earlier_year=2024)
    assert "formulert annerledes i 2024" in found["people"].reworded.in_("nb")
    assert found["words"].turn is Turn.NOT_ASKED
