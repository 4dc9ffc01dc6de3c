"""Organisations, agreements, people and roles: what the database lets in, and the actions that change it."""

from collections.abc import Callable
from datetime import date

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction

from frisklivsnett.audit.models import Event
from frisklivsnett.registry.actions import end_role, give_role, make_user
from frisklivsnett.registry.models import Agreement, CoordinatorTerm, Organisation, Role, User

pytestmark = pytest.mark.usefixtures("registers")


@pytest.fixture
def tana() -> Organisation:
    return Organisation.objects.get(slug="tana")


@pytest.fixture
def bodo() -> Organisation:
    return Organisation.objects.get(slug="bodo")


@pytest.fixture
def refused() -> Callable[[Callable[[], object]], bool]:
    def ask(write: Callable[[], object]) -> bool:
        try:
            with transaction.atomic():
                write()
        except IntegrityError:
            return True
        return False

    return ask


Refused = Callable[[Callable[[], object]], bool]


def agree(centre: Organisation, first: date, last: date, ended: date | None = None) -> Agreement:
    return Agreement.objects.create(
        organisation=centre, starts_on=first, ends_on=last, ended_on=ended, grant=60_000
    )


# --- agreements ---


@pytest.mark.parametrize(("year", "valid"), [(2022, False), (2023, True), (2025, True), (2026, False)])
def test_an_agreement_is_valid_in_the_years_it_covers(tana: Organisation, year: int, valid: bool) -> None:
    assert tana.agreements.filter(pk__in=Agreement.objects.valid_in(year)).exists() is valid
    assert tana.agreements.get().is_valid_in(year) is valid


def test_one_day_of_the_year_is_enough_and_an_early_end_counts(tana: Organisation) -> None:
    Agreement.objects.filter(organisation=tana).update(ended_on=date(2024, 1, 1))
    assert Agreement.objects.valid_in(2024).filter(organisation=tana).exists()
    assert not Agreement.objects.valid_in(2025).filter(organisation=tana).exists()
    assert not Agreement.objects.valid_on(date(2024, 1, 2)).filter(organisation=tana).exists()


def test_an_agreement_says_where_it_stands_on_a_day(tana: Organisation) -> None:
    agreement = tana.agreements.get()
    days = [date(2022, 12, 31), date(2023, 1, 1), date(2025, 12, 31), date(2026, 1, 1)]
    assert [agreement.status_on(day) for day in days] == ["coming", "active", "active", "ended"]
    agreement.ended_on = date(2024, 6, 30)
    assert agreement.status_on(date(2024, 7, 1)) == "ended_early"


@pytest.mark.parametrize(
    ("first", "last"),
    [
        (date(2025, 12, 31), date(2026, 12, 31)),
        (date(2022, 1, 1), date(2023, 1, 1)),
        (date(2024, 1, 1), date(2024, 12, 31)),
        (date(2020, 1, 1), date(2030, 12, 31)),
    ],
)
def test_a_centre_has_one_agreement_at_a_time(
    tana: Organisation, refused: Refused, first: date, last: date
) -> None:
    assert refused(lambda: agree(tana, first, last))


def test_agreements_may_follow_each_other_day_by_day(tana: Organisation) -> None:
    agree(tana, date(2026, 1, 1), date(2028, 12, 31))
    agree(tana, date(2020, 1, 1), date(2022, 12, 31))
    assert tana.agreements.count() == 3


def test_after_an_early_end_a_new_agreement_can_begin_and_the_old_one_cannot_come_back(
    tana: Organisation, refused: Refused
) -> None:
    tana.agreements.update(ended_on=date(2024, 6, 30))
    agree(tana, date(2024, 7, 1), date(2026, 12, 31))
    assert refused(lambda: tana.agreements.filter(starts_on=date(2023, 1, 1)).update(ended_on=None))


@pytest.mark.parametrize(
    ("first", "last", "ended"),
    [
        (date(2027, 1, 1), date(2026, 1, 1), None),
        (date(2027, 1, 1), date(2028, 1, 1), date(2026, 1, 1)),
        (date(2027, 1, 1), date(2028, 1, 1), date(2028, 1, 1)),
    ],
)
def test_an_agreement_ends_after_it_starts(
    tana: Organisation, refused: Refused, first: date, last: date, ended: date | None
) -> None:
    assert refused(lambda: agree(tana, first, last, ended))


def test_the_network_has_one_coordinator_at_a_time(bodo: Organisation, refused: Refused) -> None:
    def coordinate(first: date, last: date | None) -> CoordinatorTerm:
        return CoordinatorTerm.objects.create(
            organisation=bodo, starts_on=first, ends_on=last, extra_grant=70_000
        )

    assert refused(lambda: coordinate(date(2025, 1, 1), None))
    assert refused(lambda: coordinate(date(2023, 1, 1), None))
    assert refused(lambda: coordinate(date(2023, 1, 1), date(2024, 1, 1)))
    coordinate(date(2023, 1, 1), date(2023, 12, 31))
    assert CoordinatorTerm.objects.valid_on(date(2023, 12, 31)).get().organisation == bodo


# --- what the database refuses besides ---


