"""Dates as people write them, read on Wednesday 12 March 2025."""

from datetime import date, timedelta
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from frisklivsnett.core.activity.dates import find_days

TODAY = date(2025, 3, 12)


def read(text: str) -> str:
    found = find_days(text, TODAY)
    said = []
    for one in found:
        if one.days is None:
            said.append("no such day")
            continue
        days = str(one.days.first) if one.days.is_one else f"{one.days.first}..{one.days.last}"
        said.append(days + (" half" if one.half else "" if one.sure else "?"))
    return ", ".join(said)


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("i dag", "2025-03-12"),
        ("i går kveld", "2025-03-11"),
        ("i førgår", "2025-03-10"),
        ("12.3", "2025-03-12"),
        ("12.03.2024", "2024-03-12"),
        ("12.3.24", "2024-03-12"),
        ("12/3-24", "2024-03-12"),
        ("den 12. mars 2024", "2024-03-12"),
        ("mandag 10. mars", "2025-03-10"),
        ("March 10, 2024", "2024-03-10"),
        ("12.–14. mars 2024", "2024-03-12..2024-03-14"),
        ("12. til 14. mars", "2025-03-12..2025-03-14"),
        ("30.12.-2.1.2025", "2024-12-30..2025-01-02"),
        ("29.2.", "2024-02-29"),
        ("29.2.2025", "no such day"),
        ("30. februar", "no such day"),
        ("14.–12. mars 2024", "no such day"),
        ("12. mars 1850", "2025-03-12"),
        ("torsdag", "2025-03-06"),
        ("onsdag", "2025-03-12?"),
        ("på tirsdag", "2025-03-11?"),
        ("førre tysdag", "2025-03-04?"),
        ("neste fredag", "2025-03-14"),
        ("forrige uke", "2025-03-03..2025-03-09 half"),
        ("uke 52", "2024-12-23..2024-12-29 half"),
        ("uke 60", "no such day"),
        ("i januar 2024", "2024-01-01..2024-01-31 half"),
        ("i fjor", "2024-01-01..2024-12-31 half"),
        ("versjon 3", ""),
        ("1.5 timer", ""),
        ("10-12 personer", ""),
        ("telefon 77 12 34 56", ""),
    ],
)
def test_dates_are_read(text: str, said: str) -> None:
    assert read(text) == said


@given(st.text(max_size=200))
def test_any_text_can_be_read(text: str) -> None:
    spans = [(one.start, one.end) for one in find_days(text, TODAY)]
    assert spans == sorted(spans)
    assert all(end <= start for (_, end), (start, _) in pairwise(spans))


@given(st.dates(date(1991, 1, 1), date(2029, 12, 31)))
def test_every_day_written_in_full_is_read_as_itself(day: date) -> None:
    for text in (f"{day.day}.{day.month}.{day.year}", f"{day.day}/{day.month}-{day.year}", day.isoformat()):
        assert read(text) == day.isoformat()


@given(st.dates(TODAY - timedelta(days=300), TODAY))
def test_a_past_day_without_its_year_is_the_latest_one(day: date) -> None:
    assert read(f"{day.day}.{day.month}.") == day.isoformat()
