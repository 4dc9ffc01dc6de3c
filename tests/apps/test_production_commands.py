"""The first start for real: a database, the registers, an adviser, a round; and people exported and erased."""

import json
import os
import sqlite3
import subprocess
import sys
from pathlib import Path

import pytest

Environment = dict[str, str]
SETTINGS = "frisklivsnett.config.settings"
ADVISER = ("--name", "Dina Dahl", "--role", "adviser", "--organisation", "helsedirektoratet")
ROUND = (
    "open-round",
    "2025",
    "--form",
    "annual-report",
    "--opens",
    "2026-02-02T08:00",
    "--deadline",
    "2026-04-01",
)


def run(
    environment: Environment, *words: str, typed: str | None = None
) -> "subprocess.CompletedProcess[str]":
    command = [sys.executable, "-m", "frisklivsnett", *words]
    done = subprocess.run(
        command, env=environment, input=typed, capture_output=True, encoding="utf-8", check=False
    )
    assert "Traceback" not in done.stderr, done.stderr
    return done


def refused(environment: Environment, *words: str, typed: str | None = None) -> str:
    done = run(environment, *words, typed=typed)
    assert (done.returncode, done.stdout) == (1, ""), done
    return done.stderr


def succeeds(environment: Environment, *words: str, typed: str | None = None) -> str:
    done = run(environment, *words, typed=typed)
    assert done.returncode == 0, done.stderr
    return done.stdout


@pytest.fixture(scope="module")
def started(program_environment: Environment, tmp_path_factory: pytest.TempPathFactory) -> Environment:
    """The environment of a program in production with its database and registers; shared by these tests."""
    environment = program_environment | {"FRISKLIVSNETT_VAR": str(tmp_path_factory.mktemp("production"))}
    succeeds(environment, "migrate")
    succeeds(environment, "load-registers")
    return environment


def test_an_adviser_is_invited_once_and_the_reasons_against_are_told_in_english(started: Environment) -> None:
    said = succeeds(started, "create-user", "Dina@Helsedir.example", *ADVISER)
    assert said.startswith("dina@helsedir.example is invited as adviser in Helsedirektoratet.")
    assert "/invitasjon/?nokkel=" in said.splitlines()[-1]
    assert "already" in refused(started, "create-user", "dina@helsedir.example", *ADVISER)
    assert "email" in refused(started, "create-user", "no address", *ADVISER).lower()
    wrong = refused(started, "create-user", "x@y.example", "--name", "X", "--role", "lead", *ADVISER[4:])
    assert len(wrong.splitlines()) == 1
    nameless = refused(started, "create-user", "x@y.example", "--name", " \n", *ADVISER[2:])
    assert "Type the name" in nameless


def test_an_organisation_that_is_not_there_is_told_with_those_that_are_close(started: Environment) -> None:
    said = refused(started, "create-user", "x@y.example", *ADVISER[:4], "--organisation", "helsedir")
    assert "There is no organisation called helsedir. Did you mean helsedirektoratet?" in said


def test_a_password_is_read_from_standard_input_and_must_be_good(started: Environment) -> None:
    words = ("create-user", "kari@tana.example", "--name", "Kari", "--role", "lead", "--organisation", "tana")
    assert "too short" in refused(started, *words, "--password-file", "-", typed="kort\n")
    succeeds(started, *words, "--password-file", "-", typed="et langt og godt passord\n")


def test_who_has_lost_every_second_factor_gets_a_new_start(started: Environment) -> None:
    words = ("--name", "Ole", "--role", "lead", "--organisation", "tana", "--password-file", "-")
    succeeds(started, "create-user", "ole@tana.example", *words, typed="et langt og godt passord\n")
    assert "Make sure" in refused(started, "forget-factors", "ole@tana.example")
    assert "Taken away: 0." in succeeds(started, "forget-factors", "ole@tana.example", "--yes")
    assert "nobody" in refused(started, "forget-factors", "nobody@tana.example")


