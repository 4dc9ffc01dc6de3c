"""What all tests share. Which database they run on is in databases.py."""

import importlib
import os
import shutil
import signal
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from hypothesis import settings
from tests.once import folder_of_the_run, made_once

if TYPE_CHECKING:
    from playwright.sync_api import Browser
    from pytest_django import DjangoDbBlocker

ROOT = Path(__file__).resolve().parent.parent
AXE = ROOT / "node_modules/axe-core/axe.min.js"
CHROMIUMS = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
# Quiet: a browser in a test asks no other host for anything. As root Chromium has no sandbox to offer.
CHROMIUM_ARGUMENTS = [
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--disable-dev-shm-usage",
    *(["--no-sandbox"] if hasattr(os, "geteuid") and os.geteuid() == 0 else []),
]

# A slow machine is no fault of the code; in CI the same examples come every time.
settings.register_profile("here", deadline=None)
settings.register_profile("ci", deadline=None, derandomize=True)
settings.load_profile("ci" if os.environ.get("CI") else "here")


@pytest.fixture(scope="session")
def django_db_modify_db_settings(tmp_path_factory: pytest.TempPathFactory) -> None:
    """Keep SQLite's test database in a file: what serves a browser then has connections of its own, as in production.

    One in memory is one connection for all threads, where a page still being read gets «database table is locked».
    """
    from django.conf import settings

    database = settings.DATABASES["default"]
    if database["ENGINE"].endswith("sqlite3"):
        database.setdefault("TEST", {})["NAME"] = str(tmp_path_factory.mktemp("database") / "test.sqlite3")


@pytest.fixture(autouse=True)
def log_emptied(request: pytest.FixtureRequest) -> Iterator[None]:
    """Empties the event log after a test that commits: Django's own emptying leaves a table that only takes additions.

    Else a test that comes later in the same process, in whatever order, would find another test's events.
    """
    yield
    marker = request.node.get_closest_marker("django_db")
    if "transactional_db" in request.fixturenames or (marker and marker.kwargs.get("transaction")):
        with request.getfixturevalue("django_db_blocker").unblock():
            empty_the_log()


def empty_the_log() -> None:
    from django.db import connection, transaction

    made_by = importlib.import_module("frisklivsnett.audit.migrations.0001_initial")
    triggers = {"sqlite": made_by.SQLITE, "postgresql": made_by.POSTGRESQL}[connection.vendor]
    with transaction.atomic(), connection.cursor() as cursor:
        for statement in (*triggers["remove"], "DELETE FROM audit_event", *triggers["make"]):
            cursor.execute(statement)


@pytest.fixture(scope="session")
def chromium() -> "Iterator[Browser]":
    """The system's Chromium, driven by Playwright. Give each test a context of its own: `chromium.new_context()`.

    Set FRISKLIVSNETT_CHROMIUM to use one that is not on the path. Without any the test fails in CI, and is skipped
    elsewhere.
    """
    names = (os.environ.get("FRISKLIVSNETT_CHROMIUM", ""), *CHROMIUMS)
    path = next((found for name in names if name and (found := shutil.which(name))), None)
    if path is None:
        reason = "no Chromium on this machine; set FRISKLIVSNETT_CHROMIUM if it has another name"
        pytest.fail(reason) if os.environ.get("CI") else pytest.skip(reason)
    from playwright.sync_api import sync_playwright

    # Playwright runs an event loop in this thread, and Django takes that for asynchronous code.
    os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "true"
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=path, args=CHROMIUM_ARGUMENTS)
        yield browser
        browser.close()


@pytest.fixture(scope="session")
def axe_script() -> str:
    """axe-core's source, for `page.evaluate` (a script tag would be stopped by the Content-Security-Policy)."""
    return AXE.read_text("utf-8")


@pytest.fixture(scope="session")
def program_environment() -> dict[str, str]:
    """Environment of a process that runs the program, on SQLite; FRISKLIVSNETT_VAR, where it keeps it, is to be set."""
    ours = ("FRISKLIVSNETT_MODE", "FRISKLIVSNETT_DATABASE_URL", "FRISKLIVSNETT_VAR")
    inherited = {name: value for name, value in os.environ.items() if name not in ours}
    return inherited | {"PYTHONPATH": str(ROOT / "src"), "PYTHONWARNINGS": "error"}


@pytest.fixture(scope="session")
def made_demo(program_environment: dict[str, str], tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with the demo as the program makes it at its first start, made once for all processes of a run.

    ``demo.sqlite3`` is its database, to be copied; ``rows.json`` is what ``tests.demo_rows`` puts in.
    """

    def make(folder: Path) -> None:
        folder.mkdir()
        environment = program_environment | {
            "FRISKLIVSNETT_VAR": str(folder),
            "PYTHONPATH": os.pathsep.join([str(ROOT / "src"), str(ROOT)]),
        }
        command = [sys.executable, "-m", "tests.demo_rows", str(folder / "rows.json")]
        subprocess.run(command, env=environment, check=True)

    return made_once(folder_of_the_run(tmp_path_factory) / "made-demo", make)


@pytest.fixture(scope="module")
def demo_database(
    django_db_setup: None, django_db_blocker: "DjangoDbBlocker", made_demo: Path
) -> Iterator[None]:
    """The demo's data in the test database, for the tests of a module; each test's own changes are undone.

    Made as of today, so that the round of 2025 is open. A test with ``live_server`` takes ``demo_data`` instead.
    """
    from django.db import transaction
    from tests.demo_rows import put_in

    from frisklivsnett.registry import places

    with django_db_blocker.unblock():
        with transaction.atomic():
            put_in(made_demo / "rows.json")
            yield
            transaction.set_rollback(True)
        places.forget()


@pytest.fixture
def demo_data(transactional_db: None, made_demo: Path) -> None:
    """The demo's data, committed, for one test: what ``live_server`` then serves."""
    from tests.demo_rows import put_in

    put_in(made_demo / "rows.json")


@pytest.fixture(scope="session")
def demo_environment(
    program_environment: dict[str, str], made_demo: Path, tmp_path_factory: pytest.TempPathFactory
) -> dict[str, str]:
    """Environment of a process that runs the program on a demo that the tests of a session share."""
    folder = tmp_path_factory.mktemp("demo")
    shutil.copy(made_demo / "demo.sqlite3", folder / "demo.sqlite3")
    return program_environment | {"FRISKLIVSNETT_VAR": str(folder)}


@pytest.fixture
def own_demo(program_environment: dict[str, str], made_demo: Path, tmp_path: Path) -> dict[str, str]:
    """The same on a demo that is this test's own, in ``tmp_path``."""
    shutil.copy(made_demo / "demo.sqlite3", tmp_path / "demo.sqlite3")
    return program_environment | {"FRISKLIVSNETT_VAR": str(tmp_path)}


@pytest.fixture(scope="session")
def demo_server(demo_environment: dict[str, str]) -> Iterator[str]:
    """The address of a running demo, ending in a slash. Its database is shared by all the tests of a session."""
    command = [sys.executable, "-m", "frisklivsnett", "demo", "--port", "0"]
    with subprocess.Popen(command, env=demo_environment, stdout=subprocess.PIPE, encoding="utf-8") as process:
        assert process.stdout
        said = iter(process.stdout)
        address = next((line.strip() for line in said if line.strip().startswith("http://")), None)
        assert address, "the demo did not start"
        yield address
        process.send_signal(signal.SIGINT)
