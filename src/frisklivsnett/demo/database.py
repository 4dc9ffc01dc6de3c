"""The demo's database: made when it is not there, kept when it is, and never half-made.

On SQLite it is built in a file beside its place and moved there when it is whole. On PostgreSQL all of it is one
transaction. A database that holds anything but sample data is left alone, whatever was asked for.
"""

import os
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime
from enum import Enum, auto
from pathlib import Path

from django.core.management import call_command
from django.db import connection, transaction
from django.db.migrations.executor import MigrationExecutor

from frisklivsnett.collection.models import Round
from frisklivsnett.demo.build import fill
from frisklivsnett.registry.models import User


class NotADemoError(Exception):
    """The database holds data that is not sample data, so the demo keeps away from it."""

    def __init__(self) -> None:
        super().__init__(
            "The database holds data that is not sample data, so the demo leaves it alone. "
            "Set FRISKLIVSNETT_DATABASE_URL to another database, or unset it."
        )


class State(Enum):
    """What is in the database."""

    EMPTY = auto()
    DEMO = auto()
    OTHER = auto()


def ensure_demo(now: datetime, *, fresh: bool = False) -> bool:
    """See to it that the database is the demo's; return whether it had to be built (``fresh``: always).

    What has been tried out in it stays, also when the program has got new tables since. Raises ``NotADemoError``
    when the database holds other data, ``OSError`` when its folder cannot be written.
    """
    state = _state()
    if state is State.OTHER:
        raise NotADemoError
    if state is State.DEMO and not fresh:
        if _lacks_migrations():
            call_command("migrate", verbosity=0)
        return False
    if connection.vendor == "sqlite":
        with _built_beside():
            _build(now)
    else:
        with transaction.atomic():
            if state is State.DEMO:
                _drop_everything()
            _build(now)
    return True


def build_demo(now: datetime) -> None:
    """Migrate an empty database and fill it with the sample data."""
    _build(now)


def _build(now: datetime) -> None:
    call_command("migrate", verbosity=0)
    fill(now)


def _state() -> State:
    if connection.vendor == "sqlite" and not _file().exists():
        return State.EMPTY
    tables = set(connection.introspection.table_names())
    if not {"collection_round", "registry_user"} <= tables:
        return State.OTHER if tables else State.EMPTY
    samples = set(Round.objects.values_list("sample", flat=True))
    if samples == {True}:
        return State.DEMO
    return State.OTHER if samples or User.objects.exists() else State.EMPTY


def _lacks_migrations() -> bool:
    executor = MigrationExecutor(connection)
    return bool(executor.migration_plan(executor.loader.graph.leaf_nodes()))


def _drop_everything() -> None:
    """Empty the PostgreSQL schema: the log's rows cannot be deleted one by one, as it should be."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT quote_ident(current_schema())")
        (schema,) = cursor.fetchone()
        cursor.execute(f"DROP SCHEMA {schema} CASCADE")
        cursor.execute(f"CREATE SCHEMA {schema}")


# --- SQLite ---


def _file() -> Path:
    return Path(connection.settings_dict["NAME"])


@contextmanager
def _built_beside() -> Iterator[None]:
    """Let what is done inside go to a file of its own, which then takes the database's place."""
    place = _file()
    place.parent.mkdir(parents=True, exist_ok=True)
    half = place.with_name(f"{place.name}.{os.getpid()}.half")
    connection.close()
    connection.settings_dict["NAME"] = str(half)
    try:
        with connection.cursor() as cursor:
            cursor.execute("PRAGMA synchronous=OFF")  # it reaches the disk as a whole, below
        yield
        connection.close()  # the last one out tidies the write-ahead log away
        _move(half, place)
    finally:
        connection.close()
        connection.settings_dict["NAME"] = str(place)
        for left in _with_side_files(half):
            left.unlink(missing_ok=True)


def _move(half: Path, place: Path) -> None:
    with half.open("rb+") as file:
        os.fsync(file.fileno())
    for old in _with_side_files(place)[1:]:
        old.unlink(missing_ok=True)  # they belong to the database that is about to go
    half.replace(place)


def _with_side_files(path: Path) -> list[Path]:
    return [path, path.with_name(f"{path.name}-wal"), path.with_name(f"{path.name}-shm")]
