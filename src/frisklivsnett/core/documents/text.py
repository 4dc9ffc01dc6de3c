"""Text from people, made fit for files: no control characters, no half characters, and links safe to follow."""

import re
from dataclasses import dataclass

# XML 1.0 knows none of these, and a PDF for screen readers refuses the last two.
_UNPRINTABLE = re.compile("[\x00-\x08\x0e-\x1f\x7f-\x84\x86-\x9f\ufdd0-\ufdef\ufeff\ufffe\uffff]")
_HALF = re.compile("[\ud800-\udfff]")
_SPACES = re.compile("[\t\n\x0b\x0c\r\x85\u2028\u2029]+")
_LINE_END = re.compile("[\n\r\x0b\x0c\x85\u2028\u2029]+")
_ITEM = re.compile(r"[-–—•*·]\s+")
_SAFE_LINK = re.compile(
    r"(?:https?://[^\s<>\"\\]+|mailto:[^\s<>\"\\]+@[^\s<>\"\\]+|#[^\s<>\"\\]+)", re.IGNORECASE
)


def clean(words: str) -> str:
    """Return ``words`` without characters that no file format can hold; line breaks and tabs become spaces."""
    if words.isascii() and words.isprintable():
        return words
    return _HALF.sub("\ufffd", _UNPRINTABLE.sub("", _SPACES.sub(" ", words)))


@dataclass(frozen=True, slots=True)
class Lines:
    """What a person wrote on lines of its own; ``listed`` when every line began with a dash or a dot, now removed."""

    lines: tuple[str, ...]
    listed: bool = False


def lines_of(words: str) -> Lines:
    r"""Return the clean lines of ``words`` that have something on them; at least one.

    >>> lines_of("– a\n– b")
    Lines(lines=('a', 'b'), listed=True)
    """
    if not _LINE_END.search(words):
        return Lines((clean(words),))
    found = [line for part in _LINE_END.split(words) if (line := clean(part).strip())]
    if len(found) > 1 and all(_ITEM.match(line) for line in found):
        return Lines(tuple(_ITEM.sub("", line, count=1) for line in found), listed=True)
    return Lines(tuple(found) or ("",))


def is_safe_link(href: str) -> bool:
    """Return whether ``href`` is an ``http(s):`` or ``mailto:`` address or an ``#id``, and nothing else."""
    return _SAFE_LINK.fullmatch(href) is not None and clean(href) == href
