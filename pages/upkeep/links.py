"""Links in texts: those that lead nowhere any more, and those that lead out of the site."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from urllib.parse import unquote, urlsplit

from bs4 import BeautifulSoup
from django.conf import settings
from django.urls import Resolver404, resolve
from django.utils import translation
from django.utils.translation import gettext as _
from wagtail.contrib.redirects.models import Redirect
from wagtail.documents import get_document_model
from wagtail.models import Page
from wagtail.views import serve as wagtail_serve

from eservices.catalogue.models import Regulation
from pages.models.base import BasePage
from pages.models.care import OutsideLink
from pages.serving import serve
from pages.upkeep.findings import Advice, Finding, advised, on_fact, on_page
from pages.upkeep.reviewing import published
from pages.upkeep.texts import texts_of
from portal.ui.language import switched_off

# Views that look for a page themselves.
_PAGES = (serve, wagtail_serve, switched_off)
_WRITTEN_OUT = re.compile(r"https?://[^\s<>\"')\]]+")


@dataclass(frozen=True)
class Outside:
    """An address outside the site, what names it, and what became of asking for it."""

    url: str
    finding: Finding
    asked: OutsideLink | None = None


def broken() -> Iterator[Finding]:
    """Every link in a published text that leads to a page, file or place that is not there for everybody."""
    known = Known()
    for page in published():
        for advice in broken_on(page, known):
            yield advised(page, advice)


def broken_on(page: BasePage, known: "Known") -> Iterator[Advice]:
    """The links of one page that lead nowhere."""
    for text in texts_of(page):
        for said, fault in _faults(text.source, known):
            told = _("the link “%(said)s”. %(fault)s") % {"said": said, "fault": fault}
            yield Advice(text.field, told, _("Lead it to another page or take it away."))


def outside() -> list[Outside]:
    """Every address outside the site that a text or a regulation names, each with where; each place once."""
    found = {}
    for page in published():
        for text in texts_of(page):
            for url in _addresses(text.source):
                if _is_outside(url):
                    found[url, page.pk] = Outside(url, on_page(page, text.field, ""))
    for law in Regulation.objects.exclude(url=""):
        found[law.url, law] = Outside(law.url, on_fact(law, "", ""))  # type: ignore[index]
    asked = {link.url: link for link in OutsideLink.objects.all()}
    return [replace(each, asked=asked.get(each.url)) for each in found.values()]


class Known:
    """What a link may lead to."""

    def __init__(self) -> None:
        self.titles = dict(Page.objects.values_list("pk", "title"))
        self.live = set(Page.objects.live().public().values_list("pk", flat=True))
        self.paths = {_path(url) for page in Page.objects.live().specific(defer=True) if (url := page.url)}
        self.documents = set(get_document_model().objects.values_list("pk", flat=True))
        self.redirects = {_path(old) for old in Redirect.objects.values_list("old_path", flat=True)}


def _faults(source: str, known: Known) -> Iterator[tuple[str, str]]:
    for link in BeautifulSoup(source, "html.parser").find_all("a") if "<a" in source else ():
        said, kind, key = link.get_text(" ", strip=True), link.get("linktype"), str(link.get("id", ""))
        if kind == "page":
            fault = _page_fault(int(key) if key.isdecimal() else 0, known)
        elif kind == "document":
            fault = "" if key.isdecimal() and int(key) in known.documents else _("The file has been deleted.")
        else:
            fault = _address_fault(str(link.get("href", "")), known)
        if fault:
            yield said, fault
    if "<a" not in source:
        for url in _addresses(source):
            if fault := _address_fault(url, known):
                yield url, fault


def _page_fault(pk: int, known: Known) -> str:
    if pk not in known.titles:
        return _("The page has been deleted.")
    if pk not in known.live:
        return _("The page “%(title)s” is not published for everybody.") % {"title": known.titles[pk]}
    return ""


def _address_fault(url: str, known: Known) -> str:
    """Say what is wrong with an address of our own; one outside, a phone or an e-mail is left alone."""
    if not url:
        return _("It leads nowhere.")
    if url.startswith("#") or _is_outside(url) or urlsplit(url).scheme not in {"", "http", "https"}:
        return ""
    path = _path(urlsplit(url).path)
    if path in known.paths or _is_view(path):
        return ""
    if path in known.redirects:
        return _("The page has moved; the old address still leads there.")
    return _("There is no such page on the site.")


def _is_view(path: str) -> bool:
    """Whether an address is answered by something else than a page: the search, the start of a form, a file."""
    if path.startswith((settings.MEDIA_URL, settings.STATIC_URL)):
        return True
    try:
        with translation.override(translation.get_language_from_path(f"{path}/") or settings.LANGUAGE_CODE):
            return resolve(f"{path}/").func not in _PAGES
    except Resolver404:
        return False


def _addresses(source: str) -> list[str]:
    if "<a" in source:
        links = BeautifulSoup(source, "html.parser").find_all("a", href=True)
        return [str(link["href"]) for link in links]
    return [found.rstrip(".,;:") for found in _WRITTEN_OUT.findall(source)]


def _is_outside(url: str) -> bool:
    parts = urlsplit(url)
    return parts.scheme in {"http", "https"} and parts.netloc != urlsplit(settings.PUBLIC_URL).netloc


def _path(url: str) -> str:
    return unquote(urlsplit(url).path).rstrip("/")
