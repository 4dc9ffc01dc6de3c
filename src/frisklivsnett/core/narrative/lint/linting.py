"""Reads a whole report: its sentences, and how it is made up."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace

from frisklivsnett.core.narrative.closed_world import HIDDEN
from frisklivsnett.core.narrative.evidence import Evidence
from frisklivsnett.core.narrative.lint.antecedents import Subject, subject_after
from frisklivsnett.core.narrative.lint.arithmetic import check_prose, check_table
from frisklivsnett.core.narrative.lint.centre_lists import check_centres
from frisklivsnett.core.narrative.lint.claims import judge_sentence
from frisklivsnett.core.narrative.lint.institutions import check_institutions
from frisklivsnett.core.narrative.lint.lexicon import Lexicon
from frisklivsnett.core.narrative.lint.list_lengths import check_length
from frisklivsnett.core.narrative.lint.model import Finding
from frisklivsnett.core.narrative.lint.option_lists import check_options
from frisklivsnett.core.narrative.lint.outline import check_outline
from frisklivsnett.core.narrative.lint.rolls import rolls_of
from frisklivsnett.core.narrative.lint.segments import Line, Sentence, blanked, lines_of, sentences_of
from frisklivsnett.core.narrative.lint.years import check_years

LONGEST_SENTENCE = 4_000
"""Characters; what is longer is no sentence that can be read, but the words of a table, or nonsense."""


def lint(text: str, evidence: Evidence, lexicon: Lexicon) -> tuple[Finding, ...]:
    """Return what the data says of the report's text, in the text's order. Offsets are characters of ``text``."""
    shown, places = _shown(text)
    blank, notes = blanked(shown)
    lines = lines_of(blank)
    claims = list(_claims(sentences_of(blank, lines, notes), evidence, lexicon))
    structure = list(_structure(lines, blank, evidence, lexicon))
    wrong = {found.start for found in structure if found.kind == "structure:figure-data"}
    findings = [found for found in claims if found.start not in wrong] + structure
    return tuple(_placed(findings, text, places))


def _claims(sentences: Iterable[Sentence], evidence: Evidence, lexicon: Lexicon) -> Iterator[Finding]:
    """Judge sentence by sentence, and keep account of whom a paragraph speaks of."""
    subject = Subject.CENTRES
    for sentence in sentences:
        if sentence.begins:
            subject = Subject.CENTRES
        if sentence.end - sentence.start > LONGEST_SENTENCE:
            continue
        found = list(judge_sentence(sentence, evidence, lexicon, subject))
        yield from found
        subject = subject_after(sentence.words, found, evidence, lexicon, subject)


def _structure(lines: Sequence[Line], blank: str, evidence: Evidence, lexicon: Lexicon) -> Iterator[Finding]:
    yield from check_outline(lines, blank)
    yield from check_years(lines, blank, evidence, lexicon)
    yield from check_prose(lines, blank)
    for roll in rolls_of(lines, blank):
        yield from list(check_centres(roll, evidence)) or check_length(roll)
        yield from check_options(roll, evidence, lexicon)
        yield from check_institutions(roll, lexicon)
        yield from check_table(roll, evidence)


def _shown(text: str) -> tuple[str, Sequence[int]]:
    """The text without characters that do not show, and the place of each kept one."""
    if not HIDDEN.search(text):
        return text, range(len(text) + 1)
    kept = [place for place, letter in enumerate(text) if not HIDDEN.match(letter)]
    return "".join(text[place] for place in kept), [*kept, len(text)]


def _placed(findings: Iterable[Finding], text: str, places: Sequence[int]) -> Iterable[Finding]:
    for finding in sorted(findings, key=lambda found: (found.start, found.end)):
        start, end = places[finding.start], places[finding.end - 1] + 1
        yield replace(finding, start=start, end=end, text=text[start:end])
