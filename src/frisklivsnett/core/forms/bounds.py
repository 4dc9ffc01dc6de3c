"""The numbers that can be kept and passed on without loss."""

from decimal import Decimal

LARGEST_INTEGER = 2**31 - 1
"""The largest whole number anywhere in a form: what FHIR's ``integer`` and a database column hold."""

MOST_DECIMALS = 6
MOST_DIGITS = 15
"""How many digits a decimal number may have: as many as survive a JSON reader that keeps numbers as doubles."""


def fits(value: int | Decimal) -> bool:
    """Tell whether a number is one that can be kept and passed on without loss. It must be finite."""
    if not -LARGEST_INTEGER <= value <= LARGEST_INTEGER:
        return False
    if isinstance(value, int):
        return True
    _, digits, exponent = value.normalize().as_tuple()
    return len(digits) <= MOST_DIGITS and isinstance(exponent, int) and exponent >= -MOST_DECIMALS
