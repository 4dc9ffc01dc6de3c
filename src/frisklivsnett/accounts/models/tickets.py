"""What is sent to an e-mail address to prove that somebody reads there: used once, for a short while."""

from django.db import models
from django.db.models import Q

from frisklivsnett.registry.models import User


class TicketKind(models.TextChoices):
    """What it opens."""

    LOGIN = "login", "kode for å logge inn"
    PASSWORD = "password", "lenke for å velge nytt passord"
    EMAIL = "email", "lenke for å bekrefte ny e-postadresse"


class Ticket(models.Model):
    """A code or a link that was sent. Only a keyed hash of it is kept.

    ``user`` is None for one that leads nowhere: somebody asked for a code to an address that nobody here has, and is to
    notice no difference. ``email`` is the new address, where that is what it proves.
    """

    kind = models.CharField(max_length=20, choices=TicketKind)
    user = models.ForeignKey(User, models.CASCADE, null=True, related_name="tickets")
    email = models.EmailField(blank=True)
    digest = models.CharField(max_length=64, db_index=True)
    tries = models.PositiveSmallIntegerField(default=0)
    made_at = models.DateTimeField()
    expires_at = models.DateTimeField(db_index=True)

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(kind__in=TicketKind.values), name="ticket_kind_known"),
            models.CheckConstraint(
                condition=Q(kind="email", user__isnull=False) & ~Q(email="") | ~Q(kind="email") & Q(email=""),
                name="ticket_email_when_it_proves_one",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.pk}"
