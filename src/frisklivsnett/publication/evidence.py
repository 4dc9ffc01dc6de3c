"""What a national report may rest on: the answers, earlier rounds, published series and facts of the agreements."""

import json
from collections import Counter
from collections.abc import Mapping
from datetime import date
from decimal import Decimal

from django.conf import settings

from frisklivsnett.collection.datasets import dataset_of
from frisklivsnett.collection.models import Round, SubmissionVersion
from frisklivsnett.core.narrative import Evidence, Fact, FactTable, Lacking, Published, Unit
from frisklivsnett.core.tables import Dataset
from frisklivsnett.core.text import text
from frisklivsnett.publication.log_evidence import evidence_from_log
from frisklivsnett.registry.models import Agreement, CoordinatorTerm

SERIES = settings.DATA / "series" / "before-the-program.json"
PLANS = settings.DATA / "reports" / "plan-names.json"
REGION = text("Helseregion", "Helseregion", "Health region")
CENTRES = text("Antall sentraler", "Talet på sentralar", "Number of centres")
REGION_NOTE = text(
    "Alle {base} sentraler med avtale. Kilde: avtalene.",
    "Alle {base} sentralar med avtale. Kjelde: avtalane.",
    "All {base} centres with an agreement. Source: the agreements.",
)

NO_SINGLE_VALUE = text(
    "Avtalene har ikke dette for dette året, eller de har ikke det samme alle sammen.",
    "Avtalane har ikkje dette for dette året, eller dei har ikkje det same alle saman.",
    "The agreements do not have this for this year, or do not all have the same.",
)
SOMETIMES = {
    "agreements.first_year": Fact(0, Unit.YEAR),
    "agreements.last_year": Fact(0, Unit.YEAR),
    "grant.per_centre": Fact(Decimal(), Unit.MONEY),
    "coordinator.name": Fact(""),
    "coordinator.grant": Fact(Decimal(), Unit.MONEY),
}
"""Facts of agreements that a year may be without, and what they are like."""


def evidence_of(round_: Round) -> Evidence:
    """Return everything the report of this round may say something from."""
    earlier = Round.objects.filter(report_year__lt=round_.report_year).select_related("form_version")
    current, log = dataset_of(round_), evidence_from_log(round_.report_year)
    facts = _round_facts(round_)
    return Evidence(
        current=current,
        earlier={before.report_year: dataset_of(before) for before in earlier},
        series=published_series(),
        facts={**facts, **log.facts},
        tables={**tables_of(current), **log.tables},
        plan_names=tuple(json.loads(PLANS.read_text(encoding="utf-8"))),
        lacking={**_lacking_agreement_facts(facts), **log.lacking},
        lacking_tables=log.lacking_tables,
    )


def published_series() -> dict[str, dict[int, Published]]:
    """Return the numbers that were published before the program, by concept id and year, each with its source."""
    series: dict[str, dict[int, Published]] = {}
    for entry in json.loads(SERIES.read_text(encoding="utf-8")):
        series[entry["id"]] = {
            int(year): Published(value, entry["source"]) for year, value in entry["values"].items()
        }
    return series


def tables_of(current: Dataset) -> dict[str, FactTable]:
    """Return the tables of the agreements, by dotted name. Those of another kind are merged in ``evidence_of``."""
    counted = Counter(respondent.groups.get("health_region", "") for respondent in current.respondents)
    regions = current.group_names["health_region"].items()
    return {
        "agreements.by_region": FactTable(
            heads=(REGION, CENTRES),
            rows=tuple((text(name), (counted[code],)) for code, name in regions),
            note=REGION_NOTE.map(lambda words: words.format(base=current.base)),
            unit=CENTRES,
        ),
    }


def _round_facts(round_: Round) -> dict[str, Fact]:
    """Return the facts of agreements, grants and the round itself, by dotted name. Grants are NOK for the year."""
    agreements = list(Agreement.objects.filter(submissions__round=round_))
    sent = {
        version.submission_id: version
        for version in SubmissionVersion.objects.filter(submission__round=round_).order_by("number")
    }.values()
    form = round_.form
    facts = {
        "agreements.count": Fact(len(agreements), source="agreements"),
        "round.deadline": Fact(round_.deadline, source="round"),
        "round.sent": Fact(len(sent), source="submissions"),
        "round.on_time": Fact(sum(version.on_time for version in sent), source="submissions"),
        "round.late": Fact(sum(not version.on_time for version in sent), source="submissions"),
        "form.questions": Fact(len(tuple(form.questions)), source="form"),
        "form.sections": Fact(len(form.sections), source="form"),
    }
    return {**facts, **_agreement_facts(agreements, round_.year_end)}


def _lacking_agreement_facts(facts: Mapping[str, Fact]) -> dict[str, Lacking]:
    """Return the facts that the agreements of some years have, and those of this year have not."""
    return {name: Lacking(like, NO_SINGLE_VALUE) for name, like in SOMETIMES.items() if name not in facts}


def _agreement_facts(agreements: list[Agreement], year_end: date) -> dict[str, Fact]:
    """Return the facts of the agreements; those that have no single value, such as unequal grants, are left out."""
    facts: dict[str, Fact] = {}
    total = sum(agreement.grant for agreement in agreements)
    periods = {(agreement.starts_on.year, agreement.ends_on.year) for agreement in agreements}
    grants = {agreement.grant for agreement in agreements}
    if len(periods) == 1:
        first, last = periods.pop()
        facts["agreements.first_year"] = Fact(first, Unit.YEAR, source="agreements")
        facts["agreements.last_year"] = Fact(last, Unit.YEAR, source="agreements")
    if len(grants) == 1:
        facts["grant.per_centre"] = Fact(Decimal(grants.pop()), Unit.MONEY, source="agreements")
    term = CoordinatorTerm.objects.valid_on(year_end).select_related("organisation").first()
    if term is not None:
        total += term.extra_grant
        facts["coordinator.name"] = Fact(term.organisation.name, source="agreements")
        facts["coordinator.grant"] = Fact(Decimal(term.extra_grant), Unit.MONEY, source="agreements")
    facts["grant.total"] = Fact(Decimal(total), Unit.MONEY, source="agreements")
    return facts
