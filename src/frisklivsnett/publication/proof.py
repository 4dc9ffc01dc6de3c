"""A text as it is being written, held up against the answers: what holds, what does not, and how it will look."""

from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cached_property

from frisklivsnett.collection.models import Round
from frisklivsnett.core.documents.html import fragment
from frisklivsnett.core.documents.markdown import Source, read_source
from frisklivsnett.core.documents.model import DocumentError
from frisklivsnett.core.narrative import Checked, Checker, Evidence, Verdict
from frisklivsnett.core.text import LANGUAGES, Text, text
from frisklivsnett.publication.marking import formula_of
from frisklivsnett.publication.report import made_from

PLACEHOLDER = "{year}"
UNWRITABLE = text(
    "Dette kan ikke bli en rapport: {why}.",
    "Dette kan ikkje bli ein rapport: {why}.",
    "This cannot become a report: {why}.",
)


@dataclass(frozen=True)
class InYear:
    """A text as it is written, with ``{year}`` in it, and as it reads in a year; and the way from that to this."""

    written: str
    year: int

    @cached_property
    def shown(self) -> str:
        """The text with the year in its places."""
        return self.written.replace(PLACEHOLDER, str(self.year))

    @cached_property
    def _ends(self) -> list[int]:
        """Where the years end in the text that is shown."""
        pieces = self.written.split(PLACEHOLDER)[:-1]
        ends, at = [], 0
        for piece in pieces:
            at += len(piece) + len(str(self.year))
            ends.append(at)
        return ends

    def place(self, shown: int) -> int:
        """Return the place in the text written of a place in the text shown; within a year it is the year's start."""
        before = bisect_right(self._ends, shown)
        moved = shown + before * (len(PLACEHOLDER) - len(str(self.year)))
        if before < len(self._ends):
            start = self._ends[before] - len(str(self.year))
            moved -= max(0, shown - start)
        return moved


@dataclass(frozen=True, slots=True)
class Remaining:
    """Something to put right: ``start``–``end`` is where, in the text as written; ``line`` counts from 1.

    ``expected`` is words that would be true, when there are any.
    """

    start: int
    end: int
    line: int
    verdict: Verdict
    words: str
    why: Text
    expected: str = ""
    formula: str = ""


@dataclass(frozen=True, slots=True)
class Mark:
    """Where something that is marked in the report stands in the text as written."""

    start: int
    end: int
    formula: str


@dataclass(frozen=True, slots=True)
class LeftOutPart:
    """A part of the text as written that is left out of the report: where it begins, its condition, and why."""

    start: int
    end: int
    line: int
    formula: str
    why: Text


@dataclass(frozen=True)
class Proof:
    """What a check found. ``page`` is the report as a part of a web page, empty when the text cannot become one."""

    source: str
    checked: Checked
    remains: tuple[Remaining, ...]
    page: str
    marks: tuple[Mark, ...] = field(repr=False, default=())
    left_out: tuple[LeftOutPart, ...] = ()

    @property
    def claims(self) -> int:
        """How many claims the report has; those in parts that are left out are not in it."""
        return len(self.checked.claims) - self.checked.count(Verdict.LEFT_OUT)

    @property
    def holds(self) -> int:
        """How many of them are true, or vouched for."""
        return self.checked.count(Verdict.TRUE) + self.checked.count(Verdict.ATTESTED)

    @property
    def unbound(self) -> int:
        """How many quantities nothing stands behind."""
        return len(self.checked.findings)


def prove(source: str, round_: Round, language: str, evidence: Evidence, *, noted: bool = True) -> Proof:
    """Return the check of a text, with or without footnotes (``noted``).

    Raises ``SourceError`` when it is too long to be checked.
    """
    written = InYear(source, round_.report_year)
    try:
        report = made_from(
            written.shown, round_, language, evidence, marked=True, refreshed=False, noted=noted
        )
        page = fragment(report.document, marks=True)
    except DocumentError as error:
        checked = Checker(evidence, language).check(_parts(written.shown).body)
        reader = _Reader(written, checked)
        remains = (reader.broken(error), *reader.remains())
        return Proof(source, checked, remains, "", reader.marks(), reader.left_out())
    reader = _Reader(written, report.checked)
    found = list(reader.remains())
    known = {(each.line, each.words) for each in found}
    found += [
        reader.in_line(fault.line, fault.words, fault.why)
        for fault in report.faults
        if (fault.line, fault.words) not in known
    ]
    remains = tuple(sorted(found, key=lambda each: each.start))
    return Proof(source, report.checked, remains, page, reader.marks(), reader.left_out())


