"""Checks a report's numbering: gaps and jumps in chapters, tables and figures, and references to what is not there."""

import re
from collections.abc import Iterator, Sequence

from frisklivsnett.core.narrative.lint.model import Finding, Judgement
from frisklivsnett.core.narrative.lint.segments import Line, LineKind
from frisklivsnett.core.text import Text, text

Number = tuple[int, ...]
_CAPTION = re.compile(r"^\s*(tabell|figur|table|figure)\s+(\d{1,3})\s*[:.–-]", re.IGNORECASE)
_REFERENCE = re.compile(
    r"\b(tabell|figur|kapittel|kap\.|avsnitt|delkapittel)\s+(\d{1,3}(?:\.\d{1,3})*)"
    r"(?:\s*(?:,|og|–|-|eller)\s*(\d{1,3}(?:\.\d{1,3})*)\b(?!\s*%))?",
    re.IGNORECASE,
)
_LIST_LINES = (LineKind.ITEM, LineKind.BLANK, LineKind.ROW)
_LARGEST_GAP = 5
"""A wider gap is taken for numbers of another kind."""


def check_outline(lines: Sequence[Line], blank: str) -> Iterator[Finding]:
    """Yield what is wrong with the numbering. ``blank`` is the text that the lines were cut from."""
    headings = _without_contents(list(_headings(lines)))
    yield from _chapters(headings)
    captions = _captions(lines, blank)
    for kind in ("tabell", "figur"):
        yield from _series(kind, [(number, line) for found, number, line in captions if found == kind])
    if headings or captions:
        yield from _references(lines, blank, {number for number, _ in headings}, captions)


def _finding(line: Line, kind: str, why: Text, start: int = -1, end: int = -1, words: str = "") -> Finding:
    a, b = (start, end) if start >= 0 else (line.start, line.end)
    return Finding(a, b, words or line.words, Judgement.CONTRADICTED, f"structure:{kind}", why)


# --- chapters ---


def _headings(lines: Sequence[Line]) -> Iterator[tuple[Number, Line]]:
    """The numbered headings. A number without parts («3. Oppsummering») is one when it is not in a list."""
    top = 0
    typed = any(line.kind is LineKind.HEADING and line.number.isdigit() for line in lines)
    for at, line in enumerate(lines):
        if line.kind is LineKind.HEADING and line.number:
            number = tuple(int(part) for part in line.number.split("."))
            top = max(top, number[0]) if len(number) == 1 else top
            yield number, line
        elif line.kind is LineKind.ITEM and line.number and not typed and _is_chapter(lines, at, top):
            top = int(line.number)
            yield (top,), line


def _without_contents(headings: list[tuple[Number, Line]]) -> list[tuple[Number, Line]]:
    """Of headings that stand twice in the same words, with a page number or without, the first is of the contents."""
    last = {(number, _title(line)): line.start for number, line in headings}
    return [(number, line) for number, line in headings if last[number, _title(line)] == line.start]


def _title(line: Line) -> str:
    return re.sub(r"[\s.…]*\d*$", "", line.words).lower()


def _is_chapter(lines: Sequence[Line], at: int, top: int) -> bool:
    line = lines[at]
    short = len(line.words) <= 90 and not line.words.endswith((".", ";", ","))
    return short and int(line.number) == top + 1 and not _in_list(lines, at)


def _in_list(lines: Sequence[Line], at: int) -> bool:
    """Whether the lines next to it are numbered one less or one more, with nothing but items between."""
    for step in (-1, 1):
        near = at + step
        while 0 <= near < len(lines) and lines[near].kind in _LIST_LINES:
            number = lines[near].number
            if number and "." not in number:
                if int(number) == int(lines[at].number) + step:
                    return True
                break
            near += step
    return False


def _chapters(headings: Sequence[tuple[Number, Line]]) -> Iterator[Finding]:
    seen: set[Number] = set()
    before: Number = ()
    misplaced: set[Number] = set()
    for number, line in headings:
        if number in seen:
            yield _finding(line, "chapter", _twice(number))
            continue
        seen.add(number)
        parent = before[: len(number) - 1]
        if len(number) > 1 and before and number[:-1] != parent and not _new_parent(number, before, headings):
            right = (
                *parent,
                1 + max((n[-1] for n in seen if n[:-1] == parent and len(n) == len(number)), default=0),
            )
            misplaced.add(right)
            seen.add(right)
            yield _finding(line, "chapter", _elsewhere(number, parent, right))
            continue
        yield from _gap(number, line, seen | misplaced)
        before = number


def _new_parent(number: Number, before: Number, headings: Sequence[tuple[Number, Line]]) -> bool:
    """Whether the heading opens a chapter that the text has, or that comes right after the one before."""
    known = {found for found, _ in headings}
    parent = number[:-1]
    if parent in known and parent <= before[: len(parent)]:
        return True
    follows = before[: len(parent) - 1] == parent[:-1] and len(before) >= len(parent)
    return follows and 0 < parent[-1] - before[len(parent) - 1] <= 1


def _gap(number: Number, line: Line, seen: set[Number]) -> Iterator[Finding]:
    siblings = sorted(
        other[-1]
        for other in seen
        if other[:-1] == number[:-1] and len(other) == len(number) and other != number
    )
    last = max((one for one in siblings if one < number[-1]), default=0)
    if any(one > number[-1] for one in siblings):
        yield _finding(line, "chapter", _backwards(number))
    elif 1 < number[-1] - last <= _LARGEST_GAP and (last or len(number) > 1 or number[-1] > 1):
        missing = [(*number[:-1], one) for one in range(last + 1, number[-1])]
        yield _finding(line, "chapter", _missing(missing, number))


