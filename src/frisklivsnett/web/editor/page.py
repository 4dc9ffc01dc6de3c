"""What the page shows of a text: the counts, what remains with a way to each place, and the report."""

from bisect import bisect_left
from collections.abc import Callable
from dataclasses import dataclass
from difflib import SequenceMatcher
from functools import cached_property

from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from markupsafe import Markup

from frisklivsnett.core.narrative import Verdict
from frisklivsnett.publication.proof import Proof, Remaining
from frisklivsnett.web.jinja import language

AROUND = 60
"""So many characters of the line are shown before and after the words."""
SIGNS = {Verdict.TRUE: "✓", Verdict.FALSE: "✗", Verdict.OPEN: "?", Verdict.ATTESTED: "☑"}


@dataclass(frozen=True, slots=True)
class Place:
    """One line of what remains. ``start`` and ``end`` count as the browser does, in units of UTF-16."""

    line: int
    start: int
    end: int
    sign: str
    kind: str
    words: str
    before: str
    after: str
    why: str
    expected: str
    formula: str


@dataclass(frozen=True, slots=True)
class LeftOutLine:
    """A part that is left out, as it is listed; places as in ``Place``."""

    line: int
    start: int
    end: int
    why: str


@dataclass(frozen=True)
class Shown:
    """A check of a text, ready to be shown."""

    proof: Proof

    @property
    def page(self) -> Markup:
        """The report as a part of the page; empty when the text cannot become one."""
        return Markup(self.proof.page)  # noqa: S704 - written by core.documents.html, which escapes all words

    @property
    def counted(self) -> str:
        """«97 av 99 påstander holder», and how many numbers nothing stands behind."""
        proof = self.proof
        words = ngettext(
            "%(holds)s av %(all)s påstand holder.", "%(holds)s av %(all)s påstander holder.", proof.claims
        ) % {"holds": proof.holds, "all": proof.claims}
        if proof.unbound:
            words += " " + ngettext(
                "%(number)s tall eller mengdeord er ikke knyttet til noe.",
                "%(number)s tall eller mengdeord er ikke knyttet til noe.",
                proof.unbound,
            ) % {"number": proof.unbound}
        return words

    @property
    def verdicts(self) -> list[tuple[str, str, int]]:
        """Each verdict's sign, words and number."""
        names = {
            Verdict.TRUE: _("stemmer"),
            Verdict.FALSE: _("stemmer ikke"),
            Verdict.OPEN: _("ikke avklart"),
            Verdict.ATTESTED: _("bekreftet av en person"),
        }
        return [(SIGNS[each], names[each], self.proof.checked.count(each)) for each in names]

    @cached_property
    def places(self) -> list[Place]:
        """What remains, in the order of the text."""
        return [_place(self._count, self.proof.source, each) for each in self.proof.remains]

    @property
    def left_out(self) -> list[LeftOutLine]:
        """The parts that are left out, in the order of the text."""
        shown = language()
        return [
            LeftOutLine(each.line, self._count(each.start), self._count(each.end), each.why.in_(shown))
            for each in self.proof.left_out
        ]

    @cached_property
    def _count(self) -> Callable[[int], int]:
        return utf16_places(self.proof.source)

    @property
    def marks(self) -> list[tuple[int, int, str]]:
        """Where each claim stands, as the browser counts, with its formula: for the way from the report to the text."""
        count = self._count
        return [(count(each.start), count(each.end), each.formula) for each in self.proof.marks]


def utf16_places(source: str) -> Callable[[int], int]:
    """Return what turns a place in a text into the browser's, for which a rare character (an emoji) is two."""
    rare = [place for place, character in enumerate(source) if character > "\uffff"]
    return lambda place: place + bisect_left(rare, place)


def _place(count: Callable[[int], int], source: str, found: Remaining) -> Place:
    begin = source.rfind("\n", 0, found.start) + 1
    stop = source.find("\n", found.end)
    stop = len(source) if stop < 0 else stop
    before, after = (
        source[max(begin, found.start - AROUND) : found.start],
        source[found.end : found.end + AROUND],
    )
    if found.start - AROUND > begin:
        before = "…" + before
    after = after[: max(0, stop - found.end)]
    false = found.verdict is Verdict.FALSE
    return Place(
        line=found.line,
        start=count(found.start),
        end=count(found.end),
        sign=SIGNS[found.verdict],
        kind=_("stemmer ikke") if false else _("ikke avklart"),
        words=source[found.start : found.end][:300],
        before=before,
        after=after,
        why=found.why.in_(language()),
        expected=found.expected,
        formula=found.formula,
    )


def lines_of(source: str) -> list[tuple[int, str]]:
    """Return the lines of a text, numbered from 1."""
    return list(enumerate(source.split("\n"), start=1))


@dataclass(frozen=True, slots=True)
class DiffLine:
    """A line of a comparison: its sign (+, −, or nothing) and what that means in words."""

    sign: str
    kind: str
    said: str
    text: str


def diff(before: str, after: str, context: int = 2) -> list[list[DiffLine]]:
    """Return what differs between two texts, line by line, in groups with a little of what stands around."""
    old, new = before.split("\n"), after.split("\n")
    groups = []
    for group in SequenceMatcher(None, old, new, autojunk=False).get_grouped_opcodes(context):
        lines: list[DiffLine] = []
        for tag, i, j, m, n in group:
            if tag == "equal":
                lines += [DiffLine("", "same", "", line) for line in old[i:j]]
            else:
                lines += [DiffLine("−", "gone", _("Fjernet:"), line) for line in old[i:j]]
                lines += [DiffLine("+", "new", _("Lagt til:"), line) for line in new[m:n]]
        groups.append(lines)
    return groups
