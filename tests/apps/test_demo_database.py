"""Making the demo's database: never half-made, never over other data, never twice unless asked to."""

import json
import os
import shutil
import sqlite3
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import urlsplit

import psycopg
import pytest


def program(*words: str, environment: dict[str, str]) -> "subprocess.CompletedProcess[str]":
    command = [sys.executable, "-m", "frisklivsnett", *words]
    return subprocess.run(command, env=environment, capture_output=True, encoding="utf-8", check=False)


SCRIPT = """
import sys
from frisklivsnett.commands.program import make_demo, start
start(demo=True)
print(make_demo(fresh="fresh" in sys.argv))
"""


def make(environment: dict[str, str], *words: str) -> "subprocess.CompletedProcess[str]":
    command = [sys.executable, "-c", SCRIPT, *words]
    return subprocess.run(command, env=environment, capture_output=True, encoding="utf-8", check=False)


@pytest.fixture
def empty(program_environment: dict[str, str], tmp_path: Path) -> dict[str, str]:
    return program_environment | {"FRISKLIVSNETT_VAR": str(tmp_path)}


def rename_tana(file: Path) -> None:
    with sqlite3.connect(file) as database:
        database.execute("UPDATE registry_user SET name = 'Mari Endret' WHERE email LIKE '%@harstad.example'")
    database.close()


def is_renamed(file: Path) -> bool:
    with sqlite3.connect(file) as database:
        found = database.execute("SELECT count(*) FROM registry_user WHERE name = 'Mari Endret'").fetchone()
    database.close()
    return bool(found[0])


def test_a_second_start_keeps_what_was_tried_out_and_a_fresh_one_does_not(
    own_demo: dict[str, str], tmp_path: Path
) -> None:
    file = tmp_path / "demo.sqlite3"
    rename_tana(file)
    assert make(own_demo).stdout == "False\n"
    assert is_renamed(file)
    assert make(own_demo, "fresh").stdout == "True\n"
    assert not is_renamed(file)
    assert sorted(path.name for path in tmp_path.iterdir()) == ["demo.sqlite3", "secret-key"]


def test_a_build_that_fails_leaves_nothing_and_the_old_one_as_it_was(
    empty: dict[str, str], made_demo: Path, tmp_path: Path
) -> None:
    broken = SCRIPT.replace(
        "print(", "import frisklivsnett.demo.build as b\nb.open_round = lambda **_: 1 / 0\nprint("
    )
    command = [sys.executable, "-c", broken, "fresh"]
    assert subprocess.run(command, env=empty, capture_output=True, check=False).returncode == 1
    assert [path.name for path in tmp_path.iterdir()] == ["secret-key"]
    shutil.copy(made_demo / "demo.sqlite3", tmp_path / "demo.sqlite3")
    rename_tana(tmp_path / "demo.sqlite3")
    assert subprocess.run(command, env=empty, capture_output=True, check=False).returncode == 1
    assert is_renamed(tmp_path / "demo.sqlite3")
    assert sorted(path.name for path in tmp_path.iterdir()) == ["demo.sqlite3", "secret-key"]


@pytest.mark.parametrize("words", [(), ("fresh",)])
def test_other_data_is_never_touched(
    own_demo: dict[str, str], tmp_path: Path, words: tuple[str, ...]
) -> None:
    file = (tmp_path / "demo.sqlite3").rename(tmp_path / "real.sqlite3")
    address = own_demo | {"FRISKLIVSNETT_DATABASE_URL": f"sqlite:///{file}"}
    with sqlite3.connect(file) as database:
        database.execute("UPDATE collection_round SET sample = 0 WHERE report_year = 2025")
    database.close()
    before = file.read_bytes()
    refused = make(address, *words)
    assert refused.returncode == 1
    assert "holds data that is not sample data" in refused.stderr
    assert file.read_bytes() == before


def test_an_older_demo_gets_its_new_tables_and_keeps_its_data(
    own_demo: dict[str, str], tmp_path: Path
) -> None:
    file = tmp_path / "demo.sqlite3"
    rename_tana(file)
    with sqlite3.connect(file) as database:
        tables = database.execute(
            "SELECT name FROM sqlite_master WHERE type = 'table' AND name GLOB 'accounts_*'"
        )
        for (table,) in tables.fetchall():
            database.execute(f"DROP TABLE {table}")
        database.execute("DELETE FROM django_migrations WHERE app = 'accounts'")
    database.close()
    assert make(own_demo).stdout == "False\n"
    with sqlite3.connect(file) as database:
        assert database.execute("SELECT count(*) FROM accounts_session").fetchone() == (0,)
    database.close()
    assert is_renamed(file)


@pytest.fixture
def postgres_environment(program_environment: dict[str, str], tmp_path: Path) -> Iterator[dict[str, str]]:
    """A PostgreSQL database of its own, on the server that the tests run on."""
    address = os.environ["FRISKLIVSNETT_DATABASE_URL"]
    with psycopg.connect(address, autocommit=True) as server:
        server.execute("CREATE DATABASE demo_build")
    changed = urlsplit(address)._replace(path="/demo_build").geturl()
    yield program_environment | {"FRISKLIVSNETT_DATABASE_URL": changed, "FRISKLIVSNETT_VAR": str(tmp_path)}
    with psycopg.connect(address, autocommit=True) as server:
        server.execute("DROP DATABASE demo_build WITH (FORCE)")


@pytest.mark.postgres
@pytest.mark.django_db
def test_on_postgresql_it_is_built_kept_and_built_anew(postgres_environment: dict[str, str]) -> None:
    assert [make(postgres_environment).stdout, make(postgres_environment).stdout] == ["True\n", "False\n"]
    assert make(postgres_environment, "fresh").stdout == "True\n"
    printed = program("tables", "2024", "--demo", environment=postgres_environment)
    counted = {table["id"]: table for table in json.loads(printed.stdout)}
    assert counted["hosting.people"]["sum"] == 310
    with psycopg.connect(postgres_environment["FRISKLIVSNETT_DATABASE_URL"], autocommit=True) as database:
        database.execute("UPDATE collection_round SET sample = false")
    refused = make(postgres_environment, "fresh")
    assert (refused.returncode, "not sample data" in refused.stderr) == (1, True)
