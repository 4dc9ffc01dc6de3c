"""Checks a whole source: every claim's verdict, and everything in the text that is not bound."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace

from frisklivsnett.core.narrative import claims
from frisklivsnett.core.narrative.claims import Claim, Verdict
from frisklivsnett.core.narrative.closed_world import Kind, OpenFinding, scan
from frisklivsnett.core.narrative.errors import FormulaError
from frisklivsnett.core.narrative.evaluate import evaluate
from frisklivsnett.core.narrative.evidence import Evidence
from frisklivsnett.core.narrative.formulas import Known
from frisklivsnett.core.narrative.left_over import adjoining, misplaced, misplaced_parts, running_text
from frisklivsnett.core.narrative.parser import parse_condition
from frisklivsnett.core.narrative.parts import Layout, Part, layout_of
from frisklivsnett.core.narrative.placed import Placed
from frisklivsnett.core.narrative.source import Found, find_claims, starts_sentence
from frisklivsnett.core.narrative.values import Nothing, Truth
from frisklivsnett.core.text import LANGUAGES, Text, filled, text

__all__ = [
    "LONGEST_SOURCE",
    "Checked",
    "Checker",
    "Inclusion",
    "LeftOut",
    "Placed",
    "SourceError",
    "check",
    "refresh",
]

DOES_NOT_HOLD = text(
    "Vilkåret «{condition}» er ikke oppfylt.",
    "Vilkåret «{condition}» er ikkje oppfylt.",
    "The condition “{condition}” does not hold.",
)
LONGEST_SOURCE = 1_000_000
"""Characters. A report of 200 pages has some 600,000."""


class SourceError(ValueError):
    """A source that is not checked at all; ``message`` says why, in every language."""

    def __init__(self, message: Text) -> None:
        super().__init__(message.in_("en"))
        self.message = message


@dataclass(frozen=True, slots=True)
class Inclusion:
    """``![caption](=formula)``: a table or a figure, for the document layer, unless its part is left out."""

    start: int
    end: int
    caption: str
    formula: str


@dataclass(frozen=True, slots=True)
class LeftOut:
    """A part that is left out: the condition that it would stand by, and why that does not hold."""

    start: int
    end: int
    formula: str
    why: Text


@dataclass(frozen=True, slots=True)
class Checked:
    """What a check found. All places are characters of ``source``. ``left_out`` are the outermost parts left out."""

    source: str
    claims: tuple[Placed, ...]
    findings: tuple[OpenFinding, ...]
    inclusions: tuple[Inclusion, ...]
    left_out: tuple[LeftOut, ...] = ()

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

    def set_aside(self, formula: str, words: str, why: Text) -> Claim:
        """Return the verdict on a claim in a part that is left out, for the reason given. Never raises."""
        return claims.set_aside(formula, words, self.evidence, why)

    def scan(self, words: str) -> tuple[OpenFinding, ...]:
        """Return what is open in running text without claims and without Markdown's marks."""
        return scan(words, self.language, self.evidence.plan_names)

    def check(self, source: str) -> Checked:
        """Return the check of a whole source. Raises ``SourceError`` when it is too long to be a report."""
        if len(source) > LONGEST_SOURCE:
            raise SourceError(_too_long(len(source)))
        layout = layout_of(source)
        words = layout.text
        left_out = tuple(self._left_out(layout))
        found = list(find_claims(words))
        placed = tuple(self._placed(each, words, left_out) for each in found if not each.inclusion)
        inclusions = tuple(Inclusion(e.start, e.end, e.words, e.formula) for e in found if e.inclusion)
        left = running_text(words, found)
        findings = [*self.scan(left), *adjoining(left, placed, self.language), *misplaced(words)]
        findings += [*misplaced_parts(layout), *self._unreadable(layout.parts)]
        in_source = [replace(f, words=source[f.start : f.end]) for f in findings]
        in_order = tuple(sorted(in_source, key=lambda f: f.start))
        return Checked(source, placed, in_order, inclusions, left_out)

    def why_left_out(self, condition: str) -> Text:
        """Return why a part that stands by this condition is left out; nothing when it stands.

        One whose condition cannot be read stands, and that it cannot be read stops the publishing.
        """
        try:
            formula = parse_condition(condition, self.evidence)
        except FormulaError:
            return Text()
        match evaluate(formula, self.evidence).value:
            case Truth(holds, because):
                why_not = (
                    because if isinstance(formula, Known) else filled(DOES_NOT_HOLD, condition=condition)
                )
                return Text() if holds else why_not
            case Nothing(reason):
                return reason
            case _:
                raise TypeError(condition)

    def _left_out(self, layout: Layout) -> Iterator[LeftOut]:
        """Yield the parts left out, but for those that stand in another such."""
        end = 0
        for part in layout.parts:
            if part.start >= end and (why := self.why_left_out(part.formula)):
                yield LeftOut(part.start, part.end, part.formula, why)
                end = part.end

    def _unreadable(self, parts: Iterable[Part]) -> Iterator[OpenFinding]:
        for part in parts:
            try:
                parse_condition(part.formula, self.evidence)
            except FormulaError as error:
                start = part.formula_start
                yield OpenFinding(start, start + len(part.formula), part.formula, Kind.PART, error.message)

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

    def _placed(self, found: Found, source: str, left_out: Sequence[LeftOut]) -> Placed:
        why = next((part.why for part in left_out if part.start <= found.start < part.end), None)
        if why is None:
            start = starts_sentence(source, found.start)
            claim = self.resolve(found.formula, found.words, sentence_start=start)
        else:
            claim = self.set_aside(found.formula, found.words, why)
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
