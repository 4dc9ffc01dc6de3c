"""Everything that changes letters and their texts: queueing, withdrawing, sending again; saving a text."""

import uuid
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from django.conf import settings
from django.db import transaction
from django.db.models import Model
from django.utils import timezone

from frisklivsnett import audit
from frisklivsnett.mailing import courier
from frisklivsnett.mailing.kinds import KINDS, Kind
from frisklivsnett.mailing.models import NO_WORDS, Attachment, Letter
from frisklivsnett.mailing.texts import words_now
from frisklivsnett.mailing.values import Value, values_for
from frisklivsnett.mailing.wording import Written, as_written, one_line, write_body, write_subject
from frisklivsnett.registry.models import Organisation, User
from frisklivsnett.registry.models.people import normalise_email

Recipient = Organisation | User | str
LONGEST_NAME = 120
LONGEST_LINE = 200


@dataclass(frozen=True, slots=True)
class File:
    """Something to attach."""

    name: str
    media_type: str
    content: bytes


@dataclass(frozen=True, slots=True)
class _Reader:
    """One address that a letter goes to, and what is known of who reads there."""

    address: str
    name: str = ""
    user: User | None = None


def enqueue(
    *,
    kind: str,
    key: str,
    to: Recipient,
    language: str | None = None,
    context: Mapping[str, Value],
    about: Model | None = None,
    organisation: Organisation | None = None,
    by: User | None,
    attachments: Sequence[File] = (),
    at: datetime | None = None,
) -> Letter | None:
    """Put a letter in the outbox, in the transaction of what it tells about, and return it. It is sent after commit.

    ``key`` is the letter's own: one that is in the outbox already, in whatever state, is returned as it is. ``to`` an
    organisation is a letter to each person with a role in it today (the first is returned), or to its address when it
    has nobody; None when there is nobody to write to. ``language`` left out: the organisation's form of Norwegian
    (språklova § 15), or the person's own when no organisation is named. ``context`` gives each placeholder of the kind
    a value; a paragraph whose placeholder has none is left out.

    Raises ValueError when ``context`` does not fit the kind, and RuntimeError outside a transaction.
    """
    letters = enqueue_all(
        kind=kind,
        key=key,
        to=to,
        language=language,
        context=context,
        about=about,
        organisation=organisation,
        by=by,
        attachments=attachments,
        at=at,
    )
    return letters[0] if letters else None


def enqueue_all(
    *,
    kind: str,
    key: str,
    to: Recipient,
    language: str | None = None,
    context: Mapping[str, Value],
    about: Model | None = None,
    organisation: Organisation | None = None,
    by: User | None,
    attachments: Sequence[File] = (),
    at: datetime | None = None,
) -> list[Letter]:
    """Do what ``enqueue`` does, and return every letter, also those that were in the outbox already."""
    found, moment = KINDS[kind], at or timezone.now()
    belongs_to = to if isinstance(to, Organisation) else organisation
    letters = []
    for reader in readers_of(to, moment):
        chosen = _language(language, found, belongs_to, reader.user)
        values = values_for(
            found,
            context,
            chosen,
            reader=reader.name,
            organisation=belongs_to.name if belongs_to else "",
        )
        words = words_now(found, chosen)
        letter = _letter(found, reader, belongs_to, chosen, about, by, moment)
        letter.key = f"{key}:{reader.user.pk}" if isinstance(to, Organisation) and reader.user else key
        written = write_body(words.body, values, found.placeholders)
        letters.append(_queue(letter, write_subject(words.subject, values), written, attachments))
    return letters


def enqueue_written(
    *,
    kind: str,
    to: str,
    subject: str,
    text: str,
    key: str = "",
    language: str | None = None,
    written: Written | None = None,
    by: User | None = None,
    at: datetime | None = None,
) -> Letter:
    """Put a letter in the outbox whose words are made already, such as a library's, and return it.

    Its HTML is made from ``text``, unless ``written`` has it. Without a ``key`` it is a letter of its own each time.
    """
    found, moment = KINDS[kind], at or timezone.now()
    (reader,) = readers_of(to, moment)
    chosen = _language(language, found, None, reader.user)
    letter = _letter(found, reader, None, chosen, None, by, moment)
    letter.key = key or f"{kind}:{uuid.uuid4()}"
    with transaction.atomic():
        return _queue(letter, one_line(subject)[:LONGEST_LINE], written or as_written(text), ())


