"""Passkeys (WebAuthn): the two rounds of making one and of logging in with one. The cryptography is fido2's.

The browser must have checked the person (PIN, finger or face), so a passkey is two factors by itself.
"""

import base64
import hashlib
import json
import struct
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from fido2.server import Fido2Server
from fido2.webauthn import (
    AttestedCredentialData,
    PublicKeyCredentialRpEntity,
    PublicKeyCredentialUserEntity,
    ResidentKeyRequirement,
    UserVerificationRequirement,
)

from frisklivsnett.accounts.models import Factor
from frisklivsnett.accounts.secrets import digest
from frisklivsnett.registry.models import User

State = dict[str, Any]
"""What the server must remember between the rounds: it goes in the session, and is used once."""
SITE_NAME = "Frisklivsnett"
LONGEST_RESPONSE = 20_000
UNREADABLE = (ValueError, TypeError, LookupError, AttributeError, RecursionError, struct.error)
"""What fido2 and the standard library say of bytes that mean nothing, or of JSON and CBOR nested too deep."""


class PasskeyRefused(Exception):
    """What came from the browser does not prove anything."""


@dataclass(frozen=True, slots=True)
class Site:
    """Where the passkeys belong: the host name (without port), and the address that the page must have come from."""

    host: str
    origin: str


@dataclass(frozen=True, slots=True)
class NewPasskey:
    """A passkey as it is to be kept."""

    credential: str
    secret: str


def begin_making(site: Site, user: User, factors: Iterable[Factor]) -> tuple[dict[str, Any], State]:
    """Return what the browser is to be asked, and what to remember."""
    handle = digest("passkey user", str(user.pk))
    options, state = _server(site).register_begin(
        PublicKeyCredentialUserEntity(id=bytes.fromhex(handle), name=user.email, display_name=user.name),
        credentials=[_data(factor) for factor in factors],
        resident_key_requirement=ResidentKeyRequirement.REQUIRED,
        user_verification=UserVerificationRequirement.REQUIRED,
    )
    return _as_json(options), dict(state)


def finish_making(site: Site, state: State, answer: str) -> NewPasskey:
    """Return the passkey that the browser has made. Raises PasskeyRefused."""
    try:
        made = _server(site).register_complete(state, _parsed(answer)).credential_data
    except UNREADABLE as error:
        raise PasskeyRefused(str(error)) from error
    if made is None:
        raise PasskeyRefused("no credential")
    return NewPasskey(_name(made.credential_id), base64.b64encode(bytes(made)).decode())


def begin_using(site: Site, factors: Iterable[Factor] = ()) -> tuple[dict[str, Any], State]:
    """Return what the browser is to be asked; without ``factors`` it may be anybody's passkey for this site."""
    known = [_data(factor) for factor in factors]
    options, state = _server(site).authenticate_begin(
        known or None, user_verification=UserVerificationRequirement.REQUIRED
    )
    return _as_json(options), dict(state)


def finish_using(site: Site, state: State, answer: str) -> Factor:
    """Return the passkey that the browser has proved to hold. Raises PasskeyRefused."""
    try:
        parsed = _parsed(answer)
        credential = _name(_decoded(str(parsed["rawId"])))
        factor = Factor.objects.select_related("user").get(credential=credential)
        _server(site).authenticate_complete(state, [_data(factor)], parsed)
    except (*UNREADABLE, Factor.DoesNotExist) as error:
        raise PasskeyRefused(str(error)) from error
    return factor


def _server(site: Site) -> Fido2Server:
    return Fido2Server(
        PublicKeyCredentialRpEntity(name=SITE_NAME, id=site.host),
        verify_origin=lambda origin: origin == site.origin,
    )


def _parsed(answer: str) -> Mapping[str, Any]:
    if len(answer) > LONGEST_RESPONSE:
        raise PasskeyRefused("too long")
    parsed = json.loads(answer)
    if not isinstance(parsed, dict):
        raise PasskeyRefused("not an object")
    return parsed


def _as_json(options: Mapping[str, Any]) -> dict[str, Any]:
    """Return the options as plain values, bytes as base64url."""
    found: dict[str, Any] = json.loads(json.dumps(dict(options)))
    return dict(found["publicKey"])


def _data(factor: Factor) -> AttestedCredentialData:
    return AttestedCredentialData(base64.b64decode(factor.secret))


def _decoded(words: str) -> bytes:
    return base64.urlsafe_b64decode(words + "=" * (-len(words) % 4))


def _name(credential_id: bytes) -> str:
    return hashlib.sha256(credential_id).hexdigest()
