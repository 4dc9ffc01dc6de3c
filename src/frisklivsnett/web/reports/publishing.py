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
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe
from markupsafe import Markup

from frisklivsnett.collection.access import round_or_404
from frisklivsnett.collection.models import Round
from frisklivsnett.core.documents.html import fragment
from frisklivsnett.core.documents.model import every_mark, plain_text
from frisklivsnett.core.narrative import Verdict
from frisklivsnett.publication import actions, approving
from frisklivsnett.publication.evidence import evidence_of
from frisklivsnett.publication.faults import Fault
from frisklivsnett.publication.models import Edition
from frisklivsnett.publication.readiness import cautions
from frisklivsnett.publication.report import Report, report_of
from frisklivsnett.publication.standing import other_advisers, standing_of
from frisklivsnett.publication.steps import ReportStep
from frisklivsnett.publication.texts import DECK, REPORT
from frisklivsnett.registry.models import User
from frisklivsnett.registry.permissions import check_may, may
from frisklivsnett.web.jinja import language
from frisklivsnett.web.reports.editions import LANGUAGE_NAMES, document_style
from frisklivsnett.web.reports.review import review_of

FIELD_OF = {
    "correction_missing": "rettelse",
    "correction_misplaced": "rettelse",
    "correction_too_long": "rettelse",
    "note_missing": "melding",
    "note_too_long": "melding",
    "nobody_asked": "hvem-1",
    "not_confirmed": "bekreft",
    "faults": "stopper",
}
"""The field that a refusal is about, by its code; the others are about the report as a whole."""
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
    """Something that stops the publishing, as the page lists it, with where it stands and where it is mended."""

    words: str
    why: str
    line: int
    section: str = ""
    address: str = ""
    mend: str = ""


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
    """Publish the next edition, when it has been approved. Pressed twice, it is published once."""
    next_number = str(Edition.objects.filter(round=round_).count() + 1)
    if request.POST.get("utgave") != next_number:
        messages.info(
            request, _("Rapporten er publisert i mellomtiden. Se over den før du publiserer på nytt.")
        )
        return redirect("web:report_preview", year=round_.report_year)
    try:
        edition = actions.publish(round_=round_, by=_person(request))
    except ValidationError as refused:
        return _preview(request, round_, [(refused.messages[0], "gjennomgang")])
    except actions.NotPublishable:
        return _preview(request, round_, [(_("Rapporten kan ikke publiseres ennå. Se listen."), "stopper")])
    words = _("Rapporten for %(year)s er publisert, utgave %(number)s.")
    messages.success(request, words % {"year": round_.report_year, "number": edition.number})
    return redirect("web:report", year=round_.report_year)


@require_POST
@of_a_round("review_report")
def review(request: HttpRequest, round_: Round) -> HttpResponse:
    """Send the report to review, approve it, return it or take it back. Pressed twice, it is done once."""
    try:
        done = _moved(request, round_)
    except ValidationError as refused:
        if refused.code == "moved_on":
            messages.info(request, refused.messages[0])
            return redirect("web:report_preview", year=round_.report_year)
        return _preview(
            request, round_, [(refused.messages[0], FIELD_OF.get(refused.code or "", "gjennomgang"))]
        )
    messages.success(request, done)
    return redirect("web:report_preview", year=round_.report_year)


def _moved(request: HttpRequest, round_: Round) -> str:
    """Do what was asked for, and return what to say of it. Raises ``ValidationError``."""
    by, note = _person(request), request.POST.get("melding", "")
    number = request.POST.get("steg", "")
    seen = int(number) if number.isdecimal() and len(number) < 9 else 0
    match request.POST.get("gjor"):
        case "send":
            return _sent(request, round_, by, seen)
        case "godkjenn":
            if not request.POST.get("bekreft"):
                words = _("Kryss av for at du har sett over rapporten.")
                raise ValidationError(words, code="not_confirmed")
            approving.approve(round_=round_, by=by, note=note, seen=seen)
            return _("Rapporten er godkjent, og kan publiseres.")
        case "tilbake":
            approving.return_to_draft(round_=round_, by=by, note=note, seen=seen)
            return _("Rapporten er sendt tilbake med meldingen din.")
        case "trekk":
            approving.withdraw(round_=round_, by=by, seen=seen)
            return _("Rapporten er et utkast igjen.")
        case _:
            raise ValidationError(_("Velg hva du vil gjøre."), code="nothing")


