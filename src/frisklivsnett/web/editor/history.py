"""The versions of a text: who saved them and when, what each changed, and going back to one."""

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from frisklivsnett.publication.drafts import ReportTextVersion
from frisklivsnett.publication.writing import save_text
from frisklivsnett.web.editor.gate import Desk, writer
from frisklivsnett.web.editor.page import diff


@require_safe
@writer
def versions(request: HttpRequest, desk: Desk) -> HttpResponse:
    """List the versions, the newest first; and what differs between the two that were chosen."""
    found = list(ReportTextVersion.objects.of(desk.round, desk.language, desk.template))
    chosen = {number: _chosen(found, request.GET.get(number)) for number in ("fra", "til")}
    before, after = chosen["fra"], chosen["til"]
    context = {
        "desk": desk,
        "versions": found,
        "current": next((each for each in found if not each.aside), None),
        "before": before or (found[1] if len(found) > 1 else None),
        "after": after or (found[0] if found else None),
        "differs": diff(before.source, after.source) if before and after else None,
    }
    return render(request, "editor/versions.html", context)


@require_safe
@writer
def version(request: HttpRequest, desk: Desk, number: int) -> HttpResponse:
    """Show a version as it was saved."""
    context = {
        "desk": desk,
        "version": _version(desk, number),
        "current": ReportTextVersion.objects.of(desk.round, desk.language, desk.template).current(),
    }
    return render(request, "editor/version.html", context)


@require_POST
@writer
def restore(request: HttpRequest, desk: Desk, number: int) -> HttpResponse:
    """Make an earlier version count again, as a new one. ``gjeldende`` is the one that counted on the page."""
    earlier = _version(desk, number)
    seen = request.POST.get("gjeldende", "")
    saved = save_text(
        round_=desk.round,
        language=desk.language,
        template=desk.template,
        source=earlier.source,
        based_on=int(seen) if seen.isdecimal() and len(seen) < 9 else 0,
        by=desk.by,
        restored_from=earlier.number,
    )
    if saved.instead is not None:
        messages.warning(
            request,
            _("Noen andre har lagret i mellomtiden. Se over før du henter fram en tidligere versjon."),
        )
        return redirect(desk.versions_address)
    words = _("Versjon %(number)s er hentet fram og lagret som versjon %(new)s.")
    messages.success(request, words % {"number": number, "new": saved.version.number})
    return redirect(desk.address)


def _chosen(found: list[ReportTextVersion], number: str | None) -> ReportTextVersion | None:
    return next((each for each in found if str(each.number) == number), None)


def _version(desk: Desk, number: int) -> ReportTextVersion:
    found = (
        ReportTextVersion.objects.of(desk.round, desk.language, desk.template).filter(number=number).first()
    )
    if found is None:
        raise Http404
    return found
