"""Reading one report: the page, and what can be done there."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from django.db.models import Max
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from frisklivsnett.collection.following import reopening_in_force, usual_last_day
from frisklivsnett.collection.models import Submission
from frisklivsnett.web.following.sheet import ReadingSheet, Tried
from frisklivsnett.web.following.words import move_in_words
from frisklivsnett.web.jinja import moment
from frisklivsnett.web.overview.rows import progress_of
from frisklivsnett.web.reporting.desk import Desk
from frisklivsnett.web.reporting.gate import may


@dataclass(frozen=True, slots=True)
class Problem:
    """What a form was refused for: which form, and for each of its fields the words."""

    form: str
    fields: Mapping[str, str]
    typed: Mapping[str, str]

    @property
    def lines(self) -> Sequence[tuple[str, str]]:
        """Each problem with the field to go to."""
        return [(words, field) for field, words in self.fields.items()]


@require_safe
@may("follow_submission")
def read(request: HttpRequest, desk: Desk) -> HttpResponse:
    """The version sent last, with last year's answers beside it; or, when nothing is sent, how far the centre is."""
    number = request.GET.get("mot", "")
    return page(request, desk, against=int(number) if number.isdecimal() and len(number) < 5 else 0)


def page(
    request: HttpRequest,
    desk: Desk,
    *,
    against: int = 0,
    tried: Tried | None = None,
    problem: Problem | None = None,
    status: int = 200,
) -> HttpResponse:
    """Return the page, perhaps with what could not be saved."""
    sheet = ReadingSheet(desk, against=against, tried=tried)
    submission, now = desk.submission, desk.now
    context = {
        "desk": desk,
        "sheet": sheet,
        "standing": _standing(submission),
        "facts": _facts(sheet),
        "moves": [(made, move_in_words(made)) for made in sheet.history],
        "can": {
            move: submission.can_move(move, now)
            for move in ("return", "approve", "unapprove", "recall", "reopen")
        },
        "until": usual_last_day(timezone.localdate(now)).isoformat(),
        "today": timezone.localdate(now).isoformat(),
        "reopened": reopening_in_force(submission, now),
        "next": _next_to_read(submission) if submission.is_approved or submission.is_returned else None,
        "problem": problem,
        "typed": problem.typed if problem else {},
        "errors": problem.fields if problem else {},
        "at": f"{desk.address}lesing/",
    }
    return render(request, "following/read.html", context, status=status)


def _standing(submission: Submission) -> object:
    found = Submission.objects.filter(pk=submission.pk).with_progress().get()
    return progress_of(found).standing


def _facts(sheet: ReadingSheet) -> list[tuple[str, str]]:
    version = sheet.version
    if version is None:
        return []
    sender = version.submitted_by.name if version.submitted_by else ""
    return [
        (_("Sendt inn"), moment(version.submitted_at)),
        *([(_("Sendt inn av"), sender)] if sender else []),
        (_("Innen fristen"), _("Ja") if version.on_time else _("Nei, etter fristen")),
        (_("Versjon"), str(version.number)),
    ]


def _next_to_read(submission: Submission) -> Submission | None:
    """Return the next report of the round that waits to be read: the one sent first."""
    waiting = Submission.objects.filter(round_id=submission.round_id, status=Submission.Status.SUBMITTED)
    newest = Max("versions__submitted_at")
    return waiting.with_centres().annotate(newest=newest).order_by("newest", "pk").first()
