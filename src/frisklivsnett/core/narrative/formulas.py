"""The formula language as values: what ``parser.py`` makes of a formula, and ``evaluate.py`` computes.

There are two kinds of node. A *condition* holds of one centre, or not, or is not known because the centre has not
answered. A *formula* has one value for the round. Nodes are trees without names of each other, so nothing can loop.
"""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from enum import StrEnum

# --- conditions ---


@dataclass(frozen=True, slots=True)
class Everyone:
    """Holds of every centre of the round."""


@dataclass(frozen=True, slots=True)
class Ticked:
    """The option is ticked (or chosen, in a single choice; ``yes`` or ``no`` in a yes/no question)."""

    question: str
    option: str


@dataclass(frozen=True, slots=True)
class HasAnswered:
    """The question is answered. This is always known."""

    question: str


@dataclass(frozen=True, slots=True)
class IsApproximate:
    """The number is flagged as approximate."""

    question: str


@dataclass(frozen=True, slots=True)
class Compared:
    """The answer compared with a number, a date, or the answer to ``other``."""

    question: str
    operator: str
    operand: Decimal | date | None = None
    other: str = ""


@dataclass(frozen=True, slots=True)
class Between:
    """The answer is from ``low`` to ``high``, both included."""

    question: str
    low: Decimal | date
    high: Decimal | date


@dataclass(frozen=True, slots=True)
class InGroup:
    """The centre belongs to a group: a health region, a county."""

    key: str
    group: str


@dataclass(frozen=True, slots=True)
class IsNew:
    """The centre was not in the round before."""


@dataclass(frozen=True, slots=True)
class Not:
    """The condition is known not to hold."""

    condition: "Condition"


@dataclass(frozen=True, slots=True)
class Both:
    """The two conditions hold."""

    left: "Condition"
    right: "Condition"


@dataclass(frozen=True, slots=True)
class Either:
    """At least one of the two conditions holds."""

    left: "Condition"
    right: "Condition"


Condition = (
    Everyone
    | Ticked
    | HasAnswered
    | IsApproximate
    | Compared
    | Between
    | InGroup
    | IsNew
    | Not
    | Both
    | Either
)


@dataclass(frozen=True, slots=True)
class Scope:
    """Whose answers count: the report's round unless ``year`` says another, all its centres unless ``among`` does."""

    year: int | None = None
    among: Condition = Everyone()


# --- formulas ---


class Demand(StrEnum):
    """What words a count of centres must be said in."""

    NUMBER = "count"
    """Any words that are true of the number."""
    ALL = "all"
    NONE = "none"
    QUANTITY = "quantity"
    """A quantifier, chosen by the engine."""


@dataclass(frozen=True, slots=True)
class Count:
    """How many centres fulfil the condition; of those who answered when ``of_answered``."""

    where: Condition
    scope: Scope = Scope()
    demand: Demand = Demand.NUMBER
    of_answered: bool = False


@dataclass(frozen=True, slots=True)
class ShareOf:
    """The share of centres that fulfil the condition: of those who answered, or of all when ``of_base``."""

    where: Condition
    scope: Scope = Scope()
    of_base: bool = False


class Measure(StrEnum):
    """What can be computed from the numbers that centres answered."""

    SUM = "sum"
    MEAN = "mean"
    MEDIAN = "median"
    MIN = "min"
    MAX = "max"


@dataclass(frozen=True, slots=True)
class Statistic:
    """A sum, mean, median, least or greatest of the answers to a number question."""

    measure: Measure
    question: str
    scope: Scope = Scope()


@dataclass(frozen=True, slots=True)
class CentreList:
    """The names of the centres that fulfil the condition, in the dataset's order."""

    where: Condition
    scope: Scope = Scope()


@dataclass(frozen=True, slots=True)
class TopCentres:
    """The ``n`` centres with the largest (or least) number; those level with the last are named too."""

    n: int
    question: str
    scope: Scope = Scope()
    lowest: bool = False


class Which(StrEnum):
    """Which of a question's options a list has."""

    ALL = "options"
    CHOSEN = "options chosen"
    NOT_CHOSEN = "options not chosen"
    TOP = "top"
    LEAST = "least"


@dataclass(frozen=True, slots=True)
class OptionList:
    """Options of a question: those chosen by somebody, by nobody, the largest, or those with a count as told."""

    which: Which
    question: str
    scope: Scope = Scope()
    n: int = 0
    operator: str = ""
    limit: Decimal = Decimal()
    by_count: bool = False


@dataclass(frozen=True, slots=True)
class OptionCount:
    """How many options such a list has."""

    options: OptionList


@dataclass(frozen=True, slots=True)
class Superlative:
    """Whether the option is the one most (or fewest) centres chose; false when it shares the place."""

    question: str
    option: str
    scope: Scope = Scope()
    least: bool = False


@dataclass(frozen=True, slots=True)
class RankOf:
    """The option's place among the question's options, by count, 1 for the largest."""

    question: str
    option: str
    scope: Scope = Scope()


@dataclass(frozen=True, slots=True)
class Series:
    """A number of a published series; of the report's year when ``year`` is None."""

    name: str
    year: int | None = None


@dataclass(frozen=True, slots=True)
class FactOf:
    """A fact of the registry, the agreements or the activity logs."""

    name: str


@dataclass(frozen=True, slots=True)
class Known:
    """Whether there is such a fact or table this year."""

    name: str


@dataclass(frozen=True, slots=True)
class TheYear:
    """The report's year."""


@dataclass(frozen=True, slots=True)
class Literal:
    """A number written in a comparison."""

    number: Decimal
    is_share: bool = False


Numeric = Count | ShareOf | Statistic | OptionCount | Series | FactOf | Literal


class Against(StrEnum):
    """How a number is held up against an earlier one."""

    TREND = "trend"
    DIFFERENCE = "difference"
    GROWTH = "growth"


@dataclass(frozen=True, slots=True)
class Over:
    """A number against the same number of an earlier year: the year before when ``before`` is None."""

    how: Against
    of: Numeric
    before: int | None = None


@dataclass(frozen=True, slots=True)
class Comparison:
    """Two numbers side by side: «flere enn», «færre enn», «like mange som»."""

    left: Numeric
    right: Numeric


@dataclass(frozen=True, slots=True)
class Assertion:
    """A comparison that holds or not: words without a quantity may rest on it («vanlig», «sjelden»)."""

    left: Numeric
    operator: str
    right: Numeric


@dataclass(frozen=True, slots=True)
class Attested:
    """Somebody vouches for the words. Not computed."""

    who: str
    note: str
    day: date


@dataclass(frozen=True, slots=True)
class Styled:
    """A formula with a say in how its words are written: in the genitive, or with a noun in the right number."""

    formula: "Plain"
    genitive: bool = False
    singular: str = ""
    plural: str = ""


Plain = (
    Count
    | ShareOf
    | Statistic
    | CentreList
    | TopCentres
    | OptionList
    | OptionCount
    | Superlative
    | RankOf
    | Series
    | FactOf
    | Known
    | TheYear
    | Over
    | Comparison
    | Assertion
    | Attested
)
Formula = Plain | Styled
