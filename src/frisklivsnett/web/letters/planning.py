"""Changing when a round's letters go out."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from frisklivsnett.collection.access import round_or_404
from frisklivsnett.collection.reminders import save_plan
from frisklivsnett.collection.reminding import DEFAULT_DAYS, LATEST, MOST_DAYS, Plan, plan_of
from frisklivsnett.registry.models import User
from frisklivsnett.registry.permissions import check_may

BEFORE, AFTER = "for", "etter"


@dataclass(slots=True)
class PlanSheet:
    """The form as it was typed: days before and after the deadline, as text, and what is wrong with it."""

    invites: bool
    before: str
    after: str
    version: int
    errors: dict[str, str] = field(default_factory=dict)

    @classmethod
    def of(cls, plan: Plan) -> "PlanSheet":
        """Return the form for a plan."""
        before = [-day for day in plan.days if day <= 0]
        after = [day for day in plan.days if day > 0]
        return cls(plan.invites, _listed(before), _listed(after), plan.version)

    @classmethod
    def posted(cls, fields: QueryDict) -> "PlanSheet":
        """Return the form as it was sent."""
        version = fields.get("versjon", "")
        return cls(
            "inviter" in fields,
            fields.get(BEFORE, "")[:200],
            fields.get(AFTER, "")[:200],
            int(version) if version.isascii() and version.isdigit() and len(version) < 8 else -1,
        )

    def days(self) -> list[int]:
        """Return the days counted from the deadline, and note what cannot be read."""
        before = self._read(BEFORE, self.before, 0)
        after = self._read(AFTER, self.after, 1)
        if not self.errors and len(before) + len(after) > MOST_DAYS:
            self.errors[BEFORE] = _("Planen kan ha høyst %(most)s påminnelser.") % {"most": MOST_DAYS}
        return sorted({*(-day for day in before), *after})

    def _read(self, name: str, words: str, least: int) -> list[int]:
        parts = [part for part in re.split(r"[\s,;]+|\bog\b", words) if part]
        wrong = [part for part in parts if not (part.isascii() and part.isdigit() and len(part) <= 3)]
        if wrong:
            self.errors[name] = _("«%(part)s» er ikke et antall dager. Skriv tall med komma mellom.") % {
                "part": wrong[0][:20]
            }
            return []
        days = [int(part) for part in parts]
        if any(not least <= day <= LATEST for day in days):
            self.errors[name] = _("Skriv tall fra %(least)s til %(most)s.") % {"least": least, "most": LATEST}
        return days

    @property
    def problems(self) -> list[tuple[str, str]]:
        """What is wrong, with the field that it leads to."""
        return [(words, name) for name, words in self.errors.items()]


@require_http_methods(["GET", "HEAD", "POST"])
@login_required
def plan(request: HttpRequest, year: int) -> HttpResponse:
    """Change on which days reminders go out, and whether there are invitations."""
    check_may(request.user, "manage_round")
    assert isinstance(request.user, User)
    round_ = round_or_404(year)
    if request.method != "POST":
        return _page(request, year, PlanSheet.of(plan_of(round_)))
    sheet = PlanSheet.posted(request.POST)
    days = sheet.days()
    if not sheet.errors:
        try:
            save_plan(
                round_=round_,
                invites=sheet.invites,
                days=days,
                based_on=sheet.version,
                by=request.user,
            )
        except ValidationError as refused:
            sheet.errors[BEFORE] = " ".join(refused.messages)
            sheet.version = plan_of(round_).version
        else:
            messages.success(request, _("Planen er lagret."))
            return redirect("web:round_letters", year=year)
    return _page(request, year, sheet, status=422)


def _page(request: HttpRequest, year: int, sheet: PlanSheet, status: int = 200) -> HttpResponse:
    context: Mapping[str, object] = {
        "round": round_or_404(year),
        "sheet": sheet,
        "standard_before": _listed([-day for day in DEFAULT_DAYS if day <= 0]),
        "standard_after": _listed([day for day in DEFAULT_DAYS if day > 0]),
    }
    return render(request, "letters/plan.html", context, status=status)


def _listed(days: Sequence[int]) -> str:
    return ", ".join(str(day) for day in days)
