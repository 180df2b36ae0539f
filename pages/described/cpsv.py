"""Services in the vocabulary European catalogues share: CPSV-AP 3.2.

The context stands in the file, so that a reader needs no other address. Texts are maps of language to text.
"""

from collections import defaultdict
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Any

from django.conf import settings
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import override

from eservices.catalogue.facts import LegalBasis, ServiceFacts, facts_of
from eservices.catalogue.models import Service
from pages.addresses import absolute
from pages.frame import is_open
from pages.furniture import LATVIAN, furniture
from pages.models import ServicePage
from pages.offered import forms_of
from pages.templatetags.pages_shown import amount_shown, per_shown
from pages.topics import Audience, Situation
from portal.personal_data.names import sort_key
from portal.ui.phones import international_phone
from portal.working_days import calendar

Described = dict[str, Any]
Texts = dict[str, str]

_LANGUAGE_MAP = {"@container": "@language"}
_LINK = {"@type": "@id"}
CONTEXT: Described = {
    "adms": "http://www.w3.org/ns/adms#",
    "cpsv": "http://purl.org/vocab/cpsv#",
    "cv": "http://data.europa.eu/m8g/",
    "dcat": "http://www.w3.org/ns/dcat#",
    "dct": "http://purl.org/dc/terms/",
    "eli": "http://data.europa.eu/eli/ontology#",
    "foaf": "http://xmlns.com/foaf/0.1/",
    "skos": "http://www.w3.org/2004/02/skos/core#",
    "time": "http://www.w3.org/2006/time#",
    "xsd": "http://www.w3.org/2001/XMLSchema#",
    "identifier": "dct:identifier",
    "title": {"@id": "dct:title", **_LANGUAGE_MAP},
    "description": {"@id": "dct:description", **_LANGUAGE_MAP},
    "prefLabel": {"@id": "skos:prefLabel", **_LANGUAGE_MAP},
    "page": {"@id": "foaf:page", **_LINK},
    "language": {"@id": "dct:language", **_LINK},
    "spatial": {"@id": "dct:spatial", **_LINK},
    "audience": {"@id": "dct:audience", **_LINK},
    "type": {"@id": "dct:type", **_LINK},
    "publisher": {"@id": "dct:publisher", **_LINK},
    "hasPart": {"@id": "dct:hasPart", **_LINK},
    "isPartOf": {"@id": "dct:isPartOf", **_LINK},
    "landingPage": {"@id": "dcat:landingPage", **_LINK},
    "hasCompetentAuthority": {"@id": "cv:hasCompetentAuthority", **_LINK},
    "contactPoint": {"@id": "cv:contactPoint", **_LINK},
    "telephone": "cv:telephone",
    "email": "cv:email",
    "openingHours": {"@id": "cv:openingHours", **_LINK},
    "hasChannel": {"@id": "cv:hasChannel", **_LINK},
    "hasInput": {"@id": "cpsv:hasInput", **_LINK},
    "hasCost": {"@id": "cv:hasCost", **_LINK},
    "hasValue": {"@id": "cv:hasValue", "@type": "xsd:double"},
    "currency": {"@id": "cv:currency", **_LINK},
    "produces": {"@id": "cpsv:produces", **_LINK},
    "follows": {"@id": "cpsv:follows", **_LINK},
    "implements": {"@id": "cpsv:implements", **_LINK},
    "hasLegalResource": {"@id": "cv:hasLegalResource", **_LINK},
    "thematicArea": {"@id": "cv:thematicArea", **_LINK},
    "isGroupedBy": {"@id": "cv:isGroupedBy", **_LINK},
    "processingTime": {"@id": "cv:processingTime", "@type": "xsd:duration"},
}
# The Publications Office's names for languages, countries, currencies and themes.
AUTHORITY = "http://publications.europa.eu/resource/authority/"
LATVIA = {"@id": f"{AUTHORITY}country/LVA", "@type": "dct:Location"}
LANGUAGES = {"lv": "LAV", "ru": "RUS", "en": "ENG", "uk": "UKR", "lt": "LIT", "et": "EST", "pl": "POL"}


@dataclass(frozen=True)
class Known:
    """What is public of one service: its page and facts per language, and the addresses of its form per language."""

    name: str
    pages: dict[str, ServicePage]
    facts: dict[str, ServiceFacts]
    forms: dict[str, str]

    @property
    def latvian(self) -> ServiceFacts:
        """The facts in Latvian, which every service has; the others are the same but for the words."""
        return self.facts[LATVIAN]

    def texts(self, text: Callable[[ServiceFacts], str], words: Callable[[ServiceFacts], str] | None = None) -> Texts:
        """What is said of a fact in Latvian, and in each other language in which its words are not the Latvian ones."""
        words = words or text
        said = {}
        for language, facts in self.facts.items():
            if facts is self.latvian or words(facts) != words(self.latvian):
                with override(language):
                    said[language] = text(facts)
        return _told(said)


def described_service(code: str) -> Described | None:
    """One service; None where it has no public page."""
    known = next(iter(_public(code)), None)
    return {"@context": CONTEXT, **_service(known)} if known else None


