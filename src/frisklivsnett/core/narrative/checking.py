"""Checks a whole source: every claim's verdict, and everything in the text that is not bound."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from frisklivsnett.core.narrative import claims
from frisklivsnett.core.narrative.claims import Claim, Verdict
from frisklivsnett.core.narrative.closed_world import Kind, OpenFinding, scan
from frisklivsnett.core.narrative.evidence import Evidence
from frisklivsnett.core.narrative.source import Found, broken_claims, find_claims, starts_sentence
from frisklivsnett.core.text import LANGUAGES, Text, text

LONGEST_SOURCE = 2_000_000
"""Characters. A report of 200 pages has some 600,000."""


class SourceError(ValueError):
    """A source that is not checked at all; ``message`` says why, in every language."""

    def __init__(self, message: Text) -> None:
        super().__init__(message.in_("en"))
        self.message = message


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
        findings = [*self.scan(running_text(source, found)), *_broken(source)]
        return Checked(source, placed, tuple(sorted(findings, key=lambda f: f.start)), inclusions)

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


# --- the text that is left ---

MARKUP = (
    r"(?m)^[ \t]*\d+[.)](?=\s)",  # the number of a list item
    r"\]\([^)\s]*(?:\s+\"[^\"]*\")?\)",  # a link's address
    r"<https?://[^>\s]*>",
    r"\{#[\w.-]+(?:\s+[\w.-]+)*\}",  # a heading's name
    r"\[\^[\w-]+\]:?",  # a footnote's mark
    r"<!--[\s\S]*?-->",
    r"\\(?=[!-/:-@\[-`{-~])",  # an escape
)
"""Markdown that is not printed as it stands."""

_MARKUP = re.compile("|".join(f"(?:{pattern.removeprefix('(?m)')})" for pattern in MARKUP), re.MULTILINE)
_WEIGHT = re.compile(r"[*`~]|(?<!\w)_|_(?!\w)")
_CLAIM = "\N{OBJECT REPLACEMENT CHARACTER}"


def running_text(source: str, found: list[Found]) -> str:
    """Return the source, as long as it is, with claims and Markdown's own marks blotted out; captions stay."""
    parts, at = [], 0
    for each in found:
        parts.append(source[at : each.start])
        if each.inclusion:
            caption_end = each.words_end
            parts += [
                _CLAIM * (each.words_start - each.start),
                each.words,
                _CLAIM * (each.end - caption_end),
            ]
        else:
            parts.append(_CLAIM * (each.end - each.start))
        at = each.end
    text_left = "".join((*parts, source[at:]))
    text_left = _MARKUP.sub(lambda match: _CLAIM * len(match[0]), text_left)
    return _WEIGHT.sub(" ", text_left)


def _broken(source: str) -> Iterator[OpenFinding]:
    for start, end in broken_claims(source):
        yield OpenFinding(start, end, source[start:end], Kind.BROKEN_CLAIM, _BROKEN)


_BROKEN = text(
    "Her begynner en formel som ikke avsluttes, eller som ikke har ord i klammer foran seg: [ord](=formel).",
    "Her byrjar ein formel som ikkje blir avslutta, eller som ikkje har ord i klammer framfor seg: [ord](=formel).",
    "A formula begins here that is never closed, or that has no words in brackets before it: [words](=formula).",
)


def _too_long(length: int) -> Text:
    return text(
        f"Teksten er på {length} tegn, og grensen er {LONGEST_SOURCE}. Del den opp.",
        f"Teksten er på {length} teikn, og grensa er {LONGEST_SOURCE}. Del han opp.",
        f"The text has {length} characters, and the limit is {LONGEST_SOURCE}. Divide it.",
    )
