"""Places over time: what stands for a place on a day, and where it lies, on both sides of 1 January 2024."""

from collections import Counter
from datetime import date

import pytest

from frisklivsnett.registry import places
from frisklivsnett.registry.models import Organisation, Place, PlaceKind, Succession

pytestmark = pytest.mark.usefixtures("registers")

BEFORE, LAST, FIRST, AFTER = date(2023, 6, 1), date(2023, 12, 31), date(2024, 1, 1), date(2024, 6, 1)


def place(code: str, kind: str = PlaceKind.MUNICIPALITY) -> Place:
    return Place.objects.get(kind=kind, code=code)


def code(found: Place | None) -> str:
    return found.code if found else ""


def test_the_registers_hold_the_whole_country() -> None:
    counts = Counter(Place.objects.valid_on(AFTER).values_list("kind", flat=True))
    assert counts == {
        "municipality": 357,
        "county": 15,
        "health_region": 4,
        "governor_area": 10,
        "district": 15,
    }


def test_before_2024_there_were_eleven_counties_and_356_municipalities() -> None:
    counts = Counter(Place.objects.valid_on(LAST).values_list("kind", flat=True))
    assert (counts["county"], counts["municipality"], counts["governor_area"]) == (11, 356, 10)


def test_every_change_of_2024_is_known() -> None:
    assert Succession.objects.filter(old__kind="municipality").count() == 115
    ended = Place.objects.filter(valid_to=LAST)
    began = Place.objects.filter(valid_from=FIRST)
    assert not ended.filter(successions=None).exists()
    assert not began.filter(origins=None).exists()


@pytest.mark.parametrize("day", [BEFORE, LAST, FIRST, AFTER])
def test_every_municipality_has_a_county_a_region_and_a_governor_on_every_day(day: date) -> None:
    for found in Place.objects.valid_on(day).of_kind(PlaceKind.MUNICIPALITY):
        county, region, area = found.county_on(day), found.health_region_on(day), found.governor_area_on(day)
        assert county is not None
        assert region is not None
        assert area is not None
        assert found.code.startswith(county.code)
        assert county.is_valid_on(day)
        assert area.is_valid_on(day)


@pytest.mark.parametrize("asked", ["5628", "5441"])
@pytest.mark.parametrize(
    ("day", "county", "name"), [(LAST, "54", "Troms og Finnmark"), (FIRST, "56", "Finnmark")]
)
def test_tana_moves_from_troms_og_finnmark_to_finnmark(asked: str, day: date, county: str, name: str) -> None:
    found = place(asked).county_on(day)
    assert found is not None
    assert (found.code, found.name) == (county, name)
    assert place(asked).health_region_on(day) == place("nord", PlaceKind.HEALTH_REGION)
    assert code(place(asked).governor_area_on(day)) == "troms-og-finnmark"


@pytest.mark.parametrize("asked", ["3301", "3005"])
def test_drammen_changes_county_and_its_governor_changes_name(asked: str) -> None:
    drammen = place(asked)
    assert [code(drammen.county_on(day)) for day in (LAST, FIRST)] == ["30", "33"]
    assert [code(drammen.governor_area_on(day)) for day in (LAST, FIRST)] == [
        "oslo-og-viken",
        "ostfold-buskerud-oslo-og-akershus",
    ]


def test_a_place_is_followed_forwards_and_backwards_through_a_change_of_code() -> None:
    assert code(place("5441").on(AFTER)) == "5628"
    assert code(place("5628").on(BEFORE)) == "5441"
    assert code(place("5628").on(AFTER)) == "5628"


def test_of_a_split_the_part_that_keeps_the_name_goes_on() -> None:
    assert code(place("1507").on(AFTER)) == "1508"
    assert code(place("1580").on(BEFORE)) == "1507"
    assert code(place("1508").on(BEFORE)) == "1507"
    assert place("1508").county_on(BEFORE) == place("1580").county_on(AFTER) == place("15", PlaceKind.COUNTY)


def test_nothing_stands_for_a_county_that_was_split_into_others() -> None:
    assert place("30", PlaceKind.COUNTY).on(AFTER) is None
    assert code(place("33", PlaceKind.COUNTY).on(BEFORE)) == "30"


def test_nothing_stands_for_a_place_before_the_register_begins() -> None:
    assert place("0301").on(date(2019, 12, 31)) is None
    assert place("5628").county_on(date(2019, 12, 31)) is None


@pytest.mark.parametrize("district", ["030101", "030108", "030115"])
@pytest.mark.parametrize("day", [BEFORE, AFTER])
def test_a_district_lies_in_its_municipality_and_county(district: str, day: date) -> None:
    found = place(district, PlaceKind.DISTRICT)
    assert found.parent == place("0301")
    assert code(found.county_on(day)) == "03"
    assert code(found.health_region_on(day)) == "sor-ost"


def test_names_are_kept_in_every_language_of_the_place() -> None:
    tana, kafjord = place("5628"), place("5540")
    assert (tana.name, tana.official_name, tana.name_sami, tana.sami_language) == (
        "Tana",
        "Deatnu - Tana",
        "Deatnu",
        "se",
    )
    assert (kafjord.name_kven, kafjord.in_sami_area) == ("Kaivuono", True)


def test_a_list_of_centres_with_their_counties_asks_the_database_little(
    monkeypatch: pytest.MonkeyPatch, django_assert_max_num_queries: object
) -> None:
    monkeypatch.setattr(places, "FRESH_SECONDS", 60.0)
    places.register()
    with django_assert_max_num_queries(1):  # type: ignore[operator]
        found = {centre.slug: code(centre.county_on(AFTER)) for centre in Organisation.objects.centres()}
    assert len(found) == 18
    assert found["tana"] == "56"


def test_the_copy_in_memory_is_renewed_when_the_register_is(monkeypatch: pytest.MonkeyPatch) -> None:
    from frisklivsnett.registry.actions import load_registers

    before = places.register()
    assert places.register() is before
    Place.objects.filter(code="5628").update(name="Thana")
    load_registers()
    after = places.register()
    assert after is not before
    assert code(after.find("municipality", "5628", AFTER)) == "5628"
    assert place("5628").name == "Tana"
