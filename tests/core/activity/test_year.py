"""What a year of entries adds up to."""

from frisklivsnett.core.activity.model import PlaceNoted
from frisklivsnett.core.activity.rules import Near
from frisklivsnett.core.activity.year import (
    KindSum,
    Reach,
    YearSums,
    by_area,
    by_nearness,
    distinct,
    told,
    told_with_total,
    without_centre,
)


def reach(centre: str, code: str, near: Near = Near.COUNTY, county: str = "55") -> Reach:
    """Return that a centre had to do with a municipality once."""
    return Reach(centre, PlaceNoted(code, code, county, "nord"), near, 1)


REACHED = [
    reach("harstad", "5501"),
    reach("tana", "5501", Near.REGION),
    reach("tana", "5607", county="56"),
    reach("bergen", "4601", Near.OWN, county="46"),
]


def test_a_municipality_that_several_centres_reached_counts_once() -> None:
    assert distinct(REACHED) == 3
    assert by_area(REACHED, lambda each: each.place.county) == {"55": 1, "56": 1, "46": 1}


def test_a_municipality_counts_at_the_centre_that_is_nearest() -> None:
    assert by_nearness(REACHED) == {Near.OWN: 1, Near.COUNTY: 2, Near.REGION: 0, Near.ELSEWHERE: 0}


def test_municipalities_in_counties_without_a_centre_are_told_by_name() -> None:
    assert [place.code for place in without_centre(REACHED, ["55", "46"])] == ["5607"]


def test_one_or_two_persons_are_not_told_to_others() -> None:
    assert [told(people) for people in (0, 1, 2, 3)] == [0, None, None, 3]


def test_a_hidden_number_cannot_be_worked_out_from_the_total() -> None:
    assert told_with_total([2, 10, 5, 0]) == [None, 10, None, 0]
    assert told_with_total([2, 1, 5]) == [None, None, 5]
    assert told_with_total([3, 4]) == [3, 4]


def test_a_year_knows_its_kinds() -> None:
    sums = YearSums(2024, (KindSum("visit", 4, 23), KindSum("enquiry", 30)))
    assert (sums.entries, sums.of_kind("visit").people, sums.of_kind("talk").entries) == (34, 23, 0)
