"""From having proved who one is to being logged in: a second factor on the way, for those who have or need one.

What is on the way is kept in the session for ten minutes. Nobody is logged in before all of it is done, so no page but
those of the log-in itself needs to know about it.
"""

from dataclasses import dataclass

from django.contrib.auth import login, logout
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone

from frisklivsnett import audit
from frisklivsnett.accounts.devices import forget_expired
from frisklivsnett.accounts.policy import has_second_factor, must_have_second_factor
from frisklivsnett.accounts.sessions import AGENT
from frisklivsnett.registry.models import User
from frisklivsnett.web.language import remember_language

PENDING, CONFIRMED, STRONG, APP_KEY = "entering", "confirmed_at", "strong", "app_key"
"""Names in a session: who is on the way in, when the person last proved to be there, whether single sign-on had taken
two factors, and the key that an app is to learn. It counts when the app has shown a code of it.
"""
PENDING_FOR = 600
CONFIRMED_FOR = 900
"""Seconds."""


@dataclass(frozen=True, slots=True)
class Entering:
    """Somebody who has proved one thing, how, and where they were going."""

    user: User
    way: str
    onwards: str


def go_in(request: HttpRequest, user: User, way: str, onwards: str, *, strong: bool = False) -> HttpResponse:
    """Log ``user`` in, or ask for the second factor first. ``strong``: two things have been proved already."""
    if not strong and has_second_factor(user):
        _remember(request, user, way, onwards)
        return redirect("web:second_step")
    if not strong and must_have_second_factor(user):
        _remember(request, user, way, onwards)
        return redirect("web:set_up_second")
    return let_in(request, user, way, onwards, strong=strong)


def let_in(request: HttpRequest, user: User, way: str, onwards: str, *, strong: bool = False) -> HttpResponse:
    """Log ``user`` in, with a session of its own, and send them on."""
    log_in_now(request, user, way)
    request.session[STRONG] = strong
    response = redirect(onwards)
    remember_language(response, user.language)
    return response


def ask_for_new_role(request: HttpRequest, user: User, onwards: str) -> HttpResponse | None:
    """Send somebody logged in who has just got a role that takes two factors, and has proved one, to set up another.

    Until that is done they are logged in no more.
    """
    if request.session.get(STRONG) or has_second_factor(user) or not must_have_second_factor(user):
        return None
    logout(request)
    return go_in(request, user, "invitation", onwards)


def log_in_now(request: HttpRequest, user: User, way: str) -> None:
    """Log ``user`` in and note it."""
    request.session.pop(PENDING, None)
    request.session.pop(APP_KEY, None)
    login(request, user)
    request.session[AGENT] = request.headers.get("User-Agent", "")[:300]
    confirm_now(request)
    forget_expired()
    with transaction.atomic():
        audit.record("login.made", by=user, about=user, details={"way": way})


def entering(request: HttpRequest) -> Entering | None:
    """Return who is on the way in, if it is not too long ago and they may still come."""
    kept = request.session.get(PENDING)
    if not isinstance(kept, dict) or kept["at"] < timezone.now().timestamp() - PENDING_FOR:
        return None
    user = User.objects.filter(pk=kept["user"], is_active=True).first()
    if user is None or user.get_session_auth_hash() != kept["hash"]:
        return None
    return Entering(user, kept["way"], kept["onwards"])


def confirm_now(request: HttpRequest) -> None:
    """Note that the person has just proved to be there."""
    request.session[CONFIRMED] = int(timezone.now().timestamp())


def has_confirmed(request: HttpRequest) -> bool:
    """Tell whether the person has proved to be there in the last quarter of an hour."""
    at = request.session.get(CONFIRMED, 0)
    return bool(at > timezone.now().timestamp() - CONFIRMED_FOR)


def _remember(request: HttpRequest, user: User, way: str, onwards: str) -> None:
    request.session.cycle_key()
    request.session.pop(APP_KEY, None)  # one that somebody else was shown in this browser
    request.session[PENDING] = {
        "user": user.pk,
        "way": way,
        "onwards": onwards,
        "at": int(timezone.now().timestamp()),
        "hash": user.get_session_auth_hash(),
    }
