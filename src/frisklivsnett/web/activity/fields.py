"""The fields of an entry's page: what every kind may have, and those of the kind's own form.

What stands in the fields is always what a browser would post (``Raw``), whether it was typed, read from an entry, or
understood from the quick field. So there is one way to show a page, and one way to read it.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from django.utils import timezone

from frisklivsnett.activity.actions import MOST_PEOPLE, TITLE_LENGTH
from frisklivsnett.activity.finding import finder_on
from frisklivsnett.activity.models import Entry, Topic
from frisklivsnett.core.activity.model import Kind
from frisklivsnett.core.forms import (
    Answer,
    Limits,
    Question,
    QuestionType,
    approximate_field,
    specify_field,
)
from frisklivsnett.core.text import Text, text
from frisklivsnett.registry.models import Place
from frisklivsnett.registry.places import register
from frisklivsnett.web.jinja import language

Raw = Mapping[str, Sequence[str]]
"""What a browser posts: the values of each field by its name."""

STARTS_ON = Question(
    "starts_on", QuestionType.DATE, text("Når var det?", "Når var det?", "When was it?"), required=True
)
ENDS_ON = Question("ends_on", QuestionType.DATE, text("Siste dag", "Siste dag", "Last day"))
MANY_OPTIONS = 8
"""Above this a group of boxes is folded away until it is asked for."""


@dataclass(frozen=True, slots=True)
class Choice:
    """One box of a group. ``specify`` is the name of the field for its words, with what stands there."""

    value: str
    label: str
    checked: bool
    specify: str = ""
    words: str = ""


@dataclass(frozen=True, slots=True)
class Field:
    """A question of the kind's own form as the page prints it. ``folded`` is hidden until asked for."""

    id: str
    shape: str
    label: str
    help: str
    value: str = ""
    approximate: str = ""
    is_approximate: bool = False
    choices: tuple[Choice, ...] = ()
    folded: bool = False
    error: str = ""

    @property
    def chosen(self) -> list[str]:
        """The labels of what is ticked."""
        return [choice.label for choice in self.choices if choice.checked]

    @property
    def first(self) -> str:
        """The id that a link to the field leads to."""
        return f"{self.id}-1" if self.choices else self.id


def title_question(kind: Kind) -> Question:
    """Return the question that an entry's title answers."""
    limits = Limits(max_length=TITLE_LENGTH)
    return Question("title", QuestionType.TEXT, kind.title_label, help=kind.title_help, limits=limits)


def people_question(kind: Kind) -> Question:
    """Return the question of how many people there were."""
    return Question(
        "people",
        QuestionType.INTEGER,
        kind.people_label or Text(),
        limits=Limits(minimum=0, maximum=MOST_PEOPLE, unusual_above=500),
        may_be_approximate=True,
    )


_SHAPES = {
    QuestionType.INTEGER: "number",
    QuestionType.DECIMAL: "decimal",
    QuestionType.DATE: "date",
    QuestionType.SINGLE: "radio",
    QuestionType.MULTIPLE: "checkbox",
    QuestionType.YES_NO: "radio",
}


def field_of(question: Question, raw: Raw, error: str = "") -> Field:
    """Return a question of the kind's form with what stands in its fields."""
    spoken = language()
    values = list(raw.get(question.id, ()))
    shape = _SHAPES.get(question.type, "textarea")
    choices = tuple(_choice(question, option.code, option.text, values, raw) for option in question.options)
    return Field(
        question.id,
        shape,
        question.text.in_(spoken),
        question.help.in_(spoken),
        value="" if choices or not values else values[0],
        approximate=approximate_field(question) if question.may_be_approximate else "",
        is_approximate=bool(raw.get(approximate_field(question))),
        choices=choices,
        folded=len(choices) > MANY_OPTIONS,
        error=error,
    )


def _choice(question: Question, code: str, label: Text, values: Sequence[str], raw: Raw) -> Choice:
    option = question.option(code)
    name = specify_field(question, code) if option and option.specify else ""
    words = " ".join(raw.get(name, ())) if name else ""
    return Choice(code, label.in_(language()).rstrip(" :"), code in values, name, words)


def topic_choices(raw: Raw) -> tuple[Choice, ...]:
    """Return the topics that may be chosen, and those that were though they may not any more, by name."""
    chosen = set(raw.get("topics", ()))
    found = [
        topic
        for topic in Topic.objects.filter(merged_into=None)
        if topic.state == Topic.State.AGREED or topic.slug in chosen
    ]
    return tuple(Choice(topic.slug, topic_name(topic), topic.slug in chosen) for topic in found)


def topic_name(topic: Topic) -> str:
    """Return a topic's name in the language of the page."""
    names = {"nn": topic.name_nn, "en": topic.name_en}
    return names.get(language()) or topic.name_nb


# --- what stands in the fields ---


def raw_of_entry(entry: Entry) -> dict[str, list[str]]:
    """Return what stands in the fields of an entry's page."""
    raw = {
        "starts_on": [entry.starts_on.isoformat()],
        "ends_on": [entry.ends_on.isoformat()] if entry.ends_on != entry.starts_on else [],
        "title": [entry.title],
        "people": [] if entry.people is None else [str(entry.people)],
        "people.approximate": ["1"] if entry.approximate else [],
        "places": [place_list(list(entry.places.all()))],
        "organisations": ["\n".join(entry.organisations)],
        "topics": [topic.slug for topic in entry.topics.all()],
    }
    for question_id, answer in entry.answers.items():
        raw |= raw_of_answer(question_id, answer)
    return raw


def raw_of_answer(question_id: str, answer: Answer) -> dict[str, list[str]]:
    """Return the fields of an answer as a browser would post them."""
    match answer.value:
        case tuple() as codes:
            values = list(codes)
        case bool() as yes:
            values = ["yes" if yes else "no"]
        case date() as day:
            values = [day.isoformat()]
        case Decimal() as number:
            values = [format(number.normalize(), "f").replace(".", ",")]
        case value:
            values = [str(value)]
    raw = {question_id: values}
    if answer.approximate:
        raw[f"{question_id}.approximate"] = ["1"]
    raw |= {f"{question_id}.specify.{code}": [words] for code, words in answer.specified.items()}
    return raw


def place_list(places: Sequence[Place]) -> str:
    """Return places as the field for them takes them: «Senja, Våler (Innlandet)»."""
    return ", ".join(place_words(place) for place in places)


def place_words(place: Place) -> str:
    """Return a place's name as it will be understood: with its county where other places go by the name too."""
    places = register()
    county = places.county_on(place, place.valid_from)
    same = [
        other for other in places.places.values() if other.name == place.name and other.kind == place.kind
    ]
    counties = {places.county_on(other, max(place.valid_from, other.valid_from)) for other in same}
    meant = {hit.place.key for hit in finder_on(timezone.localdate()).exact(place.name)}
    if county is None or county.pk == place.pk or (len(counties) < 2 and len(meant) < 2):
        return place.name
    now = places.county_on(place, timezone.localdate())
    return f"{place.name} ({(now or county).name})"
