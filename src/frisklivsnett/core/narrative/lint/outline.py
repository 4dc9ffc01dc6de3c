"""Checks a report's numbering: gaps and jumps in chapters, tables and figures, and references to what is not there."""

import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence

from frisklivsnett.core.narrative.lint.model import Finding, Judgement
from frisklivsnett.core.narrative.lint.segments import Line, LineKind, caption_of
from frisklivsnett.core.text import Text, text

Number = tuple[int, ...]
_NUMBER = r"\d{1,3}(?:\.\d{1,3})*(?![\d%])"
_REFERENCE = re.compile(
    r"\b(?P<kind>tabell(?:en|ene|ane)?|tab\.|figur(?:en|ene|ane)?|fig\.|kapittel|kapitlene|kapitla|kap\.?|avsnitt"
    rf"|delkapittel|vedlegg)\s+(?P<first>{_NUMBER})"
    rf"(?P<more>(?:\s*(?:,|og|–|-|eller|til)\s*{_NUMBER}(?!\s*(?:%|prosent)|\s+[a-zæøå]{{4}}))*)",
    re.IGNORECASE,
)
_ELSEWHERE = re.compile(
    r"\s*(?:i|av|til|på|frå|fra)\s+(?!denne|dette|rapporten\b|årsrapporten\b|det\s+følgende|\d)",
    re.IGNORECASE,
)
_OTHER_WORK = re.compile(
    r"\b(?:veileder\w*|rettleiar\w*|meld|stortingsmelding\w*|lov(?:en|a)?|\w+loven|\w+lova|forskrift\w*|rundskriv\w*"
    r"|handlingsplan\w*|NOU|prop|tildelingsbrev\w*|regelverk\w*|retningslinj\w*|artikkel\w*|boka?|boken)\b",
    re.IGNORECASE,
)
"""Works of others: «Meld. St. 15 omtaler … i kapittel 5» is of a chapter there."""
_STOP = re.compile(r"(?<=[a-zæøå)]{5}[.!?])\s")
_LONGEST_BEFORE = 300
"""Characters before a reference that may tell of which work it is."""
_KINDS = {"tab": "tabell", "fig": "figur", "ved": "vedlegg"}
_APPENDIX = re.compile(r"[\s#]*vedlegg\s+(\d{1,2})\b", re.IGNORECASE)
_LIST_LINES = (LineKind.ITEM, LineKind.BLANK, LineKind.ROW)
_FEWEST = 3
"""Numbered lines that make a row of chapters."""
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
        there = {(kind, number) for kind, number, _ in captions}
        there |= {("kapittel", number) for number, _ in headings}
        there |= {("kapittel", (int(lines[at].number),)) for at in _alone(lines)}
        yield from _references(lines, blank, there | _appendices(lines, blank))


def _appendices(lines: Sequence[Line], blank: str) -> set[tuple[str, Number]]:
    found = (_APPENDIX.match(blank, line.start, line.end) for line in lines)
    return {("vedlegg", (int(match[1]),)) for match in found if match}


def _finding(line: Line, kind: str, why: Text, start: int = -1, end: int = -1, words: str = "") -> Finding:
    a, b = (start, end) if start >= 0 else (line.start, line.end)
    return Finding(a, b, words or line.words, Judgement.CONTRADICTED, f"structure:{kind}", why)


# --- chapters ---


def _headings(lines: Sequence[Line]) -> Iterator[tuple[Number, Line]]:
    """The numbered headings. A number without parts («3. Oppsummering») is one when it is not in a list."""
    top = 0
    typed = any(line.kind is LineKind.HEADING and line.number.isdigit() for line in lines)
    rising = set() if typed else _rising(lines)
    for at, line in enumerate(lines):
        if line.kind is LineKind.HEADING and line.number:
            number = tuple(int(part) for part in line.number.split("."))
            top = max(top, number[0]) if len(number) == 1 else top
            yield number, line
        elif (
            line.kind is LineKind.ITEM
            and line.number
            and not typed
            and (at in rising or _is_chapter(lines, at, top))
        ):
            top = int(line.number)
            yield (top,), line


def _without_contents(headings: list[tuple[Number, Line]]) -> list[tuple[Number, Line]]:
    """Of headings that stand twice in the same words, with a page number or without, the first is of the contents."""
    last = {(number, _title(line)): line.start for number, line in headings}
    return [(number, line) for number, line in headings if last[number, _title(line)] == line.start]


def _title(line: Line) -> str:
    return re.sub(r"[\s.…]*\d*$", "", line.words).lower()


def _rising(lines: Sequence[Line]) -> set[int]:
    """Places of numbered lines that stand alone like headings and rise from 1 through the text, if they all do.

    Then a number that is skipped is a chapter that is not there.
    """
    alone = _alone(lines)
    told = [int(lines[at].number) for at in alone]
    steps = [after - before for before, after in zip([0, *told], told, strict=False)]
    return (
        set(alone)
        if len(alone) >= _FEWEST and told[0] == 1 and all(1 <= step <= 2 for step in steps)
        else set()
    )


def _alone(lines: Sequence[Line]) -> list[int]:
    """Places of numbered lines that stand alone, as headings do whose look is lost."""
    return [
        at
        for at, line in enumerate(lines)
        if line.kind is LineKind.ITEM
        and line.number.isdigit()
        and _is_title(line)
        and not _in_list(lines, at)
    ]


