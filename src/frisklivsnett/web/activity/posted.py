"""Reads an entry's page as it was posted: what it says, what must be mended, and what should be looked at twice.

What is only worth a second look is said once. The button then carries what was said (``bekreftet``), so that pressing
it again saves, unless there is something new to say.
"""

import hashlib
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from frisklivsnett.activity.actions import EARLIEST, Noted, check_noted
from frisklivsnett.activity.finding import finder_on
from frisklivsnett.activity.models import Topic
from frisklivsnett.core.activity.finding import Match, PlaceHit
from frisklivsnett.core.activity.model import Kind
from frisklivsnett.core.activity.private import Private, traces
from frisklivsnett.core.forms import Answer, Problem, Question, Severity, read_answer, specify_field
from frisklivsnett.core.forms.reading import clean_text
from frisklivsnett.registry.models import Place, PlaceKind
from frisklivsnett.registry.places import register
from frisklivsnett.web.activity.fields import (
    ENDS_ON,
    STARTS_ON,
    Raw,
    people_question,
    place_words,
    title_question,
)
from frisklivsnett.web.jinja import day as day_in_words
from frisklivsnett.web.jinja import language

CONFIRMED = "bekreftet"
LONGEST_TEXT = 20_000
MOST_NAMES = 60
_PARTS = re.compile(r"[\n;,]")
_BRACKETED = re.compile(r"\([^()]*\)")


@dataclass(frozen=True, slots=True)
class Remark:
    """Something said of a field. ``code`` and ``about`` tell one from another; the words are for the page."""

    field: str
    words: str
    code: str
    about: str = ""


@dataclass(frozen=True, slots=True)
class Doubtful:
    """A place named in a way that several, or none, answer to. ``choices`` are names that will be understood."""

    words: str
    choices: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Posted:
    """What came of a page. ``noted`` is None when something must be mended."""

    kind: Kind
    raw: Raw
    noted: Noted | None
    errors: tuple[Remark, ...] = ()
    warnings: tuple[Remark, ...] = ()
    doubtful: tuple[Doubtful, ...] = ()

    @property
    def confirmation(self) -> str:
        """What the button carries when the warnings have been said."""
        said = "\n".join(f"{each.field} {each.code} {each.about}" for each in self.warnings)
        return hashlib.sha256(said.encode()).hexdigest()[:16] if self.warnings else ""

    @property
    def is_confirmed(self) -> bool:
        """Whether there is nothing left to ask."""
        return not self.warnings or self.confirmation in self.raw.get(CONFIRMED, ())

    def error(self, field_id: str) -> str:
        """Return what is wrong with a field, or nothing."""
        return next((each.words for each in self.errors if each.field == field_id), "")


