"""Looking over a round's report before it is published, and publishing it."""

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from functools import wraps

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe
from markupsafe import Markup

from frisklivsnett.collection.access import round_or_404
from frisklivsnett.collection.models import Round
from frisklivsnett.core.documents.html import fragment
from frisklivsnett.core.narrative import Verdict
from frisklivsnett.publication import actions
from frisklivsnett.publication.models import Edition
from frisklivsnett.publication.report import Fault, Report, report_of
from frisklivsnett.registry.models import User
from frisklivsnett.registry.permissions import check_may, may
from frisklivsnett.web.jinja import language
from frisklivsnett.web.reports.editions import LANGUAGE_NAMES, document_style

HEADING = re.compile(r"^#+\s+(?P<words>.*?)\s*\{#(?P<id>[\w.-]+)")

View = Callable[[HttpRequest, Round], HttpResponse]


def of_a_round(verb: str) -> Callable[[View], Callable[[HttpRequest, int], HttpResponse]]:
    """Fetch the round for a view, of those who may do ``verb``; the others are turned away."""

    def guarding(view: View) -> Callable[[HttpRequest, int], HttpResponse]:
        @wraps(view)
        @login_required
        def guarded(request: HttpRequest, year: int) -> HttpResponse:
            check_may(request.user, verb)
            return view(request, round_or_404(year))

        return guarded

    return guarding


@dataclass(frozen=True, slots=True)
class Place:
    """Something that stops the publishing, as the page lists it, with the section it stands in where there is one."""

    words: str
    why: str
    line: int
    section: str = ""
    address: str = ""


@dataclass(frozen=True, slots=True)
class Part:
    """All that stops the publishing in one language, or in the round itself."""

    name: str
    places: tuple[Place, ...]


@require_safe
@of_a_round("preview_report")
def preview(request: HttpRequest, round_: Round) -> HttpResponse:
    """Show the report as it would be published, with every claim marked, and what stops it."""
    return _preview(request, round_)


@require_POST
@of_a_round("publish_report")
def publish(request: HttpRequest, round_: Round) -> HttpResponse:
    """Publish the next edition, when it has been confirmed. Pressed twice, it is published once."""
    by = request.user if isinstance(request.user, User) else None
    correction = request.POST.get("rettelse", "")
    next_number = str(Edition.objects.filter(round=round_).count() + 1)
    if request.POST.get("utgave") != next_number:
        messages.info(
            request, _("Rapporten er publisert i mellomtiden. Se over den før du publiserer på nytt.")
        )
        return redirect("web:report_preview", year=round_.report_year)
    if not request.POST.get("bekreft"):
        return _preview(
            request, round_, correction, [(_("Kryss av for at du har sett over rapporten."), "bekreft")]
        )
    try:
        edition = actions.publish(round_=round_, by=by, correction=correction)
    except ValidationError as refused:
        return _preview(request, round_, correction, [(refused.messages[0], "rettelse")])
    except actions.NotPublishable:
        return _preview(
            request, round_, correction, [(_("Rapporten kan ikke publiseres ennå. Se listen."), "stopper")]
        )
    words = _("Rapporten for %(year)s er publisert, utgave %(number)s.")
    messages.success(request, words % {"year": round_.report_year, "number": edition.number})
    return redirect("web:report", year=round_.report_year)


def _preview(
    request: HttpRequest, round_: Round, correction: str = "", problems: Sequence[tuple[str, str]] = ()
) -> HttpResponse:
    now = timezone.now()
    shown = report_of(round_, language(), marked=True)
    parts = [_part(code, faults, shown) for code, faults in actions.faults_of(round_, now).items()]
    editions = list(Edition.objects.of_year(round_.report_year))
    context = {
        "round": round_,
        "part": Markup(fragment(shown.document, marks=True)),  # noqa: S704 - all words in it are escaped
        "style": document_style(),
        "stops": parts,
        "counted": [(words, shown.checked.count(verdict)) for verdict, words in _verdicts().items()],
        "findings": len(shown.checked.findings),
        "editions": editions,
        "next_number": len(editions) + 1,
        "may_publish": may(request.user, "publish_report") and not parts,
        "correction": correction,
        "problems": problems,
        "errors": {field: words for words, field in problems},
    }
    return render(request, "reports/preview.html", context, status=422 if problems else 200)


def _verdicts() -> dict[Verdict, str]:
    return {
        Verdict.TRUE: _("stemmer"),
        Verdict.FALSE: _("stemmer ikke"),
        Verdict.OPEN: _("ikke avklart"),
        Verdict.ATTESTED: _("bekreftet av en person"),
    }


def _part(code: str, faults: Sequence[Fault], shown: Report) -> Part:
    """Return the faults of a language; those of the page's own language lead to the section they stand in."""
    name = LANGUAGE_NAMES[code] if code else _("Runden")
    here = shown if code == shown.language else None
    return Part(name, tuple(_place(fault, here) for fault in faults))


def _place(fault: Fault, shown: Report | None) -> Place:
    why, text = fault.why.in_(language()), fault.name.in_(language())
    place = Place(fault.words, f"{text}: {why}" if text else why, fault.line)
    if shown is None or not fault.line or text:
        return place
    above = shown.source.split("\n")[: fault.line]
    found = next((match for line in reversed(above) if (match := HEADING.match(line))), None)
    return replace(place, section=found["words"], address=f"#{found['id']}") if found else place
