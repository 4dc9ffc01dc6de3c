"""Makes the national report of a round: source and evidence in, a document and a verdict on every claim out."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from pathlib import Path

from django.conf import settings
from django.utils import timezone

from frisklivsnett.collection.models import Round
from frisklivsnett.core.documents.markdown import Source, blocks_of, read_source
from frisklivsnett.core.documents.model import (
    Block,
    Callout,
    Document,
    DocumentError,
    ListBlock,
    Paragraph,
    Plain,
    every_block,
)
from frisklivsnett.core.documents.numbering import numbered
from frisklivsnett.core.narrative import Checked, Checker, Evidence
from frisklivsnett.core.numbers import date_long
from frisklivsnett.core.text import Text, text
from frisklivsnett.publication.drafts import Draft, saved_or_carried
from frisklivsnett.publication.evidence import evidence_of
from frisklivsnett.publication.faults import Fault
from frisklivsnett.publication.inclusions import Inclusions
from frisklivsnett.publication.marking import with_open_marked
from frisklivsnett.publication.resolving import Resolver
from frisklivsnett.publication.texts import REPORT, Template

TEMPLATES = settings.DATA / "reports"
SAMPLE_NOTICE = text(
    "Eksempeldata: Svarene i denne rapporten er laget for å prøve programmet. De kommer ikke fra noen sentral.",
    "Eksempeldata: Svara i denne rapporten er laga for å prøve programmet. Dei kjem ikkje frå nokon sentral.",
    "Sample data: The answers in this report are made up for trying out the program. They come from no centre.",
)
NO_TITLE = text(
    "Teksten mangler «title: …» øverst",
    "Teksten manglar «title: …» øvst",
    "The text lacks “title: …” on top",
)
REPORT_YEAR = text("Rapporteringsår", "Rapporteringsår", "Report year")
DEADLINE = text("Frist for rapportering", "Frist for rapportering", "Deadline for reporting")
EDITION = text("Utgave", "Utgåve", "Edition")
PUBLISHED = text("Publisert", "Publisert", "Published")
CORRECTED = text("Rettet utgave", "Retta utgåve", "Corrected edition")
DRAFT = text("Utkast", "Utkast", "Draft")
DRAFT_NOTICE = text(
    "Utkast. Rapporten er ikke publisert.", "Utkast. Rapporten er ikkje publisert.", "Draft. Not published."
)
DRAFT_FAULTS = text(
    "Dette må rettes før den kan publiseres:",
    "Dette må rettast før han kan publiserast:",
    "This must be put right before it can be published:",
)


@dataclass(frozen=True, slots=True)
class Report:
    """A report ready to be written: its document, its source as it was made from, and what was found wrong."""

    year: int
    language: str
    document: Document
    source: str
    checked: Checked
    faults: tuple[Fault, ...]
    template: Template = REPORT

    @property
    def left_out(self) -> tuple[tuple[int, Text], ...]:
        """The parts that are left out: the line of the source that each begins on, and why."""
        first = self.source.count("\n", 0, len(self.source) - len(self.checked.source)) + 1
        source = self.checked.source
        return tuple((first + source.count("\n", 0, part.start), part.why) for part in self.checked.left_out)

    @property
    def publishable(self) -> bool:
        """Whether every claim holds, nothing in the text is open, and all it brings in is there."""
        return not self.faults

    def draft(self, faults: Sequence[Fault] | None = None) -> Document:
        """Return the document marked as a draft, with a list on top of what stops it from being published."""
        found = self.faults if faults is None else faults
        listed = tuple((Paragraph((Plain(fault.said(self.language)),)),) for fault in found)
        blocks: tuple[Block, ...] = ()
        if listed:
            blocks = (Paragraph((Plain(DRAFT_FAULTS.in_(self.language)),)), ListBlock(listed))
        notice = Callout(DRAFT_NOTICE.in_(self.language), blocks, kind="warning")
        title = f"{DRAFT.in_(self.language)}: {self.document.title}"
        return replace(self.document, title=title, blocks=(notice, *self.document.blocks))


@dataclass(frozen=True, slots=True)
class Imprint:
    """What an edition says of itself: its number, when it was published, and what was corrected."""

    number: int
    at: datetime
    correction: str = ""

    def on(self, document: Document) -> Document:
        """Return the document with the imprint among its facts, and the correction on top of its text."""
        language = document.language
        day = date_long(timezone.localdate(self.at), language)
        facts = ((EDITION.in_(language), str(self.number)), (PUBLISHED.in_(language), day))
        blocks = tuple(document.blocks)
        if self.correction:
            words = Paragraph((Plain(self.correction),))
            blocks = (Callout(CORRECTED.in_(language), (words,)), *blocks)
        return replace(document, facts=(*document.facts, *facts), blocks=blocks)


def source_of(language: str, template: Template = REPORT) -> str:
    """Return the report template's source in a language; ``FileNotFoundError`` when it has none."""
    path: Path = TEMPLATES / template.key / f"{language}.md"
    return path.read_text(encoding="utf-8")


