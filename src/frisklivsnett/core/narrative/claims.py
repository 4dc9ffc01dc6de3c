"""A claim: words tied to a formula, with the verdict on them."""

import re
from dataclasses import dataclass, field, replace
from enum import StrEnum

from frisklivsnett.core.narrative import formulas as f
from frisklivsnett.core.narrative.dependencies import Dependency, dependencies
from frisklivsnett.core.narrative.errors import FormulaError
from frisklivsnett.core.narrative.evaluate import evaluate
from frisklivsnett.core.narrative.evidence import Evidence
from frisklivsnett.core.narrative.explaining import vouched, why_false, why_true
from frisklivsnett.core.narrative.parser import parse
from frisklivsnett.core.narrative.rewriting import rewrite
from frisklivsnett.core.narrative.values import Nothing, Value
from frisklivsnett.core.narrative.verify import is_true
from frisklivsnett.core.narrative.words import NOTHING, write
from frisklivsnett.core.text import Text, text


class Verdict(StrEnum):
    """What can be said of a claim. FALSE and OPEN stop the publishing."""

    TRUE = "true"
    FALSE = "false"
    OPEN = "open"
    """Its formula cannot be read, or nobody stands behind the words."""
    ATTESTED = "attested"
    LEFT_OUT = "left out"
    """It stands in a part that is left out, and its formula can be read."""


@dataclass(frozen=True, slots=True)
class Claim:
    """What became of one claim.

    ``printed`` is what the report prints: the author's words, or the engine's when there were none. ``expected`` is
    words that would be true, in the author's manner (``""`` when there are none). ``explanation`` says why in every
    language; ``notes`` what a reader should be told (missing answers, another base, a number's source).
    ``error_start`` and ``error_end`` are places in the formula when it cannot be read.
    """

    formula: str
    words: str
    verdict: Verdict
    printed: str
    expected: str
    explanation: Text
    notes: tuple[Text, ...] = ()
    value: Value | None = None
    parsed: f.Formula | None = None
    rests_on: frozenset[Dependency] = field(default_factory=frozenset)
    error_start: int = 0
    error_end: int = 0
    suggestion: str = ""

    @property
    def stops(self) -> bool:
        """Whether the claim stops the publishing."""
        return self.verdict in (Verdict.FALSE, Verdict.OPEN)


def set_aside(formula: str, words: str, evidence: Evidence, why: Text) -> Claim:
    """Return the verdict on words in a part that is left out: none but that their formula can be read, or cannot."""
    try:
        parsed = parse(formula, evidence)
    except FormulaError as error:
        return _unreadable(formula, words, error)
    return Claim(formula, words, Verdict.LEFT_OUT, words, "", why, parsed=parsed)


_EMPHASIS = re.compile(r"(?P<before>\s*[*_]*)(?P<words>.*?)(?P<after>[*_]*\s*)", re.DOTALL)


def resolve(
    formula: str, words: str, evidence: Evidence, language: str, *, sentence_start: bool = False
) -> Claim:
    """Return the verdict on words tied to a formula. Never raises for what an author can write."""
    try:
        parsed = parse(formula, evidence)
    except FormulaError as error:
        return _unreadable(formula, words, error)
    before, bare, after = _parts(words)
    if isinstance(parsed, f.Attested):
        return _attested(formula, words, bare, parsed)
    result = evaluate(parsed, evidence)
    value = result.value
    rests_on = dependencies(parsed, evidence.year)
    claim = Claim(formula, words, Verdict.TRUE, words, words, Text(), result.notes, value, parsed, rests_on)
    if not bare:
        return _written(claim, parsed, value, write(parsed, value, language, sentence_start=sentence_start))
    if is_true(parsed, value, bare, language):
        return replace(claim, explanation=why_true(parsed, value))
    expected = rewrite(parsed, value, bare, language, sentence_start=sentence_start)
    return replace(
        claim,
        verdict=Verdict.FALSE,
        expected="" if expected == NOTHING else before + expected + after,
        explanation=why_false(parsed, value, bare, language),
    )


def _parts(words: str) -> tuple[str, str, str]:
    match = _EMPHASIS.fullmatch(words)
    return (match["before"], match["words"], match["after"]) if match else ("", words, "")


def _written(claim: Claim, parsed: f.Formula, value: Value, words: str) -> Claim:
    """The claim when the author left the words to the engine."""
    if words != NOTHING:
        return replace(claim, printed=words, expected=words, explanation=why_true(parsed, value))
    reason = value.reason if isinstance(value, Nothing) else _NEEDS_WORDS
    return replace(claim, verdict=Verdict.FALSE, printed=NOTHING, expected="", explanation=reason)


def _unreadable(formula: str, words: str, error: FormulaError) -> Claim:
    return Claim(
        formula,
        words,
        Verdict.OPEN,
        words or NOTHING,
        "",
        error.message,
        error_start=error.start,
        error_end=error.end,
        suggestion=error.nearest,
    )


def _attested(formula: str, words: str, bare: str, parsed: f.Attested) -> Claim:
    if not bare:
        return Claim(formula, words, Verdict.OPEN, NOTHING, "", _NEEDS_WORDS, parsed=parsed)
    return Claim(formula, words, Verdict.ATTESTED, words, words, vouched(parsed), parsed=parsed)


_NEEDS_WORDS = text(
    "Skriv ordene selv: programmet kan ikke skrive dem for denne formelen.",
    "Skriv orda sjølv: programmet kan ikkje skrive dei for denne formelen.",
    "Write the words yourself: the program cannot write them for this formula.",
)
