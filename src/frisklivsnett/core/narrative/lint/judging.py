"""Whether a number or a quantifier is true of a count: yes, no, or not to be told.

The public truth conditions are in ``quantifiers.py``. Those that the scheme has published are kept to the letter. Words
that people use loosely («mange», «noen»), and shares rounded to «tre av fire», are contradicted only when nobody would
say them so: between right and wrong the reader does not judge.
"""

from fractions import Fraction

from frisklivsnett.core import numbers
from frisklivsnett.core.narrative.expressions import NumberSaid, Sign
from frisklivsnett.core.narrative.lint.model import Judgement
from frisklivsnett.core.narrative.lint.quantities import Quantity
from frisklivsnett.core.narrative.number_words import Hedge
from frisklivsnett.core.narrative.quantifiers import Quantifier

_NEAR = Fraction(5, 100)
"""How far a share may be from «tre av fire» before it is wrong."""
_LARGEST_PART = 10
"""«tre av fire» is a way of saying 75 % up to this; «16 av 17» is 16 of 17 centres."""


def judge(holds: bool | None) -> Judgement:
    """Return the verdict for true, false and not to be told."""
    if holds is None:
        return Judgement.UNVERIFIABLE
    return Judgement.SUPPORTED if holds else Judgement.CONTRADICTED


def says(quantity: Quantity, n: int, base: int, answered: int) -> bool | None:
    """Tell whether the quantity is true of ``n`` centres of ``base``, of whom ``answered`` answered."""
    if quantity.exception:
        return n == base - quantity.exception
    match quantity.said:
        case Quantifier():
            return _quantifier(quantity, quantity.said, n, base, answered)
        case NumberSaid():
            return _number(quantity, quantity.said, n, base, answered)
        case _:
            return None


def _quantifier(quantity: Quantity, said: Quantifier, n: int, base: int, answered: int) -> bool | None:
    if quantity.base is not None and quantity.base not in (base, answered):
        return False
    if said.holds(n, base):
        return True
    if not said.added:
        return False
    return None if _loosely(said, n, base) else False


def _loosely(said: Quantifier, n: int, base: int) -> bool:
    """Whether somebody might still say it: the soft quantifiers have soft borders."""
    share = Fraction(n, base)
    match said.key:
        case "many":
            return n >= 3 and share >= Fraction(1, 4)
        case "some":
            return n >= 1
        case "a_couple":
            return 2 <= n <= 3
        case "very_few":
            return n >= 1 and share <= Fraction(1, 5)
        case "great_majority":
            return share >= Fraction(7, 10)
        case _:
            return False


def _number(quantity: Quantity, said: NumberSaid, n: int, base: int, answered: int) -> bool | None:
    if quantity.high is not None:
        return said.value <= n <= quantity.high
    if said.sign is Sign.PERCENT:
        return _percent(said, n, base, answered)
    if said.is_ratio:
        return _ratio(said.value, said.hedge, n, base, answered)
    if said.of is not None and said.of not in (base, answered):
        if said.of <= _LARGEST_PART and said.of < base:
            return _ratio(said.value / said.of, said.hedge, n, base, answered) if said.of else None
        return False
    holds = said.hedge.holds(said.value, Fraction(n))
    if not holds and quantity.soft and n > 1:
        return None
    if not holds and said.hedge is Hedge.ABOUT:
        return abs(said.value - n) <= 1
    return holds


def _percent(said: NumberSaid, n: int, base: int, answered: int) -> bool:
    """True of all centres or of those who answered, rounded to the decimals that are shown."""
    shares = {Fraction(n, whole) * 100 for whole in (base, answered) if whole}
    return any(rounds_to(share, said) for share in shares)


def rounds_to(exact: Fraction, said: NumberSaid) -> bool:
    """Tell whether a number may be said so, rounded to the decimals shown, or with its hedge."""
    rounded = numbers.half_up(exact, said.decimals) == said.value
    if said.hedge is Hedge.PLAIN:
        return rounded
    return said.hedge.holds(said.value, exact) or (said.hedge is Hedge.ABOUT and rounded)


def _ratio(ratio: Fraction, hedge: Hedge, n: int, base: int, answered: int) -> bool | None:
    """«tre av fire», «to tredeler»: the nearest whole number of centres will do; far off is wrong."""
    wholes = {whole for whole in (base, answered) if whole}
    if hedge not in (Hedge.PLAIN, Hedge.ABOUT):
        return any(hedge.holds(ratio, Fraction(n, whole)) for whole in wholes)
    if any(abs(n - ratio * whole) < 1 and abs(Fraction(n, whole) - ratio) <= _NEAR for whole in wholes):
        return True
    return None if any(abs(Fraction(n, whole) - ratio) <= _NEAR for whole in wholes) else False
