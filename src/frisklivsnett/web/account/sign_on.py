"""Single sign-on: out to the provider, and back with who it is.

What is remembered between is tied to the browser by its session and to the round by ``state``. There is one round at a
time in a browser: to begin another ends the one before.
"""

import logging
from collections.abc import Mapping
from dataclasses import asdict, dataclass

from django.conf import settings
from django.contrib import messages
from django.core.exceptions import ValidationError
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.crypto import constant_time_compare
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from frisklivsnett.accounts import oidc
from frisklivsnett.accounts.identities import recognise, tie
from frisklivsnett.accounts.invitations import accept_as_new, check_can_accept, invitation_of
from frisklivsnett.accounts.limits import check_rate, subject_of
from frisklivsnett.accounts.models import Identity
from frisklivsnett.accounts.oidc import Person, SingleSignOnFailed
from frisklivsnett.accounts.providers import Provider
from frisklivsnett.registry.models import User
from frisklivsnett.web import errors
from frisklivsnett.web.account.entering import confirm_now, go_in, has_confirmed
from frisklivsnett.web.addresses import safe_next

log = logging.getLogger("frisklivsnett.signon")
ROUND = "sign_on"
ROUND_FOR = 600
"""Seconds that the way out and back may take."""
PURPOSES = ("login", "link", "confirm", "invitation")


@dataclass(frozen=True, slots=True)
class Round:
    """What is remembered while the person is with the provider."""

    provider: str
    state: str
    nonce: str
    verifier: str
    purpose: str
    onwards: str
    link: str
    at: int


@never_cache
@require_safe
def go_out(request: HttpRequest, provider: str) -> HttpResponse:
    """Send the browser to the provider. A link, not a form: the page's policy lets forms go nowhere but here."""
    chosen = _provider(provider)
    if chosen is None:
        return _not_offered(request)
    check_rate("signon", subject_of(request, "address"), times=60, seconds=600)
    purpose = _purpose(request)
    try:
        again = purpose == "confirm"
        started = oidc.start(chosen, _callback(request, chosen), get_language() or "nb", again=again)
    except SingleSignOnFailed as failure:
        return _failed(request, chosen, failure)
    round_ = Round(
        provider=provider,
        state=started.state,
        nonce=started.nonce,
        verifier=started.verifier,
        purpose=purpose,
        onwards=safe_next(request),
        link=request.GET.get("nokkel", "")[:100],
        at=int(timezone.now().timestamp()),
    )
    request.session[ROUND] = asdict(round_)
    return redirect(started.address)


@never_cache
@require_safe
def come_back(request: HttpRequest, provider: str) -> HttpResponse:
    """Take what the provider says, and do what the person had set out to do."""
    chosen = _provider(provider)
    if chosen is None:
        return _not_offered(request)
    check_rate("signon", subject_of(request, "address"), times=60, seconds=600)
    try:
        round_ = _round(request, chosen)
        person = oidc.finish(
            chosen,
            _callback(request, chosen),
            request.GET.dict(),
            nonce=round_.nonce,
            verifier=round_.verifier,
        )
    except SingleSignOnFailed as failure:
        return _failed(request, chosen, failure)
    return _arrived(request, chosen, person, round_)


def _purpose(request: HttpRequest) -> str:
    """Return what the person has set out to do. From a page that is not ours they can only log in.

    Else another site could tie the visitor's own log-in there to an account, or an invitation, of somebody else.
    """
    purpose = request.GET.get("til", "login")
    from_elsewhere = request.headers.get("Sec-Fetch-Site", "none") not in ("same-origin", "none")
    if purpose not in PURPOSES or from_elsewhere or (purpose == "link" and not has_confirmed(request)):
        return "login"
    return purpose


def _round(request: HttpRequest, provider: Provider) -> Round:
    """Return what was remembered; it counts once."""
    kept = request.session.pop(ROUND, None)
    if not isinstance(kept, dict):
        raise SingleSignOnFailed("expired", "nothing was begun in this browser")
    round_ = Round(**kept)
    if round_.provider != provider.slug or not constant_time_compare(
        round_.state, request.GET.get("state", "")
    ):
        raise SingleSignOnFailed("reply", "state")
    if round_.at < timezone.now().timestamp() - ROUND_FOR:
        raise SingleSignOnFailed("expired", "took too long")
    return round_


