"""The formats that a report is written in. A new writer is a line in ``FORMATS``."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime

from frisklivsnett.core.documents.model import Document
from frisklivsnett.publication.texts import DECK, REPORT, Template

Writer = Callable[[Document, datetime | None], bytes]
"""Makes a file of a document; the moment, when there is one, is put into the file's own facts."""


def _html(document: Document, _created: datetime | None) -> bytes:
    from frisklivsnett.core.documents.html import to_html

    return to_html(document).encode()


def _pdf(document: Document, created: datetime | None) -> bytes:
    from frisklivsnett.core.documents.pdf import to_pdf

    return to_pdf(document, created=created)


def _docx(document: Document, created: datetime | None) -> bytes:
    from frisklivsnett.core.documents.docx import to_docx

    return to_docx(document, created=created)


def _pptx(document: Document, created: datetime | None) -> bytes:
    from frisklivsnett.core.documents.pptx import to_pptx

    return to_pptx(document, created=created)


def _xlsx(document: Document, created: datetime | None) -> bytes:
    from frisklivsnett.core.documents.xlsx import to_xlsx

    return to_xlsx(document, created=created)


@dataclass(frozen=True, slots=True)
class Format:
    """A kind of file: its ending, its media type, its name on a page, what writes it, and of which text.

    A writer imports what it needs when it is called, for that is slow and most commands need none of it.
    """

    key: str
    media_type: str
    name: str
    write: Writer
    template: Template = REPORT


_OFFICE = "application/vnd.openxmlformats-officedocument"
FORMATS: Mapping[str, Format] = {
    format_.key: format_
    for format_ in (
        Format("html", "text/html; charset=utf-8", "HTML", _html),
        Format("pdf", "application/pdf", "PDF", _pdf),
        Format("docx", f"{_OFFICE}.wordprocessingml.document", "Word", _docx),
        Format("pptx", f"{_OFFICE}.presentationml.presentation", "PowerPoint", _pptx, DECK),
        Format("xlsx", f"{_OFFICE}.spreadsheetml.sheet", "Excel", _xlsx),
    )
}
"""Every format by its ending, in the order in which they are offered."""
