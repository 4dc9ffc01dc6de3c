"""Pages for what went wrong: each says what happened and what to do, in plain words.

The page of a fault of ours (500) is made without database, session and navigation, since those may be the fault.
"""

import codecs
import math
import sys
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

from django.core.exceptions import PermissionDenied, RequestDataTooBig
from django.db import DataError, InterfaceError, OperationalError
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import render
from django.template import loader
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from frisklivsnett.accounts.limits import TooManyTries
from frisklivsnett.web.logs import request_id

NEVER_READ = 220_000_000
"""Bytes of a request: the twenty files of 10 MB that an entry of the log may have at most."""
LONGEST_LENGTH = 20
"""Digits of the number of bytes in a request. Python reads no number of thousands of digits."""
LONG_WAIT = 60
"""Minutes from which the page tells the time of day instead."""


@dataclass(frozen=True, slots=True)
class Trouble:
    """What the page of an error says: what happened, what to do, and one way on."""

    status: int
    title: str
    text: str
    advice: str
    label: str
    address: str
    reference: str = ""
    """What names the request in the log."""


def bad_request(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """400, and 413 for what is larger than we take."""
    if isinstance(exception, RequestDataTooBig):
        return show(request, _too_large())
    return show(
        request,
        Trouble(
            400,
            _("Vi forsto ikke det som ble sendt"),
            _("Noe i adressen eller skjemaet var ikke slik det skulle være. Ingenting er lagret."),
            _("Gå tilbake, last siden på nytt og prøv igjen."),
            _("Til forsiden"),
            reverse("web:front"),
        ),
    )


def forbidden(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """403; a ``PermissionDenied`` that was raised with a reason in plain words has it shown."""
    title = _("Du har ikke tilgang til denne siden")
    reason = str(exception) if isinstance(exception, PermissionDenied) else ""
    if reason.rstrip(".") == title:
        reason = ""
    return show(
        request,
        Trouble(
            403,
            title,
            reason or _("Siden hører til noen andre, eller rollen din gir ikke tilgang til den."),
            _(
                "Mener du at du skal ha tilgang? Ta kontakt med lederen ved sentralen din eller Helsedirektoratet."
            ),
            _("Til forsiden"),
            reverse("web:front"),
        ),
    )


def not_found(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """404."""
    return show(
        request,
        Trouble(
            404,
            _("Vi fant ikke siden"),
            _("Siden kan være flyttet eller slettet, eller adressen kan være skrevet feil."),
            _("Kontroller adressen, eller start fra forsiden."),
            _("Til forsiden"),
            reverse("web:front"),
        ),
    )


def not_allowed(request: HttpRequest) -> HttpResponse:
    """405: the address of a button, opened as if it were a page."""
    return show(
        request,
        Trouble(
            405,
            _("Denne adressen kan ikke åpnes direkte"),
            _("Adressen hører til en knapp i et skjema, og er ikke en side."),
            _("Gå tilbake og bruk knappen i skjemaet, eller start fra forsiden."),
            _("Til forsiden"),
            reverse("web:front"),
        ),
    )


def csrf_failure(request: HttpRequest, reason: str = "") -> HttpResponse:
    """403 for a form without a valid token: nearly always a page that has been open since an earlier login."""
    return show(
        request,
        Trouble(
            403,
            _("Siden var for gammel til å sendes"),
            _(
                "Du kan ha logget ut eller inn i en annen fane, eller nettleseren tar ikke imot informasjonskapsler."
            ),
            _("Åpne siden på nytt, logg inn om du blir bedt om det, og send en gang til."),
            _("Åpne siden på nytt"),
            request.path if request.path != reverse("web:logout") else reverse("web:front"),
        ),
    )


def too_many(request: HttpRequest, exception: TooManyTries) -> HttpResponse:
    """429, with when to try again."""
    wait = max(1, math.ceil((exception.again_at - timezone.now()).total_seconds()))
    page = show(
        request,
        Trouble(
            429,
            _("Det ble for mange forsøk på kort tid"),
            _("For at ingen skal kunne gjette seg inn eller overbelaste tjenesten, er det en grense."),
            _again(wait, exception.again_at),
            _("Til forsiden"),
            reverse("web:front"),
        ),
    )
    page.headers["Retry-After"] = str(wait)
    return page


def server_error(request: HttpRequest) -> HttpResponse:
    """500, made without the database; 503 when it is the database that cannot be used, which passes."""
    away = isinstance(sys.exc_info()[1], OperationalError | InterfaceError)
    trouble = Trouble(
        503 if away else 500,
        _("Tjenesten er nede et øyeblikk") if away else _("Noe gikk galt hos oss"),
        _("Feilen er meldt. Det du hadde lagret før dette, er fortsatt lagret."),
        _("Prøv igjen om noen minutter. Ta kontakt med oss hvis det ikke hjelper."),
        _("Til forsiden"),
        "/",
        request_id.get(),
    )
    body = loader.render_to_string("errors/error.html", {"trouble": trouble, "plain": True})
    page = HttpResponse(body, status=trouble.status)
    if away:
        page.headers["Retry-After"] = "60"
    return page


def show(request: HttpRequest, trouble: Trouble) -> HttpResponse:
    """Return the page of an error."""
    return render(request, "errors/error.html", {"trouble": trouble}, status=trouble.status)


def _again(wait: int, at: datetime) -> str:
    minutes = math.ceil(wait / 60)
    if minutes <= 1:
        return _("Vent litt, og prøv igjen om et minutt.")
    if minutes < LONG_WAIT:
        return _("Vent litt, og prøv igjen om %(minutes)s minutter.") % {"minutes": minutes}
    return _("Prøv igjen etter kl. %(time)s.") % {"time": timezone.localtime(at).strftime("%H.%M")}


def _too_large() -> Trouble:
    return Trouble(
        413,
        _("Det du sendte, er for stort"),
        _("Vi tar imot inntil 2,5 MB om gangen. Ingenting er lagret."),
        _("Gå tilbake, kort ned teksten og send på nytt."),
        _("Til forsiden"),
        reverse("web:front"),
    )


class MethodPageMiddleware:
    """Gives a page to the bare answer of ``require_POST`` and its kin (405, without a word), and to a used-up limit.

    What is larger than any form of ours is not read at all: the files in it would be laid on the disk before it is
    known who sends them.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        """Put the page in place of an empty 405."""
        length = (request.META.get("CONTENT_LENGTH") or "0").lstrip("0") or "0"
        if not length.isdecimal() or len(length) > LONGEST_LENGTH or int(length) > NEVER_READ:
            return show(request, _too_large())
        if request.encoding is not None and codecs.lookup(request.encoding).name != "utf-8":
            return bad_request(
                request
            )  # browsers send what the page is written in; Python knows stranger ones
        response = self.get_response(request)
        if response.status_code != 405:
            return response
        page = not_allowed(request)
        page.headers["Allow"] = response.headers.get("Allow", "")
        return page

    def process_exception(self, request: HttpRequest, exception: Exception) -> HttpResponse | None:
        """Tell whoever has used up a limit when to try again, and refuse what no person types."""
        if isinstance(exception, TooManyTries):
            return too_many(request, exception)
        # A text with the sign of number 0, which PostgreSQL does not take, comes from a program that probes us.
        if isinstance(exception, DataError) and "NUL" in str(exception):
            return bad_request(request, exception)
        return None
