"""How often something may be tried: by an address on the network, or by a person. Shared by all processes.

A limit of 10 times in 600 seconds lets 10 through at once, and then one a minute (the «generic cell rate algorithm»):
one moment a row says it all, and whoever is stopped can be told when to try again. Views say it in one line::

    @limited("contact", times=5, seconds=3600, by="address")
    def contact(request): ...
"""

from collections.abc import Callable
from datetime import datetime, timedelta
from functools import wraps
from typing import Concatenate, Literal, ParamSpec

from django.db import transaction
from django.http import HttpRequest, HttpResponseBase
from django.utils import timezone
from django.utils.crypto import salted_hmac

from frisklivsnett.accounts.models import Allowance
from frisklivsnett.accounts.network import client_network

P = ParamSpec("P")
SAFE_METHODS = frozenset({"GET", "HEAD", "OPTIONS"})
SWEPT_AFTER = timedelta(days=1)


class TooManyTries(Exception):
    """Somebody has used up a limit. ``again_at`` is when the next try gets through."""

    def __init__(self, again_at: datetime) -> None:
        super().__init__(f"not before {again_at:%H:%M:%S}")
        self.again_at = again_at


def limited(
    name: str, *, times: int, seconds: int, by: Literal["address", "user"] = "address"
) -> Callable[
    [Callable[Concatenate[HttpRequest, P], HttpResponseBase]],
    Callable[Concatenate[HttpRequest, P], HttpResponseBase],
]:
    """Let a view take only so many forms (POST and its kin) from an address, or from a user; pages are not counted.

    Whoever asks for more gets a page (429) that says when to try again. ``user`` counts those who are not logged in by
    address.
    """

    def decorate(
        view: Callable[Concatenate[HttpRequest, P], HttpResponseBase],
    ) -> Callable[Concatenate[HttpRequest, P], HttpResponseBase]:
        @wraps(view)
        def guarded(request: HttpRequest, /, *args: P.args, **kwargs: P.kwargs) -> HttpResponseBase:
            if request.method not in SAFE_METHODS:
                check_rate(name, subject_of(request, by), times=times, seconds=seconds)
            return view(request, *args, **kwargs)

        return guarded

    return decorate


def subject_of(request: HttpRequest, by: Literal["address", "user"]) -> str:
    """Return who is counted."""
    if by == "user" and request.user.is_authenticated:
        return f"user {request.user.pk}"
    return f"address {client_network(request)}"


def check_rate(name: str, subject: str, *, times: int, seconds: int) -> None:
    """Count one try; raises TooManyTries, and counts nothing, when ``times`` in ``seconds`` have been used.

    Call it outside the transaction that the try may undo: else it is undone with it.
    """
    now = timezone.now()
    each, whole = timedelta(seconds=seconds) / times, timedelta(seconds=seconds)
    key = _key(name, subject)
    with transaction.atomic():
        found, made = Allowance.objects.select_for_update().get_or_create(
            key=key, defaults={"whole_at": now + each}
        )
        if made:
            Allowance.objects.filter(whole_at__lt=now - SWEPT_AFTER).delete()
            return
        used_up_to = max(found.whole_at, now) + each
        if used_up_to <= now + whole:
            found.whole_at = used_up_to
            found.save(update_fields=["whole_at"])
            return
    raise TooManyTries(used_up_to - whole)


def forgive(name: str, subject: str) -> None:
    """Forget what has been used of a limit: whoever got in was no guesser."""
    Allowance.objects.filter(key=_key(name, subject)).delete()


def _key(name: str, subject: str) -> str:
    return salted_hmac("frisklivsnett.limits", f"{name}\n{subject}", algorithm="sha256").hexdigest()
