"""The parts of ``docs/claims.md`` that are made from the code: what is written there is what the program does."""

from collections.abc import Iterable, Sequence

from frisklivsnett.core.narrative.grammar_guide import CONDITIONS, FORMULAS, NARROWINGS, Entry
from frisklivsnett.core.narrative.number_words import HEDGES, Hedge
from frisklivsnett.core.narrative.quantifiers import QUANTIFIERS
from frisklivsnett.core.narrative.recognised import RULES
from frisklivsnett.core.narrative.trends import FAMILIES, MULTIPLES, SAYS, Direction
from frisklivsnett.core.text import LANGUAGES

_HEDGES_SAY = {
    Hedge.PLAIN: "exactly, or rounded to the decimals that are shown",
    Hedge.ABOUT: "at most 5 % off (a share said as «om lag to av tre»: at most 5 percentage points)",
    Hedge.OVER: "larger",
    Hedge.UNDER: "smaller",
    Hedge.AT_LEAST: "that or larger",
    Hedge.AT_MOST: "that or smaller",
    Hedge.NEARLY: "smaller, but at least 90 % of it",
    Hedge.JUST_OVER: "larger, but at most 110 % of it",
}


def formulas() -> str:
    """Return the formulas: a line each, with what they come to and an example."""
    return _entries("formula", FORMULAS)


def conditions() -> str:
    """Return the conditions."""
    return _entries("condition", CONDITIONS)


def narrowings() -> str:
    """Return what narrows a formula to some of the centres, or to another year."""
    return _entries("narrowing", NARROWINGS)


def quantifiers() -> str:
    """Return every quantifier with its truth condition."""
    rows = [
        [
            *(", ".join(quantifier.words[language]) for language in LANGUAGES),
            quantifier.says.in_("en"),
            "added" if quantifier.added else "",
        ]
        for quantifier in QUANTIFIERS
    ]
    return _table(["bokmål", "nynorsk", "English", "true when n is", ""], rows)


def hedges() -> str:
    """Return the words before a number, with what they make of it."""
    rows = [
        [*(", ".join(HEDGES[language][hedge]) for language in LANGUAGES), says]
        for hedge, says in _HEDGES_SAY.items()
    ]
    return _table(["bokmål", "nynorsk", "English", "the value is"], rows)


def trends() -> str:
    """Return the words of change by direction."""
    rows = [
        [*(_of_direction(way, language) for language in LANGUAGES), SAYS[way].in_("en")] for way in Direction
    ]
    return _table(["bokmål", "nynorsk", "English", "the number is"], rows)


def rules() -> str:
    """Return the rules of what is recognised as something else than a claim."""
    rows = [[rule.name, rule.says.in_("en"), ", ".join(f"«{e}»" for e in rule.examples)] for rule in RULES]
    return _table(["rule", "recognises", "examples"], rows)


def _of_direction(direction: Direction, language: str) -> str:
    words = [word for family in FAMILIES[language] for word in family.words(direction)]
    words += MULTIPLES[language].get(direction, ())
    return ", ".join(dict.fromkeys(words))


def _entries(head: str, entries: Iterable[Entry]) -> str:
    return _table([head, "means", "example"], [[f"`{e.pattern}`", e.says, f"`{e.example}`"] for e in entries])


def _table(heads: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    lines = [heads, ["---"] * len(heads), *rows]
    return "\n".join("| " + " | ".join(cell.replace("|", "\\|") for cell in line) + " |" for line in lines)
