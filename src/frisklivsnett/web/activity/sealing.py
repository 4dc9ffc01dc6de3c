"""The keys with which a phone seals what is noted without network, so that only the person's own log-in opens it.

Anyone may seal for a person with the first half; the second opens. Both are worked out anew from the program's own
secret each time they are asked for, so nothing is stored, and the same person has the same keys on every phone.
"""

from base64 import b64encode
from dataclasses import dataclass

from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, PrivateFormat, PublicFormat
from django.utils.crypto import salted_hmac

from frisklivsnett.registry.models import User

SALT = "frisklivsnett.web.activity.sealing"
_ORDER = 0xFFFFFFFF00000000FFFFFFFFFFFFFFFFBCE6FAADA7179E84F3B9CAC2FC632551
"""How many keys the curve P-256 has, and one (SEC 2, section 2.4.2)."""


@dataclass(frozen=True, slots=True)
class Keys:
    """``lock`` seals (a point, uncompressed), ``opener`` opens (PKCS #8), both in base64 as Web Crypto reads them."""

    lock: str
    opener: str


def keys_of(user: User) -> Keys:
    """Return the keys of what a person notes on a phone."""
    chance = int.from_bytes(salted_hmac(SALT, str(user.pk), algorithm="sha512").digest(), "big")
    key = ec.derive_private_key(chance % (_ORDER - 1) + 1, ec.SECP256R1())
    lock = key.public_key().public_bytes(Encoding.X962, PublicFormat.UncompressedPoint)
    opener = key.private_bytes(Encoding.DER, PrivateFormat.PKCS8, NoEncryption())
    return Keys(b64encode(lock).decode(), b64encode(opener).decode())
