"""A person exported and erased: nothing leads to them any more, and what was sent stands as it was."""

import json
from datetime import UTC, date, datetime

import pytest
from django.apps import apps
from django.core.exceptions import ValidationError
from django.db import connection
from django.test import Client
from django.utils import timezone

from frisklivsnett.accounts.models import Session
from frisklivsnett.audit.models import Event
from frisklivsnett.collection.actions import save_answers, submit
from frisklivsnett.collection.models import Submission
from frisklivsnett.core.forms import Answer
from frisklivsnett.registry.actions import give_role
from frisklivsnett.registry.erasing import (
    KEPT,
    erase_person,
    export_person,
    goes_with_the_account,
    is_erased,
    relations,
)
from frisklivsnett.registry.models import Organisation, User
from frisklivsnett.registry.permissions import actors_of
from frisklivsnett.safekeeping.verifying import verify

pytestmark = pytest.mark.django_db
WHEN = datetime(2025, 3, 10, 9, tzinfo=UTC)


@pytest.fixture
def sent(tana: Submission, alice: User, monkeypatch: pytest.MonkeyPatch) -> Submission:
    monkeypatch.setattr("frisklivsnett.collection.actions.validate", lambda *_: ())
    save_answers(submission=tana, changes={"hosting.people": Answer(40)}, by=alice, at=WHEN)
    submit(submission=tana, by=alice, at=WHEN)
    return tana


def everything() -> str:
    """All that is in the database, as text."""
    found = []
    for model in apps.get_models(include_auto_created=True):
        with connection.cursor() as cursor:
            cursor.execute(f"SELECT * FROM {connection.ops.quote_name(model._meta.db_table)}")
            found += [str(row) for row in cursor.fetchall()]
    return "\n".join(found)


def test_an_export_has_the_account_the_roles_the_log_ins_and_what_the_person_did(
    sent: Submission, alice: User, bob: User
) -> None:
    Client().force_login(alice)
    told = json.loads(json.dumps(export_person(alice)))
    assert told["account"]["email"] == "alice@tana.example"
    assert told["roles"] == [
        {
            "organisation": Organisation.objects.get(slug="tana").name,
            "role": "lead",
            "starts_on": "2023-01-01",
            "ends_on": None,
        }
    ]
    assert told["kept_elsewhere"]["accounts.session.user"] == 1
    assert [event["what"] for event in told["log"]] == ["answers.saved", "submission.submitted"]
    assert told["kept_elsewhere"]["collection.answer.saved_by"] == 1
    assert told["kept_elsewhere"]["collection.submissionversion.submitted_by"] == 1
    assert export_person(bob)["log"] == []
    assert export_person(bob)["kept_elsewhere"]["accounts.session.user"] == 0


def test_nothing_leads_to_an_erased_person_and_everything_still_holds(
    sent: Submission, alice: User, bob: User
) -> None:
    for user in (alice, bob):
        Client().force_login(user)
    erase_person(alice, by=bob)
    assert is_erased(alice)
    assert "alice" not in everything().lower()
    assert [session.user for session in Session.objects.all()] == [bob]
    assert [line for check in verify() for line in check.breaks] == []
    version = sent.versions.get()
    assert version.submitted_by is not None
    assert (version.submitted_by_id, version.submitted_by.name) == (alice.pk, "Slettet person")
    assert sent.answers.get().saved_by == alice


def test_an_erased_person_cannot_get_in_or_do_anything(alice: User, bob: User) -> None:
    client = Client()
    client.force_login(alice)
    erase_person(alice, by=bob)
    assert client.get("/").wsgi_request.user.is_anonymous
    assert not alice.is_active
    assert not alice.has_usable_password()
    assert not actors_of(alice).standings


def test_roles_end_today_and_one_that_has_not_begun_goes(alice: User) -> None:
    bodo = Organisation.objects.get(slug="bodo")
    give_role(user=alice, organisation=bodo, kind="colleague", starts_on=date(2099, 1, 1), by=None)
    erase_person(alice, by=None)
    assert [(role.organisation.slug, role.ends_on) for role in alice.roles.all()] == [
        ("tana", timezone.localdate())
    ]


def test_it_is_in_the_log_by_number_and_done_once(alice: User, bob: User) -> None:
    erase_person(alice, by=bob)
    event = Event.objects.get(verb="user.erased")
    assert (event.by_id, event.object_id, event.details) == (bob.pk, str(alice.pk), {})
    with pytest.raises(ValidationError):
        erase_person(alice, by=bob)


def test_the_address_is_free_for_someone_else(alice: User) -> None:
    erase_person(alice, by=None)
    assert User.objects.create_user("alice@tana.example", name="Alice").pk != alice.pk


def test_it_is_decided_for_every_column_that_refers_to_a_person_whether_it_stays() -> None:
    # A new one: either it exists for the account's sake, and goes (CASCADE), or it is in KEPT with the reason.
    undecided = [
        f"{relation.related_model._meta.label_lower}.{relation.field.name}"
        for relation in relations()
        if not goes_with_the_account(relation)
    ]
    assert set(undecided) <= set(KEPT)
    assert len(undecided) >= 3