@dataclass(slots=True)
class _Reader:
    """Reads one page, field by field, and gathers what there is to say."""

    kind: Kind
    raw: Raw
    errors: list[Remark] = field(default_factory=list)
    warnings: list[Remark] = field(default_factory=list)
    doubtful: list[Doubtful] = field(default_factory=list)

    def answer(self, question: Question) -> Answer | None:
        """Read the answer to a question."""
        reading = read_answer(question, self.raw)
        self._say(question, reading.problems)
        return reading.answer

    def _say(self, question: Question, problems: Sequence[Problem]) -> None:
        for problem in problems:
            first = f"{question.id}-1" if question.options else question.id
            remark = Remark(first, problem.message.in_(language()), problem.code, problem.option_code)
            (self.errors if problem.severity is Severity.ERROR else self.warnings).append(remark)

    def days(self, today: date) -> tuple[date, date | None]:
        """Read the first and the last day."""
        first, last = self.answer(STARTS_ON), self.answer(ENDS_ON) if self.kind.may_last else None
        if first is None:
            if not any(each.field == "starts_on" for each in self.errors):
                self.errors.append(Remark("starts_on", _("Skriv hvilken dag det var."), "required"))
            return today, None
        starts_on = first.value
        assert isinstance(starts_on, date)
        ends_on = last.value if last and isinstance(last.value, date) else None
        if starts_on < EARLIEST or starts_on.year > today.year + 5:
            words = _("%(day)s er for langt unna. Kontroller årstallet.") % {"day": day_in_words(starts_on)}
            self.errors.append(Remark("starts_on", words, "far_date"))
        elif starts_on > today:
            words = _("%(day)s er fram i tid. Er datoen riktig?") % {"day": day_in_words(starts_on)}
            self.warnings.append(Remark("starts_on", words, "future", starts_on.isoformat()))
        if ends_on is not None and ends_on < starts_on:
            words = _("Den siste dagen er før den første. Bytt om på dem, eller ta bort den siste.")
            self.errors.append(Remark("ends_on", words, "ends_before_start"))
        elif ends_on is not None and (ends_on - starts_on).days > 366:
            words = _("Dette varte i mer enn et år. Kontroller datoene.")
            self.warnings.append(Remark("ends_on", words, "lasts_long", ends_on.isoformat()))
        return starts_on, ends_on

    def words(self, name: str) -> str:
        """Return the text of a field of ours, cleaned."""
        words = " ".join(self.raw.get(name, ()))
        if len(words) > LONGEST_TEXT:
            self.errors.append(Remark(name, _("Teksten er for lang. Kort den ned."), "too_long"))
            return ""
        return clean_text(words)

    def organisations(self) -> tuple[str, ...]:
        """Read the names, one on each line."""
        names = [" ".join(name.split()) for name in re.split(r"[\n;]", self.words("organisations"))]
        kept = tuple(dict.fromkeys(name for name in names if name))
        if len(kept) > MOST_NAMES or any(len(name) > 200 for name in kept):
            words = _("Skriv ett navn på hver linje, høyst %(most)s.") % {"most": MOST_NAMES}
            self.errors.append(Remark("organisations", words, "names_too_long"))
            return ()
        return kept

    def places(self, starts_on: date) -> tuple[Place, ...]:
        """Read the places named, and say which cannot be understood."""
        typed = self.words("places")
        names = [name for part in _split_places(typed) if (name := " ".join(part.split()))]
        if len(names) > MOST_NAMES:
            words = _("Nevn høyst %(most)s steder.") % {"most": MOST_NAMES}
            self.errors.append(Remark("places", words, "too_many"))
            return ()
        found = [self._place(name, starts_on) for name in names]
        return tuple(dict.fromkeys(place for place in found if place is not None))

    def _place(self, name: str, starts_on: date) -> Place | None:
        if "county" in self.kind.place_kinds and (county := county_named(name, starts_on)):
            return county
        finder = finder_on(starts_on)
        hits = finder.search(name, limit=6)
        exact = [hit for hit in hits if hit.match is Match.EXACT]
        sure = exact or [hit for hit in hits if hit.is_sure]
        if len(sure) == 1:
            return register().place(sure[0].place.key)
        choices = tuple(dict.fromkeys(hit_words(hit) for hit in sure or hits))
        self.doubtful.append(Doubtful(name, choices))
        words = (
            _("Flere steder heter «%(name)s». Velg hvilket.")
            if sure
            else _("Vi kjenner ikke «%(name)s». Mente du et av disse?")
            if choices
            else _(
                "Vi kjenner ingen kommune eller bydel som heter «%(name)s». Kontroller navnet, eller ta det bort."
            )
        )
        self.errors.append(Remark("places", words % {"name": name[:60]}, "unknown_place", name))
        return None

    def topics(self) -> tuple[Topic, ...]:
        """Read the topics ticked; one that is gone is left out."""
        chosen = list(self.raw.get("topics", ()))[:100]
        return tuple(Topic.objects.filter(slug__in=chosen)) if chosen else ()

    def look_for_persons(self, texts: Mapping[str, str]) -> None:
        """Ask about what looks like a person in a text."""
        for name, words in texts.items():
            for trace in traces(words):
                asked = _ASKED[trace.private]() % {"words": trace.words}
                self.warnings.append(Remark(name, asked, trace.private, trace.words))


