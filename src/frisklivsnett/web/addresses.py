"""Addresses: those that somebody gave us, made safe to send a browser to, and those of a centre's report."""

from functools import lru_cache

from django.contrib.auth.models import AnonymousUser
from django.http import HttpRequest
from django.urls import get_script_prefix, reverse
from django.utils.http import url_has_allowed_host_and_scheme

from frisklivsnett.collection.models import Submission
from frisklivsnett.registry.models import User
from frisklivsnett.registry.permissions import Actor, actors_of


def safe_next(request: HttpRequest, default: str = "web:front") -> str:
    """Return the ``next`` of the form or the query if it is an address of ours, else that of the route ``default``.

    Only from the root: a word alone would be taken for the name of a route by ``redirect``.
    """
    address = request.POST.get("next") or request.GET.get("next") or ""
    ours = url_has_allowed_host_and_scheme(
        address, allowed_hosts={request.get_host()}, require_https=request.is_secure()
    )
    usable = ours and address.startswith("/") and address.isprintable()
    return address if usable else reverse(default)


def address_of(route: str, **arguments: object) -> str:
    """Return the address of a route (``web:round``) as ``reverse`` does; a page has some forty, mostly the same."""
    if not all(isinstance(value, int | str) for value in arguments.values()):
        return reverse(
            route, kwargs=arguments
        )  # a thing that a converter knows the word of, and no cache can look up
    return _address_of(get_script_prefix(), route, **arguments)


@lru_cache(maxsize=5000, typed=True)
def _address_of(_prefix: str, route: str, **arguments: object) -> str:
    return reverse(route, kwargs=arguments)


def report_address(year: int, centre_slug: str) -> str:
    """Return the address of a centre's annual report: /runder/2024/tana/."""
    return address_of("web:submission", year=year, centre_slug=centre_slug)


def reading_address(year: int, centre_slug: str) -> str:
    """Return the address where the Directorate reads a centre's annual report: /runder/2024/tana/lesing/."""
    return address_of("web:following", year=year, centre_slug=centre_slug)


def own_report_address(user: User | AnonymousUser, year: int) -> str:
    """Return the address of the user's own centre's report in a round; nothing when they have none there."""
    own = Submission.objects.of_centres(actors_of(user).organisations(Actor.CENTRE)).with_centres()
    found = own.filter(round__report_year=year).first()
    return report_address(year, found.centre.slug) if found else ""
