"""What was typed in the forms of getting in, and what is wrong with it."""

import logging
from collections.abc import Mapping
from dataclasses import dataclass, field

from django.contrib.auth import authenticate
from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError
from django.http import HttpRequest
from django.utils.translation import gettext as _

from frisklivsnett.accounts.limits import check_rate, forgive, subject_of
from frisklivsnett.mailing.wording import one_line
from frisklivsnett.registry.models import User
from frisklivsnett.registry.models.people import normalise_email

log = logging.getLogger("frisklivsnett.access")
LONGEST_PASSWORD = 200


@dataclass(frozen=True, slots=True)
class Typed:
    """What was typed, by field, and what is wrong: words and field."""

    values: Mapping[str, str] = field(default_factory=dict)
    errors: tuple[tuple[str, str], ...] = ()

    def value(self, name: str) -> str:
        """Return what was typed in a field, on one line and without the space around it."""
        return one_line(self.values.get(name, ""))

    def error(self, name: str) -> str:
        """Return what is wrong with a field, or nothing."""
        return next((words for words, where in self.errors if where == name), "")

    def wrong(self, words: str | ValidationError, name: str) -> "Typed":
        """Return the same with something wrong."""
        told = " ".join(words.messages) if isinstance(words, ValidationError) else words
        return Typed(self.values, (*self.errors, (told, name)))


def typed(request: HttpRequest, *names: str) -> Typed:
    """Return the named fields of a form as sent."""
    return Typed({name: request.POST.get(name, "")[:1000] for name in names})


@dataclass(frozen=True, slots=True)
class Login:
    """What was typed, what is wrong with it by field («email», «password»), and who it is when nothing is."""

    email: str = ""
    errors: tuple[tuple[str, str], ...] = ()
    user: User | None = None

    def error(self, field: str) -> str:
        """Return what is wrong with a field, or nothing."""
        return next((words for words, where in self.errors if where == field), "")


def read_login(request: HttpRequest) -> Login:
    """Return the form as sent. The same words for a wrong address and a wrong password: they tell nothing.

    Raises TooManyTries for an address on the network, or an account, that has been tried too often.
    """
    email = one_line(request.POST.get("email", ""))[:254]
    password = request.POST.get("password", "")
    errors = []
    if not email:
        errors.append((_("Skriv e-postadressen din."), "email"))
    if not password:
        errors.append((_("Skriv passordet ditt."), "password"))
    if errors:
        return Login(email, tuple(errors))
    account = f"account {normalise_email(email)}"
    check_rate("login", subject_of(request, "address"), times=60, seconds=600)
    check_rate("login", account, times=10, seconds=600)
    user = authenticate(request, username=email, password=password[: LONGEST_PASSWORD + 1])
    if not isinstance(user, User):
        refused("password")
        return Login(email, ((_("E-postadressen og passordet hører ikke sammen. Prøv igjen."), "email"),))
    forgive("login", account)
    return Login(email, user=user)


def check_password(password: str, user: User) -> None:
    """Raise ValidationError, in our words, for a password that is too easy to guess."""
    if len(password) > LONGEST_PASSWORD:
        raise ValidationError(_("Passordet kan ikke ha mer enn 200 tegn."))
    try:
        validate_password(password, user)
    except ValidationError as error:
        words = {
            "password_too_short": _(
                "Passordet må ha minst 12 tegn. Flere ord etter hverandre er lett å huske."
            ),
            "password_too_common": _("Passordet er blant dem som blir gjettet først. Velg et annet."),
            "password_context": _(
                "Passordet er lite annet enn ord som er lette å gjette her. Velg et annet."
            ),
            "password_too_similar": _(
                "Passordet likner for mye på navnet eller e-postadressen din. Velg et annet."
            ),
        }
        codes = [str(found.code) for found in error.error_list]
        raise ValidationError([words[code] for code in codes]) from error


def refused(way: str, user: User | None = None) -> None:
    """Write to the log that somebody did not get in; who was tried, if it is known, by number."""
    log.warning("refused: %s", way, extra={"user": user.pk if user else None})
