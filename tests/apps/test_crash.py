"""«Lagret» means saved: killed under load at random moments, the server loses nothing that it has acknowledged.

A few times each in a common run. ``FRISKLIVSNETT_CRASHES=300`` kills it three hundred times on each database; ``-s``
prints the figures.
"""

import os
import subprocess
import sys
import time
from pathlib import Path
from typing import Any

import psutil
import pytest
from django.db import connection
from tests.crashing import Crew, Server, moments
from tests.databases import own_postgres

CRASHES = int(os.environ.get("FRISKLIVSNETT_CRASHES", "8"))
VERIFY_EVERY = 10

pytestmark = pytest.mark.skipif(os.name == "nt", reason="kills a group of processes, which Windows has not")


def verify(environment: dict[str, str]) -> None:
    command = [sys.executable, "-m", "frisklivsnett", "verify", "--demo"]
    done = subprocess.run(command, env=environment, capture_output=True, encoding="utf-8", check=False)
    assert done.returncode == 0, done.stderr
    assert "Everything holds." in done.stdout


def test_on_sqlite_nothing_acknowledged_is_lost(own_demo: dict[str, str]) -> None:
    server = Server(own_demo)
    crew = Crew(own_demo, server.port)
    try:
        for number, moment in enumerate(moments(CRASHES, crew.tally), 1):
            server.start()
            with crew.at_work():
                time.sleep(moment)
                server.kill()
            crew.tally.kills += 1
            crew.check()
            if number % VERIFY_EVERY == 0:
                verify(own_demo)
        verify(own_demo)
    finally:
        server.kill()
    print(f"\nSQLite: {crew.tally}")
    assert crew.tally.saves > CRASHES
    assert crew.tally.sent > 0


@pytest.mark.postgres
@pytest.mark.django_db
def test_on_postgresql_nothing_acknowledged_is_lost_also_when_the_database_server_is_killed(
    program_environment: dict[str, str], tmp_path: Path
) -> None:
    with own_postgres() as postgres:
        places = {"FRISKLIVSNETT_DATABASE_URL": postgres.get_uri(), "FRISKLIVSNETT_VAR": str(tmp_path)}
        environment = program_environment | places
        server = Server(environment)
        try:
            crew = Crew(environment, server.port)
            for number, moment in enumerate(moments(CRASHES, crew.tally), 1):
                if server.process is None:
                    server.start()
                with crew.at_work():
                    time.sleep(moment)
                    if number % 4 == 0:  # the database alone, and the program must find its way back to it
                        kill_database(postgres)
                        crew.tally.database_kills += 1
                    elif number % 8 == 3:
                        kill_database(postgres)
                        server.kill()
                        crew.tally.database_kills += 1
                    else:
                        server.kill()
                crew.tally.kills += 1
                postgres.ensure_postgres_running()
                crew.check()
                if number % VERIFY_EVERY == 0:
                    verify(environment)
            verify(environment)
        finally:
            server.kill()
    print(f"\nPostgreSQL: {crew.tally}")
    assert crew.tally.saves > CRASHES
    assert crew.tally.sent > 0
    assert crew.tally.database_kills > 0


def kill_database(postgres: Any) -> None:
    """Kill the database server with all of its processes, as when the machine loses its power."""
    postmaster = psutil.Process(postgres.get_pid())
    processes = [postmaster, *postmaster.children(recursive=True)]
    for process in processes:
        process.kill()
    psutil.wait_procs(processes, timeout=60)


@pytest.mark.django_db
def test_the_database_waits_for_the_disk_before_it_says_that_something_is_saved() -> None:
    # Killing processes cannot show this: what the system has in memory outlives them. Losing the power would.
    asked = (
        ["PRAGMA synchronous"] if connection.vendor == "sqlite" else ["SHOW fsync", "SHOW synchronous_commit"]
    )
    with connection.cursor() as cursor:
        for question in asked:
            cursor.execute(question)
            assert cursor.fetchone() in [(2,), ("on",)]
