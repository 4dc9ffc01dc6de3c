"""How a round stands, centre by centre: rows to show, to filter, to sort and to count."""

from collections.abc import Container, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from enum import StrEnum
from typing import Any

from django.utils.translation import gettext as _

from frisklivsnett.collection.models import Round, Submission
from frisklivsnett.web.addresses import reading_address
from frisklivsnett.web.ordering import by_name


class Standing(StrEnum):
    """How far a centre has come. The value is the word in the address."""

    NOT_BEGUN = "ikke-begynt"
    BEGUN = "pabegynt"
    SENT = "sendt-inn"
    RETURNED = "returnert"
    APPROVED = "godkjent"

    @property
    def words(self) -> str:
        """What the screen says."""
        return {
            Standing.NOT_BEGUN: _("Ikke begynt"),
            Standing.BEGUN: _("Påbegynt"),
            Standing.SENT: _("Sendt inn"),
            Standing.RETURNED: _("Returnert"),
            Standing.APPROVED: _("Godkjent"),
        }[self]

    @property
    def color(self) -> str:
        """The colour of its tag."""
        return {
            Standing.NOT_BEGUN: "neutral",
            Standing.BEGUN: "info",
            Standing.SENT: "brand1",
            Standing.RETURNED: "warning",
            Standing.APPROVED: "success",
        }[self]

    @property
    def has_sent(self) -> bool:
        """Whether something has been sent."""
        return self in (Standing.SENT, Standing.RETURNED, Standing.APPROVED)


@dataclass(frozen=True, slots=True)
class Progress:
    """How far a submission has come. What has been sent counts as sent, also while it is open for change."""

    status: str
    answered: int
    saved_at: datetime | None
    sent_at: datetime | None
    on_time: bool

    @property
    def standing(self) -> Standing:
        """Where that puts it."""
        if self.status == Submission.Status.APPROVED:
            return Standing.APPROVED
        if self.status == Submission.Status.RETURNED:
            return Standing.RETURNED
        if self.sent_at is not None:
            return Standing.SENT
        return Standing.BEGUN if self.saved_at is not None else Standing.NOT_BEGUN


def progress_of(submission: Submission) -> Progress:
    """Return the progress of a submission that was read ``with_progress``."""
    read: Any = submission
    return Progress(
        submission.status, read.answered, submission.saved_at, read.sent_at, bool(read.sent_on_time)
    )


@dataclass(frozen=True, slots=True)
class Facts:
    """What the rows tell besides: which centres (by number) somebody has logged in from since the round opened (None:
    it has not opened), and how many numbers stand out, by the centre's word in addresses.
    """

    logged_in: Container[int] | None = None
    odd: Mapping[str, int] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Row:
    """One centre in a round. ``late`` is sent after the deadline, or not sent though it has passed.

    ``absent``: it has not begun, and nobody there has logged in since the round opened. ``odd`` numbers stand
    out, ``marks`` to follow up are open, and ``until`` is the last day that the centre has been given by itself.
    """

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
    absent: bool = False
    odd: int = 0
    marks: int = 0
    until: date | None = None

    @property
    def to_read(self) -> bool:
        """Whether it waits for the adviser."""
        return self.standing is Standing.SENT and not self.changing

    @property
    def late_words(self) -> str:
        """What the screen says of being late; nothing when it is not."""
        if not self.late:
            return ""
        return _("Etter fristen") if self.standing.has_sent else _("Fristen er ute")


@dataclass(frozen=True, slots=True)
class Count:
    """How many centres stand where; together they are all of them."""

    centres: int
    on_time: int
    late: int
    begun: int
    not_begun: int
    to_read: int = 0
    returned: int = 0
    approved: int = 0

    @property
    def sent(self) -> int:
        """How many have sent, on time or not."""
        return self.on_time + self.late

    @property
    def missing(self) -> int:
        """How many have not sent."""
        return self.begun + self.not_begun


def rows_of(
    round_: Round, submissions: Iterable[Submission], today: date, facts: Facts | None = None
) -> list[Row]:
    """Return a row for each submission (read ``with_progress``, with centres and perhaps marks), by name."""
    rows = [_row(round_, submission, today, facts or Facts()) for submission in submissions]
    return sorted(rows, key=lambda row: by_name(row.name))


def _row(round_: Round, submission: Submission, today: date, facts: Facts) -> Row:
    centre = submission.centre
    progress = progress_of(submission)
    county, region = centre.county_on(round_.year_end), centre.health_region_on(round_.year_end)
    standing = progress.standing
    sent = standing.has_sent
    until = submission.open_until_day
    return Row(
        name=centre.name,
        county=county.name if county else "",
        region=region.name if region else "",
        standing=standing,
        late=not progress.on_time if sent else round_.deadline < today,
        changing=sent and submission.status == Submission.Status.DRAFT,
        answered=progress.answered,
        saved_at=progress.saved_at,
        sent_at=progress.sent_at,
        address=reading_address(round_.report_year, centre.slug),
        absent=standing is Standing.NOT_BEGUN
        and facts.logged_in is not None
        and centre.pk not in facts.logged_in,
        odd=facts.odd.get(centre.slug, 0),
        marks=getattr(submission, "marks", 0),
        until=until if until is not None and until >= today and not submission.is_submitted else None,
    )


def count(rows: Sequence[Row]) -> Count:
    """Count the rows of a whole round."""
    sent = [row for row in rows if row.standing.has_sent]
    late = sum(row.late for row in sent)
    begun = sum(row.standing is Standing.BEGUN for row in rows)
    return Count(
        centres=len(rows),
        on_time=len(sent) - late,
        late=late,
        begun=begun,
        not_begun=len(rows) - len(sent) - begun,
        to_read=sum(row.to_read for row in rows),
        returned=sum(row.standing is Standing.RETURNED for row in rows),
        approved=sum(row.standing is Standing.APPROVED for row in rows),
    )
