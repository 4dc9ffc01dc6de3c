"""The sample answers of 2024: what they add up to, and that they hang together."""

import json
import os
import subprocess
import sys
from collections import Counter
from collections.abc import Mapping
from functools import cache
from pathlib import Path

import pytest

import frisklivsnett
from frisklivsnett.core.forms import Answers, Form, read_form
from frisklivsnett.core.tables import (
    ChoiceTable,
    NumberTable,
    Respondent,
    TextTable,
    dataset_from_answers,
    table,
)
from frisklivsnett.demo.answers import holds, sample_answers
from frisklivsnett.demo.targets import read_pools, read_targets

PACKAGE = Path(frisklivsnett.__file__).parent
TARGETS = read_targets(2024)

# Counted by hand in the published report of 2024, apart from the data file that the generator reads.
PUBLISHED = {
    "communication.activities": (11, 16, 9, 17, 14, 16, 18, 17, 17, 0),
    "communication.audiences": (14, 14, 16, 13, None, 14, 12, 18, 1),
    "governor.own_county": (3, None, None, 3, None),
    "governor.other_counties": (None, None, None, None, None, None, 15, None),
    "county_council.own_county": (4, None, None, 6, None),
    "county_council.other_counties": (None, None, 1, None, None, None, 12, None),
    "research.participation": (12, 12, 5, 6, 10, 17, 1, 3),
}
MOST_HOSTED = {
    "healthy_life_centres",
    "interns",
    "health_students",
    "own_health_services",
    "specialist_health_service",
}
NOT_HOSTED = {"district_psychiatric_centre", "other"}


@cache
def form() -> Form:
    return read_form(json.loads((PACKAGE / "data/forms/annual-report-1.json").read_text(encoding="utf-8")))


@cache
def sample(seed: str = "") -> Mapping[str, Answers]:
    return sample_answers(form(), TARGETS, read_pools(), seed)


def counted(question_id: str, seed: str = "") -> ChoiceTable | NumberTable | TextTable:
    answers = sample(seed)
    respondents = [Respondent(slug, slug) for slug in answers]
    return table(dataset_from_answers(form(), 2024, respondents, answers.values()), question_id)


def ticks(question_id: str, seed: str = "") -> dict[str, int]:
    found = counted(question_id, seed)
    assert isinstance(found, ChoiceTable)
    return {row.code: row.n for row in found.rows}


def number(slug: str, question_id: str) -> int:
    value = sample()[slug][question_id].value
    assert isinstance(value, int)
    return value


def words(slug: str, question_id: str) -> str:
    answer = sample()[slug].get(question_id)
    return str(answer.value) if answer else ""


@pytest.mark.parametrize("seed", ["", "2025", "another"])
@pytest.mark.parametrize("question_id", PUBLISHED)
def test_options_are_ticked_as_often_as_published_whatever_the_seed(question_id: str, seed: str) -> None:
    found = tuple(ticks(question_id, seed).values())
    assert len(found) == len(PUBLISHED[question_id])
    assert [
        n for n, published in zip(found, PUBLISHED[question_id], strict=True) if published is not None
    ] == [published for published in PUBLISHED[question_id] if published is not None]


def test_people_hosted_add_up_with_four_large_centres_and_two_unsure() -> None:
    people = counted("hosting.people")
    assert isinstance(people, NumberTable)
    assert (people.sum, people.answered, people.approximate_count) == (310, 18, 2)
    numbers = [number(slug, "hosting.people") for slug in sample()]
    assert [35 <= n <= 60 for n in numbers].count(True) == 4
    assert max(numbers) <= 60


def test_organisations_add_up_and_no_more_of_them_came_than_people() -> None:
    organisations = counted("hosting.organisations")
    assert isinstance(organisations, NumberTable)
    assert (organisations.sum, organisations.approximate) == (47, False)
    assert all(number(slug, "hosting.organisations") <= number(slug, "hosting.people") for slug in sample())


def test_the_eighteen_visitors_of_table_1_and_the_private_actors_of_the_prose_came() -> None:
    found = ticks("hosting.visitor_types")
    assert {code for code, n in found.items() if n == 0} == NOT_HOSTED
    assert len(found) - len(NOT_HOSTED) == 18 + 1


def test_the_five_visitors_that_the_prose_names_first_are_the_most_frequent() -> None:
    found = ticks("hosting.visitor_types")
    assert min(found[code] for code in MOST_HOSTED) > max(
        n for code, n in found.items() if code not in MOST_HOSTED
    )


