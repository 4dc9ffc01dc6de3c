"""Everything that changes a round: one function, one transaction, one audit event each."""

import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import ForeignKey, Model
from django.utils import timezone
from django.utils.translation import gettext as _

from frisklivsnett.audit import log as audit
from frisklivsnett.collection import history
from frisklivsnett.collection.letters import write_receipt
from frisklivsnett.collection.models import Answer, FormVersion, Round, Submission, SubmissionVersion
from frisklivsnett.collection.moving import make_move
from frisklivsnett.collection.planning import check_dates
from frisklivsnett.core.forms import Answer as FormAnswer
from frisklivsnett.core.forms import Form, Severity, read_form
from frisklivsnett.core.forms.answers import answer_to_json, answers_to_json, checksum
from frisklivsnett.core.forms.conditions import visible_answers
from frisklivsnett.core.forms.validation import validate
from frisklivsnett.prepared import Prepared
from frisklivsnett.registry.models import Agreement, User


@dataclass(frozen=True, slots=True)
class Conflict:
    """A save that came too late: someone has saved another answer since the page was fetched."""

    question_id: str
    theirs: Answer


@dataclass(frozen=True, slots=True)
class Saved:
    """What a save did: the moment of it, the new version of each answer that changed, and what was stopped.

    ``submission`` is the report as it is now, with all of its answers read.
    """

    at: datetime
    versions: Mapping[str, int]
    submission: Submission
    conflicts: tuple[Conflict, ...] = ()


@transaction.atomic
def store_form(*, definition: Mapping[str, Any], by: User | None) -> FormVersion:
    """Store a version of a form and return it; storing the same again changes nothing.

    Raises ``FormDefinitionError`` when it is not a form, and ``ValidationError`` when the same version already exists
    with another content: a version that has been used must stay as it was.
    """
    form = read_form(definition)
    content = json.dumps(definition, sort_keys=True, ensure_ascii=False, separators=(",", ":"))
    digest = hashlib.sha256(content.encode()).hexdigest()
    stored = FormVersion.objects.filter(form_id=form.id, version=form.version).first()
    if stored is None:
        stored = FormVersion.objects.create(
            form_id=form.id, version=form.version, definition=definition, checksum=digest
        )
        audit.record("form.stored", by=by, about=stored)
    elif stored.checksum != digest:
        raise ValidationError(
            _(
                "Versjon %(version)s av skjemaet finnes fra før med et annet innhold. "
                "Gi endringen et nytt versjonsnummer."
            )
            % {"version": form.version},
            code="form_version_differs",
        )
    return stored


@transaction.atomic
def open_round(
    *,
    report_year: int,
    form_version: FormVersion,
    opens_at: datetime,
    deadline: date,
    closes_at: datetime | None = None,
    sample: bool = False,
    by: User | None,
) -> Round:
    """Create a round, with a submission for each agreement that is valid in the report year.

    Raises ``ValidationError`` when the year has a round already, or the deadline comes before the opening.
    """
    if Round.objects.filter(report_year=report_year).exists():
        raise ValidationError(
            _("Det finnes allerede en runde for %(year)s.") % {"year": report_year}, code="round_exists"
        )
    check_dates(opens_at, deadline, closes_at)
    created = Round.objects.create(
        report_year=report_year,
        form_version=form_version,
        opens_at=opens_at,
        deadline=deadline,
        closes_at=closes_at,
        sample=sample,
    )
    agreements = Agreement.objects.valid_in(report_year)
    Submission.objects.bulk_create(
        [Submission(round=created, agreement=agreement) for agreement in agreements]
    )
    audit.record("round.opened", by=by, about=created, details={"report_year": report_year})
    return created


@transaction.atomic
def save_answers(
    *,
    submission: Submission,
    changes: Mapping[str, FormAnswer | None],
    seen: Mapping[str, int] | None = None,
    section_id: str = "",
    by: User | None,
    at: datetime | None = None,
) -> Saved:
    """Save answers in the working copy; None empties one. Returns when the database has them (once committed).

    ``seen`` holds the version of each answer that the page was made from (0: there was none). An answer that has
    a newer version with another content is not overwritten: it comes back as a conflict. Saving what already stands
    changes nothing. Raises ``ValidationError`` when the submission cannot be
    written now, or the form lacks the question.
    """
    moment = at or timezone.now()
    locked = locked_submission(submission)
    locked.check_can_write(moment)
    _check_known(locked.round.form, changes)
    fresh, conflicts = _compared(locked, changes, seen, by, moment)
    Answer.objects.write(fresh)
    history.keep(fresh)
    saved = {row.question_id: row.version for row in fresh}
    if saved or (section_id and section_id != locked.last_section):
        locked.saved_at = moment if saved else locked.saved_at
        locked.last_section = section_id or locked.last_section
        locked.save(update_fields=["saved_at", "last_section"])
    if saved:
        audit.record(
            "answers.saved",
            by=by,
            about=locked,
            organisation=locked.agreement.organisation,
            details={"questions": list(saved), "versions": list(saved.values())},
        )
    locked.current = locked.current | {row.question_id: row for row in fresh}
    return Saved(moment, saved, locked, tuple(conflicts))


