"""Backup and restore: what comes back is what was there, on either database; what will not do changes nothing."""

import json
import os
import shutil
import sqlite3
import subprocess
import sys
import zipfile
from collections.abc import Callable, Iterator
from contextlib import closing
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import psycopg
import pytest
from django.apps import apps

from frisklivsnett.safekeeping.archive import kind_of
from frisklivsnett.safekeeping.tables import kept

Environment = dict[str, str]
SAVING = """
import itertools, sys
from frisklivsnett.commands.program import start
start(demo=True)
from frisklivsnett.collection.actions import save_answers
from frisklivsnett.collection.models import Submission
from frisklivsnett.core.forms import Answer
report = Submission.objects.filter(round__report_year=2025)[0]
for number in itertools.count(1):
    save_answers(submission=report, changes={"hosting.people": Answer(number)}, by=None)
    print(number, flush=True)
"""


def run(environment: Environment, *words: object) -> "subprocess.CompletedProcess[str]":
    command = [sys.executable, "-m", "frisklivsnett", *(str(word) for word in words)]
    done = subprocess.run(command, env=environment, capture_output=True, encoding="utf-8", check=False)
    assert "Traceback" not in done.stderr, done.stderr
    return done


def succeeds(environment: Environment, *words: object) -> str:
    done = run(environment, *words)
    assert done.returncode == 0, done.stderr
    return done.stdout


@pytest.fixture(scope="module")
def backed_up(
    program_environment: Environment, made_demo: Path, tmp_path_factory: pytest.TempPathFactory
) -> Environment:
    """The environment of the demo, on SQLite, that ``backup`` is of."""
    folder = tmp_path_factory.mktemp("backed-up")
    shutil.copy(made_demo / "demo.sqlite3", folder)
    return program_environment | {"FRISKLIVSNETT_VAR": str(folder)}


