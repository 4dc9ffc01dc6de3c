"""The centres that can be asked today, and the one that leads the others."""

from datetime import date

from frisklivsnett.registry.models import Agreement, CoordinatorTerm, Organisation
from frisklivsnett.registry.models.organisations import OrganisationQuerySet


def centres_now(today: date) -> OrganisationQuerySet:
    """Return the centres with an agreement today, by name; between two periods, those of the period that ended."""
    agreements = Agreement.objects.valid_on(today)
    if not agreements.exists():
        ended = Agreement.objects.filter(ends_on__lt=today).order_by("-ends_on").first()
        agreements = Agreement.objects.valid_on(ended.last_day) if ended else agreements
    ids = agreements.values_list("organisation_id", flat=True)
    return Organisation.objects.centres().filter(pk__in=list(ids)).order_by("name")


def coordinator_now(today: date) -> Organisation | None:
    """Return the centre that coordinates the network today, if any does."""
    term = CoordinatorTerm.objects.valid_on(today).select_related("organisation").first()
    return term.organisation if term else None
