"""``migrate`` and ``load-registers``: keeping the program's own database up to date."""

from argparse import ArgumentParser, Namespace
from pathlib import Path

from frisklivsnett.commands.command import Command, CommandFailed, add_demo_switch


def add_no_arguments(parser: ArgumentParser) -> None:
    """There are none."""


def migrate(arguments: Namespace) -> None:
    from frisklivsnett.commands.program import database_errors, start

    start()

    from django.conf import settings
    from django.core.management import call_command

    try:
        settings.VAR.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise CommandFailed(f"{settings.VAR} cannot be made: {error.strerror}.") from error
    with database_errors():
        call_command("migrate", verbosity=0)
    print("The database has all of its tables.")


def add_register_arguments(parser: ArgumentParser) -> None:
    parser.add_argument(
        "folder",
        metavar="FOLDER",
        nargs="?",
        type=Path,
        help="folder of register files; default: the program's own",
    )


def load_registers(arguments: Namespace) -> None:
    from frisklivsnett.commands.program import database_errors, require_database, start

    start()
    require_database()

    from frisklivsnett.activity.topics import load_topics
    from frisklivsnett.registry import actions
    from frisklivsnett.registry.register_files import RegisterError

    try:
        with database_errors():
            loaded = actions.load_registers(by=None, folder=arguments.folder or actions.REGISTERS)
            topics = load_topics()
    except RegisterError as error:
        raise CommandFailed(f"The registers were not loaded; nothing was changed.\n{error}") from error
    added, changed = loaded.added.total(), loaded.changed.total()
    print(f"Registers loaded: {added} rows added, {changed} changed, {loaded.unchanged} as they were.")
    if topics:
        print(f"Topics added to the shared list: {topics}.")


def empty_bins(arguments: Namespace) -> None:
    from frisklivsnett.commands.program import database_errors, open_database

    open_database(demo=arguments.demo)

    from frisklivsnett.activity.actions import DAYS_IN_BIN, empty_bin
    from frisklivsnett.activity.requests import erase_requests

    with database_errors():
        number = empty_bin(by=None)
        erased, removed = erase_requests(by=None)
    entries = "1 entry" if number == 1 else f"{number} entries"
    print(f"{entries} that had lain in a recycle bin for {DAYS_IN_BIN} days removed for good.")
    print(f"Requests for visits: names and addresses erased in {erased}, {removed} never confirmed removed.")


MIGRATE = Command("migrate", "Make the database, or bring its tables up to date.", add_no_arguments, migrate)
LOAD_REGISTERS = Command(
    "load-registers",
    "Load places, organisations and agreements from register files. Can be repeated.",
    add_register_arguments,
    load_registers,
)
EMPTY_BINS = Command(
    "empty-bins",
    "Remove for good what has lain in the activity log's recycle bins for 30 days.",
    add_demo_switch,
    empty_bins,
)
