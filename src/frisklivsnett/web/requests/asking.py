"""The pages of whoever asks for a visit: the form, what happens next, and their own request behind a link."""

from uuid import UUID

from django.core.exceptions import ValidationError
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from frisklivsnett.accounts.limits import check_rate, limited
from frisklivsnett.activity import requests as actions
from frisklivsnett.activity.finding import finder_on
from frisklivsnett.activity.models import VisitRequest
from frisklivsnett.activity.network import centres_now
from frisklivsnett.activity.request_letters import calendar_of, key_of
from frisklivsnett.activity.request_models import RequestState
from frisklivsnett.web.requests.posted import LENGTHS, Posted, fresh, read_request
from frisklivsnett.web.requests.words import modes, standing_words

TRAP = "nettsted"
"""A field that no person sees: whoever fills it in is a program, and is thanked for nothing."""


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@limited("ask_for_visit", times=6, seconds=3600)
def ask_for_visit(request: HttpRequest) -> HttpResponse:
    """Show the form, and take what is asked for."""
    if request.method != "POST":
        return _form(request, fresh(centre=request.GET.get("sentral", ""), mode="in_person"))
    posted, asked, key = read_request(request.POST)
    if request.POST.get(TRAP):
        return redirect("web:visit_asked")
    if asked is None:
        return _form(request, posted, 422)
    check_rate("confirm_visit", f"email {asked.email}", times=3, seconds=86400)
    actions.ask(asked=asked, key=key)
    return redirect("web:visit_asked")


@require_safe
def asked(request: HttpRequest) -> HttpResponse:
    """Tell that a letter is on its way, and what happens next. The same for everyone: it tells nobody anything."""
    return render(request, "requests/asked.html")


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@limited("own_request", times=60, seconds=3600)
def own_request(request: HttpRequest, token: str) -> HttpResponse:
    """Show the sender how far the request has come; confirming it is a button, since mail programs open links."""
    found = _own(token)
    problem = ""
    if request.method == "POST":
        try:
            _answer(request, found)
        except ValidationError as error:
            problem = error.messages[0]
        else:
            return redirect("web:own_request", token=token)
    page = {"request_": found, "token": token, "problem": problem, "standing": standing_words(found)}
    return render(request, "requests/own.html", page, status=409 if problem else 200)


@require_safe
@never_cache
def own_calendar(request: HttpRequest, token: str) -> HttpResponse:
    """Send the calendar file of an agreed visit."""
    found = _own(token)
    if found.state not in (RequestState.ACCEPTED, RequestState.NOTED, RequestState.CANCELLED):
        raise Http404(_("Besøket er ikke avtalt ennå."))
    return HttpResponse(
        calendar_of(found, timezone.now()),
        content_type="text/calendar; charset=utf-8",
        headers={"Content-Disposition": 'attachment; filename="besok.ics"'},
    )


def _own(token: str) -> VisitRequest:
    key = key_of(token[:200])
    found = (
        VisitRequest.objects.select_related("centre", "place__parent").filter(key=UUID(key)).first()
        if key
        else None
    )
    if found is None:
        raise Http404(_("Lenken er ikke gyldig lenger. Forespørselen kan være slettet."))
    return found


def _answer(request: HttpRequest, found: VisitRequest) -> None:
    words = request.POST.get("words", "")[: LENGTHS["words"]].strip()
    match request.POST.get("answer"):
        case "confirm":
            actions.confirm(request=found)
        case "agree":
            actions.answer_suggestion(request=found, agrees=True, words=words)
        case "refuse":
            actions.answer_suggestion(request=found, agrees=False, words=words)
        case "withdraw":
            actions.withdraw(request=found)
        case _:
            raise ValidationError(_("Velg et av svarene."))


def _form(request: HttpRequest, posted: Posted, status: int = 200) -> HttpResponse:
    today = timezone.localdate()
    centres = centres_now(today)
    names = sorted({one.name.words for one in finder_on(today).names if one.name.place.kind != "county"})
    page = {
        "posted": posted,
        "trap": TRAP,
        "lengths": LENGTHS,
        "centres": [
            ("", _("Velg sentral")),
            ("unknown", _("Vet ikke")),
            *((c.slug, c.name) for c in centres),
        ],
        "modes": modes(posted.raw.get("mode", "")),
        "place_names": names,
    }
    return render(request, "requests/ask.html", page, status=status)
