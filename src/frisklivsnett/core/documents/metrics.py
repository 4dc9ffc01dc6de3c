"""How wide text is, near enough to break lines and lay out tables without a font at hand.

Widths are in hundredths of an em, rounded up from those of Inter. ``SPARE`` makes room for the fonts that stand in
for it where it is not installed.
"""

import re
import unicodedata

SPARE = 1.08

_WIDTHS = {
    character: width
    for width, characters in {
        28: " Iijl!',.:;|`\u00a0\u202f",
        37: "()/[]\\ftr1",
        46: '"-^_{}*·',
        57: "?7JLacksvxyz–",
        62: "235689EFbdeghnopqu»«øåé",
        67: "#$&+04<=>BKPRSTZ~",
        73: "ADVXYÅ",
        78: "CGHNOQUØ",
        82: "w",
        92: "Mmæ…",
        101: "%W@Æ—",
    }.items()
    for character in characters
}
_OTHER, _WIDE = 70, 105
_BREAKS = re.compile(r"(?<=[-–/])(?=\w)|[ \u200b]+")


def text_width(words: str, size: float, *, bold: bool = False) -> float:
    """Return the width of ``words`` on one line, in the unit of ``size`` (the font size)."""
    hundredths = sum(_WIDTHS.get(character) or _other(character) for character in words)
    return hundredths / 100 * size * (1.06 if bold else 1.0)


def wrap(words: str, width: float, size: float, *, spare: float = SPARE) -> list[str]:
    """Break ``words`` into lines no wider than ``width``; a word longer than a line is cut. At least one line."""
    room = width / spare
    lines: list[str] = []
    line = ""
    for piece in _pieces(words):
        if not line or text_width((line + piece).rstrip(" "), size) <= room:
            line += piece
        else:
            lines.append(line.rstrip(" "))
            line = piece
        while text_width(line.rstrip(" "), size) > room and len(line) > 1:
            kept = _fitting(line, room, size)
            lines.append(line[:kept])
            line = line[kept:]
    return [*lines, line.rstrip(" ")] if line.strip(" ") or not lines else lines


def longest_word(words: str, size: float, *, bold: bool = False) -> float:
    """Return the width of the widest part of ``words`` that is not to be broken."""
    return max((text_width(piece.rstrip(" "), size, bold=bold) for piece in _pieces(words)), default=0.0)


def _pieces(words: str) -> list[str]:
    """Part ``words`` where a line may end; the parts together are the words, with single spaces."""
    pieces: list[str] = []
    start = 0
    for found in _BREAKS.finditer(words):
        pieces.append(
            words[start : found.start()] + (" " if found.group().strip("\u200b") else found.group())
        )
        start = found.end()
    return [piece for piece in [*pieces, words[start:]] if piece]


def _fitting(line: str, room: float, size: float) -> int:
    """Return how many characters of ``line`` fit: at least one, and no mark is parted from its letter."""
    width, count = 0.0, 0
    for character in line:
        width += text_width(character, size)
        if width > room and count:
            break
        count += 1
    while count < len(line) and unicodedata.combining(line[count]):
        count += 1
    return count


def _other(character: str) -> int:
    if unicodedata.combining(character) or unicodedata.category(character) == "Cf":
        return 1  # not 0: that would be taken for a character without an entry
    return _WIDE if unicodedata.east_asian_width(character) in "WF" else _OTHER
