"""Places that are valid from one day to another: municipalities, counties and what they belong to.

Where a place lies is answered by the register in memory (registry/places.py), which is made of these models and so can
only be imported when asked.
"""

from datetime import date
from typing import Self

from django.db import models
from django.db.models import F, Q
from django.utils import timezone


class PlaceKind(models.TextChoices):
    """What a place is. A health region and a county governor's area have no number of their own: ours are words."""

    HEALTH_REGION = "health_region", "helseregion"
    GOVERNOR_AREA = "governor_area", "statsforvalterembete"
    COUNTY = "county", "fylke"
    MUNICIPALITY = "municipality", "kommune"
    DISTRICT = "district", "bydel"


class PlaceQuerySet(models.QuerySet["Place"]):
    def valid_on(self, day: date) -> Self:
        """Keep the places that exist on ``day``."""
        return self.filter(Q(valid_to=None) | Q(valid_to__gte=day), valid_from__lte=day)

    def of_kind(self, kind: PlaceKind) -> Self:
        return self.filter(kind=kind)


class Place(models.Model):
    """A place under one code. A new code is a new row, tied to the old one by a ``Succession``.

    ``valid_from`` and ``valid_to`` are its first and its last day; ``valid_to`` None means that it still exists.
    The registry begins on 1 January 2020: what is older starts there. ``parent`` is the district's municipality, or the
    municipality's county; a county has ``health_region`` and ``governor_area`` instead.
    """

    kind = models.CharField(max_length=20, choices=PlaceKind)
    code = models.CharField(max_length=40)
    name = models.CharField(max_length=100)
    official_name = models.CharField(max_length=100)
    name_sami = models.CharField(max_length=100, blank=True)
    sami_language = models.CharField(max_length=3, blank=True)
    name_kven = models.CharField(max_length=100, blank=True)
    in_sami_area = models.BooleanField(default=False)
    valid_from = models.DateField()
    valid_to = models.DateField(null=True, blank=True)
    parent = models.ForeignKey("self", models.PROTECT, null=True, blank=True, related_name="parts")
    health_region = models.ForeignKey(
        "self", models.PROTECT, null=True, blank=True, related_name="region_counties"
    )
    governor_area = models.ForeignKey(
        "self", models.PROTECT, null=True, blank=True, related_name="governor_counties"
    )

    objects = PlaceQuerySet.as_manager()

    class Meta:
        ordering = ["kind", "code", "valid_from"]
        constraints = [
            models.UniqueConstraint(fields=["kind", "code", "valid_from"], name="place_code_once_a_day"),
            models.CheckConstraint(
                condition=Q(valid_to=None) | Q(valid_to__gte=F("valid_from")), name="place_ends_after_start"
            ),
            models.CheckConstraint(condition=Q(kind__in=PlaceKind.values), name="place_kind_known"),
            models.CheckConstraint(
                condition=Q(kind__in=["municipality", "district"], parent__isnull=False)
                | (~Q(kind__in=["municipality", "district"]) & Q(parent__isnull=True)),
                name="place_parent_by_kind",
            ),
            models.CheckConstraint(
                condition=Q(kind="county", health_region__isnull=False, governor_area__isnull=False)
                | (~Q(kind="county") & Q(health_region__isnull=True, governor_area__isnull=True)),
                name="place_region_by_kind",
            ),
        ]

    def __str__(self) -> str:
        return self.name

    def is_valid_on(self, day: date) -> bool:
        """Tell whether the place exists, under this code, on ``day``."""
        return self.valid_from <= day and (self.valid_to is None or day <= self.valid_to)

    def on(self, day: date) -> "Place | None":
        """Return the place that stands for this one on ``day``: itself, or what it became or came from.

        None when there is none, or when several share it and none bears its name (Viken after 2023).
        """
        from frisklivsnett.registry.places import register

        return register().on(self, day)

    def county_on(self, day: date) -> "Place | None":
        """Return the county it lies in on ``day`` (a county's own successor); None for what is above counties."""
        from frisklivsnett.registry.places import register

        return register().county_on(self, day)

    def health_region_on(self, day: date) -> "Place | None":
        """Return the health region it lies in on ``day``."""
        from frisklivsnett.registry.places import register

        return register().health_region_on(self, day)

    def governor_area_on(self, day: date) -> "Place | None":
        """Return the county governor's area it lies in on ``day``."""
        from frisklivsnett.registry.places import register

        return register().governor_area_on(self, day)


class Succession(models.Model):
    """``new`` took over from ``old``, wholly or in part, on a day: its first day, the day after the old one's last."""

    old = models.ForeignKey(Place, models.PROTECT, related_name="successions")
    new = models.ForeignKey(Place, models.PROTECT, related_name="origins")
    on = models.DateField()

    class Meta:
        ordering = ["on", "old", "new"]
        constraints = [
            models.UniqueConstraint(fields=["old", "new"], name="succession_once"),
            models.CheckConstraint(condition=~Q(old=F("new")), name="succession_between_two"),
        ]

    def __str__(self) -> str:
        return f"{self.old} → {self.new} {self.on}"


class RegisterVersion(models.Model):
    """One row, renewed at each load that changed something, so that every process sees when to read places again."""

    token = models.CharField(max_length=64)
    loaded_at = models.DateTimeField(default=timezone.now)

    def __str__(self) -> str:
        return self.token
