"""The letters about a request for a visit: to its sender, by a link that only they have, and to the centre."""

from collections.abc import Mapping, Sequence
from datetime import datetime

from django.conf import settings
from django.core import signing
from django.urls import reverse
from django.utils import timezone

from frisklivsnett.activity.models import VisitRequest
from frisklivsnett.activity.network import coordinator_now
from frisklivsnett.core.activity.calendar import Appointment, calendar_file
from frisklivsnett.core.text import Text, text
from frisklivsnett.mailing.actions import File, enqueue
from frisklivsnett.mailing.values import Value, absolute
from frisklivsnett.registry.models import User

_SIGNER = signing.Signer(salt="frisklivsnett.visit-request")
SUMMARY = text("Besøk: {who} hos {centre}", "Besøk: {who} hos {centre}", "Visit: {who} at {centre}")


def token_of(request: VisitRequest) -> str:
    """Return what the sender's link ends with: nobody else can make it."""
    return _SIGNER.sign(request.key.hex).replace(":", ".")


def key_of(token: str) -> str | None:
    """Return the request's key that a link was made for, or None when it was not made by us."""
    try:
        return _SIGNER.unsign(token.replace(".", ":"))
    except signing.BadSignature:
        return None


def sender_address(request: VisitRequest) -> str:
    """Return the whole address of the sender's own page."""
    return absolute(reverse("web:own_request", kwargs={"token": token_of(request)}))


def centre_address(request: VisitRequest) -> str:
    """Return the whole address of the request among the centre's."""
    slug = request.centre.slug if request.centre else ""
    return absolute(reverse("web:centre_request", kwargs={"centre_slug": slug, "number": request.pk}))


def tell_to_confirm(request: VisitRequest, at: datetime) -> None:
    """Send the link that lets the request through."""
    _to_sender(
        request, "request.confirm", {"hvem": request.organisation, "lenke": sender_address(request)}, at
    )


def tell_sender(request: VisitRequest, kind: str, words: str, at: datetime, by: User | None) -> None:
    """Tell the sender that a time is suggested, that the answer is no, or that another centre has taken over."""
    given: dict[str, Value] = {"lenke": sender_address(request)}
    if kind == "request.suggested":
        given |= {"når": request.starts_at, "hvor": request.where, "melding": words}
    if kind == "request.declined":
        given = {"melding": words}
    _to_sender(request, kind, given, at, by)


def tell_centre(request: VisitRequest, kind: str, at: datetime, words: str = "") -> None:
    """Tell the centre that a request has come, was taken back, or that its suggestion was refused.

    Of one that names no centre the coordinator is told that it has come: whoever coordinates on that day.
    """
    if request.centre is None:
        if kind == "request.received":
            _tell_coordinator(request, at)
        return
    given: dict[str, Value] = {"hvem": request.organisation, "lenke": centre_address(request)}
    if kind != "request.withdrawn":
        given |= {"melding": words}
    if kind == "request.received":
        given |= {"ønsker": request.wishes}
    _to_centre(request, kind, given, at)


def tell_of_time(request: VisitRequest, words: str, at: datetime, by: User | None) -> None:
    """Send both the time that was agreed on, with a calendar file."""
    time: dict[str, Value] = {"når": request.starts_at, "hvor": request.where}
    files = (_calendar(request, at),)
    given = {**time, "melding": words, "lenke": sender_address(request)}
    _to_sender(request, "request.accepted", given, at, by, files)
    given = {**time, "hvem": request.organisation, "lenke": centre_address(request)}
    _to_centre(request, "request.calendar", given, at, by, files)


def tell_of_cancelling(request: VisitRequest, words: str, at: datetime, by: User | None) -> None:
    """Tell both that the visit is called off, with a calendar file that takes it away."""
    files = (_calendar(request, at, cancelled=True),)
    given: dict[str, Value] = {"når": request.starts_at, "melding": words}
    _to_sender(request, "request.cancelled", given, at, by, files)
    given = {"når": request.starts_at, "hvem": request.organisation, "melding": words}
    _to_centre(request, "request.called_off", given, at, by, files)


def calendar_of(request: VisitRequest, at: datetime) -> bytes:
    """Return the calendar file of an agreed visit."""
    return _calendar(request, at, cancelled=request.state == "cancelled").content


def _calendar(request: VisitRequest, at: datetime, cancelled: bool = False) -> File:
    assert request.starts_at
    assert request.ends_at
    centre = request.centre.name if request.centre else ""
    appointment = Appointment(
        uid=f"besok-{request.key}@{settings.MAIL_DOMAIN}",
        sequence=request.sequence,
        starts=timezone.localtime(request.starts_at),
        ends=timezone.localtime(request.ends_at),
        stamped=at,
        summary=_in(SUMMARY, request).format(who=request.organisation, centre=centre),
        where=request.where,
        description=request.about,
        cancelled=cancelled,
    )
    return File("besok.ics", "text/calendar", calendar_file(appointment))


def _in(words: Text, request: VisitRequest) -> str:
    return words.in_(request.language)


def _key(request: VisitRequest, kind: str) -> str:
    return f"{kind}:{request.pk}:{request.steps.count()}"


def _to_sender(
    request: VisitRequest,
    kind: str,
    given: Mapping[str, Value],
    at: datetime,
    by: User | None = None,
    files: Sequence[File] = (),
) -> None:
    if request.email:
        enqueue(
            kind=kind,
            key=_key(request, kind),
            to=request.email,
            language=request.language,
            context=given,
            about=request,
            organisation=request.centre,
            by=by,
            attachments=files,
            at=at,
        )


def _tell_coordinator(request: VisitRequest, at: datetime) -> None:
    coordinator = coordinator_now(timezone.localdate(at))
    if coordinator is None:
        return
    address = absolute(reverse("web:unplaced_request", kwargs={"number": request.pk}))
    enqueue(
        kind="request.unplaced",
        key=_key(request, "request.unplaced"),
        to=coordinator,
        context={"hvem": request.organisation, "ønsker": request.wishes, "lenke": address},
        about=request,
        by=None,
        at=at,
    )


def _to_centre(
    request: VisitRequest,
    kind: str,
    given: Mapping[str, Value],
    at: datetime,
    by: User | None = None,
    files: Sequence[File] = (),
) -> None:
    assert request.centre
    enqueue(
        kind=kind,
        key=_key(request, kind),
        to=request.centre,
        context=given,
        about=request,
        by=by,
        attachments=files,
        at=at,
    )
