"""Three people and a round: Alice owns the report, Bob is her colleague, Charlie works somewhere else."""

import json
from datetime import UTC, date, datetime
from pathlib import Path

import pytest

from frisklivsnett.collection.actions import open_round, store_form
from frisklivsnett.collection.models import Round, Submission
from frisklivsnett.registry.actions import load_registers
from frisklivsnett.registry.models import Organisation, Role, RoleKind, User

FORM = Path(__file__).parents[2] / "src/frisklivsnett/data/forms/annual-report-1.json"


def person(name: str, centre: str, kind: RoleKind) -> User:
    user = User.objects.create_user(f"{name.lower()}@{centre}.example", name=name)
    organisation = Organisation.objects.get(slug=centre)
    Role.objects.create(user=user, organisation=organisation, kind=kind, starts_on=date(2023, 1, 1))
    return user


@pytest.fixture
def registers(db: None) -> None:
    load_registers()


@pytest.fixture
def alice(registers: None) -> User:
    return person("Alice", "tana", RoleKind.LEAD)


@pytest.fixture
def bob(registers: None) -> User:
    return person("Bob", "tana", RoleKind.COLLEAGUE)


@pytest.fixture
def charlie(registers: None) -> User:
    return person("Charlie", "bodo", RoleKind.LEAD)


@pytest.fixture
def the_round(registers: None) -> Round:
    """Report year 2024: opens 3 February 2025, deadline 1 April, closes 1 May."""
    return open_round(
        report_year=2024,
        form_version=store_form(definition=json.loads(FORM.read_text(encoding="utf-8")), by=None),
        opens_at=datetime(2025, 2, 3, 8, tzinfo=UTC),
        deadline=date(2025, 4, 1),
        closes_at=datetime(2025, 5, 1, 22, tzinfo=UTC),
        by=None,
    )


@pytest.fixture
def tana(the_round: Round) -> Submission:
    return the_round.submissions.get(agreement__organisation__slug="tana")
