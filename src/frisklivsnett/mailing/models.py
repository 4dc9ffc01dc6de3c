"""What the database holds of letters: each letter with how it went, what is attached, and the adviser's own texts."""

from collections.abc import Mapping
from datetime import datetime
from typing import Self

from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext as _

from frisklivsnett.core.text import LANGUAGES
from frisklivsnett.mailing.kinds import KINDS, Kind
from frisklivsnett.registry.models import Organisation, User

MOVES: Mapping[str, frozenset[str]] = {
    "queued": frozenset({"sending", "failed", "withdrawn"}),
    "sending": frozenset({"sent", "queued", "failed", "uncertain"}),
    "uncertain": frozenset({"sent", "queued", "withdrawn"}),
    "failed": frozenset({"queued", "withdrawn"}),
    "sent": frozenset(),
    "withdrawn": frozenset(),
}
"""The states of a letter and the moves between them. Only a person moves one on from failed or uncertain."""

NO_WORDS: Mapping[str, str] = {"subject": "", "text": "", "html": ""}
"""What is left of what a secret letter said when it is out of the outbox."""


class LetterQuerySet(models.QuerySet["Letter"]):
    """Reads of letters that are used more than once."""

    def waiting(self, at: datetime) -> Self:
        """Keep those that should be sent by now, the one that has waited longest first."""
        return self.filter(state="queued", due_at__lte=at).order_by("due_at", "pk")

    def about(self, thing: models.Model) -> Self:
        """Keep the letters that tell of ``thing``."""
        return self.filter(about_kind=thing._meta.label_lower, about_id=str(thing.pk))

    def needing_a_look(self) -> Self:
        """Keep those that somebody must decide about: failed, or perhaps sent."""
        return self.filter(state__in=["failed", "uncertain"])


class Letter(models.Model):
    """A letter to one address, with the words as they are sent. ``key`` makes sure that it is written once.

    ``sending``: taken by somebody who talks with the mail server now. ``uncertain``: that somebody was stopped on the
    way, so the letter may have been sent; it is never sent again by itself. ``secret`` letters lose their words when
    they have been sent.
    """

    class State(models.TextChoices):
        """How it went."""

        QUEUED = "queued"
        SENDING = "sending"
        SENT = "sent"
        FAILED = "failed"
        UNCERTAIN = "uncertain"
        WITHDRAWN = "withdrawn"

    key = models.CharField(max_length=200, unique=True)
    kind = models.CharField(max_length=40)
    language = models.CharField(max_length=2)
    organisation = models.ForeignKey(Organisation, models.PROTECT, null=True, related_name="letters")
    user = models.ForeignKey(User, models.CASCADE, null=True, related_name="letters")
    """Who it is to, when the address is that of a person whom we know."""
    address = models.EmailField()
    name = models.CharField(max_length=120, blank=True)
    subject = models.CharField(max_length=200, blank=True)
    text = models.TextField(blank=True)
    html = models.TextField(blank=True)
    secret = models.BooleanField(default=False)
    about_kind = models.CharField(max_length=60, blank=True)
    about_id = models.CharField(max_length=60, blank=True)
    message_id = models.CharField(max_length=200, unique=True)
    state = models.CharField(max_length=10, choices=State, default=State.QUEUED)
    queued_at = models.DateTimeField()
    queued_by = models.ForeignKey(User, models.SET_NULL, null=True, related_name="+")
    due_at = models.DateTimeField()
    """When it is to be sent, or tried again."""
    expires_at = models.DateTimeField()
    """After this it is of no use, and is not sent."""
    claimed_at = models.DateTimeField(null=True)
    sent_at = models.DateTimeField(null=True)
    attempts = models.PositiveSmallIntegerField(default=0)
    fault = models.CharField(max_length=40, blank=True)
    """Why it was not sent the last time, as a word of ``transport.Fault``."""
    answer = models.CharField(max_length=300, blank=True)
    """What the mail server said then."""

    objects = LetterQuerySet.as_manager()

    class Meta:
        ordering = ["-queued_at", "-pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(state__in=["queued", "sending", "sent", "failed", "uncertain", "withdrawn"]),
                name="letter_state_known",
            ),
            models.CheckConstraint(condition=Q(language__in=LANGUAGES), name="letter_language_known"),
            models.CheckConstraint(
                condition=Q(state="sent", sent_at__isnull=False)
                | (~Q(state="sent") & Q(sent_at__isnull=True)),
                name="letter_sent_has_its_moment",
            ),
        ]
        indexes = [
            models.Index(fields=["state", "due_at"], name="letter_waiting"),
            models.Index(fields=["about_kind", "about_id"], name="letter_about"),
        ]

    def __str__(self) -> str:
        return self.key

    @property
    def kind_of(self) -> Kind:
        """What is known of its kind."""
        return KINDS[self.kind]

    @property
    def has_words(self) -> bool:
        """Whether what it says is still here."""
        return bool(self.text)

    def check_can_move(self, state: str) -> None:
        """Raise ``ValidationError`` when the letter cannot go to ``state``."""
        if state in MOVES[self.state]:
            return
        if self.state == self.State.SENT:
            raise ValidationError(_("Brevet er allerede sendt."), code="sent")
        if self.state in ("queued", "sending"):
            raise ValidationError(_("Brevet er allerede på vei."), code="on_its_way")
        raise ValidationError(_("Brevet er trukket tilbake."), code="withdrawn")

    def check_can_send_again(self) -> None:
        """Raise ``ValidationError`` with the reason when it cannot be sent again."""
        self.check_can_move(self.State.QUEUED)
        if not self.has_words:
            raise ValidationError(
                _("Brevet hadde en kode eller en personlig lenke, og er ikke tatt vare på. Lag et nytt."),
                code="no_words",
            )

    def can_send_again(self) -> bool:
        """Tell whether somebody may have it sent again."""
        try:
            self.check_can_send_again()
        except ValidationError:
            return False
        return True


class Attachment(models.Model):
    """A file that goes with a letter."""

    letter = models.ForeignKey(Letter, models.CASCADE, related_name="attachments")
    name = models.CharField(max_length=120)
    media_type = models.CharField(max_length=100)
    content = models.BinaryField()

    class Meta:
        ordering = ["pk"]

    def __str__(self) -> str:
        return self.name


class LetterText(models.Model):
    """A version of a letter's text in a language, as the adviser wrote it; numbered from 1, the last one counts.

    ``standard``: from here on the program's own text counts again, whatever it is at the time.
    """

    kind = models.CharField(max_length=40)
    language = models.CharField(max_length=2)
    number = models.PositiveIntegerField()
    standard = models.BooleanField(default=False)
    subject = models.CharField(max_length=200, blank=True)
    body = models.TextField(blank=True)
    saved_at = models.DateTimeField()
    saved_by = models.ForeignKey(User, models.SET_NULL, null=True, related_name="+")

    class Meta:
        ordering = ["kind", "language", "-number"]
        constraints = [
            models.UniqueConstraint(fields=["kind", "language", "number"], name="letter_text_number_once"),
            models.CheckConstraint(condition=Q(language__in=LANGUAGES), name="letter_text_language_known"),
            models.CheckConstraint(
                condition=Q(standard=True, subject="", body="")
                | (Q(standard=False) & ~Q(subject="") & ~Q(body="")),
                name="letter_text_has_words",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.language} {self.number}"
