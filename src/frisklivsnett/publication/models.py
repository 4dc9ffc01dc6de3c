"""Editions of the national report, each with its files, as they were published."""

from django.db import models
from django.db.models.functions import Length

from frisklivsnett.collection.models import Round
from frisklivsnett.publication.drafts import ReportText, ReportTextVersion
from frisklivsnett.publication.steps import ReportStep
from frisklivsnett.registry.models import User

__all__ = [
    "PAGE",
    "SOURCE",
    "Edition",
    "EditionFile",
    "ReportStep",
    "ReportText",
    "ReportTextVersion",
    "is_published",
]

PAGE, SOURCE = "part", "md"
"""Formats that are kept and not offered: the report as a part of a web page, and the text that it was made from."""


class EditionQuerySet(models.QuerySet["Edition"]):
    """Reads of editions."""

    def newest_first(self) -> "EditionQuerySet":
        """Order by report year and number, the newest on top, with the round at hand."""
        fetched = self.select_related("round", "published_by").defer("data")
        return fetched.order_by("-round__report_year", "-number")

    def of_year(self, report_year: int) -> "EditionQuerySet":
        """Keep the editions of a report year, the one that counts on top."""
        return self.newest_first().filter(round__report_year=report_year)

    def current(self, report_year: int) -> "Edition | None":
        """Return the edition of a report year that counts, or None when nothing is published."""
        return self.of_year(report_year).first()

    def current_of_each_year(self) -> "list[Edition]":
        """Return the edition that counts of every year that has one, the newest year first."""
        found: dict[int, Edition] = {}
        for edition in self.newest_first():
            found.setdefault(edition.round_id, edition)
        return list(found.values())


class Edition(models.Model):
    """The report of a round, published. A correction is a new edition that says what was corrected.

    The database refuses to change it. ``data`` tells what it was made from: the version of each centre's answers with
    its checksum, the form, and the facts of agreements.
    """

    round = models.ForeignKey(Round, on_delete=models.PROTECT, related_name="editions")
    number = models.PositiveSmallIntegerField()
    published_at = models.DateTimeField()
    published_by = models.ForeignKey(
        User, on_delete=models.DO_NOTHING, null=True, db_constraint=False, related_name="+"
    )
    correction = models.TextField(blank=True)
    """What was corrected, in words; empty for the first edition."""
    data = models.JSONField(default=dict)
    data_checksum = models.CharField(max_length=64)
    """SHA-256 of ``data``."""

    objects = EditionQuerySet.as_manager()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["round", "number"], name="edition_number_once")]

    def __str__(self) -> str:
        return f"{self.round} #{self.number}"


class EditionFileQuerySet(models.QuerySet["EditionFile"]):
    """Reads of files."""

    def with_size(self) -> "EditionFileQuerySet":
        """Add ``size`` in bytes, and leave the content itself behind."""
        return self.annotate(size=Length("content")).defer("content")


class EditionFile(models.Model):
    """One file of an edition: a format in a language. The database refuses to change it."""

    edition = models.ForeignKey(Edition, on_delete=models.PROTECT, related_name="files")
    format = models.CharField(max_length=10)
    language = models.CharField(max_length=2)
    content = models.BinaryField()
    checksum = models.CharField(max_length=64)
    """SHA-256 of ``content``."""

    objects = EditionFileQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["edition", "format", "language"], name="edition_file_once")
        ]

    def __str__(self) -> str:
        return f"{self.edition} {self.format} {self.language}"

    @property
    def name(self) -> str:
        """The file's name when downloaded."""
        round_ = self.edition.round
        mark = "-eksempeldata" if round_.sample else ""
        number = f"-utgave-{self.edition.number}" if self.edition.number > 1 else ""
        return f"rapport-{round_.report_year}-{self.language}{number}{mark}.{self.format}"


def is_published(round_: Round) -> bool:
    """Tell whether the round's national report has been published, and its results with it."""
    return Edition.objects.filter(round=round_).exists()