def _sent(request: HttpRequest, round_: Round, by: User | None, seen: int) -> str:
    if actions.faults_of(round_, timezone.now()):
        raise ValidationError(
            _("Rapporten kan sendes til gjennomgang når alt stemmer. Se listen."), code="faults"
        )
    colleagues = other_advisers(by)
    asked = next((each for each in colleagues if str(each.pk) == request.POST.get("hvem")), None)
    if colleagues and asked is None:
        raise ValidationError(_("Velg hvem som skal se over rapporten."), code="nobody_asked")
    approving.send_to_review(
        round_=round_,
        by=by,
        asked=asked,
        note=request.POST.get("melding", ""),
        correction=request.POST.get("rettelse", ""),
        seen=seen,
    )
    return _("Rapporten er sendt til gjennomgang.")


def _person(request: HttpRequest) -> User | None:
    return request.user if isinstance(request.user, User) else None


def _preview(request: HttpRequest, round_: Round, problems: Sequence[tuple[str, str]] = ()) -> HttpResponse:
    evidence = evidence_of(round_)
    shown = report_of(round_, language(), evidence, marked=True)
    found = actions.faults_of(round_, timezone.now(), evidence)
    parts = [_part(code, faults, shown) for code, faults in found.items()]
    editions = list(Edition.objects.of_year(round_.report_year))
    steps = list(ReportStep.objects.of(round_))
    by = _person(request)
    context = {
        "round": round_,
        "part": Markup(fragment(shown.document, marks=True)),  # noqa: S704 - all words in it are escaped
        "style": document_style(),
        "stops": parts,
        "cautions": [words.in_(language()) for words in cautions(round_)],
        "counted": [(words, shown.checked.count(verdict)) for verdict, words in _verdicts().items()],
        "findings": len(shown.checked.findings),
        "editions": editions,
        "next_number": len(editions) + 1,
        "may_publish": may(request.user, "publish_report") and not parts,
        "may_review": may(request.user, "review_report"),
        "review": review_of(standing_of(round_, evidence=evidence), steps, by) if by else None,
        "typed": request.POST,
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
    """Return the faults of a language; those of the page's own language lead to the words on the page."""
    name = LANGUAGE_NAMES[code] if code else _("Runden")
    marked = _Anchors(shown) if code == shown.language else None
    return Part(name, tuple(_place(fault, code, shown.year, marked) for fault in faults))


class _Anchors:
    """Where on the page each claim that does not hold is; several with the same words come in the order of the text."""

    def __init__(self, shown: Report) -> None:
        self.lines = shown.source.split("\n")
        self.by_words: dict[str, list[str]] = {}
        for number, mark in enumerate(every_mark(shown.document.blocks), start=1):
            if mark.kind in (Verdict.FALSE.value, Verdict.OPEN.value):
                self.by_words.setdefault(plain_text(mark.content), []).append(f"#doc-claim-{number}")

    def of(self, fault: Fault) -> str:
        """Return the address of the words, once for each time they are asked for; else that of their section."""
        found = self.by_words.get(fault.words)
        if found:
            return found.pop(0) if len(found) > 1 else found[0]
        heading = self._heading(fault.line)
        return f"#{heading['id']}" if heading else ""

    def section(self, fault: Fault) -> str:
        """Return the heading that the words stand under."""
        heading = self._heading(fault.line)
        return heading["words"] if heading else ""

    def _heading(self, line: int) -> re.Match[str] | None:
        above = reversed(self.lines[:line])
        return next((match for each in above if (match := HEADING.match(each))), None)


def _place(fault: Fault, code: str, year: int, marked: _Anchors | None) -> Place:
    why, text = fault.why.in_(language()), fault.name.in_(language())
    place = Place(fault.words, f"{text}: {why}" if text else why, fault.line)
    if fault.line and code:
        template = DECK if text else REPORT
        names = {"year": year, "template": template, "text_language": code}
        place = replace(place, mend=f"{reverse('web:write_report', kwargs=names)}#linje-{fault.line}")
    if marked is None or not fault.line or text:
        return place
    return replace(place, section=marked.section(fault), address=marked.of(fault))
