"""Files kept with an entry: what they may be, told by what they hold, and never by what they are called.

A picture is written anew: what a camera has put into it (where it was taken, by which phone) is left behind, and it is
made no larger than a screen can show.
"""

import hashlib
import io
import re
import unicodedata
import warnings
import zipfile
from dataclasses import dataclass
from pathlib import PurePath

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _
from PIL import Image, ImageOps, UnidentifiedImageError

from frisklivsnett.activity.models import Attachment, Entry
from frisklivsnett.audit import log as audit
from frisklivsnett.registry.models import User

LARGEST = 10 * 1024 * 1024
"""Bytes of a file."""
MOST_FILES = 20
WIDEST = 2000
"""Pixels along the longer side of a picture that is kept."""
MOST_PIXELS = {"JPEG": 60_000_000, "PNG": 25_000_000, "WEBP": 25_000_000}
"""By kind: a JPEG is opened at a fraction of its size, the others take ten bytes a pixel while they are shrunk."""
NAME_LENGTH = 120

_PICTURES = {"JPEG": ("image/jpeg", "jpg"), "PNG": ("image/png", "png"), "WEBP": ("image/webp", "webp")}
_OFFICE = "application/vnd.openxmlformats-officedocument."
_PACKAGES = {
    "word/document.xml": (f"{_OFFICE}wordprocessingml.document", "docx"),
    "ppt/presentation.xml": (f"{_OFFICE}presentationml.presentation", "pptx"),
    "xl/workbook.xml": (f"{_OFFICE}spreadsheetml.sheet", "xlsx"),
}
_UNSAFE = re.compile(r"[^\w .,()+\-–]")


@dataclass(frozen=True, slots=True)
class FileKept:
    """A file as it will be kept: its name with the ending that its content has, its media type, its bytes."""

    name: str
    media_type: str
    content: bytes


def readied(name: str, content: bytes) -> FileKept:
    """Return a file ready to be kept; ``ValidationError`` in plain words when it is not one that we keep."""
    if not content:
        raise ValidationError(_("Filen er tom. Velg en annen."), code="empty")
    if len(content) > LARGEST:
        raise ValidationError(
            _("Filen er større enn 10 MB. Gjør den mindre, eller del den opp."), code="too_large"
        )
    kept = _pdf(content) or _picture(content) or _package(content)
    if kept is None:
        raise ValidationError(
            _(
                "Denne filen kan vi ikke ta imot. Vi tar imot PDF, bilder (JPEG, PNG, WebP) og filer fra Word, "
                "PowerPoint og Excel. Navnet på filen spiller ingen rolle, bare hva den inneholder."
            ),
            code="not_taken",
        )
    media_type, ending, bytes_ = kept
    return FileKept(_name(name, ending), media_type, bytes_)


@transaction.atomic
def attach(*, entry: Entry, name: str, content: bytes, by: User | None) -> Attachment:
    """Keep a file with an entry and return it; the same file again is the one that is there.

    Raises ``ValidationError`` when it is not one that we keep, or the entry has its fill or lies in the bin.
    """
    kept = readied(name, content)
    locked = Entry.objects.select_for_update().get(pk=entry.pk)
    if locked.is_binned:
        raise ValidationError(_("Dette ligger i papirkurven. Legg det tilbake først."), code="binned")
    digest = hashlib.sha256(kept.content).hexdigest()
    if found := locked.attachments.filter(checksum=digest).first():
        return found
    if locked.attachments.count() >= MOST_FILES:
        raise ValidationError(
            _("Det er %(most)s vedlegg her, og det er det meste vi tar imot.") % {"most": MOST_FILES},
            code="full",
        )
    made = Attachment.objects.create(
        entry=locked,
        name=kept.name,
        media_type=kept.media_type,
        size=len(kept.content),
        checksum=digest,
        content=kept.content,
        added_by=by,
    )
    _record("attachment.added", made, by)
    return made


@transaction.atomic
def detach(*, attachment: Attachment, by: User | None) -> None:
    """Remove a file for good."""
    _record("attachment.removed", attachment, by)
    attachment.delete()


def _pdf(content: bytes) -> tuple[str, str, bytes] | None:
    return ("application/pdf", "pdf", content) if content[:5] == b"%PDF-" else None


def _picture(content: bytes) -> tuple[str, str, bytes] | None:
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("error")
            with Image.open(io.BytesIO(content), formats=list(_PICTURES)) as opened:
                return _rewritten(opened)
    except UnidentifiedImageError:
        return None
    except (OSError, ValueError, SyntaxError, Warning, Image.DecompressionBombError) as broken:
        raise ValidationError(
            _("Bildet er ødelagt eller for stort til å åpnes. Prøv å lagre det på nytt."),
            code="broken_picture",
        ) from broken


def _rewritten(opened: Image.Image) -> tuple[str, str, bytes]:
    """Return a picture's pixels alone, the right way up."""
    # Some phones put several pictures in a JPEG (MPO): the first is the one that was taken.
    form = "JPEG" if opened.format == "MPO" else opened.format or ""
    media_type, ending = _PICTURES[form]
    if opened.width * opened.height > MOST_PIXELS[form]:
        raise ValueError("more pixels than can be opened safely")
    opened.thumbnail((WIDEST, WIDEST))  # first: what comes after needs no room for all of it
    upright = ImageOps.exif_transpose(opened)
    wanted = (
        "RGB"
        if form == "JPEG"
        else "RGBA"
        if "A" in upright.getbands() or "transparency" in upright.info
        else "RGB"
    )
    clean = Image.new(wanted, upright.size)
    clean.paste(upright.convert(wanted))
    written = io.BytesIO()
    clean.save(written, form, **({} if form == "PNG" else {"quality": 85}))
    return media_type, ending, written.getvalue()


def _package(content: bytes) -> tuple[str, str, bytes] | None:
    if content[:4] != b"PK\x03\x04":
        return None
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as package:
            names = set(package.namelist())
    except (zipfile.BadZipFile, ValueError, NotImplementedError):
        return None
    if "[Content_Types].xml" not in names:
        return None
    if any(name.lower().endswith("vbaproject.bin") for name in names):
        raise ValidationError(
            _("Filen inneholder makroer. Lagre den uten makroer, og prøv igjen."), code="macros"
        )
    return next(((*kind, content) for part, kind in _PACKAGES.items() if part in names), None)


def _name(given: str, ending: str) -> str:
    """Return a name that is safe to send in a header and to save on any disk, with the right ending."""
    stem = PurePath(given.replace("\\", "/")).name
    stem = unicodedata.normalize("NFC", stem)
    before, dot, after = stem.rpartition(".")
    stem = before if dot and len(after) <= 5 else stem
    stem = " ".join(_UNSAFE.sub(" ", stem).split()).strip(". ")[:NAME_LENGTH]
    return f"{stem or _('vedlegg')}.{ending}"


def _record(verb: str, attachment: Attachment, by: User | None) -> None:
    audit.record(
        verb,
        by=by,
        about=attachment,
        organisation=attachment.entry.centre,
        details={"entry": attachment.entry_id, "size": attachment.size, "checksum": attachment.checksum},
    )
