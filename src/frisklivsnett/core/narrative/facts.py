"""Facts as values: what the registry knows, typed for printing and checking."""

from datetime import date
from decimal import Decimal
from fractions import Fraction

from frisklivsnett.core.narrative.evidence import Fact
from frisklivsnett.core.narrative.values import Amount, Centres, Day, Names, Share, Value
from frisklivsnett.core.text import Text, text


def fact_value(fact: Fact) -> Value:
    """Return the fact as a value: a number, centres of a base, a share, a date, or a list of one or more names."""
    value = fact.value
    match value:
        case int() if fact.base is not None:
            return Centres(value, fact.base)
        case Fraction():
            return Share(value.numerator, value.denominator)
        case int() | Decimal():
            return Amount(value, fact.unit, fact.approximate)
        case date():
            return Day(value)
        case str():
            return Names((text(value),))
        case Text():
            return Names((value,))
        case _:
            return Names(tuple(name if isinstance(name, Text) else text(name) for name in value))
