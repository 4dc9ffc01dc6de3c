"""What a formula comes to. Nothing is rounded here: ``words.py`` rounds when it prints."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from enum import StrEnum
from fractions import Fraction

from frisklivsnett.core.text import Text, text

Exact = int | Decimal | Fraction


class Unit(StrEnum):
    """What a number is a number of."""

    NONE = ""
    MONEY = "money"
    """Norwegian kroner."""
    YEAR = "year"


@dataclass(frozen=True, slots=True)
class Centres:
    """A number of centres: ``n`` of ``base``. ``unknown`` of them have not answered what was asked.

    ``answered_only`` is True when the base is those who answered, not all that the round covers.
    """

    n: int
    base: int
    unknown: int = 0
    answered_only: bool = False


@dataclass(frozen=True, slots=True)
class Amount:
    """A number: a sum, a median, a fact. ``approximate`` when a part of it is."""

    number: Exact
    unit: Unit = Unit.NONE
    approximate: bool = False


@dataclass(frozen=True, slots=True)
class Share:
    """``n`` out of ``of``, printed as percent; ``of`` is never 0. ``base`` is all whom the round covers."""

    n: Exact
    of: Exact
    base: int = 0

    @property
    def exact(self) -> Fraction:
        """The share itself: 1 is all."""
        return Fraction(self.n) / Fraction(self.of)


class Named(StrEnum):
    """What a list names."""

    CENTRES = "centres"
    OPTIONS = "options"
    OTHER = "other"


@dataclass(frozen=True, slots=True)
class Names:
    """A list of names. ``tied`` when several stand at the top, where one was asked for."""

    items: tuple[Text, ...]
    of: Named = Named.OTHER
    tied: bool = False


@dataclass(frozen=True, slots=True)
class Change:
    """A number now against one before. ``year``s are None when two numbers of the same year are compared.

    ``counts`` when it is a number of something («flere»), False for shares and means («høyere»).
    """

    now: Exact
    before: Exact
    year: int | None
    before_year: int | None
    counts: bool = True
    approximate: bool = False

    @property
    def difference(self) -> Fraction:
        """How much larger it is now; below 0 when smaller."""
        return Fraction(self.now) - Fraction(self.before)


@dataclass(frozen=True, slots=True)
class Place:
    """A place in a ranking, 1 for the largest; ``tied_with`` names those that share it."""

    rank: int
    of: int
    tied_with: tuple[Text, ...] = ()


@dataclass(frozen=True, slots=True)
class Truth:
    """Whether something holds; ``because`` says what the numbers are."""

    holds: bool
    because: Text


@dataclass(frozen=True, slots=True)
class Day:
    """A date."""

    day: date


@dataclass(frozen=True, slots=True)
class Nothing:
    """No value, and why: nobody answered, the rounds cannot be compared, an empty group."""

    reason: Text


Value = Centres | Amount | Share | Names | Change | Place | Truth | Day | Nothing


@dataclass(frozen=True, slots=True)
class Result:
    """A value with what a reader should know of it: changed wording, another base, missing answers."""

    value: Value
    notes: tuple[Text, ...] = ()


NOBODY_ANSWERED = text(
    "Ingen har svart på spørsmålet, så det er ikke noe tall.",
    "Ingen har svart på spørsmålet, så det finst ikkje noko tal.",
    "Nobody answered the question, so there is no number.",
)
EMPTY_GROUP = text(
    "Det er ingen sentraler i denne gruppen.",
    "Det er ingen sentralar i denne gruppa.",
    "There are no centres in this group.",
)
