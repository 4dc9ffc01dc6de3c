"""``remind`` as a timer runs it: in processes of its own, killed half-way, twice, and two at the same time."""

import json
import os
import sqlite3
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import nullcontext
from datetime import timedelta
from pathlib import Path

import pytest
from django.utils import timezone
from tests.databases import own_postgres

from .smtp_server import Post, running

CENTRES = 18
ADDRESSES = "UPDATE registry_organisation SET email = slug || '@post.example' WHERE kind = 'centre'"


class Program:
    """A program in production with a round that has opened, and a mail server beside it."""

    def __init__(self, environment: dict[str, str], post: Post, database: str) -> None:
        self.post = post
        self.database = database
        self.environment = environment | {
            "FRISKLIVSNETT_MODE": "production",
            "FRISKLIVSNETT_SECRET_KEY": "a long random text for tests only, as long as the checks want it",
            "FRISKLIVSNETT_HOSTS": "frisklivsnett.example.no",
            "FRISKLIVSNETT_SMTP_URL": f"smtp-plain://127.0.0.1:{post.port}",
        }
        if database:
            self.environment["FRISKLIVSNETT_DATABASE_URL"] = database
        today = timezone.localdate()
        self.run("migrate")
        self.run("load-registers")
        opens, deadline = today - timedelta(days=1), today + timedelta(days=60)
        self.run(
            "open-round",
            "2025",
            "--form",
            "annual-report",
            "--opens",
            f"{opens}",
            "--deadline",
            f"{deadline}",
        )
        self.ask(ADDRESSES)

    def start(self, *words: str) -> subprocess.Popen[str]:
        command = [sys.executable, "-m", "frisklivsnett", *words]
        return subprocess.Popen(
            command, env=self.environment, stdout=subprocess.PIPE, stderr=subprocess.PIPE, encoding="utf-8"
        )

    def run(self, *words: str) -> str:
        process = self.start(*words)
        said, wrong = process.communicate(timeout=120)
        assert process.returncode == 0, wrong
        return said

    def ask(self, statement: str) -> list[tuple[object, ...]]:
        """Ask the database directly, as another process would."""
        if self.database:
            import psycopg

            with psycopg.connect(self.database) as server:
                found = server.execute(statement.encode())
                return list(found.fetchall()) if found.description else []
        connection = sqlite3.connect(
            Path(self.environment["FRISKLIVSNETT_VAR"]) / "frisklivsnett.sqlite3", timeout=60
        )
        try:
            with connection:
                return connection.execute(statement).fetchall()
        finally:
            connection.close()

    def states(self) -> dict[object, object]:
        return dict(self.ask("SELECT state, count(*) FROM mailing_letter GROUP BY state"))  # type: ignore[arg-type]


@pytest.fixture(
    params=[
        pytest.param("sqlite", marks=pytest.mark.one_database),
        pytest.param("postgres", marks=pytest.mark.postgres),
    ]
)
def program(
    request: pytest.FixtureRequest, program_environment: dict[str, str], tmp_path: Path, db: None
) -> Iterator[Program]:
    environment = program_environment | {"FRISKLIVSNETT_VAR": str(tmp_path)}
    with own_postgres() if request.param == "postgres" else nullcontext() as server, running(Post()) as post:
        yield Program(environment, post, server.get_uri() if server else "")


@pytest.mark.skipif(os.name == "nt", reason="kills a process the way Windows has not")
def test_it_is_killed_run_twice_and_run_by_two_at_once_and_each_letter_is_sent_once(program: Program) -> None:
    ahead = program.run("remind", "--dry-run")
    assert f"2025: invitation would go to {CENTRES} centres, {CENTRES} letters:" in ahead
    assert "  Tana (1)" in ahead
    assert "@" not in ahead
    assert program.states() == {}

    # Killed between taking a letter and hearing that it was sent: some are sent, one nobody knows of, the rest wait.
    program.post.slow = 0.03
    process = program.start("remind")
    while len(program.post.received) < 4:
        time.sleep(0.005)
    process.kill()
    process.communicate()
    program.post.slow = 0
    states = program.states()
    assert states["sending"] == 1
    assert states["queued"] == CENTRES - 1 - int(str(states["sent"]))

    # Two at the same time finish it.
    both = [program.start("remind"), program.start("remind")]
    said = [process.communicate(timeout=120)[0] for process in both]
    assert all(process.returncode == 0 for process in both)
    assert all("No reminders are due." in words and "@" not in words for words in said)
    assert program.states() == {"sending": 1, "sent": CENTRES - 1}
    assert len(program.post.addresses) == len(set(program.post.addresses))
    assert len(program.post.addresses) >= CENTRES - 1

    # The one that nobody knows of is never sent again by itself.
    program.ask("UPDATE mailing_letter SET claimed_at = '2020-01-01T00:00:00+00:00' WHERE state = 'sending'")
    assert "1 uncertain whether sent" in program.run("remind")
    before = len(program.post.addresses)
    assert "none to send now" in program.run("send-letters")
    assert (len(program.post.addresses), program.states()["uncertain"]) == (before, 1)
    events = program.ask("SELECT details FROM audit_event WHERE verb = 'submission.reminded'")
    assert len(events) == CENTRES
    assert all("@" not in json.dumps(event) for event in events)
