"""Codes and links sent by e-mail: to log in, to choose a new password, to confirm a new address.

An address that nobody has gets a ticket that leads nowhere: whoever asks sees the same page, and the same work is done.
"""

import secrets
from collections.abc import Callable
from datetime import timedelta

from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.db import transaction
from django.db.models import F
from django.utils import timezone
from django.utils.translation import gettext as _

from frisklivsnett import audit
from frisklivsnett.accounts import letters
from frisklivsnett.accounts.devices import log_out_everywhere
from frisklivsnett.accounts.models import Ticket, TicketKind
from frisklivsnett.accounts.secrets import digest, is_same, new_link
from frisklivsnett.registry.erasing import ERASED_DOMAIN, ERASED_NAME
from frisklivsnett.registry.models import User
from frisklivsnett.registry.models.people import normalise_email

MINUTES = {TicketKind.LOGIN: 10, TicketKind.PASSWORD: 60, TicketKind.EMAIL: 60}
"""How long each kind is good for."""
TRIES = 5
"""How often a code may be typed."""
CODE_DIGITS = 6
SWEPT_AFTER = timedelta(days=1)


@transaction.atomic
def send_login_code(*, email: str) -> Ticket:
    """Send a code to whoever has this address, and return the ticket that the browser is to remember."""
    user = User.objects.filter(email=normalise_email(email), is_active=True).first()
    code = str(secrets.randbelow(10**CODE_DIGITS)).zfill(CODE_DIGITS)
    _end_earlier(TicketKind.LOGIN, user)
    ticket = _make(TicketKind.LOGIN, user, code)
    _write(user, lambda reader: letters.send_code(reader, code, MINUTES[TicketKind.LOGIN]))
    return ticket


def use_login_code(*, ticket_number: int, code: str) -> User | None:
    """Return whose code it is, and use it up; None when it is wrong, too old, or has been tried too often.

    A wrong try counts also when two come at once.
    """
    typed = "".join(code.split())
    with transaction.atomic():
        counted = Ticket.objects.filter(
            pk=ticket_number, kind=TicketKind.LOGIN, tries__lt=TRIES, expires_at__gt=timezone.now()
        ).update(tries=F("tries") + 1)
        if not counted:
            return None
        ticket = Ticket.objects.select_related("user").get(pk=ticket_number)
        if not is_same(ticket.digest, digest(ticket.kind, typed)) or ticket.user is None:
            return None
        ticket.delete()
        return ticket.user if ticket.user.is_active else None


@transaction.atomic
def send_password_link(*, email: str) -> None:
    """Send a link to choose a new password to whoever has this address."""
    user = User.objects.filter(email=normalise_email(email), is_active=True).first()
    link = new_link()
    _end_earlier(TicketKind.PASSWORD, user)
    _make(TicketKind.PASSWORD, user, link)
    _write(user, lambda reader: letters.send_password_link(reader, link, MINUTES[TicketKind.PASSWORD]))


@transaction.atomic
def send_email_link(*, email: str, by: User) -> None:
    """Send a link to a new address, which proves that its reader is ``by``. Nothing is changed until it is opened.

    An address that somebody else has gets nothing, and nobody is told that it is taken. Raises ValidationError when it
    is no address, or is the one that they have.
    """
    address = normalise_email(email)
    validate_email(address)
    if address == by.email:
        raise ValidationError(_("Dette er adressen du har nå."), code="same")
    Ticket.objects.filter(user=by, kind=TicketKind.EMAIL).delete()
    link = new_link()
    _make(TicketKind.EMAIL, by, link, address)
    if not User.objects.filter(email=address).exists():
        letters.send_email_link(by, address, link, MINUTES[TicketKind.EMAIL])
    audit.record("user.email_asked", by=by, about=by)


def ticket_of(kind: TicketKind, link: str) -> Ticket | None:
    """Return the ticket that a link opens, if it still opens anything."""
    found = Ticket.objects.select_related("user").filter(
        kind=kind, digest=digest(kind, link), expires_at__gt=timezone.now(), user__is_active=True
    )
    return found.first() if link else None


@transaction.atomic
def choose_password(*, ticket: Ticket, password: str) -> User:
    """Let the reader of a link choose a new password; whoever was logged in with the old one is logged out.

    The password must have been found good. Raises ValidationError when the link was used in the meantime.
    """
    user = _use(ticket)
    change_password(user=user, password=password, by=user)
    return user


@transaction.atomic
def change_password(*, user: User, password: str, by: User, but: str | None = None) -> None:
    """Change a password that was found good, log out everywhere save the session ``but``, and write to the person."""
    user.set_password(password)
    user.save(update_fields=["password"])
    Ticket.objects.filter(user=user).delete()
    log_out_everywhere(user=user, but=but, by=by)
    letters.tell_password_changed(user)
    audit.record("user.password_changed", by=by, about=user)


@transaction.atomic
def confirm_email(*, ticket: Ticket, by: User) -> None:
    """Take the new address into use, and write to the old one. Codes and links that were sent there end.

    Raises ValidationError when the link is somebody else's, was used, or the address has been taken meanwhile.
    """
    if ticket.user_id != by.pk:
        raise ValidationError(
            _("Lenken er sendt til noen andre. Logg inn som den du ba om den som."), code="other"
        )
    old = by.email
    if User.objects.filter(email=ticket.email).exists():
        raise ValidationError(_("Adressen kan ikke brukes. Velg en annen."), code="taken")
    _use(ticket)
    Ticket.objects.filter(user=by).delete()
    by.email = ticket.email
    by.save(update_fields=["email"])
    letters.tell_email_changed(by, old)
    audit.record("user.email_changed", by=by, about=by)


def _make(kind: TicketKind, user: User | None, secret: str, email: str = "") -> Ticket:
    now = timezone.now()
    Ticket.objects.filter(expires_at__lt=now - SWEPT_AFTER).delete()
    return Ticket.objects.create(
        kind=kind,
        user=user,
        email=email,
        digest=digest(kind, secret),
        made_at=now,
        expires_at=now + timedelta(minutes=MINUTES[kind]),
    )


def _end_earlier(kind: TicketKind, user: User | None) -> None:
    """Let a new code or link end the one before. For nobody the database is asked all the same."""
    Ticket.objects.filter(user_id=user.pk if user else 0, kind=kind).delete()


def _write(user: User | None, write: Callable[[User], None]) -> None:
    """Write to somebody. For nobody the same work is done and undone, so that the time it takes tells nothing."""
    if user:
        write(user)
        return
    with transaction.atomic():
        write(User(email=f"ingen@{ERASED_DOMAIN}", name=ERASED_NAME))
        transaction.set_rollback(True)


def _use(ticket: Ticket) -> User:
    """Use a link up; of two who do so at once one gets through."""
    used, _rows = Ticket.objects.filter(pk=ticket.pk).delete()
    if not used or ticket.user is None:
        raise ValidationError(_("Lenken er allerede brukt. Be om en ny."), code="used")
    return ticket.user
