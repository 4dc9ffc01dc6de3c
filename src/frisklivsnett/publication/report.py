"""Makes the national report of a round: source and evidence in, a document and a verdict on every claim out."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from django.conf import settings

from frisklivsnett.collection.models import Round
from frisklivsnett.core.documents.markdown import Source, blocks_of, read_source
from frisklivsnett.core.documents.model import Block, Document, Inline, Marked, Plain
from frisklivsnett.core.narrative import Checked, Checker, Evidence
from frisklivsnett.core.numbers import date_long
from frisklivsnett.core.text import text
from frisklivsnett.publication.evidence import evidence_of
from frisklivsnett.publication.inclusions import Inclusions

TEMPLATES = settings.DATA / "reports"
SAMPLE_NOTICE = text(
    "Eksempeldata: Svarene i denne rapporten er laget for å prøve programmet. De kommer ikke fra noen sentral.",
    "Eksempeldata: Svara i denne rapporten er laga for å prøve programmet. Dei kjem ikkje frå nokon sentral.",
    "Sample data: The answers in this report are made up for trying out the program. They come from no centre.",
)
REPORT_YEAR = text("Rapporteringsår", "Rapporteringsår", "Report year")
DEADLINE = text("Frist for rapportering", "Frist for rapportering", "Deadline")


@dataclass(frozen=True, slots=True)
class Report:
    """A report ready to be written: its document, and what was found when its text was checked."""

    year: int
    language: str
    document: Document
    checked: Checked

    @property
    def publishable(self) -> bool:
        """Whether every claim holds and nothing in the text is open."""
        return self.checked.publishable

    def faults(self) -> Iterator[str]:
        """Yield a line for each place that stops the publishing: its line in the source, the words, and why."""
        for placed in self.checked.claims:
            if placed.claim.stops:
                where = self._line(placed.start)
                yield f"{where}: «{placed.claim.words}» – {placed.claim.explanation.in_(self.language)}"
        for finding in self.checked.findings:
            yield f"{self._line(finding.start)}: «{finding.words}» – {finding.message.in_(self.language)}"

    def _line(self, place: int) -> int:
        return self.checked.source.count("\n", 0, place) + 1


def source_of(language: str, template: str = "annual-report") -> str:
    """Return the report template's source in a language; ``FileNotFoundError`` when it has none."""
    path: Path = TEMPLATES / template / f"{language}.md"
    return path.read_text(encoding="utf-8")


def report_of(
    round_: Round, language: str, evidence: Evidence | None = None, *, marked: bool = False
) -> Report:
    """Return the round's report from the template: words that the data has outgrown are refreshed, then all is checked.

    ``evidence`` may be given when several languages are made from the same; ``marked`` keeps the claims' marks in the
    document, for a preview.
    """
    found = evidence or evidence_of(round_)
    return made_from(source_of(language), round_, language, found, marked=marked)


def made_from(
    source: str, round_: Round, language: str, evidence: Evidence, *, marked: bool = False
) -> Report:
    """Return the report that a source makes of the evidence."""
    checker = Checker(evidence, language)
    dated = source.replace("{year}", str(round_.report_year))
    refreshed = checker.refresh(dated)
    parts = read_source(refreshed)
    checked = checker.check(parts.body)
    resolver = _Resolver(checker, Inclusions(evidence, language), marked)
    return Report(
        round_.report_year,
        language,
        _document(round_, language, parts, blocks_of(parts.body, resolver)),
        checked,
    )


@dataclass(frozen=True, slots=True)
class _Resolver:
    checker: Checker
    inclusions: Inclusions
    marked: bool

    def claim(self, formula: str, words: str, *, sentence_start: bool) -> Sequence[Inline]:
        claim = self.checker.resolve(formula, words, sentence_start=sentence_start)
        printed = Plain(claim.printed)
        if not self.marked:
            return (printed,)
        why = claim.explanation.in_(self.checker.language)
        return (Marked((printed,), claim.verdict.value, why, formula),)

    def include(self, formula: str, caption: str) -> Sequence[Block]:
        return self.inclusions.include(formula, caption)


def _document(round_: Round, language: str, source: Source, blocks: tuple[Block, ...]) -> Document:
    return Document(
        title=source.head.get("title", ""),
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
