"""What comes from outside the centres, for trying out: visits asked for, and enquiries that are passed on."""

import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Any
from uuid import UUID, uuid5

from django.utils import timezone

from frisklivsnett.activity.actions import Noted, note
from frisklivsnett.activity.models import Topic, VisitRequest
from frisklivsnett.activity.passing import pass_on, take
from frisklivsnett.activity.requests import Asked, accept, ask, confirm, suggest
from frisklivsnett.core.forms import Answer
from frisklivsnett.demo.people import People
from frisklivsnett.demo.targets import FOLDER
from frisklivsnett.registry.models import Organisation, Place, PlaceKind
from frisklivsnett.registry.places import register

KEYS = UUID("5b1f9a52-0f0c-4a53-8a39-6a1c5b0f7d10")
"""The name space of the keys of what is made here."""
FRIDAY = 4


@dataclass(frozen=True, slots=True)
class _Making:
    """What everything here is made with. Days are counted from ``today``."""

    people: People
    centres: Mapping[str, Organisation]
    today: date

    def at(self, days_ago: int, hour: int = 9) -> datetime:
        return _aware(datetime.combine(self.today - timedelta(days=days_ago), time(hour, 20)))

    def place(self, code: str) -> Place:
        found = register().find(PlaceKind.MUNICIPALITY, code, self.today)
        assert found is not None, code
        return found


def let_others_ask(people: People, now: datetime) -> None:
    """Make the requests for visits, each as far as it has come, and the enquiries that were passed on."""
    content: dict[str, Any] = json.loads((FOLDER / "visitors.json").read_text(encoding="utf-8"))
    centres = {centre.slug: centre for centre in Organisation.objects.centres()}
    making = _Making(people, centres, timezone.localdate(now))
    for each in sorted(content["requests"], key=lambda each: -each["asked_days_ago"]):
        _ask(each, making)
    for each in sorted(content["passed_on"], key=lambda each: -each["noted_days_ago"]):
        _pass_on(each, making)


def _ask(said: Mapping[str, Any], making: _Making) -> None:
    asked = Asked(
        organisation=said["organisation"],
        name=said["name"],
        email=f"{said['id']}@kommune.example",
        centre=making.centres[said["centre"]] if said["centre"] else None,
        place=making.place(said["place"]),
        wishes=said["wishes"],
        people=said["people"],
        about=said["about"],
        mode=said["mode"],
        language=said.get("language", "nb"),
    )
    at = making.at(said["asked_days_ago"])
    request = ask(asked=asked, key=uuid5(KEYS, said["id"]), at=at)
    confirm(request=request, at=at + timedelta(minutes=12))
    for word, move in (("suggested", suggest), ("agreed", accept)):
        if word in said:
            _agree(move, request, said[word], making)


def _agree(
    move: Callable[..., VisitRequest], request: VisitRequest, said: Mapping[str, Any], making: _Making
) -> None:
    day = _working_day(making.today + timedelta(days=said["visit_in_days"]))
    assert request.centre
    move(
        request=request,
        starts_at=_aware(datetime.combine(day, time.fromisoformat(said["from"]))),
        ends_at=_aware(datetime.combine(day, time.fromisoformat(said["to"]))),
        where=said["where"],
        by=making.people[request.centre.slug][0],
        at=making.at(said["days_ago"], 12),
    )


def _pass_on(said: Mapping[str, Any], making: _Making) -> None:
    here, there = (making.people[said[word]][0] for word in ("from", "to"))
    noted = making.at(said["noted_days_ago"], 13)
    entry = note(
        centre=making.centres[said["from"]],
        kind="enquiry",
        noted=Noted(
            starts_on=timezone.localdate(noted),
            title=said["title"],
            places=(making.place(said["place"]),),
            topics=tuple(Topic.objects.filter(slug=said["topic"])),
            answers={"from_whom": Answer("municipality"), "channel": Answer("email")},
        ),
        key=uuid5(KEYS, said["id"]),
        by=here,
        at=noted,
    )
    to = making.centres[said["to"]]
    passing = pass_on(entry=entry, to=to, words=said["words"], by=here, at=making.at(said["days_ago"]))
    if "taken_days_ago" in said:
        take(passing=passing, by=there, at=making.at(said["taken_days_ago"]))


def _working_day(day: date) -> date:
    """Return the day, or the Friday before."""
    return day - timedelta(days=max(0, day.weekday() - FRIDAY))


def _aware(moment: datetime) -> datetime:
    return timezone.make_aware(moment, timezone.get_default_timezone())
