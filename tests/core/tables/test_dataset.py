"""Building datasets, and taking parts of them."""

from dataclasses import replace

import pytest
from tests.core.tables.examples import GROUP_NAMES, OPEN, VISITORS, centre, dataset_of, form_of

from frisklivsnett.core.forms.model import Answer, Condition, Operator, Test
from frisklivsnett.core.tables import NumberTable, dataset_from_answers, in_group, split, subset, table


def test_a_dataset_has_a_place_for_everyone_in_every_column() -> None:
    dataset = dataset_of({"mood": "well"}, None, {"words": "Hei"})
    assert set(dataset.columns) == {question.id for question in dataset.form.questions}
    assert list(dataset.columns["mood"].values) == ["well", None, None]
    assert list(dataset.columns["words"].values) == [None, None, "Hei"]


def test_answers_may_be_a_stream() -> None:
    stream = ({"mood": Answer(mood)} for mood in ("well", "badly"))
    dataset = dataset_from_answers(form_of(), 2024, [centre("A"), centre("B")], stream, sample=True)
    assert list(dataset.columns["mood"].values) == ["well", "badly"]
    assert dataset.sample


@pytest.mark.parametrize("count", [0, 1, 3])
def test_answers_and_respondents_must_be_as_many(count: int) -> None:
    with pytest.raises(ValueError, match=r"2 respondents"):
        dataset_from_answers(form_of(), 2024, [centre("A"), centre("B")], [None] * count)


def test_an_answer_to_a_question_the_form_lacks_is_an_error() -> None:
    with pytest.raises(ValueError, match=r"A answers 'moood', which the form lacks"):
        dataset_of({"moood": "well"})


def test_an_answer_to_a_question_that_is_hidden_is_not_counted() -> None:
    only_when_open = Condition((Test(OPEN.id, Operator.EQUAL, True),))
    form = form_of(OPEN, replace(VISITORS, condition=only_when_open))
    dataset = dataset_of(
        {"open": True, "hosting.people": 3},
        {"open": False, "hosting.people": 40},
        {"hosting.people": 500},
        form=form,
    )
    counted = table(dataset, "hosting.people")
    assert isinstance(counted, NumberTable)
    assert (counted.sum, counted.answered, counted.missing) == (3, 1, 2)


def test_groups_come_in_the_order_of_their_names_and_only_those_with_respondents() -> None:
    dataset = dataset_of(None, None, None, regions=["east", "north", "east"])
    groups = split(dataset, "region")
    assert [(group.code, group.name, group.dataset.base) for group in groups] == [
        ("north", "Helse Nord", 1),
        ("east", "Helse Sør-Øst", 2),
    ]
    assert [respondent.name for respondent in groups[1].dataset.respondents] == ["A", "C"]


def test_respondents_of_unnamed_groups_and_of_none_come_last_and_are_not_lost() -> None:
    dataset = dataset_of(None, None, None, regions=["", "atlantis", "west"])
    groups = split(dataset, "region")
    assert [(group.code, group.name) for group in groups] == [
        ("west", "Helse Vest"),
        ("atlantis", "atlantis"),
        ("", ""),
    ]


def test_a_part_keeps_its_approximate_marks_and_its_words_in_their_new_places() -> None:
    dataset = dataset_of(
        {"hosting.people": 1},
        {"hosting.people": Answer(2, approximate=True)},
        {"channels": Answer(("other",), specified={"other": "Plakater"})},
        regions=["north", "west", "west"],
    )
    west = in_group(dataset, "region", "west")
    assert west.columns["hosting.people"].approximate == frozenset({0})
    assert west.columns["channels"].specified == {1: {"other": "Plakater"}}
    assert in_group(dataset, "region", "north").columns["hosting.people"].approximate == frozenset()


def test_a_subset_counts_only_those_kept() -> None:
    dataset = dataset_of(*({"hosting.people": n} for n in (1, 20, 300)))
    counted = table(subset(dataset, lambda respondent: respondent.name != "B"), "hosting.people")
    assert isinstance(counted, NumberTable)
    assert (counted.base, counted.sum) == (2, 301)


def test_a_group_without_respondents_is_an_empty_dataset() -> None:
    dataset = in_group(dataset_of({"mood": "well"}), "region", "west")
    assert table(dataset, "mood").base == 0
    assert dataset.group_names == GROUP_NAMES
