"""The providers of single sign-on that the environment names. How to register: docs/how-to/single-sign-on.md."""

import os
from pathlib import Path

from django.core.exceptions import ImproperlyConfigured

from frisklivsnett.accounts.providers import Provider, ansattporten, entra, idporten


def providers() -> tuple[Provider, ...]:
    """Return them in the order of the log-in page; a provider without a client id is not used."""
    return tuple(found for found in (_entra(), _ansattporten(), _idporten()) if found)


def _entra() -> Provider | None:
    client_id = os.environ.get("FRISKLIVSNETT_ENTRA_CLIENT_ID")
    if not client_id:
        return None
    tenants = tuple(
        part.strip() for part in os.environ.get("FRISKLIVSNETT_ENTRA_TENANTS", "").split(",") if part.strip()
    )
    if not tenants:
        raise ImproperlyConfigured("Set FRISKLIVSNETT_ENTRA_TENANTS to the tenants that may log in, by id.")
    return entra(
        client_id,
        os.environ.get("FRISKLIVSNETT_ENTRA_CLIENT_SECRET", ""),
        tenants,
        strong=os.environ.get("FRISKLIVSNETT_ENTRA_STRONG", "") == "yes",
    )


def _idporten() -> Provider | None:
    client_id = os.environ.get("FRISKLIVSNETT_IDPORTEN_CLIENT_ID")
    if not client_id:
        return None
    return idporten(
        os.environ.get("FRISKLIVSNETT_IDPORTEN_ISSUER") or "https://idporten.no",
        client_id,
        os.environ.get("FRISKLIVSNETT_IDPORTEN_CLIENT_SECRET", ""),
        _key(os.environ.get("FRISKLIVSNETT_IDPORTEN_KEY_FILE", "")),
        os.environ.get("FRISKLIVSNETT_IDPORTEN_KEY_ID", ""),
        os.environ.get("FRISKLIVSNETT_IDPORTEN_ACR") or "idporten-loa-substantial",
    )


def _ansattporten() -> Provider | None:
    client_id = os.environ.get("FRISKLIVSNETT_ANSATTPORTEN_CLIENT_ID")
    if not client_id:
        return None
    return ansattporten(
        os.environ.get("FRISKLIVSNETT_ANSATTPORTEN_ISSUER") or "https://ansattporten.no",
        client_id,
        os.environ.get("FRISKLIVSNETT_ANSATTPORTEN_CLIENT_SECRET", ""),
        _key(os.environ.get("FRISKLIVSNETT_ANSATTPORTEN_KEY_FILE", "")),
        os.environ.get("FRISKLIVSNETT_ANSATTPORTEN_KEY_ID", ""),
        os.environ.get("FRISKLIVSNETT_ANSATTPORTEN_ACR") or "substantial",
    )


def _key(name: str) -> str:
    if not name:
        return ""
    try:
        return Path(name).read_text(encoding="ascii")
    except (OSError, ValueError) as error:
        raise ImproperlyConfigured(f"The key file {name} cannot be read.") from error
