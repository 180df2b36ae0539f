"""What search engines are told of services, the office, the way to a page and news: what the pages say."""

import datetime

import pytest

from eservices.catalogue.models import Fee, Regulation
from pages.models import OfficeSettings, ServicePage
from portal.remembering import memory
from portal.working_days.models import CalendarException
from tests.pages.reading import at, described, get, page_of

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("demo_site")]

HOME_CARE = "/lv/pakalpojumi/aprupe-majas/"
LAW = "https://likumi.example/ta/id/68488"


def test_a_service_is_described_as_its_page_says_it():
    Regulation.objects.filter(code="spsp_likums").update(url=LAW)
    memory.clear()
    service = described(HOME_CARE)["GovernmentService"]
    page = page_of("aprupe-majas")
    assert service["name"] == page.title
    assert service["description"] == page.summary
    assert service["url"] == at(HOME_CARE)
    assert service["serviceType"] == "Pakalpojums"
    assert service["provider"]["name"] == "Paraugnovada Sociālais dienests"
    assert service["areaServed"] == {"@type": "AdministrativeArea", "name": "Paraugnovads"}
    assert service["audience"][0]["audienceType"] == "Senioriem"
    assert service["hoursAvailable"][0]["opens"] == "08:30"
    assert service["hoursAvailable"][0]["dayOfWeek"][0] == "https://schema.org/Monday"
    online, phone, place = service["availableChannel"]
    assert online["serviceUrl"] == at(f"{HOME_CARE}pieteikties/")
    assert online["availableLanguage"] == "lv"
    assert online["processingTime"] == "P14D"
    assert phone["servicePhone"]["telephone"] == "+37160000002"
    assert place["serviceLocation"]["address"] == "Liepu iela 1, Paraugpils, LV-0000"
    assert any(
        law["name"].startswith("Sociālo pakalpojumu un sociālās palīdzības likums") for law in service["subjectOf"]
    )
    assert service["termsOfService"] == [LAW]


def test_prices_are_those_of_the_fee_records_and_follow_a_change():
    def prices():
        offers = described(HOME_CARE)["GovernmentService"]["offers"]
        return {offer["name"]: offer["priceSpecification"] for offer in offers}

    fee = Fee.objects.get(item_code="home_care_1x", valid_until=None)
    before = next(price for price in prices().values() if price.get("price") == str(fee.amount))
    assert before["priceCurrency"] == "EUR"
    assert before["unitCode"] == "MON"
    fee.amount = "31.07"
    fee.save()
    assert "31.07" in {price.get("price") for price in prices().values()}
    assert "31,07" in get(HOME_CARE).content.decode()


def test_a_benefit_has_no_price():
    service = described("/lv/pakalpojumi/pabalsts-kurinama-iegadei/")["GovernmentService"]
    assert service["serviceType"] == "Pabalsts"
    assert "offers" not in service


def test_a_service_without_a_form_offers_none():
    service = described("/lv/pakalpojumi/krizes-centrs/")["GovernmentService"]
    assert not any("serviceUrl" in channel for channel in service["availableChannel"])


def test_the_office_tells_its_hours_and_the_days_it_is_shut(monkeypatch):
    from pages.described import schema_org

    monkeypatch.setattr(schema_org.calendar, "today", lambda: datetime.date(2026, 11, 22))
    CalendarException.objects.create(day=datetime.date(2026, 12, 3), working=False)
    for path in ("/lv/", "/ru/", "/lv/kontakti/"):
        office = described(path)["GovernmentOffice"]
        assert office["openingHoursSpecification"][0]["closes"] == "17:00"
        shut = [each["validFrom"] for each in office["specialOpeningHoursSpecification"]]
        assert "2026-12-03" in shut
        assert "2026-12-25" in shut
        assert "2026-12-07" not in shut


def test_contacts_describe_each_unit_and_point():
    departments = {each["name"]: each for each in described("/lv/kontakti/")["GovernmentOffice"]["department"]}
    assert departments["Aprūpes mājās nodaļa"]["telephone"] == "+37160000002"
    shelter = next(each for each in departments.values() if each.get("telephone") == "+37160000008")
    assert len(shelter["openingHoursSpecification"][0]["dayOfWeek"]) == 7
    assert "specialOpeningHoursSpecification" not in shelter


def test_the_way_to_a_page_is_described():
    steps = described(HOME_CARE)["BreadcrumbList"]["itemListElement"]
    assert [step["item"] for step in steps] == [at("/lv/"), at("/lv/pakalpojumi/"), at(HOME_CARE)]
    assert [step["position"] for step in steps] == [1, 2, 3]
    assert "BreadcrumbList" not in described("/lv/")


def test_a_note_is_described():
    note = described("/lv/jaunumi/drosibas-poga-vieniem/")["NewsArticle"]
    assert note["headline"] == page_of("drosibas-poga-vieniem").title
    assert note["publisher"]["name"] == "Paraugnovada Sociālais dienests"
    assert datetime.date.fromisoformat(note["datePublished"])


def test_what_an_editor_writes_cannot_end_the_data():
    ServicePage.objects.filter(pk=page_of("aprupe-majas").pk).update(
        summary="</script><script>alert(1)</script> & <!--"
    )
    assert described(HOME_CARE)["GovernmentService"]["description"] == "</script><script>alert(1)</script> & <!--"
    assert "<script>alert" not in get(HOME_CARE).content.decode()


@pytest.mark.parametrize("language", ["ru", "en"])
def test_a_service_is_described_in_the_language_of_its_page(language):
    service = described(f"/{language}/pakalpojumi/aprupe-majas/")["GovernmentService"]
    assert service["name"] == page_of("aprupe-majas", language).title
    assert service["serviceType"] == {"ru": "Услуга", "en": "Service"}[language]
    assert service["availableChannel"][0]["serviceUrl"] == at(f"/{language}/pakalpojumi/aprupe-majas/pieteikties/")


def test_an_office_that_has_said_nothing_yet_is_described_as_far_as_it_is_known():
    OfficeSettings.objects.update(hours="", area="", email="")
    office = described("/lv/")["GovernmentOffice"]
    assert "openingHoursSpecification" not in office
    assert "areaServed" not in office
