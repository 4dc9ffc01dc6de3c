"""Documents as PDF/UA-1 by typst: tagged, with bookmarks, language and alternative texts.

The template ``report.typ`` is fixed code. A document reaches it as JSON, and its words stay data: nothing that a
person wrote is ever part of the code that typst runs.
"""

import json
import threading
from datetime import datetime
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Literal

from frisklivsnett.core.documents.glyphs import Glyphs
from frisklivsnett.core.documents.model import Document
from frisklivsnett.core.documents.numbering import numbered
from frisklivsnett.core.documents.pdfdata import pdf_data
from frisklivsnett.core.documents.pdftags import with_row_headers
from frisklivsnett.core.documents.theme import Theme, house_theme

if TYPE_CHECKING:
    import typst

FONTS = Path(__file__).with_name("fonts")
"""Where set-up puts the static fonts; no font of the machine is used, so that every machine makes the same file."""

_TEMPLATE = Path(__file__).with_name("report.typ")
_STANDARD: Literal["ua-1"] = "ua-1"
_UNSHOWN = "could not be displayed"
_TRIAL = b"""#set document(title: "x")
#set text(font: "Inter")
#for each in sys.inputs.characters.clusters() [#each#parbreak()]"""
_lock = threading.Lock()


class PdfError(RuntimeError):
    """The PDF could not be made; the message says why, and what to do."""


def to_pdf(document: Document, *, theme: Theme | None = None, created: datetime | None = None) -> bytes:
    """Return ``document`` as a PDF/UA-1 file. ``created`` is put into its metadata, else there is no such date.

    Raises ``DocumentError`` when the document cannot be written, and ``PdfError`` when the fonts are missing.
    """
    # The date in a PDF has whole seconds, and the compiler refuses any other.
    created = created.replace(microsecond=0) if created else None
    data = pdf_data(numbered(document), theme or house_theme(), dated=created is not None)
    written = json.dumps(data, ensure_ascii=False)
    # A compiler keeps what it has laid out; it is not made for two threads at once.
    with _lock:
        try:
            made = _compile(written, created)
        except _Unshown:
            made = _compile(_glyphs().shown(written), created)
    return with_row_headers(made)


class _Unshown(Exception):
    """A character has no picture in any font."""


def _compile(written: str, created: datetime | None) -> bytes:
    import typst

    try:
        made = _compiler().compile(
            sys_inputs={"document": written}, pdf_standards=[_STANDARD], timestamp=created
        )
    except typst.TypstError as error:
        if _UNSHOWN in error.message:
            raise _Unshown(error.message) from error
        raise PdfError(f"PDF-en kunne ikke lages: {error.message}") from error
    assert isinstance(made, bytes)
    return made


@cache
def _compiler() -> "typst.Compiler":
    import typst

    return typst.Compiler(_TEMPLATE, root=_TEMPLATE.parent, font_paths=_fonts(), ignore_system_fonts=True)


@cache
def _fonts() -> "typst.Fonts":
    """Return our fonts and those inside typst, which stand in for Greek, Cyrillic, Hebrew and Arabic."""
    import typst

    if not any(FONTS.glob("*.ttf")):
        raise PdfError("Skriftene til PDF-ene mangler. Kjør «python3 run.py setup» for å hente dem.")
    return typst.Fonts(include_system_fonts=False, font_paths=[FONTS])


@cache
def _glyphs() -> Glyphs:
    import typst

    trial = typst.Compiler(font_paths=_fonts(), ignore_system_fonts=True)

    def shows(characters: str) -> bool:
        try:
            trial.compile(_TRIAL, sys_inputs={"characters": characters}, pdf_standards=[_STANDARD])
        except typst.TypstError:
            return False
        return True

    return Glyphs(shows)
