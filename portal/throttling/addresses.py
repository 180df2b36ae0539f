"""Whose address a request counts against."""

import ipaddress

from django.conf import settings
from django.http import HttpRequest


def address_of(request: HttpRequest) -> str:
    """Give the caller's address as a throttling subject; an IPv6 caller counts by the /64 it was given.

    ``settings.TRUSTED_PROXIES`` says how many reverse proxies of ours add themselves to X-Forwarded-For; what stands
    further left is the caller's own claim and is not believed.
    """
    return _network(_nearest_untrusted(request))


def _nearest_untrusted(request: HttpRequest) -> str:
    direct = request.META.get("REMOTE_ADDR", "")
    hops = [hop.strip() for hop in request.META.get("HTTP_X_FORWARDED_FOR", "").split(",") if hop.strip()]
    trusted = settings.TRUSTED_PROXIES
    return hops[-trusted] if trusted and len(hops) >= trusted else direct


def _network(text: str) -> str:
    try:
        address = ipaddress.ip_address(text)
    except ValueError:
        return "unknown"
    if isinstance(address, ipaddress.IPv6Address):
        mapped = address.ipv4_mapped
        return str(mapped or ipaddress.ip_network((address, 64), strict=False))
    return str(address)
