"""The closed world: every quantity in running text is bound to a formula, attested, recognised, or open.

What counts as a quantity: digits, number words, quantifiers, words of change, «flest» and «færrest», in the language
of the text (``number_words.py``, ``quantifiers.py``, ``trends.py``). «En», «ei» and «et» are articles, and count only
where the sentence shows that one is meant («bare en», «en av tre», «en eneste»); «én» and «ett» always do.
"""

import re
from bisect import bisect_right
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from enum import StrEnum

from frisklivsnett.core.narrative.expressions import Expression, NumberSaid, TrendSaid, find
from frisklivsnett.core.narrative.recognised import recognised
from frisklivsnett.core.text import Text, text


class Kind(StrEnum):
    """What is open."""

    NUMBER = "number"
    QUANTIFIER = "quantifier"
    TREND = "trend"
    CHARACTER = "character"
    BROKEN_CLAIM = "broken claim"
    PART = "part"
    """A part that is never closed, or stands by what cannot be read."""
    ADJOINING = "adjoining"
    """A word beside a claim that changes what the claim says."""


@dataclass(frozen=True, slots=True)
class OpenFinding:
    """Words at ``start``–``end`` that nothing stands behind; ``message`` says what to do."""

    start: int
    end: int
    words: str
    kind: Kind
    message: Text


HIDDEN = re.compile(r"[\u00ad\u200b-\u200f\u2060-\u2064\ufeff]+")
"""Characters that do not show: a number could hide behind them, so they are read away before the search."""
FORBIDDEN = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\u202a-\u202e\u2066-\u2069\ufffe\uffff]")
"""Control characters, and those that turn the direction of the text."""


def scan(words: str, language: str, plan_names: Iterable[str] = ()) -> tuple[OpenFinding, ...]:
    """Return what is open in running text that holds no claims, in order."""
    shown, places = _shown(words)
    spans = recognised(shown, plan_names)
    starts = [start for start, _ in spans]
    findings = [
        _finding(words, places[expression.start], places[expression.end - 1] + 1, expression)
        for expression in find(shown, language)
        if not _covered(expression, spans, starts)
    ]
    findings += [_forbidden(match) for match in FORBIDDEN.finditer(words)]
    return tuple(sorted(findings, key=lambda finding: finding.start))


def _shown(words: str) -> tuple[str, Sequence[int]]:
    """The text without hidden characters, and each character's place in the text given."""
    if not HIDDEN.search(words):
        return words, range(len(words))
    kept = [place for place, letter in enumerate(words) if not HIDDEN.match(letter)]
    return "".join(words[place] for place in kept), kept


def _covered(expression: Expression, spans: Sequence[tuple[int, int]], starts: Sequence[int]) -> bool:
    """Whether a recognised span holds all of the expression; spans are few enough near it to look back ten."""
    last = bisect_right(starts, expression.start)
    return any(
        start <= expression.start and expression.end <= end for start, end in spans[max(0, last - 10) : last]
    )


def _finding(words: str, start: int, end: int, expression: Expression) -> OpenFinding:
    said = words[start:end]
    visible = HIDDEN.sub("", said)
    match expression.said:
        case NumberSaid():
            kind, what = Kind.NUMBER, text("Tallet", "Talet", "The number")
        case TrendSaid():
            kind, what = Kind.TREND, text("Endringsordet", "Endringsordet", "The word of change")
        case _:
            kind, what = Kind.QUANTIFIER, text("Mengdeordet", "Mengdeordet", "The quantifier")
    return OpenFinding(start, end, said, kind, _message(what, " ".join(visible.split())))


def _message(what: Text, said: str) -> Text:
    return text(
        f"{what.in_('nb')} «{said}» er ikke knyttet til noe. Knytt det til en formel, eller la noen gå god for det.",
        f"{what.in_('nn')} «{said}» er ikkje knytt til noko. Knyt det til ein formel, eller la nokon gå god for det.",
        f"{what.in_('en')} “{said}” is not tied to anything. Tie it to a formula, or let somebody vouch for it.",
    )


def _forbidden(match: re.Match[str]) -> OpenFinding:
    code = f"U+{ord(match[0]):04X}"
    message = text(
        f"Tegnet {code} kan ikke stå i en rapport. Slett det.",
        f"Teiknet {code} kan ikkje stå i ein rapport. Slett det.",
        f"The character {code} cannot stand in a report. Delete it.",
    )
    return OpenFinding(match.start(), match.end(), match[0], Kind.CHARACTER, message)
