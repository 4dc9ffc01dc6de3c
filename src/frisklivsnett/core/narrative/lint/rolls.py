"""Reads the lists, tables and figures of a report as rolls: what stands in them, with the numbers beside."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from frisklivsnett.core.narrative.lint.model import Finding, Judgement
from frisklivsnett.core.narrative.lint.segments import TYPED_ROW, Line, LineKind
from frisklivsnett.core.text import Text

FEWEST = 3
"""Entries that make a list worth checking."""
MOST_OF_IT = 0.6
"""The part of a list's entries that must be known for it to be a list of them."""
_AMOUNT = re.compile(r"^\s*(?:ca\.?\s*)?\d[\d\s\u00a0]*(?:[.,]\d+)?\s*(?:%|prosent|personer)?\s*$")


@dataclass(frozen=True, slots=True)
class Entry:
    """One thing in a list or a figure, with the number and the words beside it if there are any."""

    start: int
    end: int
    words: str
    amount: float | None = None
    beside: str = ""


@dataclass(frozen=True, slots=True)
class Roll:
    """A list, a table's column or a figure: its entries, the caption above it, and whether numbers stand beside."""

    entries: tuple[Entry, ...]
    caption: str = ""

    @property
    def start(self) -> int:
        """Where the first entry begins."""
        return self.entries[0].start

    @property
    def end(self) -> int:
        """Where the last entry ends."""
        return max(entry.end for entry in self.entries)


_TYPED_PAIR = re.compile(r"^(?P<label>[^\W\d].*?[\w)])\s+(?P<n>\d{1,4}(?:,\d+)?\s?%?)$")
"""A row of a name and a number whose cells have run together, as in text from a PDF: «Presse 12»."""


def rolls_of(lines: Sequence[Line], text_: str) -> Iterator[Roll]:
    """Yield the lists, tables and figures of a report."""
    caption, entries, wrapped = "", list[Entry](), ""
    pairs = _typed_pairs(lines)
    for line in lines:
        if line.kind in (LineKind.ITEM, LineKind.ROW) or line.start in pairs:
            read = (_with_lead(entry, wrapped) for entry in _entries(line, text_))
            found = [entry for entry in read if entry.words]
            wrapped = ""
            alone = _is_row_of_figures(line, text_)
            if entries and (alone or (line.kind is LineKind.ITEM and line.number == "1")):
                yield Roll(tuple(entries), caption)
                entries = []
            if alone and found:
                yield Roll(tuple(found), caption)
            else:
                entries += found
        elif line.kind is not LineKind.BLANK:
            if entries and _wraps(line, entries, text_):
                wrapped = f"{wrapped} {line.words}".strip()
                continue
            if entries:
                yield Roll(tuple(entries), caption)
                entries = []
            caption, wrapped = line.words, ""
    if entries:
        yield Roll(tuple(entries), caption)


def _wraps(line: Line, entries: Sequence[Entry], text_: str) -> bool:
    """Whether a line in a table whose cells have run together is the first line of a long name."""
    last = text_[text_.rfind("\n", 0, entries[-1].end) + 1 : entries[-1].end]
    typed = TYPED_ROW.match(last.strip()) is not None
    return (
        typed
        and line.kind is not LineKind.CAPTION
        and not line.words.endswith((".", ":"))
        and not line.number
    )


def _typed_pairs(lines: Sequence[Line]) -> set[int]:
    """Where the lines begin that are such rows, at least three of them below each other."""
    found: set[int] = set()
    run: list[int] = []
    for line in (*lines, None):
        if (
            line is not None
            and line.kind is LineKind.PROSE
            and not line.number
            and _TYPED_PAIR.match(line.words)
        ):
            run.append(line.start)
            continue
        if len(run) >= FEWEST:
            found.update(run)
        run = []
    return found


def _with_lead(entry: Entry, lead: str) -> Entry:
    return replace(entry, words=f"{lead} {entry.words}".strip()) if lead else entry


def _cells(line: Line, text_: str) -> list[tuple[int, int, str]]:
    words = text_[line.start : line.end]
    typed = None if "\t" in words or "|" in words else TYPED_ROW.match(words.strip())
    if typed:
        name = typed["label"] or ""
        start = text_.index(name or typed["n"], line.start)
        return [
            (start, start + len(name), name),
            (start, line.end, typed["n"]),
            (start, line.end, typed["share"]),
        ]
    pair = None if line.kind is not LineKind.PROSE else _TYPED_PAIR.match(line.words)
    if pair:
        start = text_.index(pair["label"], line.start)
        return [(start, start + len(pair["label"]), pair["label"]), (start, line.end, pair["n"])]
    sign = "|" if text_[line.start : line.end].lstrip().startswith("|") else "\t"
    cells, at = [], line.start
    for part in text_[line.start : line.end].split(sign):
        stripped = part.strip().lstrip("·•▪◦‣●○*–- ").strip()
        if stripped:
            start = text_.index(stripped, at)
            cells.append((start, start + len(stripped), re.sub(r"^\d{1,3}[.)]\s+", "", stripped)))
        at += len(part) + 1
    return cells


def _is_row_of_figures(line: Line, text_: str) -> bool:
    """A figure's data in one line: at least three names, and as many numbers after them."""
    cells = [words for _, _, words in _cells(line, text_)]
    amounts = [bool(_AMOUNT.match(cell)) for cell in cells]
    half = len(cells) // 2
    return (
        len(cells) >= 2 * FEWEST
        and len(cells) == 2 * half
        and not any(amounts[:half])
        and all(amounts[half:])
    )


def _entries(line: Line, text_: str) -> Iterator[Entry]:
    cells = _cells(line, text_)
    if _is_row_of_figures(line, text_):
        half = len(cells) // 2
        for (start, end, words), (_, _, amount) in zip(cells[:half], cells[half:], strict=True):
            yield Entry(start, end, words, _number(amount))
    elif cells:
        start, end, words = cells[0]
        amounts = [_number(cell) for _, _, cell in cells[1:] if _AMOUNT.match(cell) and "%" not in cell]
        if not words or not set(words) <= set("-: "):
            beside = " ".join(cell for _, _, cell in cells[1:])
            yield Entry(start, cells[-1][1], words, amounts[0] if amounts else None, beside)


def _number(words: str) -> float:
    digits = re.sub(r"[^\d,.]", "", words).replace(",", ".").strip(".")
    try:
        return float(digits)
    except ValueError:
        return -1.0


def roll_finding(roll: Roll, kind: str, expected: Text, source: str, named: Text | None = None) -> Finding:
    """Return a finding about the whole of a list."""
    return Finding(
        roll.start,
        roll.end,
        "",
        Judgement.CONTRADICTED,
        f"structure:{kind}",
        expected,
        source,
        named or Text(),
    )
