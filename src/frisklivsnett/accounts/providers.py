"""Who can vouch for a person: the providers of single sign-on that the settings name."""

from dataclasses import dataclass

ENTRA_ISSUER = "https://login.microsoftonline.com/{tenant}/v2.0"


@dataclass(frozen=True, slots=True)
class Provider:
    """A provider of OpenID Connect. How each is registered and set: docs/how-to/single-sign-on.md.

    ``issuer`` is where its metadata is found. ``tenants``: Entra ID only; others are turned away. ``acr`` is asked for,
    and one of ``accepted_acr`` must come back. ``strong``: who logs in there has used two factors. ``trusts_email``: an
    address that the provider says it has verified may find the account that has it.
    """

    slug: str
    name: str
    issuer: str
    client_id: str
    client_secret: str = ""
    client_key: str = ""
    """A private key (PEM) that signs for us instead of a secret, and its number with the provider."""
    client_key_id: str = ""
    scope: str = "openid"
    acr: str = ""
    accepted_acr: tuple[str, ...] = ()
    tenants: tuple[str, ...] = ()
    strong: bool = False
    trusts_email: bool = False

    def issuer_of(self, tenant: str) -> str:
        """Return whom a token must come from; for several tenants, that of the tenant that it names."""
        if not self.tenants:
            return self.issuer
        return self.issuer.replace("/organizations/", f"/{tenant}/")


def entra(client_id: str, secret: str, tenants: tuple[str, ...], *, strong: bool) -> Provider:
    """Entra ID: one tenant, or those listed of all."""
    tenant = tenants[0] if len(tenants) == 1 else "organizations"
    return Provider(
        "entra",
        "Entra ID",
        ENTRA_ISSUER.format(tenant=tenant),
        client_id,
        secret,
        scope="openid profile email",
        tenants=tenants,
        strong=strong,
        trusts_email=True,
    )


def idporten(issuer: str, client_id: str, secret: str, key: str, key_id: str, acr: str) -> Provider:
    """ID-porten: the person's own log-in, at least at the level «substantial»."""
    high, substantial = "idporten-loa-high", "idporten-loa-substantial"
    return Provider(
        "idporten",
        "ID-porten",
        issuer,
        client_id,
        secret,
        key,
        key_id,
        acr=acr,
        accepted_acr=(high,) if acr == high else (substantial, high),
        strong=True,
    )


def ansattporten(issuer: str, client_id: str, secret: str, key: str, key_id: str, acr: str) -> Provider:
    """Ansattporten: the same for who acts at work."""
    return Provider(
        "ansattporten",
        "Ansattporten",
        issuer,
        client_id,
        secret,
        key,
        key_id,
        acr=acr,
        accepted_acr=("high",) if acr == "high" else ("substantial", "high"),
        strong=True,
    )
