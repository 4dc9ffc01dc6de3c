"""Claims: words of the report tied to formulas over the answers, and held to them.

``Evidence`` is what the words are held up against. A ``Checker`` gives the verdicts: ``resolve`` on one claim, ``scan``
on running text, ``check`` and ``refresh`` on a whole source. Underneath, ``parse`` and ``evaluate`` are the formula
language and ``write`` the engine's own words. ``docs/claims.md`` tells the language and every truth condition.
"""

from frisklivsnett.core.narrative.checking import (
    Checked,
    Checker,
    Inclusion,
    LeftOut,
    Placed,
    SourceError,
    check,
    refresh,
)
from frisklivsnett.core.narrative.claims import Claim, Verdict
from frisklivsnett.core.narrative.closed_world import Kind, OpenFinding
from frisklivsnett.core.narrative.dependencies import Dependency, dependencies
from frisklivsnett.core.narrative.errors import FormulaError
from frisklivsnett.core.narrative.errors import nearest as nearest_name
from frisklivsnett.core.narrative.evaluate import evaluate
from frisklivsnett.core.narrative.evidence import Evidence, Fact, FactTable, Lacking, Published
from frisklivsnett.core.narrative.parser import parse
from frisklivsnett.core.narrative.parts import Layout, layout_of
from frisklivsnett.core.narrative.source import claim_at, find_claims
from frisklivsnett.core.narrative.values import Unit
from frisklivsnett.core.narrative.words import write

__all__ = [
    "Checked",
    "Checker",
    "Claim",
    "Dependency",
    "Evidence",
    "Fact",
    "FactTable",
    "FormulaError",
    "Inclusion",
    "Kind",
    "Lacking",
    "Layout",
    "LeftOut",
    "OpenFinding",
    "Placed",
    "Published",
    "SourceError",
    "Unit",
    "Verdict",
    "check",
    "claim_at",
    "dependencies",
    "evaluate",
    "find_claims",
    "layout_of",
    "nearest_name",
    "parse",
    "refresh",
    "write",
]
