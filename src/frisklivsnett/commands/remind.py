"""``remind`` and ``send-letters``: what a timer runs every few minutes. Both can be run as often as one likes.

They tell of centres and of numbers, never of people or addresses: what a timer prints ends in the system's log.
"""

from argparse import ArgumentParser, ArgumentTypeError, Namespace
from collections.abc import Mapping, Sequence
from datetime import date, datetime, time
from itertools import groupby
from typing import TYPE_CHECKING

from frisklivsnett.commands.command import Command, CommandFailed

if TYPE_CHECKING:
    from frisklivsnett.collection.reminders import Reminded

KINDS = {"round.invitation": "invitation", "round.reminder": "reminder", "round.late": "reminder, late"}


def add_arguments(parser: ArgumentParser) -> None:
    parser.add_argument("--dry-run", action="store_true", help="only tell what would be sent")
    parser.add_argument(
        "--on", metavar="DATE", type=day, help="with --dry-run: as if it were the end of that day, 2026-03-18"
    )


def add_no_arguments(parser: ArgumentParser) -> None:
    """There are none."""


def day(words: str) -> date:
    """Return the day in an argument."""
    try:
        return date.fromisoformat(words)
    except ValueError as error:
        raise ArgumentTypeError(f"{words!r} is not a day, such as 2026-03-18") from error


def remind(arguments: Namespace) -> None:
    from frisklivsnett.commands.program import database_errors, open_database

    if arguments.on and not arguments.dry_run:
        raise CommandFailed("--on is for looking ahead or back: add --dry-run. Letters are sent as of today.")
    open_database(demo=False)

    from django.utils import timezone

    from frisklivsnett.collection.reminders import remind_due

    at = timezone.now()
    if arguments.on:
        at = datetime.combine(arguments.on, time(23, 59), timezone.get_default_timezone())
    with database_errors():
        reminded = remind_due(at=at, dry_run=arguments.dry_run)
    print("\n".join(told(reminded, dry_run=arguments.dry_run)))
    if not arguments.dry_run:
        _send()


def send_letters(_arguments: Namespace) -> None:
    from frisklivsnett.commands.program import open_database

    open_database(demo=False)
    _send()


def _send() -> None:
    from django.utils import timezone

    from frisklivsnett.commands.program import database_errors
    from frisklivsnett.mailing.models import Letter
    from frisklivsnett.mailing.sending import mail_server, send_waiting
    from frisklivsnett.mailing.upkeep import tidy

    with database_errors():
        done = send_waiting()
        tidy(timezone.now())
        waiting = Letter.objects.filter(state=Letter.State.QUEUED).count()
        has_server = mail_server() is not None
    print("\n".join(sent(done, waiting, has_server=has_server)))
    if done["unreachable"]:
        raise CommandFailed("The mail server cannot be reached. The letters wait; run this again later.")


def told(reminded: "Sequence[Reminded]", *, dry_run: bool = False) -> list[str]:
    """Return the lines that tell who is written to, by round and step."""
    if not reminded:
        return ["No reminders are due."]
    lines = []
    ordered = sorted(reminded, key=_group)
    for (year, kind), group in groupby(ordered, key=_group):
        written = list(group)
        reached = [one for one in written if one.readers]
        verb = "would go" if dry_run else "goes"
        lines.append(f"{year}: {KINDS[kind]} {verb} to {len(reached)} centres, {_readers(reached)} letters:")
        lines += [f"  {one.centre.name} ({one.readers})" for one in reached]
        lines += [f"  {one.centre.name}: nobody to write to" for one in written if not one.readers]
    return lines


def _group(reminded: "Reminded") -> tuple[int, str]:
    return reminded.round.report_year, reminded.kind


def _readers(reminded: "Sequence[Reminded]") -> int:
    return sum(one.readers for one in reminded)


def sent(done: Mapping[str, int], waiting: int, *, has_server: bool) -> list[str]:
    """Return the lines that tell how the sending went."""
    words = {
        "sent": "sent",
        "queued": "to be tried again",
        "failed": "failed",
        "uncertain": "uncertain whether sent",
    }
    parts = [f"{done[state]} {said}" for state, said in words.items() if done.get(state)]
    lines = [f"Letters: {', '.join(parts) if parts else 'none to send now'}; {waiting} waiting."]
    if waiting and not has_server:
        lines.append("No mail server is set, so nothing is sent: set FRISKLIVSNETT_SMTP_URL.")
    if done.get("failed") or done.get("uncertain"):
        lines.append(
            "Look at the round's page of letters to decide about those that failed or are uncertain."
        )
    return lines


REMIND = Command(
    "remind",
    "Invite and remind the centres as planned, and send what waits. For a timer; can be repeated.",
    add_arguments,
    remind,
)
SEND_LETTERS = Command(
    "send-letters",
    "Send the letters that wait. For a timer; can be repeated.",
    add_no_arguments,
    send_letters,
)
