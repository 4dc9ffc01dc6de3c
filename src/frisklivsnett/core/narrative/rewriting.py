"""Writes a claim's words anew in the manner the author chose: digits stay digits, «en økning» becomes «en nedgang».

Only the expressions of quantity are replaced; the words around them stay, so long as the whole is then true. Else the
engine's own words are used.
"""

from frisklivsnett.core import numbers
from frisklivsnett.core.narrative import formulas as f
from frisklivsnett.core.narrative.expressions import Expression, NumberSaid, Sign, TrendSaid, find
from frisklivsnett.core.narrative.quantifiers import Quantifier, fitting
from frisklivsnett.core.narrative.trends import FAMILIES, Direction
from frisklivsnett.core.narrative.values import Amount, Centres, Change, Share, Unit, Value
from frisklivsnett.core.narrative.verify import is_true, restates
from frisklivsnett.core.narrative.words import (
    amount,
    capitalised,
    direction_of,
    n_of,
    number,
    reference,
    write,
)


def rewrite(
    formula: f.Formula, value: Value, words: str, language: str, *, sentence_start: bool = False
) -> str:
    """Return words that are true of the value, as like the author's as can be."""
    plain = formula.formula if isinstance(formula, f.Styled) else formula
    of_change = isinstance(value, Change)
    found = find(words, language, of_change=of_change)
    if found:
        first, *rest = found
        kept = words
        for expression in (*reversed([each for each in rest if restates(first, each)]), first):
            said = words[expression.start : expression.end]
            new = _like(plain, value, expression, said, language)
            if not new:
                break  # what cannot be said in this manner is not left out: the whole is said anew
            if said[:1].isupper() or (sentence_start and not words[: expression.start].strip()):
                new = capitalised(new)
            kept = kept[: expression.start] + new + kept[expression.end :]
        else:
            if is_true(formula, value, kept, language):
                return kept
    return write(formula, value, language, sentence_start=sentence_start or words[:1].isupper())


def _like(formula: f.Plain, value: Value, expression: Expression, said_words: str, language: str) -> str:
    """The value said the way the expression says its own; ``""`` when it cannot be."""
    match value, expression.said:
        case Centres(n, base), NumberSaid() as said:
            if said.of is not None and not said.is_ratio:
                return n_of(n, base, language)
            return number(n, language) if said.in_words else numbers.integer(n, language)
        case Centres(n, base), Quantifier():
            quantifier = fitting(n, base)
            return quantifier.words[language][0] if quantifier else n_of(n, base, language)
        case Amount(exact, Unit.NONE, False), NumberSaid() as said:
            return number(exact, language) if said.in_words else numbers.decimal(exact, language)
        case Share(), NumberSaid() as said if said.sign is Sign.PERCENT:
            return numbers.percent(value.exact, language, said.decimals)
        case Change(), NumberSaid() if _is_difference(formula) and value.counts and value.difference:
            return amount(abs(value.difference), Unit.NONE, language, approximate=value.approximate)
        case Change(), TrendSaid():
            return _turned(value, said_words, language)
        case _:
            return ""


def _is_difference(formula: f.Plain) -> bool:
    return isinstance(formula, f.Over) and formula.how is f.Against.DIFFERENCE


def _turned(value: Change, said: str, language: str) -> str:
    """The same family's word for the direction the number went, with the author's kind of reference."""
    direction = direction_of(value)
    lowered = said.lower()
    for family in FAMILIES[language]:
        for way in (Direction.UP, Direction.DOWN, Direction.SAME):
            for place, words in enumerate(family.words(way)):
                if lowered == words or lowered.startswith(words + " "):
                    turned = family.words(direction)
                    if not turned:
                        return ""
                    refers = lowered != words
                    word = turned[min(place, len(turned) - 1)]
                    return word + (reference(value, direction, language) if refers else "")
    return ""
