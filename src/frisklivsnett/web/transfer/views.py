"""The pages of a log's way out to a spreadsheet and in from one: choose, look over, confirm."""

from datetime import date

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import ValidationError
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_safe

from frisklivsnett.accounts.limits import limited
from frisklivsnett.activity.access import centre_for
from frisklivsnett.activity.exporting import export, template
from frisklivsnett.activity.importing import bring_in, keep, preview
from frisklivsnett.activity.kinds import all_kinds
from frisklivsnett.activity.models import Import
from frisklivsnett.activity.reading import years_with_entries
from frisklivsnett.core.activity.gridfiles import MOST_BYTES, MOST_ROWS, Fault, FileFault
from frisklivsnett.registry.models import Organisation, User
from frisklivsnett.web.jinja import language

MEDIA_TYPES = {
    "csv": "text/csv; charset=utf-8",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
}
MOST_SHOWN = 100


@require_http_methods(["GET", "HEAD", "POST"])
@login_required
@limited("import", times=30, seconds=3600, by="user")
def transfer(request: HttpRequest, centre_slug: str) -> HttpResponse:
    """Show both ways, and take a spreadsheet to look over."""
    centre = centre_for(request.user, "move_activity", centre_slug)
    problem = ""
    if request.method == "POST":
        sent = request.FILES.get("file")
        if sent is None:
            problem = _("Velg en fil først.")
        elif (sent.size or 0) > MOST_BYTES:
            problem = _fault_words(Fault.TOO_LARGE)
        else:
            assert isinstance(request.user, User)
            try:
                kept = keep(centre=centre, name=sent.name or "", content=sent.read(), by=request.user)
            except FileFault as error:
                problem = _fault_words(error.fault)
            else:
                return redirect("web:confirm_import", centre_slug=centre.slug, number=kept.pk)
    page = {
        "centre": centre,
        "problem": problem,
        "years": list(years_with_entries(centre)),
        "most_rows": MOST_ROWS,
    }
    return render(request, "transfer/transfer.html", page, status=422 if problem else 200)


@require_http_methods(["GET", "HEAD", "POST"])
@login_required
def confirm(request: HttpRequest, centre_slug: str, number: int) -> HttpResponse:
    """Show what bringing the spreadsheet in would do, and do it when asked to."""
    centre = centre_for(request.user, "move_activity", centre_slug)
    kept = _kept(centre, number)
    if request.method == "POST" and isinstance(request.user, User):
        try:
            made = bring_in(kept=kept, by=request.user)
        except ValidationError as error:
            messages.error(request, error.messages[0])
        else:
            messages.success(request, _made_words(made))
            return redirect("web:activity", centre_slug=centre.slug)
    if kept.done_at is not None:
        return redirect("web:activity", centre_slug=centre.slug)
    found = preview(kept)
    rows = [(one.row, all_kinds()[one.kind].title, one.noted) for one in found.new[:MOST_SHOWN]]
    page = {"centre": centre, "kept": kept, "found": found, "rows": rows, "most": MOST_SHOWN}
    return render(request, "transfer/confirm.html", page)


@require_safe
@login_required
def export_file(request: HttpRequest, centre_slug: str, ending: str) -> HttpResponse:
    """Send the log, of the year that the address names or of all."""
    centre = centre_for(request.user, "move_activity", centre_slug)
    if ending not in MEDIA_TYPES:
        raise Http404(_("Loggen kan hentes som Excel (xlsx) eller CSV."))
    year = request.GET.get("aar", "")
    chosen = int(year) if len(year) == 4 and year.isdecimal() and int(year) >= date.min.year else None
    content = export(centre, language=language(), ending=ending, year=chosen)
    return _file(content, f"aktivitetslogg-{centre.slug}{f'-{chosen}' if chosen else ''}.{ending}", ending)


@require_safe
@login_required
def template_file(request: HttpRequest, centre_slug: str) -> HttpResponse:
    """Send an empty spreadsheet with the headings."""
    centre_for(request.user, "move_activity", centre_slug)
    return _file(template(language()), "mal-aktivitetslogg.xlsx", "xlsx")


def _file(content: bytes, name: str, ending: str) -> HttpResponse:
    return HttpResponse(
        content,
        content_type=MEDIA_TYPES[ending],
        headers={
            "Content-Disposition": f'attachment; filename="{name}"',
            "Cache-Control": "private, no-store",
        },
    )


def _kept(centre: Organisation, number: int) -> Import:
    found = Import.objects.filter(centre=centre, pk=number).first()
    if found is None:
        raise Http404(_("Filen er ikke her lenger. Last den opp på nytt."))
    return found


def _made_words(made: int) -> str:
    if not made:
        return _("Alt i filen var i loggen fra før. Ingenting er endret.")
    return ngettext(
        "%(made)s hendelse er hentet inn i loggen.", "%(made)s hendelser er hentet inn i loggen.", made
    ) % {"made": made}


def _fault_words(fault: Fault) -> str:
    return {
        Fault.TOO_LARGE: _("Filen er for stor. Den kan være på høyst 2 MB."),
        Fault.TOO_MANY_ROWS: _("Filen har for mange rader. Del den i flere, med høyst %(most)s i hver.")
        % {"most": MOST_ROWS},
        Fault.NOT_A_SHEET: _("Vi kan ikke lese filen. Lagre den som Excel (xlsx) eller CSV, og prøv igjen."),
        Fault.EMPTY: _("Filen er tom."),
        Fault.OLD_EXCEL: _(
            "Dette er en eldre Excel-fil eller en fil med passord. Lagre den som xlsx uten passord."
        ),
    }[fault]
