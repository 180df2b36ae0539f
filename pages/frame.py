"""What every request needs of the site before a page: which site it is, its home pages and sections.

Read in one statement and remembered.
"""

import datetime
from dataclasses import dataclass
from uuid import UUID

from django.conf import settings
from django.db.models import Q
from django.http import HttpRequest
from django.http.request import split_domain_port
from django.urls import reverse
from django.utils.translation import override
from wagtail.models import Locale, Page, PageViewRestriction, Site
from wagtail.models.sites import SiteRootPath

from pages.models import OfficeSettings, PreCheckPage
from pages.models.pre_checks import SLUG
from portal.reading_together import read_together
from portal.remembering import remembered
from portal.working_days.models import CalendarException

HOMES, _SECTIONS = 2, 3  # where home pages and what is below them stand in the tree


@dataclass(frozen=True)
class Place:
    """A home page or a section: enough to link to it."""

    pk: int
    title: str
    url_path: str
    language: str
    translation_key: UUID
    live: bool
    in_menus: bool

    def href(self, home: "Place") -> str:
        """The address of the place below its home page."""
        with override(self.language):
            return reverse("page", args=[self.url_path.removeprefix(home.url_path)])


@dataclass(frozen=True)
class Frame:
    """Every site with its settings, and the two uppermost levels of their pages, in the order of the tree.

    ``pre_checks`` are the addresses of those that are published, ``closed`` the places in the tree below which not everybody may read, ``exceptions`` the calendar's days.
    """

    sites: list[Site]
    settings: dict[int, OfficeSettings]
    homes: list[Place]
    sections: list[Place]
    pre_checks: frozenset[str]
    closed: tuple[str, ...]
    exceptions: dict[datetime.date, bool]


def frame() -> Frame:
    """The frame as it is now, of this minute."""
    return remembered("frame", _read)


def site_of(request: HttpRequest | None) -> Site | None:
    """The request's site, the default one without a request; None where there is none yet.

    Wagtail is told the site and the addresses of home pages where it looks for them on a request, so that it asks no more.
    """
    if request is None:
        return next((site for site in frame().sites if site.is_default_site), None)
    if not hasattr(request, "_wagtail_site"):
        hostname, _port = split_domain_port(request.get_host())
        request._wagtail_site = _site_at(hostname, int(request.get_port()))  # type: ignore[attr-defined]
        request._wagtail_cached_site_root_paths = _root_paths()  # type: ignore[attr-defined]
    site: Site | None = request._wagtail_site  # type: ignore[attr-defined]
    return site


def _site_at(hostname: str, port: int) -> Site | None:
    """As Wagtail's ``Site.find_for_request``: the site of name and port, else the only one of the name, else the default."""
    named = [site for site in frame().sites if site.hostname == hostname]
    default = next((site for site in frame().sites if site.is_default_site), None)
    exact = next((site for site in named if site.port == port), default if default in named else None)
    return exact or (named[0] if len(named) == 1 else default)


def homes_of(site: Site) -> dict[str, Place]:
    """The home pages of a site by language."""
    homes = frame().homes
    root = next((home for home in homes if home.pk == site.root_page_id), None)
    return {home.language: home for home in homes if root and home.translation_key == root.translation_key}


def address_of(page: Page) -> str:
    """The address of a page of the default site, in the language it is in; nothing below no home page."""
    language = page.locale.language_code
    site = site_of(None)
    home = homes_of(site).get(language) if site else None
    if home is None:
        return ""
    with override(language):
        return reverse("page", args=[page.url_path.removeprefix(home.url_path)])


def is_open(page: Page) -> bool:
    """Whether a live page may be told of: in a language the site is shown in, and everybody may read it.

    A copy that only stands in for a translation is not told of either.
    """
    shown = page.locale.language_code in dict(settings.LANGUAGES)
    return shown and page.alias_of_id is None and not page.path.startswith(frame().closed)


def pre_check_below(page: Page) -> str:
    """The relative address of the pre-check of a service page or the home page; nothing where none is published."""
    return f"{SLUG}/" if f"{page.url_path}{SLUG}/" in frame().pre_checks else ""


def _root_paths() -> list[SiteRootPath]:
    """What Wagtail's ``Site.get_site_root_paths`` gives, deepest first."""
    paths = [
        SiteRootPath(site.pk, home.url_path, site.root_url, home.language)
        for site in sorted(frame().sites, key=lambda site: (not site.is_default_site, site.hostname))
        for home in homes_of(site).values()
    ]
    return sorted(paths, key=lambda path: path.root_path, reverse=True)


def _read() -> Frame:
    asking = PreCheckPage.objects.live().values("pk")
    tree = Page.objects.filter(Q(depth__in=(HOMES, _SECTIONS)) | Q(pk__in=asking))
    restricted = Page.objects.filter(pk__in=PageViewRestriction.objects.values("page"))
    sites, offices, locales, pages, closed, exceptions = read_together(
        Site.objects.all(),
        OfficeSettings.objects.all(),
        Locale.objects.all(),
        tree,
        restricted,
        CalendarException.objects.all(),
    )
    shown = dict(settings.LANGUAGES)
    languages = {locale.pk: locale.language_code for locale in locales if locale.language_code in shown}
    # Pages in a language that is switched off are kept, but have no place.
    in_order = sorted((page for page in pages if page.locale_id in languages), key=lambda page: page.path)
    return Frame(
        sites=sites,
        settings={office.site_id: office for office in offices},
        homes=[_place(page, languages) for page in in_order if page.depth == HOMES],
        sections=[_place(page, languages) for page in in_order if page.depth == _SECTIONS],
        pre_checks=frozenset(page.url_path for page in in_order if page.slug == SLUG),
        closed=tuple(page.path for page in closed),
        exceptions={exception.day: exception.working for exception in exceptions},
    )


def _place(page: Page, languages: dict[int, str]) -> Place:
    return Place(
        pk=page.pk,
        title=page.title,
        url_path=page.url_path,
        language=languages[page.locale_id],
        translation_key=page.translation_key,
        live=page.live,
        in_menus=page.show_in_menus,
    )
