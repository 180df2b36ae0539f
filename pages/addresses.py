"""Whole addresses, for whoever reads a page elsewhere; and which of them are the same page in other languages."""

from urllib.parse import urljoin

from django.conf import settings


def absolute(href: str) -> str:
    """The whole address of a page or file of ours, by the configured address and never by the request's host."""
    return urljoin(f"{settings.PUBLIC_URL.rstrip('/')}/", href)


def alternates(addresses: dict[str, str]) -> list[tuple[str, str]]:
    """What ``hreflang`` says of a page, given its address in each language it is in; nothing where that is only one.

    Readers of other languages are sent to the Latvian page.
    """
    if len(addresses) < 2:
        return []
    default = addresses.get(settings.LANGUAGE_CODE)
    named = [(code, addresses[code]) for code, _name in settings.LANGUAGES if code in addresses]
    return [*named, ("x-default", default)] if default else named
