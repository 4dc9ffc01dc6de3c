"""Checks a whole source: every claim's verdict, and everything in the text that is not bound."""

from dataclasses import dataclass, replace

from frisklivsnett.core.narrative import claims
from frisklivsnett.core.narrative.claims import Claim, Verdict
from frisklivsnett.core.narrative.closed_world import OpenFinding, scan
from frisklivsnett.core.narrative.evidence import Evidence
from frisklivsnett.core.narrative.left_over import adjoining, misplaced, running_text
from frisklivsnett.core.narrative.placed import Placed
from frisklivsnett.core.narrative.source import Found, find_claims, starts_sentence
from frisklivsnett.core.text import LANGUAGES, Text, text

__all__ = ["LONGEST_SOURCE", "Checked", "Checker", "Inclusion", "Placed", "SourceError", "check", "refresh"]

LONGEST_SOURCE = 1_000_000
"""Characters. A report of 200 pages has some 600,000."""


class SourceError(ValueError):
    """A source that is not checked at all; ``message`` says why, in every language."""

    def __init__(self, message: Text) -> None:
        super().__init__(message.in_("en"))
        self.message = message


@dataclass(frozen=True, slots=True)
class Inclusion:
    """``![caption](=formula)``: a table or a figure, for the document layer to bring in."""

    start: int
    end: int
    caption: str
    formula: str


@dataclass(frozen=True, slots=True)
class Checked:
    """What a check found. All places are characters of ``source``."""

    source: str
    claims: tuple[Placed, ...]
    findings: tuple[OpenFinding, ...]
    inclusions: tuple[Inclusion, ...]

    @property
    def publishable(self) -> bool:
        """Whether nothing is false and nothing open."""
        return not self.findings and not any(placed.claim.stops for placed in self.claims)

    @property
    def pieces(self) -> tuple[str | Placed, ...]:
        """The source cut at its claims: text as it stands, and claims in their places."""
        pieces: list[str | Placed] = []
        at = 0
        for placed in self.claims:
            pieces += [self.source[at : placed.start], placed]
            at = placed.end
        return tuple(piece for piece in (*pieces, self.source[at:]) if piece != "")

    def count(self, verdict: Verdict) -> int:
        """Return how many claims have this verdict."""
        return sum(placed.claim.verdict is verdict for placed in self.claims)


@dataclass(frozen=True)
class Checker:
    """Checks claims and text in one language against one body of evidence. Remembers, so keep it while checking."""

    evidence: Evidence
    language: str

    def __post_init__(self) -> None:
        if self.language not in LANGUAGES:
            raise ValueError(f"Claims can be checked in {', '.join(LANGUAGES)}, not in {self.language!r}.")

    def resolve(self, formula: str, words: str, *, sentence_start: bool = False) -> Claim:
        """Return the verdict on ``[words](=formula)``. Never raises for what an author can write."""
        return claims.resolve(formula, words, self.evidence, self.language, sentence_start=sentence_start)

    def scan(self, words: str) -> tuple[OpenFinding, ...]:
        """Return what is open in running text without claims and without Markdown's marks."""
        return scan(words, self.language, self.evidence.plan_names)

    def check(self, source: str) -> Checked:
        """Return the check of a whole source. Raises ``SourceError`` when it is too long to be a report."""
        if len(source) > LONGEST_SOURCE:
            raise SourceError(_too_long(len(source)))
        found = list(find_claims(source))
        placed = tuple(self._placed(each, source) for each in found if not each.inclusion)
        inclusions = tuple(Inclusion(e.start, e.end, e.words, e.formula) for e in found if e.inclusion)
        left = running_text(source, found)
        findings = [*self.scan(left), *adjoining(left, placed, self.language), *misplaced(source)]
        in_source = [replace(f, words=source[f.start : f.end]) for f in findings]
        return Checked(source, placed, tuple(sorted(in_source, key=lambda f: f.start)), inclusions)

    def refresh(self, source: str) -> str:
        """Return the source with words that are true put where a claim's words are false or missing.

        All else stays as it is, byte for byte; so do claims that are true, attested or beyond the engine's words.
        """
        checked = self.check(source)
        parts, at = [], 0
        for placed in checked.claims:
            claim = placed.claim
            if claim.verdict in (Verdict.TRUE, Verdict.FALSE) and claim.expected:
                parts += [source[at : placed.words_start], claim.expected]
                at = placed.words_end
        return "".join((*parts, source[at:]))

    def _placed(self, found: Found, source: str) -> Placed:
        start = starts_sentence(source, found.start)
        claim = self.resolve(found.formula, found.words, sentence_start=start)
        return Placed(found.start, found.end, found.words_start, found.words_end, found.formula_start, claim)


def check(source: str, evidence: Evidence, language: str) -> Checked:
    """Return every claim's verdict and everything open in a source."""
    return Checker(evidence, language).check(source)


def refresh(source: str, evidence: Evidence, language: str) -> str:
    """Return the source with its claims' words made true; see ``Checker.refresh``."""
    return Checker(evidence, language).refresh(source)


def _too_long(length: int) -> Text:
    return text(
        f"Teksten er på {length} tegn, og grensen er {LONGEST_SOURCE}. Del den opp.",
        f"Teksten er på {length} teikn, og grensa er {LONGEST_SOURCE}. Del han opp.",
        f"The text has {length} characters, and the limit is {LONGEST_SOURCE}. Divide it.",
    )