def test_a_round_is_opened_once_with_a_report_for_each_centre(started: Environment) -> None:
    assert "18 centres" in succeeds(started, *ROUND)
    assert "already" in refused(started, *ROUND).lower()
    late = (*ROUND[:1], "2026", *ROUND[2:5], "2026-05-01", *ROUND[6:])
    assert "deadline" in refused(started, *late).lower()
    assert "Everything holds." in succeeds(started, "verify")


def test_a_form_that_is_not_there_is_told_with_those_that_are(started: Environment, tmp_path: Path) -> None:
    (tmp_path / "form.json").write_text("{}")
    said = refused(started, *ROUND[:3], "annual", *ROUND[4:])
    assert "There is no form called annual. There are annual-report-1" in said
    assert "is not a form" in refused(started, *ROUND[:3], str(tmp_path / "form.json"), *ROUND[4:])
    assert "cannot be read" in refused(started, *ROUND[:3], str(tmp_path / "none.json"), *ROUND[4:])


def test_a_year_without_agreements_opens_nothing(started: Environment) -> None:
    said = refused(started, "open-round", "2099", *ROUND[2:])
    assert "No centre has an agreement in 2099, so nothing was opened." in said


@pytest.mark.parametrize(
    ("opens", "said"),
    [
        ("soon", "is not a moment"),
        ("2026-02-30", "is not a moment"),
        ("0001-01-01", "is not a moment"),
        ("2026-02-02T08:00+01:00", "time zone"),
    ],
)
def test_a_moment_that_is_none_is_told(started: Environment, opens: str, said: str) -> None:
    done = run(started, *ROUND[:5], opens, *ROUND[6:])
    assert (done.returncode, said in done.stderr) == (2, True)


def test_a_person_is_exported_and_erased_by_address(own_demo: Environment, tmp_path: Path) -> None:
    email = "marit.provestad@tana.example"
    told = json.loads(succeeds(own_demo, "export-person", email, "--demo"))
    assert told["account"]["email"] == email
    succeeds(own_demo, "export-person", email, "--demo", "--out", str(tmp_path / "marit.json"))
    assert json.loads((tmp_path / "marit.json").read_text("utf-8")) == told
    assert os.name == "nt" or (tmp_path / "marit.json").stat().st_mode & 0o077 == 0
    assert "Add --yes" in refused(own_demo, "erase-person", email, "--demo")
    assert json.loads(succeeds(own_demo, "export-person", email, "--demo")) == told
    assert "Erased." in succeeds(own_demo, "erase-person", email, "--demo", "--yes")
    assert "There is nobody with the address" in refused(own_demo, "export-person", email, "--demo")
    assert "Everything holds." in succeeds(own_demo, "verify", "--demo")


def test_a_server_for_real_refuses_the_sample_data_and_says_what_to_do(
    own_demo: Environment, tmp_path: Path
) -> None:
    environment = own_demo | {
        "FRISKLIVSNETT_SECRET_KEY": "q7Yc2nJ0t-RkVwq3dXoZ5mL8sHb1uEaPgT6iNfCy4vWjDx9zKpQ7rSb2M",
        "FRISKLIVSNETT_HOSTS": "127.0.0.1",
    }
    on_the_demo = environment | {"FRISKLIVSNETT_DATABASE_URL": f"sqlite:///{tmp_path}/demo.sqlite3"}
    assert "holds the demo's rounds" in refused(on_the_demo, "serve", "--port", "0")
    with sqlite3.connect(tmp_path / "demo.sqlite3") as database:
        database.execute("UPDATE collection_round SET sample = 0")
    database.close()
    assert "holds the demo's people" in refused(on_the_demo, "serve", "--port", "0")
    words = ("--name", "X", "--role", "lead", "--organisation", "tana")
    assert "is invited" in succeeds(on_the_demo, "create-user", "x@y.example", *words)
    as_demo = on_the_demo | {"FRISKLIVSNETT_MODE": "demo", "DJANGO_SETTINGS_MODULE": SETTINGS}
    done = subprocess.run(
        [sys.executable, "-c", "import frisklivsnett.config.wsgi"],
        env=as_demo,
        capture_output=True,
        encoding="utf-8",
        check=False,
    )
    assert "not sample data" in done.stderr
