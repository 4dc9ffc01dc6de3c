"""The pages of the centre: what has been asked, and its answer; and of those who find one, what names no centre."""

from collections.abc import Callable, Mapping

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import ValidationError
from django.http import Http404, HttpRequest, HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from frisklivsnett.activity import requests as actions
from frisklivsnett.activity.access import centre_for
from frisklivsnett.activity.models import VisitRequest
from frisklivsnett.activity.network import centres_now
from frisklivsnett.activity.request_models import RequestState
from frisklivsnett.core.activity.words import number_of
from frisklivsnett.core.forms.reading import clean_text
from frisklivsnett.mailing.values import absolute
from frisklivsnett.registry.models import Organisation, User
from frisklivsnett.registry.permissions import Actor, actors_of, check_may, may, may_reach
from frisklivsnett.web.requests.posted import LENGTHS, Posted, read_time
from frisklivsnett.web.requests.words import (
    COLOURS,
    history,
    is_late,
    kind_no,
    mode_words,
    state_words,
    waited,
    when,
)

MOST_SHOWN = 200


@require_safe
@login_required
def requests(request: HttpRequest) -> HttpResponse:
    """List what has been asked of the person's centres, and what names no centre for those who find one."""
    if not may_reach(request.user, "see_requests"):
        check_may(request.user, "see_requests")
    centres = actors_of(request.user).organisations(Actor.CENTRE)
    found = (
        VisitRequest.objects.reached().filter(centre__in=centres).select_related("centre", "place__parent")
    )
    rows = [_row(one) for one in found.order_by("-changed_at")[:MOST_SHOWN]]
    places = may_reach(request.user, "place_requests")
    loose = (
        VisitRequest.objects.unplaced().select_related("place__parent").order_by("created_at")
        if places
        else ()
    )
    page = {
        "open": [row for row in rows if row["is_open"]],
        "closed": [row for row in rows if not row["is_open"]],
        "unplaced": [_row(one) for one in loose],
        "places": places,
        "answers": bool(centres),
        "to_share": absolute(reverse("web:ask_for_visit"))
        + (f"?sentral={centres[0].slug}" if centres else ""),
        "several": len(centres) > 1,
    }
    return render(request, "requests/list.html", page)


@require_http_methods(["GET", "HEAD", "POST"])
@login_required
def centre_request(request: HttpRequest, centre_slug: str, number: int) -> HttpResponse:
    """Show one request, and take the centre's answer."""
    centre = centre_for(request.user, "answer_requests", centre_slug)
    found = (
        VisitRequest.objects.of_centre(centre)
        .select_related("centre", "place__parent")
        .filter(pk=number)
        .first()
    )
    if found is None:
        raise Http404(_("Forespørselen er ikke her. Den kan være gitt til en annen sentral."))
    return _show(request, found)


@require_http_methods(["GET", "HEAD", "POST"])
@login_required
def unplaced(request: HttpRequest, number: int) -> HttpResponse:
    """Let the coordinator, or the Directorate when there is none, give a request that names no centre to one."""
    check_may(request.user, "place_requests")
    found = VisitRequest.objects.unplaced().select_related("place__parent").filter(pk=number).first()
    if found is None:
        raise Http404(_("Forespørselen er gitt til en sentral allerede."))
    return _show(request, found)


def _show(request: HttpRequest, found: VisitRequest) -> HttpResponse:
    posted = Posted({})
    if request.method == "POST":
        posted = _take(request, found)
        if not posted.problems:
            return _after(request, found)
    status = 422 if posted.problems else 200
    return render(request, "requests/request.html", _page(request, found, posted), status=status)


def _after(request: HttpRequest, found: VisitRequest) -> HttpResponse:
    """Stay by the request while it is still ours to see; otherwise go to the list."""
    now = VisitRequest.objects.select_related("centre").get(pk=found.pk)
    if now.centre is None or not may(request.user, "answer_requests", organisation=now.centre):
        return redirect("web:requests")
    return redirect("web:centre_request", centre_slug=now.centre.slug, number=now.pk)


def _take(request: HttpRequest, found: VisitRequest) -> Posted:
    """Do what the button says, and return what was typed with what is wrong."""
    answer = _ANSWERS.get(request.POST.get("answer", ""))
    if answer is None or (found.centre is None and answer is not _move):
        return Posted({}, {"answer": _("Velg et av svarene.")})
    assert isinstance(request.user, User)
    posted = Posted({name: request.POST.get(name, "")[:5000] for name in request.POST})
    try:
        posted = answer(found, request.POST, request.user)
    except ValidationError as error:
        posted.problems["answer"] = error.messages[0]
    if not posted.problems:
        messages.success(request, _DONE[request.POST["answer"]]())
    posted.raw["answer"] = request.POST.get("answer", "")
    return posted


