"""What is counted and what comes out: datasets and tables.

**Base** is the number of centres the round covers. **Answered** is how many of them answered the question,
**missing** the rest. **Shares** are of those who answered. Nothing is rounded here: rounding belongs to the
printing (``core/numbers.py``).
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from fractions import Fraction

from frisklivsnett.core.forms.model import Form, Question, Value
from frisklivsnett.core.text import Text


@dataclass(frozen=True, slots=True)
class Respondent:
    """Who answers: a centre. ``groups`` says where it is: ``{"health_region": "nord", "county": "56"}``."""

    id: str
    name: str
    groups: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Column:
    """The answers to one question, a place for each respondent in the dataset's order.

    None is *not answered*; so is a multiple choice with nothing ticked. A code stands once in its tuple.
    ``approximate`` holds the places whose number is approximate, ``specified`` the words given to "other,
    specify" by place and option code.
    """

    values: Sequence[Value | None]
    approximate: frozenset[int] = frozenset()
    specified: Mapping[int, Mapping[str, str]] = field(default_factory=dict)


@dataclass(frozen=True)
class Dataset:
    """A round's answers, by column: one for every question of ``form``, whose year is filled in.

    ``group_names`` names the groups' values, in the order they are shown: ``{"county": {"56": "Finnmark"}}``.
    A respondent who has not submitted has a place, with None in every column: the base counts it.
    """

    form: Form
    year: int
    respondents: tuple[Respondent, ...]
    columns: Mapping[str, Column]
    group_names: Mapping[str, Mapping[str, str]] = field(default_factory=dict)
    sample: bool = False

    @property
    def base(self) -> int:
        """How many centres the round covers."""
        return len(self.respondents)


@dataclass(frozen=True, slots=True)
class Row:
    """One line of a choice table: ``n`` of those who answered ticked the option.

    ``share`` is n of those who answered, from 0 to 1 and not rounded; None when nobody answered.
    """

    code: str
    label: Text
    n: int
    share: Fraction | None


@dataclass(frozen=True, slots=True)
class GivenText:
    """Words a centre wrote; ``option_code`` when they specify an option."""

    respondent: Respondent
    words: str
    option_code: str = ""


@dataclass(frozen=True, slots=True)
class ChoiceTable:
    """Counts for a choice or a yes/no question: every option in the form's order, 0 where nobody ticked it.

    The rows of a multiple choice may add up to more than ``answered``. ``specified`` are words given to
    options.
    """

    question: Question
    base: int
    answered: int
    rows: tuple[Row, ...]
    specified: tuple[GivenText, ...] = ()

    @property
    def missing(self) -> int:
        """How many of the base did not answer."""
        return self.base - self.answered


@dataclass(frozen=True, slots=True)
class NumberTable:
    """Sum, median, least and greatest of a number question; None, and a sum of 0, when nobody answered.

    ``approximate_count`` centres flagged theirs; then the sum is printed with «ca.».
    """

    question: Question
    base: int
    answered: int
    sum: int | Decimal
    median: Fraction | None
    min: int | Decimal | None
    max: int | Decimal | None
    approximate_count: int = 0

    @property
    def missing(self) -> int:
        """How many of the base did not answer."""
        return self.base - self.answered

    @property
    def approximate(self) -> bool:
        """Whether any of the numbers summed is approximate."""
        return self.approximate_count > 0


@dataclass(frozen=True, slots=True)
class TextTable:
    """What was written (or, for a date question, answered): ``words`` by ``respondents``, in the dataset's order.

    The two are of the same length, and are read together as ``texts``.
    """

    question: Question
    base: int
    answered: int
    respondents: tuple[Respondent, ...]
    words: tuple[str, ...]

    @property
    def texts(self) -> tuple[GivenText, ...]:
        """Each text with its centre; made when asked for, since a large round has very many."""
        return tuple(map(GivenText, self.respondents, self.words))

    @property
    def missing(self) -> int:
        """How many of the base did not answer."""
        return self.base - self.answered


Table = ChoiceTable | NumberTable | TextTable
