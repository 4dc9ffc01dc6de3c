"""The manual says what the program does."""

from pathlib import Path

import pytest
from tests.core.narrative.examples import evidence

from frisklivsnett.core.narrative import Checker, Verdict, manual, parse
from frisklivsnett.core.narrative.grammar_guide import CONDITIONS, FORMULAS, NARROWINGS, Entry
from frisklivsnett.core.narrative.parser import HEADS

DOCS = Path(__file__).resolve().parents[3] / "docs"
EVIDENCE = evidence()


@pytest.mark.parametrize("entry", [*FORMULAS, *CONDITIONS, *NARROWINGS], ids=lambda entry: entry.pattern)
def test_every_example_can_be_read_and_has_a_value(entry: Entry) -> None:
    claim = Checker(EVIDENCE, "nb").resolve(entry.example, "x")
    assert claim.verdict is not Verdict.OPEN
    assert claim.value is not None or claim.verdict is Verdict.ATTESTED


def test_every_word_a_formula_may_begin_with_is_in_the_manual() -> None:
    told = {word for entry in FORMULAS for word in entry.pattern.replace(",", " ").split()}
    assert set(HEADS) <= told


@pytest.mark.parametrize(
    "part", ["quantifiers", "hedges", "trends", "formulas", "conditions", "narrowings", "rules"]
)
def test_the_manual_has_each_part_as_the_code_makes_it(part: str) -> None:
    page = (DOCS / "claims.md").read_text(encoding="utf-8")
    assert f"<!-- made by frisklivsnett.core.narrative.manual:{part} -->" in page
    assert getattr(manual, part)().strip() in page


def test_the_guides_examples_are_formulas() -> None:
    guide = (DOCS / "how-to" / "add-a-claim.md").read_text(encoding="utf-8")
    formulas = [line.split("](=")[1].rpartition(")")[0] for line in guide.splitlines() if "](=" in line]
    assert formulas
    for formula in formulas:
        parse(formula, EVIDENCE)