def _parts(shown: str) -> Source:
    try:
        return read_source(shown)
    except DocumentError:
        return Source({}, shown)


class _Reader:
    """Turns places in the checked part of the text into places in the text as written."""

    def __init__(self, written: InYear, checked: Checked) -> None:
        self.written = written
        self.checked = checked
        self.offset = len(written.shown) - len(checked.source)

    def place(self, at: int) -> int:
        return self.written.place(at + self.offset)

    def line(self, place: int) -> int:
        return self.written.written.count("\n", 0, place) + 1

    def marks(self) -> tuple[Mark, ...]:
        claims = [
            (each.start, each.end, each.claim.formula)
            for each in self.checked.claims
            if each.claim.verdict is not Verdict.LEFT_OUT
        ]
        findings = [(f.start, f.end, formula_of(number)) for number, f in enumerate(self.checked.findings)]
        return tuple(
            Mark(self.place(start), self.place(end), formula) for start, end, formula in claims + findings
        )

    def left_out(self) -> tuple[LeftOutPart, ...]:
        found = []
        for part in self.checked.left_out:
            start, end = self.place(part.start), self.place(part.end)
            found.append(LeftOutPart(start, end, self.line(start), part.formula, part.why))
        return tuple(found)

    def remains(self) -> Iterator[Remaining]:
        for placed in self.checked.claims:
            claim = placed.claim
            if claim.stops:
                start, end = self.place(placed.start), self.place(placed.end)
                yield Remaining(
                    start,
                    end,
                    self.line(start),
                    claim.verdict,
                    claim.words,
                    claim.explanation,
                    claim.expected,
                    claim.formula,
                )
        for finding in self.checked.findings:
            start, end = self.place(finding.start), self.place(finding.end)
            yield Remaining(start, end, self.line(start), Verdict.OPEN, finding.words, finding.message)

    def in_line(self, line: int, words: str, why: Text) -> Remaining:
        """Something of which only the line is known, or nothing but the words: those are in the lines on top."""
        source = self.written.written
        lines = source.split("\n")
        start = sum(len(each) + 1 for each in lines[: line - 1]) if line else 0
        end = start + len(lines[line - 1]) if 0 < line <= len(lines) else len(source)
        found = source.find(words, start, end) if words else -1
        if found >= 0:
            start, end = found, found + len(words)
        elif not line:
            end = start
        return Remaining(start, end, self.line(start), Verdict.OPEN, words, why)

    def broken(self, error: DocumentError) -> Remaining:
        digits = "".join(filter(str.isdigit, error.where)) if error.where.startswith("linje") else ""
        said = {code: UNWRITABLE.in_(code).format(why=error.message.in_(code)) for code in LANGUAGES}
        why = Text(said)
        if not digits and error.id:
            # Something is wrong with an id: where it is last named, as a reference, a heading or a question.
            named = (f"(#{error.id})", f"{{#{error.id}", error.id)
            for name in named:
                start = self.written.written.rfind(name)
                if start >= 0:
                    line = self.line(start)
                    return Remaining(start, start + len(name), line, Verdict.OPEN, name, why)
        return self.in_line(int(digits or 0), "", why)


@dataclass(frozen=True, slots=True)
class Change:
    """Words that a refresh puts in the place of others."""

    line: int
    before: str
    after: str
    formula: str


@dataclass(frozen=True, slots=True)
class Refreshed:
    """A text with its numbers brought up to date, and what that changes."""

    source: str
    changes: tuple[Change, ...]


def refresh(source: str, round_: Round, language: str, evidence: Evidence) -> Refreshed:
    """Return the text with true words where a claim's words are false or missing; all else stays, to the letter."""
    written = InYear(source, round_.report_year)
    checked = Checker(evidence, language).check(_parts(written.shown).body)
    reader = _Reader(written, checked)
    pieces, changes, at = [], [], 0
    for placed in checked.claims:
        claim = placed.claim
        if claim.verdict not in (Verdict.TRUE, Verdict.FALSE) or not claim.expected:
            continue
        if claim.expected == claim.words:
            continue
        start, end = reader.place(placed.words_start), reader.place(placed.words_end)
        pieces += [source[at:start], claim.expected]
        at = end
        changes.append(Change(reader.line(start), claim.words, claim.expected, claim.formula))
    return Refreshed("".join((*pieces, source[at:])), tuple(changes))
