"""What a command is."""

from argparse import ArgumentParser, ArgumentTypeError, Namespace
from collections.abc import Callable
from dataclasses import dataclass

FIRST_YEAR, LAST_YEAR = 2000, 2100
HIGHEST_PORT = 65535


@dataclass(frozen=True, slots=True)
class Command:
    """A word of the command line, what it does in a sentence, the arguments it takes, and the doing."""

    word: str
    help: str
    add_arguments: Callable[[ArgumentParser], None]
    run: Callable[[Namespace], None]


class CommandFailed(Exception):
    """What was asked for cannot be done; the message says why and what to do."""

    code = 1


def report_year(words: str) -> int:
    """Return the year in an argument."""
    if not (words.isascii() and words.isdigit() and FIRST_YEAR <= int(words) <= LAST_YEAR):
        raise ArgumentTypeError(f"{words!r} is not a year, such as 2024")
    return int(words)


def port_number(words: str) -> int:
    """Return the port in an argument; 0 stands for any free one."""
    if not (words.isascii() and words.isdigit() and int(words) <= HIGHEST_PORT):
        raise ArgumentTypeError(f"{words!r} is not a port, which is a number from 0 to {HIGHEST_PORT}")
    return int(words)


def add_demo_switch(parser: ArgumentParser) -> None:
    """Let a command be asked to use the demo's database."""
    parser.add_argument(
        "--demo", action="store_true", help="use the demo's sample data; it is made if it is not there"
    )
