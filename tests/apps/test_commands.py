"""The command line: what it prints, and what it says when something is wrong."""

import csv
import io
import json
import os
import re
import signal
import socket
import subprocess
import sys
import urllib.request
from pathlib import Path
from urllib.parse import urlencode

import pytest

from frisklivsnett.commands import COMMANDS, main

FORM = Path(__file__).parents[2] / "src/frisklivsnett/data/forms/annual-report-1.json"
Done = subprocess.CompletedProcess[str]


def run(environment: dict[str, str], *words: str) -> Done:
    """Run the program in a process of its own; none of its failures is a traceback."""
    command = [sys.executable, "-m", "frisklivsnett", *words]
    done = subprocess.run(command, env=environment, capture_output=True, encoding="utf-8", check=False)
    assert "Traceback" not in done.stderr, done.stderr
    return done


@pytest.fixture
def empty_environment(program_environment: dict[str, str], tmp_path: Path) -> dict[str, str]:
    """The environment of a program that has made nothing yet, in production."""
    return program_environment | {"FRISKLIVSNETT_VAR": str(tmp_path / "var")}


# --- tables ---


def test_tables_prints_a_list_with_a_question_each_and_nothing_else(demo_environment: dict[str, str]) -> None:
    done = run(demo_environment, "tables", "2024", "--demo", "--format", "json")
    assert (done.returncode, done.stderr) == (0, "")
    tables = json.loads(done.stdout)
    assert [table["number"] for table in tables] == list(range(1, 20))
    counted = {table["id"]: table for table in tables}
    assert all(table["base"] == 18 == table["answered"] + table["missing"] for table in tables)
    people = counted["hosting.people"]
    assert (people["sum"], people["approximate"], "rows" in people) == (310, True, False)
    assert people["min"] < people["median"] < people["max"]
    media = counted["communication.activities"]["rows"][2]
    assert (media["code"], media["n"], media["share"]) == ("national_media", 9, 0.5)
    assert media["label"].startswith("Vi har bidratt til regionale/nasjonale")
    assert {"centre", "text"} <= counted["partners.other"]["texts"][0].keys()


def test_tables_speaks_the_language_asked_for(demo_environment: dict[str, str]) -> None:
    asked = {
        language: json.loads(run(demo_environment, "tables", "2024", "--demo", "--lang", language).stdout)[0][
            "text"
        ]
        for language in ("nb", "nn", "en")
    }
    assert len(set(asked.values())) == 3


def test_tables_as_csv_has_a_line_for_each_question_and_row(demo_environment: dict[str, str]) -> None:
    done = run(demo_environment, "tables", "2024", "--demo", "--format", "csv")
    lines = list(csv.DictReader(io.StringIO(done.stdout)))
    assert len({line["question_id"] for line in lines}) == 19
    talks = [line for line in lines if line["row_code"] == "conference_talks"]
    assert [line["n"] for line in talks] == ["14"]


def test_tables_by_region_add_up_to_the_whole(demo_environment: dict[str, str]) -> None:
    regions = json.loads(run(demo_environment, "tables", "2024", "--demo", "--by", "region").stdout)
    assert {region["code"]: region["tables"][0]["base"] for region in regions} == {
        "nord": 4,
        "midt": 2,
        "vest": 3,
        "sor-ost": 9,
    }
    assert sum(region["tables"][2]["sum"] for region in regions) == 310


def test_tables_by_county_put_tana_in_finnmark(demo_environment: dict[str, str]) -> None:
    counties = json.loads(run(demo_environment, "tables", "2024", "--demo", "--by", "county").stdout)
    assert {county["name"]: county["tables"][0]["base"] for county in counties}["Finnmark"] == 1


def test_tables_are_written_to_a_file(demo_environment: dict[str, str], tmp_path: Path) -> None:
    done = run(demo_environment, "tables", "2024", "--demo", "--out", str(tmp_path / "tables.json"))
    assert (done.returncode, done.stdout) == (0, "")
    assert len(json.loads((tmp_path / "tables.json").read_text(encoding="utf-8"))) == 19


def test_a_file_that_cannot_be_written_is_said(demo_environment: dict[str, str], tmp_path: Path) -> None:
    done = run(demo_environment, "tables", "2024", "--demo", "--out", str(tmp_path / "no" / "tables.json"))
    assert (done.returncode, done.stdout) == (1, "")
    assert "tables.json cannot be written: No such file or directory." in done.stderr


def test_a_year_without_a_round_is_said_with_those_that_have_one(demo_environment: dict[str, str]) -> None:
    done = run(demo_environment, "tables", "2019", "--demo")
    assert (done.returncode, done.stdout) == (1, "")
    assert done.stderr == "frisklivsnett: There is no round for 2019. There are rounds for 2024 and 2025.\n"


def test_without_a_database_it_says_how_to_get_one(empty_environment: dict[str, str]) -> None:
    done = run(empty_environment, "tables", "2024")
    assert (done.returncode, done.stdout) == (1, "")
    assert "There is no database at" in done.stderr
    assert "migrate" in done.stderr


