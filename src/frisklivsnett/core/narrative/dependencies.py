"""Which answers a formula rests on: change none of them, and its value stays."""

from collections.abc import Iterator
from dataclasses import fields, is_dataclass

from frisklivsnett.core.narrative import formulas as f

Dependency = tuple[str, str]
"""A question's id and an option's code, or the name of a fact; ``""`` for the whole answer, and for a fact."""


def dependencies(formula: f.Formula, year: int) -> frozenset[Dependency]:
    """Return the questions and options of this ``year``'s round, and the facts, that the formula reads. Where it
    matters that a centre answered at all (shares, «not»), the whole answer is among them.
    """
    return frozenset(_of(formula, year, other_round=False))


def questions_in(formula: f.Formula | f.Numeric) -> frozenset[Dependency]:
    """Return the questions and options that the formula names, whatever the round."""
    return frozenset(_named(formula))


def _of(node: object, year: int, *, other_round: bool) -> Iterator[Dependency]:
    scope = getattr(node, "scope", None)
    if isinstance(scope, f.Scope):
        other_round = scope.year not in (None, year)
    if isinstance(node, f.FactOf | f.Known):
        yield node.name, ""
    if not other_round:
        yield from _own(node)
        if isinstance(node, f.ShareOf) or (isinstance(node, f.Count) and node.of_answered):
            yield from ((question, "") for question, _ in _named(node.where))
        if isinstance(node, f.Not):
            yield from ((question, "") for question, _ in _named(node.condition))
    for child in children(node):
        yield from _of(child, year, other_round=other_round)


def _named(node: object) -> Iterator[Dependency]:
    yield from _own(node)
    for child in children(node):
        yield from _named(child)


def _own(node: object) -> Iterator[Dependency]:
    match node:
        case f.Ticked(question, option):
            yield question, option
        case f.HasAnswered(question) | f.IsApproximate(question) | f.Between(question):
            yield question, ""
        case f.Compared(question, _, _, other):
            yield question, ""
            if other:
                yield other, ""
        case f.Statistic(_, question) | f.TopCentres(_, question) | f.OptionList(_, question):
            yield question, ""
        case f.Superlative(question) | f.RankOf(question):
            yield question, ""


def children(node: object) -> Iterator[object]:
    """Return the nodes right under a node."""
    if is_dataclass(node):
        for part in fields(node):
            child = getattr(node, part.name)
            if is_dataclass(child):
                yield child
