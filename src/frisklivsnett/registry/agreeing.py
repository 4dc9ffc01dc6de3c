"""Agreements: giving one, letting it last longer, ending it early, and correcting a mistake. Each tells who and why."""

from collections.abc import Callable, Collection
from dataclasses import dataclass
from datetime import date, datetime

from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.db.models import ProtectedError
from django.utils import timezone
from django.utils.translation import gettext as _

from frisklivsnett import audit
from frisklivsnett.registry.models import Agreement, AgreementChange, Organisation, User
from frisklivsnett.registry.models.agreements import FIRST_DAY, LAST_DAY, LONGEST_REASON, MOST

Kind = AgreementChange.Kind


@dataclass(frozen=True, slots=True)
class Terms:
    """What an agreement says: its days, both included, its grant in NOK a year, and its last day if it ended early."""

    starts_on: date
    ends_on: date
    grant: int
    ended_on: date | None = None

    @property
    def last_day(self) -> date:
        """The last day it is valid, early end considered."""
        return self.ended_on or self.ends_on

    def covers(self, year: int) -> bool:
        """Tell whether it is valid on at least one day of ``year``."""
        return self.starts_on.year <= year <= self.last_day.year


def terms_of(agreement: Agreement) -> Terms:
    """Return what an agreement says now."""
    return Terms(agreement.starts_on, agreement.ends_on, agreement.grant, agreement.ended_on)


def check_terms(terms: Terms) -> None:
    """Raise ``ValidationError`` when the days or the grant cannot be right; the code tells which of them."""
    if terms.starts_on < FIRST_DAY:
        raise ValidationError(_("Avtalen kan ikke begynne før år 2000."), code="starts")
    if terms.ends_on < terms.starts_on:
        raise ValidationError(_("Avtalen kan ikke slutte før den begynner."), code="ends")
    if terms.ends_on > LAST_DAY:
        raise ValidationError(_("Avtalen kan ikke vare lenger enn til år 2100."), code="ends")
    if terms.ended_on is not None and not terms.starts_on <= terms.ended_on < terms.ends_on:
        raise ValidationError(
            _("Siste dag må være mellom den første dagen og den dagen avtalen ellers ville sluttet."),
            code="ended",
        )
    if not 1 <= terms.grant <= MOST:
        raise ValidationError(
            _("Tilskuddet må være mellom 1 krone og 10 millioner kroner i året."), code="grant"
        )


def check_free(centre: Organisation, terms: Terms, but: Agreement | None = None) -> None:
    """Raise ``ValidationError`` (code ``overlap``) when the centre has another agreement in one of the calendar years.

    It reports on, and is paid for, a year at a time. The database itself refuses two on the same day.
    """
    first, last = date(terms.starts_on.year, 1, 1), date(terms.last_day.year, 12, 31)
    others = centre.agreements.valid_between(first, last)
    if other := next((found for found in others if found != but), None):
        raise _overlap(max(other.starts_on.year, first.year))


def _overlap(year: int) -> ValidationError:
    words = _("Sentralen har en annen avtale i %(year)s. Den kan bare ha én i hvert kalenderår.")
    return ValidationError(words % {"year": year}, code="overlap")


def last_change(agreement: Agreement) -> int:
    """Return the number of the last change of an agreement, 0 for none: what a form was made from."""
    return agreement.changes.order_by("-pk").values_list("pk", flat=True).first() or 0


@transaction.atomic
def give_agreement(
    *, centre: Organisation, terms: Terms, by: User | None, at: datetime | None = None
) -> Agreement:
    """Give a centre an agreement and return it; the same again returns the one that is there.

    Raises ``ValidationError`` when what it says cannot be right, or it overlaps with another.
    """
    check_terms(terms)
    locked = Organisation.objects.select_for_update().get(pk=centre.pk)
    same = locked.agreements.filter(starts_on=terms.starts_on).first()
    if same is not None and terms_of(same) == terms:
        return same
    check_free(locked, terms)
    agreement = Agreement(organisation=locked)
    _write(agreement, terms)
    _tell(agreement, Kind.GIVEN, "", by, at)
    return agreement


def extend_agreement(
    *,
    agreement: Agreement,
    last_day: date,
    reason: str,
    seen: int,
    by: User | None,
    at: datetime | None = None,
) -> Agreement:
    """Let an agreement last longer, until ``last_day``; an early end no longer holds.

    Raises ``ValidationError``: ``not_later``, or what ``_change`` raises.
    """

    def longer(now: Terms) -> Terms:
        if last_day < now.last_day:
            raise ValidationError(
                _("Den nye siste dagen må være senere enn den avtalen har nå."), code="not_later"
            )
        return Terms(now.starts_on, max(last_day, now.starts_on), now.grant)

    return _change(agreement, Kind.EXTENDED, longer, reason, seen, (), by, at)


def end_agreement(
    *,
    agreement: Agreement,
    last_day: date,
    reason: str,
    seen: int,
    reported: Collection[int],
    by: User | None,
    at: datetime | None = None,
) -> Agreement:
    """End an agreement before its time. ``reported`` are the years that the centre has sent its report for under it.

    Raises ``ValidationError``: ``not_earlier``, or what ``_change`` raises.
    """

    def shorter(now: Terms) -> Terms:
        if last_day > now.last_day:
            raise ValidationError(
                _("Siste dag må være tidligere enn den avtalen har nå. Velg «Forleng» for en senere dag."),
                code="not_earlier",
            )
        if last_day == now.last_day:
            return now
        return Terms(now.starts_on, now.ends_on, now.grant, last_day)

    return _change(agreement, Kind.ENDED, shorter, reason, seen, reported, by, at)


