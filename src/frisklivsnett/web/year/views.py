"""A centre's own year: the page, the page as a file, and what an answer is made of."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from django.contrib.auth.decorators import login_required
from django.db.models import Q
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils import timezone
from django.utils.text import slugify
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from frisklivsnett.activity.access import centre_for
from frisklivsnett.activity.summing import (
    came_from,
    counties_of,
    home_on,
    names_on,
    nearest_first,
    sums_of,
    years_noted,
)
from frisklivsnett.collection.models import Round, Submission
from frisklivsnett.core.activity.year import Reach, YearSums, distinct
from frisklivsnett.core.documents.docx import to_docx
from frisklivsnett.core.documents.pdf import to_pdf
from frisklivsnett.core.documents.yearpages import (
    NEAR,
    Names,
    kind_table,
    month_table,
    near_table,
    topic_table,
    year_document,
)
from frisklivsnett.registry.models import Organisation, User
from frisklivsnett.registry.permissions import may
from frisklivsnett.web.jinja import day as day_in_words
from frisklivsnett.web.jinja import language, number
from frisklivsnett.web.reporting.desk import Desk
from frisklivsnett.web.reporting.from_log import in_short, lines
from frisklivsnett.web.results.questions import question_at
from frisklivsnett.web.year.drawing import Drawn, chart, map_of

WRITERS = {
    "pdf": (to_pdf, "application/pdf"),
    "docx": (to_docx, "application/vnd.openxmlformats-officedocument.wordprocessingml.document"),
}
EARLIEST, LATEST = 2010, 2100


@dataclass(frozen=True, slots=True)
class Place:
    """A municipality or district that somebody came from; ``distance`` is in words."""

    name: str
    county: str
    near: str
    distance: str
    visits: int
    enquiries: int


@require_safe
@login_required
def year(request: HttpRequest, centre_slug: str, year: int) -> HttpResponse:
    """Show what a centre has done in a year: by month, kind, topic and place."""
    centre = _centre(request, centre_slug, year)
    came = came_from(Q(entry__centre=centre), year)
    sums, names = sums_of(centre, year, came), names_on(year)
    context = {
        "centre": centre,
        "year": year,
        "years": sorted({*years_noted(centre), year}, reverse=True),
        "sums": sums,
        "figures": _figures(sums),
        "charts": _charts(sums, names, year) if sums.entries else [],
        "map": _map(centre, came, year) if came else None,
        "places": _places(came, names),
        "writes": may(request.user, "write_activity", organisation=centre),
        "round": Round.objects.filter(report_year=year, submissions__agreement__organisation=centre).first(),
    }
    return render(request, "year/year.html", context)


def _centre(request: HttpRequest, centre_slug: str, year: int) -> Organisation:
    if not EARLIEST <= year <= LATEST:
        raise Http404(_("Det finnes ingen aktivitetslogg for dette året."))
    return centre_for(request.user, "read_activity", centre_slug)


def _figures(sums: YearSums) -> list[tuple[str, str, str]]:
    visits, enquiries = sums.of_kind("visit"), sums.of_kind("enquiry")
    about = _("ca. %(count)s") if visits.unsure else "%(count)s"
    return [
        (number(sums.entries), _("noteringer i alt"), ""),
        (about % {"count": number(visits.people)}, _("personer på besøk"), ""),
        (number(enquiries.entries), _("henvendelser"), ""),
        (number(distinct(sums.reached)), _("kommuner og bydeler nådd"), ""),
    ]


def _charts(sums: YearSums, names: Names, year: int) -> list[Drawn]:
    words = {"year": year}
    drawn = [
        chart(month_table(sums, names), "maneder", _("Måned for måned i %(year)s") % words, series=(1, 2, 3)),
        chart(kind_table(sums, names), "typer", _("Hva vi gjorde i %(year)s") % words, sort=True),
    ]
    if sums.topics:
        drawn.append(chart(topic_table(sums.topics, names), "tema", _("Tema i %(year)s") % words, sort=True))
    if sums.reached:
        drawn.append(chart(near_table(sums), "avstand", _("Hvor langt unna de kom fra i %(year)s") % words))
    return drawn


def _map(centre: Organisation, came: Sequence[tuple[Reach, int]], year: int) -> Drawn:
    note = _(
        "Tallene er besøk og henvendelser. Et besøk fra flere kommuner er med hos hver av dem. "
        "Deres eget sted har en tykk kant. Kilde: aktivitetsloggen."
    )
    return map_of(
        counties_of(year, came),
        _("Hvor besøk og henvendelser kom fra i %(year)s") % {"year": year},
        own=home_on(centre, date(year, 12, 31)).place,
        note=note,
    )


def _places(came: Sequence[tuple[Reach, int]], names: Names) -> list[Place]:
    return [
        Place(
            reach.place.name,
            names.counties.get(reach.place.county, ""),
            NEAR[reach.near].in_(language()),
            "" if reach.place.distance is None else f"{number(round(reach.place.distance))} km",
            visits,
            reach.entries - visits,
        )
        for reach, visits in nearest_first(came)
    ]


@require_safe
@login_required
def year_file(request: HttpRequest, centre_slug: str, year: int, ending: str) -> HttpResponse:
    """Send a centre's year on one page, as PDF or Word, in the language of the page."""
    centre = _centre(request, centre_slug, year)
    if ending not in WRITERS:
        raise Http404(_("Filen finnes ikke."))
    write, media_type = WRITERS[ending]
    sums = sums_of(centre, year, came_from(Q(entry__centre=centre), year))
    document = year_document(
        sums,
        names_on(year),
        centre.name,
        language(),
        sample=Round.objects.filter(sample=True).exists(),
        dated=day_in_words(timezone.localdate()),
    )
    response = HttpResponse(write(document), content_type=media_type)
    name = f"{slugify(document.title)}.{ending}"
    response["Content-Disposition"] = f'attachment; filename="{name}"'
    return response


@require_safe
@login_required
def trace(request: HttpRequest, year: int, centre_slug: str, question_slug: str) -> HttpResponse:
    """Show every entry that the log's answer to a question is made of."""
    centre = centre_for(request.user, "read_activity", centre_slug)
    assert isinstance(request.user, User)
    reports = Submission.objects.with_places().filter(agreement__organisation=centre)
    desk = Desk(get_object_or_404(reports, round__report_year=year), timezone.now(), request.user)
    question = question_at(desk.round.form, question_slug)
    told = desk.tellings.get(question.id) if question else None
    if question is None:
        raise Http404(_("Skjemaet har ikke dette spørsmålet."))
    sheet = desk.sheet.question(question.id)
    suggestion = told.suggestion if told else None
    writes = may(request.user, "write_submission", organisation=centre)
    context = {
        "desk": desk,
        "sheet": sheet,
        "headline": in_short(sheet, suggestion) if suggestion and suggestion.answer else "",
        "lines": lines(desk, sheet, told, suggestion.made_of) if told and suggestion else (),
        "back": desk.question_address(sheet).partition("?")[0] + f"#{sheet.first}" if writes else "",
    }
    return render(request, "year/trace.html", context)
