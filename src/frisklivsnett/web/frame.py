"""What surrounds every page: who is logged in, where one can go from here, and in which language it is written."""

from collections.abc import Iterator
from dataclasses import dataclass

from django.conf import settings
from django.contrib.auth.models import AnonymousUser
from django.contrib.messages import get_messages
from django.http import HttpRequest
from django.utils.crypto import salted_hmac
from django.utils.http import urlencode
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from frisklivsnett.registry.models import User
from frisklivsnett.registry.permissions import Actor, actors_of, may_reach
from frisklivsnett.web.addresses import address_of


@dataclass(frozen=True, slots=True)
class LanguageChoice:
    """A language that pages can be written in, under its own name."""

    code: str
    name: str


@dataclass(frozen=True, slots=True)
class Person:
    """Who is logged in, with each organisation that they act for."""

    name: str
    organisations: tuple[str, ...]
    links: tuple[tuple[str, str], ...] = ()
    """Label and address of what is the person's own to look after."""


@dataclass(frozen=True, slots=True)
class MenuItem:
    """A line of the main menu. ``current`` is what aria-current says: ``page``, ``true`` (below it) or nothing."""

    label: str
    address: str
    current: str


@dataclass(frozen=True, slots=True)
class Frame:
    """What the base template needs."""

    language: str
    language_name: str
    person: Person | None = None
    menu: tuple[MenuItem, ...] = ()
    address: str = "/"
    login_address: str = ""
    has_messages: bool = False
    log_mark: str = ""
    """The word by which a phone knows whose unsent notes are whose; empty for those who have no log to write in."""


def frame_for(request: HttpRequest | None) -> Frame:
    """Return the frame of a page; without a request a bare one, which needs neither database nor session."""
    language = get_language() or settings.LANGUAGE_CODE
    name = dict(settings.LANGUAGES)[language]
    if request is None or not hasattr(request, "user"):
        # Stopped before it was known who asks (a middleware refused it), or made when nothing can be asked.
        return Frame(language, name)
    here = request.get_full_path() if request.method == "GET" else request.path
    return Frame(
        language,
        name,
        person=_person(request),
        menu=tuple(_menu(request)),
        address=here,
        login_address=_login_address(here),
        has_messages=len(get_messages(request)) > 0,
        log_mark=log_mark(request.user) if may_reach(request.user, "write_activity") else "",
    )


def log_mark(user: User | AnonymousUser) -> str:
    """Return a word for a person that tells nothing else."""
    return salted_hmac("frisklivsnett.activity.phone", str(user.pk)).hexdigest()[:16]


def language_choices() -> list[LanguageChoice]:
    """Return the languages in the order of the settings."""
    return [LanguageChoice(code, name) for code, name in settings.LANGUAGES]


def _person(request: HttpRequest) -> Person | None:
    user = request.user
    if not isinstance(user, User):
        return None
    standings = (standing for standing in actors_of(user).standings if standing.actor != Actor.COORDINATOR)
    organisations = tuple(dict.fromkeys(standing.organisation.name for standing in standings))
    return Person(user.name, organisations, tuple(_own_links(user)))


def _own_links(user: User) -> Iterator[tuple[str, str]]:
    """The account, and the people that the person may see."""
    yield _("Min konto"), address_of("web:account")
    if may_reach(user, "see_everyone"):
        yield _("Folk"), address_of("web:people_everywhere")
    centres = actors_of(user).organisations(Actor.CENTRE)
    for centre in centres:
        named, one = {"name": centre.name}, len(centres) == 1
        at = {"organisation_slug": centre.slug}
        yield _("Folk ved sentralen") if one else _("Folk i %(name)s") % named, address_of("web:people", **at)
        agreement = _("Avtalen") if one else _("Avtalen til %(name)s") % named
        yield agreement, address_of("web:centre_agreements", **at)


def _menu(request: HttpRequest) -> Iterator[MenuItem]:
    """What everyone has, and what the person's roles add."""
    lines = [(_("Forside"), "front")]
    if may_reach(request.user, "see_round"):
        lines.append((_("Runder"), "rounds"))
    if may_reach(request.user, "manage_agreements"):
        lines.append((_("Avtaler"), "agreements"))
    if may_reach(request.user, "read_activity"):
        lines.append((_("Aktivitet"), "logs"))
    if may_reach(request.user, "answer_requests"):
        lines.append((_("Besøksønsker"), "requests"))
    if may_reach(request.user, "find_expertise"):
        lines.append((_("Hvem kan hjelpe?"), "expertise"))
    lines += [(_("Rapporter"), "reports"), (_("Utviklingssentraler"), "centres")]
    for label, route in lines:
        address = address_of(f"web:{route}")
        yield MenuItem(label, address, _current(address, request.path))


def _current(address: str, path: str) -> str:
    if path == address:
        return "page"
    return "true" if address != "/" and path.startswith(address) else ""


def _login_address(here: str) -> str:
    login = address_of("web:login")
    return login if here == "/" or here.startswith(login) else f"{login}?{urlencode({'next': here})}"
