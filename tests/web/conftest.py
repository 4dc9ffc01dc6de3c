"""The people and the round of tests/apps, and a client of each."""

from collections.abc import Callable
from datetime import date, timedelta

import pytest
from django.template import engines
from django.test import Client
from django.utils import timezone
from tests.apps.conftest import alice, bob, charlie, registers, tana, the_round

from frisklivsnett.collection.models import Submission
from frisklivsnett.registry.actions import give_role
from frisklivsnett.registry.models import Organisation, User

__all__ = ["alice", "bob", "charlie", "registers", "tana", "the_round"]


@pytest.fixture(autouse=True, scope="session")
def templates_made() -> None:
    """Makes the templates' environment before a test turns the demo on: it keeps what the settings said then."""
    engines.all()


@pytest.fixture
def make_person(registers: None) -> Callable[..., User]:
    """A function that makes a user with roles: ``make_person("Dina Dahl", ("helsedirektoratet", "adviser"))``."""

    def make(name: str, *roles: tuple[str, str], language: str = "nb") -> User:
        email = f"{name.lower().replace(' ', '.')}@example.org"
        user = User.objects.create_user(email, "et langt passord", name=name, language=language)
        for slug, kind in roles:
            organisation = Organisation.objects.get(slug=slug)
            give_role(user=user, organisation=organisation, kind=kind, starts_on=date(2023, 1, 1), by=None)
        return user

    return make


@pytest.fixture
def dina(make_person: Callable[..., User]) -> User:
    """Dina is the Directorate's adviser."""
    return make_person("Dina Dahl", ("helsedirektoratet", "adviser"))


@pytest.fixture
def client_of() -> Callable[[User], Client]:
    """A function that returns a client logged in as a user."""

    def make(user: User) -> Client:
        client = Client()
        client.force_login(user)
        return client

    return make


@pytest.fixture
def report(tana: Submission) -> Submission:
    """Tana's report for 2024, in a round that is open now, with its deadline in nine days."""
    round_ = tana.round
    round_.opens_at, round_.closes_at = timezone.now() - timedelta(days=20), None
    round_.deadline = timezone.localdate() + timedelta(days=9)
    round_.save()
    return tana
