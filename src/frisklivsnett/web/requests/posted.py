"""Reads what was posted about a visit; what cannot be taken is told beside its field, and what was typed is kept."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, time
from uuid import UUID, uuid4

from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.http import QueryDict
from django.utils import timezone
from django.utils.translation import gettext as _

from frisklivsnett.activity.finding import place_named
from frisklivsnett.activity.models import VisitRequest
from frisklivsnett.activity.requests import Asked
from frisklivsnett.core.activity.words import number_of
from frisklivsnett.core.forms.reading import clean_text
from frisklivsnett.registry.models import Organisation, Place
from frisklivsnett.registry.places import register
from frisklivsnett.web.jinja import language

LENGTHS: Mapping[str, int] = {
    "organisation": 150,
    "place": 100,
    "name": 120,
    "email": 254,
    "wishes": 500,
    "about": 1000,
    "where": 200,
    "words": 1000,
}
"""Characters, by field."""
MOST_PEOPLE = 200
_WEB_ADDRESS = re.compile(r"://|\bwww\.|\w\.(?:[a-z]{2,12}|[A-Z]{2,12})(?!\w)")


class Blank(dict[str, str]):
    """Words by name; a name that has none has the empty one, as a template expects."""

    def __missing__(self, name: str) -> str:
        return ""


@dataclass
class Posted:
    """What was typed by field, what is wrong with it, and places to choose between."""

    raw: dict[str, str]
    problems: dict[str, str] = field(default_factory=dict)
    places: list[Place] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.raw, self.problems = Blank(self.raw), Blank(self.problems)

    @property
    def summary(self) -> list[tuple[str, str]]:
        return [(words, name) for name, words in self.problems.items()]


def fresh(**values: str) -> Posted:
    """Return an empty form, with a key of its own so that a second click makes no second request."""
    return Posted({"key": str(uuid4()), **values})


def read_request(post: QueryDict) -> tuple[Posted, Asked | None, UUID]:
    """Return the fields as typed, and what is asked for when nothing is wrong with it."""
    posted = Posted(
        {name: clean_text(post.get(name, "")[:5000]) for name in (*LENGTHS, "centre", "people", "mode")}
    )
    key = _key(post.get("key", ""))
    posted.raw["key"] = str(key)
    _check_lengths(posted)
    _require(posted, "organisation", _("Skriv hvor dere kommer fra, for eksempel «Senja kommune»."))
    _require(posted, "name", _("Skriv navnet på den vi kan svare."))
    _require(posted, "email", _("Skriv e-postadressen vi kan svare til."))
    _check_email(posted)
    _check_names(posted)
    centre, place = _centre(posted), _place(posted)
    people = _people(posted)
    if posted.raw["mode"] not in VisitRequest.Mode.values:
        posted.raw["mode"] = VisitRequest.Mode.IN_PERSON
    if posted.problems:
        return posted, None, key
    asked = Asked(
        organisation=posted.raw["organisation"],
        name=posted.raw["name"],
        email=posted.raw["email"].lower(),
        centre=centre,
        place=place,
        wishes=posted.raw["wishes"],
        people=people,
        about=posted.raw["about"],
        mode=posted.raw["mode"],
        language=language(),
    )
    return posted, asked, key


@dataclass(frozen=True, slots=True)
class Agreed:
    """A time and a place, and the words that go with them."""

    starts_at: datetime
    ends_at: datetime
    where: str
    words: str


def read_time(post: QueryDict) -> tuple[Posted, Agreed | None]:
    """Return the fields of a time as typed, and the time when nothing is wrong with them. Norwegian time."""
    names = ("day", "from", "to", "where", "words")
    posted = Posted({name: clean_text(post.get(name, "")[:5000]) for name in names})
    _check_lengths(posted)
    day, starts, ends = _day(posted.raw["day"]), _time(posted.raw["from"]), _time(posted.raw["to"])
    if day is None:
        posted.problems["day"] = _("Velg dagen for besøket.")
    if starts is None:
        posted.problems["from"] = _("Skriv når besøket begynner, for eksempel 10.00.")
    if ends is None:
        posted.problems["to"] = _("Skriv når besøket slutter, for eksempel 14.00.")
    if starts and ends and ends <= starts:
        posted.problems["to"] = _("Besøket må slutte etter at det begynner.")
    _require(posted, "where", _("Skriv hvor dere møtes, for eksempel en adresse eller «Teams»."))
    if posted.problems or day is None or starts is None or ends is None:
        return posted, None
    zone = timezone.get_default_timezone()
    starts_at, ends_at = (timezone.make_aware(datetime.combine(day, at), zone) for at in (starts, ends))
    return posted, Agreed(starts_at, ends_at, posted.raw["where"], posted.raw["words"])


def _key(typed: str) -> UUID:
    try:
        return UUID(typed)
    except ValueError:
        return uuid4()


def _require(posted: Posted, name: str, words: str) -> None:
    if not posted.raw[name]:
        posted.problems.setdefault(name, words)


def _check_lengths(posted: Posted) -> None:
    for name, most in LENGTHS.items():
        if len(posted.raw.get(name, "")) > most:
            posted.problems[name] = _("Teksten er for lang. Skriv høyst %(most)s tegn.") % {"most": most}


def _check_email(posted: Posted) -> None:
    if posted.raw["email"] and "email" not in posted.problems:
        try:
            validate_email(posted.raw["email"])
        except ValidationError:
            posted.problems["email"] = _("Skriv en hel e-postadresse, for eksempel post@senja.kommune.no.")


def _check_names(posted: Posted) -> None:
    """Names go into a letter to whatever address was typed: nobody is to send links to others in our name."""
    for name in ("organisation", "name"):
        if _WEB_ADDRESS.search(posted.raw[name]):
            posted.problems.setdefault(name, _("Skriv bare navnet, uten nettadresse."))


def _centre(posted: Posted) -> Organisation | None:
    if posted.raw["centre"] in ("", "unknown"):
        return None
    found = Organisation.objects.centres().filter(slug=posted.raw["centre"][:60]).first()
    if found is None:
        posted.problems["centre"] = _("Velg en av sentralene, eller «Vet ikke».")
    return found


def _place(posted: Posted) -> Place | None:
    """Find the municipality; what may be several, or is misspelt, comes back to be chosen."""
    if not posted.raw["place"] or "place" in posted.problems:
        return None
    found = place_named(posted.raw["place"], timezone.localdate())
    if found.place is not None:
        return found.place
    posted.places = [register().place(hit.place.key) for hit in found.hits]
    posted.problems["place"] = (
        _("Vi er ikke sikre på hvilken kommune det er. Velg den under feltet.")
        if posted.places
        else _("Vi fant ingen kommune med dette navnet. Kontroller skrivemåten, eller la feltet stå tomt.")
    )
    return None


def _people(posted: Posted) -> int | None:
    typed = posted.raw["people"]
    if not typed:
        return None
    number = number_of(typed)
    if number is None or not 1 <= number <= MOST_PEOPLE:
        posted.problems["people"] = _("Skriv et helt tall fra 1 til %(most)s.") % {"most": MOST_PEOPLE}
        return None
    return number


def _day(typed: str) -> date | None:
    try:
        return date.fromisoformat(typed)
    except ValueError:
        return None


def _time(typed: str) -> time | None:
    hours, _sign, minutes = typed.replace(".", ":").partition(":")
    try:
        return time(int(hours[:4]), int(minutes[:4] or 0))
    except ValueError:
        return None
