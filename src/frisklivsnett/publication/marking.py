"""Marks in the preview for what no claim stands behind: words that are open are made claims that say so.

Lines stay where they are. ``[femti](=?0)`` is no formula of the language; it is known again by its number.
"""

from collections.abc import Sequence

from frisklivsnett.core.narrative import Checked, OpenFinding

_MEANS_SOMETHING = frozenset("[]`\\\n")


def formula_of(number: int) -> str:
    """Return what stands for the formula of an open place."""
    return f"?{number}"


def with_open_marked(checked: Checked) -> str:
    """Return the source with its open words in brackets, except where brackets would change what is read."""
    taken = [(each.start, each.end) for each in checked.inclusions]
    taken += [(each.start, each.end) for each in checked.claims]
    parts, at = [], 0
    for number, found in enumerate(checked.findings):
        touched = any(start < found.end and found.start < end for start, end in taken)
        if found.start < at or touched or not found.words.strip() or set(found.words) & _MEANS_SOMETHING:
            continue
        parts += [checked.source[at : found.start], f"[{found.words}](={formula_of(number)})"]
        at = found.end
    return "".join((*parts, checked.source[at:]))


def finding_of(formula: str, words: str, findings: Sequence[OpenFinding]) -> OpenFinding | None:
    """Return the open place that such a formula stands for, or None when it is an author's own."""
    number = formula.removeprefix("?")
    if number == formula or not (number.isascii() and number.isdigit()) or len(number) > 6:
        return None
    found = findings[int(number)] if int(number) < len(findings) else None
    return found if found is not None and found.words == words else None
