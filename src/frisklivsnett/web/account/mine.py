"""«Min konto»: who one is here, how one gets in, and where one is logged in."""

from django.conf import settings
from django.contrib import messages
from django.contrib.auth import update_session_auth_hash
from django.contrib.auth.decorators import login_required
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import override
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from frisklivsnett.accounts.devices import devices_of, log_out_device, log_out_everywhere
from frisklivsnett.accounts.factors import can_remove
from frisklivsnett.accounts.limits import check_rate, limited
from frisklivsnett.accounts.models import TicketKind
from frisklivsnett.accounts.tickets import change_password, confirm_email, send_email_link, ticket_of
from frisklivsnett.core.text import LANGUAGES
from frisklivsnett.registry.actions import rename_user
from frisklivsnett.registry.models import Role, User
from frisklivsnett.web import errors
from frisklivsnett.web.account.confirming import confirmed
from frisklivsnett.web.account.forms import Typed, check_password, typed
from frisklivsnett.web.account.words import device_name, role_name, time_ago
from frisklivsnett.web.language import remember_language


@never_cache
@login_required
@require_safe
def account(request: HttpRequest) -> HttpResponse:
    """Show all of it, each with its way to change it."""
    user = user_of(request)
    tied = {identity.provider: identity for identity in user.identities.all()}
    factors = list(user.factors.all())
    roles = Role.objects.filter(user=user).valid_on(timezone.localdate()).select_related("organisation")
    devices = devices_of(user, request.session.session_key)
    context = {
        "user": user,
        "language": dict(settings.LANGUAGES)[user.language],
        "roles": [(role.organisation.name, role_name(role.kind)) for role in roles],
        "app": next((factor for factor in factors if factor.is_app), None),
        "passkeys": [factor for factor in factors if not factor.is_app],
        "removable": {factor.pk for factor in factors if can_remove(factor)},
        "codes_left": user.recovery_codes.count(),
        "providers": [(provider, tied.get(provider.slug)) for provider in settings.SINGLE_SIGN_ON],
        "devices": [(device, device_name(device), time_ago(device.seen_at)) for device in devices],
    }
    return render(request, "account/account.html", context)


@never_cache
@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def change_name(request: HttpRequest) -> HttpResponse:
    """Change the name that others see, and the language that pages and letters are written in."""
    user = user_of(request)
    form = Typed({"name": user.name, "language": user.language})
    if request.method == "POST":
        form = typed(request, "name", "language")
        if not 0 < len(form.value("name")) <= 120:
            form = form.wrong(_("Skriv navnet ditt."), "name")
        if form.value("language") not in LANGUAGES:
            form = form.wrong(_("Velg et språk."), "language")
        if not form.errors:
            rename_user(user=user, name=form.value("name"), language=form.value("language"), by=user)
            with override(user.language):
                messages.success(request, _("Endringen er lagret."))
            response = redirect("web:account")
            remember_language(response, user.language)
            return response
    return render(request, "account/change_name.html", {"form": form}, status=422 if form.errors else 200)


@never_cache
@confirmed
@require_http_methods(["GET", "HEAD", "POST"])
def change_email(request: HttpRequest) -> HttpResponse:
    """Send a link to the new address; it is taken into use when the link is opened."""
    user = user_of(request)
    form = typed(request, "email") if request.method == "POST" else Typed()
    if request.method == "POST":
        check_rate("mail", f"user {user.pk}", times=5, seconds=3600)
        try:
            send_email_link(email=form.value("email"), by=user)
        except ValidationError as error:
            same = any(found.code == "same" for found in error.error_list)
            words = error if same else _("Skriv en e-postadresse, for eksempel kari@kommune.no.")
            form = form.wrong(words, "email")
        else:
            messages.success(
                request, _("Vi har sendt en lenke til den nye adressen. Åpne den for å ta adressen i bruk.")
            )
            return redirect("web:account")
    context = {"form": form, "email": user.email}
    return render(request, "account/change_email.html", context, status=422 if form.errors else 200)


@never_cache
@login_required
@require_http_methods(["GET", "HEAD", "POST"])
@limited("link", times=30, seconds=600)
def confirm_new_email(request: HttpRequest) -> HttpResponse:
    """Take the new address into use, after one more press: mail programs open links by themselves."""
    link = request.POST.get("nokkel") or request.GET.get("nokkel", "")
    ticket = ticket_of(TicketKind.EMAIL, link)
    user = user_of(request)
    if ticket is None or ticket.user_id != user.pk:
        return _gone(request)
    if request.method == "POST":
        try:
            confirm_email(ticket=ticket, by=user)
        except ValidationError as error:
            messages.error(request, " ".join(error.messages))
        else:
            messages.success(request, _("Den nye adressen er tatt i bruk."))
        return redirect("web:account")
    return render(request, "account/confirm_email.html", {"email": ticket.email, "link": link})


@never_cache
@confirmed
@sensitive_post_parameters("password")
@require_http_methods(["GET", "HEAD", "POST"])
def change_own_password(request: HttpRequest) -> HttpResponse:
    """Choose a new password, or a first one. All other log-ins end."""
    user = user_of(request)
    form = typed(request, "password") if request.method == "POST" else Typed()
    if request.method == "POST":
        password = form.values["password"]
        try:
            check_password(password, user)
        except ValidationError as error:
            form = form.wrong(error, "password")
        else:
            change_password(user=user, password=password, by=user, but=request.session.session_key)
            update_session_auth_hash(request, user)
            messages.success(request, _("Passordet er endret. Du er logget ut på alle andre enheter."))
            return redirect("web:account")
    context = {"form": form, "has_password": user.has_usable_password(), "email": user.email}
    return render(request, "account/change_password.html", context, status=422 if form.errors else 200)


@never_cache
@require_POST
@login_required
def end_login(request: HttpRequest) -> HttpResponse:
    """Log out one device, or all others."""
    user, device = user_of(request), request.POST.get("device", "")
    if device == "others":
        log_out_everywhere(user=user, but=request.session.session_key, by=user)
        messages.success(request, _("Du er logget ut på alle andre enheter."))
    elif log_out_device(device=device, by=user):
        messages.success(request, _("Enheten er logget ut."))
    else:
        messages.info(request, _("Enheten var allerede logget ut."))
    return redirect(f"{reverse('web:account')}#enheter")


def user_of(request: HttpRequest) -> User:
    """Return who is logged in, where somebody must be."""
    assert isinstance(request.user, User)
    return request.user


def _gone(request: HttpRequest) -> HttpResponse:
    return errors.show(
        request,
        errors.Trouble(
            410,
            _("Lenken virker ikke lenger"),
            _("Den er brukt, har gått ut, eller ble sendt til en annen bruker enn den du er logget inn som."),
            _("Logg inn som den som ba om lenken, eller be om en ny."),
            _("Til min konto"),
            reverse("web:account"),
        ),
    )
