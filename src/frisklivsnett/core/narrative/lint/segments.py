"""A report's text cut in lines and sentences, each with where it stands: under which headings, after which sentence.

Nothing is rewritten: every place is an offset in the text that was given. What is no prose (marks of footnotes, targets
of links) is blanked, so that it keeps its length.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum


class LineKind(StrEnum):
    """What a line is."""

    BLANK = "blank"
    HEADING = "heading"
    CAPTION = "caption"
    ITEM = "item"
    ROW = "row"
    PROSE = "prose"


@dataclass(frozen=True, slots=True)
class Line:
    """A line at ``start``–``end``; ``words`` is its text without bullet and number, which is in ``number``."""

    start: int
    end: int
    kind: LineKind
    words: str
    number: str = ""


@dataclass(frozen=True, slots=True)
class Sentence:
    """A sentence at ``start``–``end``, the headings it stands under (nearest first), and the sentence before it."""

    start: int
    end: int
    words: str
    headings: tuple[str, ...] = ()
    before: str = ""
    is_item: bool = False
    begins: bool = True
    """Whether it is the first of its paragraph."""


_MARKS = re.compile(
    r"\[footnoteRef:\d+\]|\[bookmark:[^\]]*\]|\[\^?\d{1,3}\](?!\()|\]\([^)\n]{0,500}\)|(?<!\w)[*_]{1,3}(?=\w)|(?<=\w)[*_]{1,3}(?!\w)|`"
)
_NOTE = re.compile(r"\[\^?(\d{1,3}):\s*([^\[\]]*)\]")
_NUMBERED = re.compile(r"^\s*(?P<hashes>#{1,6}\s+)?(?P<number>\d{1,3}(?:\.\d{1,3})+)\.?\s+(?P<rest>\S.*)$")
_HASHED = re.compile(r"^\s*#{1,6}\s+(?P<rest>\S.*?)\s*(?:\{[^}]*\})?\s*$")
_CAPTION = re.compile(
    r"^\s*(?P<kind>(?i:tabell|figur|table|figure))\s+(?P<number>\d{1,3}(?:[.-]\d{1,3})*+)"
    r"(?:\s*[:.–-]\s*(?P<rest>.*)|\s+(?P<bare>[A-ZÆØÅ«].*[^.!?\s]))\s*$"
)
"""A caption; its number may be of a chapter («Tabell 2.1»), and the sign after it left out."""
_BULLET = re.compile(r"^\s*(?:[·•▪◦‣●○*–-]|o(?=\s{2,}))\s+(?P<rest>\S.*)$")
_ENUMERATED = re.compile(r"^\s*(?P<number>\d{1,3})[.)]\s+(?P<rest>\S.*)$")
_BARE = re.compile(r"^\s*(?P<number>\d{1,2})\s+(?P<rest>[A-ZÆØÅ].*)$")
_CHAPTER = re.compile(r"(?:kapittel|kap\.?)\s+(\d{1,2})\s*[.:–-]?\s+(\D.*)", re.IGNORECASE)
TYPED_ROW = re.compile(
    r"^(?:(?P<label>\S.*\S)\s+)?(?P<n>\d{1,4})\s+(?:av\s+\d+\s+)?\(?(?P<share>\d{1,3}(?:,\d+)?\s?%)\)?$"
)
"""A table's row where the cells have run together, as in text from a PDF: «Fastleger 16 88,9 %»."""
_CONTENTS = re.compile(r"(?<!\.)(?<!\.\s)(?:\.\s?){4,}+\s*+\d{1,4}$|…{2,}\s*\d{1,4}$")
"""A line of a table of contents."""
_VERBS = re.compile(
    r"\b(?:har|hadde|er|var|ble|blei|vart|blir|bruker|brukar|benytter|sprer|spreier|oppgir|nevner|deltar|bidrar|driver"
    r"|samarbeider|hospiterte|fikk|får|tok|økte|skal|kan|må)\b",
    re.IGNORECASE,
)
_SENTENCES = re.compile(r"[a-zæøå]{4}[.!?]\s+[A-ZÆØÅ][a-zæøå]+\s+\w")
"""A sentence's end, and another begun: no heading has that."""
_UNFINISHED = re.compile(
    r"\s(?:i|på|av|og|til|for|med|fra|frå|som|at|enn|de|dei|en|ein|ei|et|eit|figur|tabell|kapittel)$"
)
"""Last words of a line that has more to come."""
_LONGEST_HEADING = 90
_WIDEST_PAGE = 130
_FULL = 0.8
"""The part of a page's width that a line fills which goes on in the next."""
_FULL_LINE = 50
"""A line at least this long may go on in the next."""


def blanked(text: str) -> tuple[str, tuple[tuple[int, int], ...]]:
    """Return the text with marks and notes blanked, and where the notes' own words are."""
    notes = tuple(match.span(2) for match in _NOTE.finditer(text))
    hidden = _NOTE.sub(_spaces, text)
    return _MARKS.sub(_spaces, hidden), notes


def _spaces(match: re.Match[str]) -> str:
    return re.sub(r"[^\n]", " ", match[0])


