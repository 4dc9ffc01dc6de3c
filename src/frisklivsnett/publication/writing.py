"""Saving the text of a report. Nothing is overwritten: each save is a version, also one that came too late."""

import hashlib
from dataclasses import dataclass
from datetime import datetime

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from frisklivsnett.audit import log as audit
from frisklivsnett.collection.models import Round
from frisklivsnett.core.narrative.checking import LONGEST_SOURCE
from frisklivsnett.publication.drafts import ReportText, ReportTextVersion
from frisklivsnett.publication.texts import REPORT, Template
from frisklivsnett.registry.models import User


@dataclass(frozen=True, slots=True)
class SavedText:
    """What became of a save: the version, whether it is new, and the one that counts when this came too late."""

    version: ReportTextVersion
    is_new: bool = True
    instead: ReportTextVersion | None = None


def plain(typed: str) -> str:
    """Return a text as it is kept: lines end in one character, and what no database keeps is shown as unreadable."""
    return typed.replace("\r\n", "\n").replace("\r", "\n").replace("\x00", "\ufffd")


def save_text(
    *,
    round_: Round,
    language: str,
    source: str,
    based_on: int,
    by: User | None,
    at: datetime | None = None,
    restored_from: int = 0,
    template: Template = REPORT,
) -> SavedText:
    """Save a text as the next version. ``based_on`` is the version it was made from, 0 for the one started with.

    When somebody has saved another in the meantime, this one is kept aside, and that one goes on counting. A text that
    is saved already is not saved again. ``template`` is which text of the round it is. Raises ``ValidationError`` for
    one that is empty or too long.
    """
    source = plain(source)
    _check(source)
    with transaction.atomic():
        Round.objects.select_for_update().get(pk=round_.pk)
        text, _created = ReportText.objects.get_or_create(
            round=round_, language=language, template=template.key
        )
        versions = ReportTextVersion.objects.of(round_, language, template)
        current, last = versions.current(), versions.first()
        late = current is not None and current.number != based_on
        for same in (current, versions.filter(aside=True, based_on=based_on, saved_by=by).first()):
            if same is not None and same.source == source:
                return SavedText(same, is_new=False, instead=current if same.aside else None)
        version = ReportTextVersion.objects.create(
            text=text,
            number=last.number + 1 if last else 1,
            saved_at=at or timezone.now(),
            saved_by=by,
            based_on=based_on,
            aside=late,
            restored_from=restored_from,
            source=source,
        )
        _note(version, round_, text, by)
    return SavedText(version, instead=current if late else None)


def _check(source: str) -> None:
    if not source.strip():
        raise ValidationError(_("Teksten er tom. Skriv noe før du lagrer."), code="empty")
    if len(source) > LONGEST_SOURCE:
        words = _("Teksten er på %(length)s tegn, og grensen er %(most)s. Kort den ned før du lagrer.")
        raise ValidationError(words % {"length": len(source), "most": LONGEST_SOURCE}, code="too_long")


def _note(version: ReportTextVersion, round_: Round, text: ReportText, by: User | None) -> None:
    audit.record(
        "report_text.saved",
        by=by,
        about=version,
        details={
            "report_year": round_.report_year,
            "text": text.template,
            "language": text.language,
            "number": version.number,
            "based_on": version.based_on,
            "aside": int(version.aside),
            "restored_from": version.restored_from,
            "checksum": hashlib.sha256(version.source.encode()).hexdigest(),
        },
    )
