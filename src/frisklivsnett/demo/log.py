"""Filling the activity log with sample data: a year for every centre at once, and what was taken over from it."""

from collections.abc import Mapping, Sequence
from datetime import date, datetime, time, timedelta
from hashlib import sha256
from uuid import UUID

from django.utils import timezone

from frisklivsnett.activity.actions import Noted, note
from frisklivsnett.activity.kinds import all_kinds
from frisklivsnett.activity.models import Entry, EntryPlace, Topic
from frisklivsnett.activity.searching import search_words
from frisklivsnett.audit import log as audit
from frisklivsnett.collection.models import Round, Submission
from frisklivsnett.collection.suggestions import suggestions_of, taken_row
from frisklivsnett.collection.taken_models import TakenOver
from frisklivsnett.core.forms import Answer, Answers, answers_to_json
from frisklivsnett.demo.happenings import Around, Happening, happenings_of, read_words
from frisklivsnett.demo.lots import draw
from frisklivsnett.demo.people import People
from frisklivsnett.demo.targets import Targets, read_pools
from frisklivsnett.registry.models import Organisation, Place, PlaceKind, User
from frisklivsnett.registry.places import Register, register

TAKEN_BEFORE = timedelta(minutes=20)
"""How long before a report was sent its answers were taken over, here."""
BATCH = 2000


def write_log(
    targets: Targets,
    answers: Mapping[str, Answers],
    people: People,
    year: int,
    now: datetime,
    *,
    lot: str,
) -> int:
    """Write every centre's log of a year, until ``now``, and return how many entries that is.

    One event tells of it, since it is one doing.
    """
    centres = {centre.slug: centre for centre in Organisation.objects.centres()}
    writer = _Writer(people, now)
    for centre in targets.centres:
        around = around_of(centres[centre.slug], date(year, 12, 31))
        found = happenings_of(centre, answers[centre.slug], around, read_pools(), year, lot)
        past = [each for each in found if each.day <= timezone.localdate(now)]
        for place, each in enumerate(past):
            writer.add(centres[centre.slug], each, f"{lot}/{year}/{centre.slug}/{place}")
    number = writer.write()
    audit.record(
        "log.sampled", by=None, about=("activity", "sample"), details={"year": year, "entries": number}
    )
    return number


def take_over(round_: Round) -> int:
    """Keep, for each answer that is just what the log says, that it was taken over; return how many those are."""
    rows = []
    for submission in Submission.objects.filter(round=round_).with_places().prefetch_related("answers"):
        answers = submission.working_answers
        if not answers:
            continue
        for question_id, suggestion in suggestions_of(submission).items():
            if suggestion.answer is not None and answers.get(question_id) == suggestion.answer:
                row = submission.current[question_id]
                rows.append(
                    taken_row(submission, suggestion, row.version, row.saved_by, row.saved_at - TAKEN_BEFORE)
                )
    TakenOver.objects.bulk_create(rows)
    audit.record(
        "suggestions.sampled", by=None, about=round_, details={"year": round_.report_year, "taken": len(rows)}
    )
    return len(rows)


def note_late(centre: Organisation, by: User, year: int, now: datetime) -> None:
    """Let a centre note what it had forgotten: the report then tells that something has come since it was answered."""
    around = around_of(centre, date(year, 12, 31))
    for place, line in enumerate(read_words()["enquiries"][3:5]):
        code = around.county[place]
        place_asked = register().find(PlaceKind.MUNICIPALITY, code, date(year, 12, 1))
        note(
            centre=centre,
            kind="enquiry",
            noted=Noted(
                starts_on=min(date(year, 12, 11 + place), timezone.localdate(now)),
                title=str(line[0]),
                places=(place_asked,) if place_asked else (),
                answers={"from_whom": Answer("municipality"), "channel": Answer("phone")},
            ),
            key=UUID(bytes=sha256(f"{centre.slug}/late/{place}".encode()).digest()[:16]),
            by=by,
            at=now - timedelta(hours=2),
        )