def _shown(number: Number) -> str:
    return ".".join(map(str, number))


def _missing(numbers: Sequence[Number], found: Number) -> Text:
    shown = ", ".join(_shown(number) for number in numbers)
    return text(
        f"Kapittel {shown} finnes ikke: nummereringen hopper til {_shown(found)}.",
        f"Kapittel {shown} finst ikkje: nummereringa hoppar til {_shown(found)}.",
        f"Chapter {shown} does not exist: the numbering jumps to {_shown(found)}.",
    )


def _elsewhere(number: Number, parent: Number, right: Number) -> Text:
    return text(
        f"{_shown(number)} står i kapittel {_shown(parent)} og skulle hatt nummer {_shown(right)}.",
        f"{_shown(number)} står i kapittel {_shown(parent)} og skulle hatt nummer {_shown(right)}.",
        f"{_shown(number)} stands in chapter {_shown(parent)} and should be {_shown(right)}.",
    )


def _twice(number: Number) -> Text:
    return text(
        f"Nummer {_shown(number)} er brukt to ganger.",
        f"Nummer {_shown(number)} er brukt to gonger.",
        f"Number {_shown(number)} is used twice.",
    )


def _backwards(number: Number) -> Text:
    return text(
        f"Kapittel {_shown(number)} kommer etter et høyere nummer.",
        f"Kapittel {_shown(number)} kjem etter eit høgare nummer.",
        f"Chapter {_shown(number)} comes after a higher number.",
    )


# --- tables and figures ---


def _captions(lines: Sequence[Line], blank: str) -> list[tuple[str, int, Line]]:
    found = []
    for line in lines:
        match = _CAPTION.match(blank[line.start : line.end]) if line.kind is LineKind.CAPTION else None
        if match:
            kind = {"table": "tabell", "figure": "figur"}.get(match[1].lower(), match[1].lower())
            found.append((kind, int(match[2]), line))
    return found


def _series(kind: str, found: Sequence[tuple[int, Line]]) -> Iterator[Finding]:
    seen: set[int] = set()
    last = 0
    for number, line in found:
        whole = (line.start, line.end)
        if number in seen:
            yield _finding(line, kind_name(kind), _used_twice(kind, number), *whole)
        elif number > last + 1 and number - last <= _LARGEST_GAP:
            yield _finding(line, kind_name(kind), _not_there(kind, range(last + 1, number), number), *whole)
        elif number < last:
            yield _finding(line, kind_name(kind), _out_of_order(kind, number), *whole)
        seen.add(number)
        last = max(last, number)


def kind_name(kind: str) -> str:
    """Return the kind of finding for a Norwegian kind of numbered thing."""
    return {"tabell": "table", "figur": "figure"}.get(kind, "chapter")


_NAMES = {
    "tabell": text("Tabell", "Tabell", "Table"),
    "figur": text("Figur", "Figur", "Figure"),
    "kapittel": text("Kapittel", "Kapittel", "Chapter"),
}


def _not_there(kind: str, missing: range, found: int) -> Text:
    shown = ", ".join(map(str, missing))
    nb, nn, en = (_NAMES[kind].in_(language) for language in ("nb", "nn", "en"))
    return text(
        f"{nb} {shown} finnes ikke: nummereringen hopper til {found}.",
        f"{nn} {shown} finst ikkje: nummereringa hoppar til {found}.",
        f"{en} {shown} does not exist: the numbering jumps to {found}.",
    )


def _used_twice(kind: str, number: int) -> Text:
    nb, nn, en = (_NAMES[kind].in_(language) for language in ("nb", "nn", "en"))
    return text(
        f"{nb} {number} finnes to ganger.",
        f"{nn} {number} finst to gonger.",
        f"{en} {number} is there twice.",
    )


def _out_of_order(kind: str, number: int) -> Text:
    nb, nn, en = (_NAMES[kind].in_(language) for language in ("nb", "nn", "en"))
    return text(
        f"{nb} {number} kommer etter et høyere nummer.",
        f"{nn} {number} kjem etter eit høgare nummer.",
        f"{en} {number} comes after a higher number.",
    )


# --- references ---


def _references(
    lines: Sequence[Line], blank: str, chapters: set[Number], captions: Sequence[tuple[str, int, Line]]
) -> Iterator[Finding]:
    there = {(kind, number) for kind, number, _ in captions}
    for line in lines:
        if line.kind not in (LineKind.PROSE, LineKind.ITEM):
            continue
        for match in _REFERENCE.finditer(blank, line.start, line.end):
            for told in (match[2], match[3]):
                yield from _reference(match, told, line, there, chapters)


def _reference(
    match: re.Match[str], told: str | None, line: Line, there: set[tuple[str, int]], chapters: set[Number]
) -> Iterator[Finding]:
    kind = match[1].lower()
    if told is None:
        return
    number = tuple(int(part) for part in told.split("."))
    if kind in ("tabell", "figur"):
        missing = len(number) == 1 and (kind, number[0]) not in there
    else:
        kind = "kapittel"
        missing = (
            bool(chapters)
            and number not in chapters
            and not any(n[: len(number)] == number for n in chapters)
        )
    if missing:
        nb, nn, en = (_NAMES[kind].in_(language) for language in ("nb", "nn", "en"))
        why = text(f"{nb} {told} finnes ikke.", f"{nn} {told} finst ikkje.", f"{en} {told} does not exist.")
        yield _finding(line, "reference", why, match.start(), match.end(), match[0])
