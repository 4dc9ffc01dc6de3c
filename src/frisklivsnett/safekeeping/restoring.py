"""Putting a backup back: all of it or nothing, never over data unless asked to, and checked before it counts."""

import sqlite3
from collections.abc import Iterator, Mapping
from contextlib import closing, contextmanager
from pathlib import Path

from django.apps import apps
from django.core.management import call_command
from django.db import DatabaseError, connection, transaction
from django.db.migrations.executor import MigrationExecutor

from frisklivsnett.safekeeping.archive import BackupError, Manifest, Table, check_whole, read_rows
from frisklivsnett.safekeeping.beside import built_beside, database_file
from frisklivsnett.safekeeping.tables import Model, columns_of, digest_of, go_on_from, insert, kept

NOT_DATA = frozenset(
    {
        "django_migrations",
        "django_content_type",
        "auth_permission",
        "accounts_allowance",
        "accounts_session",
        "accounts_ticket",
        "sqlite_sequence",
    }
)
"""Tables that have rows, or may have, before anyone has put anything into the database."""


class RestoreRefused(Exception):
    """The backup may not be put there; the message says why and what to do. Nothing has been changed."""


def restore(path: Path, *, replace: bool = False) -> Manifest:
    """Put a backup in the database's place and return what it held.

    The backup is read whole first. Its tables are made as they were, filled, compared with the backup, and then brought
    up to date with the program; only then do they count. Raises ``OSError``, ``BackupError`` when the file will not do,
    ``RestoreRefused`` when there is data already and not ``replace``, or SQLite's file is in use.
    """
    manifest = check_whole(path)
    _check_known(manifest)
    if connection.vendor == "sqlite":
        _check_may_replace(replace=replace)
        connection.close()
        with _kept_out(database_file()), built_beside():
            _fill(path, manifest)
    else:
        with transaction.atomic():
            _check_may_replace(replace=replace)
            if _tables_there():
                _empty_schema()
            _fill(path, manifest)
    return manifest


def _check_known(manifest: Manifest) -> None:
    known = MigrationExecutor(None).loader.disk_migrations
    if unknown := [f"{app}.{name}" for app, name in manifest.migrations if (app, name) not in known]:
        raise BackupError(
            f"The backup was made by a newer program than this one, which does not know {unknown[0]}. "
            "Put it back with the program that made it, or a newer one."
        )


# --- what is there ---


def _check_may_replace(*, replace: bool) -> None:
    try:
        tables = _tables_there()
        if foreign := sorted(tables - _ours()):
            raise RestoreRefused(
                f"The database holds a table that is not this program's ({foreign[0]}), so it is left alone. "
                "Set FRISKLIVSNETT_DATABASE_URL to a database of its own."
            )
        full = any(_has_rows(table) for table in tables - NOT_DATA)
    except DatabaseError:
        if connection.vendor != "sqlite":
            raise
        full = True  # what is there is broken: whoever puts a backup in its place must say so
    if full and not replace:
        raise RestoreRefused(
            "The database holds data, and nothing was changed. Add --replace to put the backup in its place; "
            "what is there now is then gone, so make a backup of it first."
        )


def _tables_there() -> set[str]:
    if connection.vendor == "sqlite" and not database_file().exists():
        return set()
    return set(connection.introspection.table_names())


def _ours() -> set[str]:
    models = apps.get_models(include_auto_created=True)
    return {model._meta.db_table for model in models} | NOT_DATA


def _has_rows(table: str) -> bool:
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT 1 FROM {connection.ops.quote_name(table)} LIMIT 1")  # noqa: S608 - a table's name
        return cursor.fetchone() is not None


@contextmanager
def _kept_out(place: Path) -> Iterator[None]:
    """Hold others off the old file until it is replaced: what they saved there would be lost.

    SQLite leaves the write-ahead log only for one who has the file alone.
    """
    if not place.exists():
        yield
        return
    with closing(sqlite3.connect(place, timeout=1, isolation_level=None)) as old:
        try:
            old.execute("PRAGMA journal_mode=DELETE")
            old.execute("BEGIN EXCLUSIVE")
        except sqlite3.OperationalError as error:
            raise RestoreRefused(
                "The database is in use, and nothing was changed. Stop the program first, and then try again."
            ) from error
        except sqlite3.DatabaseError:
            pass  # not a database any more: nobody can be working in it
        yield


def _empty_schema() -> None:
    """PostgreSQL: the log's rows cannot be deleted one by one, as it should be."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT quote_ident(current_schema())")
        (schema,) = cursor.fetchone()
        cursor.execute(f"DROP SCHEMA {schema} CASCADE")
        cursor.execute(f"CREATE SCHEMA {schema}")


# --- filling ---


def _fill(path: Path, manifest: Manifest) -> None:
    models = _tables_as_they_were(manifest)
    with transaction.atomic():
        if connection.vendor == "postgresql":
            with connection.cursor() as cursor:
                # A migration that adds a foreign key leaves it checked row by row until its transaction ends.
                cursor.execute("SET CONSTRAINTS ALL DEFERRED")
        for table in manifest.tables:
            _fill_table(path, table, models[table.name])
        connection.check_constraints()
    for table in manifest.tables:
        if digest_of(models[table.name]) != table.sha256:
            raise BackupError(f"{table.name} did not come back as it was, so nothing was changed.")
    call_command("migrate", verbosity=0)


def _tables_as_they_were(manifest: Manifest) -> Mapping[str, Model]:
    """Make the tables as the backup's program had them; return their models by name."""
    executor = MigrationExecutor(connection)
    graph, wanted = executor.loader.graph, set(manifest.migrations)
    last = [
        node for node in sorted(wanted) if not wanted & {each.key for each in graph.node_map[node].children}
    ]
    state = executor.migrate(last)
    models = {model._meta.db_table: model for model in kept(state.apps.get_models(include_auto_created=True))}
    for table in manifest.tables:
        if table.name not in models or columns_of(models[table.name]) != table.columns:
            raise BackupError(f"The backup has a table that its migrations do not make: {table.name}.")
    return models


def _fill_table(path: Path, table: Table, model: Model) -> None:
    with connection.cursor() as cursor:
        if _has_rows(table.name):  # put there by a migration
            cursor.execute(f"DELETE FROM {connection.ops.quote_name(table.name)}")  # noqa: S608 - a model's table
        insert(cursor, model, read_rows(path, table))
        if table.last_number is not None:
            go_on_from(cursor, model, table.last_number)
