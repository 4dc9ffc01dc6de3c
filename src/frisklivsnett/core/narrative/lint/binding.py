"""Ties a clause to what the form asks: which question, which options, and whether they are said or denied.

A clause is tied only when every word of it is explained: by the option's names, by what may go along with them, or as
one of the small words that carry a sentence. A word that nobody knows may turn the meaning round («nettside på
engelsk»), so it leaves the clause open.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import lru_cache

from frisklivsnett.core.narrative.expressions import cut
from frisklivsnett.core.narrative.lint import grammar
from frisklivsnett.core.narrative.lint.clauses import Clause
from frisklivsnett.core.narrative.lint.lexicon import Lexicon, OptionWords
from frisklivsnett.core.narrative.lint.patterns import plain, words_in
from frisklivsnett.core.narrative.lint.quantities import Words

_DUTIES = words_in("skal vil kan")
"""Of no account after «hvordan»: «en plan for hvordan de skal …»."""


@dataclass(frozen=True, slots=True)
class Named:
    """One thing that a clause names: an option, or several that its words may mean equally well (the first best)."""

    options: tuple[OptionWords, ...]
    places: frozenset[int]


@dataclass(frozen=True, slots=True)
class Bound:
    """What a clause is tied to. ``any_of`` when it says that at least one option is chosen, whichever.

    ``level`` tells how near the question is named: 4 in the clause, 3 in the sentence, 2 in the one before, 1 in a
    heading, 0 when it need not be.
    """

    question: str
    named: tuple[Named, ...]
    any_of: bool
    level: float
    strength: int
    unexplained: tuple[str, ...] = ()


@dataclass(frozen=True)
class Context:
    """What surrounds a clause: how near each question is named outside it."""

    levels: dict[str, float] = field(default_factory=dict)


def context_of(sentence: Words, before: str, headings: Sequence[str], lexicon: Lexicon) -> Context:
    """Return how near each question is named around a clause."""
    levels: dict[str, float] = {}
    texts: list[tuple[float, Sequence[str]]] = [(3.0, sentence.words)]
    if before:
        texts.append((2.0, plain_words(before)))
    texts += [(1.5 - 0.1 * nth, plain_words(heading)) for nth, heading in enumerate(headings)]
    for level, words in texts:
        for question, _, slots in lexicon.about.matches(words):
            levels[question] = max(levels.get(question, 0.0), level + 0.1 * (slots - 1))
    return Context(levels)


@lru_cache(maxsize=1 << 12)
def plain_words(text: str) -> tuple[str, ...]:
    """Return a text's words as patterns see them."""
    return tuple(plain(word) for word in cut(text).words)


def bind(
    clause: Clause,
    explained: frozenset[int],
    sentence: Words,
    lexicon: Lexicon,
    context: Context,
    borrowed: Sequence[str] = (),
) -> tuple[Bound, ...]:
    """Return what the clause may be tied to, the likeliest first.

    ``explained`` are the places of words known otherwise; ``borrowed`` are words that it takes from the clause before.
    """
    words = [*sentence.words[clause.first : clause.end], *borrowed]
    offset = clause.first
    known = {place - offset for place in explained if clause.first <= place < clause.end}
    levels = dict(context.levels)
    about_places: dict[str, frozenset[int]] = {}
    for question, places, slots in lexicon.about.matches(words):
        levels[question] = max(levels.get(question, 0.0), 4.0 + 0.1 * (slots - 1))
        about_places[question] = about_places.get(question, frozenset()) | places
    found = _found(words, lexicon, levels)
    bounds = []
    for question, (named, any_of) in found.items():
        explaining = (
            known | _explaining(question, named, words, lexicon) | about_places.get(question, frozenset())
        )
        unexplained = words_left(words[: clause.end - clause.first], explaining, sentence, offset)
        strength = len(frozenset().union(*(one.places for one in named)))
        bounds.append(Bound(question, named, any_of, levels.get(question, 0.0), strength, unexplained))
    return tuple(sorted(bounds, key=lambda b: (len(b.unexplained), -b.level, b.any_of, -b.strength)))


def _found(
    words: Sequence[str], lexicon: Lexicon, levels: dict[str, float]
) -> dict[str, tuple[tuple[Named, ...], bool]]:
    by_question: dict[str, dict[OptionWords, frozenset[int]]] = {}
    for name, places, _ in lexicon.options.matches(words):
        option = name.option
        alone = lexicon.questions[option.question].alone and not name.short
        if alone or levels.get(option.question):
            options = by_question.setdefault(option.question, {})
            options[option] = options.get(option, frozenset()) | places
    found = {}
    for question, options in by_question.items():
        found[question] = _grouped(options)
    for question, places, _ in lexicon.any_of.matches(words):
        if question not in found and levels.get(question):
            found[question] = ((Named((), places),), True)
    return found


def _grouped(options: dict[OptionWords, frozenset[int]]) -> tuple[tuple[Named, ...], bool]:
    """Drop options whose words are a part of another's, and put those together that the same words name."""
    several = sum(not option.negated for option in options) >= 1
    kept = {
        option: places
        for option, places in options.items()
        if not any(places < other for other in options.values()) and not (option.negated and several)
    }
    any_of = any(option.negated for option in options) and len(kept) > 1
    groups: dict[frozenset[int], list[OptionWords]] = {}
    for option, places in kept.items():
        groups.setdefault(places, []).append(option)
    named = tuple(
        Named(tuple(group), places) for places, group in sorted(groups.items(), key=lambda g: min(g[0]))
    )
    return named, any_of


def _explaining(
    question: str, named: tuple[Named, ...], words: Sequence[str], lexicon: Lexicon
) -> frozenset[int]:
    explaining = lexicon.questions[question].along.places(words)
    for one in named:
        explaining |= one.places
        for option in one.options:
            explaining |= option.along.places(words)
    return explaining


def words_left(
    words: Sequence[str], explained: frozenset[int] | set[int], sentence: Words, offset: int
) -> tuple[str, ...]:
    """Return the words that are neither explained nor small. ``offset`` is the place of the first in the sentence."""
    small = grammar.FRAME.places(words)
    return tuple(
        word
        for at, word in enumerate(words)
        if at not in explained
        and at not in small
        and sentence.kinds[at + offset] in ("letters", "digits")
        and word not in grammar.NEGATIONS
        and word not in grammar.LACKING
        and not (word in _DUTIES and {"hvordan", "korleis"} & set(words[:at]))
    )
