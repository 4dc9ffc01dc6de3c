"""The pages that are open to everyone."""

from datetime import date

import pytest
from django.conf import settings
from django.test import Client

from frisklivsnett.registry.models import Agreement
from frisklivsnett.web.pages.centres import by_region, centres_on, matching

DAY = date(2024, 6, 1)


@pytest.mark.parametrize(
    "address", ["/", "/om/", "/tilgjengelighet/", "/personvern/", "/sentraler/", "/logg-inn/"]
)
def test_every_public_page_opens_for_everyone(db: None, address: str) -> None:
    response = Client().get(address)
    assert response.status_code == 200
    page = response.content.decode()
    assert page.count("<h1") == 1
    assert "<title>" in page


@pytest.mark.parametrize("address", ["/om/", "/tilgjengelighet/", "/personvern/"])
def test_pages_tell_people_to_write_to_the_address_of_the_settings(db: None, address: str) -> None:
    page = Client().get(address).content.decode()
    wanted = settings.CONTACT_EMAIL
    assert f'<a href="mailto:{wanted}">{wanted}</a>' in page
    assert page.count("mailto:") == 1


def test_the_centres_are_those_with_an_agreement(registers: None) -> None:
    period, centres = centres_on(DAY)
    assert period
    assert (period.first, period.last, period.current) == (2023, 2025, True)
    assert len(centres) == 18
    assert [centre.name for centre in centres if centre.coordinates] == ["Stavanger"]
    tana = next(centre for centre in centres if centre.name == "Tana")
    assert (tana.county, tana.region) == ("Finnmark", "Helse Nord")


def test_the_county_is_that_of_the_day(registers: None) -> None:
    _period, centres = centres_on(date(2023, 12, 31))
    assert next(centre.county for centre in centres if centre.name == "Tana") == "Troms og Finnmark"


def test_between_two_periods_those_of_the_last_are_shown(registers: None) -> None:
    period, centres = centres_on(date(2031, 1, 1))
    assert period
    assert not period.current
    assert len(centres) == 18


def test_a_centre_whose_agreement_ended_early_is_gone(registers: None) -> None:
    Agreement.objects.filter(organisation__slug="tana").update(ended_on=date(2024, 3, 31))
    _period, centres = centres_on(DAY)
    assert "Tana" not in [centre.name for centre in centres]


@pytest.mark.parametrize(
    ("search", "names"),
    [
        ("tana", ["Tana"]),
        ("DEATNU", ["Tana"]),
        ("finnmark", ["Tana"]),
        ("helse vest", ["Askøy", "Bergen", "Stavanger"]),
    ],
)
def test_a_search_finds_by_name_county_and_region(registers: None, search: str, names: list[str]) -> None:
    _period, centres = centres_on(DAY)
    assert [centre.name for centre in matching(centres, search)] == names


def test_every_centre_is_in_one_region(registers: None) -> None:
    _period, centres = centres_on(DAY)
    regions = by_region(centres)
    assert [region.name for region in regions] == [
        "Helse Midt-Norge",
        "Helse Nord",
        "Helse Sør-Øst",
        "Helse Vest",
    ]
    assert sum(len(region.centres) for region in regions) == 18


def test_a_search_without_a_hit_says_so_and_shows_the_words_as_text(registers: None) -> None:
    page = Client().get("/sentraler/", {"sok": "<script>alert(1)</script>"}).content.decode()
    assert "Ingen utviklingssentraler passer til" in page
    assert "<script>alert" not in page
    assert Client().get("/sentraler/", {"sok": "x" * 5000}).status_code == 200
