"""Services in the EU's vocabulary of public services: whole, in every language, and only what is public."""

import json
import re

import pytest
from django.test import Client
from wagtail.models import Page, PageViewRestriction

from eservices.catalogue.models import Fee, Regulation, Service
from portal.demo.reading import services
from portal.remembering import memory
from tests.pages.reading import at, get, head, page_of

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("demo_site")]

HOME_CARE = "/lv/pakalpojumi/aprupe-majas/"
LAW = "https://likumi.example/ta/id/68488"


# The properties and classes of CPSV-AP 3.2.0 that are used, by what they describe.
CPSV, M8G = "http://purl.org/vocab/cpsv#", "http://data.europa.eu/m8g/"
DCT, SKOS, FOAF = "http://purl.org/dc/terms/", "http://www.w3.org/2004/02/skos/core#", "http://xmlns.com/foaf/0.1/"
VOCABULARY = {
    *(CPSV + name for name in ("PublicService", "Rule", "hasInput", "produces", "follows", "implements")),
    *(M8G + name for name in ("PublicOrganisation", "ContactPoint", "Channel", "Evidence", "Cost", "Output")),
    *(M8G + name for name in ("LifeEvent", "Event", "hasCompetentAuthority", "contactPoint", "telephone", "email")),
    *(M8G + name for name in ("openingHours", "hasChannel", "hasCost", "hasValue", "currency", "hasLegalResource")),
    *(M8G + name for name in ("thematicArea", "isGroupedBy", "processingTime")),
    *(DCT + name for name in ("identifier", "title", "description", "language", "spatial", "audience", "publisher")),
    *(DCT + name for name in ("hasPart", "isPartOf", "Location", "LinguisticSystem")),
    *(SKOS + name for name in ("Concept", "prefLabel")),
    *(FOAF + name for name in ("Document", "Agent", "page")),
    "http://www.w3.org/ns/dcat#Dataset",
    "http://www.w3.org/ns/dcat#landingPage",
    "http://data.europa.eu/eli/ontology#LegalResource",
    "http://www.w3.org/2006/time#TemporalEntity",
}
# What the profile's shapes demand of each class.
MANDATORY = {
    f"{CPSV}PublicService": {"identifier", "title", "description", "hasCompetentAuthority"},
    f"{CPSV}Rule": {"identifier", "title", "description"},
    f"{M8G}PublicOrganisation": {"identifier"},
    f"{M8G}Channel": {"identifier"},
    f"{M8G}Evidence": {"identifier", "title"},
    f"{M8G}Cost": {"identifier"},
    f"{M8G}Output": {"identifier", "title"},
    f"{M8G}Event": {"identifier", "title"},
    "http://www.w3.org/ns/dcat#Dataset": {"title", "description", "publisher"},
}


def whole(name, context):
    """The address a short name stands for."""
    term = context.get(name, name)
    term = term["@id"] if isinstance(term, dict) else term
    prefix, _, rest = term.partition(":")
    return context[prefix] + rest if prefix in context and not rest.startswith("//") else term


def things(value):
    if isinstance(value, list):
        for each in value:
            yield from things(each)
    elif isinstance(value, dict) and "@type" in value:
        yield value
        for each in value.values():
            yield from things(each)


def catalogue():
    return json.loads(get("/dati/pakalpojumi.jsonld").content)


def test_the_catalogue_speaks_the_vocabulary_and_tells_what_it_demands():
    data = catalogue()
    context = data["@context"]
    for thing in things(data["@graph"]):
        types = [
            whole(name, context) for name in ([thing["@type"]] if isinstance(thing["@type"], str) else thing["@type"])
        ]
        used = {whole(name, context) for name in thing if not name.startswith("@")}
        assert {*types, *used} <= VOCABULARY, thing
        for each in types:
            assert MANDATORY.get(each, set()) <= set(thing), thing


def test_texts_are_maps_of_language_to_text():
    for thing in things(catalogue()["@graph"]):
        for name in {"title", "description", "prefLabel"} & set(thing):
            assert set(thing[name]) <= {"lv", "ru", "en"}
            assert all(thing[name].values()), thing


def test_the_catalogue_holds_every_service():
    dataset, *found = catalogue()["@graph"]
    assert {service["identifier"] for service in found} == {entry["code"] for entry in services()}
    assert dataset["hasPart"] == [service["@id"] for service in found]


