"""Blocks that results need: groups side by side, a number centre by centre, and its sum at a glance."""

from dataclasses import replace

import pytest
from tests.core.tables.examples import GROUP_NAMES, centre, form_of

from frisklivsnett.core.documents.blocks import base_note, number_table
from frisklivsnett.core.documents.model import DataTable
from frisklivsnett.core.documents.results import centre_figure, cross_block, number_note, number_summary
from frisklivsnett.core.forms import Answer
from frisklivsnett.core.tables import Dataset, NumberTable, cross_table, dataset_from_answers, table

CENTRES = (
    centre("Bodø"),
    centre("Tana"),
    centre("Bergen", "west"),
    centre("Åsnes", "east"),
)


@pytest.fixture
def answers() -> Dataset:
    """Two in the north, one in the west, and one in the east that has answered nothing."""
    given = [
        {
            "hosting.people": Answer(40, approximate=True),
            "channels": Answer(("web",)),
            "words": Answer("Takk"),
        },
        {"hosting.people": Answer(12), "channels": Answer(("web", "press"))},
        {"hosting.people": Answer(0), "channels": Answer(("none",)), "words": Answer("Ja")},
        None,
    ]
    return dataset_from_answers(form_of(), 2024, CENTRES, given, GROUP_NAMES)


def lines(shown: DataTable) -> list[list[str]]:
    rows = [*shown.rows, *([shown.total] if shown.total else [])]
    return [[head.text for head in shown.heads], *([cell.text for cell in row] for row in rows)]


def crossed(dataset: Dataset, question_id: str, language: str = "nb") -> list[list[str]]:
    found = cross_table(dataset, question_id, "region")
    return lines(cross_block(found, language, block_id="x", caption="x").table)


def test_a_choice_has_a_column_for_each_group_and_one_for_all(answers: Dataset) -> None:
    assert crossed(answers, "channels") == [
        ["Svaralternativ", "Helse Nord", "Helse Vest", "Helse Sør-Øst", "Alle"],
        ["Nettside", "2", "0", "–", "2"],
        ["Presse", "1", "0", "–", "1"],
        ["Annet", "0", "0", "–", "0"],
        ["Ingen", "0", "1", "–", "1"],
        ["Har svart", "2 av 2", "1 av 1", "0 av 1", "3 av 4"],
    ]


def test_a_number_has_its_measures_by_group_with_its_own_marks(answers: Dataset) -> None:
    found = crossed(answers, "hosting.people")
    assert found[0][1:] == ["Helse Nord", "Helse Vest", "Helse Sør-Øst", "Alle"]
    assert found[1] == ["Sum", "ca.\N{NO-BREAK SPACE}52", "0", "–", "ca.\N{NO-BREAK SPACE}52"]
    assert [row[3] for row in found[1:5]] == ["–"] * 4
    assert found[-1] == ["Har svart", "2 av 2", "1 av 1", "0 av 1", "3 av 4"]


def test_texts_are_listed_group_by_group(answers: Dataset) -> None:
    assert crossed(answers, "words")[1:] == [["Bodø", "Helse Nord", "Takk"], ["Bergen", "Helse Vest", "Ja"]]


def test_those_who_belong_nowhere_have_a_column_of_their_own(answers: Dataset) -> None:
    lost = replace(answers, respondents=(*answers.respondents[:3], centre("Åsnes", "")))
    assert crossed(lost, "channels", "nn")[0][-2:] == ["Utan gruppe", "Alle"]


def test_each_centre_has_a_line_whether_it_answered_or_not(answers: Dataset) -> None:
    figure = centre_figure(answers, "hosting.people", "nb", block_id="x", caption="x", sort=True)
    assert lines(figure.table)[1:] == [
        ["Bodø", "ca.\N{NO-BREAK SPACE}40"],
        ["Tana", "12"],
        ["Bergen", "0"],
        ["Åsnes", "Ikke svart"],
    ]
    assert [row[1].value for row in figure.table.rows] == [40, 12, 0, None]
    assert "Høyest: Bodø (ca.\N{NO-BREAK SPACE}40). Lavest: Bergen (0)." in figure.alt
    assert figure.chart.unit == "Antall besøkende i 2024"


def test_only_a_number_can_be_drawn_centre_by_centre(answers: Dataset) -> None:
    with pytest.raises(TypeError, match="channels is not"):
        centre_figure(answers, "channels", "nb", block_id="x", caption="x")


@pytest.mark.parametrize("language", ["nb", "nn", "en"])
def test_a_number_at_a_glance_says_what_its_line_in_the_report_says(answers: Dataset, language: str) -> None:
    counted = table(answers, "hosting.people")
    assert isinstance(counted, NumberTable)
    lying = number_table([counted], language, block_id="x", caption="x").table
    upright = number_summary(counted, language, block_id="x", caption="x").table
    heads, (row,) = [head.text for head in lying.heads], lying.rows
    assert lines(upright)[1:] == [
        [head, cell.text] for head, cell in zip(heads[1:-1], row[1:-1], strict=True)
    ]
    note = number_note(counted, language)
    assert ("«Ca.»" in note) or ("“About”" in note)
    assert "3" in note
    assert "4" in note


def test_one_centre_is_told_of_in_the_singular(answers: Dataset) -> None:
    def note(place: int) -> str:
        alone = dataset_from_answers(
            form_of(), 2024, CENTRES[:1], [{"hosting.people": Answer(1)} if place == 0 else None]
        )
        return base_note(table(alone, "hosting.people"), "nb")

    assert note(0) == "Den ene sentralen har svart."
    assert note(1) == "Den ene sentralen har ikke svart."
