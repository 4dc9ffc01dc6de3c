"""What the views of passkeys share: the site they belong to, and what is remembered between the two rounds."""

from collections.abc import Mapping
from typing import Any
from urllib.parse import urlsplit

from django.http import HttpRequest, JsonResponse

from frisklivsnett.accounts.passkeys import PasskeyRefused, Site, State

WAITING = "passkey"


def site_of(request: HttpRequest) -> Site:
    """Return the site as the browser names it."""
    origin = f"{request.scheme}://{request.get_host()}"
    return Site(urlsplit(origin).hostname or "", origin)


def ask(request: HttpRequest, options: Mapping[str, Any], state: State) -> JsonResponse:
    """Answer with what the script is to ask the browser, and remember the rest."""
    request.session[WAITING] = state
    return JsonResponse(dict(options))


def waiting(request: HttpRequest) -> State:
    """Return what was remembered: it counts once. Raises PasskeyRefused."""
    state = request.session.pop(WAITING, None)
    if not isinstance(state, dict):
        raise PasskeyRefused("nothing was asked")
    return state
