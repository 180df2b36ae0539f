"""What stands around every page: names, phones, menu, footer. Read together and remembered per language."""

from dataclasses import dataclass, field

from django.conf import settings
from django.http import HttpRequest
from django.utils.translation import gettext as _
from django.utils.translation import override
from wagtail.models import Page, Site

from pages.models import OfficeSettings
from portal.people.office import Office
from portal.remembering import remembered


@dataclass(frozen=True)
class Link:
    """A page in a menu or footer."""

    title: str
    href: str


@dataclass(frozen=True)
class Number:
    """A phone of the crisis strip."""

    label: str
    phone: str
    note: str = ""


@dataclass(frozen=True)
class Furniture:
    """Everything around a page, in one language."""

    name: str = ""
    line: str = ""
    home: str = "/"
    address: str = ""
    phone: str = ""
    email: str = ""
    hours: str = ""
    numbers: list[Number] = field(default_factory=list)
    menu: list[Link] = field(default_factory=list)
    more: list[Link] = field(default_factory=list)
    languages: list[str] = field(default_factory=list)


def furniture(request: HttpRequest | None, language: str) -> Furniture:
    """The furniture of the request's site in a language; empty where there is no site yet."""
    site = Site.find_for_request(request) if request else Site.objects.filter(is_default_site=True).first()
    if site is None:
        return Furniture()
    return remembered(f"furniture:{site.pk}:{language}", lambda: _build(site, language))


def office_words(language: str) -> Office:
    """The office of the default site, for letters and PDFs."""
    around = furniture(None, language)
    return Office(around.name, around.address, around.phone, around.email)


def _build(site: Site, language: str) -> Furniture:
    office = OfficeSettings.objects.filter(site=site).first() or OfficeSettings(site=site)
    roots = {path.language_code: path.root_path for path in Site.get_site_root_paths() if path.site_id == site.pk}
    root = roots.get(language, roots.get(settings.LANGUAGE_CODE, ""))
    depth = root.count("/") + 1  # "/sakums/" is at depth 2, the sections below it at 3
    pages = list(Page.objects.live().filter(url_path__startswith=root, depth=depth).order_by("path")) if root else []
    with override(language):
        numbers = _numbers(office)
    return Furniture(
        name=office.in_language("name", language),
        line=office.in_language("tagline", language),
        home=f"/{language}/",
        address=office.address,
        phone=office.phone,
        email=office.email,
        hours=office.hours,
        numbers=numbers,
        menu=[_link(page) for page in pages if page.show_in_menus],
        more=[_link(page) for page in pages if not page.show_in_menus],
        languages=[code for code, _name in settings.LANGUAGES if code in roots],
    )


def _link(page: Page) -> Link:
    return Link(page.title, page.url or "")


def _numbers(office: OfficeSettings) -> list[Number]:
    note = _("day and night") if office.crisis_round_the_clock else office.crisis_hours
    known = [
        Number(_("In danger? Call"), office.emergency_phone),
        Number(_("Crisis line"), office.crisis_phone, note),
        Number(_("For children"), office.children_phone),
        Number(_("For victims of crime"), office.victims_phone),
    ]
    return [number for number in known if number.phone]