def lines_of(text: str) -> tuple[Line, ...]:
    """Return every line of the text with its kind."""
    found: list[Line] = []
    start = 0
    rows = text.split("\n")
    for raw, following in zip(rows, [*rows[1:], ""], strict=True):
        line = _line(raw, start)
        if _looks_typed(line, raw) and (_goes_on(line, found) or _is_begun(line, raw, following)):
            line = Line(line.start, line.end, LineKind.PROSE, raw.strip())
        found.append(line)
        start += len(raw) + 1
    return tuple(found)


def _looks_typed(line: Line, raw: str) -> bool:
    """Whether only the look of the line says that it is a heading or a numbered item, and no mark of the format."""
    if line.kind is LineKind.HEADING:
        return "." not in line.number and not raw.lstrip().startswith("#")
    return line.kind is LineKind.ITEM and bool(line.number)


def _goes_on(line: Line, found: list[Line]) -> bool:
    """Whether the line continues a sentence that the one before left unfinished: «(14 av⏎18) tok imot …»."""
    before = found[-1] if found else None
    if before is None or before.kind not in (LineKind.PROSE, LineKind.ITEM):
        return False
    in_list = line.number and before.number and int(line.number) == int(before.number.split(".")[0]) + 1
    return before.words[-1:] not in ".!?:;" and len(before.words) >= _FULL_LINE and not in_list


def _is_begun(line: Line, raw: str, following: str) -> bool:
    """Whether a line that looks like a heading is the beginning of prose, with the rest of it in the next line."""
    if line.kind is not LineKind.HEADING:
        return False
    full = len(raw.strip()) >= _FULL_LINE and bool(following.strip())
    goes_on = full and (following.strip()[0].islower() or _UNFINISHED.search(line.words) is not None)
    return goes_on or _SENTENCES.search(line.words) is not None


def _line(raw: str, start: int) -> Line:
    end = start + len(raw)
    stripped = raw.strip()
    if not stripped:
        return Line(start, end, LineKind.BLANK, "")
    if match := caption_of(raw):
        rest = match["rest"] if match["bare"] is None else match["bare"]
        return Line(start, end, LineKind.CAPTION, rest.strip(), match["number"].replace("-", "."))
    if len(stripped.split("\t")) > 1 or stripped.startswith("|") or TYPED_ROW.match(stripped):
        return Line(start, end, LineKind.ROW, stripped)
    if _CONTENTS.search(stripped):
        return Line(start, end, LineKind.BLANK, "")
    if match := _NUMBERED.match(raw):
        kind = LineKind.HEADING if _like_heading(match["rest"]) else LineKind.PROSE
        return Line(start, end, kind, match["rest"].strip(), match["number"])
    if match := _HASHED.match(raw):
        return _hashed(match["rest"], start, end)
    if match := _BULLET.match(raw) or _ENUMERATED.match(raw) or _bare_number(raw):
        return Line(start, end, LineKind.ITEM, match["rest"].strip(), match.groupdict().get("number") or "")
    heading = (
        _like_heading(stripped)
        and not stripped.endswith((".", "!", "?", ";", ","))
        and not _VERBS.search(stripped)
    )
    return Line(
        start,
        end,
        LineKind.HEADING if heading and not _ends_with_digit(stripped) else LineKind.PROSE,
        stripped,
    )


def caption_of(raw: str) -> re.Match[str] | None:
    """Return the caption's parts: ``kind``, ``number`` and what it says in ``rest`` or ``bare``."""
    match = _CAPTION.match(raw)
    return None if match and match["bare"] and _VERBS.search(match["bare"]) else match


def _bare_number(raw: str) -> re.Match[str] | None:
    """«2 Hospitering», as headings and lists stand in text from a PDF."""
    match = _BARE.match(raw)
    words = match["rest"].strip() if match else ""
    prose = words.endswith((".", "!", "?", ";", ",", ":")) or _ends_with_digit(words)
    return None if not match or prose or _VERBS.search(words) or not _like_heading(words) else match


def _hashed(rest: str, start: int, end: int) -> Line:
    """A Markdown heading, with its own number when it was typed."""
    numbered = re.match(r"(\d{1,3}(?:\.\d{1,3})*)\.?\s+(.*)", rest) or _CHAPTER.match(rest)
    if numbered:
        return Line(start, end, LineKind.HEADING, numbered[2], numbered[1])
    return Line(start, end, LineKind.HEADING, rest)


def _like_heading(words: str) -> bool:
    return len(words) <= _LONGEST_HEADING and (words[:1].isupper() or words[:1].isdigit())


def _ends_with_digit(words: str) -> bool:
    """«Nettside: 16» is a figure, not a heading."""
    return words[-1:].isdigit() or words[-1:] in "%)"


# --- sentences ---

