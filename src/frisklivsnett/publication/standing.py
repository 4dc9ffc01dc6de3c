"""How far a round's report has come, and who may take it further."""

from dataclasses import dataclass

from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import gettext as _

from frisklivsnett.collection.models import Round
from frisklivsnett.core.narrative import Evidence
from frisklivsnett.publication.material import Material, material_of
from frisklivsnett.publication.models import Edition
from frisklivsnett.publication.steps import AFTER, MOVES, Move, ReportStep, Stage
from frisklivsnett.registry.models import OrganisationKind, User

LONGEST_NOTE = 2_000


@dataclass(frozen=True, slots=True)
class Standing:
    """The stage of a report, the last step taken, and whether the texts or the data have been changed since it."""

    stage: Stage
    last: ReportStep | None = None
    text_changed: bool = False
    data_changed: bool = False

    @property
    def number(self) -> int:
        """The number of the last step, 0 before any: what a page has seen."""
        return self.last.number if self.last else 0

    @property
    def voided(self) -> bool:
        """Whether it was in review or approved, and a change has made it a draft again."""
        changed = self.text_changed or self.data_changed
        return changed and self.last is not None and self.last.move in (Move.SEND, Move.APPROVE)


def standing_of(
    round_: Round, material: Material | None = None, evidence: Evidence | None = None
) -> Standing:
    """Return how far the round's report has come. What has been reviewed or published is that text from that data.

    ``material``, or only the ``evidence`` that it is made from, may be given when it has been read already.
    """
    last = ReportStep.objects.of(round_).first()
    if last is None:
        published = Edition.objects.filter(round=round_).exists()
        return Standing(Stage.PUBLISHED if published else Stage.DRAFT)
    stage = AFTER[Move(last.move)]
    if stage is Stage.DRAFT:
        return Standing(stage, last)
    now = material or material_of(round_, evidence)
    text_changed = now.text_checksum != last.text_checksum
    data_changed = now.reviewed_checksum != last.data_checksum
    if text_changed or data_changed:
        stage = Stage.DRAFT
    return Standing(stage, last, text_changed, data_changed)


def sent_by(standing: Standing) -> User | None:
    """Return who sent the report to the review that it is in or has come through; None when nobody is known to have."""
    if standing.last is None:
        return None
    steps = ReportStep.objects.of(standing.last.round).filter(move=Move.SEND)
    sent = steps.first()
    return sent.by if sent else None


def correction_of(round_: Round) -> str:
    """Return what the edition to come corrects, in the words of whoever last sent it to review."""
    sent = ReportStep.objects.of(round_).filter(move=Move.SEND).first()
    return sent.correction if sent else ""


def other_advisers(user: User | None) -> list[User]:
    """Return the Directorate's advisers of today but one, by name."""
    held = {
        "roles__organisation__kind": OrganisationKind.DIRECTORATE,
        "roles__starts_on__lte": timezone.localdate(),
    }
    found = User.objects.filter(is_active=True, **held).exclude(roles__ends_on__lt=timezone.localdate())
    return [each for each in found.distinct().order_by("name") if user is None or each.pk != user.pk]


def check_can_move(standing: Standing, move: Move, by: User | None) -> None:
    """Raise ``ValidationError`` with the reason when the report cannot take the move now, or not by this person.

    A report is approved by another adviser than the one who sent it. Where there is no other, the same person may, and
    the step tells so.
    """
    if move not in MOVES[standing.stage]:
        raise ValidationError(_why_not(standing, move), code=f"cannot_{move.value}")
    if move is Move.APPROVE and by is not None and by == sent_by(standing) and other_advisers(by):
        raise ValidationError(
            _("Du sendte rapporten til gjennomgang selv. En annen rådgiver må godkjenne den."),
            code="same_person",
        )


def can_move(standing: Standing, move: Move, by: User | None) -> bool:
    """Tell whether ``check_can_move`` lets it through."""
    try:
        check_can_move(standing, move, by)
    except ValidationError:
        return False
    return True


def _why_not(standing: Standing, move: Move) -> str:
    if standing.voided and standing.text_changed:
        return _("Teksten er endret etter at rapporten ble sendt til gjennomgang. Send den på nytt.")
    if standing.voided:
        return _("Svarene er endret etter at rapporten ble sendt til gjennomgang. Send den på nytt.")
    if move is Move.SEND:
        return _("Rapporten er allerede sendt til gjennomgang.")
    if move is Move.PUBLISH:
        return _("Rapporten må være gjennomgått og godkjent før den kan publiseres.")
    return _("Rapporten er ikke til gjennomgang.")
