"""Reading a report that somebody has written, with a round's evidence and the form's words."""

import json
from functools import cache
from typing import Any

from django.conf import settings

from frisklivsnett.collection.models import Round
from frisklivsnett.core.narrative.lint import Finding, Lexicon, lint
from frisklivsnett.publication.evidence import evidence_of

WORDS = settings.DATA / "words"


def lint_report(words: str, round_: Round) -> tuple[Finding, ...]:
    """Return what the round's answers say of a report's text. A form without a file of words is read by its own."""
    evidence = evidence_of(round_)
    path = WORDS / f"{evidence.current.form.id}.json"
    told = _content(path.name) if path.exists() else {}
    lexicon = Lexicon(evidence.current.form, told, _content("institutions.json"))
    return lint(words, evidence, lexicon)


@cache
def _content(name: str) -> Any:
    return json.loads((WORDS / name).read_text(encoding="utf-8"))
