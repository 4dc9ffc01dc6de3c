"""Agreements between the Directorate and the centres, and who coordinates the network."""

from datetime import date
from typing import Self

from django.db import models
from django.db.models import F, Q
from django.db.models.functions import Coalesce

from frisklivsnett.registry.models.organisations import Organisation
from frisklivsnett.registry.models.people import User

MOST = 10_000_000
"""NOK a year that no grant goes beyond: what is more is a slip of the keyboard."""
FIRST_DAY, LAST_DAY = date(2000, 1, 1), date(2100, 12, 31)
"""The days that agreements lie between."""
LONGEST_REASON = 1000
"""Characters in the reason for a change."""


class AgreementQuerySet(models.QuerySet["Agreement"]):
    def valid_in(self, year: int) -> Self:
        """Keep the agreements that were valid on at least one day of the calendar year ``year``."""
        return self.valid_between(date(year, 1, 1), date(year, 12, 31))

    def valid_on(self, day: date) -> Self:
        """Keep the agreements that are valid on ``day``."""
        return self.valid_between(day, day)

    def valid_between(self, first: date, last: date) -> Self:
        """Keep the agreements valid on at least one day from ``first`` to ``last``, both included."""
        return self.annotate(last_valid=Coalesce("ended_on", "ends_on")).filter(
            starts_on__lte=last, last_valid__gte=first
        )


class Agreement(models.Model):
    """A centre's agreement, from ``starts_on`` to ``ends_on``, both included. Grants are NOK a year.

    ``ended_on`` is the last day of one that was ended early. A centre has one agreement at a time: the database
    refuses an overlap (migration 0002).
    """

    organisation = models.ForeignKey(Organisation, models.PROTECT, related_name="agreements")
    starts_on = models.DateField()
    ends_on = models.DateField()
    ended_on = models.DateField(null=True, blank=True)
    grant = models.PositiveIntegerField()

    objects = AgreementQuerySet.as_manager()

    class Meta:
        ordering = ["organisation", "starts_on"]
        constraints = [
            models.CheckConstraint(
                condition=Q(ends_on__gte=F("starts_on")), name="agreement_ends_after_start"
            ),
            models.CheckConstraint(
                condition=Q(ended_on=None) | Q(ended_on__gte=F("starts_on"), ended_on__lt=F("ends_on")),
                name="agreement_ended_early_inside",
            ),
            models.UniqueConstraint(fields=["organisation", "starts_on"], name="agreement_once_a_day"),
            models.CheckConstraint(
                condition=Q(starts_on__gte=FIRST_DAY, ends_on__lte=LAST_DAY), name="agreement_in_our_time"
            ),
            models.CheckConstraint(condition=Q(grant__gte=1, grant__lte=MOST), name="agreement_grant_likely"),
        ]

    def __str__(self) -> str:
        return f"{self.organisation} {self.starts_on}–{self.last_day}"

    @property
    def last_day(self) -> date:
        """The last day it is valid, early end considered."""
        return self.ended_on or self.ends_on

    def is_valid_on(self, day: date) -> bool:
        return self.starts_on <= day <= self.last_day

    def is_valid_in(self, year: int) -> bool:
        """Tell whether it is valid on at least one day of ``year``."""
        return self.starts_on.year <= year <= self.last_day.year

    def status_on(self, day: date) -> str:
        """Return ``coming``, ``active``, ``ended`` or ``ended_early``."""
        if day < self.starts_on:
            return "coming"
        if day <= self.last_day:
            return "active"
        return "ended_early" if self.ended_on else "ended"


class AgreementChange(models.Model):
    """Something the Directorate did to an agreement, and why. Rows are added, and never changed.

    The days and the grant are those it had afterwards; of one that was removed, those it had before. ``agreement`` is
    None when it is gone.
    """

    class Kind(models.TextChoices):
        """What was done."""

        GIVEN = "given"
        EXTENDED = "extended"
        ENDED = "ended"
        CORRECTED = "corrected"
        REMOVED = "removed"

    organisation = models.ForeignKey(Organisation, models.PROTECT, related_name="agreement_changes")
    agreement = models.ForeignKey(Agreement, models.SET_NULL, null=True, related_name="changes")
    kind = models.CharField(max_length=10, choices=Kind)
    starts_on = models.DateField()
    ends_on = models.DateField()
    ended_on = models.DateField(null=True)
    grant = models.PositiveIntegerField()
    reason = models.CharField(max_length=LONGEST_REASON, blank=True)
    at = models.DateTimeField()
    by = models.ForeignKey(User, models.SET_NULL, null=True, related_name="+")

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(kind__in=["given", "extended", "ended", "corrected", "removed"]),
                name="agreement_change_known",
            ),
            models.CheckConstraint(condition=Q(kind="given") | ~Q(reason=""), name="agreement_change_reason"),
        ]

    def __str__(self) -> str:
        return f"{self.organisation} {self.kind}"


class CoordinatorTermQuerySet(models.QuerySet["CoordinatorTerm"]):
    def valid_on(self, day: date) -> Self:
        """Keep the term that ``day`` falls in: one or none."""
        return self.filter(Q(ends_on=None) | Q(ends_on__gte=day), starts_on__lte=day)


class CoordinatorTerm(models.Model):
    """A centre coordinates the network, both days included, for an extra grant of NOK a year. One at a time.

    ``ends_on`` is None while nobody knows who comes next.
    """

    organisation = models.ForeignKey(Organisation, models.PROTECT, related_name="coordinator_terms")
    starts_on = models.DateField()
    ends_on = models.DateField(null=True, blank=True)
    extra_grant = models.PositiveIntegerField()

    objects = CoordinatorTermQuerySet.as_manager()

    class Meta:
        ordering = ["starts_on"]
        constraints = [
            models.CheckConstraint(
                condition=Q(ends_on=None) | Q(ends_on__gte=F("starts_on")),
                name="coordinator_ends_after_start",
            ),
            models.UniqueConstraint(fields=["starts_on"], name="coordinator_once_a_day"),
        ]

    def __str__(self) -> str:
        return f"{self.organisation} {self.starts_on}–{self.ends_on or ''}"