def described_catalogue() -> Described:
    """All services with a public page, and the catalogue that holds them."""
    services = [_service(known) for known in _public()]
    catalogue = {
        "@id": _catalogue_id(),
        "@type": "dcat:Dataset",
        "identifier": "pakalpojumi",
        "title": _in_languages(lambda: _("Services and benefits")),
        "description": _in_languages(
            lambda: _("What it costs, what to bring, who decides and when: all services and benefits.")
        ),
        "publisher": {
            "@id": _office_id(),
            "@type": ["foaf:Agent", "cv:PublicOrganisation"],
            "identifier": _office_id(),
            "title": _office_texts("name"),
        },
        "landingPage": _document_at("/"),
        "hasPart": [service["@id"] for service in services],
    }
    return {"@context": CONTEXT, "@graph": [catalogue, *services]}


def _public(code: str = "") -> list[Known]:
    """The services offered now whose page may be told of, by name."""
    asked = {"service__active": True, **({"service__code": code} if code else {})}
    pages = ServicePage.objects.live().filter(**asked).select_related("service", "locale").defer(*ServicePage.LONG)
    known = [_known(pk, found) for pk, found in _by_service(pages).items()]
    return sorted(known, key=lambda each: sort_key(each.name))


def _known(pk: int, pages: dict[str, ServicePage]) -> Known:
    today = calendar.today()
    return Known(
        name=next(iter(pages.values())).service.name,
        pages=pages,
        facts={language: facts_of(pk, language, today) for language in dict.fromkeys([LATVIAN, *pages])},
        forms={language: absolute(form.url) for language, form in forms_of(pk).items()},
    )


def _by_service(pages: Iterable[Any]) -> dict[int, dict[str, Any]]:
    found: dict[int, dict[str, Any]] = defaultdict(dict)
    for page in pages:
        if is_open(page):
            found[page.service_id][page.locale.language_code] = page
    return found


def _service(known: Known) -> Described:
    facts = known.latvian
    own = _own_id(facts.code)
    paid = facts.kind == Service.Kind.SERVICE
    return _told(
        {
            "@id": f"{own}#service",
            "@type": "cpsv:PublicService",
            "identifier": facts.code,
            "title": {language: page.title for language, page in known.pages.items()},
            "description": {language: page.summary or page.title for language, page in known.pages.items()},
            "page": [_document_at(page.get_url()) for page in known.pages.values()],
            "language": _languages(known.pages),
            "spatial": LATVIA,
            "audience": [_audience(code) for code in _ticked(known, "audiences")],
            "hasCompetentAuthority": _office(),
            "contactPoint": _contact(known),
            "hasChannel": _channels(known, own),
            "hasInput": [_evidence(known, each.code, own) for each in facts.brings],
            "hasCost": [_cost(known, line.code, own) for line in facts.amounts] if paid else [],
            "produces": [] if paid else [_benefit(known, line.code, own) for line in facts.amounts],
            "follows": [_rule(law, number, own) for number, law in enumerate(facts.legal, start=1)],
            "hasLegalResource": [_law(law) for law in facts.legal if law.url],
            "thematicArea": {"@id": f"{AUTHORITY}data-theme/SOCI", "@type": "skos:Concept"},
            "isGroupedBy": [_situation(code) for code in _ticked(known, "situations")],
            "processingTime": facts.duration(),
            "isPartOf": _catalogue_id(),
        }
    )


def _office() -> Described:
    names = _office_texts("name")
    return _told(
        {
            "@id": _office_id(),
            "@type": "cv:PublicOrganisation",
            "identifier": _office_id(),
            "prefLabel": names,
            "spatial": LATVIA,
        }
    )


def _contact(known: Known) -> Described:
    facts = known.latvian
    phone = _phone(known)
    hours = [
        {"@type": "time:TemporalEntity", "description": {LATVIAN: f"{days}: {time}"}} for days, time in facts.hours
    ]
    return _told(
        {
            "@type": "cv:ContactPoint",
            "telephone": international_phone(phone) if phone else "",
            "email": facts.unit.email if facts.unit else "",
            "openingHours": hours,
        }
    )


def _channels(known: Known, own: str) -> list[Described]:
    """Ways to apply: online, by phone, in person."""
    unit = known.latvian.unit
    found = []
    if known.forms:
        forms = [_document_at(address) for address in known.forms.values()]
        told = {"description": _in_languages(lambda: _("Online")), "language": _languages(known.forms), "page": forms}
        found.append(("online", told))
    if phone := _phone(known):
        found.append(("phone", {"description": _in_languages(lambda: f"{_('By phone:')} {phone}")}))
    if unit and unit.address:
        place = f"{unit.name}, {unit.address}"
        found.append(("in_person", {"description": _in_languages(lambda: f"{_('In person:')} {place}")}))
    return [
        {"@id": f"{own}#channel_{way}", "@type": "cv:Channel", "identifier": f"{known.latvian.code}/{way}", **told}
        for way, told in found
    ]


