"""The tables that a backup holds, read from and written to whichever database is in use."""

import hashlib
from collections.abc import Iterable, Iterator
from typing import Any

from django.db import connection, models
from django.db.backends.utils import CursorWrapper

from frisklivsnett.safekeeping.archive import Row, kind_of, line_of, reader_of, writer_of

Model = type[models.Model]
LEFT_OUT = frozenset({"accounts_allowance", "accounts_session", "accounts_ticket", "collection_presence"})
"""Log-ins are not kept: whoever got hold of a backup could walk in with them, and after a restore one logs in anew. Nor
is who was in which field, which is forgotten within half a minute."""

BATCH = 1000


def kept(all_models: Iterable[Model]) -> list[Model]:
    """Return the models whose tables are kept, by the tables' names; each table once."""
    found = {model._meta.db_table: model for model in all_models if not model._meta.proxy}
    return [found[name] for name in sorted(found) if name not in LEFT_OUT]


def fields_of(model: Model) -> "list[models.Field[Any, Any]]":
    """Return the columns, by name: their order in the table hangs on when each was added."""
    return sorted(model._meta.concrete_fields, key=lambda field: str(field.column))


def columns_of(model: Model) -> tuple[str, ...]:
    """Return the names of the columns."""
    return tuple(str(field.column) for field in fields_of(model))


def rows_of(model: Model) -> Iterator[Row]:
    """Yield a table's rows by primary key, with values that are JSON's."""
    fields = fields_of(model)
    writers = [writer_of(kind_of(field)) for field in fields]
    rows = model._base_manager.order_by("pk").values_list(*(field.attname for field in fields))
    for row in rows.iterator(chunk_size=BATCH):
        yield [write(value) for write, value in zip(writers, row, strict=True)]


def digest_of(model: Model) -> str:
    """Return the SHA-256 of a table as a backup would write it."""
    digest = hashlib.sha256()
    for row in rows_of(model):
        digest.update(line_of(row))
    return digest.hexdigest()


def insert(cursor: CursorWrapper, model: Model, rows: Iterable[Row]) -> None:
    """Add rows, with values that are JSON's, as they are: nothing is filled in or changed on the way."""
    fields = fields_of(model)
    readers = [reader_of(kind_of(field)) for field in fields]
    quote = connection.ops.quote_name
    columns = ", ".join(quote(column) for column in columns_of(model))
    places = ", ".join(["%s"] * len(fields))
    statement = f"INSERT INTO {quote(model._meta.db_table)} ({columns}) VALUES ({places})"  # noqa: S608 - our names
    batch: list[list[Any]] = []
    for row in rows:
        values = (read(value) for read, value in zip(readers, row, strict=True))
        batch.append(
            [field.get_db_prep_save(value, connection) for field, value in zip(fields, values, strict=True)]
        )
        if len(batch) == BATCH:
            cursor.executemany(statement, batch)
            batch.clear()
    if batch:
        cursor.executemany(statement, batch)


def last_number(cursor: CursorWrapper, model: Model) -> int | None:
    """Return the highest number that the database has given a row, also one that is gone; None when it gives none.

    Kept because the log speaks of rows by number: a number must never come to mean another person.
    """
    if not isinstance(model._meta.pk, models.AutoField):
        return None
    table = model._meta.db_table
    if connection.vendor == "sqlite":
        cursor.execute("SELECT seq FROM sqlite_sequence WHERE name = %s", [table])
    else:
        cursor.execute(
            "SELECT last_value FROM pg_sequences WHERE schemaname = current_schema()"
            " AND format('%%I.%%I', schemaname, sequencename) = pg_get_serial_sequence(%s, %s)",
            [connection.ops.quote_name(table), model._meta.pk.column],
        )
    found = cursor.fetchone()
    return int(found[0] or 0) if found else 0


def go_on_from(cursor: CursorWrapper, model: Model, number: int) -> None:
    """Let the next row of a table get a higher number than ``number``."""
    table = model._meta.db_table
    if connection.vendor == "sqlite":
        cursor.execute("DELETE FROM sqlite_sequence WHERE name = %s", [table])
        cursor.execute("INSERT INTO sqlite_sequence (name, seq) VALUES (%s, %s)", [table, number])
    elif number > 0:
        assert model._meta.pk is not None
        cursor.execute(
            "SELECT setval(pg_get_serial_sequence(%s, %s), %s)",
            [connection.ops.quote_name(table), model._meta.pk.column, number],
        )
