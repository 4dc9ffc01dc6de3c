"""Where a request comes from."""

from ipaddress import IPv6Address, ip_address, ip_network

from django.conf import settings
from django.http import HttpRequest


def client_address(request: HttpRequest) -> str:
    """Return the client's address on the network, as told by the proxies that we know of.

    Each proxy adds whom it was asked by to the end of ``X-Forwarded-For``. ``settings.PROXIES`` of them are ours: the
    one that the outermost of them added is true; what stands before it is whatever the client wrote.
    """
    peer = str(request.META.get("REMOTE_ADDR", ""))
    told = [part.strip() for part in request.headers.get("X-Forwarded-For", "").split(",") if part.strip()]
    if not settings.PROXIES or len(told) < settings.PROXIES:
        return peer
    found = told[-settings.PROXIES].removeprefix("[").split("]")[0]
    try:
        return str(ip_address(found))
    except ValueError:
        return peer


def client_network(request: HttpRequest) -> str:
    """Return what is counted as one client: an IPv4 address, or the /64 that a household or an office has of IPv6."""
    address = client_address(request)
    try:
        parsed = ip_address(address)
    except ValueError:
        return address
    if not isinstance(parsed, IPv6Address):
        return str(parsed)
    if parsed.ipv4_mapped:
        return str(parsed.ipv4_mapped)
    return str(ip_network((parsed, 64), strict=False))
