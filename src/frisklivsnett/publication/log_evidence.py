"""What the centres' logs give a national report to rest on: facts and tables, by names that begin with ``log.``."""

from collections.abc import Iterator
from functools import partial

from frisklivsnett.activity.summing import logs_of, names_on, national_sums
from frisklivsnett.core.documents.logchanges import changes_of
from frisklivsnett.core.documents.nationalfacts import (
    LogEvidence,
    log_evidence,
    log_facts_and_lacking,
)
from frisklivsnett.core.documents.nationalpages import log_facts, log_tables
from frisklivsnett.core.narrative import Fact, FactTable
from frisklivsnett.core.narrative.mutation import FactsChanged
from frisklivsnett.registry.models import PlaceKind
from frisklivsnett.registry.places import register


def evidence_from_log(year: int) -> LogEvidence:
    """Return all that a report may say of what the logs of its year say together, and what it may not, with why."""
    return log_evidence(national_sums(year), names_on(year), regions())


def changes_in_logs(year: int) -> Iterator[FactsChanged]:
    """Yield every change of one thing in the logs of a year, with the facts that a report would then have."""
    facts_of = partial(log_facts_and_lacking, names=names_on(year), regions=regions())
    yield from changes_of(logs_of(year), facts_of)


def facts_from_log(year: int) -> dict[str, Fact]:
    """Return the numbers of a report year; none when no centre has noted anything of it."""
    return log_facts(national_sums(year))


def tables_from_log(year: int) -> dict[str, FactTable]:
    """Return the tables of a report year; none when no centre has noted anything of it."""
    return log_tables(national_sums(year), names_on(year), regions())


def regions() -> dict[str, str]:
    """Return the health regions' names, by code."""
    places = register().places.values()
    return dict(sorted((place.code, place.name) for place in places if place.kind == PlaceKind.HEALTH_REGION))
