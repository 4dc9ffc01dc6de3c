"""What the database holds of enquiries that one centre passed on to another."""

from collections.abc import Mapping
from types import MappingProxyType
from typing import Self

from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import F, Q
from django.utils import timezone
from django.utils.translation import gettext as _

from frisklivsnett.activity.models import Entry
from frisklivsnett.registry.models import Organisation, User


class PassingState(models.TextChoices):
    """What became of an enquiry that was passed on."""

    WAITING = "waiting"
    TAKEN = "taken"
    RETURNED = "returned"


PASSING_MOVES: Mapping[str, frozenset[str]] = MappingProxyType(
    {"waiting": frozenset({"taken", "returned"}), "taken": frozenset(), "returned": frozenset()}
)


class PassingQuerySet(models.QuerySet["Passing"]):
    """Reads of passings that are used more than once."""

    def waiting(self) -> Self:
        return self.filter(state=PassingState.WAITING)

    def with_all(self) -> Self:
        """Fetch what a page shows of each."""
        return self.select_related("entry", "from_centre", "to_centre").prefetch_related(
            "entry__places", "entry__topics"
        )


class Passing(models.Model):
    """An enquiry in ``from_centre``'s log that ``to_centre`` is asked to answer.

    ``words`` are what the one says to the other. ``taken_as`` is the enquiry in the receiver's own log.
    """

    entry = models.ForeignKey(Entry, models.CASCADE, related_name="passings")
    from_centre = models.ForeignKey(Organisation, models.PROTECT, related_name="passed_on")
    to_centre = models.ForeignKey(Organisation, models.PROTECT, related_name="passed_here")
    state = models.CharField(max_length=10, choices=PassingState, default=PassingState.WAITING)
    words = models.CharField(max_length=1000, blank=True)
    reply = models.CharField(max_length=1000, blank=True)
    at = models.DateTimeField(default=timezone.now)
    by = models.ForeignKey(User, models.SET_NULL, null=True, related_name="+")
    answered_at = models.DateTimeField(null=True, blank=True)
    answered_by = models.ForeignKey(User, models.SET_NULL, null=True, blank=True, related_name="+")
    taken_as = models.ForeignKey(Entry, models.SET_NULL, null=True, blank=True, related_name="taken_from")

    objects = PassingQuerySet.as_manager()

    class Meta:
        ordering = ["-at", "-id"]
        constraints = [
            models.CheckConstraint(
                condition=Q(state__in=["waiting", "taken", "returned"]), name="passing_state_known"
            ),
            models.CheckConstraint(condition=~Q(from_centre=F("to_centre")), name="passing_to_another"),
            models.UniqueConstraint(
                fields=["entry"], condition=Q(state="waiting"), name="passing_waits_once"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.from_centre} → {self.to_centre} ({self.state})"

    def check_can_move(self, to: str) -> None:
        """Raise ``ValidationError`` with the reason when it has been answered already."""
        if to not in PASSING_MOVES[self.state]:
            raise ValidationError(
                _("Denne henvendelsen er allerede tatt eller sendt tilbake."), code="answered"
            )
