"""Where the development centres are."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from itertools import groupby

from frisklivsnett.activity.network import agreements_now, coordinator_now
from frisklivsnett.registry.models import Agreement, Organisation
from frisklivsnett.web.ordering import by_name


@dataclass(frozen=True, slots=True)
class Centre:
    """A centre as the public sees it. ``official_name`` is the municipality's or district's, in all its languages."""

    slug: str
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
    day, agreements = agreements_now(today)
    if not agreements:
        return None, []
    period = Period(
        min(agreement.starts_on.year for agreement in agreements),
        max(agreement.ends_on.year for agreement in agreements),
        current=day == today,
    )
    coordinator = coordinator_now(day)
    centres = [_centre(agreement, day, coordinator) for agreement in agreements]
    return period, sorted(centres, key=lambda centre: by_name(centre.name))


def _centre(agreement: Agreement, day: date, coordinator: Organisation | None) -> Centre:
    centre = agreement.organisation
    place, county, region = centre.place_on(day), centre.county_on(day), centre.health_region_on(day)
    return Centre(
        slug=centre.slug,
        name=centre.name,
        official_name=place.official_name if place else "",
        county=county.name if county else "",
        region=region.name if region else "",
        email=centre.email,
        coordinates=centre == coordinator,
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