@pytest.fixture(scope="module")
def backup(backed_up: Environment, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A backup of the demo; what it holds is also what ``own_demo`` has at first."""
    file = tmp_path_factory.mktemp("backup") / "demo.zip"
    assert "rows of" in succeeds(backed_up, "backup", "--demo", "--out", file)
    return file


@pytest.fixture
def empty(program_environment: Environment, tmp_path: Path) -> Environment:
    """The environment of a program with no database yet, on SQLite."""
    return program_environment | {"FRISKLIVSNETT_VAR": str(tmp_path)}


@pytest.fixture
def postgres(empty: Environment) -> Iterator[Environment]:
    """The same, with an empty database on the PostgreSQL that the tests run on."""
    address = os.environ["FRISKLIVSNETT_DATABASE_URL"]
    with psycopg.connect(address, autocommit=True) as server:
        server.execute("CREATE DATABASE restored")
    yield empty | {"FRISKLIVSNETT_DATABASE_URL": urlsplit(address)._replace(path="/restored").geturl()}
    with psycopg.connect(address, autocommit=True) as server:
        server.execute("DROP DATABASE restored WITH (FORCE)")


def tables_in(file: Path) -> list[dict[str, Any]]:
    """What a backup's manifest tells of each table: name, columns, rows, hash and last number."""
    with zipfile.ZipFile(file) as archive:
        tables: list[dict[str, Any]] = json.loads(archive.read("manifest.json"))["tables"]
    return tables


def report_of(environment: Environment, folder: Path) -> str:
    succeeds(environment, "report", 2024, "--demo", "--draft", "--out", folder, "--format", "html")
    return (folder / "rapport-2024.html").read_text(encoding="utf-8")


def rewritten(backup: Path, to: Path, change: Callable[[str, bytes], bytes | None]) -> Path:
    """Copy a backup, with each part as ``change`` makes it; None leaves it out. The zip itself is whole."""
    with zipfile.ZipFile(backup) as old, zipfile.ZipFile(to, "w") as new:
        for name in old.namelist():
            if (content := change(name, old.read(name))) is not None:
                new.writestr(name, content)
    return to


def in_manifest(change: Callable[[dict[str, Any]], object]) -> Callable[[str, bytes], bytes]:
    def rewrite(name: str, content: bytes) -> bytes:
        if name != "manifest.json":
            return content
        manifest = json.loads(content)
        change(manifest)
        return json.dumps(manifest).encode()

    return rewrite


# --- there and back ---


def test_what_is_restored_has_the_same_rows_and_makes_the_same_report(
    backed_up: Environment, backup: Path, empty: Environment, tmp_path: Path
) -> None:
    assert succeeds(empty, "restore", backup, "--demo").startswith("Restored: ")
    again = tmp_path / "again.zip"
    succeeds(empty, "backup", "--demo", "--out", again)
    assert tables_in(again) == tables_in(backup)
    assert "Everything holds." in succeeds(empty, "verify", "--demo", "--since", backup, "--since", again)
    assert report_of(empty, tmp_path / "here") == report_of(backed_up, tmp_path / "there")
    assert sorted(path.name for path in tmp_path.iterdir() if path.is_file()) == [
        *("again.zip", "demo.sqlite3", "secret-key")
    ]


@pytest.mark.postgres
@pytest.mark.django_db
def test_a_backup_moves_from_sqlite_to_postgresql_and_back(
    backed_up: Environment, backup: Path, empty: Environment, postgres: Environment, tmp_path: Path
) -> None:
    succeeds(postgres, "restore", backup, "--demo")
    from_postgres = tmp_path / "postgres.zip"
    succeeds(postgres, "backup", "--demo", "--out", from_postgres)
    assert tables_in(from_postgres) == tables_in(backup)
    assert "Everything holds." in succeeds(postgres, "verify", "--demo", "--since", backup)
    assert report_of(postgres, tmp_path / "here") == report_of(backed_up, tmp_path / "there")
    succeeds(empty, "restore", from_postgres, "--demo")
    succeeds(empty, "backup", "--demo", "--out", tmp_path / "back.zip")
    assert tables_in(tmp_path / "back.zip") == tables_in(backup)


def test_only_its_owner_may_read_a_backup_and_no_log_in_is_in_it(backup: Path) -> None:
    assert os.name == "nt" or backup.stat().st_mode & 0o777 == 0o600
    assert "accounts_session" not in {table["name"] for table in tables_in(backup)}


def test_a_number_that_a_row_had_is_not_given_to_another_after_a_restore(
    backup: Path, empty: Environment, tmp_path: Path
) -> None:
    later = rewritten(
        backup,
        tmp_path / "later.zip",
        in_manifest(
            lambda manifest: [
                table.update(last_number=500)
                for table in manifest["tables"]
                if table["name"] == "registry_user"
            ]
        ),
    )
    succeeds(empty, "restore", later, "--demo")
    with closing(sqlite3.connect(tmp_path / "demo.sqlite3")) as database:
        assert database.execute(
            "INSERT INTO registry_user (password, email, name, language, is_active, created_at)"
            " VALUES ('', 'x@y.example', 'X', 'nb', 1, '2025-01-01') RETURNING id"
        ).fetchone() == (501,)


def test_a_backup_by_an_older_program_gets_the_tables_that_came_later(
    backup: Path, empty: Environment, tmp_path: Path
) -> None:
    def is_late(name: str) -> bool:
        return "publication" in name

    def rewind(manifest: dict[str, Any]) -> None:
        manifest["migrations"] = [each for each in manifest["migrations"] if not is_late(each[0])]
        manifest["tables"] = [table for table in manifest["tables"] if not is_late(table["name"])]

    older = rewritten(
        backup,
        tmp_path / "older.zip",
        lambda name, content: None if is_late(name) else in_manifest(rewind)(name, content),
    )
    succeeds(empty, "restore", older, "--demo")
    assert "Everything holds." in succeeds(empty, "verify", "--demo", "--since", older)


def test_backups_made_while_people_save_are_of_one_moment_and_hold_nobody_up(
    own_demo: Environment, tmp_path: Path
) -> None:
    files = [tmp_path / f"{number}.zip" for number in range(2)]
    with subprocess.Popen(
        [sys.executable, "-c", SAVING], env=own_demo, stdout=subprocess.PIPE, encoding="utf-8"
    ) as saving:
        assert saving.stdout
        saving.stdout.readline()
        for file in files:
            succeeds(own_demo, "backup", "--demo", "--out", file)
        assert saving.poll() is None
        saving.kill()
        saved = int(saving.stdout.read().splitlines()[-1])
    assert saved > 30
    for file in files:
        succeeds(own_demo, "restore", file, "--demo", "--replace")
        assert "Everything holds." in succeeds(own_demo, "verify", "--demo", "--since", file)


def test_a_folder_of_backups_keeps_the_new_ones_and_other_files_and_is_what_the_log_is_held_against(
    backup: Path, own_demo: Environment, tmp_path: Path
) -> None:
    folder = tmp_path / "backups"
    folder.mkdir()
    recent = f"frisklivsnett-{datetime.now(UTC) - timedelta(days=8):%Y-%m-%d-%H%M%S}.zip"
    for name in ("frisklivsnett-2020-01-31-023000.zip", recent, "before.zip"):
        (folder / name).write_bytes(backup.read_bytes())
    said = succeeds(own_demo, "backup", "--demo", "--into", folder, "--keep", 9)
    assert "frisklivsnett-2020-01-31-023000.zip: removed" in said
    left = sorted(path.name for path in folder.iterdir())
    assert left[:2] == ["before.zip", recent]
    assert len(left) == 3
    assert "Everything holds." in succeeds(own_demo, "verify", "--demo", "--since", folder)
    with closing(sqlite3.connect(tmp_path / "demo.sqlite3")) as database:
        database.execute("DROP TRIGGER audit_event_no_delete")
        database.execute("DELETE FROM audit_event WHERE id > (SELECT max(id) - 1 FROM audit_event)")
        database.commit()
    assert (
        "it was noted as the end of the log, and is gone"
        in run(own_demo, "verify", "--demo", "--since", folder).stderr
    )


def test_every_kind_of_column_can_be_written() -> None:
    for model in kept(apps.get_models(include_auto_created=True)):
        for field in model._meta.concrete_fields:
            assert kind_of(field)


# --- what will not do ---


def cut_off(backup: Path, to: Path) -> Path:
    to.write_bytes(backup.read_bytes()[:-4000])
    return to


def scratched(backup: Path, to: Path) -> Path:
    content = bytearray(backup.read_bytes())
    content[len(content) // 3] ^= 0xFF
    to.write_bytes(content)
    return to


def with_a_changed_row(backup: Path, to: Path) -> Path:
    return rewritten(backup, to, lambda _, content: content.replace(b"Tana", b"Vana"))


def without_a_row(backup: Path, to: Path) -> Path:
    def cut(name: str, content: bytes) -> bytes:
        return content.partition(b"\n")[2] if name == "tables/collection_answer.jsonl" else content

    return rewritten(backup, to, cut)


def without_a_table(backup: Path, to: Path) -> Path:
    return rewritten(backup, to, lambda name, content: None if "collection_answer" in name else content)


def without_a_manifest(backup: Path, to: Path) -> Path:
    return rewritten(backup, to, lambda name, content: None if name == "manifest.json" else content)


def of_a_newer_program(backup: Path, to: Path) -> Path:
    return rewritten(
        backup, to, in_manifest(lambda manifest: manifest["migrations"].append(["registry", "0999_later"]))
    )


def of_something_else(_: Path, to: Path) -> Path:
    with zipfile.ZipFile(to, "w") as archive:
        archive.writestr("manifest.json", '{"format": "something else"}')
    return to


def no_zip(_: Path, to: Path) -> Path:
    to.write_text("These are words.")
    return to


def no_file(_: Path, to: Path) -> Path:
    return to


@pytest.mark.parametrize(
    ("broken", "said"),
    [
        (cut_off, "is not a backup, or only a part of one"),
        (scratched, "is damaged"),
        (with_a_changed_row, "is not what the manifest tells"),
        (without_a_row, "collection_answer is not what the manifest tells"),
        (without_a_table, "collection_answer cannot be read"),
        (without_a_manifest, "it has no manifest"),
        (of_a_newer_program, "made by a newer program"),
        (of_something_else, "is not a backup of this program"),
        (no_zip, "is not a backup"),
        (no_file, "No such file or directory"),
    ],
)
def test_a_file_that_will_not_do_is_refused_in_words_and_changes_nothing(
    backup: Path,
    empty: Environment,
    tmp_path: Path,
    broken: Callable[[Path, Path], Path],
    said: str,
) -> None:
    there = tmp_path / "demo.sqlite3"
    there.write_bytes(b"whatever was there")
    refused = run(empty, "restore", broken(backup, tmp_path / "broken.zip"), "--demo", "--replace")
    assert refused.returncode == 1
    assert said in refused.stderr
    assert len(refused.stderr.splitlines()) == 1
    assert there.read_bytes() == b"whatever was there"


def test_data_that_is_there_is_not_replaced_unless_asked(
    backup: Path, own_demo: Environment, tmp_path: Path
) -> None:
    before = (tmp_path / "demo.sqlite3").read_bytes()
    refused = run(own_demo, "restore", backup, "--demo")
    assert (refused.returncode, "Add --replace" in refused.stderr) == (1, True)
    assert (tmp_path / "demo.sqlite3").read_bytes() == before
    succeeds(own_demo, "restore", backup, "--demo", "--replace")


def test_a_database_with_nothing_but_its_tables_takes_a_backup(
    backup: Path, empty: Environment, tmp_path: Path
) -> None:
    succeeds(empty, "migrate")
    succeeds(empty, "restore", backup)
    assert (tmp_path / "frisklivsnett.sqlite3").exists()
    assert "Everything holds." in succeeds(empty, "verify", "--since", backup)


def test_a_broken_database_is_replaced_when_asked(backup: Path, empty: Environment, tmp_path: Path) -> None:
    (tmp_path / "demo.sqlite3").write_bytes(b"This was a database once. " * 400)
    assert run(empty, "restore", backup, "--demo").returncode == 1
    succeeds(empty, "restore", backup, "--demo", "--replace")
    assert "Everything holds." in succeeds(empty, "verify", "--demo")


def test_another_programs_database_is_left_alone(backup: Path, empty: Environment, tmp_path: Path) -> None:
    with closing(sqlite3.connect(tmp_path / "demo.sqlite3")) as database:
        database.execute("CREATE TABLE recipes (name text)")
    refused = run(empty, "restore", backup, "--demo", "--replace")
    assert (refused.returncode, "not this program's (recipes)" in refused.stderr) == (1, True)


def test_a_sqlite_database_in_use_is_not_pulled_from_under_people(
    backup: Path, own_demo: Environment, tmp_path: Path
) -> None:
    with closing(sqlite3.connect(tmp_path / "demo.sqlite3")) as people:
        people.execute("PRAGMA journal_mode=WAL")
        people.execute("SELECT count(*) FROM registry_user").fetchone()
        refused = run(own_demo, "restore", backup, "--demo", "--replace")
    assert (refused.returncode, "Stop the program first" in refused.stderr) == (1, True)


FAILING = """
import sys
from frisklivsnett.commands.program import start
start(demo=True)
from frisklivsnett.safekeeping import restoring
restoring.digest_of = lambda model: "another"
restoring.restore(__import__("pathlib").Path(sys.argv[1]), replace=True)
"""


def fails_at_the_end(environment: Environment, backup: Path) -> None:
    command = [sys.executable, "-c", FAILING, str(backup)]
    failed = subprocess.run(command, env=environment, capture_output=True, encoding="utf-8", check=False)
    assert "did not come back as it was, so nothing was changed" in failed.stderr


def test_a_restore_that_fails_at_the_end_leaves_what_was_there(
    backup: Path, own_demo: Environment, tmp_path: Path
) -> None:
    fails_at_the_end(own_demo, backup)
    assert sorted(path.name for path in tmp_path.iterdir()) == ["demo.sqlite3", "secret-key"]
    assert "Everything holds." in succeeds(own_demo, "verify", "--demo", "--since", backup)


@pytest.mark.postgres
@pytest.mark.django_db
def test_on_postgresql_a_restore_is_one_transaction_and_asks_before_it_replaces(
    backup: Path, postgres: Environment
) -> None:
    succeeds(postgres, "restore", backup, "--demo")
    with psycopg.connect(postgres["FRISKLIVSNETT_DATABASE_URL"]) as database:
        database.execute("UPDATE registry_user SET name = 'Mari Endret' WHERE email LIKE '%@tana.example'")
    assert "Add --replace" in run(postgres, "restore", backup, "--demo").stderr
    fails_at_the_end(postgres, backup)
    with psycopg.connect(postgres["FRISKLIVSNETT_DATABASE_URL"]) as database:
        changed = database.execute("SELECT count(*) FROM registry_user WHERE name = 'Mari Endret'").fetchone()
        assert changed
        assert changed[0] > 0
    succeeds(postgres, "restore", backup, "--demo", "--replace")
    assert "Everything holds." in succeeds(postgres, "verify", "--demo", "--since", backup)
