"""Reads the quantities of a sentence: ``expressions.find`` reads the words, and years and dates are set apart."""

import re
from collections.abc import Sequence
from dataclasses import replace
from functools import lru_cache

from frisklivsnett.core.months import NORWEGIAN
from frisklivsnett.core.narrative.expressions import Expression, NumberSaid, Sign, cut, find
from frisklivsnett.core.narrative.lint import grammar
from frisklivsnett.core.narrative.lint.patterns import plain
from frisklivsnett.core.narrative.lint.quantities import Quantity, Words, put_together
from frisklivsnett.core.narrative.quantifiers import Quantifier
from frisklivsnett.core.narrative.recognised import recognised

_YEAR = re.compile(r"(?<![\d.,])(?:19|20)\d\d(?![\d%]|[.,]\d)")
MONTHS = "|".join(NORWEGIAN)
_DATE = re.compile(rf"\b\d{{1,2}}\.\s?(?:{MONTHS}|\d{{1,2}}\.)\s?(?:19|20)\d\d\b", re.IGNORECASE)
_OFTEN = re.compile(r"(?:hver|kvar)\b", re.IGNORECASE)
"""«hver måned», «hver uke»: no number, but it narrows what is said."""


def language_of(text: str) -> str:
    """Return ``nn`` when more words are nynorsk's own than bokmål's, else ``nb``."""
    words = [plain(word) for word in cut(text).words]
    nynorsk = sum(word in grammar.NYNORSK for word in words)
    return "nn" if nynorsk > sum(word in grammar.BOKMAL for word in words) else "nb"


@lru_cache(maxsize=32)
def read(text: str, plan_names: tuple[str, ...] = ()) -> Words:
    """Return the sentence in words, with its quantities."""
    language = language_of(text)
    read_words = cut(text)
    words = [plain(word) for word in read_words.words]
    expressions = _expressions(text, words, language)
    starts, ends = read_words.starts, read_words.ends
    dates = [match.span() for match in _DATE.finditer(text)]
    years = [m.span() for m in _YEAR.finditer(text) if not any(a <= m.start() < b for a, b in dates)]
    spans = [*recognised(text, plan_names), *dates] if expressions else dates

    def within(start: int, end: int) -> bool:
        return any(a <= start and end <= b for a, b in spans)

    told = [(a, b) for a, b in spans if not _OFTEN.match(text, a)]
    known = frozenset(
        at for at in range(len(words)) if any(a <= starts[at] and ends[at] <= b for a, b in told)
    )
    year_places = {at: int(words[at]) for a, _ in years for at in range(len(words)) if starts[at] == a}
    found = [
        _placed(expression, starts, ends)
        for expression in expressions
        if not within(expression.start, expression.end) and not _is_year(expression, text, years)
    ]
    base = Words(text, language, words, read_words.kinds, starts, ends, (), tuple(year_places.items()), known)
    return replace(base, quantities=put_together(found, base))


def _expressions(text: str, words: Sequence[str], language: str) -> Sequence[Expression]:
    """The expressions of the sentence's language, and the other's numbers and quantifiers where they are mixed."""
    own = find(text, language)
    strangers = grammar.BOKMAL if language == "nn" else grammar.NYNORSK
    if not any(word in strangers for word in words):
        return own
    other = [
        expression
        for expression in find(text, "nb" if language == "nn" else "nn")
        if isinstance(expression.said, NumberSaid | Quantifier)
        and not any(expression.start < one.end and one.start < expression.end for one in own)
    ]
    return sorted([*own, *other], key=lambda expression: expression.start)


def _is_year(expression: Expression, text: str, years: Sequence[tuple[int, int]]) -> bool:
    said = expression.said
    if not isinstance(said, NumberSaid) or said.sign is not Sign.NONE:
        return False
    return any(start >= expression.start and end == expression.end for start, end in years)


def _placed(expression: Expression, starts: Sequence[int], ends: Sequence[int]) -> Quantity:
    first = next(at for at, start in enumerate(starts) if start == expression.start)
    last = next(at for at, end in enumerate(ends) if end == expression.end) + 1
    base = expression.said.of if isinstance(expression.said, NumberSaid) else None
    return Quantity(first, last, expression.said, base=base)
