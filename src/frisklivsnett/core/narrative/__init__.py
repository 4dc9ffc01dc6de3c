"""Claims: words of the report tied to formulas over the answers, and held to them.

``Evidence`` is what the words are held up against, ``parse`` and ``evaluate`` are the formula language, ``write`` the
engine's own words. The language and every truth condition are told in ``docs/claims.md``.
"""

from frisklivsnett.core.narrative.errors import FormulaError
from frisklivsnett.core.narrative.evaluate import evaluate
from frisklivsnett.core.narrative.evidence import Evidence, Fact, Published
from frisklivsnett.core.narrative.parser import parse
from frisklivsnett.core.narrative.values import Unit
from frisklivsnett.core.narrative.words import write

__all__ = ["Evidence", "Fact", "FormulaError", "Published", "Unit", "evaluate", "parse", "write"]
