"""Where a person is logged in, told so that they recognise it, and ending it."""

from dataclasses import dataclass
from datetime import datetime

from django.db import transaction
from django.utils import timezone

from frisklivsnett import audit
from frisklivsnett.accounts.models import Session
from frisklivsnett.accounts.secrets import digest, is_same
from frisklivsnett.registry.models import User

BROWSERS = (
    ("Edg", "Edge"),
    ("OPR", "Opera"),
    ("SamsungBrowser", "Samsung Internet"),
    ("Firefox", "Firefox"),
    ("FxiOS", "Firefox"),
    ("CriOS", "Chrome"),
    ("Chrome", "Chrome"),
    ("Safari", "Safari"),
)
SYSTEMS = (
    ("iPhone", "iPhone"),
    ("iPad", "iPad"),
    ("Android", "Android"),
    ("CrOS", "ChromeOS"),
    ("Windows", "Windows"),
    ("Mac OS X", "Mac"),
    ("Linux", "Linux"),
)
"""What a browser writes of itself, and what people call it; the first that fits counts."""


@dataclass(frozen=True, slots=True)
class Device:
    """A browser that somebody is logged in with. ``id`` stands for it in forms; it opens nothing."""

    id: str
    browser: str
    system: str
    began_at: datetime
    seen_at: datetime
    is_this: bool


def devices_of(user: User, this: str | None) -> list[Device]:
    """Return where ``user`` is logged in: ``this`` session first, then those last used."""
    rows = Session.objects.filter(user=user, expire_date__gt=timezone.now()).order_by("-seen_at")
    found = [
        Device(
            _id(row.session_key),
            _called(row.agent, BROWSERS),
            _called(row.agent, SYSTEMS),
            row.began_at,
            row.seen_at,
            row.session_key == this,
        )
        for row in rows
    ]
    return sorted(found, key=lambda device: not device.is_this)


@transaction.atomic
def log_out_device(*, device: str, by: User) -> bool:
    """End one of the person's own log-ins; tell whether it was still there."""
    keys = Session.objects.filter(user=by).values_list("session_key", flat=True)
    found = [key for key in keys if is_same(_id(key), device)]
    if not found:
        return False
    Session.objects.filter(session_key__in=found).delete()
    audit.record("login.ended", by=by, about=by, details={"logins": len(found)})
    return True


@transaction.atomic
def log_out_everywhere(*, user: User, but: str | None = None, by: User | None) -> int:
    """End all of a person's log-ins, save perhaps one, and return how many were ended."""
    ended, _ = Session.objects.filter(user=user).exclude(session_key=but or "").delete()
    if ended:
        audit.record("login.ended", by=by, about=user, details={"logins": ended})
    return ended


def forget_expired() -> None:
    """Take away sessions that have ended."""
    Session.objects.filter(expire_date__lte=timezone.now()).delete()


def _id(session_key: str) -> str:
    return digest("device", session_key)[:32]


def _called(agent: str, names: tuple[tuple[str, str], ...]) -> str:
    return next((name for word, name in names if word in agent), "")
