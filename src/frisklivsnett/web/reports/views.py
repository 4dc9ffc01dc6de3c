"""The published reports: the list of them, each as a page, and its files."""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.cache import patch_cache_control
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from frisklivsnett.collection.models import Round
from frisklivsnett.publication.formats import FORMATS
from frisklivsnett.publication.models import Edition, EditionFile
from frisklivsnett.registry.permissions import check_may, may
from frisklivsnett.web.errors import Trouble, show
from frisklivsnett.web.reports.editions import document_style, downloads_of, report_part

SHOWN_IN_BROWSER = frozenset({"pdf"})
"""Formats that open in the browser. A page of ours would there be another site's page, so HTML is downloaded."""


@require_safe
def reports(request: HttpRequest) -> HttpResponse:
    """List the published reports, the newest year first."""
    check_may(request.user, "read_report", published=True)
    context = {
        "editions": Edition.objects.current_of_each_year(),
        "may_proof": may(request.user, "proof_report"),
    }
    return render(request, "reports/reports.html", context)


@require_safe
def report(request: HttpRequest, year: int, number: int | None = None) -> HttpResponse:
    """Show a year's report in the reader's language: the edition that counts, or the one asked for."""
    check_may(request.user, "read_report", published=True)
    editions = list(Edition.objects.of_year(year))
    if not editions:
        return _not_published(request, year)
    edition = next((each for each in editions if number in (None, each.number)), None)
    if edition is None:
        raise Http404
    context = {
        "round": edition.round,
        "edition": edition,
        "editions": editions,
        "is_newest": edition == editions[0],
        "part": report_part(edition),
        "downloads": downloads_of(edition),
        "style": document_style(),
    }
    return render(request, "reports/report.html", context)


@require_safe
def report_file(request: HttpRequest, year: int, file_name: str) -> HttpResponse:
    """Give a file of a published report, as it was published."""
    check_may(request.user, "read_report", published=True)
    offered = EditionFile.objects.filter(format__in=FORMATS).defer("content")
    files = offered.filter(edition__round__report_year=year).select_related("edition__round")
    file = next((each for each in files if each.name == file_name), None)
    if file is None:
        raise Http404
    etag = f'"{file.checksum}"'
    if request.headers.get("If-None-Match") == etag:
        response = HttpResponse(status=304)
    else:
        response = HttpResponse(bytes(file.content), content_type=FORMATS[file.format].media_type)
        shown = "inline" if file.format in SHOWN_IN_BROWSER else "attachment"
        response.headers["Content-Disposition"] = f'{shown}; filename="{file.name}"'
        response.headers["Content-Language"] = file.language
    response.headers["ETag"] = etag
    patch_cache_control(response, public=True, no_cache=True)
    return response


def _not_published(request: HttpRequest, year: int) -> HttpResponse:
    """Lead those who may look it over to where they can; tell everyone else that it is not there."""
    if may(request.user, "preview_report") and Round.objects.filter(report_year=year).exists():
        return redirect("web:report_preview", year=year)
    trouble = Trouble(
        404,
        _("Rapporten for %(year)s er ikke publisert") % {"year": year},
        _("Det kan hende at den kommer senere, eller at det ikke finnes noen rapport for dette året."),
        _("Se hvilke rapporter som er publisert."),
        _("Rapporter"),
        reverse("web:reports"),
    )
    return show(request, trouble)
