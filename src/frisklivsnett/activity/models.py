"""What the database holds of the year as it happens: entries, their places and topics, attachments."""

import uuid
from datetime import date
from typing import Self

from django.db import models
from django.db.models import F, Q
from django.utils import timezone

from frisklivsnett.activity.kinds import all_kinds
from frisklivsnett.core.activity.details import read_details
from frisklivsnett.core.forms import Answers
from frisklivsnett.registry.models import Organisation, Place, User


class Topic(models.Model):
    """What an enquiry or a visit was about. The list is short and shared; a proposed one waits for agreement.

    ``merged_into`` is the topic that took over when two turned out to be the same.
    """

    class State(models.TextChoices):
        PROPOSED = "proposed"
        AGREED = "agreed"
        RETIRED = "retired"

    slug = models.SlugField(max_length=60, unique=True)
    name_nb = models.CharField(max_length=80, unique=True)
    name_nn = models.CharField(max_length=80)
    name_en = models.CharField(max_length=80, blank=True)
    state = models.CharField(max_length=10, choices=State, default=State.AGREED)
    merged_into = models.ForeignKey("self", models.SET_NULL, null=True, blank=True, related_name="merged")
    proposed_by = models.ForeignKey(User, models.SET_NULL, null=True, blank=True, related_name="+")

    class Meta:
        ordering = ["name_nb"]
        constraints = [
            models.CheckConstraint(
                condition=Q(state__in=["proposed", "agreed", "retired"]), name="topic_state_known"
            ),
        ]

    def __str__(self) -> str:
        return self.name_nb


class EntryQuerySet(models.QuerySet["Entry"]):
    """Reads of entries that are used more than once."""

    def kept(self) -> Self:
        """Leave out what lies in the recycle bin."""
        return self.filter(deleted_at=None)

    def of_centre(self, centre: Organisation) -> Self:
        return self.filter(centre=centre)

    def binned(self) -> Self:
        """Keep what lies in the recycle bin, the latest first."""
        return self.exclude(deleted_at=None).order_by("-deleted_at", "-id")

    def of_year(self, year: int) -> Self:
        """Keep those that began in the calendar year: a visit over New Year counts in the year it began."""
        return self.filter(starts_on__gte=date(year, 1, 1), starts_on__lte=date(year, 12, 31))

    def with_parts(self) -> Self:
        """Fetch places and topics too, in a query each."""
        return self.prefetch_related("places", "topics")


class Entry(models.Model):
    """One thing noted by a centre. ``details`` are the answers to the kind's own form, as ``core.forms`` writes them.

    ``key`` is made where the entry is written (the browser), so that a retry, or a phone that sends twice, makes one.
    ``version`` counts the changes, so that a stale change is seen and stopped. ``starts_on`` and ``ends_on`` are both
    included, and the same for a single day. ``people`` is a number of persons.
    """

    key = models.UUIDField(default=uuid.uuid4)
    centre = models.ForeignKey(Organisation, models.PROTECT, related_name="entries")
    kind = models.CharField(max_length=30)
    starts_on = models.DateField()
    ends_on = models.DateField()
    title = models.CharField(max_length=300, blank=True)
    people = models.PositiveIntegerField(null=True, blank=True)
    approximate = models.BooleanField(default=False)
    organisations = models.JSONField(default=list)
    """Names of organisations, schools, services …; never of persons."""
    details = models.JSONField(default=dict)
    places = models.ManyToManyField(Place, through="EntryPlace", related_name="+")
    topics = models.ManyToManyField(Topic, blank=True, related_name="entries")
    source = models.CharField(max_length=12, default="form")
    """How it came in: form, quick, import, request."""
    search = models.TextField(blank=True, default="")
    """Every word of it, folded for searching (``activity/searching.py``)."""
    stands_alone = models.BooleanField(default=False)
    """A person has said that it is no repetition of one that looks like it."""
    version = models.PositiveIntegerField(default=1)
    created_at = models.DateTimeField(default=timezone.now)
    created_by = models.ForeignKey(User, models.SET_NULL, null=True, related_name="+")
    changed_at = models.DateTimeField(default=timezone.now)
    changed_by = models.ForeignKey(User, models.SET_NULL, null=True, related_name="+")
    deleted_at = models.DateTimeField(null=True, blank=True)
    deleted_by = models.ForeignKey(User, models.SET_NULL, null=True, blank=True, related_name="+")

    objects = EntryQuerySet.as_manager()

    class Meta:
        ordering = ["-starts_on", "-id"]
        constraints = [
            models.UniqueConstraint(fields=["centre", "key"], name="entry_key_once"),
            models.CheckConstraint(condition=Q(ends_on__gte=F("starts_on")), name="entry_ends_after_start"),
            models.CheckConstraint(
                condition=Q(people=None) | Q(people__lte=100_000), name="entry_people_some"
            ),
        ]
        indexes = [
            models.Index(
                fields=["centre", "-starts_on", "-id"],
                condition=Q(deleted_at=None),
                name="entry_kept_of_centre",
            ),
            models.Index(fields=["kind", "starts_on"], name="entry_of_kind"),
            models.Index(fields=["starts_on"], name="entry_of_year"),
            models.Index(
                fields=["centre", "kind", "-starts_on", "-id"],
                condition=Q(deleted_at=None),
                name="entry_kept_by_kind",
            ),
            models.Index(
                fields=["centre", "-deleted_at"], condition=~Q(deleted_at=None), name="entry_in_bin"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.starts_on} {self.title}"

    @property
    def is_binned(self) -> bool:
        return self.deleted_at is not None

    @property
    def answers(self) -> Answers:
        """The answers to the kind's own form; none of a kind that this installation no longer has."""
        kind = all_kinds().get(self.kind)
        return read_details(kind.form, self.details) if kind else {}


class EntryPlace(models.Model):
    """A municipality or district that an entry concerns, as it is on the entry's day."""

    entry = models.ForeignKey(Entry, models.CASCADE, related_name="entry_places")
    place = models.ForeignKey(Place, models.PROTECT, related_name="+")

    class Meta:
        constraints = [models.UniqueConstraint(fields=["entry", "place"], name="entry_place_once")]

    def __str__(self) -> str:
        return f"{self.entry} {self.place}"


class Attachment(models.Model):
    """A file kept with an entry: a programme, a picture. ``media_type`` is what it is, not what its name says."""

    entry = models.ForeignKey(Entry, models.CASCADE, related_name="attachments")
    name = models.CharField(max_length=150)
    media_type = models.CharField(max_length=80)
    size = models.PositiveIntegerField()
    checksum = models.CharField(max_length=64)
    content = models.BinaryField()
    added_at = models.DateTimeField(default=timezone.now)
    added_by = models.ForeignKey(User, models.SET_NULL, null=True, related_name="+")

    class Meta:
        ordering = ["id"]
        constraints = [models.UniqueConstraint(fields=["entry", "checksum"], name="attachment_once")]

    def __str__(self) -> str:
        return self.name


# Models that stand in modules of their own, and need those above.
from frisklivsnett.activity.import_models import Import  # noqa: E402
from frisklivsnett.activity.passing_models import Passing  # noqa: E402
from frisklivsnett.activity.request_models import RequestStep, VisitRequest  # noqa: E402

__all__ = [
    "Attachment",
    "Entry",
    "EntryPlace",
    "EntryQuerySet",
    "Import",
    "Passing",
    "RequestStep",
    "Topic",
    "VisitRequest",
]
