"""Second factors: adding an app, adding a passkey, codes on paper, and taking them away.

Also reached by somebody on the way in whose role takes a second factor, and who has none yet: the first logs them in.
"""

from dataclasses import dataclass

import segno
from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST

from frisklivsnett.accounts import totp
from frisklivsnett.accounts.factors import (
    add_app,
    add_passkey,
    make_recovery_codes,
    remove_factor,
)
from frisklivsnett.accounts.identities import untie
from frisklivsnett.accounts.limits import check_rate
from frisklivsnett.accounts.models import Factor, FactorKind, Identity
from frisklivsnett.accounts.passkeys import PasskeyRefused, begin_making, finish_making
from frisklivsnett.registry.models import User
from frisklivsnett.web.account.confirming import confirmed
from frisklivsnett.web.account.entering import APP_KEY, Entering, entering, log_in_now
from frisklivsnett.web.account.forms import Typed, typed
from frisklivsnett.web.account.mine import user_of
from frisklivsnett.web.account.passkey import ask, site_of, waiting
from frisklivsnett.web.account.steps import begin_again
from frisklivsnett.web.language import remember_language


@dataclass(frozen=True, slots=True)
class Adder:
    """Who adds a factor: somebody logged in, or on the way in (``coming``)."""

    user: User
    coming: Entering | None = None


def adder_of(request: HttpRequest) -> Adder | None:
    """Return who adds. Somebody on the way in counts only while they have no factor: else it would open the account."""
    if isinstance(request.user, User):
        return Adder(request.user)
    coming = entering(request)
    if coming is None or coming.user.factors.exists():
        return None
    return Adder(coming.user, coming)


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def set_up_app(request: HttpRequest) -> HttpResponse:
    """Show the key as a picture and as text, and take the first code."""
    if isinstance(request.user, User):
        return _set_up_app_again(request)
    return _set_up_app(request)


def _set_up_app(request: HttpRequest) -> HttpResponse:
    adder = adder_of(request)
    if adder is None:
        return begin_again(request)
    key = str(request.session.setdefault(APP_KEY, totp.new_key()))
    form = typed(request, "code") if request.method == "POST" else Typed()
    if request.method == "POST":
        check_rate("set_up", f"user {adder.user.pk}", times=20, seconds=600)
        try:
            add_app(user=adder.user, key=key, code=form.value("code"))
        except ValidationError as error:
            form = form.wrong(error, "code")
        else:
            del request.session[APP_KEY]
            return _added(request, adder, _("Appen er lagt til."))
    context = {
        "form": form,
        "key": totp.spaced(key),
        "picture": qr_code(totp.address(key, adder.user.email)),
        "replaces": adder.user.factors.filter(kind=FactorKind.APP).exists(),
    }
    return render(request, "account/set_up_app.html", context, status=422 if form.errors else 200)


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def set_up_passkey(request: HttpRequest) -> HttpResponse:
    """Let the browser make a passkey, and keep it."""
    if isinstance(request.user, User):
        return _set_up_passkey_again(request)
    return _set_up_passkey(request)


def _set_up_passkey(request: HttpRequest) -> HttpResponse:
    adder = adder_of(request)
    if adder is None:
        return begin_again(request)
    form = typed(request, "name", "credential") if request.method == "POST" else Typed()
    if request.method == "POST":
        check_rate("set_up", f"user {adder.user.pk}", times=20, seconds=600)
        try:
            made = finish_making(site_of(request), waiting(request), request.POST.get("credential", ""))
            add_passkey(user=adder.user, passkey=made, name=form.value("name"))
        except PasskeyRefused:
            form = form.wrong(
                _("Passnøkkelen ble ikke laget. Prøv igjen, eller bruk en annen enhet."), "passkey"
            )
        except ValidationError as error:
            form = form.wrong(error, "passkey")
        else:
            return _added(request, adder, _("Passnøkkelen er lagt til."))
    return render(request, "account/set_up_passkey.html", {"form": form}, status=422 if form.errors else 200)


_set_up_app_again = confirmed(_set_up_app)
_set_up_passkey_again = confirmed(_set_up_passkey)


@never_cache
@require_POST
def new_passkey_options(request: HttpRequest) -> HttpResponse:
    """Tell the script what passkey the browser is to make."""
    adder = adder_of(request)
    if adder is None:
        return HttpResponse(status=410)
    known = Factor.objects.filter(user=adder.user, kind=FactorKind.PASSKEY)
    options, state = begin_making(site_of(request), adder.user, known)
    return ask(request, options, state)


def _added(request: HttpRequest, adder: Adder, words: str) -> HttpResponse:
    """Log in who was on the way in, and give codes on paper with the first factor."""
    onwards = reverse("web:account")
    if adder.coming:
        log_in_now(request, adder.user, f"{adder.coming.way}+new")
        onwards = adder.coming.onwards
    if adder.user.recovery_codes.exists():
        messages.success(request, words)
        return redirect(onwards)
    response = _show_codes(request, adder.user, words, onwards)
    remember_language(response, adder.user.language)
    return response


@never_cache
@confirmed
@require_http_methods(["GET", "HEAD", "POST"])
def recovery_codes(request: HttpRequest) -> HttpResponse:
    """Make new codes on paper; the old ones stop working."""
    user = user_of(request)
    if not user.factors.exists():
        messages.info(request, _("Legg til en app eller en passnøkkel først."))
        return redirect("web:account")
    if request.method == "POST":
        return _show_codes(request, user, "", reverse("web:account"))
    return render(request, "account/new_codes.html", {"left": user.recovery_codes.count()})


@never_cache
@require_POST
@confirmed
def take_away(request: HttpRequest) -> HttpResponse:
    """Take a factor away, or a tie to single sign-on."""
    user = user_of(request)
    factor = Factor.objects.filter(user=user, pk=_number(request, "factor")).first()
    identity = Identity.objects.filter(user=user, pk=_number(request, "identity")).first()
    try:
        if factor:
            remove_factor(factor=factor, by=user)
        elif identity:
            untie(identity=identity, by=user)
    except ValidationError as error:
        messages.error(request, " ".join(error.messages))
    else:
        messages.success(request, _("Fjernet."))
    return redirect("web:account")


def qr_code(address: str) -> SafeString:
    """Return a QR code as SVG, with a white field around it so that a camera finds it in any colours."""
    drawn = segno.make(address, error="m", micro=False)
    picture = drawn.svg_inline(
        border=4, dark="#000", light="#fff", omitsize=True, svgclass="qr", lineclass=None
    )
    return mark_safe(picture.replace("<svg ", '<svg role="img" aria-labelledby="qr-title" ', 1))


def _show_codes(request: HttpRequest, user: User, words: str, onwards: str) -> HttpResponse:
    context = {"codes": make_recovery_codes(user=user), "words": words, "onwards": onwards}
    return render(request, "account/codes.html", context)


def _number(request: HttpRequest, name: str) -> int:
    found = request.POST.get(name, "")
    return int(found) if found.isascii() and found.isdigit() and len(found) < 18 else 0
