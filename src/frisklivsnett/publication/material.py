"""What a round's report is made from at a moment: its texts, the answers, and the facts beside them."""

import hashlib
import json
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from frisklivsnett.collection.models import Round, SubmissionVersion
from frisklivsnett.core.narrative import Evidence
from frisklivsnett.core.text import LANGUAGES, Text
from frisklivsnett.publication.evidence import evidence_of
from frisklivsnett.publication.report import source_for
from frisklivsnett.publication.texts import TEMPLATES

LOGGED = "log.centres"
"""How many centres logged: the base that every table of the log tells, also where no sentence names it."""


@dataclass(frozen=True)
class Material:
    """``data`` is JSON: versions of answers with checksums, the form, facts, series. ``texts`` is sources by name."""

    data: dict[str, Any]
    texts: dict[str, str]

    @cached_property
    def data_checksum(self) -> str:
        """SHA-256 of the data."""
        return checksum(self.data)

    @cached_property
    def reviewed_checksum(self) -> str:
        """SHA-256 of the data that a review is of: facts and tables of the activity log only where a text names them.

        The log is written in every day, and what the report does not say of it is not what somebody has approved.
        """
        sources = "\n".join(self.texts.values())
        names = {*self.data["facts"], *self.data["tables"]}
        said = {name for name in names if _of_the_log(name) and name in sources}
        if said:
            said.add(LOGGED)

        def kept(named: dict[str, Any]) -> dict[str, Any]:
            return {name: each for name, each in named.items() if not _of_the_log(name) or name in said}

        seen = {**self.data, "facts": kept(self.data["facts"]), "tables": kept(self.data["tables"])}
        return checksum(seen)

    @cached_property
    def text_checksum(self) -> str:
        """SHA-256 of the texts, as they are written."""
        return checksum(self.texts)


def material_of(round_: Round, evidence: Evidence | None = None) -> Material:
    """Return what the report is made from now. ``evidence`` may be given when it has been read already."""
    return Material(data_of(round_, evidence or evidence_of(round_)), texts_of(round_))


def texts_of(round_: Round) -> dict[str, str]:
    """Return every text of the round as it counts now, by language and kind: «nb.md», «nb.deck.md»."""
    return {
        f"{language}.{template.source}": source_for(round_, language, template).source
        for language in LANGUAGES
        for template in TEMPLATES
    }


def data_of(round_: Round, evidence: Evidence) -> dict[str, Any]:
    """Return what the report rests on. Earlier rounds are in it too, since words of change rest on them."""
    before = Round.objects.filter(report_year__lt=round_.report_year).order_by("report_year")
    return {
        "versions": sent_of(round_),
        "earlier": {str(earlier.report_year): sent_of(earlier) for earlier in before},
        "form": round_.form_version.checksum,
        "facts": {name: _plain(fact.value) for name, fact in sorted(evidence.facts.items())},
        "series": {
            name: {str(year): _plain(number.value) for year, number in sorted(numbers.items())}
            for name, numbers in sorted(evidence.series.items())
        },
        "tables": {
            name: [
                [label.in_(LANGUAGES[0]), *(None if value is None else _plain(value) for value in values)]
                for label, values in known.rows
            ]
            for name, known in sorted(evidence.tables.items())
        },
    }


def sent_of(round_: Round) -> dict[str, list[Any]]:
    """Return the number and checksum of the version that counts, by centre."""
    versions = SubmissionVersion.objects.filter(submission__round=round_).order_by("number")
    return {
        slug: [number, digest]
        for slug, number, digest in versions.values_list(
            "submission__agreement__organisation__slug", "number", "checksum"
        )
    }


def checksum(content: dict[str, Any]) -> str:
    """Return the SHA-256 of some JSON, written the one way that it can be."""
    written = json.dumps(content, sort_keys=True, ensure_ascii=False, separators=(",", ":"))
    return hashlib.sha256(written.encode()).hexdigest()


def _of_the_log(name: str) -> bool:
    return name.startswith("log.")


def _plain(value: object) -> Any:
    """Return a value as JSON has it: names in bokmål, and other numbers than whole ones as they are written."""
    if isinstance(value, tuple):
        return [_plain(each) for each in value]
    if isinstance(value, Text):
        return value.in_(LANGUAGES[0])
    return value if isinstance(value, int) else str(value)
