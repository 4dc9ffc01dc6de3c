"""The way in to a centre's report."""

from collections.abc import Callable
from functools import wraps
from typing import Concatenate, ParamSpec

from django.contrib.auth.views import redirect_to_login
from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.views.decorators.cache import never_cache

from frisklivsnett.collection.access import submission_for
from frisklivsnett.registry.models import User
from frisklivsnett.web.addresses import report_address
from frisklivsnett.web.reporting.desk import Desk

More = ParamSpec("More")
View = Callable[Concatenate[HttpRequest, Desk, More], HttpResponse]
Route = Callable[..., HttpResponse]


def may(verb: str) -> Callable[[View[More]], Route]:
    """Let in those who may do ``verb`` with the report, and hand the view the report instead of its address.

    Whoever is not logged in is asked to, and comes back to the page; after a button, to the report. Such pages are
    never kept by the browser: they would be there after logging out, and Back would show answers of yesterday.
    """

    def decorate(view: View[More]) -> Route:
        @never_cache
        @wraps(view)
        def enter(
            request: HttpRequest, year: int, centre_slug: str, *more: More.args, **named: More.kwargs
        ) -> HttpResponse:
            if not isinstance(request.user, User):
                back = report_address(year, centre_slug)
                return redirect_to_login(
                    request.get_full_path() if request.method in ("GET", "HEAD") else back
                )
            found = submission_for(request.user, verb, year, centre_slug)
            return view(request, Desk(found, timezone.now(), request.user), *more, **named)

        return enter

    return decorate