def correct_agreement(
    *,
    agreement: Agreement,
    terms: Terms,
    reason: str,
    seen: int,
    reported: Collection[int],
    by: User | None,
    at: datetime | None = None,
) -> Agreement:
    """Put right what was written wrongly. ``reported``: see ``end_agreement``. Raises what ``_change`` raises."""
    return _change(agreement, Kind.CORRECTED, lambda _now: terms, reason, seen, reported, by, at)


@transaction.atomic
def remove_agreement(
    *, agreement: Agreement, reason: str, seen: int, by: User | None, at: datetime | None = None
) -> None:
    """Take away an agreement that should not have been there; that it was there is told by its change.

    Raises ``ValidationError``: ``reason_missing``, ``too_long``, ``stale``, or ``in_use`` when a round asks for a
    report under it.
    """
    words = _reason(reason)
    locked = _locked(agreement)
    _check_seen(locked, seen)
    _tell(locked, Kind.REMOVED, words, by, at)
    try:
        locked.delete()
    except ProtectedError:
        raise ValidationError(
            _("Avtalen er med i en runde og kan ikke slettes. Avslutt den, eller rett perioden."),
            code="in_use",
        ) from None


@transaction.atomic
def _change(
    agreement: Agreement,
    kind: AgreementChange.Kind,
    new: Callable[[Terms], Terms],
    reason: str,
    seen: int,
    reported: Collection[int],
    by: User | None,
    at: datetime | None,
) -> Agreement:
    """Change an agreement to the terms that ``new`` makes of those it has. The same change again changes nothing.

    Raises ``ValidationError``: the terms' own, ``unchanged``, ``stale`` (somebody has changed it since ``seen``),
    ``reported``, ``overlap``, ``reason_missing`` or ``too_long``.
    """
    locked = _locked(agreement)
    now = terms_of(locked)
    terms = new(now)
    if terms == now and _was_just(locked, kind, seen):
        return locked  # pressed twice
    _check_seen(locked, seen)
    if terms == now:
        raise ValidationError(_("Avtalen er slik allerede, så ingenting er endret."), code="unchanged")
    check_terms(terms)
    _check_reported(terms, reported)
    check_free(locked.organisation, terms, locked)
    words = _reason(reason)
    _write(locked, terms)
    _tell(locked, kind, words, by, at)
    return locked


def _locked(agreement: Agreement) -> Agreement:
    """Return the agreement anew. Whoever writes about the same centre waits, so that periods are compared in peace."""
    Organisation.objects.select_for_update().get(pk=agreement.organisation_id)
    return Agreement.objects.select_related("organisation").get(pk=agreement.pk)


def _was_just(agreement: Agreement, kind: AgreementChange.Kind, seen: int) -> bool:
    """Tell whether the last change is of this kind, and was made from what the form was made from."""
    made = list(agreement.changes.order_by("-pk")[:2])
    before = made[1].pk if len(made) > 1 else 0
    return bool(made) and made[0].kind == kind and before == seen


def _check_seen(agreement: Agreement, seen: int) -> None:
    if last_change(agreement) != seen:
        raise ValidationError(
            _(
                "En kollega har endret avtalen siden du åpnet siden. Se over hvordan den er nå, og prøv igjen."
            ),
            code="stale",
        )


def _check_reported(terms: Terms, reported: Collection[int]) -> None:
    left = [str(year) for year in sorted(reported) if not terms.covers(year)]
    if left:
        words = _("Sentralen har sendt inn årsrapport for %(years)s. Da må avtalen gjelde da også.")
        raise ValidationError(words % {"years": ", ".join(left)}, code="reported")


def _reason(words: str) -> str:
    reason = words.strip()
    if not reason:
        raise ValidationError(_("Skriv hvorfor, så andre forstår det siden."), code="reason_missing")
    if len(reason) > LONGEST_REASON:
        raise ValidationError(_("Skriv kortere. Det er plass til 1000 tegn."), code="too_long")
    return reason


def _write(agreement: Agreement, terms: Terms) -> None:
    """Save what it says. The database has the last word on overlaps, whoever wrote the other."""
    agreement.starts_on, agreement.ends_on, agreement.ended_on = (
        terms.starts_on,
        terms.ends_on,
        terms.ended_on,
    )
    agreement.grant = terms.grant
    try:
        with transaction.atomic():
            agreement.save()
    except IntegrityError:
        raise _overlap(terms.starts_on.year) from None


def _tell(
    agreement: Agreement, kind: AgreementChange.Kind, reason: str, by: User | None, at: datetime | None
) -> None:
    terms = terms_of(agreement)
    AgreementChange.objects.create(
        organisation=agreement.organisation,
        agreement=agreement,
        kind=kind,
        starts_on=terms.starts_on,
        ends_on=terms.ends_on,
        ended_on=terms.ended_on,
        grant=terms.grant,
        reason=reason,
        at=at or timezone.now(),
        by=by,
    )
    audit.record(
        f"agreement.{kind}",
        by=by,
        about=agreement,
        organisation=agreement.organisation,
        details={
            "starts_on": terms.starts_on.isoformat(),
            "ends_on": terms.ends_on.isoformat(),
            "ended_on": terms.ended_on.isoformat() if terms.ended_on else None,
            "grant": terms.grant,
        },
    )
