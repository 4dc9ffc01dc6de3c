"""What a page needs to keep typed answers in the browser until they are saved, so that only the person can read them.

The browser keeps them encrypted. The key is not kept there: it comes with each page that the person opens, and is
worked out anew each time from the program's own secret. Whoever uses the computer next finds nothing that can be read.
"""

from base64 import b64encode
from dataclasses import dataclass

from django.utils.crypto import salted_hmac

from frisklivsnett.web.reporting.desk import Desk

SALT = "frisklivsnett.web.reporting.keeping"


@dataclass(frozen=True, slots=True)
class Keeping:
    """``name`` tells one person's answers to one report from all others in the same browser; ``key`` is 256 bits."""

    name: str
    key: str


def keeping_of(desk: Desk) -> Keeping:
    """Return the name and the key of what this person types in this report."""
    name = f"{desk.user.pk}/{desk.submission.pk}"
    key = salted_hmac(SALT, name, algorithm="sha256").digest()
    return Keeping(name, b64encode(key).decode())
