"""Agreements given, extended, ended, corrected and removed by the Directorate, and what the database refuses."""

from collections.abc import Callable
from datetime import date

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction

from frisklivsnett.audit.models import Event
from frisklivsnett.collection.models import Round
from frisklivsnett.collection.planning import coverage_of, renew_coverage
from frisklivsnett.registry.actions import load_registers, make_centre
from frisklivsnett.registry.agreeing import (
    Terms,
    correct_agreement,
    end_agreement,
    extend_agreement,
    give_agreement,
    last_change,
    remove_agreement,
    terms_of,
)
from frisklivsnett.registry.models import Agreement, AgreementChange, Organisation, Place

NEXT = Terms(date(2026, 1, 1), date(2028, 12, 31), 60_000)


@pytest.fixture
def centre(registers: None) -> Organisation:
    return Organisation.objects.get(slug="tana")


@pytest.fixture
def first(centre: Organisation) -> Agreement:
    """Tana's agreement for 2023–2025, as the register file has it."""
    return centre.agreements.get()


def refused(code: str, act: Callable[[], object]) -> None:
    with pytest.raises(ValidationError) as error, transaction.atomic():
        act()
    assert error.value.code == code


def events() -> list[str]:
    return list(Event.objects.filter(verb__startswith="agreement.").values_list("verb", flat=True))


def test_an_agreement_is_given_once_however_often_the_button_is_pressed(centre: Organisation) -> None:
    given = give_agreement(centre=centre, terms=NEXT, by=None)
    assert give_agreement(centre=centre, terms=NEXT, by=None) == given
    assert (events(), centre.agreements.count()) == (["agreement.given"], 2)
    assert terms_of(given) == NEXT


@pytest.mark.parametrize(
    ("code", "terms"),
    [
        ("ends", Terms(date(2026, 1, 1), date(2025, 12, 31), 60_000)),
        ("starts", Terms(date(1926, 1, 1), date(2028, 12, 31), 60_000)),
        ("ends", Terms(date(2026, 1, 1), date(2826, 12, 31), 60_000)),
        ("grant", Terms(date(2026, 1, 1), date(2028, 12, 31), 0)),
        ("grant", Terms(date(2026, 1, 1), date(2028, 12, 31), 60_000_000)),
        ("overlap", Terms(date(2025, 12, 31), date(2028, 12, 31), 60_000)),
        ("overlap", Terms(date(2020, 1, 1), date(2030, 12, 31), 60_000)),
    ],
)
def test_what_cannot_be_right_is_refused(centre: Organisation, code: str, terms: Terms) -> None:
    refused(code, lambda: give_agreement(centre=centre, terms=terms, by=None))
    assert (events(), centre.agreements.count()) == ([], 1)


def test_a_centre_has_one_agreement_in_a_calendar_year_since_it_reports_a_year_at_a_time(
    first: Agreement,
) -> None:
    end_agreement(agreement=first, last_day=date(2025, 3, 31), reason="Nedlagt", seen=0, reported=(), by=None)
    again = Terms(date(2025, 7, 1), date(2025, 12, 31), 60_000)
    refused("overlap", lambda: give_agreement(centre=first.organisation, terms=again, by=None))
    give_agreement(centre=first.organisation, terms=NEXT, by=None)


@pytest.mark.parametrize(
    "wrong",
    [
        {"grant": 0},
        {"grant": 10_000_001},
        {"ends_on": date(2022, 12, 31)},
        {"starts_on": date(1999, 12, 31)},
        {"ends_on": date(2101, 1, 1)},
        {"ended_on": date(2025, 12, 31)},
        {"ended_on": date(2022, 12, 31)},
    ],
)
def test_the_database_itself_refuses_what_cannot_be_right(first: Agreement, wrong: dict[str, object]) -> None:
    with pytest.raises(IntegrityError), transaction.atomic():
        Agreement.objects.filter(pk=first.pk).update(**wrong)


def test_the_database_still_refuses_an_overlap(centre: Organisation) -> None:
    for clash in (date(2025, 12, 31), date(2024, 6, 1)):
        with pytest.raises(IntegrityError), transaction.atomic():
            Agreement.objects.create(
                organisation=centre, starts_on=clash, ends_on=date(2027, 1, 1), grant=60_000
            )
    after = Agreement.objects.create(
        organisation=centre, starts_on=date(2026, 1, 1), ends_on=date(2027, 1, 1), grant=1
    )
    with pytest.raises(IntegrityError), transaction.atomic():
        Agreement.objects.filter(pk=after.pk).update(starts_on=date(2025, 12, 1))


