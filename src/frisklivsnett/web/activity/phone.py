"""What makes the log an app on a phone: manifest, worker, a page that opens without network, and what waited."""

import hashlib

from django.contrib.auth.decorators import login_required
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.middleware.csrf import get_token
from django.shortcuts import render
from django.templatetags.static import static
from django.urls import reverse
from django.utils import timezone, translation
from django.utils.translation import gettext as _
from django.views.decorators.cache import cache_control, never_cache
from django.views.decorators.http import require_http_methods, require_safe

from frisklivsnett.accounts.limits import limited
from frisklivsnett.activity.access import centre_for, entry_for, own_centres, signed_in
from frisklivsnett.activity.actions import Stale, change, note
from frisklivsnett.activity.finding import finder_on
from frisklivsnett.activity.kinds import all_kinds, kind_with_slug
from frisklivsnett.activity.models import Entry
from frisklivsnett.core.activity.finding import Called, PlaceHit
from frisklivsnett.core.text import LANGUAGES
from frisklivsnett.registry.models import User
from frisklivsnett.registry.permissions import check_may
from frisklivsnett.web.activity.drafting import understood
from frisklivsnett.web.activity.fields import raw_of_entry
from frisklivsnett.web.activity.posted import hit_words, read_page
from frisklivsnett.web.activity.sealing import keys_of
from frisklivsnett.web.activity.words import entry_address
from frisklivsnett.web.activity.writing import raw_of_request, read_day, read_key, seen_of
from frisklivsnett.web.frame import log_mark
from frisklivsnett.web.jinja import language

SHELL_FILES = (
    "vendor/app.css",
    "vendor/inter.woff2",
    "js/frame.js",
    "vendor/log.js",
    "img/mark.svg",
)
"""What the page that opens without network is made of."""
MOST_PLACES = 6


@require_safe
@cache_control(max_age=3600)
def manifest(request: HttpRequest) -> HttpResponse:
    """What a phone asks before it puts us on the home screen."""
    icons = [
        {
            "src": static(f"vendor/icon-{size}.png"),
            "sizes": f"{size}x{size}",
            "type": "image/png",
            "purpose": purpose,
        }
        for size in (192, 512)
        for purpose in ("any", "maskable")
    ]
    content = {
        "id": "/aktivitet/",
        "name": "Frisklivsnett",
        "short_name": "Frisklivsnett",
        "description": _("Noter det som skjer ved utviklingssentralen."),
        "lang": language(),
        "start_url": f"{reverse('web:quick_page')}?sprak={language()}",
        "scope": "/",
        "display": "standalone",
        "background_color": "#ffffff",
        "theme_color": "#0b6a53",
        "icons": [*icons, {"src": static("img/mark.svg"), "sizes": "any", "type": "image/svg+xml"}],
    }
    return JsonResponse(
        content, content_type="application/manifest+json", json_dumps_params={"ensure_ascii": False}
    )


@require_safe
@cache_control(no_cache=True)
def worker(request: HttpRequest) -> HttpResponse:
    """The service worker of one language, with the names of the files that it keeps: a new file is a new worker."""
    spoken = _wanted(request)
    shell = f"{reverse('web:quick_page')}?sprak={spoken}"
    files = [static(name) for name in SHELL_FILES]
    version = hashlib.sha256("\n".join((shell, *files)).encode()).hexdigest()[:16]
    context = {"shell": shell, "files": files, "version": version}
    return render(request, "activity/worker.js", context, content_type="text/javascript; charset=utf-8")


@require_safe
def quick_page(request: HttpRequest) -> HttpResponse:
    """The quick field alone, the same for everyone, so that a phone can keep it and open it at once."""
    spoken = _wanted(request)
    with translation.override(spoken):
        return render(request, "activity/quick.html", {"spoken": spoken})


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@limited("waiting", times=300, seconds=600, by="user")
def waiting(request: HttpRequest) -> JsonResponse:
    """Tell a phone who is logged in, with the keys to what waits there; take an entry or a change that waited.

    Answers: ``noted`` with the address, or ``look`` when a person must see to it first, or ``login``.
    """
    user = request.user
    if not isinstance(user, User):
        return JsonResponse(
            {"state": "login", "address": reverse("web:login")},
            status=200 if request.method != "POST" else 401,
        )
    if request.method == "POST":
        return _take(request, user)
    own = [{"slug": centre.slug, "name": centre.name} for centre in own_centres(user)]
    known: dict[str, object] = {"state": "none", "token": get_token(request), "centres": own}
    if own:
        keys = keys_of(user)
        known |= {"state": "ready", "person": log_mark(user), "lock": keys.lock, "opener": keys.opener}
    return JsonResponse(known)