def _compared(
    submission: Submission,
    changes: Mapping[str, FormAnswer | None],
    seen: Mapping[str, int] | None,
    by: User | None,
    at: datetime,
) -> tuple[list[Answer], list[Conflict]]:
    """Return the rows to write, with their new versions, and what must not be overwritten."""
    fresh, conflicts = [], []
    for question_id, answer in changes.items():
        content = None if answer is None else answer_to_json(answer)
        row = submission.current.get(question_id)
        if (row.content if row else None) == content:
            continue
        if seen is not None and row is not None and seen.get(question_id, 0) < row.version:
            conflicts.append(Conflict(question_id, row))
            continue
        fresh.append(
            Answer(
                submission=submission,
                question_id=question_id,
                content=content,
                version=row.version + 1 if row else 1,
                saved_at=at,
                saved_by=by,
            )
        )
    return fresh, conflicts


def _check_known(form: Form, changes: Mapping[str, FormAnswer | None]) -> None:
    if unknown := [question_id for question_id in changes if not form.has(question_id)]:
        raise ValidationError(
            _("Skjemaet har ikke spørsmålet «%(question)s». Last siden på nytt og prøv igjen.")
            % {"question": unknown[0][:60]},
            code="unknown_question",
        )


def locked_submission(submission: Submission) -> Submission:
    """Return the submission, fresh with its round, and held against others until the transaction ends.

    What never changes is taken from the one given where it has it, since others wait meanwhile: the agreement that the
    report is made under, and the round's form version.
    """
    [found] = _held(submission.pk)
    _take(found, submission, "agreement")
    if Submission.round.is_cached(submission):
        _take(found.round, submission.round, "form_version")
    return found


_held: Prepared[Submission, int] = Prepared(
    lambda pk: Submission.objects.filter(pk=pk).select_related("round").select_for_update(of=("self",))
)


def _take(to: Model, given: Model, name: str) -> None:
    """Let ``to`` refer to the object that ``given`` has fetched already, if it is the same one."""
    field = to._meta.get_field(name)
    assert isinstance(field, ForeignKey)
    if field.is_cached(given) and getattr(to, field.attname) == getattr(given, field.attname):
        field.set_cached_value(to, field.get_cached_value(given))


@transaction.atomic
def submit(
    *,
    submission: Submission,
    by: User | None,
    seen: str | None = None,
    at: datetime | None = None,
) -> SubmissionVersion:
    """Send the working copy: freeze it as the next numbered version. Called again while it stands sent: the same one.

    ``seen`` is the checksum of the answers that the sender looked at; when a colleague has changed something meanwhile
    nothing is sent. Raises ``ValidationError``: with code ``changed``, ``errors`` (something must be mended first),
    or why the round takes nothing now.
    """
    moment = at or timezone.now()
    locked = locked_submission(submission)
    if locked.is_submitted and locked.latest_version is not None:
        return locked.latest_version
    locked.check_can_move("submit", moment)
    form = locked.round.form
    answers = locked.working_answers
    if seen is not None and seen != checksum(answers):
        raise ValidationError(
            _("Et svar er endret siden du så over rapporten. Se over på nytt, og send inn."), code="changed"
        )
    if any(problem.severity is Severity.ERROR for problem in validate(form, answers)):
        raise ValidationError(_("Noe må rettes før rapporten kan sendes inn."), code="errors")
    sent = visible_answers(form, answers)
    version = SubmissionVersion.objects.create(
        submission=locked,
        number=locked.versions.count() + 1,
        answers=answers_to_json(form, sent),
        checksum=checksum(sent),
        submitted_at=moment,
        submitted_by=by,
        on_time=_is_on_time(locked, moment),
    )
    make_move(locked, "submit", number=version.number, by=by, at=moment)
    write_receipt(version, by=by, at=moment)
    audit.record(
        "submission.submitted",
        by=by,
        about=locked,
        organisation=locked.agreement.organisation,
        details={"number": version.number, "checksum": version.checksum},
    )
    return version


def _is_on_time(submission: Submission, at: datetime) -> bool:
    """What was returned is mended on the adviser's wish, so it is as much on time as what was returned."""
    if submission.is_returned and submission.latest_version is not None:
        return submission.latest_version.on_time
    return submission.round.is_on_time(at)


@transaction.atomic
def take_back(*, submission: Submission, by: User | None, at: datetime | None = None) -> None:
    """Open a sent report for change. The version sent stays, and counts until the next one is sent."""
    moment = at or timezone.now()
    locked = locked_submission(submission)
    locked.check_can_move("take_back", moment)
    number = locked.latest_version.number if locked.latest_version else 0
    make_move(locked, "take_back", number=number, by=by, at=moment)
    audit.record("submission.taken_back", by=by, about=locked, organisation=locked.agreement.organisation)
