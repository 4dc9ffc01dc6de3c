"""The login form."""

from dataclasses import dataclass

from django.contrib.auth import authenticate
from django.http import HttpRequest
from django.utils.translation import gettext as _

from frisklivsnett.registry.models import User


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
    """Return the form as sent. The same words for a wrong address and a wrong password: they tell nothing."""
    email = request.POST.get("email", "").strip()
    password = request.POST.get("password", "")
    errors = []
    if not email:
        errors.append((_("Skriv e-postadressen din."), "email"))
    if not password:
        errors.append((_("Skriv passordet ditt."), "password"))
    if errors:
        return Login(email, tuple(errors))
    user = authenticate(request, username=email, password=password)
    if not isinstance(user, User):
        return Login(email, ((_("E-postadressen og passordet hører ikke sammen. Prøv igjen."), "email"),))
    return Login(email, user=user)
