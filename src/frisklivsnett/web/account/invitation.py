"""The link in an invitation: making an account, or taking a role with the one that is there."""

from django.conf import settings
from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods

from frisklivsnett.accounts.invitations import accept_as, accept_as_new, check_can_accept, invitation_of
from frisklivsnett.accounts.limits import limited
from frisklivsnett.accounts.models import Invitation
from frisklivsnett.core.text import LANGUAGES
from frisklivsnett.registry.models import User
from frisklivsnett.web import errors
from frisklivsnett.web.account.entering import ask_for_new_role, go_in
from frisklivsnett.web.account.forms import Typed, check_password, typed
from frisklivsnett.web.account.words import role_name


@never_cache
@sensitive_post_parameters("password")
@require_http_methods(["GET", "HEAD", "POST"])
@limited("link", times=30, seconds=600)
def invitation(request: HttpRequest) -> HttpResponse:
    """Show who invites to what, and take the answer."""
    link = request.POST.get("nokkel") or request.GET.get("nokkel", "")
    found = invitation_of(link)
    if found is None:
        return _gone(request, _("Lenken er ikke gyldig. Kanskje ble ikke hele lenken med."))
    try:
        check_can_accept(found)
    except ValidationError as error:
        return _gone(request, " ".join(error.messages))
    known = found.user or User.objects.filter(email=found.email).first()
    if known or isinstance(request.user, User):
        return _with_account(request, found, link)
    return _without_account(request, found, link)


def _with_account(request: HttpRequest, found: Invitation, link: str) -> HttpResponse:
    """Who has an account, or is logged in, takes the role as themself."""
    if request.method == "POST" and isinstance(request.user, User):
        user = request.user
        try:
            accept_as(invitation=found, user=user)
        except ValidationError as error:
            return _gone(request, " ".join(error.messages))
        onwards = ask_for_new_role(request, user, reverse("web:front")) or redirect("web:front")
        messages.success(request, _welcome_words(found))
        return onwards
    mine = isinstance(request.user, User) and request.user.email == found.email
    return render(request, "account/invitation_known.html", _context(found, link) | {"mine": mine})


def _without_account(request: HttpRequest, found: Invitation, link: str) -> HttpResponse:
    form = Typed({"name": found.name, "language": found.language})
    if request.method == "POST":
        form = typed(request, "name", "language", "password")
        form = _checked(form, found)
        if not form.errors:
            try:
                user = accept_as_new(
                    invitation=found,
                    name=form.value("name"),
                    language=form.value("language"),
                    password=form.values["password"],
                )
            except ValidationError as error:
                return _gone(request, " ".join(error.messages))
            messages.success(request, _welcome_words(found))
            return go_in(request, user, "invitation", reverse("web:front"))
    context = _context(found, link) | {"form": form, "providers": settings.SINGLE_SIGN_ON}
    return render(request, "account/invitation.html", context, status=422 if form.errors else 200)


def _checked(form: Typed, found: Invitation) -> Typed:
    if not 0 < len(form.value("name")) <= 120:
        form = form.wrong(_("Skriv navnet ditt."), "name")
    if form.value("language") not in LANGUAGES:
        form = form.wrong(_("Velg et språk."), "language")
    try:
        check_password(form.values["password"], User(email=found.email, name=form.value("name")))
    except ValidationError as error:
        form = form.wrong(error, "password")
    return form


def _context(found: Invitation, link: str) -> dict[str, object]:
    return {
        "invitation": found,
        "link": link,
        "role": role_name(found.kind).lower(),
        "address": f"{reverse('web:invitation')}?nokkel={link}",
    }


def _welcome_words(found: Invitation) -> str:
    return _("Velkommen! Du er med i %(name)s.") % {"name": found.organisation.name}


def _gone(request: HttpRequest, reason: str) -> HttpResponse:
    return errors.show(
        request,
        errors.Trouble(
            410,
            _("Invitasjonen kan ikke brukes"),
            reason,
            _("Har du en bruker fra før, kan du logge inn som vanlig."),
            _("Til innloggingen"),
            reverse("web:login"),
        ),
    )
