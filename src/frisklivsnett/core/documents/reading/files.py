"""Tells what a file is by its content, and hands it to the reader for its format."""

import re
import zipfile
from enum import StrEnum
from io import BytesIO

from frisklivsnett.core.documents.reading import errors
from frisklivsnett.core.documents.reading.errors import UnreadableError
from frisklivsnett.core.documents.reading.pdf import pdf_text
from frisklivsnett.core.documents.reading.plain import decoded
from frisklivsnett.core.documents.reading.web import html_text
from frisklivsnett.core.documents.reading.word import word_text

LARGEST_FILE = 64 * 1024 * 1024
"""Bytes."""
LARGEST_PLAIN = 16 * 1024 * 1024
"""Bytes of a text or web page: such a file has no pictures in it."""
LARGEST_TEXT = 2_000_000
"""Characters that are read; 200 pages have about 600,000."""

_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_WEB = re.compile(
    r"\s*(?:<\?xml[^>]*>\s*)?(?:<!--(?:(?!-->).)*+-->\s*+)*+"
    r"<(?:!doctype\s+html|html|head|body|(?:title|meta|main|article|section|header|div|p|h[1-6]|table|ul|ol)[\s>])",
    re.IGNORECASE | re.DOTALL,
)
_HEAD = 4096


class Format(StrEnum):
    """The formats that are read."""

    WORD = "word"
    PDF = "pdf"
    HTML = "html"
    TEXT = "text"


def read_text(raw: bytes) -> str:
    """Return the text of a document. Raises ``UnreadableError``, whose message says what to do."""
    kind = format_of(raw)
    if kind in (Format.HTML, Format.TEXT) and len(raw) > LARGEST_PLAIN:
        raise UnreadableError(errors.TOO_LARGE)
    match kind:
        case Format.WORD:
            found = word_text(raw)
        case Format.PDF:
            found = pdf_text(raw)
        case Format.HTML:
            found = html_text(decoded(raw))
        case Format.TEXT:
            found = decoded(raw)
    if len(found) > LARGEST_TEXT:
        raise UnreadableError(errors.TOO_MUCH_TEXT)
    if not any(letter.isalnum() for letter in found):
        raise UnreadableError(errors.NO_TEXT)
    return found


def format_of(raw: bytes) -> Format:
    """Return what the content is. Raises ``UnreadableError`` when it is nothing that can be read."""
    if not raw:
        raise UnreadableError(errors.EMPTY)
    if len(raw) > LARGEST_FILE:
        raise UnreadableError(errors.TOO_LARGE)
    if raw.startswith(_OLE):
        encrypted = "EncryptedPackage".encode("utf-16-le") in raw
        raise UnreadableError(errors.PASSWORD if encrypted else errors.OLD_WORD)
    if raw.startswith(b"PK"):
        return _zipped(raw)
    if b"%PDF-" in raw[:1024]:
        return Format.PDF
    if raw.startswith(b"{\\rtf") or raw[:4] in (b"\x89PNG", b"\xff\xd8\xff\xe0", b"GIF8", b"\x7fELF"):
        raise UnreadableError(errors.OTHER_FORMAT)
    return Format.HTML if _WEB.match(decoded(raw[:_HEAD], whole=False)) else Format.TEXT


def _zipped(raw: bytes) -> Format:
    try:
        with zipfile.ZipFile(BytesIO(raw)) as package:
            names = set(package.namelist())
    except (zipfile.BadZipFile, ValueError, NotImplementedError, OSError) as error:
        raise UnreadableError(errors.BROKEN) from error
    if (
        "word/document.xml" in names
        or "[Content_Types].xml" in names
        and any(n.startswith("word/") for n in names)
    ):
        return Format.WORD
    raise UnreadableError(errors.OTHER_FORMAT)