def test_a_file_that_is_no_database_is_said(empty_environment: dict[str, str], tmp_path: Path) -> None:
    file = tmp_path / "words.sqlite3"
    file.write_text("These are words, and they are not a database at all. " * 40)
    environment = empty_environment | {"FRISKLIVSNETT_DATABASE_URL": f"sqlite:///{file}"}
    for words in (["tables", "2024"], ["tables", "2024", "--demo"], ["migrate"]):
        done = run(environment, *words)
        assert done.returncode == 1
        assert "The database cannot be used: file is not a database" in done.stderr
    assert file.read_text().startswith("These are words")


@pytest.mark.parametrize(
    "address",
    ["sqlite//nowhere", "mongodb://host/name", "mysql://host/name", "sqlite://:memory:", "postgresql://["],
)
def test_a_wrong_database_address_is_said(
    empty_environment: dict[str, str], address: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    done = run(empty_environment | {"FRISKLIVSNETT_DATABASE_URL": address}, "tables", "2024", "--demo")
    assert done.returncode == 1
    assert done.stderr.startswith("frisklivsnett: FRISKLIVSNETT_DATABASE_URL is not a database address.")
    assert len(done.stderr.splitlines()) == 1


def test_a_database_server_that_does_not_answer_is_said(empty_environment: dict[str, str]) -> None:
    environment = empty_environment | {"FRISKLIVSNETT_DATABASE_URL": "postgresql://127.0.0.1:1/none"}
    done = run(environment, "tables", "2024", "--demo")
    assert done.returncode == 1
    assert "The database cannot be used: connection failed" in done.stderr


def test_a_reader_that_goes_away_is_no_failure_to_speak_of(demo_environment: dict[str, str]) -> None:
    command = [sys.executable, "-m", "frisklivsnett", "tables", "2024", "--demo"]
    with subprocess.Popen(
        command, env=demo_environment, stdout=subprocess.PIPE, stderr=subprocess.PIPE
    ) as process:
        assert process.stdout
        assert process.stderr
        process.stdout.close()
        assert process.stderr.read() == b""


# --- words that mean nothing here ---


@pytest.mark.parametrize(
    ("words", "said"),
    [
        ([], "command"),
        (["tabels"], "invalid choice: 'tabels'"),
        (["tables"], "YEAR"),
        (["tables", "last"], "'last' is not a year, such as 2024"),
        (["tables", "999999"], "is not a year"),
        (["tables", "2024", "--format", "xml"], "invalid choice: 'xml'"),
        (["tables", "2024", "--lang", "se"], "invalid choice: 'se'"),
        (["demo", "--port", "70000"], "is not a port"),
        (["demo", "--host", "0.0.0.0"], "unrecognized arguments"),
    ],
)
def test_words_that_mean_nothing_are_refused(
    words: list[str], said: str, capsys: pytest.CaptureFixture[str]
) -> None:
    with pytest.raises(SystemExit) as stopped:
        main(words)
    assert stopped.value.code == 2
    assert said in capsys.readouterr().err


def test_the_help_names_every_command_and_does_not_wake_django(demo_environment: dict[str, str]) -> None:
    script = (
        "import sys; from frisklivsnett.commands import parser;"
        "print(parser().format_help()); print('django' in sys.modules)"
    )
    done = subprocess.run(
        [sys.executable, "-c", script],
        env=demo_environment,
        capture_output=True,
        encoding="utf-8",
        check=True,
    )
    assert all(command.word in done.stdout for command in COMMANDS)
    assert done.stdout.endswith("False\n")


# --- forms ---


def test_a_form_that_will_do_is_said_to(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["check-forms", str(FORM)]) == 0
    assert "annual-report 1, 7 sections, 19 questions" in capsys.readouterr().out


def test_what_is_wrong_with_a_form_is_said_with_the_place(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    broken = json.loads(FORM.read_text(encoding="utf-8"))
    broken["sections"][0]["questions"][2]["type"] = "guess"
    ours, fhir, words = tmp_path / "ours.json", tmp_path / "fhir.json", tmp_path / "words.json"
    ours.write_text(json.dumps(broken), encoding="utf-8")
    fhir.write_text('{"resourceType": "Patient"}', encoding="utf-8")
    words.write_text("not JSON", encoding="utf-8")
    assert main(["check-forms", str(ours), str(fhir), str(words), str(tmp_path / "none.json")]) == 1
    said = capsys.readouterr().err
    assert "sections[0].questions[2].type" in said
    assert "Questionnaire" in said
    assert "words.json: the file is not JSON" in said
    assert "none.json cannot be read: No such file or directory." in said


# --- the program's own database ---


def test_a_database_is_made_and_the_registers_loaded_twice_alike(empty_environment: dict[str, str]) -> None:
    assert run(empty_environment, "migrate").returncode == 0
    first = run(empty_environment, "load-registers")
    assert (first.returncode, " 0 changed" in first.stdout) == (0, True)
    assert "Registers loaded: 0 rows added, 0 changed" in run(empty_environment, "load-registers").stdout
    assert run(empty_environment, "tables", "2024").stderr.endswith("There are none at all yet.\n")


def test_a_broken_register_file_is_said_and_nothing_changed(
    empty_environment: dict[str, str], tmp_path: Path
) -> None:
    run(empty_environment, "migrate")
    (tmp_path / "registers").mkdir()
    done = run(empty_environment, "load-registers", str(tmp_path / "registers"))
    assert done.returncode == 1
    assert "nothing was changed" in done.stderr
    assert "places.csv" in done.stderr


KEY = {"FRISKLIVSNETT_SECRET_KEY": "x" * 50}


@pytest.mark.parametrize(
    ("given", "lacking"),
    [
        ({}, "SECRET_KEY"),
        ({"FRISKLIVSNETT_SECRET_KEY": "frisklivsnett"}, "SECRET_KEY"),
        (KEY, "HOSTS"),
        (KEY | {"FRISKLIVSNETT_HOSTS": "*"}, "HOSTS"),
        (KEY | {"FRISKLIVSNETT_HOSTS": "https://frisklivsnett.example.no"}, "HOSTS"),
    ],
)
def test_the_real_server_refuses_to_start_without_what_keeps_it_safe(
    empty_environment: dict[str, str], given: dict[str, str], lacking: str
) -> None:
    done = run(empty_environment | given, "serve", "--port", "0")
    assert done.returncode == 1
    assert f"Set FRISKLIVSNETT_{lacking}" in done.stderr


def test_the_real_server_makes_no_database_of_its_own(empty_environment: dict[str, str]) -> None:
    settings = empty_environment | KEY | {"FRISKLIVSNETT_HOSTS": "frisklivsnett.example.no"}
    for _ in range(2):
        assert "There is no database at" in run(settings, "serve", "--port", "0").stderr


# --- the demo ---


def test_the_demo_answers_where_it_says_names_its_people_and_stops_when_asked(
    demo_environment: dict[str, str],
) -> None:
    command = [sys.executable, "-m", "frisklivsnett", "demo", "--port", "0"]
    with subprocess.Popen(command, env=demo_environment, stdout=subprocess.PIPE, encoding="utf-8") as process:
        assert process.stdout
        said: list[str] = []
        while "Ctrl+C" not in "".join(said):
            line = process.stdout.readline()
            assert line, "it stopped by itself"
            said.append(line.strip())
        address = next(line for line in said if line.startswith("http://127.0.0.1:"))
        with urllib.request.urlopen(address) as answer:
            assert answer.status == 200
            assert "Frisklivsnett" in answer.read().decode()
        assert sum(", " in line for line in said) >= 22
        process.send_signal(signal.SIGINT)
        assert process.wait(timeout=60) == 0


def test_the_first_demo_which_has_just_made_its_data_writes_a_pdf_on_request(
    program_environment: dict[str, str], tmp_path: Path
) -> None:
    """The PDF compiler has threads, and a worker forked from the process that has made PDFs would lack them."""
    command = [sys.executable, "-m", "frisklivsnett", "demo", "--port", "0"]
    environment = program_environment | {"FRISKLIVSNETT_VAR": str(tmp_path)}
    with subprocess.Popen(command, env=environment, stdout=subprocess.PIPE, encoding="utf-8") as process:
        assert process.stdout
        address = next(line.strip() for line in process.stdout if "http://127.0.0.1:" in line)
        browser = urllib.request.build_opener(urllib.request.HTTPCookieProcessor())
        try:
            page = browser.open(f"{address}logg-inn/", timeout=60).read().decode()
            token = re.search(r'name="csrfmiddlewaretoken" value="(\w+)"', page)
            user = re.search(r'name="user" value="(\d+)">\s*<span[^>]*>Logg inn som Marit', page)
            assert token
            assert user
            fields = urlencode({"csrfmiddlewaretoken": token[1], "user": user[1]}).encode()
            browser.open(f"{address}logg-inn/demo/", fields, timeout=60)
            made = browser.open(f"{address}aktivitet/tana/aar/2024/aaret-vaart.pdf", timeout=60).read()
        finally:
            process.send_signal(signal.SIGINT)
    assert made.startswith(b"%PDF-")


def test_a_port_that_is_taken_is_said(demo_environment: dict[str, str]) -> None:
    with socket.create_server(("127.0.0.1", 0)) as other:
        port = other.getsockname()[1]
        done = run(demo_environment, "demo", "--port", str(port))
    assert done.returncode == 1
    assert f"Port {port} is taken" in done.stderr


@pytest.mark.skipif(not hasattr(os, "geteuid") or os.geteuid() == 0, reason="root may write anywhere")
def test_a_folder_that_cannot_be_written_is_said(demo_environment: dict[str, str], tmp_path: Path) -> None:
    tmp_path.chmod(0o500)
    done = run(demo_environment | {"FRISKLIVSNETT_VAR": str(tmp_path / "var")}, "tables", "2024", "--demo")
    tmp_path.chmod(0o700)
    assert done.returncode == 1
    assert "cannot be" in done.stderr