def check_may_reach_log(user: User) -> None:
    """Raise PermissionDenied for whoever has no log to write in."""
    if not own_centres(user):
        check_may(user, "write_activity")


def _take(request: HttpRequest, user: User) -> JsonResponse:
    centre = centre_for(user, "write_activity", request.POST.get("sentral", ""))
    if number := request.POST.get("hendelse", ""):
        return _take_change(request, user, centre.slug, number)
    kind, raw = kind_with_slug(request.POST.get("type", "")), raw_of_request(request)
    key, day = read_key(request.POST.get("nokkel", "")), read_day(request.POST.get("dag", ""))
    if key is None:
        return JsonResponse({"state": "look"})
    if found_before := Entry.objects.filter(centre=centre, key=key).first():
        return JsonResponse({"state": "noted", "address": entry_address(found_before)})
    if text := request.POST.get("tekst", "").strip():
        found = understood(text, day or timezone.localdate(), kind.id if kind else "")
        kind, raw = kind or found.kind, {**found.raw}
        if found.doubts:
            return JsonResponse({"state": "look"})
    if kind is None:
        return JsonResponse({"state": "look"})
    posted = read_page(kind, raw, timezone.localdate())
    if posted.noted is None or not posted.is_confirmed:
        return JsonResponse({"state": "look"})
    try:
        source = "quick" if text else "form"
        entry = note(centre=centre, kind=kind.id, noted=posted.noted, key=key, source=source, by=user)
    except ValidationError:
        return JsonResponse({"state": "look"})
    return JsonResponse({"state": "noted", "address": entry_address(entry)})


def _take_change(request: HttpRequest, user: User, centre_slug: str, number: str) -> JsonResponse:
    """Take a change of an entry. One that has come before stands already, and changes nothing."""
    if not (number.isascii() and number.isdigit() and len(number) < 18):
        return JsonResponse({"state": "look"})
    entry = entry_for(user, "write_activity", centre_slug, int(number))
    kind = all_kinds().get(entry.kind)
    posted = read_page(kind, raw_of_request(request), timezone.localdate()) if kind else None
    if kind is None or posted is None or posted.noted is None or not posted.is_confirmed:
        return JsonResponse({"state": "look"})
    try:
        changed = change(entry=entry, noted=posted.noted, seen=seen_of(request), by=user)
    except Stale as stale:
        changed = entry_for(user, "write_activity", centre_slug, stale.theirs.pk)
        if read_page(kind, raw_of_entry(changed), timezone.localdate()).noted != posted.noted:
            return JsonResponse({"state": "look"})
    except ValidationError:
        return JsonResponse({"state": "look"})
    return JsonResponse({"state": "noted", "address": entry_address(changed)})


@require_safe
@login_required
@cache_control(private=True, max_age=300)
def places(request: HttpRequest) -> JsonResponse:
    """Places that a few letters may mean: the name to write, and what else tells them apart."""
    check_may_reach_log(signed_in(request.user))
    day = read_day(request.GET.get("dag", "")) or timezone.localdate()
    hits = finder_on(day).search(request.GET.get("sok", ""), limit=MOST_PLACES)
    return JsonResponse({"places": [{"name": hit_words(hit), "note": _note(hit)} for hit in hits]})


def _note(hit: PlaceHit) -> str:
    """Return the county; and for a place found by another name, that one."""
    found_by = "" if hit.called is Called.OWN else hit.words
    return " · ".join(filter(None, (found_by, hit.place.county)))


def _wanted(request: HttpRequest) -> str:
    wanted = request.GET.get("sprak", "")
    return wanted if wanted in LANGUAGES else language()
