"""Whether what is kept is what was written: the event log, the reports sent, the forms, the editions, the guards.

Each check reads everything of its kind and says in plain words what does not hold. They lean on each other: who
cuts events off the end of the log leaves reports and answers that the log does not know.
"""

import hashlib
import json
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass

from django.db import connection

from frisklivsnett import audit
from frisklivsnett.activity.kinds import all_kinds
from frisklivsnett.activity.models import Attachment, Entry
from frisklivsnett.audit.models import Event
from frisklivsnett.collection.models import Answer, FormVersion, Moved, Submission, SubmissionVersion
from frisklivsnett.collection.states import DRAFT, MOVES
from frisklivsnett.core.forms.answers import answers_from_json, answers_to_json, checksum
from frisklivsnett.core.forms.errors import ReadingError
from frisklivsnett.publication.material import checksum as data_checksum
from frisklivsnett.publication.models import Edition, EditionFile
from frisklivsnett.safekeeping.snapshot import one_moment

SENT, SAVED = "submission.submitted", "answers.saved"
SUBMISSION = "collection.submission"
ENTRY, NOTED = "activity.entry", ("entry.noted", "entry.changed")

_FROZEN = (
    "collection_version_no_update",
    "publication_edition_no_update",
    "publication_file_no_update",
    "publication_step_no_update",
)
GUARDS: Mapping[str, tuple[str, ...]] = {
    "sqlite": ("audit_event_no_update", "audit_event_no_delete", *_FROZEN),
    "postgresql": ("audit_event_no_change", "audit_event_no_truncate", *_FROZEN),
}
"""The triggers by which the database refuses to change the log, what has been sent and what has been published."""


@dataclass(frozen=True, slots=True)
class Check:
    """What was gone through, how many of it, and what does not hold, in words."""

    what: str
    count: int
    breaks: tuple[str, ...]


def verify(noted: Iterable[audit.Tip] = ()) -> Iterator[Check]:
    """Go through everything and yield each check as it is done. ``noted``: ends of the log noted earlier."""
    with one_moment():
        yield _log(tuple(noted))
        yield _check("reports sent, each with its checksum and its event", _versions)
        yield _check("reports, each standing where its moves have led", _moves)
        yield _check("saved answers, by their versions", _answers)
        yield _check("forms", _forms)
        yield _check("files of published editions", _files)
        yield _check("data that they were made from", _editions)
        yield _check("entries of the activity log", _entries)
        yield _check("files kept with them", _attachments)
        yield _check("guards in the database", _guards)


Counted = Iterator[str | None]
"""A line for each thing gone through: what is wrong with it, or None."""


def _check(what: str, lines: Callable[[], Counted]) -> Check:
    found = list(lines())
    return Check(what, len(found), tuple(line for line in found if line))


def _log(noted: tuple[audit.Tip, ...]) -> Check:
    breaks = [f"event {broken.number}: {broken.reason}" for broken in audit.verify_chain()]
    for tip in noted:
        breaks += _noted(tip)
    return Check("events in the log, in one chain", Event.objects.count(), tuple(breaks))


def _noted(tip: audit.Tip) -> Iterator[str]:
    """The end of the log that was noted must still be there, whatever has come after it."""
    if tip.number == 0:
        return
    kept = Event.objects.filter(pk=tip.number).values_list("hash", flat=True).first()
    if kept is None:
        yield f"event {tip.number}: it was noted as the end of the log, and is gone"
    elif kept != tip.hash:
        yield f"event {tip.number}: it is not the one that was noted as the end of the log"


def _versions() -> Counted:
    """What was sent is what the log says was sent, no more and no less."""
    told = {
        (event.object_id, event.details.get("number")): event
        for event in Event.objects.filter(verb=SENT, kind=SUBMISSION).iterator(chunk_size=2000)
    }
    versions = SubmissionVersion.objects.select_related("submission__round__form_version")
    for version in versions.order_by("pk").iterator(chunk_size=500):
        event = told.pop((str(version.submission_id), version.number), None)
        wrong = _wrong_with(version, event)
        yield f"report {version.submission_id}, version {version.number}: {wrong}" if wrong else None
    for submission, number in told:
        yield f"report {submission}, version {number}: the log tells that it was sent, and it is gone"


def _wrong_with(version: SubmissionVersion, event: Event | None) -> str:
    form = version.submission.round.form
    try:
        answers = version.read(form)
    except ReadingError as error:
        return f"its answers cannot be read: {error}"
    if checksum(answers) != version.checksum or answers_to_json(form, answers) != version.answers:
        return "its answers have been changed since it was sent"
    if event is None:
        return "the log does not tell that it was sent"
    if event.details.get("checksum") != version.checksum:
        return "it is not the one that the log tells was sent"
    if event.by_id != version.submitted_by_id:
        return "the log tells that someone else sent it"
    return ""


