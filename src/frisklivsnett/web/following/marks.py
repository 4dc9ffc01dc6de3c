"""What is to be followed up: the Directorate's list, over all rounds, chosen from by links."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.http import urlencode
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from frisklivsnett.collection.commenting import close_follow_up
from frisklivsnett.collection.models import FollowUp
from frisklivsnett.registry.models import User
from frisklivsnett.registry.permissions import check_may
from frisklivsnett.web.addresses import reading_address, safe_next
from frisklivsnett.web.jinja import language
from frisklivsnett.web.ordering import by_name
from frisklivsnett.web.overview.table import Filter
from frisklivsnett.web.reporting.sheet import sheet_of

CLOSED = "lukket"


@dataclass(frozen=True, slots=True)
class Line:
    """A mark with what it is on."""

    mark: FollowUp
    centre: str
    year: int
    question: str
    address: str


@dataclass(frozen=True, slots=True)
class Choice:
    """Read from the address: ``vis`` (``lukket``, else the open ones) and ``runde`` (a report year, else all)."""

    which: str = ""
    year: int = 0

    @classmethod
    def read(cls, query: Mapping[str, Any]) -> "Choice":
        """Return the choice in a query; nonsense is ignored."""
        year = str(query.get("runde", ""))
        return cls(
            CLOSED if query.get("vis") == CLOSED else "",
            int(year) if year.isdecimal() and len(year) == 4 else 0,
        )

    @property
    def query(self) -> str:
        """The address's query for this choice."""
        parts = {"vis": self.which, "runde": str(self.year or "")}
        return "?" + urlencode({name: value for name, value in parts.items() if value})

    def has(self, line: Line) -> bool:
        """Tell whether a line is one of those chosen."""
        return (line.mark.closed_at is not None) == (self.which == CLOSED) and self.year in (0, line.year)

    def filters(self, lines: list[Line]) -> list[list[Filter]]:
        """Return the links that choose: by whether they are closed, and by round where there are several."""
        years = sorted({line.year for line in lines}, reverse=True)
        by_state = [
            self._link(_("Åpne"), Choice("", self.year), lines),
            self._link(_("Lukkede"), Choice(CLOSED, self.year), lines),
        ]
        by_year = [self._link(_("Alle runder"), Choice(self.which), lines)]
        by_year += [self._link(str(year), Choice(self.which, year), lines) for year in years]
        return [by_state, by_year] if len(years) > 1 else [by_state]

    def _link(self, label: str, choice: "Choice", lines: list[Line]) -> Filter:
        return Filter(label, sum(choice.has(line) for line in lines), choice.query, choice == self)


@require_safe
@login_required
def follow_ups(request: HttpRequest) -> HttpResponse:
    """List the marks chosen, the newest round first, by centre."""
    check_may(request.user, "follow_submission")
    lines = sorted(
        map(_line, FollowUp.objects.with_centres()), key=lambda line: (-line.year, by_name(line.centre))
    )
    choice = Choice.read(request.GET)
    context = {
        "lines": [line for line in lines if choice.has(line)],
        "filters": choice.filters(lines),
        "choice": choice,
        "any": bool(lines),
        "here": request.get_full_path(),
    }
    return render(request, "following/marks.html", context)


@require_POST
@login_required
def close(request: HttpRequest, mark: int) -> HttpResponse:
    """Close a mark. Pressed twice, it is closed once."""
    check_may(request.user, "follow_submission")
    found = FollowUp.objects.select_related("submission__agreement__organisation").filter(pk=mark).first()
    if found is None:
        raise Http404(_("Fant ikke merket."))
    close_follow_up(mark=found, by=request.user if isinstance(request.user, User) else None)
    messages.success(request, _("Merket er lukket."))
    return redirect(safe_next(request, "web:follow_ups"))


def _line(mark: FollowUp) -> Line:
    submission = mark.submission
    year, slug = submission.round.report_year, submission.centre.slug
    address = reading_address(year, slug)
    if not mark.question_id:
        return Line(mark, submission.centre.name, year, _("Rapporten som helhet"), f"{address}#rapporten")
    question = sheet_of(submission.round, language()).question(mark.question_id)
    label = f"{question.number}. {question.label}" if question.number else question.label
    return Line(mark, submission.centre.name, year, label, f"{address}#svar-{mark.question_id}")