def test_home_care_is_described_whole():
    Regulation.objects.filter(code="spsp_likums").update(url=LAW)
    memory.clear()
    service = json.loads(get("/dati/pakalpojumi/home_care.jsonld").content)
    assert service["@type"] == "cpsv:PublicService"
    assert service["title"] == {code: page_of("aprupe-majas", code).title for code in ("lv", "ru", "en")}
    assert [each["@id"] for each in service["page"]] == [
        at(f"/{code}/pakalpojumi/aprupe-majas/") for code in ("lv", "ru", "en")
    ]
    assert service["processingTime"] == "P14D"
    assert service["hasCompetentAuthority"]["prefLabel"]["en"] == "Paraugnovads Social Service Office"
    assert service["contactPoint"]["telephone"] == "+37160000002"
    online = service["hasChannel"][0]
    assert at(f"{HOME_CARE}pieteikties/") in [each["@id"] for each in online["page"]]
    assert "Ģimenes ārsta izziņa aprūpei mājās" in [each["title"]["lv"] for each in service["hasInput"]]
    cost = next(each for each in service["hasCost"] if each["identifier"] == "home_care_1x")
    assert cost["hasValue"] == str(Fee.objects.get(item_code="home_care_1x", valid_until=None).amount)
    assert cost["currency"]["@id"].endswith("/currency/EUR")
    laws = {rule["title"]["lv"]: rule.get("implements") for rule in service["follows"]}
    assert laws["Sociālo pakalpojumu un sociālās palīdzības likums"]["@id"] == LAW
    assert "cannot_cope_alone" in [each["identifier"] for each in service["isGroupedBy"]]


def test_a_benefit_gives_and_costs_nothing():
    benefit = json.loads(get("/dati/pakalpojumi/fuel.jsonld").content)
    assert "hasCost" not in benefit
    assert benefit["produces"]


def test_a_page_leads_to_its_data_and_the_list_to_all_of_it():
    link = '<link rel="alternate" type="application/ld+json" href="{}">'
    assert link.format("/dati/pakalpojumi/home_care.jsonld") in head(HOME_CARE)
    assert link.format("/dati/pakalpojumi.jsonld") in head("/lv/pakalpojumi/")
    answer = get("/dati/pakalpojumi/home_care.jsonld")
    assert answer["Content-Type"] == "application/ld+json"
    assert answer["Access-Control-Allow-Origin"] == "*"


def test_the_data_tells_nothing_that_is_not_public():
    for language in ("lv", "ru", "en"):
        page = Page.objects.filter(slug="grupu-dzivoklis", locale__language_code=language).first()
        if page:
            page.unpublish()
    page_of("aprupe-majas", "en").unpublish()
    Service.objects.filter(code="respite").update(active=False)
    PageViewRestriction.objects.create(page=page_of("krizes-centrs"), restriction_type=PageViewRestriction.LOGIN)
    _dataset, *found = catalogue()["@graph"]
    by_code = {service["identifier"]: service for service in found}
    assert "group_flat" not in by_code
    assert "respite" not in by_code
    assert Client().get("/dati/pakalpojumi/respite.jsonld", follow=True).status_code == 404
    assert Client().get("/dati/pakalpojumi/tada-nav.jsonld", follow=True).status_code == 404
    assert set(by_code["home_care"]["title"]) == {"lv", "ru"}
    assert all(at("/lv/pakalpojumi/krizes-centrs/") not in [page["@id"] for page in each["page"]] for each in found)


def test_a_language_that_is_switched_off_is_in_no_text(settings):
    settings.LANGUAGES = settings.WAGTAIL_CONTENT_LANGUAGES = [("lv", "Latviski"), ("en", "English")]
    memory.clear()
    data = get("/dati/pakalpojumi.jsonld").content.decode()
    assert "/ru/" not in data
    assert '"ru"' not in data
    assert "language/RUS" not in data


def test_a_changed_fee_is_told_at_once():
    fee = Fee.objects.get(item_code="home_care_1x", valid_until=None)
    fee.amount = "31.07"
    fee.save()
    costs = json.loads(get("/dati/pakalpojumi/home_care.jsonld").content)["hasCost"]
    cost = next(each for each in costs if each["identifier"] == "home_care_1x")
    assert cost["hasValue"] == "31.07"
    assert "31,07 €" in cost["description"]["lv"].replace("\xa0", " ")


def test_no_text_is_told_in_a_language_it_is_not_in():
    service = json.loads(get("/dati/pakalpojumi/home_care.jsonld").content)
    for thing in (*service["hasInput"], *service["hasCost"]):
        russian = thing.get("description", {}).get("ru", "")
        assert not re.search("[āčēģīķļņšūž]", russian), russian
