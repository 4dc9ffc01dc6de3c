"""Sending in a report, and seeing what the answers say of it. Nothing of it is kept."""

import json
from collections.abc import Mapping
from typing import Any

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse, HttpResponseBase, QueryDict
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_exempt, csrf_protect
from django.views.decorators.http import require_http_methods

from frisklivsnett.accounts.limits import limited
from frisklivsnett.collection.models import Round
from frisklivsnett.core.documents.reading import UnreadableError
from frisklivsnett.core.narrative.lint import year_of_report
from frisklivsnett.publication.apart import LONGEST_TEXT
from frisklivsnett.publication.linting import as_json, lint_upload
from frisklivsnett.registry.permissions import check_may
from frisklivsnett.web.jinja import language
from frisklivsnett.web.proofing.page import Proofed, as_csv

LARGEST = 20 * 1024 * 1024
"""Bytes of a file."""
NEVER_READ = 3 * LARGEST
"""A request larger than this is answered before it has been read."""
FILE, TEXT, YEAR, OTHER_YEAR = "fil", "tekst", "runde", "heller"


class Refused(Exception):
    """What was sent cannot be checked: the reason, and the field it is about."""

    def __init__(self, reason: str, field: str) -> None:
        super().__init__(reason)
        self.reason, self.field = reason, field


@csrf_exempt
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@login_required
def proofing(request: HttpRequest) -> HttpResponseBase:
    """Show the form, or what was found in the report that was sent with it."""
    check_may(request.user, "proof_report")
    length = request.META.get("CONTENT_LENGTH") or "0"
    if request.method == "POST" and (not length.isdecimal() or int(length) > NEVER_READ):
        return _page(request, refused=_too_large(), read=False)
    return _checked(request)


@csrf_protect
@limited("proofing", times=40, seconds=600, by="user")
def _checked(request: HttpRequest) -> HttpResponse:
    if request.method != "POST":
        return _page(request)
    try:
        proofed = _proofed(request, _content(request))
    except Refused as refused:
        return _page(request, refused=refused)
    except UnreadableError as unreadable:
        field = FILE if request.FILES.get(FILE) else TEXT
        return _page(request, refused=Refused(unreadable.message.in_(language()), field))
    if request.POST.get("gjor") in ("json", "csv"):
        return _download(request.POST["gjor"], proofed.findings, proofed.round)
    return _page(request, proofed=proofed)


def _proofed(request: HttpRequest, content: bytes | str) -> Proofed:
    """Hold the report up against the year that was chosen; when none was, against the one that it is about."""
    file = request.FILES.get(FILE)
    name = (file.name or "") if file is not None else ""
    chosen = request.POST.get(OTHER_YEAR) or request.POST.get(YEAR, "")
    rounds = {str(each.report_year): each for each in _rounds()}
    if not rounds or (chosen and chosen not in rounds):
        raise Refused(_("Velg hvilken runde rapporten skal holdes opp mot."), YEAR)
    guess = str(year_of_report(content if isinstance(content, str) else "", name))
    used = rounds[chosen or (guess if guess in rounds else _newest_due(rounds))]
    words, findings = lint_upload(content, used)
    told = year_of_report(words, name)
    if not chosen and told != used.report_year and str(told) in rounds:
        used = rounds[str(told)]
        words, findings = lint_upload(words, used)
    only = request.POST.get("vis", "")
    return Proofed(words, findings, used, only, told, chosen=bool(chosen), can_be_told=str(told) in rounds)


def _newest_due(rounds: Mapping[str, Round]) -> str:
    """Return the year of the newest round whose deadline has passed, else of the newest."""
    today = timezone.localdate()
    return next((year for year, each in rounds.items() if each.deadline < today), next(iter(rounds)))


def _rounds() -> list[Round]:
    opened = Round.objects.opened(timezone.now())
    return list(opened.select_related("form_version").order_by("-report_year"))


def _content(request: HttpRequest) -> bytes | str:
    """Return what was sent: the file, else the text. Raises ``Refused``."""
    file = request.FILES.get(FILE)
    if file is not None:
        if (file.size or 0) > LARGEST:
            raise _too_large()
        return bytes(file.read())
    words = request.POST.get(TEXT, "").replace("\r\n", "\n").replace("\r", "\n")
    if not words.strip():
        raise Refused(_("Velg en fil, eller lim inn teksten."), FILE)
    if len(words) > LONGEST_TEXT:
        raise Refused(_("Teksten er for lang. Del den i mindre deler."), TEXT)
    return words


def _too_large() -> Refused:
    words = _("Filen er større enn %(most)s MB. Del den, eller lagre den uten bilder.")
    return Refused(words % {"most": LARGEST // (1024 * 1024)}, FILE)


def _download(kind: str, findings: Any, round_: Round) -> HttpResponse:
    if kind == "csv":
        response = HttpResponse(as_csv(findings, language()), content_type="text/csv; charset=utf-8")
    else:
        listed = [as_json(each, language()) for each in findings]
        content = json.dumps(listed, ensure_ascii=False, indent=1)
        response = HttpResponse(content, content_type="application/json; charset=utf-8")
    response.headers["Content-Disposition"] = f'attachment; filename="kontroll-{round_.report_year}.{kind}"'
    return response


def _page(
    request: HttpRequest, *, proofed: Proofed | None = None, refused: Refused | None = None, read: bool = True
) -> HttpResponse:
    """Answer with the page; ``read`` is False when what was sent is not to be looked at."""
    sent = request.POST if read else QueryDict()
    rounds = [str(each.report_year) for each in _rounds()]
    context = {
        "proofed": proofed,
        "rounds": [("", _("Finn året i rapporten")), *((year, year) for year in rounds)] if rounds else [],
        "chosen": sent.get(YEAR, ""),
        "typed": proofed.text if proofed else sent.get(TEXT, ""),
        "problems": [(refused.reason, refused.field)] if refused else [],
        "errors": {refused.field: refused.reason} if refused else {},
        "most": LARGEST // (1024 * 1024),
    }
    return render(request, "proofing/proofing.html", context, status=422 if refused else 200)
