"""Logging in and out."""

from dataclasses import dataclass

from django.conf import settings
from django.contrib import messages
from django.contrib.auth import logout
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods, require_POST

from frisklivsnett.accounts.factors import note_use
from frisklivsnett.accounts.limits import limited
from frisklivsnett.accounts.passkeys import PasskeyRefused, begin_using, finish_using
from frisklivsnett.registry.models import OrganisationKind, Role, RoleKind, User
from frisklivsnett.web.account.entering import go_in, let_in
from frisklivsnett.web.account.forms import Login, read_login, refused
from frisklivsnett.web.account.passkey import ask, site_of, waiting
from frisklivsnett.web.account.words import role_name
from frisklivsnett.web.addresses import safe_next
from frisklivsnett.web.ordering import by_name


@dataclass(frozen=True, slots=True)
class DemoUser:
    """A person of the sample data, to log in as with one click."""

    id: int
    name: str
    role: str


@never_cache
@sensitive_post_parameters("password")
@require_http_methods(["GET", "HEAD", "POST"])
def log_in(request: HttpRequest) -> HttpResponse:
    """Ask who it is, and send them on to where they were going."""
    if request.method != "POST" and request.user.is_authenticated:
        return redirect(safe_next(request))
    form = read_login(request) if request.method == "POST" else Login()
    if form.user:
        return go_in(request, form.user, "password", safe_next(request))
    return show_login(request, form)


def show_login(request: HttpRequest, form: Login) -> HttpResponse:
    """Return the log-in page, with what is wrong."""
    onwards = safe_next(request)
    context = {
        "form": form,
        "next": onwards,
        "came_from": onwards != reverse("web:front"),
        "demo_users": demo_users(),
        "providers": settings.SINGLE_SIGN_ON,
    }
    return render(request, "account/login.html", context, status=422 if form.errors else 200)


@never_cache
@require_POST
def log_in_as_demo_user(request: HttpRequest) -> HttpResponse:
    """Log in as a person of the sample data. There is no such address outside the demo."""
    if not settings.DEMO:
        raise Http404
    user = request.POST.get("user", "")
    number = int(user) if user.isascii() and user.isdigit() and len(user) < 18 else 0
    chosen = get_object_or_404(User, pk=number, is_active=True)
    return let_in(request, chosen, "demo", safe_next(request))


@never_cache
@require_POST
@limited("passkey", times=60, seconds=600)
def passkey_options(request: HttpRequest) -> HttpResponse:
    """Tell the script what to ask the browser for: any passkey for this site."""
    options, state = begin_using(site_of(request))
    return ask(request, options, state)


@never_cache
@require_POST
@limited("passkey", times=60, seconds=600)
def log_in_with_passkey(request: HttpRequest) -> HttpResponse:
    """Log in with a passkey alone: the browser has checked the person, so it is two factors."""
    try:
        factor = finish_using(site_of(request), waiting(request), request.POST.get("credential", ""))
    except PasskeyRefused:
        factor = None
    if factor is None or not factor.user.is_active:
        refused("passkey", factor.user if factor else None)
        words = _("Passnøkkelen ble ikke godtatt. Prøv igjen, eller logg inn på en annen måte.")
        return show_login(request, Login("", ((words, "passkey"),)))
    note_use(factor)
    return let_in(request, factor.user, "passkey", safe_next(request))


@never_cache
@require_POST
def log_out(request: HttpRequest) -> HttpResponse:
    """End the session."""
    logout(request)
    messages.success(request, _("Du er logget ut."))
    return redirect(settings.LOGOUT_REDIRECT_URL)


def demo_users() -> list[DemoUser]:
    """Return the people of the sample data, by role and name; none outside the demo."""
    if not settings.DEMO:
        return []
    roles = Role.objects.valid_on(timezone.localdate()).select_related("user", "organisation")
    words: dict[User, list[str]] = {}
    for role in sorted(roles, key=_importance):
        words.setdefault(role.user, []).append(f"{role_name(role.kind)}, {role.organisation.name}")
    return [DemoUser(user.pk, user.name, " · ".join(described)) for user, described in words.items()]


def _importance(role: Role) -> tuple[int, str, int]:
    """The Directorate first, then the centres by name, each with its lead first, then the counties."""
    kinds, roles = list(OrganisationKind), list(RoleKind)
    organisation = role.organisation
    return (
        kinds.index(OrganisationKind(organisation.kind)),
        by_name(organisation.name),
        roles.index(RoleKind(role.kind)),
    )
