"""The sample log: it says just what the centres answered, where they took its answers over."""

from functools import cache

import pytest
from django.utils import timezone

from frisklivsnett.activity.models import Entry
from frisklivsnett.collection.models import Round, Submission
from frisklivsnett.collection.suggestions import Tellings, suggestions_of, tellings_of
from frisklivsnett.collection.taken_models import TakenOver
from frisklivsnett.core.activity.suggesting import Suggestion
from frisklivsnett.core.forms import Answers, QuestionType

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("demo_database")]


@cache
def year_2024() -> dict[str, tuple[Answers, dict[str, Suggestion], set[str]]]:
    """Return for each centre what it sent for 2024, what its log says, and what it took over."""
    form = Round.objects.get(report_year=2024).form
    found = {}
    for submission in Submission.objects.filter(round__report_year=2024).with_places():
        version = submission.latest_version
        assert version is not None
        taken = set(TakenOver.objects.filter(submission=submission).values_list("question_id", flat=True))
        found[submission.centre.slug] = (version.read(form), dict(suggestions_of(submission)), taken)
    return found


@pytest.fixture(scope="module", autouse=True)
def _forget() -> None:
    year_2024.cache_clear()


def test_what_was_taken_over_is_what_the_log_says_to_the_letter() -> None:
    taken = [
        (slug, question)
        for slug, (_answers, _says, questions) in year_2024().items()
        for question in questions
    ]
    assert len(taken) > 150
    for slug, question in taken:
        answers, suggestions, _ = year_2024()[slug]
        assert suggestions[question].answer == answers[question], f"{slug}: {question}"


def test_every_number_and_choice_is_what_the_log_says_but_where_a_centre_was_unsure() -> None:
    form = Round.objects.get(report_year=2024).form
    for slug, (answers, suggestions, _taken) in year_2024().items():
        assert len(suggestions) == 17
        for question_id, suggestion in suggestions.items():
            answer = answers.get(question_id)
            if form.question(question_id).type is QuestionType.TEXT or (answer and answer.approximate):
                continue
            assert suggestion.answer == answer, f"{slug}: {question_id}"


def test_two_centres_counted_more_visitors_than_they_noted() -> None:
    unsure = [
        (suggestions["hosting.people"], answers["hosting.people"])
        for answers, suggestions, _taken in year_2024().values()
        if answers["hosting.people"].approximate
    ]
    assert len(unsure) == 2
    for suggestion, answer in unsure:
        assert isinstance(answer.value, int)
        assert suggestion.answer is not None
        assert isinstance(suggestion.answer.value, int)
        assert 0 < suggestion.answer.value < answer.value
        assert not suggestion.agrees(answer)


def test_every_centre_has_logged_its_year_in_the_past() -> None:
    slugs = Entry.objects.of_year(2024).order_by().values_list("centre__slug", flat=True).distinct()
    assert len(slugs) == 18
    assert not Entry.objects.filter(created_at__gt=timezone.now()).exists()


def test_what_was_noted_after_the_answer_is_told_as_new() -> None:
    tana = Submission.objects.with_places().get(round__report_year=2025, agreement__organisation__slug="tana")
    told: Tellings = tellings_of(tana)
    count = told["enquiries.count"]
    assert len(count.fresh) == 2
    answer = tana.working_answers["enquiries.count"]
    assert isinstance(answer.value, int)
    assert count.suggestion.answer is not None
    assert count.suggestion.answer.value == answer.value + 2
    assert not told["hosting.people"].fresh