_ABBREVIATIONS = [
    "ca",
    "kr",
    "nr",
    "jf",
    "kap",
    "pkt",
    "st",
    "meld",
    "inkl",
    "evt",
    "dvs",
    "osv",
    "hhv",
    "pr",
    "art",
    "tlf",
    "bl",
    "f",
    "eks",
    "o",
    "mv",
    "mfl",
    "m",
    "ol",
    "vs",
    "mnd",
    "res",
    "forts",
    "iht",
    "ift",
    "mht",
    "pga",
    "feks",
    "ekskl",
    "maks",
    "min",
    "gj",
    "snitt",
    "prp",
    "innst",
    "prof",
    "dr",
    "red",
    "tab",
    "fig",
    "vedl",
    "s",
]
_END = re.compile(r"(?P<stop>[.!?]+[)»”\"']*)(?=\s|$)|(?P<break>\n)")


def sentences_of(
    text: str, lines: tuple[Line, ...], notes: tuple[tuple[int, int], ...]
) -> Iterator[Sentence]:
    """Yield the sentences of prose, list items and notes, in order. ``text`` is blanked."""
    headings: list[tuple[int, str]] = []
    before, width = "", _width(lines)
    for run in _runs(lines):
        first = run[0]
        if first.kind in (LineKind.HEADING, LineKind.CAPTION):
            headings = _under(headings, first)
            before = ""
            continue
        if first.kind in (LineKind.BLANK, LineKind.ROW):
            continue
        names = tuple(words for _, words in reversed(headings))
        start = (
            first.end - len(text[first.start : first.end].lstrip())
            if first.kind is LineKind.PROSE
            else _inner(text, first)
        )
        last = -1
        for a, b in _cut(text, start, run[-1].end):
            words = text[a:b]
            begins = last < 0 or _is_new_paragraph(text, last, a, width)
            yield Sentence(a, b, words, names, before, first.kind is LineKind.ITEM, begins)
            before, last = words, b
    for start, end in notes:
        for a, b in _cut(text, start, end):
            yield Sentence(a, b, text[a:b])


def _width(lines: tuple[Line, ...]) -> int:
    """How long lines are where prose was broken to fit a page, as in text from a PDF; 0 when a line is a paragraph."""
    longest = max((line.end - line.start for line in lines if line.kind is LineKind.PROSE), default=0)
    return longest if longest <= _WIDEST_PAGE else 0


def _is_new_paragraph(text: str, end: int, start: int, width: int) -> bool:
    """Whether a paragraph begins between two sentences: in a new line, unless the one before ran out of room."""
    if "\n" not in text[end:start]:
        return False
    return end - text.rfind("\n", 0, end) <= _FULL * width or not width


def _inner(text: str, line: Line) -> int:
    at = text.find(line.words, line.start, line.end)
    return at if at >= 0 else line.start


def _under(headings: list[tuple[int, str]], line: Line) -> list[tuple[int, str]]:
    """The headings in force after this one: those of a higher level stay."""
    level = 10 if line.kind is LineKind.CAPTION else len(line.number.split(".")) if line.number else 9
    return [*(kept for kept in headings if kept[0] < level), (level, line.words)]


def _runs(lines: tuple[Line, ...]) -> Iterator[list[Line]]:
    """Lines that may hold one sentence together: prose that goes on, an item and the lines that continue it."""
    run: list[Line] = []
    for line in lines:
        if (
            run
            and line.kind is LineKind.PROSE
            and run[-1].kind in (LineKind.PROSE, LineKind.ITEM)
            and not line.number
        ):
            run.append(line)
            continue
        if run:
            yield run
        run = [line]
    if run:
        yield run


def _cut(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    at = start
    for match in _END.finditer(text, start, end):
        if match["break"] and not _breaks(text, at, match.start(), end):
            continue
        if match["stop"] and not _stops(text, match, end):
            continue
        trimmed = _trim(text, at, match.end())
        if trimmed:
            yield trimmed
        at = match.end()
    trimmed = _trim(text, at, end)
    if trimmed:
        yield trimmed


def _trim(text: str, start: int, end: int) -> tuple[int, int] | None:
    part = text[start:end]
    stripped = part.strip()
    if not any(letter.isalnum() for letter in stripped):
        return None
    a = start + len(part) - len(part.lstrip())
    return a, a + len(stripped)


def _breaks(text: str, sentence: int, at: int, end: int) -> bool:
    """Whether a line's end ends the sentence: not when a long line goes on, or the next begins small."""
    following = text[at + 1 : end].lstrip()[:1]
    if not following or following.islower():
        return not following
    line = text[text.rfind("\n", 0, at) + 1 : at].rstrip()
    return len(line) < _FULL_LINE or line.endswith((".", "!", "?", ":"))


def _stops(text: str, match: re.Match[str], end: int) -> bool:
    if match["stop"][0] in "!?":
        return True
    rest = text[match.end() : end].lstrip()
    if not rest:
        return True
    before = re.search(r"([^\W\d_]+|\d+)$", text[max(0, match.start() - 20) : match.start()])
    word = before[1] if before else ""
    if word.lower() in _ABBREVIATIONS and not (word.lower() in ("s", "m", "o") and rest[:1].isupper()):
        return False
    if rest[0].islower():
        return False
    return not (word.isdigit() and len(word) <= 2 and rest[0].isdigit())
