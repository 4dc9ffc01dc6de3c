"""``create-user``, ``forget-factors``, ``export-person`` and ``erase-person``: the people who log in."""

import json
from argparse import ArgumentParser, Namespace
from pathlib import Path
from typing import TYPE_CHECKING

from frisklivsnett.commands.command import Command, CommandFailed, add_demo_switch

if TYPE_CHECKING:
    from frisklivsnett.registry.models import Organisation, User

ROLES = ("adviser", "lead", "colleague", "reader")


# --- create-user ---


def add_create_arguments(parser: ArgumentParser) -> None:
    parser.add_argument("email", metavar="EMAIL", help="the address that the person logs in with")
    parser.add_argument("--name", required=True, help="the person's name, as others see it")
    parser.add_argument("--role", choices=ROLES, required=True, help="what the person is in the organisation")
    parser.add_argument(
        "--organisation", metavar="SLUG", required=True, help="such as helsedirektoratet, or tana"
    )
    parser.add_argument("--language", choices=("nb", "nn", "en"), default="nb", help="default: nb")
    parser.add_argument(
        "--password-file",
        metavar="FILE",
        type=Path,
        help="make the account now, with the password in a file, - for standard input; without it: an invitation",
    )


def create(arguments: Namespace) -> None:
    from frisklivsnett.commands.program import database_errors, open_database, refusals

    open_database(demo=False)

    from django.db import transaction
    from django.utils import timezone

    from frisklivsnett.registry.actions import give_role, make_user

    organisation = organisation_of(arguments.organisation)
    if not arguments.password_file:
        ask_in(arguments, organisation)
        return
    password = password_in(arguments.password_file)
    with database_errors(), refusals(), transaction.atomic():
        user = make_user(
            email=arguments.email,
            name=arguments.name,
            language=arguments.language,
            password=password,
            by=None,
        )
        give_role(
            user=user, organisation=organisation, kind=arguments.role, starts_on=timezone.localdate(), by=None
        )
    print(f"{user.email}: {arguments.role} in {organisation.name}, from today.")


def ask_in(arguments: Namespace, organisation: "Organisation") -> None:
    """Invite the person: the letter is queued, and the link printed, since there may be no mail server yet."""
    from frisklivsnett.accounts.invitations import GOOD_FOR, address_of, invite
    from frisklivsnett.commands.program import database_errors, refusals

    with database_errors(), refusals():
        invitation, link = invite(
            email=arguments.email,
            name=arguments.name,
            organisation=organisation,
            kind=arguments.role,
            language=arguments.language,
            by=None,
        )
    print(
        f"{invitation.email} is invited as {arguments.role} in {organisation.name}. The link works once, for "
        f"{GOOD_FOR.days} days, and is not shown again:\n{address_of(link)}"
    )


def organisation_of(slug: str) -> "Organisation":
    """Return an organisation; a slug that is close to one is told what it may have meant."""
    from difflib import get_close_matches

    from frisklivsnett.commands.program import database_errors
    from frisklivsnett.registry.models import Organisation

    with database_errors():
        found = {organisation.slug: organisation for organisation in Organisation.objects.all()}
    if slug in found:
        return found[slug]
    if not found:
        raise CommandFailed("There are no organisations yet. Run the command load-registers first.")
    close = get_close_matches(slug, found, n=3, cutoff=0.5)
    meant = f" Did you mean {' or '.join(close)}?" if close else ""
    raise CommandFailed(f"There is no organisation called {slug}.{meant}")


def password_in(path: Path) -> str:
    """Return the password in a file, without the line's end, if it is good enough."""
    import sys

    from django.contrib.auth.password_validation import validate_password

    from frisklivsnett.commands.program import refusals

    try:
        words = sys.stdin.read() if str(path) == "-" else path.read_text(encoding="utf-8")
    except OSError as error:
        raise CommandFailed(f"{path} cannot be read: {error.strerror}.") from error
    with refusals():
        validate_password(words.rstrip("\r\n"))
    return words.rstrip("\r\n")


# --- forget-factors, export-person, erase-person ---


def add_export_arguments(parser: ArgumentParser) -> None:
    parser.add_argument("email", metavar="EMAIL")
    add_demo_switch(parser)
    parser.add_argument("--out", metavar="FILE", type=Path, help="write to a file instead of printing")


def export(arguments: Namespace) -> None:
    from frisklivsnett.commands.program import database_errors, open_database
    from frisklivsnett.commands.tables import deliver

    open_database(demo=arguments.demo)

    from frisklivsnett.registry.erasing import export_person

    with database_errors():
        content = export_person(person_of(arguments.email))
    deliver(json.dumps(content, ensure_ascii=False, indent=1) + "\n", arguments.out, private=True)


def add_erase_arguments(parser: ArgumentParser) -> None:
    parser.add_argument("email", metavar="EMAIL")
    add_demo_switch(parser)
    parser.add_argument("--yes", action="store_true", help="do it: it cannot be undone")


def erase(arguments: Namespace) -> None:
    from frisklivsnett.commands.program import database_errors, open_database, refusals

    open_database(demo=arguments.demo)

    from frisklivsnett.registry.erasing import erase_person

    person = person_of(arguments.email)
    if not arguments.yes:
        raise CommandFailed(
            f"Name, e-mail address, password and log-ins of {person.name} ({person.email}) would be taken away for "
            "good; what was sent and the log stay, by number. Add --yes to do it."
        )
    with database_errors(), refusals():
        erase_person(person, by=None)
    print(f"Erased. Person number {person.pk} is a number only. Older backups still hold the name.")


def add_forget_arguments(parser: ArgumentParser) -> None:
    parser.add_argument("email", metavar="EMAIL")
    parser.add_argument("--yes", action="store_true", help="do it: you have made sure who is asking")


def forget(arguments: Namespace) -> None:
    from frisklivsnett.commands.program import database_errors, open_database, refusals

    open_database(demo=False)

    from frisklivsnett.accounts.factors import forget_factors

    person = person_of(arguments.email)
    if not arguments.yes:
        raise CommandFailed(
            f"The app, passkeys and recovery codes of {person.name} ({person.email}) would be taken away, and then "
            "the password alone lets in until new ones are added. Make sure that it is they who ask: call them on a "
            "number that you know. Add --yes to do it."
        )
    with database_errors(), refusals():
        number = forget_factors(user=person, by=None)
    print(f"Taken away: {number}. {person.email} has been written to and logged out everywhere.")


def person_of(email: str) -> "User":
    """Return the person with this address."""
    from frisklivsnett.commands.program import database_errors
    from frisklivsnett.registry.models import User
    from frisklivsnett.registry.models.people import normalise_email

    with database_errors():
        found = User.objects.filter(email=normalise_email(email)).first()
    if found is None:
        raise CommandFailed(f"There is nobody with the address {email}.")
    return found


CREATE_USER = Command(
    "create-user",
    "Invite a user with a role, or make one: the first adviser, say.",
    add_create_arguments,
    create,
)
FORGET_FACTORS = Command(
    "forget-factors",
    "Take away the app, passkeys and recovery codes of somebody who has lost them.",
    add_forget_arguments,
    forget,
)
EXPORT_PERSON = Command(
    "export-person", "Print everything that is kept about a person, as JSON.", add_export_arguments, export
)
ERASE_PERSON = Command(
    "erase-person",
    "Take away a person's name, e-mail address and log-ins; what was sent and the log stay.",
    add_erase_arguments,
    erase,
)
