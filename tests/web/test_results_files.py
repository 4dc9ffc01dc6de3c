"""The results as files: the numbers are those of core's own CSV and JSON, and a Norwegian Excel opens them."""

import csv
import io
import json

import pytest
from django.test import Client
from django.utils import translation
from tests.core.tables.examples import answers_to_all, dataset_of

from frisklivsnett.collection.datasets import dataset_of as dataset_of_round
from frisklivsnett.collection.models import Round
from frisklivsnett.core.tables import as_csv, as_json, as_json_by, in_group, tables
from frisklivsnett.registry.models import Role
from frisklivsnett.web.results.files import Extract


def lines_of(raw: bytes) -> list[dict[str, str]]:
    assert raw.startswith(b"\xef\xbb\xbf")
    return list(csv.DictReader(io.StringIO(raw.decode("utf-8-sig"), newline=""), delimiter=";"))


# --- pure: from a dataset to a file ---


def test_the_spreadsheet_has_the_lines_of_core_s_csv() -> None:
    dataset = dataset_of(answers_to_all(), {"hosting.people": 30, "words": "-1+1"}, None)
    plain = list(csv.DictReader(io.StringIO(as_csv(tables(dataset), "nb"), newline="")))
    ours = lines_of(Extract(dataset, "nb").csv())
    assert len(ours) == len(plain) > 10
    for line, same in zip(ours, plain, strict=True):
        assert line["Spørsmåls-ID"] == same["question_id"]
        assert line["Antall"] == same["n"]
        assert line["Andel av dem som har svart"].replace(",", ".") == same["share"]
        assert line["Sum"].replace(",", ".") == same["sum"]
        assert line["Median"].replace(",", ".") == same["median"]
        assert (line["Sentraler i alt"], line["Har svart"], line["Mangler"]) == (
            same["base"],
            same["answered"],
            same["missing"],
        )
        assert line["Tekst"] == same["text"]


def test_decimals_have_a_comma_and_points_in_words_stay() -> None:
    dataset = dataset_of({"hosting.hours": answers_to_all()["hosting.hours"], "words": "Kl. 7.5"})
    lines = {line["Spørsmåls-ID"]: line for line in lines_of(Extract(dataset, "nb").csv())}
    assert lines["hosting.hours"]["Sum"] == "7,5"
    assert lines["words"]["Tekst"] == "Kl. 7.5"
    assert lines["hosting.hours"]["Svartype"] == "desimaltall"
    assert lines["hosting.hours"]["Summen er omtrentlig"] == "nei"


@pytest.mark.parametrize("words", ["=1+1", "+47 1", "@SUM(A1)", "-x", "\t=1"])
def test_no_words_become_a_formula(words: str) -> None:
    (line,) = lines_of(Extract(dataset_of({"words": words}), "nb", question_id="words").csv())
    assert line["Tekst"] == f"'{words}"


def test_semicolons_quotes_and_line_breaks_survive() -> None:
    words = 'en; to "tre"\nfire'
    (line,) = lines_of(Extract(dataset_of({"words": words}), "nb", question_id="words").csv())
    assert line["Tekst"] == words


def test_a_file_of_one_question_has_that_alone_also_by_group() -> None:
    dataset = dataset_of({"words": "a"}, {"words": "b"}, regions=["north", "west"])
    one = Extract(dataset, "nb", question_id="words", by="region")
    assert {line["Spørsmåls-ID"] for line in lines_of(one.csv())} == {"words"}
    assert [line["Gruppe"] for line in lines_of(one.csv())] == ["", "", "Helse Nord", "Helse Vest"]
    assert [[table["id"] for table in group["tables"]] for group in json.loads(one.json())] == [["words"]] * 2


def test_the_name_tells_what_is_in_it() -> None:
    dataset = dataset_of({"words": "a"})
    assert Extract(dataset, "nb").name("csv") == "resultater-2024.csv"
    whole = Extract(dataset, "nb", slug="sporsmal-5", area="Møre og Romsdal", by="county")
    assert whole.name("json") == "resultater-2024-sporsmal-5-more-og-romsdal-fylker.json"
    assert Extract(dataset, "nb", area="Helse Sør-Øst").name("csv") == "resultater-2024-helse-sor-ost.csv"


# --- with the database: through the pages ---

pages = pytest.mark.usefixtures("demo_database", "db")


@pytest.fixture
def adviser(db: None) -> Client:
    client = Client()
    client.force_login(Role.objects.filter(organisation__slug="helsedirektoratet")[0].user)
    return client


@pages
def test_all_tables_as_json_are_those_of_the_command(adviser: Client) -> None:
    response = adviser.get("/runder/2024/resultater/tabeller.json")
    dataset = dataset_of_round(Round.objects.get(report_year=2024))
    assert json.loads(response.content) == as_json(tables(dataset), "nb")
    assert response.headers["Content-Type"] == "application/json"
    assert response.headers["Content-Disposition"] == (
        'attachment; filename="resultater-2024-eksempeldata.json"'
    )


@pages
def test_files_follow_the_area_and_the_groups(adviser: Client) -> None:
    dataset = dataset_of_round(Round.objects.get(report_year=2024))
    north = adviser.get("/runder/2024/resultater/tabeller.json?omrade=helseregion-nord&del=fylke")
    part = in_group(dataset, "health_region", "nord")
    assert json.loads(north.content) == as_json_by(part, "county", "nb")
    assert "resultater-2024-helse-nord-fylker-eksempeldata.json" in north.headers["Content-Disposition"]


@pages
def test_sample_data_is_marked_in_name_and_on_every_line(adviser: Client) -> None:
    response = adviser.get("/runder/2024/resultater/sporsmal-6/tabell.csv")
    assert response.headers["Content-Type"] == "text/csv; charset=utf-8"
    assert response.headers["Content-Disposition"] == (
        'attachment; filename="resultater-2024-sporsmal-6-eksempeldata.csv"'
    )
    lines = lines_of(response.content)
    assert [line["Antall"] for line in lines] == ["11", "16", "9", "17", "14", "16", "18", "17", "17", "0"]
    assert {line["Merknad"] for line in lines} == {"Eksempeldata"}


@pages
def test_texts_are_in_the_language_of_the_page(adviser: Client) -> None:
    adviser.cookies["sprak"] = "en"
    with translation.override("nb"):
        listed = json.loads(adviser.get("/runder/2024/resultater/sporsmal-5/tabell.json").content)
    assert listed[0]["rows"][0]["label"] == "Healthy life centres"