def test_nobody_ticks_more_kinds_of_visitors_than_people_came() -> None:
    for slug, answers in sample().items():
        assert len(answers["hosting.visitor_types"].value) <= number(slug, "hosting.people")  # type: ignore[arg-type]


def test_co_operation_with_other_counties_goes_with_co_operation_in_the_own_county() -> None:
    for answers in sample().values():
        if not holds("governor.other_counties=none", answers):
            assert holds("governor.own_county", answers)
        if holds("county_council.other_counties=fixed_meetings", answers):
            assert holds("county_council.own_county=fixed_meetings", answers)


def test_an_option_that_excludes_the_others_stands_alone() -> None:
    for answers in sample().values():
        for question in form().questions:
            value = answers[question.id].value if question.id in answers else ()
            if isinstance(value, tuple) and any(
                option.exclusive and option.code in value for option in question.options
            ):
                assert len(value) == 1


def test_the_centre_without_research_says_so_in_words_too() -> None:
    (slug,) = [slug for slug, answers in sample().items() if holds("research.participation=none", answers)]
    assert words(slug, "research.institutions").startswith("Ingen")
    assert "Eksempel" not in words(slug, "research.publications")
    assert not holds("governor.own_county=research", sample()[slug])
    assert not holds("county_council.own_county=research", sample()[slug])


def test_options_that_ask_for_words_get_them_and_no_others_do() -> None:
    for answers in sample().values():
        for question_id, answer in answers.items():
            asking = {option.code for option in form().question(question_id).options if option.specify}
            ticked = asking.intersection(answer.value) if isinstance(answer.value, tuple) else set()
            assert set(answer.specified) == ticked
            assert all(answer.specified.values())


def test_the_other_audience_is_the_minority_population() -> None:
    found = counted("communication.audiences")
    assert isinstance(found, ChoiceTable)
    (given,) = [given.words for given in found.specified if given.option_code == "other"]
    assert "minoritetsbakgrunn" in given
    assert "flyktning" in given


def test_required_questions_are_answered_and_some_comments_left_out() -> None:
    for question in form().questions:
        found = counted(question.id)
        assert found.answered == 18 if question.required else found.answered <= 18
    assert 0 < counted("centres.comments").answered < 18
    assert 0 < counted("feedback.other").answered < 18


def test_centres_write_different_things() -> None:
    for question in form().questions:
        if question.type.value == "text" and question.id != "research.publications":
            found = counted(question.id)
            assert isinstance(found, TextTable)
            commonest = Counter(given.words for given in found.texts).most_common(1)[0][1]
            assert commonest <= 2, question.id


def test_publications_are_marked_as_made_up_and_come_from_centres_that_give_data() -> None:
    for slug, answers in sample().items():
        if "«" in words(slug, "research.publications"):
            assert words(slug, "research.publications").startswith(("«Eksempel: ", "«Example: "))
            assert holds("research.participation=data_to_studies", answers)


def test_some_write_nynorsk() -> None:
    assert any(
        " ikkje " in words(slug, id_) or "Korleis" in words(slug, id_)
        for slug in sample()
        for id_ in sample()[slug]
    )


def test_sixteen_send_on_time_and_two_late() -> None:
    late = sorted(
        centre.sent_at.date().isoformat()
        for centre in TARGETS.centres
        if centre.sent_at.date() > TARGETS.round.deadline
    )
    assert late == ["2025-04-03", "2025-04-08"]
    assert len(TARGETS.centres) == 18
    assert all(
        TARGETS.round.opens_at < centre.sent_at < TARGETS.round.closes_at for centre in TARGETS.centres
    )


def test_the_answers_are_the_same_in_a_process_with_another_hash_seed() -> None:
    script = (
        "import json; from pathlib import Path; from frisklivsnett.core.forms import read_form;"
        "from frisklivsnett.demo.answers import sample_answers;"
        "from frisklivsnett.demo.targets import read_pools, read_targets;"
        f"form = read_form(json.loads(Path({str(PACKAGE / 'data/forms/annual-report-1.json')!r}).read_text('utf-8')));"
        "print(repr(sample_answers(form, read_targets(2024), read_pools())), end='')"
    )
    environment = os.environ | {
        "PYTHONPATH": str(PACKAGE.parent),
        "PYTHONHASHSEED": "77",
        "PYTHONIOENCODING": "utf-8",
    }
    other = subprocess.run(
        [sys.executable, "-c", script], env=environment, capture_output=True, check=True, encoding="utf-8"
    )
    assert other.stdout == repr(dict(sample()))
