"""Tables by group."""

from tests.core.tables.examples import QUESTIONS, dataset_of

from frisklivsnett.core.tables import cross_table, cross_tables


def test_a_choice_is_counted_by_group_with_its_total() -> None:
    dataset = dataset_of(
        *({"channels": codes} for codes in [("web",), ("web", "press"), ("none",)]),
        None,
        regions=["west", "north", "west", "west"],
    )
    crossed = cross_table(dataset, "channels", "region")
    assert [(part.name, part.table.base, part.table.answered) for part in crossed.parts] == [
        ("Helse Nord", 1, 1),
        ("Helse Vest", 3, 2),
    ]
    assert [(row.code, row.values, row.total) for row in crossed.rows] == [
        ("web", (1, 1), 2),
        ("press", (1, 0), 1),
        ("other", (0, 0), 0),
        ("none", (0, 1), 1),
    ]


def test_a_number_is_summed_by_group() -> None:
    dataset = dataset_of(*({"hosting.people": n} for n in (10, 20, 5)), regions=["west", "north", "west"])
    crossed = cross_table(dataset, "hosting.people", "region")
    assert [(row.code, row.values, row.total) for row in crossed.rows] == [("sum", (20, 15), 35)]


def test_texts_have_parts_but_no_rows() -> None:
    crossed = cross_table(dataset_of({"words": "Hei"}), "words", "region")
    assert crossed.rows == ()
    assert [part.table.answered for part in crossed.parts] == [1]


def test_every_question_can_be_crossed_at_once() -> None:
    dataset = dataset_of({"mood": "well"}, {"mood": "badly"}, regions=["north", "west"])
    crossed = cross_tables(dataset, "region")
    assert [each.question.id for each in crossed] == [question.id for question in QUESTIONS]
    assert crossed[3] == cross_table(dataset, "mood", "region")
