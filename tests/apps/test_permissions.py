"""Who may do what: the table, told as people. Tana's report for 2024, and who gets to see and touch it."""

from datetime import date, timedelta
from pathlib import Path

import pytest
from django.contrib.auth.models import AnonymousUser
from django.core.exceptions import PermissionDenied
from django.utils import timezone

from frisklivsnett.registry.actions import end_role, give_role
from frisklivsnett.registry.docs import permissions, routes
from frisklivsnett.registry.models import CoordinatorTerm, Organisation, User
from frisklivsnett.registry.permissions import (
    TABLE,
    Actor,
    Scope,
    actors_of,
    check_may,
    forget_actors,
    is_in_own_county,
    may,
    may_reach,
)
from frisklivsnett.registry.routes import ROUTES

DOCUMENT = Path(__file__).parents[2] / "docs" / "permissions.md"
END_2023, END_2024 = date(2023, 12, 31), date(2024, 12, 31)
PEOPLE = {
    "alice": ("tana", "lead"),
    "bob": ("tana", "colleague"),
    "charlie": ("bodo", "lead"),
    "stine": ("stavanger", "lead"),  # coordinates the network
    "gunnar": ("statsforvalteren-i-troms-og-finnmark", "reader"),
    "agnes": ("statsforvalteren-i-agder", "reader"),
    "finn": ("finnmark-fylkeskommune", "reader"),
    "trym": ("troms-fylkeskommune", "reader"),
    "dina": ("helsedirektoratet", "adviser"),
    "nora": None,  # has a user and no role
}


@pytest.fixture
def people(registers: None) -> dict[str, User | AnonymousUser]:
    found: dict[str, User | AnonymousUser] = {"anyone": AnonymousUser()}
    for name, place in PEOPLE.items():
        user = found[name] = User.objects.create_user(f"{name}@example.org", name=name.title())
        if place is not None:
            slug, kind = place
            organisation = Organisation.objects.get(slug=slug)
            give_role(user=user, organisation=organisation, kind=kind, starts_on=date(2023, 1, 1), by=None)
    return found


@pytest.fixture
def tana(registers: None) -> Organisation:
    return Organisation.objects.get(slug="tana")


def those_who_may(
    people: dict[str, User | AnonymousUser],
    verb: str,
    organisation: Organisation | None = None,
    on: date | None = END_2024,
    *,
    submitted: bool = False,
    published: bool = False,
) -> set[str]:
    return {
        name
        for name, user in people.items()
        if may(user, verb, organisation, on, submitted=submitted, published=published)
    }


# --- a centre's report ---


def test_a_draft_is_read_by_the_centre_and_the_directorate(
    people: dict[str, User | AnonymousUser], tana: Organisation
) -> None:
    assert those_who_may(people, "read_submission", tana) == {"alice", "bob", "dina"}


def test_what_is_submitted_is_read_by_the_county_too(
    people: dict[str, User | AnonymousUser], tana: Organisation
) -> None:
    readers = those_who_may(people, "read_submission", tana, submitted=True)
    assert readers == {"alice", "bob", "dina", "gunnar", "finn"}


def test_a_report_of_2023_is_read_by_those_whose_county_it_was_then(
    people: dict[str, User | AnonymousUser], tana: Organisation
) -> None:
    # Finnmark began on 1 January 2024; the governor's area is the same before and after.
    readers = those_who_may(people, "read_submission", tana, END_2023, submitted=True)
    assert readers == {"alice", "bob", "dina", "gunnar"}


@pytest.mark.parametrize("verb", ["write_submission", "submit_submission"])
@pytest.mark.parametrize("submitted", [True, False])
def test_only_the_centre_itself_writes_and_submits(
    people: dict[str, User | AnonymousUser], tana: Organisation, verb: str, submitted: bool
) -> None:
    assert those_who_may(people, verb, tana, submitted=submitted) == {"alice", "bob"}


