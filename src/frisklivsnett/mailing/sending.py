"""Sending what waits in the outbox: take a letter, hand it to the mail server, note how it went.

Each step is a transaction of its own and no mail server is spoken with inside one. Whoever is stopped between the first
and the last leaves the letter ``sending``; after ``LONGEST_TALK`` it is uncertain whether it was sent, so a person
decides. Two who send at the same time never take the same letter: the database lets one of them have it.
"""

import logging
from collections import Counter
from collections.abc import Callable, Iterator
from datetime import datetime, timedelta
from email.errors import MessageError

from django.conf import settings
from django.db import transaction
from django.utils import timezone

from frisklivsnett.mailing.message import ascii_address, message_of, sender_address
from frisklivsnett.mailing.models import NO_WORDS, Letter
from frisklivsnett.mailing.transport import (
    Connection,
    Delivery,
    Fault,
    MailServer,
    Outcome,
    UnreachableError,
)

LONGEST_TALK = timedelta(minutes=15)
"""Longer than handing over one letter can take, each answer of the server being waited for only so long."""
FIRST_PAUSE, LONGEST_PAUSE = timedelta(minutes=1), timedelta(hours=4)
log = logging.getLogger("frisklivsnett.mailing")


def send_waiting(*, clock: Callable[[], datetime] = timezone.now, limit: int = 1000) -> Counter[str]:
    """Send the letters that are due, the oldest first, and return how many became what (by state).

    ``unreachable`` counts those that wait on because the mail server cannot be reached. Without a mail server nothing
    is sent, and nothing is lost. Raises RuntimeError inside a transaction.
    """
    if transaction.get_connection().in_atomic_block:
        raise RuntimeError("Letters are sent outside transactions: others would wait for the mail server.")
    done: Counter[str] = Counter(settle(clock()))
    server = mail_server()
    if server is None or not Letter.objects.waiting(clock()).exists():
        return done
    try:
        with Connection(server) as connection:
            for letter in _taken(clock, limit):
                done[_send(letter, connection, clock)] += 1
    except UnreachableError as error:
        done["unreachable"] = _put_off(str(error), clock())
    if done:
        log.info("letters: %s", ", ".join(f"{number} {state}" for state, number in done.items()))
    return done


def settle(at: datetime) -> dict[str, int]:
    """Note what can no longer be sent, and what nobody knows of; return how many of each."""
    expired = Letter.objects.filter(state=Letter.State.QUEUED, expires_at__lte=at)
    stopped = Letter.objects.filter(state=Letter.State.SENDING, claimed_at__lte=at - LONGEST_TALK)
    counts = {}
    for found, state, fault in ((expired, "failed", Fault.EXPIRED), (stopped, "uncertain", Fault.STOPPED)):
        secret = found.filter(secret=True).update(state=state, fault=fault, **NO_WORDS)
        counts[state] = secret + found.update(state=state, fault=fault)
    return {state: number for state, number in counts.items() if number}


def mail_server() -> MailServer | None:
    """Return the mail server of the settings, or None: the demo's mailbox, or none set up yet."""
    if settings.MAIL_DELIVERY != "smtp":
        return None
    return MailServer.from_address(settings.SMTP_URL, settings.SMTP_CA, settings.SMTP_TIMEOUT)


def _taken(clock: Callable[[], datetime], limit: int) -> Iterator[Letter]:
    """Take the letters that wait, one at a time, each just before it is sent."""
    for _number in range(limit):
        at = clock()
        letter = Letter.objects.waiting(at).first()
        if letter is None:
            return
        free = Letter.objects.filter(pk=letter.pk, state=Letter.State.QUEUED, due_at=letter.due_at)
        if free.update(state=Letter.State.SENDING, claimed_at=at, attempts=letter.attempts + 1):
            letter.state, letter.claimed_at, letter.attempts = Letter.State.SENDING, at, letter.attempts + 1
            yield letter


def _send(letter: Letter, connection: Connection, clock: Callable[[], datetime]) -> str:
    try:
        message = message_of(letter)
        address = ascii_address(letter.address)
    except (ValueError, IndexError, MessageError) as error:
        # An address or a header that cannot be written: no use in trying again.
        return _note(letter, Delivery(Outcome.REFUSED, Fault.UNWRITABLE, type(error).__name__), clock())
    return _note(letter, connection.deliver(sender_address(), address, message), clock())


def _note(letter: Letter, delivery: Delivery, at: datetime) -> str:
    """Write down how it went, and return the letter's state."""
    fields: dict[str, object] = {"fault": delivery.fault or "", "answer": delivery.answer}
    match delivery.outcome:
        case Outcome.SENT:
            fields |= {"state": "sent", "sent_at": at}
        case Outcome.RETRY:
            fields |= {"state": "queued", "due_at": at + pause_after(letter.attempts)}
        case Outcome.REFUSED:
            fields |= {"state": "failed"}
        case Outcome.UNCERTAIN:
            fields |= {"state": "uncertain"}
    if letter.secret and fields["state"] != "queued":
        fields |= NO_WORDS
    # Only as long as it is ours: a late word still tells the truth of one that was given up as uncertain.
    ours = Letter.objects.filter(
        pk=letter.pk, claimed_at=letter.claimed_at, state__in=["sending", "uncertain"]
    )
    ours.update(**fields)
    return str(fields["state"])


def pause_after(attempts: int) -> timedelta:
    """Return how long to wait after so many tries: 1, 4, 16, 64 minutes, then 4 hours each time."""
    longer: int = 4 ** min(attempts - 1, 6)
    return min(FIRST_PAUSE * longer, LONGEST_PAUSE)


def _put_off(answer: str, at: datetime) -> int:
    """Let everything wait a little, since there is nobody to give it to; that counts as no try."""
    log.warning("the mail server cannot be reached: %s", answer)
    return (
        Letter.objects.waiting(at)
        .order_by()
        .update(fault=Fault.UNREACHABLE, answer=answer, due_at=at + FIRST_PAUSE)
    )
