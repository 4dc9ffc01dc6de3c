"""Passing an enquiry on to another centre, and answering one that was passed here."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import ValidationError
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from frisklivsnett.activity import passing as actions
from frisklivsnett.activity.access import centre_for, entry_for
from frisklivsnett.activity.expertise import best_helpers
from frisklivsnett.activity.models import Entry, Passing
from frisklivsnett.activity.network import centres_now
from frisklivsnett.core.forms.reading import clean_text
from frisklivsnett.registry.models import Organisation, User
from frisklivsnett.registry.permissions import Actor, actors_of, check_may, may_reach
from frisklivsnett.web.activity.fields import topic_name
from frisklivsnett.web.jinja import days_away

LONGEST = 1000
MOST_SHOWN = 100


@require_safe
@login_required
def passings(request: HttpRequest) -> HttpResponse:
    """List what was passed on to the person's centres, and from them."""
    if not may_reach(request.user, "pass_on"):
        check_may(request.user, "pass_on")
    centres = actors_of(request.user).organisations(Actor.CENTRE)
    here = Passing.objects.with_all().filter(to_centre__in=centres)[:MOST_SHOWN]
    away = Passing.objects.with_all().filter(from_centre__in=centres)[:MOST_SHOWN]
    today = timezone.localdate()
    waited = {one.pk: days_away(-(today - timezone.localdate(one.at)).days) for one in (*here, *away)}
    page = {
        "waiting": [(one, _topics(one.entry), waited[one.pk]) for one in here if one.state == "waiting"],
        "answered": [one for one in here if one.state != "waiting"],
        "away": [(one, _topics(one.entry), waited[one.pk]) for one in away],
    }
    return render(request, "expertise/passings.html", page)


@require_POST
@login_required
def answer(request: HttpRequest, centre_slug: str, number: int) -> HttpResponse:
    """Take an enquiry that was passed here, or send it back."""
    centre = centre_for(request.user, "pass_on", centre_slug)
    found = Passing.objects.filter(to_centre=centre, pk=number).first()
    if found is None:
        raise Http404(_("Henvendelsen er ikke sendt til denne sentralen."))
    assert isinstance(request.user, User)
    try:
        if request.POST.get("answer") == "take":
            taken = actions.take(passing=found, by=request.user)
            messages.success(request, _("Henvendelsen er i loggen deres, og venter på svar fra dere."))
            return redirect("web:entry", centre_slug=centre.slug, entry_id=taken.pk)
        if request.POST.get("answer") == "back":
            words = clean_text(request.POST.get("words", "")[: 5 * LONGEST])[:LONGEST]
            actions.send_back(passing=found, words=words, by=request.user)
            messages.success(request, _("Henvendelsen er sendt tilbake."))
    except ValidationError as error:
        messages.error(request, error.messages[0])
    return redirect("web:passings")


@require_http_methods(["GET", "HEAD", "POST"])
@login_required
def pass_on(request: HttpRequest, centre_slug: str, entry_id: int) -> HttpResponse:
    """Choose a centre for an enquiry, those that have answered the like first, and see what it will be shown."""
    entry = entry_for(request.user, "pass_on", centre_slug, entry_id)
    if entry.kind != "enquiry":
        raise Http404(_("Bare henvendelser kan sendes videre."))
    problem, words = "", clean_text(request.POST.get("words", "")[: 5 * LONGEST])
    if request.method == "POST":
        problem = _pass(request, entry, words)
        if not problem:
            return redirect("web:passings")
    page = {
        "centre": entry.centre,
        "entry": entry,
        "topics": _topics(entry),
        "problem": problem,
        "words": words,
        "chosen": request.POST.get("to", "")[:60],
        "centres": _choices(entry),
        "longest": LONGEST,
    }
    return render(request, "expertise/pass_on.html", page, status=422 if problem else 200)


def _pass(request: HttpRequest, entry: Entry, words: str) -> str:
    """Pass it on; return what is wrong, if anything."""
    assert isinstance(request.user, User)
    to = Organisation.objects.centres().filter(slug=request.POST.get("to", "")[:60]).first()
    if to is None:
        return _("Velg sentralen som skal få henvendelsen.")
    if len(words) > LONGEST:
        return _("Teksten er for lang. Skriv høyst %(most)s tegn.") % {"most": LONGEST}
    try:
        actions.pass_on(entry=entry, to=to, words=words, by=request.user)
    except ValidationError as error:
        return error.messages[0]
    messages.success(request, _("Henvendelsen er sendt til %(centre)s.") % {"centre": to.name})
    return ""


def _choices(entry: Entry) -> list[tuple[str, str]]:
    today = timezone.localdate()
    best = best_helpers(entry.topics.all(), today=today, but=entry.centre)
    known = {centre.pk for centre in best}
    others = centres_now(today).exclude(pk=entry.centre_id)
    first = [
        (centre.slug, _("%(centre)s – har svart på dette før") % {"centre": centre.name}) for centre in best
    ]
    rest = [(centre.slug, centre.name) for centre in others if centre.pk not in known]
    return [("", _("Velg sentral")), *first, *rest]


def _topics(entry: Entry) -> list[str]:
    return [topic_name(topic) for topic in entry.topics.all()]
