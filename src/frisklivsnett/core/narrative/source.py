"""Finds claims in a report's source, and where sentences begin.

A claim is ``[words](=formula)``; an inclusion, which the document layer reads, is ``![caption](=formula)``. All else is
running text. Every search is bounded, so that no source can make the reading slow.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from frisklivsnett.core.narrative.tokens import LONGEST

LONGEST_WORDS = 2000
"""A claim's words, or a caption, are no longer than this."""
_MOST_BRACKETS = 4

_IN_WORDS = re.compile(r"\\.|\[|\]|\n[ \t]*\n", re.DOTALL)
_IN_FORMULA = re.compile(r'"[^"\n]*"|«[^»\n]*»|“[^”\n]*”|\(|\)|\n[ \t]*\n')
_OPENING = re.compile(r"\\.|(?P<code>`+)|(?P<include>!?)\[", re.DOTALL)


@dataclass(frozen=True, slots=True)
class Found:
    """A claim or an inclusion in a source: ``start``–``end`` is all of it, from the bracket (or ``!``) on."""

    start: int
    end: int
    words: str
    words_start: int
    formula: str
    formula_start: int
    inclusion: bool = False

    @property
    def words_end(self) -> int:
        """Where the words end."""
        return self.words_start + len(self.words)


def claim_at(source: str, start: int) -> Found | None:
    """Return the claim whose ``[`` stands at ``start``, or None when no claim begins there."""
    if source[start : start + 1] != "[":
        return None
    middle = _closing_bracket(source, start)
    if middle is None or source[middle : middle + 3] != "](=":
        return None
    end = _closing_parenthesis(source, middle + 3)
    if end is None:
        return None
    words, formula = source[start + 1 : middle], source[middle + 3 : end]
    return Found(start, end + 1, words, start + 1, formula, middle + 3)


def find_claims(source: str) -> Iterator[Found]:
    """Return the source's claims and inclusions in order. What stands in `` `code` `` is text."""
    at = 0
    while match := _OPENING.search(source, at):
        at = match.end()
        if match["code"]:
            closing = source.find(match["code"], at, at + LONGEST_WORDS)
            at = at if closing < 0 else closing + len(match["code"])
        elif match["include"] is not None:
            found = claim_at(source, match.end() - 1)
            if found:
                yield _from(match.start(), found) if match["include"] else found
                at = found.end


def broken_claims(source: str) -> Iterator[tuple[int, int]]:
    """Return where ``](=`` stands without making a claim: the formula is never closed, or the bracket never opened."""
    inside = [(found.start, found.end) for found in find_claims(source)]
    places = iter(inside)
    current = next(places, None)
    for match in re.finditer(r"\]\(=", source):
        while current and current[1] <= match.start():
            current = next(places, None)
        if current is None or not current[0] <= match.start() < current[1]:
            yield match.start(), match.end()


def _from(start: int, found: Found) -> Found:
    return Found(
        start, found.end, found.words, found.words_start, found.formula, found.formula_start, inclusion=True
    )


def _closing_bracket(source: str, start: int) -> int | None:
    depth, opened = 0, 0
    for match in _IN_WORDS.finditer(source, start, start + LONGEST_WORDS):
        match match[0]:
            case "[":
                depth, opened = depth + 1, opened + 1
                if opened > _MOST_BRACKETS:
                    return None
            case "]":
                depth -= 1
                if not depth:
                    return match.start()
            case blank if blank.startswith("\n"):
                return None
    return None


def _closing_parenthesis(source: str, start: int) -> int | None:
    depth = 0
    for match in _IN_FORMULA.finditer(source, start, start + LONGEST + 1):
        match match[0]:
            case "(":
                depth += 1
            case ")":
                if not depth:
                    return match.start()
                depth -= 1
            case blank if blank.startswith("\n"):
                return None
    return None


# --- where sentences begin ---

ABBREVIATIONS = (
    *(
        "ca.",
        "bl.a.",
        "f.eks.",
        "jf.",
        "kl.",
        "nr.",
        "st.",
        "kap.",
        "pkt.",
        "s.",
        "mv.",
        "dvs.",
        "evt.",
        "inkl.",
    ),
    *("ev.", "t.d.", "m.a.", "e.g.", "i.e.", "cf.", "no.", "kr.", "mill.", "prop.", "meld."),
)
"""A full stop after these does not end the sentence."""

_LINE_MARKS = re.compile(r"^[ \t]*(?:(?:[>#|*+-]+|\d+[.)])[ \t]+|\|[ \t]*)+")
_OPENING_MARKS = " \t\n\N{NO-BREAK SPACE}*_«\"“‘'("


def starts_sentence(source: str, place: int) -> bool:
    """Tell whether what stands at ``place`` begins a sentence: first in its block, or after a full stop."""
    before = source[max(0, place - 300) : place]
    paragraph = re.split(r"\n[ \t]*\n", before)[-1]
    line = paragraph.rsplit("\n", 1)[-1]
    marks = _LINE_MARKS.match(line)
    if marks:
        paragraph = line[marks.end() :]
    text = paragraph.rstrip(_OPENING_MARKS)
    if not text:
        return True
    if not text.endswith((".", "!", "?")) or not paragraph[len(text) :]:
        return False
    last = text.split()[-1].lower().lstrip('(«"*_')
    return last not in ABBREVIATIONS and not re.fullmatch(r"\d{1,2}\.", last)
