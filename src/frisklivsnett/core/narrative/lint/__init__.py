"""Reading other people's reports: what the answers say of each number, quantifier and word of change in them.

``lint(text, evidence, lexicon)`` returns the findings. A ``Lexicon`` is made of the form and of the data file of what
people call its questions and options. ``year_of_report(text, name)`` tells which year's answers those should be.
"""

from frisklivsnett.core.narrative.lint.lexicon import Lexicon
from frisklivsnett.core.narrative.lint.linting import lint
from frisklivsnett.core.narrative.lint.model import Finding, Judgement
from frisklivsnett.core.narrative.lint.report_year import year_of_report

__all__ = ["Finding", "Judgement", "Lexicon", "lint", "year_of_report"]
