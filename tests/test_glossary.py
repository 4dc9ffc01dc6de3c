"""The glossary speaks of what is there."""

import re
from pathlib import Path

import pytest

PROJECT = Path(__file__).parents[1]
PACKAGE = PROJECT / "src" / "frisklivsnett"
ROWS = [
    [cell.strip() for cell in line.strip("|").split("|")]
    for line in (PROJECT / "GLOSSARY.md").read_text(encoding="utf-8").splitlines()
    if line.startswith("| ") and "---" not in line and not line.startswith("| English")
]


def test_the_glossary_has_terms() -> None:
    assert len(ROWS) > 30


@pytest.mark.parametrize("row", ROWS, ids=lambda row: row[0])
def test_a_term_is_told_in_three_languages_and_stands_in_the_code(row: list[str]) -> None:
    assert len(row) == 5
    assert all(row), "every column has words"
    place, _, name = row[4].strip("`").partition(": ")
    path = PACKAGE / place
    assert path.exists(), f"{place} is not there"
    if name:
        pattern = rf"^(class|def) {name}\b"
        assert re.search(pattern, path.read_text(encoding="utf-8"), re.MULTILINE), f"{name} is not in {place}"
