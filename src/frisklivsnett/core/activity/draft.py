"""What the quick field makes of a note: for each field what was understood, from which words, and how surely."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Generic, TypeVar

from frisklivsnett.core.activity.dates import Days
from frisklivsnett.core.activity.finding import PlaceHit
from frisklivsnett.core.forms import Answer

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Found(Generic[T]):
    """Something understood. ``words`` are the part of the text that said so.

    Not ``sure`` means that somebody should look; ``alternatives`` are the other things that the words may mean.
    """

    value: T
    words: str
    sure: bool = True
    alternatives: tuple[T, ...] = ()


class Trouble(StrEnum):
    """Something in a note that could not be taken as it stands."""

    NO_SUCH_DAY = "no_such_day"
    """A date that does not exist: 31 February."""
    HALF_DATE = "half_date"
    """A month, a week or a year, where a day is needed; ``Draft.within`` has the days that it may be."""
    SEVERAL_DATES = "several_dates"
    """More than one date: the first was taken."""
    NOT_PEOPLE = "not_people"
    """A number of people that there cannot be: below none, or above what an entry may have."""
    PERSON = "person"
    """What may be a person's name: such do not belong in the log."""
    TOO_LONG = "too_long"
    """Only the beginning was read; ``Draft.unread`` has the rest."""


@dataclass(frozen=True, slots=True)
class Doubt:
    """A trouble, with the words that gave it."""

    trouble: Trouble
    words: str


@dataclass(frozen=True, slots=True)
class Draft:
    """An entry as far as a note tells it. What the text does not say is None or empty: nothing is made up.

    ``kind`` is a kind's id and ``topics`` topics' slugs. ``answers`` are to the kind's own form, by question.
    ``title`` is what was left when the fields had got theirs, so that no words are lost.
    """

    text: str
    kind: Found[str] | None = None
    days: Found[Days] | None = None
    within: Found[Days] | None = None
    people: Found[int] | None = None
    approximate: bool = False
    places: tuple[Found[PlaceHit], ...] = ()
    organisations: tuple[Found[str], ...] = ()
    topics: tuple[Found[str], ...] = ()
    answers: Mapping[str, Found[Answer]] = field(default_factory=dict)
    title: str = ""
    doubts: tuple[Doubt, ...] = ()
    unread: str = ""
