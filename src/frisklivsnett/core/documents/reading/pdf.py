"""The text of a PDF, page by page, without running heads and feet."""

import re
from collections import Counter

from frisklivsnett.core.documents.reading import errors
from frisklivsnett.core.documents.reading.errors import UnreadableError

MOST_PAGES = 2000
_FEWEST_LETTERS = 10
"""Letters in the whole file; less is not a text but a stamp on a picture."""
_LONGEST = 2_000_000
_HYPHEN_AT_END = re.compile("[\x02\ufffe\u00ad]\n?")
_DIGITS = re.compile(r"\d+")
_EDGE = 2
"""How many lines at the top and bottom of a page may be a running head or foot."""


def pdf_text(raw: bytes) -> str:
    """Return the text of a PDF. Raises ``UnreadableError``."""
    import pypdfium2

    try:
        document = pypdfium2.PdfDocument(raw)
    except pypdfium2.PdfiumError as error:
        password = "password" in str(error).lower()
        raise UnreadableError(errors.PASSWORD if password else errors.BROKEN) from error
    try:
        if len(document) > MOST_PAGES:
            raise UnreadableError(errors.TOO_MUCH_TEXT)
        pages = _pages(document)
    except pypdfium2.PdfiumError as error:
        raise UnreadableError(errors.BROKEN) from error
    finally:
        document.close()
    text = "\n".join(_without_edges(pages))
    if sum(letter.isalpha() for letter in text) < _FEWEST_LETTERS:
        raise UnreadableError(errors.ONLY_PICTURES)
    return text


def _pages(document: object) -> list[list[str]]:
    pages, total = [], 0
    for page in document:  # type: ignore[attr-defined]
        words = page.get_textpage()
        content = _HYPHEN_AT_END.sub("", words.get_text_bounded().replace("\r\n", "\n").replace("\r", "\n"))
        words.close()
        page.close()
        total += len(content)
        if total > _LONGEST:
            raise UnreadableError(errors.TOO_MUCH_TEXT)
        pages.append([line.rstrip() for line in content.split("\n")])
    return pages


def _without_edges(pages: list[list[str]]) -> list[str]:
    """Drop lines that most pages begin or end with, but for their numbers."""
    seen: Counter[str] = Counter()
    for page in pages:
        seen.update({_shape(line) for line in (*page[:_EDGE], *page[-_EDGE:]) if line.strip()})
    often = {shape for shape, times in seen.items() if len(pages) > 2 and times > len(pages) / 2}
    kept = []
    for page in pages:
        last = len(page) - _EDGE
        lines = [
            line for at, line in enumerate(page) if not ((at < _EDGE or at >= last) and _shape(line) in often)
        ]
        kept.append("\n".join(lines))
    return kept


def _shape(line: str) -> str:
    return _DIGITS.sub("0", " ".join(line.split()))
