"""Who has been asked to come in."""

from collections.abc import Mapping
from datetime import datetime
from types import MappingProxyType
from typing import Self

from django.db import models
from django.db.models import Q
from django.db.models.functions import Lower
from django.utils import timezone

from frisklivsnett.registry.models import Organisation, RoleKind, User


class InvitationStatus(models.TextChoices):
    OPEN = "open", "åpen"
    ACCEPTED = "accepted", "tatt imot"
    WITHDRAWN = "withdrawn", "trukket tilbake"


MOVES: Mapping[str, frozenset[str]] = MappingProxyType(
    {
        InvitationStatus.OPEN: frozenset({InvitationStatus.ACCEPTED, InvitationStatus.WITHDRAWN}),
        InvitationStatus.ACCEPTED: frozenset(),
        InvitationStatus.WITHDRAWN: frozenset(),
    }
)
"""Where an invitation can go from each status. One that has expired is still open: it can be sent again."""


class InvitationQuerySet(models.QuerySet["Invitation"]):
    def open(self) -> Self:
        return self.filter(status=InvitationStatus.OPEN)


class Invitation(models.Model):
    """Someone asked to take a role in an organisation, by a link that works once.

    ``user`` is who had an account with the address when they were asked, and then who accepted. Name and address are
    taken out once it is no longer open. Only a keyed hash of the link is kept.
    """

    organisation = models.ForeignKey(Organisation, models.PROTECT, related_name="invitations")
    kind = models.CharField(max_length=20, choices=RoleKind)
    name = models.CharField(max_length=120, blank=True)
    email = models.EmailField(blank=True)
    language = models.CharField(max_length=2, choices=User.Language, default=User.Language.NB)
    user = models.ForeignKey(User, models.CASCADE, null=True, related_name="invitations")
    invited_by = models.ForeignKey(User, models.PROTECT, null=True, related_name="invitations_made")
    digest = models.CharField(max_length=64, unique=True)
    status = models.CharField(max_length=10, choices=InvitationStatus, default=InvitationStatus.OPEN)
    sendings = models.PositiveSmallIntegerField(default=1)
    sent_at = models.DateTimeField()
    expires_at = models.DateTimeField()

    objects = InvitationQuerySet.as_manager()

    class Meta:
        ordering = ["name", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(status__in=InvitationStatus.values), name="invitation_status_known"
            ),
            models.CheckConstraint(condition=Q(kind__in=RoleKind.values), name="invitation_kind_known"),
            models.CheckConstraint(condition=Q(email=Lower("email")), name="invitation_email_lower_case"),
            models.CheckConstraint(
                condition=Q(status="open") & ~Q(email="") & ~Q(name="")
                | ~Q(status="open") & Q(email="", name=""),
                name="invitation_names_nobody_when_done",
            ),
            models.CheckConstraint(
                condition=~Q(status="accepted") | Q(user__isnull=False), name="invitation_accepted_by_someone"
            ),
            models.UniqueConstraint(
                fields=["organisation", "email"], condition=Q(status="open"), name="invitation_open_once"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.kind}, {self.organisation}"

    def has_expired(self, at: datetime | None = None) -> bool:
        return self.expires_at <= (at or timezone.now())

    def close(self, status: InvitationStatus) -> None:
        """Move on from open, without keeping who it was."""
        self.status, self.name, self.email = status, "", ""
