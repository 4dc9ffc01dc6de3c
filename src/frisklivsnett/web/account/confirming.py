"""Proving again that it is you, before something is changed that opens the account."""

from collections.abc import Callable
from functools import wraps
from typing import Concatenate, ParamSpec

from django.conf import settings
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.http import urlencode
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods, require_POST

from frisklivsnett.accounts.factors import note_use
from frisklivsnett.accounts.limits import check_rate, forgive, limited
from frisklivsnett.accounts.models import Factor, FactorKind
from frisklivsnett.accounts.passkeys import PasskeyRefused, begin_using, finish_using
from frisklivsnett.accounts.tickets import send_login_code, use_login_code
from frisklivsnett.registry.models import User
from frisklivsnett.web.account.entering import confirm_now, has_confirmed
from frisklivsnett.web.account.forms import Typed, refused, typed
from frisklivsnett.web.account.mailed import TICKET
from frisklivsnett.web.account.passkey import ask, site_of, waiting
from frisklivsnett.web.account.steps import is_code_of
from frisklivsnett.web.addresses import safe_next

P = ParamSpec("P")


def confirmed(
    view: Callable[Concatenate[HttpRequest, P], HttpResponse],
) -> Callable[Concatenate[HttpRequest, P], HttpResponse]:
    """Let a view be reached only by somebody who has proved to be there in the last quarter of an hour."""

    @login_required
    @wraps(view)
    def guarded(request: HttpRequest, /, *args: P.args, **kwargs: P.kwargs) -> HttpResponse:
        if has_confirmed(request):
            return view(request, *args, **kwargs)
        here = request.get_full_path() if request.method == "GET" else reverse("web:account")
        return redirect(f"{reverse('web:confirm')}?{urlencode({'next': here})}")

    return guarded


@never_cache
@login_required
@sensitive_post_parameters("password", "code")
@require_http_methods(["GET", "HEAD", "POST"])
def confirm(request: HttpRequest) -> HttpResponse:
    """Ask for the password, a passkey or a code, whatever the person has."""
    user = _user(request)
    if request.method != "POST":
        return _show(request, user, Typed())
    form = typed(request, "password", "code", "credential")
    subject = f"user {user.pk}"
    check_rate("confirm", subject, times=10, seconds=600)
    name = next((field for field in ("credential", "password", "code") if form.values[field]), "")
    if not name or not _is_right(request, user, name, form.values[name]):
        words = {
            "credential": _("Passnøkkelen ble ikke godtatt. Prøv igjen."),
            "password": _("Passordet stemmer ikke. Prøv igjen."),
            "code": _("Koden stemmer ikke, eller den har gått ut. Prøv igjen."),
        }
        refused("confirm", user)
        found = words.get(name, _("Fyll ut feltet for å gå videre."))
        where = name or ("password" if user.has_usable_password() else "code")
        return _show(request, user, form.wrong(found, "passkey" if name == "credential" else where))
    forgive("confirm", subject)
    confirm_now(request)
    return redirect(safe_next(request, "web:account"))


@never_cache
@require_POST
@login_required
@limited("mail", times=5, seconds=3600, by="user")
def send_confirm_code(request: HttpRequest) -> HttpResponse:
    """Send a code to the person's own address."""
    request.session[TICKET] = send_login_code(email=_user(request).email).pk
    return redirect(f"{reverse('web:confirm')}?{urlencode({'next': safe_next(request, 'web:account')})}")


@never_cache
@require_POST
@login_required
def confirm_options(request: HttpRequest) -> HttpResponse:
    """Tell the script which passkeys will do."""
    options, state = begin_using(site_of(request), _passkeys(_user(request)))
    return ask(request, options, state)


def _is_right(request: HttpRequest, user: User, name: str, value: str) -> bool:
    if name == "password":
        return user.check_password(value)
    if name == "credential":
        return _is_own_passkey(request, user, value)
    ticket = request.session.get(TICKET)
    if is_code_of(user, value):
        return True
    if not isinstance(ticket, int) or use_login_code(ticket_number=ticket, code=value) != user:
        return False
    del request.session[TICKET]
    return True


def _is_own_passkey(request: HttpRequest, user: User, credential: str) -> bool:
    try:
        factor = finish_using(site_of(request), waiting(request), credential)
    except PasskeyRefused:
        return False
    if factor.user_id != user.pk:
        return False
    note_use(factor)
    return True


def _passkeys(user: User) -> list[Factor]:
    return list(Factor.objects.filter(user=user, kind=FactorKind.PASSKEY))


def _show(request: HttpRequest, user: User, form: Typed) -> HttpResponse:
    slugs = set(user.identities.values_list("provider", flat=True))
    context = {
        "form": form,
        "next": safe_next(request, "web:account"),
        "has_password": user.has_usable_password(),
        "has_app": user.factors.filter(kind=FactorKind.APP).exists(),
        "has_passkey": bool(_passkeys(user)),
        "code_sent": isinstance(request.session.get(TICKET), int),
        "providers": [provider for provider in settings.SINGLE_SIGN_ON if provider.slug in slugs],
        "email": user.email,
    }
    return render(request, "account/confirm.html", context, status=422 if form.errors else 200)


def _user(request: HttpRequest) -> User:
    assert isinstance(request.user, User)
    return request.user
