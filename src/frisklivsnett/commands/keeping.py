"""``verify``, ``backup`` and ``restore``: whether all is as it was written, a copy of it, and putting it back."""

from argparse import ArgumentParser, ArgumentTypeError, Namespace
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import TYPE_CHECKING

from frisklivsnett.commands.command import Command, CommandFailed, add_demo_switch

if TYPE_CHECKING:
    from frisklivsnett.audit import Tip

MOST_BREAKS = 50
DATED = "frisklivsnett-%Y-%m-%d-%H%M%S.zip"
"""The name of a backup in a folder of backups; the time is UTC, so that names sort by age."""
DATED_PATTERN = "frisklivsnett-[0-9][0-9][0-9][0-9]-[0-9][0-9]-[0-9][0-9]-[0-9][0-9][0-9][0-9][0-9][0-9].zip"


# --- verify ---


def add_verify_arguments(parser: ArgumentParser) -> None:
    add_demo_switch(parser)
    parser.add_argument(
        "--since",
        metavar="FILE",
        type=Path,
        action="append",
        default=[],
        help="a backup, a folder of them, or a file made by --note: what the log held then must still be there; "
        "can be repeated",
    )
    parser.add_argument(
        "--note", metavar="FILE", type=Path, help="when all holds, add a line with the log's end to this file"
    )


def verify(arguments: Namespace) -> None:
    from frisklivsnett.commands.program import database_errors, open_database

    open_database(demo=arguments.demo)

    from frisklivsnett.safekeeping.verifying import verify as checks

    noted = [tip for path in arguments.since for tip in notes_in(path)]
    checked = []
    with database_errors():
        for check in checks(noted):
            checked.append(check)
            print(
                f"{check.count:>9,}  {check.what}{'' if not check.breaks else '  –  DOES NOT HOLD'}",
                flush=True,
            )
    if breaks := [line for check in checked for line in check.breaks]:
        raise CommandFailed(told(breaks))
    print("Everything holds.")
    if arguments.note:
        note(arguments.note)


def notes_in(path: Path) -> "list[Tip]":
    """Return the ends of the log that are noted in a file, or in all the dated backups of a folder."""
    from frisklivsnett.safekeeping.noted import NoteError, read_notes

    if path.is_dir():
        return [tip for backup in sorted(path.glob(DATED_PATTERN)) for tip in notes_in(backup)]
    with file_errors(path):
        try:
            return read_notes(path)
        except NoteError as error:
            raise CommandFailed(str(error)) from error


def note(path: Path) -> None:
    from frisklivsnett.audit import tip
    from frisklivsnett.safekeeping.noted import add_note

    end = tip()
    with file_errors(path):
        add_note(path, end)
    print(f"Noted in {path}: the log ends with event {end.number}.")


def told(breaks: list[str]) -> str:
    """Return what does not hold, a line each."""
    lines = [f"  {line}" for line in breaks[:MOST_BREAKS]]
    if len(breaks) > MOST_BREAKS:
        lines.append(f"  … and {len(breaks) - MOST_BREAKS} more")
    count = "One thing does" if len(breaks) == 1 else f"{len(breaks)} things do"
    return "\n".join([f"{count} not hold:", *lines])


# --- backup and restore ---


def add_backup_arguments(parser: ArgumentParser) -> None:
    where = parser.add_mutually_exclusive_group(required=True)
    where.add_argument("--out", metavar="FILE", type=Path, help="the file to write")
    where.add_argument(
        "--into", metavar="FOLDER", type=Path, help="a folder that gets a file with the time in its name"
    )
    parser.add_argument(
        "--keep",
        metavar="DAYS",
        type=days,
        help="with --into: remove the folder's backups that are older than this",
    )
    add_demo_switch(parser)


def days(words: str) -> int:
    """Return the number of days in an argument."""
    if not (words.isascii() and words.isdigit() and int(words) > 0):
        raise ArgumentTypeError(f"{words!r} is not a number of days")
    return int(words)


def backup(arguments: Namespace) -> None:
    from frisklivsnett.commands.program import database_errors, open_database

    if arguments.keep and not arguments.into:
        raise CommandFailed("--keep goes with --into FOLDER.")
    open_database(demo=arguments.demo)

    from frisklivsnett.safekeeping.archive import BackupError
    from frisklivsnett.safekeeping.backup import back_up

    out = arguments.out or arguments.into / datetime.now(UTC).strftime(DATED)
    with file_errors(out), database_errors():
        try:
            made = back_up(out)
        except BackupError as error:
            raise CommandFailed(str(error)) from error
        size = out.stat().st_size
    print(
        f"{out}: {made.rows:,} rows of {len(made.tables)} tables, {size / 1000:,.0f} kB. "
        f"The log ends with event {made.tip.number} {made.tip.hash}"
    )
    if arguments.keep:
        remove_older(arguments.into, arguments.keep)


def remove_older(folder: Path, keep: int) -> None:
    """Remove the dated backups in a folder that are older than so many days; called when a new one is whole."""
    oldest = (datetime.now(UTC) - timedelta(days=keep)).strftime(DATED)
    with file_errors(folder):
        for path in sorted(folder.glob(DATED_PATTERN)):
            if path.name < oldest:
                path.unlink()
                print(f"{path}: removed, it was older than {keep} days.")


def add_restore_arguments(parser: ArgumentParser) -> None:
    parser.add_argument("file", metavar="FILE", type=Path, help="a file that the command backup has written")
    parser.add_argument(
        "--replace", action="store_true", help="put it in the place of the data that is there"
    )
    parser.add_argument("--demo", action="store_true", help="use the demo's database")


def restore(arguments: Namespace) -> None:
    from frisklivsnett.commands.program import database_errors, start

    start(demo=arguments.demo)

    from frisklivsnett.safekeeping.archive import BackupError
    from frisklivsnett.safekeeping.restoring import RestoreRefused
    from frisklivsnett.safekeeping.restoring import restore as put_back

    with file_errors(arguments.file), database_errors():
        try:
            put = put_back(arguments.file, replace=arguments.replace)
        except (BackupError, RestoreRefused) as refused:
            raise CommandFailed(str(refused)) from refused
    print(
        f"Restored: {put.rows:,} rows of {len(put.tables)} tables, as they were {put.made_at:%Y-%m-%d %H:%M} UTC."
    )


@contextmanager
def file_errors(path: Path) -> Iterator[None]:
    """Turn what the system says about a file into a sentence."""
    try:
        yield
    except OSError as error:
        raise CommandFailed(f"{error.filename or path}: {error.strerror}.") from error


VERIFY = Command(
    "verify",
    "Check that the event log, the reports sent, the forms and the editions are as they were written.",
    add_verify_arguments,
    verify,
)
BACKUP = Command(
    "backup", "Copy the whole database to a file, while people go on working.", add_backup_arguments, backup
)
RESTORE = Command("restore", "Put a backup back.", add_restore_arguments, restore)
