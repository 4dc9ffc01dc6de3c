"""The texts of a report as the Directorate writes them: one for each round, kind and language, every version saved."""

from dataclasses import dataclass

from django.db import models

from frisklivsnett.collection.models import Round
from frisklivsnett.publication.texts import REPORT, Template
from frisklivsnett.registry.models import User


class ReportText(models.Model):
    """A text of a round in one language: the report, or its deck. What it says is in its versions."""

    round = models.ForeignKey(Round, on_delete=models.PROTECT, related_name="report_texts")
    template = models.CharField(max_length=40, default=REPORT.key)
    """Which text it is, by the key of its ``Template``."""
    language = models.CharField(max_length=2)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["round", "template", "language"], name="report_text_once")
        ]

    def __str__(self) -> str:
        return f"{self.round} {self.template} {self.language}"


class ReportTextVersionQuerySet(models.QuerySet["ReportTextVersion"]):
    """Reads of versions."""

    def of(self, round_: Round, language: str, template: Template = REPORT) -> "ReportTextVersionQuerySet":
        """Keep the versions of a round's text in a language, the newest first, each with who saved it."""
        mine = self.filter(text__round=round_, text__language=language, text__template=template.key)
        return mine.select_related("saved_by").order_by("-number")

    def current(self) -> "ReportTextVersion | None":
        """Return the version that counts: the newest that was not put aside."""
        return self.filter(aside=False).order_by("-number").first()


class ReportTextVersion(models.Model):
    """A text as somebody saved it. The database refuses to change it; an earlier one restored is a new version."""

    text = models.ForeignKey(ReportText, on_delete=models.PROTECT, related_name="versions")
    number = models.PositiveIntegerField()
    saved_at = models.DateTimeField()
    saved_by = models.ForeignKey(
        User, on_delete=models.DO_NOTHING, null=True, db_constraint=False, related_name="+"
    )
    based_on = models.PositiveIntegerField(default=0)
    """The number of the version that it was made from; 0 for the text that one starts with."""
    aside = models.BooleanField(default=False)
    """Whether somebody else had saved meanwhile: kept beside, and the report is not made from it."""
    restored_from = models.PositiveIntegerField(default=0)
    """The number of the earlier version that it repeats, or 0."""
    source = models.TextField()

    objects = ReportTextVersionQuerySet.as_manager()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["text", "number"], name="report_text_version_once")]

    def __str__(self) -> str:
        return f"{self.text} {self.number}"


@dataclass(frozen=True, slots=True)
class Draft:
    """The text that a round's report is made from, with ``{year}`` where its year goes.

    ``number`` is that of the version saved, 0 when none is; ``from_year`` the earlier year whose text was carried over.
    """

    source: str
    number: int = 0
    from_year: int = 0

    @property
    def is_saved(self) -> bool:
        """Whether somebody has saved it for this round; then its words are theirs, and nobody else changes them."""
        return self.number > 0


def saved_or_carried(round_: Round, language: str, template: Template = REPORT) -> Draft | None:
    """Return the text saved for the round, else the newest one of an earlier year, else None."""
    own = ReportTextVersion.objects.of(round_, language, template).current()
    if own is not None:
        return Draft(own.source, own.number)
    before = (
        ReportTextVersion.objects.filter(
            text__template=template.key,
            text__language=language,
            text__round__report_year__lt=round_.report_year,
            aside=False,
        )
        .select_related("text__round")
        .order_by("-text__round__report_year", "-number")
        .first()
    )
    return Draft(before.source, from_year=before.text.round.report_year) if before else None