def test_an_agreement_lasts_longer_with_a_reason_and_a_round_then_covers_it(first: Agreement) -> None:
    last = date(2026, 12, 31)
    refused(
        "reason_missing",
        lambda: extend_agreement(agreement=first, last_day=last, reason=" ", seen=0, by=None),
    )
    refused(
        "not_later",
        lambda: extend_agreement(agreement=first, last_day=date(2025, 1, 1), reason="x", seen=0, by=None),
    )
    for _ in range(2):  # pressed twice
        extend_agreement(agreement=first, last_day=last, reason="Ny utlysing er utsatt", seen=0, by=None)
    assert [each.organisation.slug for each in coverage_of(2026).agreements] == ["tana"]
    assert events() == ["agreement.extended"]
    assert first.changes.get().reason == "Ny utlysing er utsatt"


def test_one_that_ended_early_can_be_taken_up_again(first: Agreement) -> None:
    end_agreement(
        agreement=first, last_day=date(2025, 6, 30), reason="Nedlagt", seen=0, reported=(2024, 2025), by=None
    )
    first.refresh_from_db()
    assert (first.ended_on, first.last_day) == (date(2025, 6, 30), date(2025, 6, 30))
    extend_agreement(
        agreement=first,
        last_day=date(2025, 12, 31),
        reason="Feil",
        seen=last_change(first),
        by=None,
    )
    first.refresh_from_db()
    assert terms_of(first) == Terms(date(2023, 1, 1), date(2025, 12, 31), 60_000)


def test_what_a_colleague_changed_meanwhile_is_not_overwritten(first: Agreement) -> None:
    extend_agreement(agreement=first, last_day=date(2026, 12, 31), reason="Utsatt", seen=0, by=None)
    refused(
        "stale",
        lambda: end_agreement(
            agreement=first, last_day=date(2025, 6, 30), reason="Slutt", seen=0, reported=(), by=None
        ),
    )
    refused("stale", lambda: remove_agreement(agreement=first, reason="Feil", seen=0, by=None))
    first.refresh_from_db()
    assert first.last_day == date(2026, 12, 31)


def test_a_year_that_is_reported_on_stays_covered(first: Agreement) -> None:
    earlier = Terms(date(2023, 1, 1), date(2023, 12, 31), 60_000)
    refused(
        "reported",
        lambda: correct_agreement(
            agreement=first, terms=earlier, reason="Feil år", seen=0, reported=[2024], by=None
        ),
    )
    correct_agreement(agreement=first, terms=earlier, reason="Feil år", seen=0, reported=[2023], by=None)
    assert events() == ["agreement.corrected"]


def test_one_that_should_not_be_there_goes_unless_a_round_asks_under_it(
    the_round: Round, first: Agreement
) -> None:
    refused("in_use", lambda: remove_agreement(agreement=first, reason="Feil", seen=0, by=None))
    given = give_agreement(centre=first.organisation, terms=NEXT, by=None)
    remove_agreement(agreement=given, reason="Feil sentral", seen=last_change(given), by=None)
    assert first.organisation.agreements.get() == first
    assert events() == ["agreement.given", "agreement.removed"]
    told = AgreementChange.objects.filter(organisation=first.organisation).last()
    assert told is not None
    assert (told.kind, told.agreement, told.reason) == ("removed", None, "Feil sentral")


def test_a_round_is_told_that_an_agreement_has_come(the_round: Round, first: Agreement) -> None:
    place = Place.objects.get(kind="municipality", code="5634", valid_to=None)
    vardo = make_centre(place=place, name="", language="nb", email="", by=None)
    give_agreement(centre=vardo, terms=Terms(date(2024, 1, 1), date(2026, 12, 31), 60_000), by=None)
    assert [each.organisation for each in coverage_of(2024, the_round).come] == [vardo]
    renew_coverage(round_=the_round, by=None)
    assert the_round.submissions.filter(agreement__organisation=vardo).exists()


def test_the_register_files_leave_alone_what_the_directorate_has_written(first: Agreement) -> None:
    longer = Terms(date(2024, 1, 1), date(2026, 12, 31), 75_000)
    correct_agreement(agreement=first, terms=longer, reason="Feil år", seen=0, reported=(), by=None)
    assert load_registers().changes == 0
    first.refresh_from_db()
    assert terms_of(first) == longer


def test_a_new_centre_has_a_word_for_addresses_and_a_place_has_one_centre(centre: Organisation) -> None:
    place = Place.objects.get(kind="municipality", code="1579", valid_to=None)  # Hustadvika
    made = make_centre(place=place, name="Hustadvika Ågård", language="nn", email="Post@H.example ", by=None)
    assert (made.slug, made.email, made.is_centre) == ("hustadvika-agard", "post@h.example", True)
    again = make_centre(place=place, name="Hustadvika Ågård", language="nn", email="post@h.example", by=None)
    assert again == made
    refused("place", lambda: make_centre(place=place, name="En til", language="nb", email="", by=None))
    assert centre.place is not None
    tana = centre.place
    refused("place", lambda: make_centre(place=tana, name="En til", language="nb", email="", by=None))
    county = Place.objects.filter(kind="county").first()
    assert county is not None
    refused("place", lambda: make_centre(place=county, name="Fylket", language="nb", email="", by=None))
