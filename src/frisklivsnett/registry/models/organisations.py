"""Organisations: the Directorate, centres, county governors and county councils."""

from datetime import date
from typing import Self

from django.db import models
from django.db.models import Q

from frisklivsnett.registry.models.places import Place


class OrganisationKind(models.TextChoices):
    """What an organisation is."""

    DIRECTORATE = "directorate", "direktorat"
    CENTRE = "centre", "utviklingssentral"
    COUNTY_GOVERNOR = "county_governor", "statsforvalter"
    COUNTY_COUNCIL = "county_council", "fylkeskommune"


class OrganisationQuerySet(models.QuerySet["Organisation"]):
    def centres(self) -> Self:
        return self.filter(kind=OrganisationKind.CENTRE)


class Organisation(models.Model):
    """An organisation. ``slug`` is its word in addresses (``tana``), ``name`` its name in running text («Tana»).

    ``place`` is the centre's municipality or district, the governor's area, or the council's county; the Directorate
    has none. ``language`` is the form of Norwegian it is written to in (språklova § 15); neutral counts as bokmål.
    """

    class Language(models.TextChoices):
        NB = "nb", "bokmål"
        NN = "nn", "nynorsk"

    kind = models.CharField(max_length=20, choices=OrganisationKind)
    slug = models.SlugField(max_length=60, unique=True)
    name = models.CharField(max_length=120)
    place = models.ForeignKey(Place, models.PROTECT, null=True, blank=True, related_name="organisations")
    language = models.CharField(max_length=2, choices=Language, default=Language.NB)
    email = models.EmailField(blank=True)

    objects = OrganisationQuerySet.as_manager()

    class Meta:
        ordering = ["name"]
        constraints = [
            models.CheckConstraint(
                condition=Q(kind__in=OrganisationKind.values), name="organisation_kind_known"
            ),
            models.CheckConstraint(
                condition=Q(language__in=["nb", "nn"]), name="organisation_language_known"
            ),
            models.CheckConstraint(
                condition=Q(kind="directorate", place__isnull=True)
                | (~Q(kind="directorate") & Q(place__isnull=False)),
                name="organisation_place_by_kind",
            ),
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def is_centre(self) -> bool:
        return self.kind == OrganisationKind.CENTRE

    def place_on(self, day: date) -> Place | None:
        """Return the place that stands for the organisation's on ``day``."""
        return self._place.on(day) if self._place else None

    def county_on(self, day: date) -> Place | None:
        """Return the county the organisation lies in on ``day``; None for the Directorate and for governors."""
        return self._place.county_on(day) if self._place else None

    def health_region_on(self, day: date) -> Place | None:
        """Return the health region the organisation lies in on ``day``."""
        return self._place.health_region_on(day) if self._place else None

    def governor_area_on(self, day: date) -> Place | None:
        """Return the county governor's area the organisation lies in on ``day``."""
        return self._place.governor_area_on(day) if self._place else None

    @property
    def _place(self) -> Place | None:
        """The place from the register in memory, so that lists of organisations need no query for each."""
        from frisklivsnett.registry.places import register

        return register().place(self.place_id) if self.place_id else None
