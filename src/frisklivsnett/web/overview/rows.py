"""How a round stands, centre by centre: rows to show, to filter, to sort and to count."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from typing import Any

from django.utils.translation import gettext as _

from frisklivsnett.collection.models import Round, Submission
from frisklivsnett.web.addresses import report_address
from frisklivsnett.web.ordering import by_name


class Standing(StrEnum):
    """How far a centre has come. The value is the word in the address."""

    NOT_BEGUN = "ikke-begynt"
    BEGUN = "pabegynt"
    SENT = "sendt-inn"

    @property
    def words(self) -> str:
        """What the screen says."""
        return {
            Standing.NOT_BEGUN: _("Ikke begynt"),
            Standing.BEGUN: _("Påbegynt"),
            Standing.SENT: _("Sendt inn"),
        }[self]

    @property
    def color(self) -> str:
        """The colour of its tag."""
        return {Standing.NOT_BEGUN: "neutral", Standing.BEGUN: "info", Standing.SENT: "success"}[self]


@dataclass(frozen=True, slots=True)
class Progress:
    """How far a submission has come. What has been sent counts as sent, also while it is open for change."""

    answered: int
    saved_at: datetime | None
    sent_at: datetime | None
    on_time: bool

    @property
    def standing(self) -> Standing:
        """Where that puts it."""
        if self.sent_at is not None:
            return Standing.SENT
        return Standing.BEGUN if self.saved_at is not None else Standing.NOT_BEGUN


def progress_of(submission: Submission) -> Progress:
    """Return the progress of a submission that was read ``with_progress``."""
    read: Any = submission
    return Progress(read.answered, submission.saved_at, read.sent_at, bool(read.sent_on_time))


@dataclass(frozen=True, slots=True)
class Row:
    """One centre in a round. ``late`` is sent after the deadline, or not sent though it has passed."""

    name: str
    county: str
    region: str
    standing: Standing
    late: bool
    changing: bool
    answered: int
    saved_at: datetime | None
    sent_at: datetime | None
    address: str

    @property
    def late_words(self) -> str:
        """What the screen says of being late; nothing when it is not."""
        if not self.late:
            return ""
        return _("Etter fristen") if self.standing is Standing.SENT else _("Fristen er ute")


@dataclass(frozen=True, slots=True)
class Count:
    """How many centres stand where; together they are all of them."""

    centres: int
    on_time: int
    late: int
    begun: int
    not_begun: int

    @property
    def sent(self) -> int:
        """How many have sent, on time or not."""
        return self.on_time + self.late

    @property
    def missing(self) -> int:
        """How many have not sent."""
        return self.begun + self.not_begun


def rows_of(round_: Round, submissions: Iterable[Submission], today: date) -> list[Row]:
    """Return a row for each submission (read ``with_progress`` and ``with_places``), by name."""
    rows = [_row(round_, submission, today) for submission in submissions]
    return sorted(rows, key=lambda row: by_name(row.name))


def _row(round_: Round, submission: Submission, today: date) -> Row:
    centre = submission.centre
    progress = progress_of(submission)
    county, region = centre.county_on(round_.year_end), centre.health_region_on(round_.year_end)
    standing = progress.standing
    sent = standing is Standing.SENT
    return Row(
        name=centre.name,
        county=county.name if county else "",
        region=region.name if region else "",
        standing=standing,
        late=not progress.on_time if sent else round_.deadline < today,
        changing=sent and not submission.is_submitted,
        answered=progress.answered,
        saved_at=progress.saved_at,
        sent_at=progress.sent_at,
        address=report_address(round_.report_year, centre.slug),
    )


def count(rows: Sequence[Row]) -> Count:
    """Count the rows of a whole round."""
    sent = [row for row in rows if row.standing is Standing.SENT]
    late = sum(row.late for row in sent)
    begun = sum(row.standing is Standing.BEGUN for row in rows)
    return Count(len(rows), len(sent) - late, late, begun, len(rows) - len(sent) - begun)
