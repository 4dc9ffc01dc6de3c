"""The formats that a report is written in. A new writer is a line in ``FORMATS``."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from frisklivsnett.core.documents.model import Document

Writer = Callable[[Document], bytes]


def _html(document: Document) -> bytes:
    from frisklivsnett.core.documents.html import to_html

    return to_html(document).encode()


def _pdf(document: Document) -> bytes:
    from frisklivsnett.core.documents.pdf import to_pdf

    return to_pdf(document)


@dataclass(frozen=True, slots=True)
class Format:
    """A kind of file: its ending, what it is called in an address's header and on a page, and what writes it.

    A writer imports what it needs when it is called, for that is slow and most commands need none of it.
    """

    key: str
    media_type: str
    name: str
    write: Writer


FORMATS: Mapping[str, Format] = {
    format_.key: format_
    for format_ in (
        Format("html", "text/html; charset=utf-8", "HTML", _html),
        Format("pdf", "application/pdf", "PDF", _pdf),
    )
}
"""Every format by its ending, in the order in which they are offered."""
