"""Tables as JSON and CSV."""

import csv
import json
from decimal import Decimal
from io import StringIO

import pytest
from tests.core.tables.examples import Given, answers_to_all, dataset_of

from frisklivsnett.core.forms.model import Answer
from frisklivsnett.core.tables import as_csv, as_csv_by, as_json, as_json_by, safe_cell, tables
from frisklivsnett.core.tables.output import CSV_COLUMNS, GROUP_COLUMNS, Json


def json_of(question_id: str, *answers: Given | None, language: str = "nb") -> Json:
    [found] = [each for each in as_json(tables(dataset_of(*answers)), language) if each["id"] == question_id]
    return found


def lines_of(content: str) -> list[dict[str, str]]:
    return list(csv.DictReader(StringIO(content)))


def test_a_choice_as_json() -> None:
    found = json_of(
        "channels", {"channels": ("web", "press")}, {"channels": ("web",)}, {"channels": ("none",)}, None
    )
    assert found == {
        "id": "channels",
        "number": 3,
        "type": "multiple",
        "text": "Hvilke kanaler bruker dere?",
        "base": 4,
        "answered": 3,
        "missing": 1,
        "rows": [
            {"code": "web", "label": "Nettside", "n": 2, "share": 2 / 3},
            {"code": "press", "label": "Presse", "n": 1, "share": 1 / 3},
            {"code": "other", "label": "Annet", "n": 0, "share": 0.0},
            {"code": "none", "label": "Ingen", "n": 1, "share": 1 / 3},
        ],
        "specified": [],
    }


def test_json_speaks_the_language_asked_for() -> None:
    found = json_of("channels", None, language="en")
    assert found["text"] == "Which channels do you use?"
    assert [row["label"] for row in found["rows"]] == ["Website", "Press", "Other", "None"]  # type: ignore[attr-defined]


def test_shares_are_null_when_nobody_answered_and_floats_otherwise() -> None:
    assert json_of("mood", None)["rows"] == [
        {"code": "well", "label": "Godt", "n": 0, "share": None},
        {"code": "badly", "label": "Dårlig", "n": 0, "share": None},
    ]
    assert '"share": 1.0' in json.dumps(json_of("mood", {"mood": "well"}))


def test_a_number_as_json() -> None:
    found = json_of("hosting.people", {"hosting.people": Answer(10, approximate=True)}, {"hosting.people": 5})
    assert "rows" not in found
    particular = {
        key: found[key] for key in ("sum", "median", "min", "max", "approximate", "approximate_count")
    }
    assert particular == {
        "sum": 15,
        "median": 7.5,
        "min": 5,
        "max": 10,
        "approximate": True,
        "approximate_count": 1,
    }
    assert json_of("hosting.hours", {"hosting.hours": Decimal("7.25")})["sum"] == 7.25
    assert json_of("hosting.hours", None)["median"] is None


def test_texts_as_json_with_their_centre() -> None:
    found = json_of("words", None, {"words": "Hei\ndu"})
    assert found["texts"] == [{"centre": "B", "text": "Hei\ndu"}]
    assert "rows" not in found


def test_words_that_specify_an_option_as_json() -> None:
    found = json_of("channels", answers_to_all())
    assert found["specified"] == [{"centre": "A", "code": "other", "text": "Plakater"}]


def test_json_by_group() -> None:
    dataset = dataset_of({"mood": "well"}, {"mood": "badly"}, regions=["west", "north"])
    north, west = as_json_by(dataset, "region", "nb")
    assert (north["code"], north["name"], west["code"]) == ("north", "Helse Nord", "west")
    assert north["tables"] != west["tables"]


def test_csv_has_a_line_for_each_question_and_row() -> None:
    content = as_csv(tables(dataset_of(answers_to_all(), None)), "nb")
    assert content.splitlines()[0] == ",".join(CSV_COLUMNS)
    assert [(line["question_id"], line["row_code"]) for line in lines_of(content)] == [
        ("hosting.people", ""),
        ("hosting.hours", ""),
        *(("channels", code) for code in ("web", "press", "other", "none")),
        *(("mood", code) for code in ("well", "badly")),
        ("words", "a"),
        ("started", "a"),
        *(("open", code) for code in ("yes", "no")),
    ]


def test_csv_lines_carry_the_numbers_unrounded() -> None:
    answers: list[Given] = [{"mood": mood, "hosting.people": 4} for mood in ("well", "well", "badly")]
    dataset = dataset_of(*answers, None)
    lines = {
        (line["question_id"], line["row_code"]): line for line in lines_of(as_csv(tables(dataset), "nb"))
    }
    well = lines["mood", "well"]
    assert (well["n"], float(well["share"])) == ("2", 2 / 3)
    assert (well["base"], well["answered"], well["missing"], well["row_label"]) == ("4", "3", "1", "Godt")
    visitors = lines["hosting.people", ""]
    assert (visitors["sum"], visitors["median"], visitors["approximate"], visitors["n"]) == (
        "12",
        "4",
        "false",
        "",
    )


def test_a_text_nobody_answered_still_has_its_line() -> None:
    lines = [
        line for line in lines_of(as_csv(tables(dataset_of(None)), "nb")) if line["question_id"] == "words"
    ]
    assert [(line["text"], line["missing"]) for line in lines] == [("", "1")]


def test_csv_gives_the_words_of_an_option_on_its_line() -> None:
    specified = Answer(("other",), specified={"other": "Plakater"})
    lines = lines_of(as_csv(tables(dataset_of({"channels": specified}, {"channels": specified})), "nb"))
    assert [line["text"] for line in lines if line["row_code"] == "other"] == ["A: Plakater; B: Plakater"]


def test_csv_by_group_has_the_whole_first() -> None:
    dataset = dataset_of({"mood": "well"}, {"mood": "well"}, regions=["west", "north"])
    content = as_csv_by(dataset, "region", "nb")
    assert content.splitlines()[0] == ",".join(GROUP_COLUMNS + CSV_COLUMNS)
    lines = [line for line in lines_of(content) if line["row_code"] == "well"]
    assert [(line["group_code"], line["group"], line["n"]) for line in lines] == [
        ("", "", "2"),
        ("north", "Helse Nord", "1"),
        ("west", "Helse Vest", "1"),
    ]


@pytest.mark.parametrize(
    "words",
    ["=1+1", "+SUM(A1)", "-2+3", "@cmd", "\tx", "\r=1", "\n=1", "  =1+1", "＝1+1", "- kosthold"],
)
def test_cells_are_never_taken_for_formulas(words: str) -> None:
    assert safe_cell(words) == f"'{words}"


@pytest.mark.parametrize("value", ["-5", "+47", "-3,5", "-3.5", -5, -0.5, None, "Hei", "a=b", "", " "])
def test_numbers_and_ordinary_words_stay_as_they_are(value: object) -> None:
    assert safe_cell(value) == value


def test_formulas_in_answers_are_disarmed_in_csv() -> None:
    lines = lines_of(as_csv(tables(dataset_of({"words": '=HYPERLINK("http://x")'})), "nb"))
    assert [line["text"] for line in lines if line["question_id"] == "words"] == ['\'=HYPERLINK("http://x")']


def test_quotes_separators_and_line_breaks_survive_csv() -> None:
    words = 'Si "hei"; til, alle\nsammen'
    lines = lines_of(as_csv(tables(dataset_of({"words": words})), "nb"))
    assert [line["text"] for line in lines if line["question_id"] == "words"] == [words]
