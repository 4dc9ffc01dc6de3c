"""Editions of the national report, each with its files, as they were published."""

from django.db import models

from frisklivsnett.collection.models import Round
from frisklivsnett.registry.models import User


class EditionQuerySet(models.QuerySet["Edition"]):
    """Reads of editions."""

    def newest_first(self) -> "EditionQuerySet":
        """Order by report year and number, the newest on top, with the round at hand."""
        return self.select_related("round").order_by("-round__report_year", "-number")

    def current(self, report_year: int) -> "Edition | None":
        """Return the edition of a report year that counts, or None when nothing is published."""
        return self.newest_first().filter(round__report_year=report_year).first()


class Edition(models.Model):
    """The report of a round, published. A correction is a new edition that says what was corrected."""

    round = models.ForeignKey(Round, on_delete=models.PROTECT, related_name="editions")
    number = models.PositiveSmallIntegerField()
    published_at = models.DateTimeField()
    published_by = models.ForeignKey(
        User, on_delete=models.DO_NOTHING, null=True, db_constraint=False, related_name="+"
    )
    correction = models.TextField(blank=True)
    """What was corrected, in words; empty for the first edition."""
    data_checksum = models.CharField(max_length=64)
    """SHA-256 of the versions that it was made from."""

    objects = EditionQuerySet.as_manager()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["round", "number"], name="edition_number_once")]

    def __str__(self) -> str:
        return f"{self.round} #{self.number}"


class EditionFile(models.Model):
    """One file of an edition: a format in a language. ``content`` never changes."""

    edition = models.ForeignKey(Edition, on_delete=models.PROTECT, related_name="files")
    format = models.CharField(max_length=10)
    language = models.CharField(max_length=2)
    content = models.BinaryField()
    checksum = models.CharField(max_length=64)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["edition", "format", "language"], name="edition_file_once")
        ]

    def __str__(self) -> str:
        return f"{self.edition} {self.format} {self.language}"

    @property
    def name(self) -> str:
        """The file's name when downloaded."""
        return f"rapport-{self.edition.round.report_year}-{self.language}.{self.format}"
