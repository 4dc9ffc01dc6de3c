"""From a letter's text with placeholders to the words that are sent: plain text, and the same as simple HTML. Pure.

A text is paragraphs with an empty line between. Lines that begin with «- » are a list. A paragraph, or a line of a
list, with a placeholder that has no value is left out. What a value holds is words only: it makes no paragraphs of
ours, no list, no link and no placeholder, and in HTML it is escaped.
"""

import re
import unicodedata
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from difflib import get_close_matches
from enum import StrEnum
from html import escape
from itertools import groupby

from frisklivsnett.mailing.kinds import Shape

PLACEHOLDER = re.compile(r"\{([^{}\n]*)\}")
ADDRESS = re.compile(r"https?://[^\s<>\"]+[^\s<>\".,;:!?)]")
BULLET = "- "
LONGEST_SUBJECT = 150
LONGEST_BODY = 10_000
"""Characters."""


class Fault(StrEnum):
    """What can be wrong with a text."""

    UNKNOWN = "unknown"
    BRACE = "brace"


@dataclass(frozen=True, slots=True)
class Problem:
    """Something that must be mended: on which line (from 1), what stands there, and the nearest right name if any."""

    fault: Fault
    line: int
    found: str
    nearest: str = ""


@dataclass(frozen=True, slots=True)
class Written:
    """The words of a letter: as plain text, and as HTML for the inside of ``<body>``."""

    text: str
    html: str


def problems_in(template: str, known: Sequence[str]) -> list[Problem]:
    """Return what is wrong with a text, in the order of its lines."""
    return [
        problem
        for number, line in enumerate(template.splitlines(), start=1)
        for problem in _problems_of(line, number, known)
    ]


def _problems_of(line: str, number: int, known: Sequence[str]) -> Iterator[Problem]:
    for found in PLACEHOLDER.finditer(line):
        name = found[1]
        if name not in known:
            nearest = get_close_matches(name.strip().lower(), known, n=1, cutoff=0.5)
            yield Problem(Fault.UNKNOWN, number, found[0], nearest[0] if nearest else "")
    for brace in re.finditer(r"[{}]", PLACEHOLDER.sub("", line)):
        yield Problem(Fault.BRACE, number, brace[0])


def used_in(template: str) -> set[str]:
    """Return the names of the placeholders in a text."""
    return set(PLACEHOLDER.findall(template))


def one_line(words: str) -> str:
    """Return words without line breaks and control characters, for a header or the middle of a sentence."""
    plain = (" " if unicodedata.category(sign) in {"Cc", "Zl", "Zp"} else sign for sign in words)
    return " ".join("".join(plain).split(" ")).strip()


def write_subject(template: str, values: Mapping[str, str]) -> str:
    """Return the subject: one line, at most ``LONGEST_SUBJECT`` characters."""
    words = one_line(PLACEHOLDER.sub(lambda found: one_line(values[found[1]]), one_line(template)))
    words = re.sub(r" {2,}", " ", words)
    return words if len(words) <= LONGEST_SUBJECT else words[: LONGEST_SUBJECT - 1].rstrip() + "…"


def write_body(template: str, values: Mapping[str, str], shapes: Mapping[str, Shape]) -> Written:
    """Return the body. Raises KeyError for a placeholder without a value."""
    blocks = [_Block(tuple(block.splitlines())) for block in _paragraphs(template)]
    said = [block.without_empty(values) for block in blocks]
    kept = [block for block in said if block.lines]
    return Written(
        text="\n\n".join(block.text(values, shapes) for block in kept) + "\n",
        html="\n".join(block.html(values, shapes) for block in kept),
    )


def as_written(text: str) -> Written:
    """Return words that have no placeholders, such as a library's: addresses in them become links."""
    return Written(
        text, "\n".join(_Block(tuple(block.splitlines())).html({}, {}) for block in _paragraphs(text))
    )


def _paragraphs(text: str) -> list[str]:
    lines = "\n".join(line.rstrip() for line in text.splitlines())
    return [block.strip("\n") for block in re.split(r"\n{2,}", lines) if block.strip()]


@dataclass(frozen=True, slots=True)
class _Block:
    """A paragraph, or a list when every line begins with a dash."""

    lines: tuple[str, ...]

    @property
    def is_list(self) -> bool:
        return all(line.startswith(BULLET) for line in self.lines)

    def without_empty(self, values: Mapping[str, str]) -> "_Block":
        if self.is_list:
            return _Block(tuple(line for line in self.lines if not _lacks(line, values)))
        return _Block(()) if any(_lacks(line, values) for line in self.lines) else self

    def text(self, values: Mapping[str, str], shapes: Mapping[str, Shape]) -> str:
        return "\n".join(
            PLACEHOLDER.sub(lambda found: _value(found[1], values, shapes), line) for line in self.lines
        )

    def html(self, values: Mapping[str, str], shapes: Mapping[str, Shape]) -> str:
        if self.is_list:
            items = "".join(f"<li>{_inline(line[len(BULLET) :], values, shapes)}</li>" for line in self.lines)
            return f"<ul>{items}</ul>"
        alone = [_lines_alone(line, shapes) for line in self.lines]
        parts = []
        for name, group in groupby(zip(alone, self.lines, strict=True), key=lambda pair: pair[0]):
            lines = [_inline(line, values, shapes) for _name, line in group]
            parts.append(_quote(_value(name, values, shapes)) if name else f"<p>{'<br>'.join(lines)}</p>")
        return "\n".join(parts)


def _lines_alone(line: str, shapes: Mapping[str, Shape]) -> str:
    """Return the name of a placeholder for lines that stands on a line by itself, if that is what it is."""
    found = PLACEHOLDER.fullmatch(line.strip())
    return found[1] if found and shapes.get(found[1]) == Shape.LINES else ""


def _quote(words: str) -> str:
    return (
        "<blockquote>" + "".join(f"<p>{_broken(part)}</p>" for part in _paragraphs(words)) + "</blockquote>"
    )


def _lacks(line: str, values: Mapping[str, str]) -> bool:
    return any(not values[name].strip() for name in PLACEHOLDER.findall(line))


def _value(name: str, values: Mapping[str, str], shapes: Mapping[str, Shape]) -> str:
    if shapes[name] != Shape.LINES:
        return one_line(values[name])
    return "\n".join(one_line(line) for line in values[name].strip().splitlines())


def _inline(line: str, values: Mapping[str, str], shapes: Mapping[str, Shape]) -> str:
    """Return a line as HTML: placeholders filled in, addresses made links, everything else escaped."""
    parts, end = [], 0
    for found in PLACEHOLDER.finditer(line):
        if found[1] not in shapes:
            continue
        parts.append(_linked(line[end : found.start()]))
        value = _value(found[1], values, shapes)
        parts.append(_link(value) if shapes[found[1]] == Shape.LINK else _broken(value))
        end = found.end()
    parts.append(_linked(line[end:]))
    return "".join(parts)


def _linked(words: str) -> str:
    parts, end = [], 0
    for found in ADDRESS.finditer(words):
        parts += [escape(words[end : found.start()]), _link(found[0])]
        end = found.end()
    return "".join([*parts, escape(words[end:])])


def _link(address: str) -> str:
    if not address.startswith(("https://", "http://")):
        raise ValueError("A link in a letter must be a whole address, https://…")
    return f'<a href="{escape(address)}">{escape(address)}</a>'


def _broken(words: str) -> str:
    return "<br>".join(escape(line) for line in words.splitlines())
