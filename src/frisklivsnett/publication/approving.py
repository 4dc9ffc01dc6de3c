"""Taking a report from draft through review: sending it, approving it, returning it. Publishing is in actions.py."""

from datetime import datetime

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from frisklivsnett.audit import log as audit
from frisklivsnett.collection.models import Round
from frisklivsnett.publication.material import Material, material_of
from frisklivsnett.publication.models import Edition
from frisklivsnett.publication.standing import LONGEST_NOTE, Standing, check_can_move, sent_by, standing_of
from frisklivsnett.publication.steps import Move, ReportStep
from frisklivsnett.registry.models import User

VERBS = {
    Move.SEND: "report.sent_to_review",
    Move.APPROVE: "report.approved",
    Move.RETURN: "report.returned",
    Move.WITHDRAW: "report.withdrawn",
    Move.PUBLISH: "report.published",
}
"""What the log calls each move."""


@transaction.atomic
def send_to_review(
    *,
    round_: Round,
    by: User | None,
    asked: User | None = None,
    note: str = "",
    correction: str = "",
    at: datetime | None = None,
    seen: int | None = None,
) -> ReportStep:
    """Send the report to review, by ``asked`` if somebody is named. ``correction`` says what a later edition corrects.

    Raises ``ValidationError`` when it is in review or approved already, or the correction is missing or misplaced.
    Whether the report holds is asked by ``actions.faults_of``; a report that does not is never published.
    """
    standing, material = _locked(round_, seen)
    check_can_move(standing, Move.SEND, by)
    check_correction(correction.strip(), Edition.objects.filter(round=round_).count() + 1)
    step = ReportStep(asked=asked, note=_checked(note), correction=correction.strip())
    return record_step(step, Move.SEND, round_, standing, material, by, at)


@transaction.atomic
def approve(
    *, round_: Round, by: User | None, note: str = "", at: datetime | None = None, seen: int | None = None
) -> ReportStep:
    """Approve the report in review, these texts from this data. ``seen`` is the step that the page showed as the last.

    Raises ``ValidationError`` when it is not in review, has been changed since, or another adviser should do it.
    """
    standing, material = _locked(round_, seen)
    check_can_move(standing, Move.APPROVE, by)
    same = by is not None and by == sent_by(standing)
    step = ReportStep(note=_checked(note), same_person=same)
    return record_step(step, Move.APPROVE, round_, standing, material, by, at)


@transaction.atomic
def return_to_draft(
    *, round_: Round, by: User | None, note: str, at: datetime | None = None, seen: int | None = None
) -> ReportStep:
    """Return the report in review to whoever writes it, with a note on what to mend. Raises ``ValidationError``."""
    standing, material = _locked(round_, seen)
    check_can_move(standing, Move.RETURN, by)
    if not note.strip():
        raise ValidationError(
            _("Skriv hva som må rettes før du sender rapporten tilbake."), code="note_missing"
        )
    return record_step(ReportStep(note=_checked(note)), Move.RETURN, round_, standing, material, by, at)


@transaction.atomic
def withdraw(
    *, round_: Round, by: User | None, at: datetime | None = None, seen: int | None = None
) -> ReportStep:
    """Take the report back from review, or an approval back, so that it is a draft. Raises ``ValidationError``."""
    standing, material = _locked(round_, seen)
    check_can_move(standing, Move.WITHDRAW, by)
    return record_step(ReportStep(), Move.WITHDRAW, round_, standing, material, by, at)


def record_step(
    step: ReportStep,
    move: Move,
    round_: Round,
    standing: Standing,
    material: Material,
    by: User | None,
    at: datetime | None,
) -> ReportStep:
    """Write a step that has been checked, and tell the log. The round is locked by the caller."""
    step.round, step.by, step.move = round_, by, move
    step.number, step.at = standing.number + 1, at or timezone.now()
    step.text_checksum, step.data_checksum = material.text_checksum, material.reviewed_checksum
    step.save(force_insert=True)
    audit.record(
        VERBS[move],
        by=by,
        about=step,
        details={
            "report_year": round_.report_year,
            "number": step.number,
            "text": step.text_checksum,
            "data": step.data_checksum,
            "same_person": int(step.same_person),
        },
    )
    return step


def check_correction(correction: str, number: int) -> None:
    """Raise ``ValidationError`` unless a later edition says what it corrects, and the first does not."""
    if number > 1 and not correction:
        raise ValidationError(_("Skriv hva som er rettet siden forrige utgave."), code="correction_missing")
    if number == 1 and correction:
        raise ValidationError(
            _("Den første utgaven retter ingenting. La feltet stå tomt."), code="correction_misplaced"
        )
    if len(correction) > LONGEST_NOTE:
        raise ValidationError(
            _("Beskriv rettelsen kortere: høyst %(most)s tegn.") % {"most": LONGEST_NOTE},
            code="correction_too_long",
        )


def _locked(round_: Round, seen: int | None = None) -> tuple[Standing, Material]:
    Round.objects.select_for_update().get(pk=round_.pk)
    material = material_of(round_)
    standing = standing_of(round_, material)
    if seen is not None and seen != standing.number:
        raise ValidationError(
            _("Noen andre har gjort noe med rapporten imens. Se over siden på nytt."), code="moved_on"
        )
    return standing, material


def _checked(note: str) -> str:
    if len(note.strip()) > LONGEST_NOTE:
        raise ValidationError(
            _("Skriv meldingen kortere: høyst %(most)s tegn.") % {"most": LONGEST_NOTE}, code="note_too_long"
        )
    return note.strip()