def around_of(centre: Organisation, day: date) -> Around:
    """Return the places around a centre on a day; those of neighbouring numbers come first, as they often lie so.

    Visitors from Oslo come from the city, but those from a district with a centre of its own, who know to say so.
    """
    places = register()
    own, county, region = centre.place_on(day), centre.county_on(day), centre.health_region_on(day)
    assert own is not None
    assert county is not None
    with_centre = set(Organisation.objects.centres().values_list("place__code", flat=True))
    near: dict[str, list[str]] = {"county": [], "region": [], "elsewhere": []}
    for code, place, lies_in, of_region in _places(places, day):
        if code == own.code or (lies_in == county.code and place.kind != own.kind):
            continue
        if place.kind == PlaceKind.DISTRICT and (own.kind != place.kind or code not in with_centre):
            continue
        where = (
            "county" if lies_in == county.code else "region" if region and of_region == region.code else ""
        )
        near[where or "elsewhere"].append(code)
    for area, codes in near.items():
        codes.sort(
            key=lambda code: abs(int(code[:4]) - int(own.code[:4])) + draw(centre.slug, area, code) * 8
        )
    return Around(own.code, tuple(near["county"]), tuple(near["region"]), tuple(near["elsewhere"]))


def _places(places: Register, day: date) -> list[tuple[str, Place, str, str]]:
    """Return the municipalities and districts of a day, each with its county and region."""
    found = []
    for place in places.places.values():
        if place.kind in (PlaceKind.MUNICIPALITY, PlaceKind.DISTRICT) and place.is_valid_on(day):
            county, region = places.county_on(place, day), places.health_region_on(place, day)
            found.append((place.code, place, county.code if county else "", region.code if region else ""))
    return found


class _Writer:
    """Gathers entries with their places and topics, and writes them in a few statements."""

    def __init__(self, people: People, now: datetime) -> None:
        self.people = people
        self.now = now
        self.kinds = all_kinds()
        self.topics = _topics()
        self.places: dict[tuple[str, int], Place] = {}
        self.rows: list[tuple[Entry, Sequence[Place], Sequence[Topic]]] = []

    def add(self, centre: Organisation, each: Happening, key: str) -> None:
        """Add an entry, noted the same day or a few days after."""
        form = self.kinds[each.kind].form
        places = [self.place(code, each.day) for code in each.places]
        topics = [self.topics[slug] for slug in each.topics]
        noted = min(_aware(each.day, key), self.now)
        by = self.writer(centre, key)
        entry = Entry(
            key=UUID(bytes=sha256(key.encode()).digest()[:16]),
            centre=centre,
            kind=each.kind,
            starts_on=each.day,
            ends_on=each.day,
            title=each.title,
            people=each.people,
            organisations=list(each.organisations),
            details=answers_to_json(form, each.answers),
            created_at=noted,
            changed_at=noted,
            created_by=by,
            changed_by=by,
        )
        entry.search = search_words(
            entry, form, [place.name for place in places], [topic.name_nb for topic in topics]
        )
        self.rows.append((entry, places, topics))

    def writer(self, centre: Organisation, key: str) -> User | None:
        colleagues = self.people.get(centre.slug, [])
        return colleagues[int(draw(key, "by") * len(colleagues))] if colleagues else None

    def place(self, code: str, day: date) -> Place:
        known = (code, day.year)
        if known not in self.places:
            kind = PlaceKind.DISTRICT if len(code) == 6 else PlaceKind.MUNICIPALITY
            found = register().find(kind, code, day)
            assert found is not None
            self.places[known] = found
        return self.places[known]

    def write(self) -> int:
        """Write all of it; return how many entries."""
        Entry.objects.bulk_create([entry for entry, _places, _topics in self.rows], batch_size=BATCH)
        EntryPlace.objects.bulk_create(
            [EntryPlace(entry=entry, place=place) for entry, places, _ in self.rows for place in places],
            batch_size=BATCH,
        )
        tie = Entry.topics.through
        tie.objects.bulk_create(
            [tie(entry_id=entry.pk, topic_id=topic.pk) for entry, _, topics in self.rows for topic in topics],
            batch_size=BATCH,
        )
        return len(self.rows)


def _topics() -> Mapping[str, Topic]:
    """Return the sample's topics by slug; those that the shared list lacks are added to it as agreed."""
    by_word = {word: topic for topic in Topic.objects.all() for word in (topic.slug, topic.name_nb)}
    found = {}
    for slug, nb, nn, en in read_words()["topics"]:
        topic = by_word.get(slug) or by_word.get(nb)
        found[slug] = topic or Topic.objects.create(slug=slug, name_nb=nb, name_nn=nn, name_en=en)
    return found


def _aware(day: date, key: str) -> datetime:
    """Return a moment of the working day, or of one soon after."""
    moment = datetime.combine(day, time(8)) + timedelta(minutes=int(draw(key, "at") * 8 * 60))
    if draw(key, "later") < 0.2:
        moment += timedelta(days=3)
    return timezone.make_aware(moment, timezone.get_default_timezone())
