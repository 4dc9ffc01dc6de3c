"""Finding a place by what people write: misspelt, in other letters, in Sami and Kven, by former names."""

import pytest
from hypothesis import example, given
from hypothesis import strategies as st
from tests.core.activity.places import finder

from frisklivsnett.core.activity.finding import Called, Match, fold, mistakes_between


def names(query: str, **options: str) -> list[str]:
    return [f"{hit.place.name}, {hit.place.county}" for hit in finder().search(query, **options)]  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("query", "first"),
    [
        ("Senja", "Senja, Troms"),
        ("senja kommune", "Senja, Troms"),
        ("tromso", "Tromsø, Troms"),
        ("aalesund", "Ålesund, Møre og Romsdal"),
        ("Vadsö", "Vadsø, Finnmark"),
        ("Baerum", "Bærum, Akershus"),
        ("trondhiem", "Trondheim, Trøndelag"),
        ("krstiansand", "Kristiansand, Agder"),
        ("fredriksta", "Fredrikstad, Østfold"),
        ("sør varanger", "Sør-Varanger, Finnmark"),
        ("Deatnu", "Tana, Finnmark"),
        ("karasjohka", "Karasjok, Finnmark"),
        ("Guovdageaidnu", "Kautokeino, Finnmark"),
        ("Kautokeino/Guovdageaidnu", "Kautokeino, Finnmark"),
        ("Dielddanuorri - Tjeldsund", "Tjeldsund, Troms"),
        ("gaivuotna", "Kåfjord, Troms"),
        ("Kaivuono", "Kåfjord, Troms"),
        ("Lenvik", "Senja, Troms"),
        ("Søgne", "Kristiansand, Agder"),
        ("Finnsnes", "Senja, Troms"),
        ("Mo i Rana", "Rana, Nordland"),
        ("Bø i Vesterålen", "Bø, Nordland"),
        ("Bø i Telemark", "Midt-Telemark, Telemark"),
        ("Våler i Solør", "Våler, Innlandet"),
        ("Våler, Østfold", "Våler, Østfold"),
        ("Våler (Innlandet)", "Våler, Innlandet"),
        ("Herøy Nordland", "Herøy, Nordland"),
        ("Os i Østerdalen", "Os, Innlandet"),
        ("Os i Hordaland", "Bjørnafjorden, Vestland"),
        ("Stovner", "Stovner, Oslo"),
        ("bydel Grorud", "Grorud, Oslo"),
        ("St Hanshaugen", "St. Hanshaugen, Oslo"),
        ("Bydel Søndre Nordstrand", "Søndre Nordstrand, Oslo"),
        ("Oslo", "Oslo, Oslo"),
        ("5530", "Senja, Troms"),
    ],
)
def test_the_place_that_is_meant_comes_first(query: str, first: str) -> None:
    assert names(query)[0] == first


def test_a_name_that_several_share_gives_each_with_its_county() -> None:
    assert names("Våler")[:2] == ["Våler, Østfold", "Våler, Innlandet"]
    assert names("Tysfjord")[:2] == ["Narvik, Nordland", "Hamarøy, Nordland"]
    assert set(names("Herøy")[:2]) == {"Herøy, Møre og Romsdal", "Herøy, Nordland"}


def test_of_two_that_answer_equally_well_the_nearby_one_comes_first() -> None:
    assert names("Våler", near="Innlandet")[0] == "Våler, Innlandet"


def test_a_hit_tells_by_what_name_it_was_found() -> None:
    assert finder().search("Lenvik")[0].called is Called.FORMER
    assert finder().search("Deatnu")[0].called is Called.SAMI
    assert finder().search("tromso")[0].match is Match.SPELT
    assert not finder().search("trondhiem")[0].is_sure


def test_the_beginning_of_a_name_is_enough() -> None:
    assert {"Harstad, Troms", "Haram, Møre og Romsdal", "Hareid, Møre og Romsdal"} <= set(names("har"))
    assert names("varanger")[0] == "Sør-Varanger, Finnmark"


@pytest.mark.parametrize("query", ["", "  ", "qwertyuiop", "(((", "/", " i ", "é", "\x00", "9999"])
def test_what_names_no_place_gives_none(query: str) -> None:
    assert [hit for hit in finder().search(query) if hit.is_sure] == []


def test_counties_come_only_when_asked_for() -> None:
    assert all(hit.place.kind != "county" for hit in finder().search("Troms"))
    assert finder().search("Troms", kinds=("county",))[0].place.name == "Troms"


@given(st.text(max_size=300))
def test_any_text_can_be_searched_for(query: str) -> None:
    hits = finder().search(query)
    assert len(hits) <= 8
    assert len({hit.place.key for hit in hits}) == len(hits)


@given(
    st.sampled_from([one.name.words for one in finder().names if one.name.place.kind != "county"]),
    st.integers(0, 30),
)
@example("Østre Toten", 3)
@example("Indre Fosen", 3)
@example("Knarvik", 0)
def test_a_letter_left_out_of_a_long_name_does_not_hide_it(name: str, at: int) -> None:
    place = at % len(name)
    misspelt = name[:place] + name[place + 1 :]
    # Knarvik without its first letter is Narvik, and nothing is misspelt.
    if len(fold(misspelt)) >= 6 and not finder().exact(misspelt):
        wanted = {hit.place.key for hit in finder().exact(name)}
        assert wanted & {hit.place.key for hit in finder().search(misspelt, limit=500)}


@given(st.text("abcø", max_size=8), st.text("abcø", max_size=8))
def test_mistakes_are_counted_the_same_both_ways(one: str, other: str) -> None:
    assert mistakes_between(one, other, 9)[0] == mistakes_between(other, one, 9)[0]
    assert mistakes_between(one, one, 9)[0] == 0
