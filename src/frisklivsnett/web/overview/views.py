"""The rounds: the list of them, and who has answered in one."""

from collections.abc import Sequence
from datetime import datetime

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_safe

from frisklivsnett.collection.access import round_or_404
from frisklivsnett.collection.models import Round, Submission
from frisklivsnett.collection.planning import coverage_of
from frisklivsnett.registry.permissions import check_may, may
from frisklivsnett.web.addresses import own_report_address
from frisklivsnett.web.overview.deadlines import deadline_in_words
from frisklivsnett.web.overview.facts import Odd, facts_of, odd_numbers, round_before
from frisklivsnett.web.overview.rows import Row, count, rows_of
from frisklivsnett.web.overview.table import Choice
from frisklivsnett.web.overview.writing import csv_of


@require_safe
@login_required
def rounds(request: HttpRequest) -> HttpResponse:
    """List the rounds, the newest first, with how many have answered."""
    check_may(request.user, "see_round")
    today, now = timezone.localdate(), timezone.now()
    lines = [
        (round_, deadline_in_words(round_, today) if round_.has_opened(now) else "")
        for round_ in Round.objects.with_counts()
    ]
    return render(
        request, "overview/rounds.html", {"lines": lines, "may_manage": may(request.user, "manage_round")}
    )


@require_safe
@login_required
def overview(request: HttpRequest, year: int) -> HttpResponse:
    """Show who has answered. A centre that comes here is led to its own report."""
    round_ = round_or_404(year)
    if not may(request.user, "see_round") and (own := own_report_address(request.user, year)):
        return redirect(own)
    check_may(request.user, "see_round")
    now = timezone.now()
    odd = odd_numbers(round_)
    rows = _rows(round_, now, odd)
    choice = Choice.read(request.GET)
    context = {
        "odd": odd,
        "year_before": round_before(round_),
        "phase": round_.phase(now),
        "may_manage": may(request.user, "manage_round"),
        "coverage": coverage_of(year, round_),
        "round": round_,
        "count": count(rows),
        "rows": choice.of(rows),
        "choice": choice,
        "filters": choice.filters(rows),
        "headings": choice.headings(),
        "questions": sum(1 for _question in round_.form.questions),
        "deadline": _deadline(round_, now),
    }
    return render(request, "overview/round.html", context)


def _deadline(round_: Round, now: datetime) -> str:
    """Return the deadline in words; nothing for a round that was closed before it, where nobody waits for it."""
    today = timezone.localdate(now)
    return "" if round_.has_closed(now) and round_.days_left(today) >= 0 else deadline_in_words(round_, today)


@require_safe
@login_required
def overview_csv(request: HttpRequest, year: int) -> HttpResponse:
    """The same rows, filtered and sorted the same way, as a file."""
    check_may(request.user, "see_round")
    round_ = round_or_404(year)
    rows = Choice.read(request.GET).of(_rows(round_, timezone.now(), odd_numbers(round_)))
    questions = sum(1 for _question in round_.form.questions)
    response = HttpResponse(
        csv_of(rows, questions, sample=round_.sample), content_type="text/csv; charset=utf-8"
    )
    mark = "-eksempeldata" if round_.sample else ""
    response.headers["Content-Disposition"] = f'attachment; filename="runde-{year}{mark}.csv"'
    return response


def _rows(round_: Round, now: datetime, odd: Sequence[Odd]) -> list[Row]:
    submissions = Submission.objects.filter(round=round_).with_centres().with_progress().with_follow_ups()
    return rows_of(round_, submissions, timezone.localdate(now), facts_of(round_, now, odd))
