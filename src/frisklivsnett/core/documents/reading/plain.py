"""Decodes text files: UTF-8, UTF-16 with or without its mark, and what Windows wrote before (cp1252)."""

import codecs

from frisklivsnett.core.documents.reading import errors
from frisklivsnett.core.documents.reading.errors import UnreadableError

_MARKS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
_SAMPLE = 4000
_CONTROLS = frozenset(range(0x20)) - {0x09, 0x0A, 0x0B, 0x0C, 0x0D, 0x1B}


def decoded(raw: bytes, *, whole: bool = True) -> str:
    """Return the text of bytes, with plain line ends. ``whole`` is False for the beginning of a longer text.

    Raises ``UnreadableError`` when the bytes are no text.
    """
    text = _decoded(raw, whole=whole)
    return text.replace("\r\n", "\n").replace("\r", "\n")


def _decoded(raw: bytes, *, whole: bool) -> str:
    for mark, name in _MARKS:
        if raw.startswith(mark):
            return _strictly(raw, name, whole=whole)
    sixteen = _sixteen(raw[:_SAMPLE])
    if sixteen:
        return _strictly(raw, sixteen, whole=whole)
    try:
        text = raw.decode("utf-8", errors="strict" if whole else "ignore")
    except UnicodeDecodeError:
        text = ""
    if whole and not text and raw or _is_binary(raw[:_SAMPLE]):
        if _is_binary(raw[:_SAMPLE]):
            raise UnreadableError(errors.OTHER_FORMAT)
        return raw.decode("cp1252", errors="replace")
    return text


def _strictly(raw: bytes, name: str, *, whole: bool) -> str:
    try:
        return raw.decode(name, errors="strict" if whole else "ignore")
    except UnicodeDecodeError as error:
        raise UnreadableError(errors.BROKEN) from error


def _sixteen(sample: bytes) -> str:
    """UTF-16 without a mark has a zero in every other byte, in text of our alphabet."""
    half = len(sample) // 2
    if half < 2:
        return ""
    if sample[1::2].count(0) > 0.7 * half and sample[::2].count(0) == 0:
        return "utf-16-le"
    return "utf-16-be" if sample[::2].count(0) > 0.7 * half and sample[1::2].count(0) == 0 else ""


def _is_binary(sample: bytes) -> bool:
    controls = sum(byte in _CONTROLS for byte in sample)
    return controls > 0 and (0 in sample or controls > len(sample) / 50)
