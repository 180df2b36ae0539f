"""Asking, at night and one by one, whether links out of the site still lead somewhere; only where the office wants it."""

import datetime
import hashlib
import ipaddress
import socket
import time
from urllib.parse import urlsplit

import requests
from django.utils import timezone

from pages.models.care import OutsideLink
from pages.models.office import OfficeSettings
from pages.upkeep.links import outside
from portal.due_work.registry import every

MOST_A_NIGHT = 100
PAUSE = 1.0
TIMEOUT = (5, 5)
_GONE = {404, 410}
_Fault = OutsideLink.Fault


@every(daily="03:20", name="pages.ask_outside")
def ask_outside() -> None:
    """Ask for the addresses that were not asked for longest, at most a hundred, and forget those nobody names any more."""
    if not OfficeSettings.objects.filter(check_links=True).exists():
        return
    wanted = {each.url for each in outside()}
    known = {link.url: link.checked_at for link in OutsideLink.objects.all()}
    OutsideLink.objects.exclude(digest__in=[_digest(url) for url in wanted]).delete()
    never = datetime.datetime(2000, 1, 1, tzinfo=datetime.UTC)
    for url in sorted(wanted, key=lambda url: (known.get(url, never), url))[:MOST_A_NIGHT]:
        told = {"url": url, "fault": fault_of(url), "checked_at": timezone.now()}
        OutsideLink.objects.update_or_create(digest=_digest(url), defaults=told)
        time.sleep(PAUSE)


def fault_of(url: str) -> str:
    """Ask for an address; empty where it answers, leads on, or only refuses machines. Nothing inside our own network."""
    if not _is_public(urlsplit(url).hostname or ""):
        return _Fault.SILENT
    try:
        with requests.get(
            url, timeout=TIMEOUT, allow_redirects=False, stream=True, headers={"User-Agent": "Durvis link check"}
        ) as answer:
            status = answer.status_code
    except (requests.RequestException, ValueError):
        return _Fault.SILENT
    if status in _GONE:
        return _Fault.GONE
    return _Fault.BROKEN if status >= 500 else ""


def _is_public(host: str) -> bool:
    try:
        found = socket.getaddrinfo(host, None)
    except (OSError, UnicodeError):
        return False
    return all(ipaddress.ip_address(str(each[4][0]).partition("%")[0]).is_global for each in found)


def _digest(url: str) -> str:
    return hashlib.sha256(url.encode()).hexdigest()
