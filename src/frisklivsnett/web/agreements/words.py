"""How an agreement stands on a day, and what has been done to it, in words."""

from dataclasses import dataclass
from datetime import date

from django.utils.translation import gettext as _

from frisklivsnett.registry.models import Agreement, AgreementChange
from frisklivsnett.web.jinja import day, days_away, number

Kind = AgreementChange.Kind
SOON = 365
"""Days before the end of an agreement from which it is said that it ends soon: a call for new ones takes its time."""


@dataclass(frozen=True, slots=True)
class Tag:
    """A few words with a colour."""

    words: str
    color: str


def period(agreement: Agreement | AgreementChange) -> str:
    """Return the first and the last day, an early end considered."""
    last = agreement.ended_on or agreement.ends_on
    return f"{day(agreement.starts_on)} – {day(last)}"


def kroner(amount: int) -> str:
    """60 000 kroner."""
    return _("%(amount)s kroner") % {"amount": number(amount)}


def ends_soon(agreement: Agreement, today: date, last: date) -> bool:
    """Tell whether it ends within a year, with none after it; ``last`` is the last day of the centre's last one."""
    left = (agreement.last_day - today).days
    return agreement.is_valid_on(today) and left < SOON and last == agreement.last_day


def standing(agreement: Agreement, today: date, last: date) -> Tag:
    """Say how it stands on the day."""
    if ends_soon(agreement, today, last):
        away = days_away((agreement.last_day - today).days)
        return Tag(_("Slutter %(away)s") % {"away": away}, "warning")
    return {
        "coming": Tag(_("Begynner %(day)s") % {"day": day(agreement.starts_on)}, "info"),
        "active": Tag(_("Gjelder nå"), "success"),
        "ended": Tag(_("Utløpt"), "neutral"),
        "ended_early": Tag(_("Avsluttet før tiden"), "neutral"),
    }[agreement.status_on(today)]


def change_in_words(change: AgreementChange) -> str:
    """Return what was done, as a line of the history."""
    words = {"period": period(change), "grant": kroner(change.grant), "day": day(_last_day(change))}
    return {
        Kind.GIVEN: _("Gitt for %(period)s, med %(grant)s i året"),
        Kind.EXTENDED: _("Forlenget til og med %(day)s"),
        Kind.ENDED: _("Avsluttet før tiden, med %(day)s som siste dag"),
        Kind.CORRECTED: _("Rettet til %(period)s, med %(grant)s i året"),
        Kind.REMOVED: _("Slettet avtalen for %(period)s"),
    }[Kind(change.kind)] % words


def _last_day(change: AgreementChange) -> date:
    return change.ended_on or change.ends_on
