"""The second step of logging in: a code or a passkey; and setting one up, for those who must have one and have none."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from frisklivsnett.accounts.factors import note_use, use_app_code, use_recovery_code
from frisklivsnett.accounts.limits import check_rate, forgive
from frisklivsnett.accounts.models import Factor, FactorKind
from frisklivsnett.accounts.passkeys import PasskeyRefused, begin_using, finish_using
from frisklivsnett.accounts.totp import DIGITS
from frisklivsnett.registry.models import User
from frisklivsnett.web import errors
from frisklivsnett.web.account.entering import Entering, entering, let_in
from frisklivsnett.web.account.forms import Typed, refused, typed
from frisklivsnett.web.account.passkey import ask, site_of, waiting


@never_cache
@sensitive_post_parameters("code")
@require_http_methods(["GET", "HEAD", "POST"])
def second_step(request: HttpRequest) -> HttpResponse:
    """Ask for the second factor of somebody who has proved the first."""
    person = entering(request)
    if person is None:
        return begin_again(request)
    if request.method != "POST":
        return _show(request, person, Typed())
    form = typed(request, "code", "credential")
    subject = f"user {person.user.pk}"
    check_rate("second_step", subject, times=10, seconds=600)
    if form.value("credential"):
        found = _passkey_of(request, person.user, form.value("credential"))
        wrong = form.wrong(_("Passnøkkelen ble ikke godtatt. Prøv igjen, eller bruk en kode."), "passkey")
    else:
        found = is_code_of(person.user, form.value("code"))
        wrong = form.wrong(
            _("Koden stemmer ikke, eller den er brukt. Vent på en ny kode og prøv igjen."), "code"
        )
    if not found:
        refused("second step", person.user)
        return _show(request, person, wrong)
    forgive("second_step", subject)
    return let_in(request, person.user, f"{person.way}+second", person.onwards)


@never_cache
@require_POST
def second_step_options(request: HttpRequest) -> HttpResponse:
    """Tell the script which passkeys will do."""
    person = entering(request)
    if person is None:
        return HttpResponse(status=410)
    options, state = begin_using(site_of(request), _passkeys(person.user))
    return ask(request, options, state)


@never_cache
@require_safe
def set_up_second(request: HttpRequest) -> HttpResponse:
    """Say that the role takes two steps, and how to choose the second."""
    if entering(request) is None:
        return begin_again(request)
    return render(request, "account/set_up_second.html")


def begin_again(request: HttpRequest) -> HttpResponse:
    """Send on somebody who is nowhere on the way in: too long ago, or straight to the address."""
    if request.user.is_authenticated:
        return redirect("web:account")
    return errors.show(
        request,
        errors.Trouble(
            410,
            _("Begynn innloggingen på nytt"),
            _("Det har gått for lang tid, eller du har kommet rett til siden."),
            _("Ingenting er endret."),
            _("Til innloggingen"),
            reverse("web:login"),
        ),
    )


def is_code_of(user: User, code: str) -> bool:
    """Use up a code of the person's app, or one on paper; tell whether it was right."""
    plain = "".join(code.split())
    if len(plain) == DIGITS and plain.isdigit():
        return use_app_code(user=user, code=plain)
    return bool(plain) and use_recovery_code(user=user, code=plain)


def _passkey_of(request: HttpRequest, user: User, credential: str) -> bool:
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


def _show(request: HttpRequest, person: Entering, form: Typed) -> HttpResponse:
    context = {
        "form": form,
        "has_app": person.user.factors.filter(kind=FactorKind.APP).exists(),
        "has_passkey": bool(_passkeys(person.user)),
    }
    return render(request, "account/second_step.html", context, status=422 if form.errors else 200)