def _words(post: QueryDict, posted: Posted) -> str:
    words = clean_text(post.get("words", "")[:5000])
    posted.raw["words"] = words
    if len(words) > LENGTHS["words"]:
        posted.problems["words"] = _("Teksten er for lang. Skriv høyst %(most)s tegn.") % {
            "most": LENGTHS["words"]
        }
    return words


def _accept(found: VisitRequest, post: QueryDict, by: User) -> Posted:
    return _with_a_time(actions.accept, found, post, by)


def _suggest(found: VisitRequest, post: QueryDict, by: User) -> Posted:
    return _with_a_time(actions.suggest, found, post, by)


def _with_a_time(act: Callable[..., VisitRequest], found: VisitRequest, post: QueryDict, by: User) -> Posted:
    posted, agreed = read_time(post)
    if agreed is not None:
        act(
            request=found,
            starts_at=agreed.starts_at,
            ends_at=agreed.ends_at,
            where=agreed.where,
            words=agreed.words,
            by=by,
        )
    return posted


def _decline(found: VisitRequest, post: QueryDict, by: User) -> Posted:
    posted = Posted({})
    words = _words(post, posted)
    if not posted.problems:
        actions.decline(request=found, words=words, by=by)
    return posted


def _cancel(found: VisitRequest, post: QueryDict, by: User) -> Posted:
    posted = Posted({})
    words = _words(post, posted)
    if not posted.problems:
        actions.cancel(request=found, words=words, by=by)
    return posted


def _move(found: VisitRequest, post: QueryDict, by: User) -> Posted:
    posted = Posted({"to": post.get("to", "")[:60]})
    words = _words(post, posted)
    centre = Organisation.objects.centres().filter(slug=posted.raw["to"]).first()
    if centre is None:
        posted.problems["to"] = _("Velg sentralen som skal få forespørselen.")
    elif not posted.problems:
        actions.move_to(request=found, centre=centre, words=words, by=by)
    return posted


def _note(found: VisitRequest, post: QueryDict, by: User) -> Posted:
    posted = Posted({"people": post.get("people", "")[:20].strip()})
    people = number_of(posted.raw["people"]) if posted.raw["people"] else None
    if posted.raw["people"] and (people is None or people > 1000):
        posted.problems["people"] = _("Skriv et helt tall, for eksempel 4.")
        return posted
    actions.note_visit(request=found, people=people, by=by)
    return posted


_ANSWERS: Mapping[str, Callable[[VisitRequest, QueryDict, User], Posted]] = {
    "accept": _accept,
    "suggest": _suggest,
    "decline": _decline,
    "cancel": _cancel,
    "move": _move,
    "note": _note,
}
_DONE: Mapping[str, Callable[[], str]] = {
    "accept": lambda: _("Besøket er avtalt. Begge har fått en kalenderfil på e-post."),
    "suggest": lambda: _("Forslaget er sendt. Vi sier fra når de har svart."),
    "decline": lambda: _("Svaret er sendt."),
    "cancel": lambda: _("Besøket er avlyst, og begge har fått beskjed."),
    "move": lambda: _("Forespørselen er gitt videre, og den som spurte, har fått beskjed."),
    "note": lambda: _("Besøket er notert i loggen."),
}


def _row(one: VisitRequest) -> dict[str, object]:
    now = timezone.now()
    return {
        "request": one,
        "is_open": one.is_open,
        "state": state_words(one.state),
        "color": "danger" if is_late(one, now) else COLOURS.get(one.state, "neutral"),
        "waited": waited(one, now),
        "when": when(one.starts_at, one.ends_at) if one.starts_at and one.ends_at else "",
        "has_been": one.has_been(now),
    }


def _page(request: HttpRequest, found: VisitRequest, posted: Posted) -> dict[str, object]:
    others = centres_now(timezone.localdate()).exclude(pk=found.centre_id or 0)
    return {
        **_row(found),
        "request_": found,
        "posted": posted,
        "mode": mode_words(found.mode),
        "steps": history(list(found.steps.select_related("by", "from_centre", "to_centre", "request"))),
        "centres": [("", _("Velg sentral")), *((centre.slug, centre.name) for centre in others)],
        "no_words": kind_no(found),
        "can": {state: found.can_move(state) for state in RequestState.values},
        "can_be_moved": found.state == RequestState.WAITING,
        "lengths": LENGTHS,
        "address": found.place.name if found.place else "",
    }
