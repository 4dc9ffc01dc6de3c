"""The agreements that come after those of the register: who goes on, who does not, and who is new."""

import json
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from frisklivsnett.demo.targets import FOLDER
from frisklivsnett.registry.actions import make_centre
from frisklivsnett.registry.agreeing import Terms, give_agreement
from frisklivsnett.registry.models import Organisation, PlaceKind, User
from frisklivsnett.registry.places import register


@dataclass(frozen=True, slots=True)
class NextPeriod:
    """When the agreements are given, the day they begin, NOK a year, the centres by last day, and a new centre."""

    given_at: datetime
    starts_on: date
    grant: int
    until: dict[date, tuple[str, ...]]
    new: dict[str, str]


def read_next_period() -> NextPeriod:
    """Return what is given."""
    content: dict[str, Any] = json.loads((FOLDER / "agreements-2026.json").read_text(encoding="utf-8"))
    return NextPeriod(
        datetime.fromisoformat(content["given_at"]),
        date.fromisoformat(content["starts_on"]),
        content["grant"],
        {date.fromisoformat(day): tuple(slugs) for day, slugs in content["until"].items()},
        content["new"],
    )


def give_next_agreements(by: User, at: datetime) -> None:
    """Give the agreements of the next period."""
    period = read_next_period()
    for last_day, slugs in period.until.items():
        for centre in Organisation.objects.centres().filter(slug__in=slugs):
            terms = Terms(period.starts_on, last_day, period.grant)
            give_agreement(centre=centre, terms=terms, by=by, at=at)
    terms = Terms(period.starts_on, date.fromisoformat(period.new["ends_on"]), period.grant)
    give_agreement(centre=_new_centre(period, by), terms=terms, by=by, at=at)


def _new_centre(period: NextPeriod, by: User) -> Organisation:
    new = period.new
    place = register().find(PlaceKind.MUNICIPALITY, new["municipality"], period.starts_on)
    assert place is not None
    return make_centre(place=place, name=new["name"], language=new["language"], email=new["email"], by=by)
