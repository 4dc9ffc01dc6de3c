"""Extending an agreement, ending it early, correcting and removing it: a page with a form each, and a reason."""

from collections.abc import Callable
from typing import cast

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import ValidationError
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from frisklivsnett.collection.planning import years_sent
from frisklivsnett.registry import agreeing
from frisklivsnett.registry.models import Agreement, User
from frisklivsnett.web.agreements.access import agreement_for, centre_for
from frisklivsnett.web.agreements.forms import ENDED, REASON, AgreementForm
from frisklivsnett.web.agreements.words import kroner, period
from frisklivsnett.web.jinja import day

Do = Callable[[Agreement, AgreementForm, User], AgreementForm | str]
"""Does what the form asks for, and returns what to say; or the form, with what cannot be read in it."""


@require_http_methods(["GET", "HEAD", "POST"])
@login_required
def extend(request: HttpRequest, organisation_slug: str, start: int) -> HttpResponse:
    """Let an agreement last longer."""

    def do(agreement: Agreement, form: AgreementForm, by: User) -> AgreementForm | str:
        form, last = form.last_day()
        if last is None:
            return form
        reason, seen = form.typed[REASON], form.seen
        agreeing.extend_agreement(agreement=agreement, last_day=last, reason=reason, seen=seen, by=by)
        return _("Avtalen er forlenget til og med %(day)s.") % {"day": day(last)}

    return _changed(request, "extend", organisation_slug, start, do)


@require_http_methods(["GET", "HEAD", "POST"])
@login_required
def end(request: HttpRequest, organisation_slug: str, start: int) -> HttpResponse:
    """End an agreement before its time."""

    def do(agreement: Agreement, form: AgreementForm, by: User) -> AgreementForm | str:
        form, last = form.last_day()
        if last is None:
            return form
        agreeing.end_agreement(
            agreement=agreement,
            last_day=last,
            reason=form.typed[REASON],
            seen=form.seen,
            reported=years_sent(agreement),
            by=by,
        )
        return _("Avtalen er avsluttet. Siste dag er %(day)s.") % {"day": day(last)}

    return _changed(request, "end", organisation_slug, start, do)


@require_http_methods(["GET", "HEAD", "POST"])
@login_required
def correct(request: HttpRequest, organisation_slug: str, start: int) -> HttpResponse:
    """Put right what was written wrongly."""

    def do(agreement: Agreement, form: AgreementForm, by: User) -> AgreementForm | str:
        form, terms = form.terms()
        if terms is None:
            return form
        agreeing.correct_agreement(
            agreement=agreement,
            terms=terms,
            reason=form.typed[REASON],
            seen=form.seen,
            reported=years_sent(agreement),
            by=by,
        )
        return _("Avtalen er rettet.")

    return _changed(request, "correct", organisation_slug, start, do)


@require_http_methods(["GET", "HEAD", "POST"])
@login_required
def remove(request: HttpRequest, organisation_slug: str, start: int) -> HttpResponse:
    """Take away an agreement that should not have been there. Pressed twice, it is gone all the same."""

    def do(agreement: Agreement, form: AgreementForm, by: User) -> AgreementForm | str:
        agreeing.remove_agreement(agreement=agreement, reason=form.typed[REASON], seen=form.seen, by=by)
        return _("Avtalen er slettet.")

    try:
        return _changed(request, "remove", organisation_slug, start, do)
    except Http404:
        centre = centre_for(request.user, "manage_agreements", organisation_slug)
        if request.method != "POST":
            raise
        return redirect("web:centre_agreements", organisation_slug=centre.slug)


def _changed(request: HttpRequest, what: str, slug: str, start: int, do: Do) -> HttpResponse:
    """Show the form, or do what it asks for and lead back to the centre's agreements."""
    agreement = agreement_for(request.user, "manage_agreements", slug, start)
    seen = agreeing.last_change(agreement)
    if request.method != "POST":
        form = AgreementForm.of(agreement, seen)
        if what in ("extend", "end"):
            form = AgreementForm({**form.typed, ENDED: ""})
        return _page(request, what, agreement, form)
    form = AgreementForm.read(request.POST)
    try:
        done = do(agreement, form, cast("User", request.user))
    except ValidationError as refused:
        if getattr(refused, "code", "") == "stale":  # what is shown now is what they see next
            form = AgreementForm({**form.typed, "sett": str(seen)})
        done = form.refused(refused)
    if isinstance(done, AgreementForm):
        return _page(request, what, agreement, done)
    messages.success(request, done)
    return redirect("web:centre_agreements", organisation_slug=slug)


def _page(request: HttpRequest, what: str, agreement: Agreement, form: AgreementForm) -> HttpResponse:
    facts = [(_("Gjelder"), period(agreement))]
    if agreement.ended_on:
        facts.append((_("Skulle ha vart til og med"), day(agreement.ends_on)))
    facts.append((_("Tilskudd"), _("%(amount)s i året") % {"amount": kroner(agreement.grant)}))
    context = {
        "what": what,
        "agreement": agreement,
        "centre": agreement.organisation,
        "form": form,
        "facts": facts,
        "sent": [str(year) for year in years_sent(agreement)],
    }
    return render(request, "agreements/change.html", context, status=422 if form.problems else 200)
