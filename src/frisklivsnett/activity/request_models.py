"""What the database holds of requests for a visit: who asks whom, what became of it, and each step on the way."""

import uuid
from collections.abc import Mapping
from datetime import datetime, timedelta
from types import MappingProxyType
from typing import Self

from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext as _

from frisklivsnett.activity.models import Entry
from frisklivsnett.registry.models import Organisation, Place, User

KEPT_FOR = timedelta(days=180)
"""How long after the visit, or after the last that happened, the name and e-mail address are kept."""
UNCONFIRMED_FOR = timedelta(days=7)
"""How long a request whose e-mail address was never confirmed is kept at all."""


class RequestState(models.TextChoices):
    """How far a request has come."""

    UNCONFIRMED = "unconfirmed"
    WAITING = "waiting"
    SUGGESTED = "suggested"
    ACCEPTED = "accepted"
    DECLINED = "declined"
    WITHDRAWN = "withdrawn"
    CANCELLED = "cancelled"
    NOTED = "noted"


MOVES: Mapping[str, frozenset[str]] = MappingProxyType(
    {
        "unconfirmed": frozenset({"waiting", "withdrawn"}),
        "waiting": frozenset({"waiting", "accepted", "suggested", "declined", "withdrawn"}),
        "suggested": frozenset({"accepted", "suggested", "waiting", "declined", "withdrawn"}),
        "accepted": frozenset({"accepted", "cancelled", "noted"}),
        "declined": frozenset(),
        "withdrawn": frozenset(),
        "cancelled": frozenset(),
        "noted": frozenset(),
    }
)
"""From each state, those that a request may go to. Waiting to waiting: another centre takes over."""


class VisitRequestQuerySet(models.QuerySet["VisitRequest"]):
    """Reads of requests that are used more than once."""

    def reached(self) -> Self:
        """Keep those whose sender has confirmed the address: no centre sees the others."""
        return self.exclude(state=RequestState.UNCONFIRMED).exclude(confirmed_at=None)

    def of_centre(self, centre: Organisation) -> Self:
        return self.reached().filter(centre=centre)

    def unplaced(self) -> Self:
        """Keep those that name no centre and wait for the coordinator to find one."""
        return self.reached().filter(centre=None, state=RequestState.WAITING)

    def open(self) -> Self:
        """Keep those that somebody still has to do something with."""
        return self.filter(state__in=["waiting", "suggested", "accepted"])


class VisitRequest(models.Model):
    """Somebody asks to visit a centre. ``centre`` None: they do not know which, and the coordinator finds one.

    ``name`` and ``email``, the only personal data, are emptied by ``erase_requests``. ``starts_at`` and ``ends_at``
    are the time agreed on, or suggested. ``sequence`` counts the changes of the calendar entry.
    """

    class Mode(models.TextChoices):
        IN_PERSON = "in_person"
        DIGITAL = "digital"
        EITHER = "either"

    class Language(models.TextChoices):
        NB = "nb"
        NN = "nn"
        EN = "en"

    key = models.UUIDField(default=uuid.uuid4, unique=True)
    state = models.CharField(max_length=12, choices=RequestState, default=RequestState.UNCONFIRMED)
    centre = models.ForeignKey(
        Organisation, models.PROTECT, null=True, blank=True, related_name="visit_requests"
    )
    organisation = models.CharField(max_length=150)
    place = models.ForeignKey(Place, models.PROTECT, null=True, blank=True, related_name="+")
    name = models.CharField(max_length=120, blank=True)
    email = models.EmailField(blank=True)
    language = models.CharField(max_length=2, choices=Language, default=Language.NB)
    wishes = models.CharField(max_length=500, blank=True)
    people = models.PositiveIntegerField(null=True, blank=True)
    about = models.CharField(max_length=1000, blank=True)
    mode = models.CharField(max_length=10, choices=Mode, default=Mode.IN_PERSON)
    starts_at = models.DateTimeField(null=True, blank=True)
    ends_at = models.DateTimeField(null=True, blank=True)
    where = models.CharField(max_length=200, blank=True)
    sequence = models.PositiveIntegerField(default=0)
    entry = models.ForeignKey(Entry, models.SET_NULL, null=True, blank=True, related_name="+")
    created_at = models.DateTimeField(default=timezone.now)
    confirmed_at = models.DateTimeField(null=True, blank=True)
    changed_at = models.DateTimeField(default=timezone.now)
    erased_at = models.DateTimeField(null=True, blank=True)

    objects = VisitRequestQuerySet.as_manager()

    class Meta:
        ordering = ["-created_at", "-id"]
        constraints = [
            models.CheckConstraint(condition=Q(state__in=RequestState.values), name="request_state_known"),
            models.CheckConstraint(
                condition=Q(ends_at=None, starts_at=None) | Q(ends_at__gt=models.F("starts_at")),
                name="request_ends_after_start",
            ),
            models.CheckConstraint(
                condition=~Q(state__in=["accepted", "suggested", "noted"])
                | Q(starts_at__isnull=False, centre__isnull=False),
                name="request_agreed_has_time",
            ),
            models.CheckConstraint(
                condition=Q(people=None) | Q(people__lte=1000), name="request_people_some"
            ),
        ]
        indexes = [models.Index(fields=["centre", "state"], name="request_of_centre")]

    def __str__(self) -> str:
        return f"{self.organisation} → {self.centre}"

    @property
    def is_open(self) -> bool:
        return self.state in (RequestState.WAITING, RequestState.SUGGESTED, RequestState.ACCEPTED)

    def has_been(self, at: datetime) -> bool:
        """Tell whether the visit should have taken place by now."""
        return self.state == RequestState.ACCEPTED and self.starts_at is not None and self.starts_at <= at

    def check_can_move(self, to: str) -> None:
        """Raise ``ValidationError`` with the reason when the request cannot go to that state from where it is."""
        if to in MOVES[self.state]:
            return
        reasons = {
            "unconfirmed": _("Forespørselen er ikke bekreftet ennå."),
            "declined": _("Forespørselen er allerede besvart med nei."),
            "withdrawn": _("Forespørselen er trukket av den som sendte den."),
            "cancelled": _("Besøket er avlyst."),
            "noted": _("Besøket er allerede notert i loggen."),
            "accepted": _("Besøket er allerede avtalt."),
        }
        raise ValidationError(reasons.get(self.state, _("Dette kan ikke gjøres nå.")), code="not_now")

    def can_move(self, to: str) -> bool:
        return to in MOVES[self.state]


class RequestStep(models.Model):
    """Something that happened to a request. ``by`` None: the one who asked. ``words`` go when the personal data go."""

    request = models.ForeignKey(VisitRequest, models.CASCADE, related_name="steps")
    at = models.DateTimeField(default=timezone.now)
    by = models.ForeignKey(User, models.SET_NULL, null=True, blank=True, related_name="+")
    what = models.CharField(max_length=12)
    """The state it came to, or ``moved``."""
    from_centre = models.ForeignKey(Organisation, models.PROTECT, null=True, blank=True, related_name="+")
    to_centre = models.ForeignKey(Organisation, models.PROTECT, null=True, blank=True, related_name="+")
    words = models.CharField(max_length=2000, blank=True)

    class Meta:
        ordering = ["at", "id"]

    def __str__(self) -> str:
        return f"{self.request_id} {self.what} {self.at:%Y-%m-%d}"