_ASKED = {
    Private.NATIONAL_NUMBER: lambda: _(
        "«%(words)s» ser ut som et fødselsnummer. Ta det bort: Opplysninger om personer skal ikke stå her."
    ),
    Private.PHONE: lambda: _(
        "«%(words)s» ser ut som et telefonnummer. Ta det bort hvis det hører til en person."
    ),
    Private.EMAIL: lambda: _(
        "«%(words)s» ser ut som en e-postadresse. Ta den bort hvis den hører til en person."
    ),
    Private.PATIENT: lambda: _(
        "«%(words)s» kan handle om én person. Skriv ingenting om pasienter eller deltakere her."
    ),
}


def read_page(kind: Kind, raw: Raw, today: date) -> Posted:
    """Return what a page says. Nothing is changed in what was typed."""
    reader = _Reader(kind, raw)
    starts_on, ends_on = reader.days(today)
    title = reader.answer(title_question(kind))
    people = reader.answer(people_question(kind)) if kind.has_people else None
    noted = Noted(
        starts_on,
        ends_on,
        title=" ".join(str(title.value).split()) if title else "",
        people=people.value if people and isinstance(people.value, int) else None,
        approximate=bool(people and people.approximate),
        places=reader.places(starts_on) if kind.has_places else (),
        organisations=reader.organisations() if kind.has_organisations else (),
        topics=reader.topics() if kind.has_topics else (),
        answers=_answers(reader),
    )
    reader.look_for_persons(_texts(kind, noted))
    _check_something_said(reader, noted)
    if not reader.errors:
        try:
            check_noted(kind, noted)
        except ValidationError as refused:
            where = "places" if refused.code in ("place_not_then", "place_kind") else "starts_on"
            reader.errors.append(Remark(where, " ".join(refused.messages), str(refused.code)))
    return Posted(
        kind,
        raw,
        None if reader.errors else noted,
        tuple(reader.errors),
        tuple(reader.warnings),
        tuple(reader.doubtful),
    )


def with_error(posted: Posted, words: str, where: str = "starts_on") -> Posted:
    """Return the page with one more thing to mend."""
    return replace(posted, noted=None, errors=(*posted.errors, Remark(where, words, "refused")))


def _answers(reader: _Reader) -> dict[str, Answer]:
    found = {question.id: reader.answer(question) for question in reader.kind.form.questions}
    return {id_: answer for id_, answer in found.items() if answer is not None}


def _check_something_said(reader: _Reader, noted: Noted) -> None:
    """A kind and a day alone say too little to be worth keeping, and are most often a slip of the thumb."""
    said = (noted.title, noted.people, noted.places, noted.organisations, noted.topics, noted.answers)
    if not any(each or each == 0 for each in said) and not reader.errors:
        words = _("Skriv noen ord om hva det handlet om, eller fyll ut et annet felt.")
        reader.errors.append(Remark("title", words, "nothing_said"))


def _texts(kind: Kind, noted: Noted) -> dict[str, str]:
    texts = {"title": noted.title, "organisations": "\n".join(noted.organisations)}
    for question_id, answer in noted.answers.items():
        question = kind.form.question(question_id)
        if isinstance(answer.value, str) and not question.options:
            texts[question_id] = answer.value
        texts |= {specify_field(question, code): words for code, words in answer.specified.items()}
    return texts


# --- places ---


def county_named(name: str, day: date) -> Place | None:
    """Return the county with this name on the day, or None."""
    wanted = name.casefold()
    for place in register().places.values():
        if (
            place.kind == PlaceKind.COUNTY
            and place.is_valid_on(day)
            and wanted
            in (
                place.name.casefold(),
                f"{place.name} fylke".casefold(),
                place.official_name.casefold(),
            )
        ):
            return place
    return None


def hit_words(hit: PlaceHit) -> str:
    """Return the name by which a place that was found will be understood."""
    return place_words(register().place(hit.place.key))


def _split_places(typed: str) -> Iterator[str]:
    """Split at commas and line ends, but not inside brackets."""
    held = _BRACKETED.sub(lambda found: found[0].replace(",", "\0"), typed)
    for part in _PARTS.split(held):
        yield part.replace("\0", ",")
