"""Form versions and rounds: what is asked, and when."""

from datetime import date, datetime
from enum import StrEnum
from functools import lru_cache

from django.db import models
from django.db.models import Count, F, Q
from django.utils import timezone

from frisklivsnett.collection.days import last_day
from frisklivsnett.core.forms import Form, read_form


@lru_cache(maxsize=64)
def _form(form_version_id: int, _checksum: str, year: int | None) -> Form:
    """Return a stored form, read once for each process: a version with this checksum never changes."""
    definition = FormVersion.objects.values_list("definition", flat=True).get(pk=form_version_id)
    form = read_form(definition)
    return form if year is None else form.for_year(year)


class FormVersion(models.Model):
    """A version of a form, as data. Once a round uses it, it stays as it is; a change is a new version."""

    form_id = models.SlugField(max_length=60)
    version = models.CharField(max_length=20)
    definition = models.JSONField()
    checksum = models.CharField(max_length=64)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["form_id", "version"], name="form_version_unique")]

    def __str__(self) -> str:
        return f"{self.form_id} {self.version}"

    @property
    def form(self) -> Form:
        """The form, with ``{year}`` not yet filled in."""
        return _form(self.pk, self.checksum, None)

    def form_for(self, year: int) -> Form:
        """Return the form with the report year filled in."""
        return _form(self.pk, self.checksum, year)


class Phase(StrEnum):
    """How far a round has come, by its dates."""

    PLANNED = "planned"
    OPEN = "open"
    CLOSED = "closed"


class RoundQuerySet(models.QuerySet["Round"]):
    """Reads of rounds that are used more than once."""

    def opened(self, at: datetime) -> "RoundQuerySet":
        """Keep the rounds that have opened by ``at``."""
        return self.filter(opens_at__lte=at)

    def with_counts(self) -> "RoundQuerySet":
        """Add ``centres`` (how many are asked) and ``sent`` (how many have sent, on time or not); the newest first."""
        has_sent = Q(submissions__versions__isnull=False)
        sent = Count("submissions", filter=has_sent, distinct=True)
        return self.annotate(centres=Count("submissions", distinct=True), sent=sent).order_by("-report_year")


class Round(models.Model):
    """The collecting of one report year. It opens, has a deadline for being on time, and closes (later, or never).

    ``deadline`` is the last day on time, in Norwegian time; ``closes_at`` the moment after which nothing can be sent.
    """

    report_year = models.PositiveSmallIntegerField(unique=True)
    form_version = models.ForeignKey(FormVersion, on_delete=models.PROTECT, related_name="rounds")
    opens_at = models.DateTimeField()
    deadline = models.DateField()
    closes_at = models.DateTimeField(null=True, blank=True)
    sample = models.BooleanField(default=False)
    """Whether the answers are synthetic, made for trying out."""

    objects = RoundQuerySet.as_manager()

    class Meta:
        ordering = ["-report_year"]
        constraints = [
            models.CheckConstraint(
                condition=Q(closes_at__isnull=True) | Q(closes_at__gt=F("opens_at")),
                name="round_closes_after_opening",
            ),
            models.CheckConstraint(
                condition=Q(report_year__gte=2000, report_year__lte=2100), name="round_year"
            ),
        ]

    def __str__(self) -> str:
        return str(self.report_year)

    @property
    def form(self) -> Form:
        """The round's form, with the report year filled in."""
        return self.form_version.form_for(self.report_year)

    @property
    def year_end(self) -> date:
        """The last day of the report year: the day that decides which county a centre is counted in."""
        return date(self.report_year, 12, 31)

    def has_opened(self, at: datetime) -> bool:
        """Tell whether the round has opened by ``at``."""
        return self.opens_at <= at

    def has_closed(self, at: datetime) -> bool:
        """Tell whether the round has closed by ``at``."""
        return self.closes_at is not None and self.closes_at <= at

    def phase(self, at: datetime) -> Phase:
        """Return how far the round has come at ``at``."""
        if self.has_closed(at):
            return Phase.CLOSED
        return Phase.OPEN if self.has_opened(at) else Phase.PLANNED

    @property
    def last_day(self) -> date | None:
        """The last day on which anything can be sent, in Norwegian time; None when the round does not close."""
        return last_day(self.closes_at) if self.closes_at else None

    def is_open(self, at: datetime) -> bool:
        """Tell whether answers can be saved and sent at ``at``."""
        return self.has_opened(at) and not self.has_closed(at)

    def is_on_time(self, at: datetime) -> bool:
        """Tell whether something sent at ``at`` is on time: on the deadline's day or before, in Norwegian time."""
        return timezone.localdate(at) <= self.deadline

    def days_left(self, today: date) -> int:
        """Return the days from ``today`` until the deadline; negative when it has passed."""
        return (self.deadline - today).days
