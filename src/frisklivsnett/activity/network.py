"""The centres that can be asked today, and the one that leads the others."""

from datetime import date

from frisklivsnett.registry.models import Agreement, CoordinatorTerm, Organisation
from frisklivsnett.registry.models.organisations import OrganisationQuerySet


def agreements_now(today: date) -> tuple[date, list[Agreement]]:
    """Return the agreements of today, with the day; between two periods, the ended one's, with its last day."""
    agreements = list(Agreement.objects.valid_on(today).select_related("organisation"))
    ended = None
    if not agreements:
        ended = Agreement.objects.filter(ends_on__lt=today).order_by("-ends_on").first()
    if ended is None:
        return today, agreements
    return ended.last_day, list(Agreement.objects.valid_on(ended.last_day).select_related("organisation"))


def centres_now(today: date) -> OrganisationQuerySet:
    """Return the centres with an agreement today, by name; between two periods, those of the period that ended."""
    _day, agreements = agreements_now(today)
    ids = [agreement.organisation_id for agreement in agreements]
    return Organisation.objects.centres().filter(pk__in=ids).order_by("name")


def coordinator_now(today: date) -> Organisation | None:
    """Return the centre that coordinates the network today, if any does."""
    term = CoordinatorTerm.objects.valid_on(today).select_related("organisation").first()
    return term.organisation if term else None
