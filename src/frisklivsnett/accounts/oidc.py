"""OpenID Connect, the code flow with PKCE, state and nonce: where to send the browser, and what to believe then.

What is checked of an id token: its signature by the provider's published keys, issuer, audience, times, nonce and level
(acr), and the tenant where there are several (OpenID Connect Core 3.1.3.7). The access token is not used.
"""

import base64
import hashlib
import json
import secrets
import time
from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import Any
from urllib.error import URLError
from urllib.parse import urlencode, urlsplit
from urllib.request import HTTPRedirectHandler, Request, build_opener

import jwt
from django.conf import settings

from frisklivsnett.accounts.providers import Provider

ALGORITHMS = ["RS256", "PS256", "ES256"]
TIMEOUT = 10
"""Seconds that a provider may take to answer."""
LARGEST = 200_000
"""Bytes of an answer."""
METADATA_AGE = 3600.0
"""Seconds that a provider's metadata is good for."""
EMPTY: Mapping[str, str] = MappingProxyType({})
LEEWAY = 30
"""Seconds that clocks may differ."""
ASSERTION = "urn:ietf:params:oauth:client-assertion-type:jwt-bearer"


class SingleSignOnFailed(Exception):
    """The log-in cannot be trusted, or was not finished. ``reason`` is a code, for the log and for the words to show.

    ``refused`` the person or the provider said no; ``level`` logged in too weakly; ``tenant`` from an organisation that
    may not; ``expired`` the way back took too long; ``reply`` what came back does not hold; ``away`` no answer.
    """

    def __init__(self, reason: str, about: str = "") -> None:
        super().__init__(f"{reason}: {about}" if about else reason)
        self.reason = reason
        self.about = about


@dataclass(frozen=True, slots=True)
class Started:
    """A log-in on its way: where the browser goes, and what must be remembered until it is back."""

    address: str
    state: str
    nonce: str
    verifier: str


@dataclass(frozen=True, slots=True)
class Person:
    """Whom the provider vouches for. ``email`` is empty unless the provider says that it has been verified."""

    issuer: str
    subject: str
    email: str = ""


def start(provider: Provider, callback: str, language: str, *, again: bool = False) -> Started:
    """Return where to send the browser; ``again``: the person is to log in there anew.

    Raises SingleSignOnFailed when the provider does not answer.
    """
    endpoint = _metadata(provider)["authorization_endpoint"]
    state, nonce, verifier = (secrets.token_urlsafe(32) for _number in range(3))
    challenge = base64.urlsafe_b64encode(hashlib.sha256(verifier.encode()).digest()).rstrip(b"=")
    asked = {
        "response_type": "code",
        "client_id": provider.client_id,
        "redirect_uri": callback,
        "scope": provider.scope,
        "state": state,
        "nonce": nonce,
        "code_challenge": challenge.decode(),
        "code_challenge_method": "S256",
        "ui_locales": language,
    }
    if provider.acr:
        asked["acr_values"] = provider.acr
    if again:
        asked["prompt"] = "login"
    separator = "&" if urlsplit(endpoint).query else "?"
    return Started(f"{endpoint}{separator}{urlencode(asked)}", state, nonce, verifier)


def finish(
    provider: Provider, callback: str, reply: Mapping[str, str], *, nonce: str, verifier: str
) -> Person:
    """Return who has logged in, by what the browser brought back. Its ``state`` has been compared already.

    Raises SingleSignOnFailed.
    """
    metadata = _metadata(provider)
    if error := reply.get("error"):
        raise SingleSignOnFailed("refused", error[:60])
    if reply.get("iss", metadata["issuer"]) != metadata["issuer"] and not provider.tenants:
        raise SingleSignOnFailed("reply", "another issuer came back (RFC 9207)")
    if not reply.get("code"):
        raise SingleSignOnFailed("reply", "no code")
    fields = {
        "grant_type": "authorization_code",
        "code": reply["code"],
        "redirect_uri": callback,
        "code_verifier": verifier,
    }
    answer = _ask_for_token(provider, metadata, fields)
    return _person(provider, _claims(provider, metadata, str(answer.get("id_token", "")), nonce))


def _claims(provider: Provider, metadata: Mapping[str, Any], token: str, nonce: str) -> dict[str, Any]:
    try:
        tenant = _tenant(provider, token)
        issuer = provider.issuer_of(tenant) if provider.tenants else metadata["issuer"]
        keys = jwt.PyJWKClient(_safe(metadata["jwks_uri"]), cache_keys=False, timeout=TIMEOUT)
        claims: dict[str, Any] = jwt.decode(
            token,
            keys.get_signing_key_from_jwt(token).key,
            algorithms=ALGORITHMS,
            audience=provider.client_id,
            issuer=issuer,
            leeway=LEEWAY,
            options={"require": ["exp", "iat", "iss", "aud", "sub", "nonce"]},
        )
    except jwt.ExpiredSignatureError as error:
        raise SingleSignOnFailed("expired", "id token") from error
    except jwt.PyJWKClientConnectionError as error:
        raise SingleSignOnFailed("away", "keys") from error
    except jwt.PyJWTError as error:
        raise SingleSignOnFailed("reply", type(error).__name__) from error
    if not secrets.compare_digest(str(claims["nonce"]), nonce):
        raise SingleSignOnFailed("reply", "nonce")
    if claims.get("azp", provider.client_id) != provider.client_id:
        raise SingleSignOnFailed("reply", "azp")
    if provider.accepted_acr and claims.get("acr") not in provider.accepted_acr:
        raise SingleSignOnFailed("level", str(claims.get("acr"))[:60])
    return claims


