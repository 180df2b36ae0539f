"""What stands around every page: names, phones, menu, footer. Read together and remembered per language."""

from dataclasses import dataclass, field

from django.conf import settings
from django.http import HttpRequest
from django.utils.translation import gettext as _
from django.utils.translation import override
from wagtail.models import Site

from pages.frame import Place, frame, homes_of, site_of
from pages.models import OfficeSettings
from pages.models.office import EVERYDAY_PAGE
from pages.way import EASY
from portal.people.office import Office
from portal.people.opening import Span, spans_of_sentence
from portal.remembering import remembered

LATVIAN = settings.LANGUAGE_CODE


@dataclass(frozen=True)
class Link:
    """A page in a menu or footer; ``language`` is that of the page where it is not the reader's."""

    title: str
    href: str
    language: str = ""


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
    data_contact: str = ""
    hours: str = ""
    area: str = ""
    opening: list[Span] = field(default_factory=list)
    numbers: list[Number] = field(default_factory=list)
    menu: list[Link] = field(default_factory=list)
    more: list[Link] = field(default_factory=list)
    languages: list[str] = field(default_factory=list)
    easy: Link | None = None
    exit_address: str = EVERYDAY_PAGE


def furniture(request: HttpRequest | None, language: str) -> Furniture:
    """The furniture of the request's site in a language; empty where there is no site yet."""
    site = site_of(request)
    if site is None:
        return Furniture()
    return remembered(f"furniture:{site.pk}:{language}", lambda: _build(site, language))


def office_words(language: str) -> Office:
    """The office of the default site, for letters and PDFs."""
    around = furniture(None, language)
    return Office(around.name, around.address, around.phone, around.email, around.data_contact)


def _build(site: Site, language: str) -> Furniture:
    office = frame().settings.get(site.pk) or OfficeSettings(site=site)
    homes = {code: home for code, home in homes_of(site).items() if home.live}
    sections = _sections(homes, language)
    with override(language):
        numbers = _numbers(office)
    easy = [place for place in _below(homes.get(language)) if place.url_path.endswith(f"/{EASY}/")]
    return Furniture(
        name=office.in_language("name", language),
        line=office.in_language("tagline", language),
        home=f"/{language}/",
        address=office.address,
        phone=office.phone,
        email=office.email,
        data_contact=office.data_contact,
        hours=office.in_language("hours", language),
        area=office.in_language("area", language),
        opening=spans_of_sentence(office.hours),
        numbers=numbers,
        menu=[_link(place, homes, language) for place in sections if place.in_menus],
        more=[_link(place, homes, language) for place in sections if not place.in_menus and place not in easy],
        languages=[code for code, _name in settings.LANGUAGES if code in homes],
        exit_address=office.exit_address,
        easy=_link(easy[0], homes, language) if easy else None,
    )


def _sections(homes: dict[str, Place], language: str) -> list[Place]:
    """The sections in the Latvian order, each in the language where it has it, else in Latvian; then its own ones."""
    latvian, own = ({place.translation_key: place for place in _below(homes.get(code))} for code in (LATVIAN, language))
    return list((latvian | own).values())


def _below(home: Place | None) -> list[Place]:
    return [place for place in frame().sections if home and place.live and place.url_path.startswith(home.url_path)]


def _link(place: Place, homes: dict[str, Place], language: str) -> Link:
    return Link(place.title, place.href(homes[place.language]), "" if place.language == language else place.language)


def _numbers(office: OfficeSettings) -> list[Number]:
    note = _("day and night") if office.crisis_round_the_clock else office.crisis_hours
    known = [
        Number(_("In danger? Call"), office.emergency_phone),
        Number(_("Crisis line"), office.crisis_phone, note),
        Number(_("Nowhere to sleep"), office.shelter_phone),
        Number(_("For children"), office.children_phone),
        Number(_("For victims of crime"), office.victims_phone),
    ]
    return [number for number in known if number.phone]
