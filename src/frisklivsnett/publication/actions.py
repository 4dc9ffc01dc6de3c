"""Publishing: the one thing that makes an edition."""

import hashlib
import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from frisklivsnett.audit import log as audit
from frisklivsnett.collection.models import Round, SubmissionVersion
from frisklivsnett.core.documents.html import fragment
from frisklivsnett.core.narrative import Evidence
from frisklivsnett.core.text import LANGUAGES
from frisklivsnett.publication.evidence import evidence_of
from frisklivsnett.publication.formats import FORMATS, FileDiffersError
from frisklivsnett.publication.models import PAGE, Edition, EditionFile
from frisklivsnett.publication.readiness import obstacles
from frisklivsnett.publication.report import Fault, Imprint, Report, report_of
from frisklivsnett.publication.texts import REPORT, TEMPLATES
from frisklivsnett.registry.models import User

LONGEST_CORRECTION = 2_000


class NotPublishable(Exception):
    """The report says what its data does not say, or the round is not done: ``faults`` by language, "" for all."""

    def __init__(self, faults: Mapping[str, Sequence[Fault]]) -> None:
        self.faults = faults
        count = sum(map(len, faults.values()))
        super().__init__(f"{count} things stop the report from being published.")


def faults_of(round_: Round, at: datetime) -> dict[str, list[Fault]]:
    """Return what stops the round's report from being published at ``at``, by language; "" is about the round."""
    return _faults(round_, at, _reports(round_, evidence_of(round_)))


def publish(*, round_: Round, by: User | None, correction: str = "", at: datetime | None = None) -> Edition:
    """Publish the round's report in every language and format as its next edition, and return that.

    ``correction`` says what was corrected since the edition before; the first edition has none. Raises
    ``NotPublishable`` with the list of what stops it, and ``ValidationError`` for a correction that is missing or
    misplaced, when something changed while the files were made, or when a file, read back, is not as its report. They
    are made before the transaction, so that nobody's saving waits for them.
    """
    moment = at or timezone.now()
    imprint = Imprint(Edition.objects.filter(round=round_).count() + 1, moment, correction.strip())
    _check_correction(imprint)
    evidence = evidence_of(round_)
    data = _data(round_, evidence)
    reports = _reports(round_, evidence, imprint)
    if faults := _faults(round_, moment, reports):
        raise NotPublishable(faults)
    try:
        files = [file for report in reports for file in _files(report, moment.astimezone(UTC))]
    except FileDiffersError as error:
        raise ValidationError(error.said(get_language() or LANGUAGES[0]), code="file_differs") from error
    with transaction.atomic():
        return _store(round_, imprint, data, files, by)


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


def _check_correction(imprint: Imprint) -> None:
    if imprint.number > 1 and not imprint.correction:
        raise ValidationError(_("Skriv hva som er rettet siden forrige utgave."), code="correction_missing")
    if imprint.number == 1 and imprint.correction:
        raise ValidationError(
            _("Den første utgaven retter ingenting. La feltet stå tomt."), code="correction_misplaced"
        )
    if len(imprint.correction) > LONGEST_CORRECTION:
        raise ValidationError(
            _("Beskriv rettelsen kortere: høyst %(most)s tegn.") % {"most": LONGEST_CORRECTION},
            code="correction_too_long",
        )


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
    round_: Round, imprint: Imprint, data: dict[str, Any], files: Sequence[_File], by: User | None
) -> Edition:
    Round.objects.select_for_update().get(pk=round_.pk)
    if Edition.objects.filter(round=round_).count() + 1 != imprint.number:
        raise ValidationError(
            _("Noen andre publiserte en utgave imens. Se over den først."), code="edition_exists"
        )
    if _sent(round_) != data["versions"]:
        raise ValidationError(
            _("En sentral sendte inn rapporten sin imens. Se over, og publiser på nytt."), code="data_changed"
        )
    edition = Edition.objects.create(
        round=round_,
        number=imprint.number,
        published_at=imprint.at,
        published_by=by,
        correction=imprint.correction,
        data=data,
        data_checksum=_checksum(data),
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


def _data(round_: Round, evidence: Evidence) -> dict[str, Any]:
    """Return what the report is made from, as JSON: versions of answers with checksums, form, facts and series.

    Earlier rounds are in it too, since words of change rest on them.
    """
    before = Round.objects.filter(report_year__lt=round_.report_year).order_by("report_year")
    return {
        "versions": _sent(round_),
        "earlier": {str(earlier.report_year): _sent(earlier) for earlier in before},
        "form": round_.form_version.checksum,
        "facts": {name: _plain(fact.value) for name, fact in sorted(evidence.facts.items())},
        "series": {
            name: {str(year): _plain(number.value) for year, number in sorted(numbers.items())}
            for name, numbers in sorted(evidence.series.items())
        },
        "tables": {
            name: [
                [label.in_("nb"), *(None if v is None else _plain(v) for v in values)]
                for label, values in known.rows
            ]
            for name, known in sorted(evidence.tables.items())
        },
    }


def _sent(round_: Round) -> dict[str, list[Any]]:
    """Return the number and checksum of the version that counts, by centre."""
    versions = SubmissionVersion.objects.filter(submission__round=round_).order_by("number")
    return {
        slug: [number, checksum]
        for slug, number, checksum in versions.values_list(
            "submission__agreement__organisation__slug", "number", "checksum"
        )
    }


def _plain(value: object) -> str | int:
    return value if isinstance(value, int) else str(value)


def _checksum(data: dict[str, Any]) -> str:
    written = json.dumps(data, sort_keys=True, ensure_ascii=False, separators=(",", ":"))
    return hashlib.sha256(written.encode()).hexdigest()