def _moves() -> Counted:
    """Each report stands where the moves made have led it from a draft, one after the other."""
    made: dict[int, list[str]] = defaultdict(list)
    moves = Moved.objects.order_by("submission_id", "pk").values_list("submission_id", "move")
    for submission_id, move in moves.iterator(chunk_size=2000):
        made[submission_id].append(move)
    for submission_id, status in Submission.objects.order_by("pk").values_list("pk", "status"):
        stands: str | None = DRAFT
        for move in made.get(submission_id, ()):
            stands = MOVES[move].to.get(stands or "")
        same = stands == status
        yield (
            None if same else f"report {submission_id}: it stands as {status}, and its moves lead to {stands}"
        )


def _answers() -> Counted:
    """Each answer has the version that the log last told of. (What it says is no business of the log.)"""
    told: dict[tuple[str, str], int] = defaultdict(int)
    for event in Event.objects.filter(verb=SAVED, kind=SUBMISSION).iterator(chunk_size=2000):
        for question, version in zip(
            event.details.get("questions", ()), event.details.get("versions", ()), strict=False
        ):
            told[event.object_id, question] = max(told[event.object_id, question], version)
    kept = Answer.objects.order_by("submission_id", "question_id").values_list(
        "submission_id", "question_id", "version"
    )
    for submission, question, version in kept.iterator(chunk_size=2000):
        last = told.pop((str(submission), question), 0)
        where = f"report {submission}, {question}"
        yield None if version == last else f"{where}: its version is {version}, and the log's is {last}"
    for submission_id, question in told:
        yield f"report {submission_id}, {question}: the log tells that it was answered, and it is gone"


def _forms() -> Counted:
    for form in FormVersion.objects.order_by("pk"):
        written = json.dumps(form.definition, sort_keys=True, ensure_ascii=False, separators=(",", ":"))
        same = hashlib.sha256(written.encode()).hexdigest() == form.checksum
        yield None if same else f"form {form}: it has been changed since it was stored"


def _files() -> Counted:
    for file in EditionFile.objects.select_related("edition__round").order_by("pk").iterator(chunk_size=20):
        same = hashlib.sha256(file.content).hexdigest() == file.checksum
        yield None if same else f"edition {file}: the file has been changed since it was published"


def _editions() -> Counted:
    """What an edition was made from, the facts of the activity logs too, is kept as it was, whatever has come since."""
    for edition in Edition.objects.select_related("round").order_by("pk").iterator(chunk_size=20):
        same = data_checksum(edition.data) == edition.data_checksum
        yield None if same else f"edition {edition}: what it was made from has been changed since"


def _entries() -> Counted:
    """Each entry is of a kind that there is, says what that kind's form can, and has the version the log last told of.

    An entry that the log does not tell of, as one from an import, has not been changed since.
    """
    told: dict[str, int] = {}
    for event in Event.objects.filter(verb__in=NOTED, kind=ENTRY).order_by("pk").iterator(chunk_size=2000):
        told[event.object_id] = int(event.details.get("version", 0))
    rows = Entry.objects.order_by("pk").values_list("pk", "kind", "details", "version")
    for id_, kind, details, version in rows.iterator(chunk_size=2000):
        wrong = _wrong_with_entry(kind, details)
        if not wrong and version != told.get(str(id_), 1):
            wrong = f"its version is {version}, and the log's is {told.get(str(id_), 1)}"
        yield f"entry {id_}: {wrong}" if wrong else None


def _wrong_with_entry(kind_id: str, details: object) -> str:
    kind = all_kinds().get(kind_id)
    if kind is None:
        return f"there is no kind of entries called {kind_id!r}"
    try:
        answers_from_json(kind.form, details)
    except ReadingError as error:
        return f"what it says cannot be read: {error}"
    return ""


def _attachments() -> Counted:
    for file in Attachment.objects.order_by("pk").iterator(chunk_size=20):
        same = hashlib.sha256(file.content).hexdigest() == file.checksum
        yield None if same else f"attachment {file.pk}: the file has been changed since it was added"


def _guards() -> Counted:
    if connection.vendor == "sqlite":
        query = "SELECT name FROM sqlite_master WHERE type = 'trigger'"
    else:
        query = "SELECT tgname FROM pg_trigger WHERE tgenabled IN ('O', 'A')"
    with connection.cursor() as cursor:
        cursor.execute(query)
        standing = {name for (name,) in cursor.fetchall()}
    for guard in GUARDS[connection.vendor]:
        yield None if guard in standing else f"guard {guard}: it is gone, so rows can be changed"
