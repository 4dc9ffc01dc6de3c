"""Letters to a person about their account, in their own language. Call these in the transaction that they tell about.

Their words stand here and not among those that the adviser edits: they are about the safety of the account. A letter
never holds more than is needed, and its words are not kept (kind ``account.message``).
"""

from django.urls import reverse
from django.utils import translation
from django.utils.http import urlencode
from django.utils.translation import gettext as _

from frisklivsnett.mailing.actions import enqueue_written
from frisklivsnett.mailing.values import absolute
from frisklivsnett.registry.models import User

KIND = "account.message"


def address_of(route: str, link: str) -> str:
    """Return the whole address of a link. The secret stands in the query, which is not written to any log of ours."""
    return f"{absolute(reverse(route))}?{urlencode({'nokkel': link})}"


def send_code(user: User, code: str, minutes: int) -> None:
    with translation.override(user.language):
        _write(
            user,
            _("Kode for å logge inn i Frisklivsnett"),
            _("Koden din er:"),
            code,
            _(
                "Koden gjelder i %(minutes)s minutter, og bare i nettleseren der du ba om den. Gi den aldri til noen."
            )
            % {"minutes": minutes},
            _("Var det ikke du som ba om den? Da kan du se bort fra denne e-posten."),
        )


def send_password_link(user: User, link: str, minutes: int) -> None:
    with translation.override(user.language):
        _write(
            user,
            _("Velg nytt passord"),
            _(
                "Noen har bedt om å velge nytt passord for brukeren din i Frisklivsnett. Åpne lenken for å velge det:"
            ),
            address_of("web:reset_password", link),
            _("Lenken virker én gang, i %(minutes)s minutter.") % {"minutes": minutes},
            _(
                "Var det ikke du som ba om det? Da kan du se bort fra denne e-posten. Passordet ditt er ikke endret."
            ),
        )


def send_email_link(user: User, email: str, link: str, minutes: int) -> None:
    with translation.override(user.language):
        _write(
            user,
            _("Bekreft den nye e-postadressen"),
            _("Åpne lenken for å bruke denne adressen når du logger inn i Frisklivsnett:"),
            address_of("web:confirm_email", link),
            _("Lenken virker én gang, i %(minutes)s minutter. Du må være logget inn.") % {"minutes": minutes},
            _("Var det ikke du som ba om det? Da kan du se bort fra denne e-posten."),
            to=email,
        )


def tell_email_changed(user: User, old: str) -> None:
    with translation.override(user.language):
        _tell(
            user,
            _("E-postadressen din er endret"),
            _("E-postadressen du logger inn med i Frisklivsnett, er endret."),
            to=old,
        )


def tell_password_changed(user: User) -> None:
    with translation.override(user.language):
        _tell(
            user,
            _("Passordet ditt er endret"),
            _("Passordet ditt i Frisklivsnett er endret, og du er logget ut på andre enheter."),
        )


def tell_factor_added(user: User) -> None:
    with translation.override(user.language):
        _tell(
            user,
            _("Ny måte å logge inn på"),
            _("Det er lagt til en ny måte å logge inn på for brukeren din i Frisklivsnett."),
        )


def tell_factor_removed(user: User) -> None:
    with translation.override(user.language):
        _tell(
            user,
            _("En måte å logge inn på er fjernet"),
            _("En måte å logge inn på er fjernet fra brukeren din i Frisklivsnett."),
        )


def tell_recovery_used(user: User, left: int) -> None:
    with translation.override(user.language):
        what = _("En av reservekodene dine er brukt til å logge inn i Frisklivsnett. Du har %(left)s igjen.")
        _tell(user, _("En reservekode er brukt"), what % {"left": left})


def _tell(user: User, subject: str, what: str, *, to: str = "") -> None:
    """Write about something that was done to the account, so that whoever owns it can act if it was somebody else."""
    _write(
        user,
        subject,
        what,
        _("Var det du som gjorde det? Da trenger du ikke å gjøre noe."),
        _("Var det ikke deg? Velg nytt passord med en gang, og si fra til Helsedirektoratet:"),
        absolute(reverse("web:forgot_password")),
        to=to,
    )


def _write(user: User, subject: str, *paragraphs: str, to: str = "") -> None:
    text = "\n\n".join([_("Hei, %(name)s!") % {"name": user.name}, *paragraphs, "Frisklivsnett"])
    enqueue_written(kind=KIND, to=to or user.email, subject=subject, text=text)
