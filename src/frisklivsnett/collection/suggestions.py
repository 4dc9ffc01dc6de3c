"""The bridge from the log to a centre's report: what the log says to each question, and what was taken over from it."""

import hashlib
import json
import time
from collections.abc import Hashable, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import NamedTuple

from django.conf import settings
from django.db import transaction
from django.db.models import Count, Max, Q, Sum

from frisklivsnett.activity.kinds import all_kinds
from frisklivsnett.activity.models import Entry, Topic
from frisklivsnett.activity.reading import entries_of
from frisklivsnett.audit import log as audit
from frisklivsnett.collection.models import Round, Submission
from frisklivsnett.collection.taken_models import TakenOver
from frisklivsnett.core.activity.rules import Rules, read_rules
from frisklivsnett.core.activity.suggesting import Home, Naming, Suggestion, suggest
from frisklivsnett.core.forms import Answer as FormAnswer
from frisklivsnett.core.forms import Form, answer_from_json, answer_to_json
from frisklivsnett.core.text import Text
from frisklivsnett.prepared import Prepared
from frisklivsnett.registry.models import Organisation, User

FORMS = settings.DATA / "forms"


@dataclass(frozen=True, slots=True)
class Told:
    """What the log says to one question, beside the answer that stands.

    ``taken`` is what was taken over, None when nothing was. ``fresh`` and ``changed`` are the ids of the entries that
    were noted, or changed, since the answer was saved; empty when there is no answer.
    """

    suggestion: Suggestion
    taken: FormAnswer | None = None
    fresh: frozenset[str] = frozenset()
    changed: frozenset[str] = frozenset()

    @property
    def differs(self) -> bool:
        """Whether the log now says something else than what was taken over."""
        return self.taken is not None and self.taken != self.suggestion.answer


Tellings = Mapping[str, Told]


def rules_of(round_: Round) -> Rules | None:
    """Return the rules beside the round's form, or None for a form that has none.

    Raises ``RuleError`` when they name what the form or the kinds lack.
    """
    stored = round_.form_version
    return _rules(stored.form_id, stored.version, stored.checksum, stored.form)


_read: dict[tuple[str, str, str], Rules | None] = {}


def _rules(form_id: str, version: str, checksum: str, form: Form) -> Rules | None:
    """Return the rules, read once for each process: by what names the form, since hashing one takes time."""
    key = (form_id, version, checksum)
    if key not in _read:
        file = FORMS / f"{form_id}-{version}.log.json"
        found = json.loads(file.read_text(encoding="utf-8")) if file.is_file() else None
        _read[key] = read_rules(found, form, all_kinds()) if found is not None else None
    return _read[key]


def home_of(centre: Organisation, round_or_day: Round) -> Home:
    """Return where a centre lies on the last day of the report year."""
    day = round_or_day.year_end
    place, county, region = centre.place_on(day), centre.county_on(day), centre.health_region_on(day)
    return Home(place.code if place else "", county.code if county else "", region.code if region else "")


FRESH_SECONDS = 0.0 if settings.MODE == "test" else 5.0
"""How long a process trusts its copy of the topics' names before it reads them again; in tests it always reads."""
_topics: tuple[float, Mapping[str, Text]] = (float("-inf"), {})


def naming_of(centre: Organisation) -> Naming:
    """Return how topics are written in the centre's own form of Norwegian, the language that it answers in."""
    global _topics  # noqa: PLW0603 - the one copy of the process
    now = time.monotonic()
    if now - _topics[0] >= FRESH_SECONDS:
        rows = Topic.objects.values_list("slug", "name_nb", "name_nn", "name_en")
        _topics = (now, {slug: Text({"nb": nb, "nn": nn, "en": en}) for slug, nb, nn, en in rows})
    return Naming(centre.language, _topics[1])


def suggestions_of(submission: Submission) -> Mapping[str, Suggestion]:
    """Return what the log says to the questions of a report, by question; nothing when the centre has no log.

    They are kept in memory until the centre's log of the year changes: one small query tells.
    """
    return _suggestions(submission, _state(submission))


def _suggestions(submission: Submission, state: "State | None") -> Mapping[str, Suggestion]:
    centre, round_ = submission.centre, submission.round
    rules = rules_of(round_)
    if rules is None or state is None:
        return {}
    home, naming = home_of(centre, round_), naming_of(centre)
    named = (naming.language, *naming.topics.items())
    key = (centre.pk, round_.report_year, round_.form_version_id, state, home, named)
    if (kept := _kept.get(key)) is None:
        entries = entries_of(centre, round_.report_year)
        kept = suggest(rules, round_.form, entries, round_.report_year, home=home, naming=naming)
        if len(entries) <= MOST_KEPT:
            _keep(key, kept)
    return kept


class State(NamedTuple):
    """What shows whether a centre's log of a year is as it was: every change moves one of these."""

    entries: int
    ids: int
    versions: int
    made_at: datetime
    changed_at: datetime

    @property
    def latest(self) -> datetime:
        """When an entry was last noted or changed."""
        return max(self.made_at, self.changed_at)


