"""Reading the whole database as it was at one moment, while people go on working in it."""

from collections.abc import Iterator
from contextlib import contextmanager

from django.db import connection, transaction


@contextmanager
def one_moment() -> Iterator[None]:
    """Let everything read inside be of one moment, without holding anyone up. Write nothing inside.

    SQLite: a transaction that only reads; in WAL mode writers go on beside it. (``atomic`` would take the writers'
    turn: ours begin IMMEDIATE.) PostgreSQL: a transaction that repeats its reads. Inside a transaction that is under
    way already nothing more is done.
    """
    if connection.in_atomic_block:
        yield
    elif connection.vendor == "sqlite":
        with connection.cursor() as cursor:
            cursor.execute("BEGIN DEFERRED")
        try:
            yield
        finally:
            with connection.cursor() as cursor:
                cursor.execute("ROLLBACK")
    else:
        with transaction.atomic():
            with connection.cursor() as cursor:
                cursor.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ, READ ONLY")
            yield
