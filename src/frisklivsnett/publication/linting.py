"""Reading a report that somebody has written, with a round's evidence and the form's words."""

import json
from functools import cache
from typing import Any

from django.conf import settings

from frisklivsnett.collection.models import Round
from frisklivsnett.core.narrative import Evidence
from frisklivsnett.core.narrative.lint import Finding, Lexicon, lint
from frisklivsnett.publication.apart import Words, proof_apart
from frisklivsnett.publication.evidence import evidence_of

WORDS = settings.DATA / "words"


def lint_report(words: str, round_: Round) -> tuple[Finding, ...]:
    """Return what the round's answers say of a report's text. A form without a file of words is read by its own."""
    evidence = evidence_of(round_)
    return lint(words, evidence, Lexicon(*_words(evidence)))


def lint_upload(content: bytes | str, round_: Round) -> tuple[str, tuple[Finding, ...]]:
    """Return a file's text and what the round's answers say of it, read with bounded time and memory.

    Raises ``UnreadableError`` with what to do.
    """
    evidence = evidence_of(round_)
    return proof_apart(content, evidence, _words(evidence))


def as_json(finding: Finding, language: str) -> dict[str, str | int]:
    """Return a finding as other programs get it: the format that docs/how-to/read-a-report.md tells."""
    return {
        "text": finding.text,
        "start": finding.start,
        "end": finding.end,
        "verdict": finding.verdict.value,
        "kind": finding.kind,
        "expected": finding.expected.in_(language),
        "source": source_in_words(finding, language),
    }


def source_in_words(finding: Finding, language: str) -> str:
    """Return the id of what a finding rests on, and what that is called."""
    named = finding.named.in_(language)
    return f"{finding.source}: {named}" if finding.source and named else finding.source or named


def _words(evidence: Evidence) -> Words:
    form = evidence.current.form
    path = WORDS / f"{form.id}.json"
    return form, _content(path.name) if path.exists() else {}, _content("institutions.json")


@cache
def _content(name: str) -> Any:
    return json.loads((WORDS / name).read_text(encoding="utf-8"))
