"""Starting Django for a command, on the right database."""

import os
from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING

from frisklivsnett.commands.command import CommandFailed

if TYPE_CHECKING:
    from frisklivsnett.collection.models import Round


DATABASE_ADDRESS = (
    "FRISKLIVSNETT_DATABASE_URL is not a database address. "
    "It should be sqlite:///path/of/file or postgresql://user:password@host/name."
)


def start(*, demo: bool = False) -> None:
    """Set Django up. With ``demo`` the program runs as the demo, whatever the environment says."""
    import django
    from django.core.exceptions import ImproperlyConfigured

    if demo:
        os.environ["FRISKLIVSNETT_MODE"] = "demo"
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "frisklivsnett.config.settings")
    try:
        _check_database_address()
        django.setup()
    except ImproperlyConfigured as error:
        raise CommandFailed(str(error)) from error
    except OSError as error:
        raise CommandFailed(f"The folder for the program's files cannot be used: {told(error)}.") from error
    except ValueError as error:
        if "FRISKLIVSNETT_DATABASE_URL" in os.environ:
            raise CommandFailed(DATABASE_ADDRESS) from error
        raise


def _check_database_address() -> None:
    """Refuse other databases than the two that the program is made for, and one that is gone when the command ends."""
    from django.conf import settings

    database = settings.DATABASES["default"]
    kind = database["ENGINE"].rpartition(".")[2]
    if kind not in ("sqlite3", "postgresql") or database["NAME"] in ("", ":memory:"):
        raise CommandFailed(DATABASE_ADDRESS)


def told(error: OSError) -> str:
    """Return what went wrong with which file, without the system's number for it."""
    return f"{error.filename}: {error.strerror}" if error.filename else str(error.strerror or error)


def make_demo(*, fresh: bool = False) -> bool:
    """See to it that the demo's database is there; return whether it was built now."""
    from django.utils import timezone

    from frisklivsnett.demo.database import NotADemoError, ensure_demo

    with database_errors():
        try:
            return ensure_demo(timezone.now(), fresh=fresh)
        except NotADemoError as error:
            raise CommandFailed(str(error)) from error
        except OSError as error:
            raise CommandFailed(f"The demo's database cannot be written: {told(error)}.") from error


def require_database() -> None:
    """Stop with a sentence when there is no database, or it has not got all of its tables."""
    from pathlib import Path

    from django.db import connection
    from django.db.migrations.executor import MigrationExecutor

    if connection.vendor == "sqlite" and not Path(connection.settings_dict["NAME"]).exists():
        raise CommandFailed(
            f"There is no database at {connection.settings_dict['NAME']}. Make it with the command migrate, "
            "or add --demo to use sample data."
        )
    with database_errors():
        executor = MigrationExecutor(connection)
        if executor.migration_plan(executor.loader.graph.leaf_nodes()):
            raise CommandFailed("The database is older than the program. Run the command migrate first.")


def open_database(*, demo: bool) -> None:
    """Start the program on the demo's database, made if need be, or on its own."""
    start(demo=demo)
    if demo:
        make_demo()
    else:
        require_database()


def round_of(year: int) -> "Round":
    """Return the round of a report year."""
    from frisklivsnett.collection.models import Round
    from frisklivsnett.core.numbers import listing

    with database_errors():
        rounds = {round_.report_year: round_ for round_ in Round.objects.select_related("form_version")}
    if year not in rounds:
        years = listing([str(year) for year in sorted(rounds)], "en")
        there_are = f"There are rounds for {years}." if years else "There are none at all yet."
        raise CommandFailed(f"There is no round for {year}. {there_are}")
    return rounds[year]


@contextmanager
def database_errors() -> Iterator[None]:
    """Turn what a database says when it cannot be used into a sentence."""
    from django.db import DatabaseError

    try:
        yield
    except DatabaseError as error:
        reason = " ".join(str(error).split())
        raise CommandFailed(f"The database cannot be used: {reason}") from error


@contextmanager
def refusals() -> Iterator[None]:
    """Turn what an action refuses, and why, into a sentence; in English, as the command line speaks."""
    from django.core.exceptions import ValidationError
    from django.utils import translation

    try:
        with translation.override("en"):
            yield
    except ValidationError as refused:
        with translation.override("en"):
            raise CommandFailed(" ".join(refused.messages)) from refused
