"""What comes by e-mail: a code to log in with, a link to choose a new password.

Whether anybody has the address is never told: the pages are the same, and the same work is done.
"""

from django.conf import settings
from django.contrib import messages
from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.http import urlencode
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods

from frisklivsnett.accounts.limits import check_rate, limited
from frisklivsnett.accounts.models import Ticket, TicketKind
from frisklivsnett.accounts.tickets import (
    MINUTES,
    choose_password,
    send_login_code,
    send_password_link,
    ticket_of,
    use_login_code,
)
from frisklivsnett.registry.models.people import normalise_email
from frisklivsnett.web import errors
from frisklivsnett.web.account.entering import go_in
from frisklivsnett.web.account.forms import Typed, check_password, refused, typed
from frisklivsnett.web.addresses import safe_next

TICKET = "login_ticket"
"""Name in a session: the number of the code that this browser asked for. It works nowhere else."""


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@limited("mail", times=20, seconds=3600)
def ask_for_code(request: HttpRequest) -> HttpResponse:
    """Send a code to the address that was typed."""
    form = typed(request, "email") if request.method == "POST" else Typed()
    if request.method == "POST" and _is_address(form.value("email")):
        _check_mail(form.value("email"))
        request.session[TICKET] = send_login_code(email=form.value("email")).pk
        onwards = urlencode({"next": safe_next(request)})
        return redirect(f"{reverse('web:login_code_typed')}?{onwards}")
    if request.method == "POST":
        form = form.wrong(_("Skriv e-postadressen din, for eksempel kari@kommune.no."), "email")
    context = {"form": form, "next": safe_next(request)}
    return render(request, "account/ask_for_code.html", context, status=422 if form.errors else 200)


@never_cache
@sensitive_post_parameters("code")
@require_http_methods(["GET", "HEAD", "POST"])
@limited("code", times=30, seconds=600)
def type_code(request: HttpRequest) -> HttpResponse:
    """Take the code, and log in."""
    ticket = request.session.get(TICKET)
    form = typed(request, "code") if request.method == "POST" else Typed()
    if request.method == "POST" and isinstance(ticket, int):
        user = use_login_code(ticket_number=ticket, code=form.value("code"))
        if user:
            del request.session[TICKET]
            return go_in(request, user, "code", safe_next(request))
    if request.method == "POST":
        refused("code")
        words = _("Koden stemmer ikke, eller den har gått ut. Skriv den på nytt, eller be om en ny.")
        form = form.wrong(words, "code")
    context = {
        "form": form,
        "next": safe_next(request),
        "minutes": MINUTES[TicketKind.LOGIN],
        "asked": isinstance(ticket, int),
    }
    return render(request, "account/type_code.html", context, status=422 if form.errors else 200)


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@limited("mail", times=20, seconds=3600)
def forgot_password(request: HttpRequest) -> HttpResponse:
    """Send a link to choose a new password to the address that was typed."""
    form = typed(request, "email") if request.method == "POST" else Typed()
    if request.method == "POST" and _is_address(form.value("email")):
        _check_mail(form.value("email"))
        send_password_link(email=form.value("email"))
        context = {"email": form.value("email"), "minutes": MINUTES[TicketKind.PASSWORD]}
        return render(request, "account/password_sent.html", context)
    if request.method == "POST":
        form = form.wrong(_("Skriv e-postadressen din, for eksempel kari@kommune.no."), "email")
    return render(request, "account/forgot_password.html", {"form": form}, status=422 if form.errors else 200)


@never_cache
@sensitive_post_parameters("password")
@require_http_methods(["GET", "HEAD", "POST"])
@limited("link", times=30, seconds=600)
def reset_password(request: HttpRequest) -> HttpResponse:
    """Let the reader of the link choose a password, and log them in."""
    link = request.POST.get("nokkel") or request.GET.get("nokkel", "")
    ticket = ticket_of(TicketKind.PASSWORD, link)
    if ticket is None or ticket.user is None:
        return _gone(request)
    form = typed(request, "password") if request.method == "POST" else Typed()
    if request.method == "POST":
        password = form.values["password"]
        try:
            check_password(password, ticket.user)
        except ValidationError as error:
            form = form.wrong(error, "password")
        else:
            return _chosen(request, ticket, password)
    context = {"form": form, "link": link, "email": ticket.user.email}
    return render(request, "account/reset_password.html", context, status=422 if form.errors else 200)


def _chosen(request: HttpRequest, ticket: Ticket, password: str) -> HttpResponse:
    try:
        user = choose_password(ticket=ticket, password=password)
    except ValidationError:
        return _gone(request)
    messages.success(request, _("Passordet er endret."))
    return go_in(request, user, "link", settings.LOGIN_REDIRECT_URL)


def _gone(request: HttpRequest) -> HttpResponse:
    return errors.show(
        request,
        errors.Trouble(
            410,
            _("Lenken virker ikke lenger"),
            _(
                "Den er brukt, eller det er for lenge siden du fikk den. Den siste du ba om, er den som virker."
            ),
            _("Be om en ny lenke, og åpne den innen en time."),
            _("Be om ny lenke"),
            reverse("web:forgot_password"),
        ),
    )


def _check_mail(email: str) -> None:
    check_rate("mail", f"account {normalise_email(email)}", times=5, seconds=3600)


def _is_address(words: str) -> bool:
    try:
        validate_email(words)
    except ValidationError:
        return False
    return True