def test_the_coordinator_sees_no_more_answers_than_another_centre(
    people: dict[str, User | AnonymousUser], tana: Organisation
) -> None:
    assert not may(people["stine"], "read_submission", tana, END_2024, submitted=True)
    assert may(people["stine"], "write_submission", Organisation.objects.get(slug="stavanger"), END_2024)


# --- rounds, results, reports ---


@pytest.mark.parametrize("verb", ["see_round", "manage_round"])
def test_the_round_is_the_directorates(people: dict[str, User | AnonymousUser], verb: str) -> None:
    assert those_who_may(people, verb) == {"dina"}


@pytest.mark.parametrize("verb", ["see_results", "read_report", "read_open_data"])
def test_what_is_published_is_for_all_and_before_that_for_the_directorate(
    people: dict[str, User | AnonymousUser], verb: str
) -> None:
    assert those_who_may(people, verb) == {"dina"}
    assert those_who_may(people, verb, published=True) == set(people)


@pytest.mark.parametrize("verb", ["read_pages", "see_own_front", "see_centres"])
def test_some_pages_are_for_everyone(people: dict[str, User | AnonymousUser], verb: str) -> None:
    assert those_who_may(people, verb) == set(people)


# --- who somebody is ---


def test_a_coordinator_is_also_a_centre(people: dict[str, User | AnonymousUser]) -> None:
    actors = actors_of(people["stine"], date(2024, 6, 1))
    assert {standing.actor for standing in actors.standings} == {Actor.CENTRE, Actor.COORDINATOR}
    assert [found.slug for found in actors.organisations(Actor.COORDINATOR)] == ["stavanger"]


def test_who_coordinates_follows_the_day(people: dict[str, User | AnonymousUser]) -> None:
    CoordinatorTerm.objects.update(ends_on=END_2024)
    CoordinatorTerm.objects.create(
        organisation=Organisation.objects.get(slug="stavanger"),
        starts_on=date(2026, 1, 1),
        extra_grant=70_000,
    )
    assert Actor.COORDINATOR in actors_of(people["stine"], END_2024)
    assert Actor.COORDINATOR not in actors_of(people["stine"], date(2025, 1, 1))
    assert Actor.COORDINATOR in actors_of(people["stine"], date(2026, 1, 1))
    assert len(actors_of(people["stine"], date(2025, 1, 1)).standings) == 1


def test_everyone_is_the_public(people: dict[str, User | AnonymousUser]) -> None:
    assert all(Actor.PUBLIC in actors_of(user) for user in people.values())


def test_a_role_counts_today_whatever_the_day_in_question(
    people: dict[str, User | AnonymousUser], tana: Organisation
) -> None:
    alice, today = people["alice"], timezone.localdate()
    assert isinstance(alice, User)
    end_role(role=alice.roles.get(), last_day=today, by=None)
    assert may(alice, "read_submission", tana, END_2024)
    end_role_to_yesterday(alice, today)
    assert not may(alice, "read_submission", tana, END_2024)


def end_role_to_yesterday(user: User, today: date) -> None:
    user.roles.update(ends_on=today - timedelta(days=1))
    forget_actors(user)


def test_a_newcomer_takes_over_last_years_report(registers: None, tana: Organisation) -> None:
    user = User.objects.create_user("new@example.org", name="New")
    give_role(user=user, organisation=tana, kind="lead", starts_on=timezone.localdate(), by=None)
    assert may(user, "submit_submission", tana, END_2024)


def test_a_user_who_is_shut_out_is_nobody(
    people: dict[str, User | AnonymousUser], tana: Organisation
) -> None:
    User.objects.filter(name="Alice").update(is_active=False)
    assert not may(User.objects.get(name="Alice"), "read_submission", tana)


def test_asking_again_costs_no_query(
    people: dict[str, User | AnonymousUser], tana: Organisation, django_assert_num_queries: object
) -> None:
    alice = User.objects.get(name="Alice")
    with django_assert_num_queries(1):  # type: ignore[operator]
        for verb in TABLE:
            may(alice, verb, tana, END_2024)


