"""Secrets at rest: those that we only compare are kept as keyed hashes, those that we must read are encrypted.

Both take their key from ``SECRET_KEY``, which is not in the database nor in its backups. Encrypted ones can be read
with ``SECRET_KEY_FALLBACKS`` too, so the key can be changed; hashed ones last days, recovery codes must be made anew.
"""

import base64
import hmac
import secrets
from hashlib import sha256

from cryptography.fernet import Fernet, InvalidToken, MultiFernet
from django.conf import settings
from django.utils.crypto import salted_hmac

LINK_BYTES = 32


class Unreadable(Exception):
    """What was encrypted cannot be read with any key that we have."""


def new_link() -> str:
    """Return what makes a link impossible to guess: 256 random bits."""
    return secrets.token_urlsafe(LINK_BYTES)


def digest(purpose: str, secret: str) -> str:
    """Return the keyed hash (SHA-256, in hex) that stands for a secret."""
    return salted_hmac(f"frisklivsnett.accounts.{purpose}", secret, algorithm="sha256").hexdigest()


def is_same(one: str, other: str) -> bool:
    """Compare two hashes in a time that tells nothing."""
    return hmac.compare_digest(one.encode(), other.encode())


def encrypt(secret: str) -> str:
    return _cipher().encrypt(secret.encode()).decode()


def decrypt(kept: str) -> str:
    """Raises Unreadable."""
    try:
        return _cipher().decrypt(kept.encode()).decode()
    except InvalidToken as error:
        raise Unreadable from error


def _cipher() -> MultiFernet:
    keys = [settings.SECRET_KEY, *settings.SECRET_KEY_FALLBACKS]
    return MultiFernet([Fernet(_key(str(key))) for key in keys])


def _key(secret_key: str) -> bytes:
    return base64.urlsafe_b64encode(sha256(b"frisklivsnett.accounts.factors" + secret_key.encode()).digest())
