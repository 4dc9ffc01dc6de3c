"""Codes of six digits from an app, by time (RFC 6238 with SHA-1, six digits, 30 seconds: what every app takes)."""

import base64
import hmac
import secrets
from collections.abc import Iterator
from urllib.parse import quote, urlencode

STEP = 30
"""Seconds that a code is for."""
LEEWAY = 1
"""Steps before and after that count too: a phone's clock may be off, and typing takes a while."""
DIGITS = 6
KEY_BYTES = 20
ISSUER = "Frisklivsnett"


def new_key() -> str:
    """Return 160 random bits in base32, as apps take them."""
    return base64.b32encode(secrets.token_bytes(KEY_BYTES)).decode()


def code_at(key: str, step: int) -> str:
    """Return the code of a time step (Unix time in steps of 30 seconds)."""
    mac = hmac.digest(base64.b32decode(key), step.to_bytes(8, "big"), "sha1")
    start = mac[-1] & 0x0F
    number = int.from_bytes(mac[start : start + 4], "big") & 0x7FFF_FFFF
    return str(number % 10**DIGITS).zfill(DIGITS)


def step_of(seconds: float) -> int:
    """Return the time step of a moment, in seconds since 1970."""
    return int(seconds) // STEP


def matching_step(key: str, code: str, seconds: float, *, after: int = 0) -> int | None:
    """Return the step that ``code`` is for, of those near the moment and later than ``after``, or None."""
    typed = "".join(code.split())
    if not typed.isascii():
        return None
    found = [step for step in _near(seconds) if hmac.compare_digest(code_at(key, step), typed)]
    return next((step for step in found if step > after), None)


def _near(seconds: float) -> Iterator[int]:
    now = step_of(seconds)
    yield from range(now - LEEWAY, now + LEEWAY + 1)


def address(key: str, account: str) -> str:
    """Return the ``otpauth:`` address that a QR code holds (Google Authenticator's key URI format)."""
    label = quote(f"{ISSUER}:{account}", safe="")
    words = urlencode({"secret": key, "issuer": ISSUER, "digits": DIGITS, "period": STEP}, quote_via=quote)
    return f"otpauth://totp/{label}?{words}"


def spaced(key: str) -> str:
    """Return a key in groups of four, to be typed by hand."""
    return " ".join(key[at : at + 4] for at in range(0, len(key), 4))
