"""Planning a round: its dates, and which agreements it covers. It opens and closes by its dates, by itself."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from frisklivsnett.audit import log as audit
from frisklivsnett.collection.models import FormVersion, Round, Submission
from frisklivsnett.registry.models import Agreement, User


def check_dates(opens_at: datetime, deadline: date, closes_at: datetime | None) -> None:
    """Raise ``ValidationError`` unless the round opens before its deadline is over, and closes no earlier than that.

    Codes: ``deadline_before_opening``, ``closes_before_deadline``.
    """
    if not timezone.localdate(opens_at) <= deadline:
        raise ValidationError(_("Fristen kan ikke være før runden åpner."), code="deadline_before_opening")
    if closes_at is not None and timezone.localdate(closes_at) <= deadline:
        raise ValidationError(_("Runden kan ikke lukkes før fristen er ute."), code="closes_before_deadline")


@dataclass(frozen=True, slots=True)
class Coverage:
    """The agreements that a round covers, by the centres' names, and what has come and gone since it was planned."""

    agreements: tuple[Agreement, ...]
    come: tuple[Agreement, ...] = ()
    gone: tuple[Submission, ...] = ()

    @property
    def mark(self) -> str:
        """What names these agreements, so that what is confirmed is what was looked at."""
        return "-".join(str(number) for number in sorted(agreement.pk for agreement in self.agreements))

    @property
    def has_changed(self) -> bool:
        """Whether the round should be brought up to date."""
        return bool(self.come or self.gone)


def coverage_of(report_year: int, round_: Round | None = None) -> Coverage:
    """Return the agreements valid in the report year, and how that differs from what the round has."""
    valid = tuple(
        Agreement.objects.valid_in(report_year).select_related("organisation").order_by("organisation__name")
    )
    if round_ is None:
        return Coverage(valid)
    asked = list(round_.submissions.with_centres())
    known, wanted = {submission.agreement_id for submission in asked}, {agreement.pk for agreement in valid}
    return Coverage(
        valid,
        tuple(agreement for agreement in valid if agreement.pk not in known),
        tuple(submission for submission in asked if submission.agreement_id not in wanted),
    )


def lapsed(report_year: int) -> tuple[Agreement, ...]:
    """Return the agreements of the year before, of centres that have none in the report year, by name."""
    with_one = Agreement.objects.valid_in(report_year).values("organisation")
    before = Agreement.objects.valid_in(report_year - 1).exclude(organisation__in=with_one)
    return tuple(before.select_related("organisation").order_by("organisation__name"))


def years_asked(agreement: Agreement) -> list[int]:
    """Return the report years of the rounds that ask for a report under an agreement, the newest first."""
    rounds = agreement.submissions.order_by("-round__report_year")
    return list(rounds.values_list("round__report_year", flat=True))


def years_sent(agreement: Agreement) -> list[int]:
    """Return the report years that the centre has sent its report for under an agreement, the newest first."""
    sent = agreement.submissions.sent().order_by("-round__report_year")
    return list(sent.values_list("round__report_year", flat=True))


@transaction.atomic
def renew_coverage(*, round_: Round, by: User | None) -> Coverage:
    """Ask those whose agreement has come since the round was planned, and leave out those whose agreement is gone.

    A centre that has begun is kept. Returns what was done.
    """
    locked = Round.objects.select_for_update().get(pk=round_.pk)
    found = coverage_of(locked.report_year, locked)
    gone = tuple(each for each in found.gone if not _has_begun(each))
    Submission.objects.filter(pk__in=[each.pk for each in gone]).delete()
    Submission.objects.bulk_create(Submission(round=locked, agreement=each) for each in found.come)
    if found.come or gone:
        audit.record(
            "round.coverage_renewed",
            by=by,
            about=locked,
            details={"come": [each.pk for each in found.come], "gone": [each.agreement_id for each in gone]},
        )
    return Coverage(found.agreements, found.come, gone)


