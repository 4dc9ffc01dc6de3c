"""Pages to read: the report's own front page, the receipt, and the answers as they were sent."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from frisklivsnett.collection.models import SubmissionVersion
from frisklivsnett.core.forms import Answers, Severity
from frisklivsnett.registry.permissions import may as may_do
from frisklivsnett.registry.permissions import may_reach
from frisklivsnett.web.jinja import moment
from frisklivsnett.web.overview.deadlines import deadline_of
from frisklivsnett.web.reporting.desk import Desk
from frisklivsnett.web.reporting.from_log import with_log
from frisklivsnett.web.reporting.gate import may
from frisklivsnett.web.reporting.keeping import keeping_of
from frisklivsnett.web.reporting.listing import Listing, to_read


@require_safe
@may("read_submission")
def submission(request: HttpRequest, desk: Desk) -> HttpResponse:
    """The report's own front page for those who write it; others are led to the answers."""
    if not may_do(request.user, "write_submission", desk.centre):
        return redirect(f"{desk.address}svar/")
    context = {
        "desk": desk,
        "deadline": deadline_of(desk.submission, desk.now),
        "again": desk.submission.latest_version is not None,
        "keeping": keeping_of(desk),
        "ready": desk.answered > 0
        and all(problem.severity is not Severity.ERROR for problem in desk.problems),
    }
    return render(request, "reporting/submission.html", context)


@require_safe
@may("read_submission")
def receipt(request: HttpRequest, desk: Desk) -> HttpResponse:
    """What was sent, when and by whom, to read and print; before anything is sent, the report itself."""
    version = desk.submission.latest_version
    if version is None:
        return redirect(desk.address)
    context = {
        "desk": desk,
        "facts": [(_("Sentral"), desk.centre.name), (_("Rapport"), desk.sheet.title), *_facts(version)],
        "sections": to_read(desk, version.read(desk.sheet.form)),
        "may_change": may_do(request.user, "submit_submission", desk.centre),
    }
    return render(request, "reporting/receipt.html", context)


@require_safe
@may("read_submission")
def answers(request: HttpRequest, desk: Desk) -> HttpResponse:
    """The version sent last, for those who read it."""
    version = desk.submission.latest_version
    context = {
        "desk": desk,
        "version": version,
        "facts": _facts(version) if version else [],
        "sections": _with_log(desk, version.read(desk.sheet.form)) if version else [],
        "sees_round": may_reach(request.user, "see_round"),
    }
    return render(request, "reporting/answers.html", context)


def _with_log(desk: Desk, sent: Answers) -> Listing:
    return with_log(desk, to_read(desk, sent), sent)


def _facts(version: SubmissionVersion) -> list[tuple[str, str]]:
    sender = version.submitted_by.name if version.submitted_by else ""
    on_time = _("Ja") if version.on_time else _("Nei, etter fristen")
    return [
        (_("Sendt inn"), moment(version.submitted_at)),
        *([(_("Sendt inn av"), sender)] if sender else []),
        (_("Innen fristen"), on_time),
        (_("Versjon"), str(version.number)),
        (_("Kontrollkode"), _in_fours(version.checksum[:16])),
    ]


def _in_fours(code: str) -> str:
    return " ".join(code[start : start + 4] for start in range(0, len(code), 4))
