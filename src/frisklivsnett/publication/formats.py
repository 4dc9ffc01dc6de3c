"""The formats that a report is written in. A new writer is a line in ``FORMATS``."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING

from frisklivsnett.core.documents.model import Document
from frisklivsnett.core.text import text
from frisklivsnett.publication.texts import DECK, REPORT, Template

if TYPE_CHECKING:
    from frisklivsnett.core.documents.proofreading import Difference

MOST_SAID = 5
DIFFERS = text(
    "{name}-filen ble ikke som rapporten, så den kan ikke brukes: {places}. Meld fra til den som drifter programmet.",
    "{name}-fila vart ikkje som rapporten, så ho kan ikkje brukast: {places}. Meld frå til den som driftar programmet.",
    "The {name} file did not come out as the report, so it cannot be used: {places}. Tell those who run the program.",
)

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


class FileDiffersError(Exception):
    """A file was read back and does not hold what its document does: a fault of the program, never of the text."""

    def __init__(self, name: str, differences: "Sequence[Difference]") -> None:
        self.name = name
        self.differences = tuple(differences)
        super().__init__(self.said("en"))

    def said(self, language: str) -> str:
        """Return what is wrong with the file, with the first few places."""
        listed = [difference.said(language) for difference in self.differences[:MOST_SAID]]
        listed += ["…"] if len(self.differences) > MOST_SAID else []
        return DIFFERS.in_(language).format(name=self.name, places="; ".join(listed))


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

    def make(self, document: Document, created: datetime | None = None) -> bytes:
        """Return the document as a file that has been read back; raise ``FileDiffersError`` if it came out wrong."""
        from frisklivsnett.core.documents.proofreading import differences

        content = self.write(document, created)
        if found := differences(document, self.key, content):
            raise FileDiffersError(self.name, found)
        return content


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
