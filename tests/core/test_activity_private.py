"""What looks like a person in a text is seen; what a log of activities is full of is left in peace."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from frisklivsnett.core.activity.private import Private, traces


@pytest.mark.parametrize(
    ("text", "private"),
    [
        ("01017012345", Private.NATIONAL_NUMBER),
        ("fnr 010170 12345 fra Tana", Private.NATIONAL_NUMBER),
        ("41017012345.", Private.NATIONAL_NUMBER),
        ("Ring 912 34 567", Private.PHONE),
        ("tlf. 91234567", Private.PHONE),
        ("+47 91 23 45 67", Private.PHONE),
        ("kari.nordmann@tana.kommune.no", Private.EMAIL),
        ("Pasienten ønsket hjelp", Private.PATIENT),
        ("personnummer", Private.PATIENT),
    ],
)
def test_what_looks_like_a_person_is_seen(text: str, private: Private) -> None:
    assert private in {trace.private for trace in traces(text)}


@pytest.mark.parametrize(
    "text",
    [
        "Hospitering, 4 fra Senja, 12.03.2024",
        "Pasientforløp og pasientopplæring",
        "60 000 kroner i tilskudd, 1 250 000 i alt",
        "Perioden 2023–2025, sak 2024/12345",
        "Kl. 09.00–15.30, 120 deltakere",
        "Org.nr. 974 760 673",
        "",
    ],
)
def test_what_a_log_is_full_of_is_left_in_peace(text: str) -> None:
    assert list(traces(text)) == []


@given(st.text(max_size=300))
def test_any_text_can_be_looked_at(text: str) -> None:
    for trace in traces(text):
        assert trace.words
