"""What all the logs say together, for the Directorate: a page beside the results, and the same as CSV and JSON."""

import csv
import io
import json
from collections.abc import Mapping
from dataclasses import dataclass

from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.db.models import Q
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from frisklivsnett.activity.summing import came_from, counties_of, national_sums
from frisklivsnett.collection.access import round_or_404
from frisklivsnett.collection.models import Round
from frisklivsnett.core.activity.year import NationalSums
from frisklivsnett.core.narrative import Fact, FactTable
from frisklivsnett.core.numbers import approximately
from frisklivsnett.publication.log_evidence import facts_from_log, tables_from_log
from frisklivsnett.registry.permissions import may
from frisklivsnett.web.jinja import language, number
from frisklivsnett.web.year.drawing import Drawn, chart, map_of, shown

CHARTS = ("log.by_county", "log.by_nearness", "log.by_month", "log.topics")
TABLES = ("log.by_region", "log.visitors_by_region", "log.without_centre")


@dataclass(frozen=True, slots=True)
class National:
    """Everything that the page and the files show of a year."""

    round: Round
    sums: NationalSums
    facts: Mapping[str, Fact]
    tables: Mapping[str, FactTable]

    @classmethod
    def of(cls, request: HttpRequest, year: int) -> "National":
        """Add up a year. Raises ``Http404`` and ``PermissionDenied``."""
        if not may(request.user, "read_national_log"):
            raise PermissionDenied(_("Bare Helsedirektoratet kan se loggene samlet."))
        round_ = round_or_404(year)
        return cls(round_, national_sums(year), facts_from_log(year), tables_from_log(year))

    @property
    def sample(self) -> str:
        """What is said of sample data, in the language of the page; nothing of real data."""
        return _("Eksempeldata") if self.round.sample else ""


@require_safe
@login_required
def national(request: HttpRequest, year: int) -> HttpResponse:
    """Show which municipalities were reached, from where, about what and when."""
    found = National.of(request, year)
    context = {
        "found": found,
        "round": found.round,
        "year": year,
        "figures": _figures(found),
        "charts": [_chart(name, found.tables[name], year) for name in CHARTS] if found.facts else [],
        "tables": [shown(found.tables[name], _id(name), _title(name, year)) for name in TABLES]
        if found.facts
        else [],
        "map": _map(year) if found.facts else None,
        "earlier": Round.objects.exclude(pk=found.round.pk).order_by("-report_year"),
    }
    return render(request, "year/national.html", context)


def _figures(found: National) -> list[tuple[str, str, str]]:
    sums, facts = found.sums, found.facts
    if not facts:
        return []
    visitors = facts.get("log.visitors")
    printed = number(int(str(visitors.value))) if visitors else _("færre enn 3")
    if visitors and visitors.approximate:
        printed = approximately(printed, language())
    return [
        (
            _("%(logged)s av %(base)s") % {"logged": sums.logged, "base": sums.base},
            _("sentraler har ført logg"),
            "",
        ),
        (_count(facts, "log.municipalities"), _("kommuner og bydeler nådd"), ""),
        (_count(facts, "log.without_centre"), _("av dem i fylker uten utviklingssentral"), ""),
        (_count(facts, "log.enquiries"), _("henvendelser"), ""),
        (printed, _("personer på besøk"), ""),
    ]


def _count(facts: Mapping[str, Fact], name: str) -> str:
    return number(int(str(facts[name].value)))


def _chart(name: str, table: FactTable, year: int) -> Drawn:
    series = (1, 2, 3) if name == "log.by_month" else (1,)
    return chart(table, _id(name), _title(name, year), series=series, sort=name == "log.by_county")


def _map(year: int) -> Drawn:
    came = came_from(Q(), year)
    note = _("Tallene er besøk og henvendelser, talt én gang for hver sentral de gjaldt.")
    return map_of(counties_of(year, came), _title("map", year), note=note)


def _id(name: str) -> str:
    return name.replace(".", "-").replace("_", "-")


def _title(name: str, year: int) -> str:
    titles = {
        "map": _("Hvor besøk og henvendelser kom fra i %(year)s"),
        "log.by_county": _("Kommuner og bydeler nådd i %(year)s, etter fylke"),
        "log.by_region": _("Kommuner og bydeler nådd i %(year)s, etter helseregion"),
        "log.by_nearness": _("Kommuner og bydeler nådd i %(year)s, etter avstand"),
        "log.by_month": _("Måned for måned i %(year)s"),
        "log.topics": _("Tema i %(year)s"),
        "log.visitors_by_region": _("Personer på besøk i %(year)s, etter sentralenes helseregion"),
        "log.without_centre": _("Kommuner i fylker uten utviklingssentral som fikk hjelp i %(year)s"),
    }
    return titles[name] % {"year": year}


@require_safe
@login_required
def national_file(request: HttpRequest, year: int, ending: str) -> HttpResponse:
    """Send every table as CSV or JSON. Sample data says so on every line."""
    found = National.of(request, year)
    if ending not in ("csv", "json"):
        raise Http404(_("Filen finnes ikke."))
    body, media_type = (
        (_csv(found), "text/csv; charset=utf-8") if ending == "csv" else (_json(found), "application/json")
    )
    response = HttpResponse(body, content_type=media_type)
    name = f"aktivitetslogg-{year}{'-eksempeldata' if found.round.sample else ''}.{ending}"
    response["Content-Disposition"] = f'attachment; filename="{name}"'
    return response


def _csv(found: National) -> bytes:
    """Return a line for each number, the way a Norwegian Excel opens it by double-click."""
    file = io.StringIO()
    writer = csv.writer(file, delimiter=";", lineterminator="\r\n")
    notes = [found.sample] if found.sample else []
    heads = [_("Tabell"), _("Rad"), _("Kolonne"), _("Antall"), _("Ført logg"), _("Sentraler i alt")]
    writer.writerow(heads + ([_("Merknad")] if notes else []))
    for name, table in found.tables.items():
        columns = [head.in_(language()) for head in table.heads[1:]]
        for label, values in table.rows:
            for column, value in zip(columns, values, strict=True):
                shown_value = "" if value is None else str(value)
                base = [str(found.sums.logged), str(found.sums.base)]
                row = [_title(name, found.sums.year), label.in_(language()), column, shown_value, *base]
                writer.writerow([_as_text(cell) for cell in row] + notes)
    return file.getvalue().encode("utf-8-sig")


def _as_text(cell: str) -> str:
    """Return a cell that no spreadsheet takes for a formula."""
    return f"'{cell}" if cell[:1] in "=+-@\t" and cell[:1] else cell


def _json(found: National) -> bytes:
    content = {
        "year": found.sums.year,
        "sample": found.round.sample,
        "base": found.sums.base,
        "logged": found.sums.logged,
        "facts": {name: fact.value for name, fact in found.facts.items()},
        "tables": [_table_json(name, table, found.sums.year) for name, table in found.tables.items()],
    }
    return (json.dumps(content, ensure_ascii=False, indent=1) + "\n").encode()


def _table_json(name: str, table: FactTable, year: int) -> dict[str, object]:
    return {
        "id": name,
        "title": _title(name, year),
        "note": table.note.in_(language()),
        "columns": [head.in_(language()) for head in table.heads],
        "rows": [[label.in_(language()), *values] for label, values in table.rows],
    }