def readers_of(to: Recipient, at: datetime) -> list[_Reader]:
    """Return whom a letter goes to: a person, an address, or all who have a role in the organisation on the day."""
    if isinstance(to, User):
        return [_Reader(to.email, to.name, to)] if to.is_active else []
    if isinstance(to, str):
        address = normalise_email(to)
        known = User.objects.filter(email=address, is_active=True).first()
        return [_Reader(address, known.name if known else "", known)]
    roles = to.roles.valid_on(timezone.localdate(at)).filter(user__is_active=True).select_related("user")
    people = {role.user_id: role.user for role in roles.order_by("user__name", "user_id")}
    if people:
        return [_Reader(user.email, user.name, user) for user in people.values()]
    return [_Reader(normalise_email(to.email), to.name)] if to.email else []


def _language(wanted: str | None, kind: Kind, organisation: Organisation | None, user: User | None) -> str:
    """Return the wanted language if there is a text in it, else the organisation's, the person's, bokmål."""
    candidates = [wanted, organisation.language if organisation else None, user.language if user else None]
    return next((code for code in candidates if code in kind.languages), kind.languages[0])


def _letter(
    kind: Kind,
    reader: _Reader,
    organisation: Organisation | None,
    language: str,
    about: Model | None,
    by: User | None,
    at: datetime,
) -> Letter:
    return Letter(
        kind=kind.id,
        language=language,
        organisation=organisation,
        user=reader.user,
        address=reader.address,
        name=one_line(reader.name)[:LONGEST_NAME],
        secret=kind.secret,
        about_kind=about._meta.label_lower if about else "",
        about_id=str(about.pk) if about else "",
        message_id=f"<{uuid.uuid4()}@{settings.MAIL_DOMAIN}>",
        queued_at=at,
        queued_by=by,
        due_at=at,
        expires_at=at + kind.good_for,
    )


def _queue(letter: Letter, subject: str, written: Written, attachments: Iterable[File]) -> Letter:
    """Store the letter unless its key is taken; then return the one that has it."""
    if not transaction.get_connection().in_atomic_block:
        raise RuntimeError("A letter must be queued in the transaction of what it tells about.")
    letter.subject, letter.text, letter.html = subject, written.text, written.html
    if settings.MAIL_DELIVERY == "mailbox":
        letter.state, letter.sent_at = Letter.State.SENT, letter.queued_at
    if there := Letter.objects.filter(key=letter.key).first():
        return there
    # Somebody else may queue the same one right now: the database lets one of us through.
    Letter.objects.bulk_create([letter], ignore_conflicts=True)
    stored = Letter.objects.get(key=letter.key)
    if stored.message_id == letter.message_id:
        Attachment.objects.bulk_create(
            Attachment(letter=stored, name=file.name, media_type=file.media_type, content=file.content)
            for file in attachments
        )
        transaction.on_commit(courier.nudge, robust=True)
    return stored


def withdraw(*, about: Model, kinds: Iterable[str]) -> int:
    """Take letters that have not been sent out of the outbox, since they are no longer true; return how many."""
    waiting = Letter.objects.about(about).filter(kind__in=list(kinds), state=Letter.State.QUEUED)
    waiting.filter(secret=True).update(**NO_WORDS)
    return waiting.update(state=Letter.State.WITHDRAWN)


@transaction.atomic
def send_again(*, letter: Letter, by: User | None, at: datetime | None = None) -> None:
    """Put a letter that failed, or that perhaps was sent, back in the outbox. Asked twice, it is put there once.

    Raises ``ValidationError`` with the reason when it cannot be: it has been sent after all, or its words are gone.
    """
    moment = at or timezone.now()
    locked = Letter.objects.select_for_update(of=("self",)).get(pk=letter.pk)
    locked.check_can_send_again()
    locked.state, locked.due_at, locked.attempts = Letter.State.QUEUED, moment, 0
    locked.expires_at = moment + locked.kind_of.good_for
    locked.fault, locked.answer = "", ""
    locked.save(update_fields=["state", "due_at", "attempts", "expires_at", "fault", "answer"])
    audit.record(
        "letter.sent_again",
        by=by,
        about=locked,
        organisation=locked.organisation,
        details={"kind": locked.kind},
    )
    transaction.on_commit(courier.nudge, robust=True)
