"""The program's command line. What is slow to import, Django first of all, is imported by the command that needs it."""

import argparse
import os
import sys
from collections.abc import Sequence

from frisklivsnett.commands import (
    boundaries,
    check_forms,
    demo,
    keeping,
    lint,
    mutate,
    people,
    remind,
    report,
    rounds,
    serve,
    tables,
    upkeep,
)
from frisklivsnett.commands.command import Command, CommandFailed

COMMANDS: tuple[Command, ...] = (
    demo.DEMO,
    tables.TABLES,
    report.REPORT,
    mutate.MUTATE,
    lint.LINT,
    check_forms.CHECK_FORMS,
    upkeep.MIGRATE,
    upkeep.LOAD_REGISTERS,
    upkeep.EMPTY_BINS,
    boundaries.LOAD_BOUNDARIES,
    serve.SERVE,
    keeping.VERIFY,
    keeping.BACKUP,
    keeping.RESTORE,
    people.CREATE_USER,
    people.FORGET_FACTORS,
    rounds.OPEN_ROUND,
    remind.REMIND,
    remind.SEND_LETTERS,
    people.EXPORT_PERSON,
    people.ERASE_PERSON,
)
"""Every word of the command line, in the order of the help. A new one is a line here."""

INTERRUPTED = 130


def main(words: Sequence[str]) -> int:
    """Do what the words say. Returns the exit code: 0, 1 for what went wrong, 2 for words that mean nothing here."""
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(encoding="utf-8", errors="replace")  # names have ø and á on every system
    arguments = parser().parse_args(words)
    try:
        arguments.run(arguments)
        sys.stdout.flush()
    except CommandFailed as failure:
        print(f"frisklivsnett: {failure}", file=sys.stderr)
        return failure.code
    except BrokenPipeError:
        # Whoever read what we printed has gone (`| head`). Nothing more can be written, not even at exit.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 1
    except KeyboardInterrupt:
        return INTERRUPTED
    return 0


def parser() -> argparse.ArgumentParser:
    """Return the parser of the whole command line."""
    root = argparse.ArgumentParser(
        prog="frisklivsnett", description="Frisklivsnett: from agreement to published report."
    )
    commands = root.add_subparsers(metavar="command", required=True)
    for command in COMMANDS:
        part = commands.add_parser(command.word, help=command.help, description=command.help)
        command.add_arguments(part)
        part.set_defaults(run=command.run)
    return root
