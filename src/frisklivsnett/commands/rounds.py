"""``open-round YEAR``: open a round with a form."""

import json
from argparse import ArgumentParser, ArgumentTypeError, Namespace
from datetime import date, datetime
from pathlib import Path
from typing import TYPE_CHECKING, TypeVar

from frisklivsnett.commands.command import FIRST_YEAR, LAST_YEAR, Command, CommandFailed, report_year

if TYPE_CHECKING:
    from frisklivsnett.collection.models import FormVersion

Day = TypeVar("Day", date, datetime)
FORMS = Path(__file__).resolve().parent.parent / "data" / "forms"


def add_arguments(parser: ArgumentParser) -> None:
    parser.add_argument("year", metavar="YEAR", type=report_year, help="the report year, such as 2025")
    parser.add_argument(
        "--form",
        metavar="NAME",
        required=True,
        help="annual-report (its newest version), annual-report-1, or a form definition's file",
    )
    parser.add_argument(
        "--opens", metavar="DATE", type=moment, required=True, help="2026-02-02, or 2026-02-02T08:00"
    )
    parser.add_argument(
        "--deadline", metavar="DATE", type=day, required=True, help="the last day on time, 2026-04-01"
    )
    parser.add_argument(
        "--closes", metavar="DATE", type=moment, help="when no more is taken in; without it, never"
    )


def day(words: str) -> date:
    """Return the day in an argument."""
    try:
        return _in_our_time(date.fromisoformat(words))
    except ValueError as error:
        raise ArgumentTypeError(f"{words!r} is not a day, such as 2026-04-01") from error


def moment(words: str) -> datetime:
    """Return the moment in an argument, in Norwegian time; a day stands for its beginning."""
    try:
        found = _in_our_time(datetime.fromisoformat(words))
    except ValueError as error:
        raise ArgumentTypeError(
            f"{words!r} is not a moment, such as 2026-02-02 or 2026-02-02T08:00"
        ) from error
    if found.tzinfo is not None:
        raise ArgumentTypeError(f"{words!r}: leave out the time zone; times are Norwegian")
    return found


def _in_our_time(found: Day) -> Day:
    """Return a day as it is. Raises ValueError for one of another century, which is a slip of the finger."""
    if not FIRST_YEAR <= found.year <= LAST_YEAR:
        raise ValueError(f"the year {found.year}")
    return found


def run(arguments: Namespace) -> None:
    from frisklivsnett.commands.program import database_errors, open_database, refusals

    open_database(demo=False)

    from django.db import transaction
    from django.utils import timezone

    from frisklivsnett.collection.actions import open_round

    zone = timezone.get_default_timezone()
    with database_errors(), refusals(), transaction.atomic():
        opened = open_round(
            report_year=arguments.year,
            form_version=form_called(arguments.form),
            opens_at=arguments.opens.replace(tzinfo=zone),
            deadline=arguments.deadline,
            closes_at=arguments.closes and arguments.closes.replace(tzinfo=zone),
            by=None,
        )
        centres = opened.submissions.count()
        if not centres:
            raise CommandFailed(
                f"No centre has an agreement in {arguments.year}, so nothing was opened. "
                "Load registers with agreements first: the command load-registers."
            )
    print(f"The round for {arguments.year} is made, for {centres} centres. Deadline {arguments.deadline}.")


def form_called(name: str) -> "FormVersion":
    """Store the form, if it is not stored yet, and return it."""
    from frisklivsnett.collection.actions import store_form
    from frisklivsnett.core.forms.errors import ReadingError

    path = file_of(name)
    try:
        return store_form(definition=json.loads(path.read_text(encoding="utf-8")), by=None)
    except OSError as error:
        raise CommandFailed(f"{path} cannot be read: {error.strerror}.") from error
    except (ReadingError, ValueError) as error:
        raise CommandFailed(f"{path} is not a form: {error}. The command check-forms tells more.") from error


def file_of(name: str) -> Path:
    """Return the file of a form: one of the program's own, by its name, or any file."""
    if name.endswith(".json") or "/" in name:
        return Path(name)
    # A dot in a name says that the file belongs to a form: annual-report-1.log.json is no form itself.
    own = {path.stem: path for path in FORMS.glob("*.json") if "." not in path.stem}
    versions = {stem: path for stem, path in own.items() if stem.rpartition("-")[0] == name}
    if versions:
        return versions[max(versions, key=lambda stem: (len(stem), stem))]
    if name in own:
        return own[name]
    raise CommandFailed(
        f"There is no form called {name}. There are {', '.join(sorted(own))}; or name a file."
    )


OPEN_ROUND = Command(
    "open-round", "Make the round of a report year, with a report for each centre.", add_arguments, run
)
