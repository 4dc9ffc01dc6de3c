"""Planning a round, changing its dates, opening and closing it. What is confirmed is what was looked over."""

from collections.abc import Callable
from functools import wraps
from typing import Concatenate, ParamSpec

from django.conf import settings
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_POST

from frisklivsnett.collection import planning
from frisklivsnett.collection.access import round_or_404
from frisklivsnett.collection.actions import open_round
from frisklivsnett.collection.models import Round
from frisklivsnett.registry.models import User
from frisklivsnett.registry.permissions import check_may
from frisklivsnett.web.overview.plan_form import PlanForm

More = ParamSpec("More")


def may_manage(
    view: Callable[Concatenate[HttpRequest, More], HttpResponse],
) -> Callable[..., HttpResponse]:
    """Let in those who manage rounds."""

    @login_required
    @wraps(view)
    def enter(request: HttpRequest, *more: More.args, **named: More.kwargs) -> HttpResponse:
        check_may(request.user, "manage_round")
        return view(request, *more, **named)

    return enter


def _by(request: HttpRequest) -> User | None:
    return request.user if isinstance(request.user, User) else None


@require_http_methods(["GET", "HEAD", "POST"])
@may_manage
def plan(request: HttpRequest) -> HttpResponse:
    """Ask for a round's dates, show which agreements it covers, and make it when that is confirmed."""
    if request.method != "POST":
        return _form(
            request, PlanForm.proposed(Round.objects.order_by("-report_year").first(), timezone.localdate())
        )
    form = PlanForm.read(request.POST)
    if form.problems or form.dates is None:
        return _form(request, form)
    coverage = planning.coverage_of(form.dates.report_year)
    if not request.POST.get("bekreft") or request.POST.get("avtaler") != coverage.mark:
        lapsed = planning.lapsed(form.dates.report_year)
        context = {"form": form, "dates": form.dates, "coverage": coverage, "lapsed": lapsed}
        return render(request, "overview/confirm.html", context)
    if Round.objects.filter(report_year=form.dates.report_year).exists():
        return redirect("web:round", year=form.dates.report_year)  # pressed twice, or planned by a colleague
    try:
        made = open_round(
            report_year=form.dates.report_year,
            form_version=form.dates.form_version,
            opens_at=form.dates.opens_at,
            deadline=form.dates.deadline,
            closes_at=form.dates.closes_at,
            sample=settings.DEMO,
            by=_by(request),
        )
    except ValidationError as refused:
        return _form(request, form.refused(refused))
    messages.success(request, _("Runden for %(year)s er planlagt.") % {"year": made.report_year})
    return redirect("web:round", year=made.report_year)


def _form(request: HttpRequest, form: PlanForm, round_: Round | None = None) -> HttpResponse:
    now = timezone.now()
    context = {
        "form": form,
        "forms": planning.form_versions(),
        "round": round_,
        "opened": round_ is not None and round_.has_opened(now),
        "answered": round_ is not None and round_.submissions.filter(answers__isnull=False).exists(),
    }
    return render(request, "overview/plan.html", context, status=422 if form.problems else 200)


@require_http_methods(["GET", "HEAD", "POST"])
@may_manage
def change(request: HttpRequest, year: int) -> HttpResponse:
    """Change a round's dates, and its form while nobody has answered."""
    round_ = round_or_404(year)
    if request.method != "POST":
        return _form(request, PlanForm.of(round_), round_)
    form = PlanForm.read(request.POST, round_)
    if form.problems or form.dates is None:
        return _form(request, form, round_)
    try:
        planning.change_round(
            round_=round_,
            opens_at=form.dates.opens_at,
            deadline=form.dates.deadline,
            closes_at=form.dates.closes_at,
            form_version=form.dates.form_version,
            by=_by(request),
        )
    except ValidationError as refused:
        return _form(request, form.refused(refused), round_)
    messages.success(request, _("Datoene er lagret."))
    return redirect("web:round", year=year)


def _done(request: HttpRequest, year: int, do: Callable[[], str]) -> HttpResponse:
    """Do it and lead back to the round; say why not when it is refused."""
    try:
        messages.success(request, do())
    except ValidationError as refused:
        messages.warning(request, refused.messages[0])
    return redirect("web:round", year=year)


@require_POST
@may_manage
def open_now(request: HttpRequest, year: int) -> HttpResponse:
    """Open a planned round at once."""
    round_ = round_or_404(year)

    def do() -> str:
        planning.open_now(round_=round_, by=_by(request))
        return _("Runden er åpen. Invitasjonene går ut etter planen under «Brev og påminnelser».")

    return _done(request, year, do)


@require_POST
@may_manage
def close_now(request: HttpRequest, year: int) -> HttpResponse:
    """Close a round at once."""
    round_ = round_or_404(year)

    def do() -> str:
        planning.close_now(round_=round_, by=_by(request))
        return _("Runden er lukket. Du kan åpne den for én sentral, eller sette en ny lukkedag.")

    return _done(request, year, do)


@require_POST
@may_manage
def renew(request: HttpRequest, year: int) -> HttpResponse:
    """Bring a round up to date with the agreements."""
    round_ = round_or_404(year)

    def do() -> str:
        done = planning.renew_coverage(round_=round_, by=_by(request))
        come = ngettext("%(number)s sentral er lagt til", "%(number)s sentraler er lagt til", len(done.come))
        gone = ngettext("%(number)s er tatt ut", "%(number)s er tatt ut", len(done.gone))
        return f"{come % {'number': len(done.come)}}, {gone % {'number': len(done.gone)}}."

    return _done(request, year, do)


@require_POST
@may_manage
def remove(request: HttpRequest, year: int) -> HttpResponse:
    """Take away a round that has not opened. Pressed twice, it is gone all the same."""
    round_ = Round.objects.filter(report_year=year).first()
    if round_ is None:
        return redirect("web:rounds")
    try:
        planning.remove_round(round_=round_, by=_by(request))
    except ValidationError as refused:
        messages.warning(request, refused.messages[0])
        return redirect("web:round", year=year)
    messages.success(request, _("Den planlagte runden for %(year)s er slettet.") % {"year": year})
    return redirect("web:rounds")