MOST_KEPT = 2000
"""Suggestions of logs with more entries than this are made anew each time, to save memory."""
LOGS_KEPT = 64
_kept: dict[Hashable, Mapping[str, Suggestion]] = {}


def _state(submission: Submission) -> State | None:
    """Return the state of the centre's log of the report year; None when nothing is noted there."""
    year = submission.round.report_year
    found = _states(submission.centre.pk, date(year, 1, 1), date(year, 12, 31))
    return State(*found[0]) if found else None


_states: Prepared[tuple[int, int, int, datetime, datetime], int, date, date] = Prepared(
    lambda centre_pk, first, last: (
        Entry.objects.filter(centre=centre_pk, starts_on__gte=first, starts_on__lte=last)
        .kept()
        .order_by()
        .values("centre")
        .annotate(
            n=Count("id"), ids=Sum("id"), sum=Sum("version"), made=Max("created_at"), at=Max("changed_at")
        )
        .values_list("n", "ids", "sum", "made", "at")
    )
)


def _keep(key: Hashable, found: Mapping[str, Suggestion]) -> None:
    while len(_kept) >= LOGS_KEPT:
        _kept.pop(next(iter(_kept)), None)
    _kept[key] = found


def tellings_of(submission: Submission) -> Tellings:
    """Return what the log says to each question, with what has been taken over and what has come since."""
    state = _state(submission)
    suggestions = _suggestions(submission, state)
    if state is None or not suggestions:
        return {}
    form = submission.round.form
    taken = {row.question_id: row for row in _taken_over(submission.pk)}
    saved = {id_: row.saved_at for id_, row in submission.current.items() if row.content is not None}
    first = min(saved.values(), default=None)
    later = _Later.since(submission, first) if first and first < state.latest else _Later()
    return {
        id_: Told(
            suggestion,
            taken=answer_from_json(form.question(id_), taken[id_].content) if id_ in taken else None,
            fresh=later.noted(suggestion, saved.get(id_)),
            changed=later.changed(suggestion, saved.get(id_)),
        )
        for id_, suggestion in suggestions.items()
    }


_taken_over: Prepared[TakenOver, int] = Prepared(lambda pk: TakenOver.objects.filter(submission=pk))


@dataclass(frozen=True, slots=True)
class _Later:
    """When entries were noted and last changed, of those that were after the first answer was saved."""

    made: Mapping[str, datetime] = field(default_factory=dict)
    touched: Mapping[str, datetime] = field(default_factory=dict)

    @classmethod
    def since(cls, submission: Submission, first: datetime) -> "_Later":
        of_year = Entry.objects.of_centre(submission.centre).kept().of_year(submission.round.report_year)
        rows = list(
            of_year.filter(Q(created_at__gt=first) | Q(changed_at__gt=first))
            .order_by()
            .values_list("id", "created_at", "changed_at")
        )
        return cls(
            {str(id_): made for id_, made, _at in rows}, {str(id_): touched for id_, _made, touched in rows}
        )

    def noted(self, suggestion: Suggestion, at: datetime | None) -> frozenset[str]:
        return _after(suggestion, self.made, at)

    def changed(self, suggestion: Suggestion, at: datetime | None) -> frozenset[str]:
        return _after(suggestion, self.touched, at) - self.noted(suggestion, at)


def _after(suggestion: Suggestion, moments: Mapping[str, datetime], at: datetime | None) -> frozenset[str]:
    if at is None or not moments:
        return frozenset()
    ids = (part.entry.id for part in suggestion.made_of)
    return frozenset(id_ for id_ in ids if (moment := moments.get(id_)) is not None and moment > at)


@transaction.atomic
def keep_taken(
    *, submission: Submission, suggestion: Suggestion, version: int, by: User | None, at: datetime
) -> None:
    """Keep that a suggestion was taken over as version ``version`` of the answer. Called with the save that does it."""
    assert suggestion.answer is not None
    TakenOver.objects.bulk_create(
        [taken_row(submission, suggestion, version, by, at)],
        update_conflicts=True,
        unique_fields=["submission", "question_id"],
        update_fields=["content", "fingerprint", "entries", "version", "taken_at", "taken_by"],
    )
    audit.record(
        "suggestion.taken_over",
        by=by,
        about=submission,
        organisation=submission.centre,
        details={"question": suggestion.question.id, "version": version, "entries": len(suggestion.made_of)},
    )


def taken_row(
    submission: Submission, suggestion: Suggestion, version: int, by: User | None, at: datetime
) -> TakenOver:
    """Return the row that says that a suggestion was taken over."""
    assert suggestion.answer is not None
    return TakenOver(
        submission=submission,
        question_id=suggestion.question.id,
        content=answer_to_json(suggestion.answer),
        fingerprint=fingerprint(suggestion),
        entries=len(suggestion.made_of),
        version=version,
        taken_at=at,
        taken_by=by,
    )


def fingerprint(suggestion: Suggestion) -> str:
    """Return the SHA-256 of the entries that a suggestion is made of, with what each gave to it."""
    parts: Iterable[object] = ([part.entry.id, part.amount, *part.words] for part in suggestion.made_of)
    return hashlib.sha256(json.dumps(list(parts), separators=(",", ":")).encode()).hexdigest()
