"""Brings into a report what its source asks for: claims, tables, figures, references, and parts that may be left out.

What cannot be brought in becomes a box that says so, and a fault.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace

from frisklivsnett.core.documents.checks import NO_TARGET
from frisklivsnett.core.documents.model import (
    Block,
    Callout,
    DocumentError,
    Emphasis,
    Figure,
    Footnote,
    Heading,
    Inline,
    Marked,
    Paragraph,
    Plain,
    Reference,
    Strong,
    TableBlock,
)
from frisklivsnett.core.narrative import Checker, Claim, OpenFinding, Verdict
from frisklivsnett.core.text import Text, filled, text
from frisklivsnett.publication.faults import Fault
from frisklivsnett.publication.inclusions import InclusionError, Inclusions
from frisklivsnett.publication.marking import finding_of

LEFT_OUT = text(
    "Denne delen er utelatt. {why}", "Denne delen er utelaten. {why}", "This part is left out. {why}"
)
TARGET_LEFT_OUT = text(
    "Henvisningen «{target}» viser til en del som er utelatt. Sett den inn i den samme delen",
    "Tilvisinga «{target}» viser til ein del som er utelaten. Set henne inn i den same delen",
    "The reference “{target}” is to a part that is left out. Put it into that part",
)


@dataclass(frozen=True, slots=True)
class Found:
    """What is met on the way: faults, notes told, references with their lines, and ids in parts that are left out."""

    faults: list[Fault] = field(default_factory=list)
    told: set[Text] = field(default_factory=set)
    references: list[tuple[str, int]] = field(default_factory=list)
    references_aside: list[tuple[str, int]] = field(default_factory=list)
    ids_aside: set[str] = field(default_factory=set)


@dataclass(frozen=True, slots=True)
class Resolver:
    """Reads what stands in the report. ``marked`` keeps the claims' marks; ``noted`` makes footnotes of notes."""

    checker: Checker
    inclusions: Inclusions
    marked: bool
    findings: Sequence[OpenFinding] = ()
    noted: bool = True
    found: Found = field(default_factory=Found)

    def claim(self, formula: str, words: str, *, sentence_start: bool) -> Sequence[Inline]:
        if open_place := self.open_place(formula, words):
            return (open_place,)
        claim = self.checker.resolve(formula, words, sentence_start=sentence_start)
        return (self.printed(claim), *self._notes(claim))

    def open_place(self, formula: str, words: str) -> Marked | None:
        """Return the mark of words that are open, which the preview puts in brackets."""
        if not self.marked or not (found := finding_of(formula, words, self.findings)):
            return None
        return Marked((Plain(words),), Verdict.OPEN.value, found.message.in_(self.language), formula)

    def printed(self, claim: Claim) -> Inline:
        """Return the words that a claim is printed as, with its mark where marks are kept."""
        if not self.marked:
            return Plain(claim.printed)
        why = claim.explanation.in_(self.language)
        return Marked((Plain(claim.printed),), claim.verdict.value, why, claim.formula)

    def _notes(self, claim: Claim) -> tuple[Footnote, ...]:
        """What readers must know of a number, as a footnote where it first matters: missing answers, its source."""
        new = [note for note in claim.notes if note not in self.found.told] if self.noted else []
        self.found.told.update(new)
        return tuple(Footnote((Plain(note.in_(self.language)),)) for note in new)

    def include(self, formula: str, caption: str, line: int) -> Sequence[Block]:
        try:
            return self.inclusions.include(formula, caption)
        except InclusionError as error:
            return (self.not_included(error, formula, line),)

    def not_included(self, error: InclusionError, formula: str, line: int) -> Block:
        """Note the fault, and return the box that tells of it."""
        self.found.faults.append(Fault(error.message, formula, line))
        return Callout(formula, (Paragraph((Plain(error.message.in_(self.language)),)),), "warning")

    def refer(self, target: str, line: int) -> Inline:
        self.found.references.append((target, line))
        return Reference(target)

    def heading(self, heading: Heading) -> Block:
        return heading

    def why_left_out(self, condition: str) -> Text:
        return self.checker.why_left_out(condition)

    def left_out(self, why: Text) -> "LeftOutResolver":
        return LeftOutResolver(self, why)

    def instead(self, why: Text, blocks: Sequence[Block]) -> Sequence[Block]:
        if not self.marked:
            return ()
        return (
            Callout(
                filled(LEFT_OUT, why=why.in_(self.language)).in_(self.language), tuple(blocks), "left-out"
            ),
        )

    def check_references(self, blocks: Iterable[Block]) -> None:
        """Raise ``DocumentError`` for a reference into a part that is left out; note those there that lead nowhere."""
        ids = {block.id for block in blocks if isinstance(block, Heading | TableBlock | Figure)}
        for target, line in self.found.references:
            if target not in ids and target in self.found.ids_aside:
                raise DocumentError(filled(TARGET_LEFT_OUT, target=target), id=target, where=f"linje {line}")
        for target, line in self.found.references_aside:
            if target not in ids | self.found.ids_aside:
                self.found.faults.append(Fault(filled(NO_TARGET, target=target), f"#{target}", line))

    @property
    def language(self) -> str:
        return self.checker.language


@dataclass(frozen=True, slots=True)
class LeftOutResolver:
    """Reads a part that is left out: nothing is worked out, and what cannot be read is told as anywhere else."""

    report: Resolver
    why: Text

    def claim(self, formula: str, words: str, *, sentence_start: bool) -> Sequence[Inline]:
        if open_place := self.report.open_place(formula, words):
            return (open_place,)
        claim = self.report.checker.set_aside(formula, words, self.why)
        if claim.verdict is Verdict.OPEN:
            return (self.report.printed(claim),)
        return (Plain(words or "…"),)

    def include(self, formula: str, caption: str, line: int) -> Sequence[Block]:
        try:
            id_ = self.report.inclusions.check(formula)
        except InclusionError as error:
            return (self.report.not_included(error, formula, line),)
        if id_:
            self.report.found.ids_aside.add(id_)
        return (Paragraph((Emphasis((Plain(caption or formula),)),)),)

    def refer(self, target: str, line: int) -> Inline:
        self.report.found.references_aside.append((target, line))
        return Plain(f"[#{target}]")

    def heading(self, heading: Heading) -> Block:
        self.report.found.ids_aside.add(heading.id)
        return Paragraph((Strong((Plain(heading.text),)),))

    def why_left_out(self, _condition: str) -> Text:
        return Text()

    def left_out(self, why: Text) -> "LeftOutResolver":
        return replace(self, why=why)

    def instead(self, _why: Text, blocks: Sequence[Block]) -> Sequence[Block]:
        return blocks
