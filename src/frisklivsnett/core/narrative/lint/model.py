"""What comes out of reading a report: findings, each with a verdict."""

from dataclasses import dataclass
from enum import StrEnum

from frisklivsnett.core.text import Text

NOTHING = Text()


class Judgement(StrEnum):
    """What the data says of some words."""

    SUPPORTED = "supported"
    CONTRADICTED = "contradicted"
    UNVERIFIABLE = "unverifiable"


@dataclass(frozen=True, slots=True)
class Finding:
    """Words at ``start``–``end`` (character offsets in the text) and what the data says of them.

    ``kind`` is what was said (``count``, ``quantifier``, ``share``, ``sum``, ``trend``, ``list``, ``fact``) or
    ``structure:`` and what is wrong with the report's make-up. ``expected`` is the right figure in words, empty when
    there is none; ``source`` the id of the question, option or fact, and ``named`` what it is called.
    """

    start: int
    end: int
    text: str
    verdict: Judgement
    kind: str
    expected: Text = NOTHING
    source: str = ""
    named: Text = NOTHING
