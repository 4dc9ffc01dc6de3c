"""Numbers of the formula itself that a claim's words may repeat: «fire sentraler hadde 35–60»."""

from collections.abc import Iterator
from fractions import Fraction

from frisklivsnett.core.narrative import formulas as f
from frisklivsnett.core.narrative.dependencies import children
from frisklivsnett.core.narrative.number_words import Hedge

Echo = tuple[Fraction, Hedge]

_AS = {
    "<": (Hedge.UNDER,),
    "<=": (Hedge.AT_MOST,),
    "=": (Hedge.PLAIN,),
    "!=": (),
    ">=": (Hedge.AT_LEAST,),
    ">": (Hedge.OVER,),
}


def echoes(formula: f.Formula) -> frozenset[Echo]:
    """Return each number in the formula's conditions with the hedge that says the same as its sign."""
    return frozenset(_echoes(formula))


def _echoes(node: object) -> Iterator[Echo]:
    match node:
        case f.Compared(_, operator, operand) if operand is not None and not hasattr(operand, "year"):
            yield from ((Fraction(operand), hedge) for hedge in _AS[operator])
        case f.Between(_, low, high) if not hasattr(low, "year") and not hasattr(high, "year"):
            yield Fraction(low), Hedge.PLAIN
            yield Fraction(high), Hedge.PLAIN
        case f.OptionList() if node.operator:
            yield from ((Fraction(node.limit), hedge) for hedge in _AS[node.operator])
        case _:
            for child in children(node):
                yield from _echoes(child)
