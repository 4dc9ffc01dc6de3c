"""A claim and where it stands."""

from dataclasses import dataclass

from frisklivsnett.core.narrative.claims import Claim


@dataclass(frozen=True, slots=True)
class Placed:
    """A claim at its place: ``start``–``end`` is all of it, ``words_start``–``words_end`` what stands in brackets."""

    start: int
    end: int
    words_start: int
    words_end: int
    formula_start: int
    claim: Claim

    @property
    def error(self) -> tuple[int, int]:
        """Where in the source the formula cannot be read; meaningful for an unreadable formula only."""
        return self.formula_start + self.claim.error_start, self.formula_start + self.claim.error_end