def _phone(known: Known) -> str:
    """The number the pages show: the page's own, else the unit's."""
    unit = known.latvian.unit
    own = next((page.phone for page in known.pages.values() if page.phone), "")
    return own or (unit.phone if unit else "")


def _evidence(known: Known, code: str, own: str) -> Described:
    """A document the resident brings, and in which case."""

    def described(facts: ServiceFacts) -> str:
        document = _coded(facts.brings, code)
        return " ".join(filter(None, (document.when_needed if document.when_translated else "", document.help)))

    return _told(
        {
            "@id": f"{own}#document_{code}",
            "@type": "cv:Evidence",
            "identifier": code,
            "title": known.texts(lambda facts: _coded(facts.brings, code).name),
            "description": known.texts(described, words=lambda facts: _coded(facts.brings, code).help),
        }
    )


def _cost(known: Known, code: str, own: str) -> Described:
    """A price; one between two amounts, still being confirmed or told only by a note has words and no value."""
    line = _coded(known.latvian.amounts, code)
    one = line.amount if line.amount_to is None else None
    return _told(
        {
            "@id": f"{own}#cost_{code}",
            "@type": "cv:Cost",
            "identifier": code,
            "description": _amount_in_words(known, code),
            "hasValue": None if one is None else str(one),
            "currency": None if one is None else _currency(line.currency),
        }
    )


def _benefit(known: Known, code: str, own: str) -> Described:
    """An amount the person receives."""
    return {
        "@id": f"{own}#output_{code}",
        "@type": "cv:Output",
        "identifier": code,
        "title": known.texts(lambda facts: _coded(facts.amounts, code).name),
        "description": _amount_in_words(known, code),
    }


def _amount_in_words(known: Known, code: str) -> Texts:
    latvian_note = _coded(known.latvian.amounts, code).note

    def said(facts: ServiceFacts) -> str:
        line = _coded(facts.amounts, code)
        amount = " ".join(filter(None, (amount_shown(line), per_shown(line))))
        note = line.note if facts is known.latvian or line.note != latvian_note else ""
        return f"{line.name}: {amount}. {note}".strip()

    return known.texts(said, words=lambda facts: _coded(facts.amounts, code).name)


def _coded(rows: Iterable[Any], code: str) -> Any:
    return next(row for row in rows if row.code == code)


def _currency(code: str) -> Described:
    return {"@id": f"{AUTHORITY}currency/{code}", "@type": "skos:Concept"}


def _rule(law: LegalBasis, number: int, own: str) -> Described:
    """The clause the service rests on."""
    identifier = f"{own}#rule_{number}"
    return _told(
        {
            "@id": identifier,
            "@type": "cpsv:Rule",
            "identifier": identifier,
            "title": {LATVIAN: law.title},
            "description": {LATVIAN: f"{law.title}, {law.clause}" if law.clause else law.title},
            "implements": _law(law) if law.url else None,
        }
    )


def _law(law: LegalBasis) -> Described:
    return {"@id": law.url, "@type": "eli:LegalResource", "title": {LATVIAN: law.title}}


def _situation(code: str) -> Described:
    """A life situation people look for help by."""
    return {
        "@id": f"{_catalogue_address()}#situation_{code}",
        "@type": ["cv:LifeEvent", "cv:Event"],
        "identifier": code,
        "title": _in_languages(lambda: str(Situation(code).label)),
    }


def _audience(code: str) -> Described:
    return {
        "@id": f"{_catalogue_address()}#audience_{code}",
        "@type": "skos:Concept",
        "prefLabel": _in_languages(lambda: str(Audience(code).label)),
    }


def _ticked(known: Known, name: str) -> list[str]:
    """What the pages are marked with: the marks are the same in every language."""
    return list(getattr(next(iter(known.pages.values())), name))


def _document_at(href: str | None) -> Described:
    return {"@id": absolute(href or ""), "@type": "foaf:Document"}


def _languages(codes: Iterable[str]) -> list[Described]:
    return [
        {"@id": f"{AUTHORITY}language/{LANGUAGES[code]}", "@type": "dct:LinguisticSystem"}
        for code in codes
        if code in LANGUAGES
    ]


def _office_texts(name: str) -> Texts:
    """What the office is called in each public language, once where it is called the same."""
    said = {code: str(getattr(furniture(None, code), name)) for code, _name in settings.LANGUAGES}
    latvian = said[LATVIAN]
    return _told({code: text for code, text in said.items() if code == LATVIAN or text != latvian})


def _in_languages(text: Callable[[], str]) -> Texts:
    said = {}
    for code, _name in settings.LANGUAGES:
        with override(code):
            said[code] = text()
    return said


def _catalogue_address() -> str:
    return absolute(reverse("catalogue_data"))


def _catalogue_id() -> str:
    return f"{_catalogue_address()}#catalogue"


def _office_id() -> str:
    return absolute("/#office")


def _own_id(code: str) -> str:
    return absolute(reverse("service_data", args=[code]))


def _told(described: Described) -> Described:
    """Leave out what is not known."""
    return {name: value for name, value in described.items() if value not in ("", None, [], {})}