def test_an_organisation_has_a_place_unless_it_is_the_directorate(
    refused: Refused, tana: Organisation
) -> None:
    assert refused(lambda: Organisation.objects.create(kind="centre", slug="x", name="X"))
    assert refused(
        lambda: Organisation.objects.create(kind="directorate", slug="x", name="X", place=tana.place)
    )
    assert refused(lambda: Organisation.objects.create(kind="shop", slug="x", name="X", place=tana.place))


def test_an_organisation_keeps_its_slug_to_itself(refused: Refused, tana: Organisation) -> None:
    assert refused(
        lambda: Organisation.objects.create(kind="centre", slug="tana", name="X", place=tana.place)
    )


# --- users ---


def test_the_email_address_is_the_name_whatever_its_case(refused: Refused) -> None:
    alice = make_user(email=" Alice@Tana.Example ", name="Alice", by=None, password="korrekt hest batteri")
    assert alice.email == "alice@tana.example"
    assert User.objects.get_by_natural_key("ALICE@tana.example") == alice
    assert refused(lambda: User.objects.create_user("ALICE@TANA.EXAMPLE", name="Another"))
    assert refused(lambda: User.objects.filter(pk=alice.pk).update(email="Alice@tana.example"))


@pytest.mark.parametrize(
    ("email", "name", "language"),
    [
        ("alice@tana.example", "Alice", "nb"),
        ("no address", "Bob", "nb"),
        ("", "Bob", "nb"),
        ("bob@tana.example", " ", "nb"),
        ("bob@tana.example", "Bob", "fi"),
        ("bob@tana.example", "B" * 121, "nb"),
    ],
)
def test_a_user_that_is_not_right_is_not_made(alice: User, email: str, name: str, language: str) -> None:
    with pytest.raises(ValidationError):
        make_user(email=email, name=name, language=language, by=None)
    assert User.objects.count() == 1
    assert not Event.objects.filter(verb="user.made").exists()


def test_a_user_without_a_password_cannot_log_in_with_one() -> None:
    assert not make_user(email="alice@tana.example", name="Alice", by=None).has_usable_password()


def test_making_a_user_is_told_in_the_log_without_the_name(alice: User) -> None:
    bob = make_user(email="bob@tana.example", name="Bob", by=alice)
    event = Event.objects.get(verb="user.made")
    assert (event.by_id, event.object_id, event.details) == (alice.pk, str(bob.pk), {})


# --- roles ---

START = date(2024, 1, 1)


def test_a_role_is_given_and_told_in_the_log(alice: User, bodo: Organisation) -> None:
    role = give_role(user=alice, organisation=bodo, kind="colleague", starts_on=START, by=alice)
    event = Event.objects.get(verb="role.given")
    assert (event.by_id, event.object_id, event.organisation_id) == (alice.pk, str(role.pk), bodo.pk)
    assert event.details == {"user": alice.pk, "kind": "colleague", "starts_on": "2024-01-01"}


@pytest.mark.parametrize(
    ("slug", "kind"), [("tana", "adviser"), ("helsedirektoratet", "lead"), ("oslo-kommune", "lead")]
)
def test_an_organisation_has_only_its_own_kinds_of_roles(alice: User, slug: str, kind: str) -> None:
    organisation = Organisation.objects.get(slug=slug)
    with pytest.raises(ValidationError):
        give_role(user=alice, organisation=organisation, kind=kind, starts_on=START, by=None)


def test_the_same_role_is_not_held_twice_on_a_day(alice: User, bodo: Organisation) -> None:
    give_role(user=alice, organisation=bodo, kind="lead", starts_on=START, ends_on=date(2024, 6, 30), by=None)
    with pytest.raises(ValidationError):
        give_role(user=alice, organisation=bodo, kind="lead", starts_on=date(2024, 6, 30), by=None)
    with pytest.raises(ValidationError):
        give_role(user=alice, organisation=bodo, kind="lead", starts_on=date(2023, 1, 1), by=None)
    give_role(user=alice, organisation=bodo, kind="lead", starts_on=date(2024, 7, 1), by=None)


def test_a_role_cannot_end_before_it_begins(alice: User, bodo: Organisation) -> None:
    with pytest.raises(ValidationError):
        give_role(
            user=alice, organisation=bodo, kind="lead", starts_on=START, ends_on=date(2023, 1, 1), by=None
        )


def test_a_role_is_held_through_its_last_day(alice: User) -> None:
    role = alice.roles.get()
    end_role(role=role, last_day=date(2024, 5, 31), by=alice)
    assert Role.objects.valid_on(date(2024, 5, 31)).filter(pk=role.pk).exists()
    assert not Role.objects.valid_on(date(2024, 6, 1)).filter(pk=role.pk).exists()
    with pytest.raises(ValidationError):
        end_role(role=role, last_day=date(2024, 6, 30), by=alice)


def test_a_role_that_ends_before_it_begins_is_gone_but_for_the_log(alice: User) -> None:
    role = alice.roles.get()
    pk = role.pk
    end_role(role=role, last_day=date(2022, 12, 31), by=None)
    assert not alice.roles.exists()
    assert Event.objects.get(verb="role.ended").object_id == str(pk)


def test_a_user_can_be_deleted_with_their_roles(alice: User) -> None:
    alice.delete()
    assert not Role.objects.exists()
