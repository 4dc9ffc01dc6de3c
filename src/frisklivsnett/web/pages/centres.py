"""Where the development centres are."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from itertools import groupby

from frisklivsnett.registry.models import Agreement, CoordinatorTerm
from frisklivsnett.web.ordering import by_name


@dataclass(frozen=True, slots=True)
class Centre:
    """A centre as the public sees it. ``official_name`` is the municipality's or district's, in all its languages."""

    name: str
    official_name: str
    county: str
    region: str
    email: str
    coordinates: bool


@dataclass(frozen=True, slots=True)
class Region:
    """A health region, with its centres by name."""

    name: str
    centres: tuple[Centre, ...]


@dataclass(frozen=True, slots=True)
class Period:
    """The years that agreements run; ``current`` tells whether they still do."""

    first: int
    last: int
    current: bool


def centres_on(today: date) -> tuple[Period | None, list[Centre]]:
    """Return the centres with an agreement today, by name; between two periods, those of the period that ended."""
    day = today
    agreements = _agreements(day)
    if not agreements:
        ended = Agreement.objects.filter(ends_on__lt=today).order_by("-ends_on").first()
        if ended is None:
            return None, []
        day = ended.last_day
        agreements = _agreements(day)
    period = Period(
        min(agreement.starts_on.year for agreement in agreements),
        max(agreement.ends_on.year for agreement in agreements),
        current=day == today,
    )
    coordinator = CoordinatorTerm.objects.valid_on(day).values_list("organisation_id", flat=True).first()
    centres = [_centre(agreement, day, coordinator) for agreement in agreements]
    return period, sorted(centres, key=lambda centre: by_name(centre.name))


def _agreements(day: date) -> list[Agreement]:
    return list(Agreement.objects.valid_on(day).select_related("organisation"))


def _centre(agreement: Agreement, day: date, coordinator: int | None) -> Centre:
    centre = agreement.organisation
    place, county, region = centre.place_on(day), centre.county_on(day), centre.health_region_on(day)
    return Centre(
        name=centre.name,
        official_name=place.official_name if place else "",
        county=county.name if county else "",
        region=region.name if region else "",
        email=centre.email,
        coordinates=centre.pk == coordinator,
    )


def matching(centres: Sequence[Centre], search: str) -> list[Centre]:
    """Keep the centres whose own, official or county's name, or region's, holds the words; all for no words."""
    words = search.casefold()
    return [centre for centre in centres if any(words in name.casefold() for name in _names(centre))]


def _names(centre: Centre) -> tuple[str, ...]:
    return (centre.name, centre.official_name, centre.county, centre.region)


def by_region(centres: Sequence[Centre]) -> list[Region]:
    """Return the regions that have any of the centres, by name."""
    ordered = sorted(centres, key=lambda centre: (by_name(centre.region), by_name(centre.name)))
    return [Region(name, tuple(group)) for name, group in groupby(ordered, key=lambda centre: centre.region)]
