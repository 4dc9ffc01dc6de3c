"""What the pages of requests say: how far one has come, what happened to it, and the standard words of a no."""

from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Any

from django.utils import timezone, translation
from django.utils.translation import gettext as _

from frisklivsnett.activity.models import RequestStep, VisitRequest
from frisklivsnett.activity.request_models import RequestState

COLOURS = {"waiting": "warning", "suggested": "info", "accepted": "success", "noted": "success"}


def state_words(state: str) -> str:
    """Return how far a request has come, in a few words."""
    return {
        "unconfirmed": _("Ikke bekreftet"),
        "waiting": _("Venter på svar"),
        "suggested": _("Tidspunkt foreslått"),
        "accepted": _("Avtalt"),
        "declined": _("Svart nei"),
        "withdrawn": _("Trukket"),
        "cancelled": _("Avlyst"),
        "noted": _("Notert i loggen"),
    }[state]


def standing_words(request: VisitRequest) -> str:
    """Return what the sender is told about where the request is now."""
    centre = request.centre.name if request.centre else ""
    if request.state == RequestState.WAITING and not centre:
        return _("Koordinatoren finner en sentral som kan ta imot dere, og dere får svar på e-post.")
    return {
        "unconfirmed": _("Bekreft at det var du som sendte forespørselen, så går den videre."),
        "waiting": _("%(centre)s har fått forespørselen, og svarer på e-post."),
        "suggested": _("%(centre)s foreslår et tidspunkt. Passer det?"),
        "accepted": _("Besøket hos %(centre)s er avtalt."),
        "declined": _("%(centre)s kunne ikke ta imot dere denne gangen. Svaret er sendt på e-post."),
        "withdrawn": _("Du har trukket forespørselen."),
        "cancelled": _("Besøket hos %(centre)s er avlyst."),
        "noted": _("Besøket hos %(centre)s har vært. Takk for at dere kom!"),
    }[request.state] % {"centre": centre}


def mode_words(mode: str) -> str:
    """Return how the visit is to be."""
    return {"in_person": _("Fysisk"), "digital": _("Digitalt"), "either": _("Begge deler passer")}[mode]


def modes(chosen: str) -> list[dict[str, Any]]:
    """Return the choices of a form."""
    return [
        {"value": mode, "label": mode_words(mode), "checked": mode == chosen}
        for mode in VisitRequest.Mode.values
    ]


def step_words(step: RequestStep, *, answered: bool = False) -> str:
    """Return what happened, as a line of the history; ``answered`` tells whether the centre had answered by then."""
    who = step.by.name if step.by else step.request.organisation
    if step.what == "moved":
        before = step.from_centre.name if step.from_centre else _("koordinatoren")
        after = step.to_centre.name if step.to_centre else ""
        return _("Gitt fra %(before)s til %(after)s av %(who)s") % {
            "before": before,
            "after": after,
            "who": who,
        }
    said = {
        "waiting": _("%(who)s kan ikke på dette tidspunktet") if answered else _("Sendt av %(who)s"),
        "suggested": _("Tidspunkt foreslått av %(who)s"),
        "accepted": _("Avtalt av %(who)s"),
        "declined": _("Svart nei av %(who)s"),
        "withdrawn": _("Trukket av %(who)s"),
        "cancelled": _("Avlyst av %(who)s"),
        "noted": _("Notert i loggen av %(who)s"),
    }
    return said[step.what] % {"who": who}


def kind_no(request: VisitRequest) -> str:
    """Return the standard words of a no, in the language of whoever asks; the centre may change them."""
    with translation.override(request.language):
        return _(
            "Takk for at dere vil besøke oss. Vi har dessverre ikke mulighet til å ta imot dere denne gangen. "
            "Ta gjerne kontakt igjen, eller spør en av de andre utviklingssentralene."
        )


def when(starts: datetime, ends: datetime) -> str:
    """Return a time: «12. mars 2026 kl. 10.00–14.00»."""
    from frisklivsnett.web.jinja import clock, day

    one, other = timezone.localtime(starts), timezone.localtime(ends)
    if one.date() != other.date():
        return f"{day(one)} {clock(one)} – {day(other)} {clock(other)}"
    return _("%(day)s kl. %(from)s–%(to)s") % {"day": day(one), "from": clock(one), "to": clock(other)}


def waited(request: VisitRequest, now: datetime) -> str:
    """Return how long ago the request came: «i dag», «for 3 dager siden»."""
    from frisklivsnett.web.jinja import days_away

    since = request.confirmed_at or request.created_at
    return days_away(-(timezone.localdate(now) - timezone.localdate(since)).days)


def is_late(request: VisitRequest, now: datetime) -> bool:
    """Tell whether a request has waited for more than a week."""
    return request.state == RequestState.WAITING and now - (request.confirmed_at or now) > timedelta(days=7)


def history(steps: Sequence[RequestStep]) -> list[dict[str, object]]:
    """Return the lines of the history, the oldest first."""
    return [
        {"at": step.at, "text": step_words(step, answered=number > 0), "words": step.words}
        for number, step in enumerate(steps)
    ]
