"""Which language a page is written in, and the form that changes it.

The choice is kept in a cookie, so that a page can be written (an error page too) before it is known who asks; logging
in sets the cookie to the language that the person has chosen before. Without a cookie the browser's wish decides,
and bokmål where the browser wishes for none of ours.
"""

from collections.abc import Callable

from django.conf import settings
from django.http import HttpRequest, HttpResponse, HttpResponseBadRequest, HttpResponseBase
from django.shortcuts import redirect
from django.utils import translation
from django.utils.cache import patch_vary_headers
from django.utils.translation.trans_real import parse_accept_lang_header
from django.views.decorators.http import require_POST

from frisklivsnett.core.text import LANGUAGES
from frisklivsnett.web.addresses import safe_next


class LanguageMiddleware:
    """Writes each page in the language asked for, and says so in the headers."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        """Activate the language for as long as the answer is made."""
        language = wanted_language(request)
        with translation.override(language):
            request.LANGUAGE_CODE = language
            response = self.get_response(request)
        response.headers.setdefault("Content-Language", language)
        patch_vary_headers(response, ("Accept-Language", "Cookie"))
        return response


def wanted_language(request: HttpRequest) -> str:
    """Return the cookie's language, else the first of the browser's that we have, else bokmål."""
    chosen = request.COOKIES.get(settings.LANGUAGE_COOKIE_NAME, "")
    if chosen in LANGUAGES:
        return chosen
    for tag, quality in parse_accept_lang_header(request.headers.get("Accept-Language", "").lower()):
        base = tag.partition("-")[0]
        found = "nb" if base == "no" else base
        if found in LANGUAGES and quality > 0:
            return found
    return LANGUAGES[0]


def remember_language(response: HttpResponseBase, language: str) -> None:
    """Keep the language in the cookie."""
    response.set_cookie(
        settings.LANGUAGE_COOKIE_NAME,
        language,
        max_age=settings.LANGUAGE_COOKIE_AGE,
        samesite="Lax",
        secure=settings.PRODUCTION,
        httponly=True,
    )


@require_POST
def choose_language(request: HttpRequest) -> HttpResponse:
    """Change the language and come back to the same page; a person who is logged in keeps it for next time."""
    language = request.POST.get("language", "")
    if language not in LANGUAGES:
        return HttpResponseBadRequest()
    if request.user.is_authenticated:
        request.user.language = language
        request.user.save(update_fields=["language"])
    response = redirect(safe_next(request))
    remember_language(response, language)
    return response
