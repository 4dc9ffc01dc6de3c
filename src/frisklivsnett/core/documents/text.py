"""Text from people, made fit for files: no control characters, no half characters, and links safe to follow."""

import re

# XML 1.0 knows none of these, and a PDF for screen readers refuses the last two.
_UNPRINTABLE = re.compile("[\x00-\x08\x0e-\x1f\x7f-\x84\x86-\x9f\ufdd0-\ufdef\ufeff\ufffe\uffff]")
_HALF = re.compile("[\ud800-\udfff]")
_SPACES = re.compile("[\t\n\x0b\x0c\r\x85\u2028\u2029]+")
_SAFE_LINK = re.compile(
    r"(?:https?://[^\s<>\"\\]+|mailto:[^\s<>\"\\]+@[^\s<>\"\\]+|#[^\s<>\"\\]+)", re.IGNORECASE
)


def clean(words: str) -> str:
    """Return ``words`` without characters that no file format can hold; line breaks and tabs become spaces."""
    if words.isascii() and words.isprintable():
        return words
    return _HALF.sub("\ufffd", _UNPRINTABLE.sub("", _SPACES.sub(" ", words)))


def is_safe_link(href: str) -> bool:
    """Return whether ``href`` is an ``http(s):`` or ``mailto:`` address or an ``#id``, and nothing else."""
    return _SAFE_LINK.fullmatch(href) is not None and clean(href) == href