def _tenant(provider: Provider, token: str) -> str:
    """Return the tenant that a token names, if it is one that may come in: its issuer is checked against it next."""
    if not provider.tenants:
        return ""
    tenant = str(jwt.decode(token, options={"verify_signature": False}).get("tid", ""))
    if tenant not in provider.tenants:
        raise SingleSignOnFailed("tenant", tenant[:60])
    return tenant


def _person(provider: Provider, claims: Mapping[str, Any]) -> Person:
    """Entra ID says ``xms_edov`` when the address's domain is the tenant's own, others say ``email_verified``."""
    verified = any(claims.get(name) in (True, 1, "1", "true") for name in ("email_verified", "xms_edov"))
    email = str(claims.get("email", "")) if verified and provider.trusts_email else ""
    return Person(str(claims["iss"]), str(claims["sub"])[:255], email)


# --- asking the provider ---


class _StayHere(HTTPRedirectHandler):
    """Follows nobody elsewhere: a provider's own addresses answer themselves."""

    def redirect_request(self, *_arguments: Any, **_names: Any) -> None:
        return None


_opener = build_opener(_StayHere)
_known: dict[str, tuple[float, dict[str, Any]]] = {}


def _metadata(provider: Provider) -> dict[str, Any]:
    """Return the provider's metadata, read at most once an hour (OpenID Connect Discovery 4)."""
    now = time.monotonic()
    read_at, found = _known.get(provider.issuer, (0.0, {}))
    if found and now - read_at < METADATA_AGE:
        return found
    found = _ask(_request(f"{provider.issuer.rstrip('/')}/.well-known/openid-configuration"))
    lacking = {"issuer", "authorization_endpoint", "token_endpoint", "jwks_uri"} - found.keys()
    if lacking or (not provider.tenants and found["issuer"] != provider.issuer):
        raise SingleSignOnFailed("away", "metadata")
    _safe(found["authorization_endpoint"])
    _known[provider.issuer] = (now, found)
    return found


def forget_metadata() -> None:
    """Read every provider's metadata anew next time."""
    _known.clear()


def _ask_for_token(provider: Provider, metadata: Mapping[str, Any], fields: dict[str, str]) -> dict[str, Any]:
    headers = {"Content-Type": "application/x-www-form-urlencoded", "Accept": "application/json"}
    if provider.client_key:
        fields |= {"client_assertion_type": ASSERTION, "client_assertion": _assertion(provider, metadata)}
    elif "client_secret_basic" in metadata.get(
        "token_endpoint_auth_methods_supported", ["client_secret_basic"]
    ):
        pair = urlencode({provider.client_id: provider.client_secret}).replace("=", ":", 1)
        headers["Authorization"] = f"Basic {base64.b64encode(pair.encode()).decode()}"
    else:
        fields |= {"client_id": provider.client_id, "client_secret": provider.client_secret}
    body = urlencode(fields).encode()
    return _ask(_request(metadata["token_endpoint"], body, headers))


def _assertion(provider: Provider, metadata: Mapping[str, Any]) -> str:
    """Return a signed word of ours (RFC 7523), instead of a secret that both have."""
    now = int(time.time())
    claims = {
        "iss": provider.client_id,
        "sub": provider.client_id,
        "aud": metadata["issuer"],
        "jti": secrets.token_urlsafe(16),
        "iat": now,
        "exp": now + 60,
    }
    headers = {"kid": provider.client_key_id} if provider.client_key_id else None
    return jwt.encode(claims, provider.client_key, algorithm="RS256", headers=headers)


def _ask(request: Request) -> dict[str, Any]:
    try:
        with _opener.open(request, timeout=TIMEOUT) as answer:
            found = json.loads(answer.read(LARGEST))
    except (URLError, OSError, ValueError) as error:
        reason = "reply" if request.data and getattr(error, "code", 0) in (400, 401) else "away"
        raise SingleSignOnFailed(reason, type(error).__name__) from error
    if not isinstance(found, dict):
        raise SingleSignOnFailed("away", "not an object")
    return found


def _request(address: str, body: bytes | None = None, headers: Mapping[str, str] = EMPTY) -> Request:
    return Request(_safe(address), body, dict(headers))  # noqa: S310 - _safe lets HTTPS through only


def _safe(address: str) -> str:
    """Return an address that may be asked: HTTPS, or this machine when it is not for real."""
    parts = urlsplit(str(address))
    if parts.scheme == "https" or (
        not settings.PRODUCTION and parts.scheme == "http" and parts.hostname in ("127.0.0.1", "localhost")
    ):
        return str(address)
    raise SingleSignOnFailed("away", "an address without HTTPS")
