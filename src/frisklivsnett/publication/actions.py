"""Publishing: the one thing that makes an edition."""

import hashlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from frisklivsnett.audit import log as audit
from frisklivsnett.collection.models import Round
from frisklivsnett.core.documents.html import fragment
from frisklivsnett.core.narrative import Evidence
from frisklivsnett.core.text import LANGUAGES
from frisklivsnett.publication.approving import check_correction, record_step
from frisklivsnett.publication.evidence import evidence_of
from frisklivsnett.publication.faults import Fault
from frisklivsnett.publication.formats import FORMATS, FileDiffersError
from frisklivsnett.publication.material import Material, material_of, sent_of
from frisklivsnett.publication.models import PAGE, Edition, EditionFile
from frisklivsnett.publication.readiness import obstacles
from frisklivsnett.publication.report import Imprint, Report, report_of
from frisklivsnett.publication.standing import check_can_move, correction_of, standing_of
from frisklivsnett.publication.steps import Move, ReportStep
from frisklivsnett.publication.texts import REPORT, TEMPLATES
from frisklivsnett.registry.models import User


class NotPublishable(Exception):
    """The report says what its data does not say, or the round is not done: ``faults`` by language, "" for all."""

    def __init__(self, faults: Mapping[str, Sequence[Fault]]) -> None:
        self.faults = faults
        count = sum(map(len, faults.values()))
        super().__init__(f"{count} things stop the report from being published.")


def faults_of(round_: Round, at: datetime, evidence: Evidence | None = None) -> dict[str, list[Fault]]:
    """Return what stops the round's report from being published at ``at``, by language; "" is about the round.

    ``evidence`` may be given when it has been read already.
    """
    return _faults(round_, at, _reports(round_, evidence or evidence_of(round_)))


def publish(*, round_: Round, by: User | None, at: datetime | None = None) -> Edition:
    """Publish the round's report in every language and format as its next edition, and return that.

    It has been approved as it is now; what it corrects was said when it was sent to review. Raises ``NotPublishable``
    with the list of what stops it, and ``ValidationError`` when it is not approved, when something changed while the
    files were made, or when a file, read back, is not as its report. They are made before the transaction, so that
    nobody's saving waits for them.
    """
    moment = at or timezone.now()
    imprint = Imprint(Edition.objects.filter(round=round_).count() + 1, moment, correction_of(round_))
    evidence = evidence_of(round_)
    material = material_of(round_, evidence)
    reports = _reports(round_, evidence, imprint)
    if faults := _faults(round_, moment, reports):
        raise NotPublishable(faults)
    check_can_move(standing_of(round_, material), Move.PUBLISH, by)
    check_correction(imprint.correction, imprint.number)
    try:
        files = [file for report in reports for file in _files(report, moment.astimezone(UTC))]
    except FileDiffersError as error:
        raise ValidationError(error.said(get_language() or LANGUAGES[0]), code="file_differs") from error
    with transaction.atomic():
        return _store(round_, imprint, material, files, by)


def _reports(round_: Round, evidence: Evidence, imprint: Imprint | None = None) -> list[Report]:
    """Make every text of the round in every language."""
    return [
        report_of(round_, language, evidence, imprint=imprint, template=template)
        for language in LANGUAGES
        for template in TEMPLATES
    ]


def _faults(round_: Round, at: datetime, reports: Sequence[Report]) -> dict[str, list[Fault]]:
    found = {"": [Fault(why) for why in obstacles(round_, at)]}
    for report in reports:
        found.setdefault(report.language, []).extend(report.faults)
    return {language: faults for language, faults in found.items() if faults}


@dataclass(frozen=True, slots=True)
class _File:
    format: str
    language: str
    content: bytes

    @property
    def checksum(self) -> str:
        return hashlib.sha256(self.content).hexdigest()


def _files(report: Report, at: datetime) -> list[_File]:
    """Make all that an edition has of a text: its source, a file of each format, and the web page of the report."""
    language, document = report.language, report.document
    page = [_File(PAGE, language, fragment(document).encode())] if report.template == REPORT else []
    return [
        _File(report.template.source, language, report.source.encode()),
        *page,
        *(
            _File(key, language, format_.make(document, at))
            for key, format_ in FORMATS.items()
            if format_.template == report.template
        ),
    ]


def _store(
    round_: Round, imprint: Imprint, material: Material, files: Sequence[_File], by: User | None
) -> Edition:
    Round.objects.select_for_update().get(pk=round_.pk)
    if Edition.objects.filter(round=round_).count() + 1 != imprint.number:
        raise ValidationError(
            _("Noen andre publiserte en utgave imens. Se over den først."), code="edition_exists"
        )
    if sent_of(round_) != material.data["versions"]:
        raise ValidationError(
            _("En sentral sendte inn rapporten sin imens. Se over, og publiser på nytt."), code="data_changed"
        )
    standing = standing_of(round_)
    check_can_move(standing, Move.PUBLISH, by)
    step = ReportStep(correction=imprint.correction)
    record_step(step, Move.PUBLISH, round_, standing, material, by, imprint.at)
    edition = Edition.objects.create(
        round=round_,
        number=imprint.number,
        published_at=imprint.at,
        published_by=by,
        correction=imprint.correction,
        data=material.data,
        data_checksum=material.data_checksum,
    )
    EditionFile.objects.bulk_create(
        [
            EditionFile(
                edition=edition, format=f.format, language=f.language, content=f.content, checksum=f.checksum
            )
            for f in files
        ]
    )
    audit.record(
        "edition.published",
        by=by,
        about=edition,
        details={
            "report_year": round_.report_year,
            "number": edition.number,
            "data": edition.data_checksum,
            "files": {f"{f.language}.{f.format}": f.checksum for f in files},
        },
    )
    return edition
