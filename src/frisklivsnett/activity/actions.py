"""Everything that changes the activity log: one function, one transaction, one audit event each."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from uuid import UUID, uuid4

from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from frisklivsnett.activity.kinds import all_kinds
from frisklivsnett.activity.models import Entry, EntryPlace, Topic
from frisklivsnett.activity.searching import search_words
from frisklivsnett.audit import log as audit
from frisklivsnett.core.activity.model import Kind
from frisklivsnett.core.forms import Answers, Severity, answers_to_json, validate
from frisklivsnett.registry.models import Organisation, Place, User
from frisklivsnett.registry.places import register

DAYS_IN_BIN = 30
"""How long an entry lies in the recycle bin before it is gone."""
MOST_PEOPLE = 100_000
TITLE_LENGTH = 300
NAME_LENGTH = 200
MOST_NAMES = 200
EARLIEST = date(2010, 1, 1)
LATEST = date(2199, 12, 31)
SOURCES = frozenset({"form", "quick", "import", "request"})


@dataclass(frozen=True, slots=True)
class Noted:
    """What an entry says. ``ends_on`` None means the same day; ``people`` is a number of persons, None when not said.

    ``places`` are as they were named: the action finds what they were on the entry's day. ``answers`` are those to
    the kind's own form.
    """

    starts_on: date
    ends_on: date | None = None
    title: str = ""
    people: int | None = None
    approximate: bool = False
    places: tuple[Place, ...] = ()
    organisations: tuple[str, ...] = ()
    topics: tuple[Topic, ...] = ()
    answers: Answers = field(default_factory=dict)


class Stale(ValidationError):
    """A change that came too late: a colleague has changed the entry since. ``theirs`` is the entry as it stands."""

    def __init__(self, theirs: Entry) -> None:
        super().__init__(_("En kollega har endret dette i mellomtiden."), code="stale")
        self.theirs = theirs


def note(
    *,
    centre: Organisation,
    kind: str,
    noted: Noted,
    key: UUID | None = None,
    source: str = "form",
    by: User | None,
    at: datetime | None = None,
) -> Entry:
    """Write an entry and return it. The same ``key`` again returns the one that was written, and writes nothing.

    Raises ``ValidationError`` with a reason in plain words when it cannot be kept as it is.
    """
    key = key or uuid4()
    if found := Entry.objects.filter(centre=centre, key=key).first():
        return found
    try:
        return _note(centre, kind, noted, key, source, by, at or timezone.now())
    except IntegrityError:
        # Two requests with one key at the same time: the other one came first.
        return Entry.objects.get(centre=centre, key=key)


@transaction.atomic
def _note(
    centre: Organisation, kind_id: str, noted: Noted, key: UUID, source: str, by: User | None, at: datetime
) -> Entry:
    if source not in SOURCES:
        raise ValueError(f"An entry comes from {', '.join(sorted(SOURCES))}, not from {source!r}.")
    kind = _kind(kind_id)
    places = check_noted(kind, noted)
    entry = Entry(centre=centre, key=key, kind=kind.id, source=source)
    entry.created_by = entry.changed_by = by
    entry.created_at = entry.changed_at = at
    _fill(entry, kind, noted, places)
    entry.save(force_insert=True)
    _tie(entry, places, noted.topics)
    _record("entry.noted", entry, by)
    return entry


@transaction.atomic
def change(
    *, entry: Entry, noted: Noted, seen: int | None = None, by: User | None, at: datetime | None = None
) -> Entry:
    """Write an entry anew and return it; what already stands changes nothing.

    ``seen`` is the version that the page was made from. Raises ``Stale`` when there is a newer one, and
    ``ValidationError`` when it cannot be kept as it is, or lies in the recycle bin.
    """
    locked = _locked(entry)
    if locked.is_binned:
        raise ValidationError(
            _("Dette ligger i papirkurven. Legg det tilbake før du endrer det."), code="binned"
        )
    if seen is not None and seen != locked.version:
        raise Stale(locked)
    kind = _kind(locked.kind)
    places = check_noted(kind, noted)
    before = _content(locked)
    _fill(locked, kind, noted, places)
    if _same(before, locked, places, noted.topics):
        return locked
    locked.version += 1
    locked.changed_at, locked.changed_by = at or timezone.now(), by
    locked.save()
    locked.entry_places.all().delete()
    _tie(locked, places, noted.topics)
    _record("entry.changed", locked, by)
    return locked


@transaction.atomic
def bin_entry(*, entry: Entry, by: User | None, at: datetime | None = None) -> Entry:
    """Put an entry in the recycle bin, where it lies for 30 days. One that lies there already stays as it is.

    What has lain there longer goes now, so that nothing stays on a server where nobody runs ``empty-bins``.
    """
    locked = _locked(entry)
    empty_bin(by=None, at=at, centre=locked.centre)
    if not locked.is_binned:
        locked.deleted_at, locked.deleted_by = at or timezone.now(), by
        locked.save(update_fields=["deleted_at", "deleted_by"])
        _record("entry.binned", locked, by)
    return locked


@transaction.atomic
def put_back(*, entry: Entry, by: User | None) -> Entry:
    """Take an entry out of the recycle bin."""
    locked = _locked(entry)
    if locked.is_binned:
        locked.deleted_at, locked.deleted_by = None, None
        locked.save(update_fields=["deleted_at", "deleted_by"])
        _record("entry.put_back", locked, by)
    return locked


@transaction.atomic
def empty_bin(*, by: User | None, at: datetime | None = None, centre: Organisation | None = None) -> int:
    """Remove for good what has lain in the recycle bin for 30 days, and return how many entries that was."""
    before = (at or timezone.now()) - timedelta(days=DAYS_IN_BIN)
    old = Entry.objects.filter(deleted_at__lt=before)
    if centre is not None:
        old = old.filter(centre=centre)
    ids = list(old.order_by("id").values_list("id", flat=True))
    if not ids:
        return 0
    Entry.objects.filter(id__in=ids).delete()
    audit.record(
        "entries.removed",
        by=by,
        about=("activity", "bin"),
        organisation=centre,
        details={"number": len(ids), "first": ids[0], "last": ids[-1]},
    )
    return len(ids)


@transaction.atomic
def merge(*, kept: Entry, other: Entry, by: User | None, at: datetime | None = None) -> Entry:
    """Make one of two entries of the same happening: what only ``other`` says goes to ``kept``, and it goes to the bin.

    Raises ``ValidationError`` when they are not two entries of one centre and one kind, or one lies in the bin.
    """
    locked = {entry.pk: entry for entry in _both(kept, other)}
    stays, goes = locked[kept.pk], locked[other.pk]
    if stays.pk == goes.pk or stays.centre_id != goes.centre_id or stays.kind != goes.kind:
        raise ValidationError(_("Disse to kan ikke slås sammen."), code="not_alike")
    if stays.is_binned or goes.is_binned:
        raise ValidationError(_("En av dem ligger i papirkurven allerede."), code="binned")
    topics = dict.fromkeys((*stays.topics.all(), *goes.topics.all()))
    names = dict.fromkeys((*stays.organisations, *goes.organisations))
    noted = Noted(
        starts_on=min(stays.starts_on, goes.starts_on),
        ends_on=max(stays.ends_on, goes.ends_on),
        title=stays.title or goes.title,
        people=goes.people if stays.people is None else stays.people,
        approximate=goes.approximate if stays.people is None else stays.approximate,
        places=tuple(dict.fromkeys((*stays.places.all(), *goes.places.all()))),
        organisations=tuple(names),
        topics=tuple(topics),
        answers={**goes.answers, **stays.answers},
    )
    merged = change(entry=stays, noted=noted, by=by, at=at)
    held = set(stays.attachments.values_list("checksum", flat=True))
    goes.attachments.exclude(checksum__in=held).update(entry=stays)
    bin_entry(entry=goes, by=by, at=at)
    return merged


@transaction.atomic
def keep_both(*, entries: Sequence[Entry], by: User | None) -> None:
    """Note that a person has looked at entries that look alike, and that each is a happening of its own."""
    for entry in entries:
        locked = _locked(entry)
        if not locked.stands_alone:
            locked.stands_alone = True
            locked.save(update_fields=["stands_alone"])
            _record("entry.kept_apart", locked, by)


def check_noted(kind: Kind, noted: Noted) -> tuple[Place, ...]:
    """Return the places as they were on the day; raise ``ValidationError`` when the entry cannot be kept as it is."""
    ends_on = noted.ends_on or noted.starts_on
    if not EARLIEST <= noted.starts_on <= LATEST or ends_on > LATEST:
        raise ValidationError(_("Datoen er for langt fra i dag. Kontroller årstallet."), code="far_date")
    if ends_on < noted.starts_on:
        raise ValidationError(_("Den siste dagen er før den første."), code="ends_before_start")
    if ends_on != noted.starts_on and not kind.may_last:
        raise ValidationError(_("Dette skjer på én dag. Ta bort den siste dagen."), code="may_not_last")
    if noted.people is not None and not 0 <= noted.people <= MOST_PEOPLE:
        raise ValidationError(
            _("Antallet må være fra 0 til 100 000. Kontroller tallet."), code="people_out_of_bounds"
        )
    _check_words(noted)
    if any(problem.severity is Severity.ERROR for problem in validate(kind.form, noted.answers)):
        raise ValidationError(_("Noe må rettes før dette kan lagres."), code="errors")
    if noted.places and not kind.has_places or noted.topics and not kind.has_topics:
        raise ValidationError(_("Denne typen har ikke steder eller tema."), code="not_of_kind")
    return tuple(dict.fromkeys(place_then(kind, place, noted.starts_on) for place in noted.places))


def place_then(kind: Kind, place: Place, day: date) -> Place:
    """Return what stood for a place on ``day``; raise ``ValidationError`` when that is several places, or none."""
    then = register().on(place, day)
    if then is None:
        raise ValidationError(
            _("%(place)s fantes ikke under det navnet på denne datoen. Velg stedet på nytt.")
            % {"place": place.name},
            code="place_not_then",
        )
    if then.kind not in kind.place_kinds:
        raise ValidationError(
            _("%(place)s er ikke et sted som kan velges her.") % {"place": place.name}, code="place_kind"
        )
    return then


def _check_words(noted: Noted) -> None:
    if len(noted.title) > TITLE_LENGTH:
        raise ValidationError(
            _("Teksten er for lang. Skriv høyst %(most)s tegn.") % {"most": TITLE_LENGTH},
            code="title_too_long",
        )
    if len(noted.organisations) > MOST_NAMES or any(len(name) > NAME_LENGTH for name in noted.organisations):
        raise ValidationError(
            _("Det er for mange eller for lange navn. Skriv ett navn på hver linje."), code="names_too_long"
        )


def _kind(kind_id: str) -> Kind:
    found = all_kinds().get(kind_id)
    if found is None:
        raise ValidationError(_("Denne typen finnes ikke."), code="unknown_kind")
    return found


def _fill(entry: Entry, kind: Kind, noted: Noted, places: Sequence[Place]) -> None:
    entry.starts_on, entry.ends_on = noted.starts_on, noted.ends_on or noted.starts_on
    entry.title, entry.people = noted.title, noted.people
    entry.approximate = noted.approximate and noted.people is not None
    entry.organisations = list(noted.organisations)
    entry.details = answers_to_json(kind.form, noted.answers)
    entry.search = search_words(
        entry, kind.form, [_names(place) for place in places], [topic.name_nb for topic in noted.topics]
    )


def _names(place: Place) -> str:
    return " ".join(dict.fromkeys((place.name, place.official_name, place.name_sami, place.name_kven)))


def _tie(entry: Entry, places: Sequence[Place], topics: Sequence[Topic]) -> None:
    EntryPlace.objects.bulk_create([EntryPlace(entry=entry, place=place) for place in places])
    entry.topics.set(topics)


def _content(entry: Entry) -> tuple[object, ...]:
    return (
        entry.starts_on,
        entry.ends_on,
        entry.title,
        entry.people,
        entry.approximate,
        entry.organisations,
        entry.details,
    )


def _same(before: tuple[object, ...], entry: Entry, places: Sequence[Place], topics: Sequence[Topic]) -> bool:
    return (
        before == _content(entry)
        and {place.pk for place in places} == set(entry.places.values_list("pk", flat=True))
        and {topic.pk for topic in topics} == set(entry.topics.values_list("pk", flat=True))
    )


def _locked(entry: Entry) -> Entry:
    """Return the entry fresh, and held against others until the transaction ends."""
    return Entry.objects.select_for_update().get(pk=entry.pk)


def _both(one: Entry, other: Entry) -> list[Entry]:
    """Both, locked in the order of their ids, so that two who do this at once do not wait for each other for ever."""
    return list(Entry.objects.select_for_update().filter(pk__in=[one.pk, other.pk]).order_by("pk"))


def _record(verb: str, entry: Entry, by: User | None) -> None:
    audit.record(
        verb,
        by=by,
        about=entry,
        organisation=entry.centre,
        details={"kind": entry.kind, "version": entry.version},
    )