# --- own county ---


@pytest.mark.parametrize(
    ("reader", "centre", "day", "own"),
    [
        ("statsforvalteren-i-ostfold-buskerud-oslo-og-akershus", "drammen", END_2024, True),
        ("statsforvalteren-i-ostfold-buskerud-oslo-og-akershus", "drammen", END_2023, True),
        ("statsforvalteren-i-ostfold-buskerud-oslo-og-akershus", "bydel-stovner", END_2023, True),
        ("statsforvalteren-i-ostfold-buskerud-oslo-og-akershus", "tonsberg", END_2024, False),
        ("buskerud-fylkeskommune", "drammen", END_2024, True),
        ("buskerud-fylkeskommune", "drammen", END_2023, False),
        ("buskerud-fylkeskommune", "fredrikstad", END_2023, False),
        ("oslo-kommune", "bydel-nordre-aker", END_2023, True),
        ("troms-fylkeskommune", "tana", END_2024, False),
        ("troms-fylkeskommune", "harstad", END_2024, True),
        ("finnmark-fylkeskommune", "harstad", END_2023, False),
        ("helsedirektoratet", "tana", END_2024, False),
    ],
)
def test_own_county_depends_on_the_day(
    registers: None, reader: str, centre: str, day: date, own: bool
) -> None:
    organisations = {found.slug: found for found in Organisation.objects.all()}
    assert is_in_own_county(organisations[reader], organisations[centre], day) is own


# --- refusals ---


@pytest.mark.parametrize(
    ("name", "verb", "of_tana", "words"),
    [
        ("anyone", "read_submission", True, "logge inn"),
        ("charlie", "read_submission", True, "ikke sendt inn"),
        ("charlie", "write_submission", True, "annen organisasjon"),
        ("charlie", "see_round", False, "ikke tilgang"),
        ("charlie", "see_results", False, "ikke publisert"),
    ],
)
def test_a_refusal_says_why(
    people: dict[str, User | AnonymousUser],
    tana: Organisation,
    name: str,
    verb: str,
    of_tana: bool,
    words: str,
) -> None:
    with pytest.raises(PermissionDenied, match=words):
        check_may(people[name], verb, tana if of_tana else None)


def test_no_refusal_when_one_may(people: dict[str, User | AnonymousUser], tana: Organisation) -> None:
    check_may(people["alice"], "write_submission", tana)


def test_an_unknown_verb_is_an_error_and_not_a_no(people: dict[str, User | AnonymousUser]) -> None:
    with pytest.raises(KeyError):
        may(people["dina"], "see_everything")


def test_a_menu_shows_what_there_may_be_something_to_do_with(people: dict[str, User | AnonymousUser]) -> None:
    assert {name for name, user in people.items() if may_reach(user, "read_submission")} == {
        "alice",
        "bob",
        "charlie",
        "stine",
        "gunnar",
        "agnes",
        "finn",
        "trym",
        "dina",
    }


# --- the table itself ---


def test_own_and_own_county_are_never_the_publics() -> None:
    # SELF is whoever is logged in, with or without a role.
    allowed = {Scope.NO, Scope.PUBLISHED, Scope.SELF, Scope.ALL}
    assert all(rule.public in allowed for rule in TABLE.values())
    assert not may(AnonymousUser(), "manage_own_account")


def test_nobody_has_less_than_the_public() -> None:
    for rule in TABLE.values():
        for actor in Actor:
            assert rule.public == Scope.NO or rule.scope(actor) in {rule.public, Scope.ALL}


def test_every_address_takes_a_verb_of_the_table() -> None:
    assert set(ROUTES.values()) <= set(TABLE)


def test_the_page_about_permissions_is_made_from_the_table() -> None:
    text = DOCUMENT.read_text("utf-8")
    assert permissions() in text, "run python tools/docs.py"
    assert routes() in text, "run python tools/docs.py"