def _arrived(request: HttpRequest, provider: Provider, person: Person, round_: Round) -> HttpResponse:
    if round_.purpose == "invitation":
        return _accept(request, provider, person, round_)
    if round_.purpose in ("link", "confirm") and isinstance(request.user, User):
        return _mine(request, request.user, provider, person, round_)
    user = recognise(provider=provider, person=person)
    if user is None:
        log.warning("signon unknown", extra={"provider": provider.slug})
        return _unknown(request, provider)
    return go_in(request, user, provider.slug, round_.onwards, strong=provider.strong)


def _mine(
    request: HttpRequest, user: User, provider: Provider, person: Person, round_: Round
) -> HttpResponse:
    """Tie the log-in to the account, or take it as proof that the person is there."""
    if round_.purpose == "confirm":
        known = Identity.objects.filter(user=user, issuer=person.issuer, subject=person.subject)
        if known.exists():
            confirm_now(request)
        else:
            messages.error(request, _("Denne innloggingen hører ikke til brukeren din."))
        return redirect(round_.onwards)
    try:
        tie(user=user, provider=provider, person=person)
    except ValidationError as error:
        messages.error(request, " ".join(error.messages))
    else:
        messages.success(request, _("Du kan nå logge inn med %(provider)s.") % {"provider": provider.name})
    return redirect("web:account")


def _accept(request: HttpRequest, provider: Provider, person: Person, round_: Round) -> HttpResponse:
    """Make the account that the invitation is for, with this as its way in."""
    invitation = invitation_of(round_.link)
    back = f"{reverse('web:invitation')}?nokkel={round_.link}"
    if invitation is None:
        return redirect(back)
    try:
        with transaction.atomic():
            check_can_accept(invitation)
            user = accept_as_new(
                invitation=invitation, name=invitation.name, language=invitation.language, password=None
            )
            tie(user=user, provider=provider, person=person)
    except ValidationError as error:
        messages.error(request, " ".join(error.messages))
        return redirect(back)
    messages.success(request, _("Velkommen! Du er med i %(name)s.") % {"name": invitation.organisation.name})
    return go_in(request, user, provider.slug, reverse("web:front"), strong=provider.strong)


def _provider(slug: str) -> Provider | None:
    return next((found for found in settings.SINGLE_SIGN_ON if found.slug == slug), None)


def _callback(request: HttpRequest, provider: Provider) -> str:
    return request.build_absolute_uri(reverse("web:sign_on_back", kwargs={"provider": provider.slug}))


def _failed(request: HttpRequest, provider: Provider, failure: SingleSignOnFailed) -> HttpResponse:
    log.warning("signon failed: %s", failure, extra={"provider": provider.slug})
    name: Mapping[str, str] = {"provider": provider.name}
    words = {
        "refused": _("Innloggingen hos %(provider)s ble avbrutt."),
        "level": _(
            "Innloggingen hos %(provider)s var ikke sikker nok for Frisklivsnett. Velg en sterkere måte der."
        ),
        "tenant": _("Organisasjonen du logget inn fra, er ikke åpnet for Frisklivsnett hos %(provider)s."),
        "expired": _("Det gikk for lang tid, eller innloggingen ble begynt i en annen nettleser."),
        "reply": _("Svaret fra %(provider)s var ikke slik det skulle være, så vi logget deg ikke inn."),
        "away": _("%(provider)s svarer ikke akkurat nå."),
    }
    return _trouble(
        request,
        502 if failure.reason == "away" else 400,
        _("Du ble ikke logget inn"),
        words[failure.reason] % name,
        _("Prøv igjen, eller logg inn på en annen måte."),
    )


def _unknown(request: HttpRequest, provider: Provider) -> HttpResponse:
    return _trouble(
        request,
        403,
        _("Vi kjenner deg ikke igjen"),
        _("Innloggingen hos %(provider)s gikk bra, men den er ikke knyttet til en bruker her.")
        % {"provider": provider.name},
        _(
            "Er du invitert? Åpne lenken i invitasjonen og velg denne innloggingen der. Har du en bruker? Logg inn på"
            " en annen måte, og legg den til under «Min konto». Er du ny, må lederen ved sentralen invitere deg."
        ),
    )


def _not_offered(request: HttpRequest) -> HttpResponse:
    return _trouble(
        request,
        410,
        _("Denne måten å logge inn på finnes ikke her"),
        _("Den er ikke tatt i bruk for Frisklivsnett."),
        _("Logg inn på en annen måte."),
    )


def _trouble(request: HttpRequest, status: int, title: str, text: str, advice: str) -> HttpResponse:
    found = errors.Trouble(status, title, text, advice, _("Til innloggingen"), reverse("web:login"))
    return errors.show(request, found)
