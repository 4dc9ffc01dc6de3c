"""What was found in a report, as the page shows it: what does not hold first, then the whole text with marks."""

import csv
import io
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property

from django.utils.translation import gettext as _

from frisklivsnett.collection.models import Round
from frisklivsnett.core.forms import Form, Question
from frisklivsnett.core.narrative.lint import Finding
from frisklivsnett.core.narrative.lint.model import Judgement
from frisklivsnett.publication.linting import as_json
from frisklivsnett.web.jinja import language
from frisklivsnett.web.results.questions import question_address

AROUND = 160
"""So many characters of the line are shown before and after the words."""
LONGEST = 600
STRUCTURE = "structure:"
SIGNS = {Judgement.CONTRADICTED: "✗", Judgement.SUPPORTED: "✓", Judgement.UNVERIFIABLE: "?"}
_FIRST = tuple(SIGNS)
_FORMULA = ("=", "+", "-", "@", "\t", "\r")
"""What a cell must not begin with, lest a spreadsheet reckons it out."""


@dataclass(frozen=True, slots=True)
class Told:
    """A finding as it is listed: where, the line around it, the right figure, and where that is from."""

    number: int
    line: int
    sign: str
    name: str
    what: str
    before: str
    words: str
    after: str
    expected: str
    source: str
    table: str
    """The address of the question's table; empty when it is about no question."""


@dataclass(frozen=True, slots=True)
class Piece:
    """A piece of the text: with a verdict, or without. ``number`` is that of the finding, 0 for none."""

    text: str
    verdict: str = ""
    sign: str = ""
    name: str = ""
    number: int = 0


@dataclass(frozen=True)
class Proofed:
    """A text with what was found in it. ``only`` is the verdict whose marks are shown; empty for all.

    ``told`` is the year that the text seems to be about, None when it does not say. ``chosen``: somebody chose the
    round; else it is the year's, or the newest. ``can_be_told``: there are answers for that year.
    """

    text: str
    findings: Sequence[Finding]
    round: Round
    only: str = ""
    told: int | None = None
    chosen: bool = True
    can_be_told: bool = False

    @property
    def is_of_another_year(self) -> bool:
        """Whether the text seems to be about another year than the answers that it is held up against."""
        return self.told is not None and self.told != self.round.report_year

    @cached_property
    def form(self) -> Form:
        """The round's form."""
        return self.round.form

    @cached_property
    def numbered(self) -> list[tuple[int, Finding]]:
        """The findings in the order of the text, numbered from 1."""
        return list(enumerate(self.findings, start=1))

    @property
    def counts(self) -> list[tuple[str, str, int, str]]:
        """Each verdict's sign, name, number of findings and code, and the structure's: the figures on top."""
        found = [
            (SIGNS[each], verdict_name(each), len(self._of(each)), each.value)
            for each in (Judgement.CONTRADICTED, Judgement.SUPPORTED, Judgement.UNVERIFIABLE)
        ]
        return [*found, ("§", _("om oppbyggingen"), len(self.structure), "")]

    @property
    def contradicted(self) -> list[Told]:
        """What the answers contradict."""
        return self._of(Judgement.CONTRADICTED)

    @cached_property
    def structure(self) -> list[Told]:
        """What is wrong with how the report is made up."""
        return [self._told(n, each) for n, each in self.numbered if each.kind.startswith(STRUCTURE)]

    @cached_property
    def pieces(self) -> list[Piece]:
        """The whole text in pieces, with a mark on each finding that is to be shown; none overlaps another."""
        pieces, at = [], 0
        for number, found in _apart(self.numbered, self.only):
            if found.start > at:
                pieces.append(Piece(self.text[at : found.start]))
            name = verdict_name(found.verdict)
            sign = SIGNS[found.verdict]
            pieces.append(Piece(self.text[found.start : found.end], found.verdict.value, sign, name, number))
            at = found.end
        return [*pieces, Piece(self.text[at:])]

    def _of(self, verdict: Judgement) -> list[Told]:
        return [
            self._told(number, each)
            for number, each in self.numbered
            if each.verdict is verdict and not each.kind.startswith(STRUCTURE)
        ]

    def _told(self, number: int, found: Finding) -> Told:
        begin = self.text.rfind("\n", 0, found.start) + 1
        stop = self.text.find("\n", found.end)
        stop = len(self.text) if stop < 0 else stop
        before = self.text[max(begin, found.start - AROUND) : found.start]
        after = self.text[found.end : min(stop, found.end + AROUND)]
        shown = language()
        question = self._question(found.source)
        return Told(
            number=number,
            line=self.text.count("\n", 0, found.start) + 1,
            sign=SIGNS[found.verdict],
            name=verdict_name(found.verdict),
            what=kind_name(found.kind),
            before="…" + before if found.start - AROUND > begin else before,
            words=self.text[found.start : found.end][:LONGEST],
            after=after + "…" if found.end + AROUND < stop else after,
            expected=found.expected.in_(shown),
            source=_named(found, question, shown),
            table=question_address(self.round.report_year, question) if question else "",
        )

    def _question(self, source: str) -> Question | None:
        parts = source.split(".")
        names = (".".join(parts[:length]) for length in range(len(parts), 0, -1))
        return next((self.form.question(name) for name in names if self.form.has(name)), None)


