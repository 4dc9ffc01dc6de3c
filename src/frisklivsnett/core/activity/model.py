"""What a noted entry is, and what kinds there are.

A kind is data (``data/activity/kinds.json``): which common fields it has, and a small ``Form`` of its own for the rest,
so that reading, checking and drawing its fields is what ``core.forms`` does for every form.
"""

from dataclasses import dataclass, field
from datetime import date

from frisklivsnett.core.forms import Answers, Form
from frisklivsnett.core.text import Text


@dataclass(frozen=True, slots=True)
class Kind:
    """A kind of entry: a visit hosted, an enquiry, a talk …

    ``id`` is its word in code and rules (``visit``), ``slug`` in addresses (``hospitering``). ``form`` has the fields
    of its own; of the common ones (people, places, topics, a last day) those are asked for whose flag is set.
    """

    id: str
    slug: str
    title: Text
    form: Form
    has_people: bool = False
    has_places: bool = False
    has_topics: bool = False
    may_last: bool = False
    """Whether it can be a period, with a last day."""
    has_organisations: bool = False
    plural: Text = field(default_factory=Text)
    """What several are called, as in a filter."""
    hint: Text = field(default_factory=Text)
    """What belongs here, in a few words."""
    title_label: Text = field(default_factory=Text)
    title_help: Text = field(default_factory=Text)
    people_label: Text = field(default_factory=Text)
    places_label: Text = field(default_factory=Text)
    place_kinds: tuple[str, ...] = ()
    """Which kinds of places it may name: ``county``, ``municipality``, ``district``."""
    organisations_label: Text = field(default_factory=Text)
    organisations_help: Text = field(default_factory=Text)


@dataclass(frozen=True, slots=True)
class PlaceNoted:
    """A municipality or city district in an entry, as it stood on the entry's day.

    ``code`` is the official number, ``county`` and ``health_region`` the codes of where it lay that day. ``distance``
    is in kilometres along the straight line from the centre, None when not known.
    """

    code: str
    name: str
    county: str
    health_region: str
    distance: float | None = None


@dataclass(frozen=True, slots=True)
class Entry:
    """One thing that a centre has noted, as counting sees it. ``answers`` are those of the kind's own form.

    ``people`` is a number of persons, None when not noted; ``centre`` the centre's slug; ``noted_on`` the day it was
    written down.
    """

    id: str
    kind: str
    centre: str
    starts_on: date
    ends_on: date
    title: str = ""
    people: int | None = None
    approximate: bool = False
    places: tuple[PlaceNoted, ...] = ()
    organisations: tuple[str, ...] = ()
    topics: tuple[str, ...] = ()
    answers: Answers = field(default_factory=dict)
    noted_on: date | None = None
