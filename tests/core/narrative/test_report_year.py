"""Which year a report is about: by its title, its file's name, or what it speaks most of."""

import pytest

from frisklivsnett.core.narrative.lint import year_of_report


@pytest.mark.parametrize(
    ("words", "name", "year"),
    [
        ("Utviklingssentralenes arbeid i 2024\n\nNasjonal plan 2020-2023. I 2023 og i 2023.", "", 2024),
        ("Utviklingssentralenes arbeid i 2024", "rapport-2023.docx", 2024),
        ("Årsrapport", "rapport-2023.docx", 2023),
        ("Årsrapport\n1. april 2025", "20250401.docx", None),
        ("Årsrapport 2022 og 2023", "", None),
        (
            "Ti sentraler svarte i 2024.\n" * 4 + "Det var flere enn i 2023.\n" + "Frist 12.03.2025.\n" * 9,
            "",
            2024,
        ),
        ("a\nb\nc\nI 2023 var det ti, i 2024 tolv. I 2023 var det to, i 2024 tre.", "", None),
        ("a\nb\nc\nPrisen var 2024,50 og 12 2023 kroner.", "", None),
        ("", "", None),
    ],
)
def test_the_year_is_told_or_nothing_is(words: str, name: str, year: int | None) -> None:
    assert year_of_report(words, name) == year