def _named(found: Finding, question: Question | None, shown: str) -> str:
    named = found.named.in_(shown)
    if question is None:
        return named
    asked = question.text.in_(shown).rstrip("?:. ")
    where = _("Spørsmål %(number)s: %(words)s") % {"number": question.number, "words": asked}
    where = where if question.number else asked
    told = named.rstrip("?:. ") == asked or named in found.expected.in_(shown)
    return f"{where} – {named}" if named and not told else where


def _apart(numbered: Sequence[tuple[int, Finding]], only: str) -> Iterator[tuple[int, Finding]]:
    """Yield the findings to mark in the order of the text; where two overlap, what does not hold goes first."""
    wanted = [pair for pair in numbered if not only or pair[1].verdict.value == only]
    first = sorted(wanted, key=lambda pair: (_FIRST.index(pair[1].verdict), pair[1].start))
    starts: list[int] = []
    kept: list[tuple[int, Finding]] = []
    for pair in first:
        found = pair[1]
        place = bisect_left(starts, found.start)
        clear_before = place == 0 or kept[place - 1][1].end <= found.start
        clear_after = place == len(kept) or kept[place][1].start >= found.end
        if found.end > found.start and clear_before and clear_after:
            starts.insert(place, found.start)
            kept.insert(place, pair)
    yield from kept


def verdict_name(verdict: Judgement) -> str:
    """Return a verdict in words."""
    names = {
        Judgement.CONTRADICTED: _("stemmer ikke"),
        Judgement.SUPPORTED: _("stemmer"),
        Judgement.UNVERIFIABLE: _("kan ikke avgjøres"),
    }
    return names[verdict]


def kind_name(kind: str) -> str:
    """Return what was said, or what is wrong with the report's make-up, in words."""
    names = {
        "count": _("et antall"),
        "quantifier": _("et mengdeord"),
        "share": _("en andel"),
        "sum": _("en sum"),
        "average": _("et gjennomsnitt"),
        "trend": _("en endring"),
        "comparison": _("en sammenligning"),
        "superlative": _("størst eller minst"),
        "list": _("en liste"),
        "fact": _("en opplysning om ordningen"),
        "structure:list": _("liste over sentraler"),
        "structure:missing-option": _("et svaralternativ mangler"),
        "structure:figure-data": _("tall i figur eller tabell"),
        "structure:chapter": _("kapittelnummer"),
        "structure:table": _("tabellnummer"),
        "structure:figure": _("figurnummer"),
        "structure:reference": _("henvisning"),
        "structure:same-institution": _("samme institusjon to ganger"),
        "structure:year": _("årstall"),
        "structure:sum": _("en sum som ikke går opp"),
        "structure:share": _("andeler som ikke går opp"),
        "structure:impossible-count": _("et umulig antall"),
        "structure:impossible-share": _("en umulig andel"),
    }
    return names.get(kind, kind.removeprefix(STRUCTURE))


def as_csv(findings: Sequence[Finding], code: str) -> str:
    """Return the findings as a table for spreadsheets, in which no cell is a formula."""
    out = io.StringIO()
    writer = csv.writer(out, delimiter=";", lineterminator="\r\n")
    writer.writerow(("verdict", "kind", "text", "expected", "source", "start", "end"))
    for found in findings:
        row = as_json(found, code)
        cells = [row[name] for name in ("verdict", "kind", "text", "expected", "source", "start", "end")]
        writer.writerow([_safe(cell) for cell in cells])
    return "\ufeff" + out.getvalue()


def _safe(cell: str | int) -> str | int:
    if not isinstance(cell, str):
        return cell
    words = " ".join(cell.split())
    return f"'{words}" if words.startswith(_FORMULA) else words
