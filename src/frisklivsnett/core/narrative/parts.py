"""Parts of a source that stand only when something holds: between the lines ``::: when FORMULA`` and ``:::``.

    ::: when known log.centres
    ## What the centres have noted
    [18 of 18](=fact log.centres) centres keep a log.
    :::

A part may hold another. The lines that open and close one are no running text, and end the paragraph before them.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property

_LINE = re.compile(r"(?m)^ {0,3}:::[ \t]*(?P<words>[^\n]*?)[ \t]*$")
_WHEN = re.compile(r"when[ \t]+(?P<formula>\S.*)")
_MARK = re.compile(r":::+")


@dataclass(frozen=True, slots=True)
class Part:
    """``start`` is where the line that opens the part begins, ``end`` where the one that closes it ends.

    ``inside`` is the number of the part around it, None when there is none.
    """

    start: int
    end: int
    formula: str
    formula_start: int
    inside: int | None = None


@dataclass(frozen=True, slots=True)
class Piece:
    """A run of whole lines that stand in the same part; ``part`` is its number, None outside of all."""

    start: int
    end: int
    part: int | None


@dataclass(frozen=True)
class Layout:
    """The parts of a source in the order they open; ``misplaced`` is where ``:::`` stands and means nothing."""

    source: str
    parts: tuple[Part, ...]
    pieces: tuple[Piece, ...]
    misplaced: tuple[tuple[int, int], ...]

    @cached_property
    def text(self) -> str:
        """The source, as long as it is, with blanks where the lines stand that open and close parts."""
        kept, at = [], 0
        for piece in self.pieces:
            kept += [_blank(self.source[at : piece.start]), self.source[piece.start : piece.end]]
            at = piece.end
        return "".join((*kept, _blank(self.source[at:])))

    def around(self, part: int | None) -> Iterator[int]:
        """Yield the number of the part and of each that it stands in, the outermost last."""
        while part is not None:
            yield part
            part = self.parts[part].inside

    def at(self, place: int) -> int | None:
        """Return the number of the innermost part that a place of the source stands in."""
        return next((piece.part for piece in self.pieces if piece.start <= place < piece.end), None)


def layout_of(source: str) -> Layout:
    """Return the parts of a source. One that is never closed goes to the end, and is told as misplaced."""
    reader = _Reader(source)
    for match in _LINE.finditer(source):
        reader.line(match)
    return reader.layout()


class _Reader:
    def __init__(self, source: str) -> None:
        self.source = source
        self.parts: list[Part] = []
        self.open: list[int] = []
        self.pieces: list[Piece] = []
        self.misplaced: list[tuple[int, int]] = []
        self.at = 0

    def line(self, match: re.Match[str]) -> None:
        when = _WHEN.fullmatch(match["words"])
        if when:
            self._cut(match)
            start = match.start("words") + when.start("formula")
            around = self.open[-1] if self.open else None
            self.open.append(len(self.parts))
            self.parts.append(Part(match.start(), len(self.source), when["formula"], start, around))
        elif not match["words"] and self.open:
            self._cut(match)
            number = self.open.pop()
            part = self.parts[number]
            self.parts[number] = Part(part.start, match.end(), part.formula, part.formula_start, part.inside)

    def _cut(self, match: re.Match[str]) -> None:
        """End the piece before the line, and begin the next after it."""
        self._piece(match.start())
        self.at = min(match.end() + 1, len(self.source))

    def _piece(self, end: int) -> None:
        if end > self.at:
            inside = self.open[-1] if self.open else None
            mine = self.source[self.at : end]
            self.misplaced += [(self.at + m.start(), self.at + m.end()) for m in _MARK.finditer(mine)]
            self.pieces.append(Piece(self.at, end, inside))

    def layout(self) -> Layout:
        self._piece(len(self.source))
        unclosed = [self.source.index(":::", self.parts[number].start) for number in self.open]
        marks = sorted((*self.misplaced, *((start, start + 3) for start in unclosed)))
        return Layout(self.source, tuple(self.parts), tuple(self.pieces), tuple(marks))


def _blank(lines: str) -> str:
    return re.sub(r"[^\n]", " ", lines)
