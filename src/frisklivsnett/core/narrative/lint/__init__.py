"""Reading other people's reports: what the answers say of each number, quantifier and word of change in them.

``lint(text, evidence, lexicon)`` returns the findings. A ``Lexicon`` is made of the form and of the data file of what
people call its questions and options.
"""

from frisklivsnett.core.narrative.lint.lexicon import Lexicon
from frisklivsnett.core.narrative.lint.linting import lint
from frisklivsnett.core.narrative.lint.model import Finding, Judgement

__all__ = ["Finding", "Judgement", "Lexicon", "lint"]
