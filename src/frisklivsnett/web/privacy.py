"""Pages made for somebody who is logged in stay out of every cache, unless the view has said otherwise."""

from collections.abc import Callable

from django.http import HttpRequest, HttpResponseBase
from django.utils.cache import add_never_cache_headers


class PrivatePagesMiddleware:
    """Adds ``no-store`` to answers that were made with knowledge of who is asking. It makes no query."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        """Mark the answer if it was asked who the person is, and there is one."""
        response = self.get_response(request)
        user = request.__dict__.get("_cached_user")
        if user is not None and user.is_authenticated and not response.has_header("Cache-Control"):
            add_never_cache_headers(response)
        return response
