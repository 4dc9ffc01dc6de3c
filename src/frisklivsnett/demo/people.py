"""The demo's people: made up, without passwords, logged in with one click."""

import json
from dataclasses import dataclass
from datetime import date
from functools import cache
from unicodedata import normalize

from django.utils import timezone

from frisklivsnett.demo.targets import FOLDER
from frisklivsnett.registry.actions import give_role, make_user
from frisklivsnett.registry.models import Organisation, Role, User

People = dict[str, list[User]]
"""The users of each organisation, by its slug, those who send its report first."""


@dataclass(frozen=True, slots=True)
class Person:
    """Someone to make a user of."""

    name: str
    organisation: str
    role: str
    language: str

    @property
    def email(self) -> str:
        """``marit.provestad@tana.example``: a domain that is kept free for examples."""
        local = normalize("NFD", self.name.lower().replace("ø", "o").replace("æ", "ae"))
        return f"{local.encode('ascii', 'ignore').decode().replace(' ', '.')}@{self.organisation}.example"


@cache
def read_people() -> tuple[date, tuple[Person, ...]]:
    """Return the day their roles begin, and the people."""
    content = json.loads((FOLDER / "people.json").read_text(encoding="utf-8"))
    return date.fromisoformat(content["since"]), tuple(Person(**person) for person in content["people"])


def make_people() -> People:
    """Make the users and their roles."""
    since, people = read_people()
    organisations = {organisation.slug: organisation for organisation in Organisation.objects.all()}
    made: People = {}
    for person in people:
        user = make_user(email=person.email, name=person.name, language=person.language, by=None)
        organisation = organisations[person.organisation]
        give_role(user=user, organisation=organisation, kind=person.role, starts_on=since, by=None)
        made.setdefault(person.organisation, []).append(user)
    return made


@dataclass(frozen=True, slots=True)
class DemoUser:
    """A user of the demo, as told on the terminal."""

    name: str
    email: str
    role: str
    organisation: str


def demo_users() -> list[DemoUser]:
    """Return the people who can be logged in as, in the order in which they were made."""
    roles = Role.objects.valid_on(timezone.localdate()).select_related("user", "organisation")
    return [
        DemoUser(role.user.name, role.user.email, role.get_kind_display(), role.organisation.name)
        for role in roles.order_by("user_id")
    ]