def report_of(
    round_: Round,
    language: str,
    evidence: Evidence | None = None,
    *,
    marked: bool = False,
    imprint: Imprint | None = None,
    template: Template = REPORT,
) -> Report:
    """Return the round's report from the text saved for it, whose words stand as they are, or from what it starts with.

    In a text that nobody has saved for the round, words that the data has outgrown are refreshed; then all is checked.
    ``evidence`` may be given when several languages are made from the same; ``marked`` keeps the claims' marks in the
    document, for a preview; ``imprint`` is what it says when it is published; ``template`` is which text of the round.
    """
    found = evidence or evidence_of(round_)
    draft = source_for(round_, language, template)
    try:
        report = made_from(
            draft.source,
            round_,
            language,
            found,
            marked=marked,
            refreshed=not draft.is_saved,
            noted=template.has_footnotes,
        )
        numbered(report.document)
    except DocumentError as error:
        report = _unwritable(draft.source, round_, language, found, error)
    document = imprint.on(report.document) if imprint else report.document
    faults = tuple(replace(fault, name=template.name) for fault in report.faults)
    return replace(report, document=document, faults=faults, template=template)


def source_for(round_: Round, language: str, template: Template = REPORT) -> Draft:
    """Return a text of the round: the one saved, else that of the year before, else the template."""
    saved = saved_or_carried(round_, language, template)
    return saved or Draft(source_of(language, template))


def made_from(
    source: str,
    round_: Round,
    language: str,
    evidence: Evidence,
    *,
    marked: bool = False,
    refreshed: bool = True,
    noted: bool = True,
) -> Report:
    """Return the report that a source makes of the evidence. Raises ``DocumentError`` when it is no report at all.

    With ``refreshed``, words that the data has outgrown are put right first; with ``noted``, what readers must know of
    a number stands in a footnote.
    """
    checker = Checker(evidence, language)
    words = source.replace("{year}", str(round_.report_year))
    if refreshed:
        words = checker.refresh(words)
    parts = read_source(words)
    checked = checker.check(parts.body)
    resolver = Resolver(checker, Inclusions(evidence, language), marked, checked.findings, noted)
    shown = replace(parts, body=with_open_marked(checked)) if marked else parts
    document = _document(round_, language, parts, blocks_of(shown, resolver))
    resolver.check_references(every_block(document.blocks))
    faults = sorted(
        [*_head_faults(parts, checker), *_text_faults(checked, parts), *resolver.found.faults],
        key=lambda fault: fault.line,
    )
    return Report(round_.report_year, language, document, words, checked, tuple(faults))


def _unwritable(
    source: str, round_: Round, language: str, evidence: Evidence, error: DocumentError
) -> Report:
    """Return a report of nothing but what is wrong, for a saved text that cannot become one."""
    words = source.replace("{year}", str(round_.report_year))
    why = error.said()
    head = Source({"title": str(round_.report_year)}, "")
    box = Callout(why.in_(language), (), kind="warning")
    document = _document(round_, language, head, (box,))
    checked = Checker(evidence, language).check(words)
    return Report(round_.report_year, language, document, words, checked, (Fault(why),))


def _text_faults(checked: Checked, parts: Source) -> Iterator[Fault]:
    """Yield a fault for each claim that is false or open, and for each quantity that nothing stands behind."""

    def line(place: int) -> int:
        return parts.first_line + checked.source.count("\n", 0, place)

    for placed in checked.claims:
        if placed.claim.stops:
            yield Fault(placed.claim.explanation, placed.claim.words, line(placed.start))
    for finding in checked.findings:
        yield Fault(finding.message, finding.words, line(finding.start))


def _head_faults(parts: Source, checker: Checker) -> Iterator[Fault]:
    """Yield what is open in the title and the other words on top, which no formula can stand behind."""
    for words in parts.head.values():
        for finding in checker.scan(words):
            yield Fault(finding.message, words)


def _document(round_: Round, language: str, source: Source, blocks: tuple[Block, ...]) -> Document:
    if not source.head.get("title"):
        raise DocumentError(NO_TITLE)
    return Document(
        title=source.head["title"],
        subtitle=source.head.get("subtitle", ""),
        publisher=source.head.get("publisher", ""),
        description=source.head.get("description", ""),
        language=language,
        blocks=blocks,
        facts=(
            (REPORT_YEAR.in_(language), str(round_.report_year)),
            (DEADLINE.in_(language), date_long(round_.deadline, language)),
        ),
        identifier=f"rapport-{round_.report_year}",
        sample=round_.sample,
        sample_notice=SAMPLE_NOTICE.in_(language) if round_.sample else "",
    )