def _has_begun(submission: Submission) -> bool:
    return submission.answers.exists() or submission.moves_made.exists()


@transaction.atomic
def change_round(
    *,
    round_: Round,
    opens_at: datetime,
    deadline: date,
    closes_at: datetime | None,
    form_version: FormVersion | None = None,
    by: User | None,
    at: datetime | None = None,
) -> Round:
    """Give a round other dates, or (while nobody has answered) another form. The same again changes nothing.

    When it opened is a fact: that changes only until it has. Raises ``ValidationError``: the dates' own, ``opened``, or
    ``answered``.
    """
    moment = at or timezone.now()
    locked = Round.objects.select_for_update().get(pk=round_.pk)
    check_dates(opens_at, deadline, closes_at)
    if opens_at != locked.opens_at and locked.has_opened(moment):
        raise ValidationError(_("Runden har åpnet. Da kan åpningsdagen ikke endres."), code="opened")
    form = form_version or locked.form_version
    if form.pk != locked.form_version_id and locked.submissions.filter(answers__isnull=False).exists():
        raise ValidationError(_("Noen har begynt å svare. Da kan ikke skjemaet byttes."), code="answered")
    before = (locked.opens_at, locked.deadline, locked.closes_at, locked.form_version_id)
    locked.opens_at, locked.deadline, locked.closes_at, locked.form_version = (
        opens_at,
        deadline,
        closes_at,
        form,
    )
    if before != (opens_at, deadline, closes_at, form.pk):
        _save(locked, "round.changed", by)
    return locked


@transaction.atomic
def open_now(*, round_: Round, by: User | None, at: datetime | None = None) -> Round:
    """Open a planned round at once; one that is open already is left as it is."""
    moment = at or timezone.now()
    locked = Round.objects.select_for_update().get(pk=round_.pk)
    if not locked.has_opened(moment):
        check_dates(moment, locked.deadline, locked.closes_at)
        locked.opens_at = moment
        _save(locked, "round.opened_now", by)
    return locked


@transaction.atomic
def close_now(*, round_: Round, by: User | None, at: datetime | None = None) -> Round:
    """Close an open round at once, also before its deadline; one that is closed already is left as it is.

    Raises ``ValidationError`` when it has not opened.
    """
    moment = at or timezone.now()
    locked = Round.objects.select_for_update().get(pk=round_.pk)
    if not locked.has_opened(moment):
        raise ValidationError(_("Runden har ikke åpnet ennå."), code="not_open")
    if not locked.has_closed(moment):
        locked.closes_at = moment
        _save(locked, "round.closed", by)
    return locked


@transaction.atomic
def remove_round(*, round_: Round, by: User | None, at: datetime | None = None) -> None:
    """Take away a round that has not opened and that nobody has answered in.

    Raises ``ValidationError`` when it has come further than that.
    """
    moment = at or timezone.now()
    locked = Round.objects.select_for_update().get(pk=round_.pk)
    begun = any(_has_begun(submission) for submission in locked.submissions.all())
    if locked.has_opened(moment) or begun:
        raise ValidationError(_("Runden har åpnet, og kan ikke slettes."), code="opened")
    locked.submissions.all().delete()
    audit.record("round.removed", by=by, about=locked, details={"report_year": locked.report_year})
    locked.delete()


def _save(round_: Round, verb: str, by: User | None) -> None:
    round_.save()
    audit.record(verb, by=by, about=round_, details=_told(round_))


def _told(round_: Round) -> dict[str, audit.Detail]:
    return {
        "report_year": round_.report_year,
        "form_version": round_.form_version_id,
        "opens_at": round_.opens_at.isoformat(),
        "deadline": round_.deadline.isoformat(),
        "closes_at": round_.closes_at.isoformat() if round_.closes_at else None,
    }


def form_versions() -> Sequence[FormVersion]:
    """Return the forms that a round can use, the newest first; the definitions, which are large, stay behind."""
    return list(FormVersion.objects.defer("definition").order_by("-pk"))
