"""The demo's database: made when it is not there, kept when it is, and never half-made.

On SQLite it is built in a file beside its place and moved there when it is whole. On PostgreSQL all of it is one
transaction. A database that holds anything but sample data is left alone, whatever was asked for.
"""

from datetime import datetime
from enum import Enum, auto

from django.core.management import call_command
from django.db import connection, transaction
from django.db.migrations.executor import MigrationExecutor

from frisklivsnett.collection.models import Round
from frisklivsnett.registry.models import User
from frisklivsnett.safekeeping.beside import built_beside, database_file


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
    state = state_of_database()
    if state is State.OTHER:
        raise NotADemoError
    if state is State.DEMO and not fresh:
        if _lacks_migrations():
            call_command("migrate", verbosity=0)
        return False
    if connection.vendor == "sqlite":
        with built_beside():
            _build(now)
    else:
        with transaction.atomic():
            if state is State.DEMO:
                _drop_everything()
            _build(now)
    return True


def _build(now: datetime) -> None:
    # It imports most of the program, which commands on a demo that is there already can do without.
    from frisklivsnett.demo.build import fill

    call_command("migrate", verbosity=0)
    fill(now)


def state_of_database() -> State:
    """Return what is in the database."""
    if connection.vendor == "sqlite" and not database_file().exists():
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