def _is_title(line: Line) -> bool:
    return len(line.words) <= 90 and not line.words.endswith((".", ";", ","))


def _is_chapter(lines: Sequence[Line], at: int, top: int) -> bool:
    return _is_title(lines[at]) and int(lines[at].number) == top + 1 and not _in_list(lines, at)


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


def _captions(lines: Sequence[Line], blank: str) -> list[tuple[str, Number, Line]]:
    """The captions; those that a list of tables has first, with page numbers, are left out."""
    found = []
    for line in lines:
        match = caption_of(blank[line.start : line.end]) if line.kind is LineKind.CAPTION else None
        if match:
            kind = {"table": "tabell", "figure": "figur"}.get(match["kind"].lower(), match["kind"].lower())
            found.append((kind, tuple(int(part) for part in line.number.split(".")), line))
    last = {(kind, number, _title(line)): line.start for kind, number, line in found}
    return [one for one in found if last[one[0], one[1], _title(one[2])] == one[2].start]


def _series(kind: str, found: Sequence[tuple[Number, Line]]) -> Iterator[Finding]:
    """Numbers that go up by one; «Tabell 2.1» is counted within chapter 2."""
    seen: set[Number] = set()
    last: dict[Number, int] = {}
    for number, line in found:
        whole, before = (line.start, line.end), last.get(number[:-1], 0)
        if number in seen:
            yield _finding(line, kind_name(kind), _used_twice(kind, number), *whole)
        elif before + 1 < number[-1] <= before + _LARGEST_GAP:
            missing = [(*number[:-1], one) for one in range(before + 1, number[-1])]
            yield _finding(line, kind_name(kind), _not_there(kind, missing, number), *whole)
        elif number[-1] < before:
            yield _finding(line, kind_name(kind), _out_of_order(kind, number), *whole)
        seen.add(number)
        last[number[:-1]] = max(before, number[-1])


def kind_name(kind: str) -> str:
    """Return the kind of finding for a Norwegian kind of numbered thing."""
    return {"tabell": "table", "figur": "figure"}.get(kind, "chapter")


_NAMES = {
    "tabell": text("Tabell", "Tabell", "Table"),
    "figur": text("Figur", "Figur", "Figure"),
    "kapittel": text("Kapittel", "Kapittel", "Chapter"),
    "vedlegg": text("Vedlegg", "Vedlegg", "Appendix"),
}


def _not_there(kind: str, missing: Sequence[Number], found: Number) -> Text:
    shown, to = ", ".join(map(_shown, missing)), _shown(found)
    nb, nn, en = (_NAMES[kind].in_(language) for language in ("nb", "nn", "en"))
    return text(
        f"{nb} {shown} finnes ikke: nummereringen hopper til {to}.",
        f"{nn} {shown} finst ikkje: nummereringa hoppar til {to}.",
        f"{en} {shown} does not exist: the numbering jumps to {to}.",
    )


def _used_twice(kind: str, found: Number) -> Text:
    number = _shown(found)
    nb, nn, en = (_NAMES[kind].in_(language) for language in ("nb", "nn", "en"))
    return text(
        f"{nb} {number} finnes to ganger.",
        f"{nn} {number} finst to gonger.",
        f"{en} {number} is there twice.",
    )


def _out_of_order(kind: str, found: Number) -> Text:
    number = _shown(found)
    nb, nn, en = (_NAMES[kind].in_(language) for language in ("nb", "nn", "en"))
    return text(
        f"{nb} {number} kommer etter et høyere nummer.",
        f"{nn} {number} kjem etter eit høgare nummer.",
        f"{en} {number} comes after a higher number.",
    )


# --- references ---


def _references(lines: Sequence[Line], blank: str, there: set[tuple[str, Number]]) -> Iterator[Finding]:
    """References to what is not there. One may go on in the next line, so the whole text is searched."""
    starts = [line.start for line in lines]
    for match in _REFERENCE.finditer(blank):
        line = lines[bisect_right(starts, match.start()) - 1]
        if line.kind in (LineKind.PROSE, LineKind.ITEM) and not _is_elsewhere(match, line):
            kind = _KINDS.get(match["kind"].lower()[:3], "kapittel")
            for found in re.finditer(_NUMBER, match["first"] + match["more"]):
                yield from _reference(match, kind, found[0], line, there)


def _is_elsewhere(match: re.Match[str], line: Line) -> bool:
    """«kapittel 5 i veilederen», «Meld. St. 15 omtaler … i kapittel 5»: of another work."""
    begin = max(line.start, match.start() - _LONGEST_BEFORE)
    before = _STOP.split(match.string[begin : match.start()])[-1]
    return bool(_ELSEWHERE.match(match.string, match.end())) or bool(_OTHER_WORK.search(before))


def _reference(
    match: re.Match[str], kind: str, told: str, line: Line, there: set[tuple[str, Number]]
) -> Iterator[Finding]:
    number = tuple(int(part) for part in told.split("."))
    known = [one for of_kind, one in there if of_kind == kind]
    if any(one[: len(number)] == number for one in known) or (kind == "kapittel" and not known):
        return
    nb, nn, en = (_NAMES[kind].in_(language) for language in ("nb", "nn", "en"))
    why = text(f"{nb} {told} finnes ikke.", f"{nn} {told} finst ikkje.", f"{en} {told} does not exist.")
    yield _finding(line, "reference", why, match.start(), match.end(), match[0])
