"""Each form says what happens to the data it asks for; the cookies named are the cookies set."""

import re

import pytest
from bs4 import BeautifulSoup
from django.http import HttpResponse
from django.test import Client

from eservices.catalogue.models import KeepingTerm
from eservices.definitions.versions import plan_for
from pages.cookies import cookies
from portal.people.models import StaffUser
from tests.journeys.resident import Resident
from tests.journeys.test_following import follow, keys, sent_by


def words(address):
    response = Client().get(address)
    assert response.status_code == 200, address
    return " ".join(BeautifulSoup(response.content, "html.parser").main.get_text(" ").split())


SAID = {
    "lv": ("Aprūpe mājās", "piekrišanu neprasām", "9. panta", "Veselība", "Aprūpes mājās nodaļa", "dati@paraugnovads",
           "lietu sarakstā", "pēc 30 dienām", "Ja Jūs nosaucis kāds cits", "Kam Jūs pēc likuma jāuztur", "inspekcijā"),
    "ru": ("Уход на дому", "согласия мы не просим", "9(2)", "Здоровье", "dati@paraugnovads", "в перечне дел",
           "через 30 дней", "Если Вас назвал кто-то другой", "обязан Вас содержать", "инспекцию"),
    "en": ("Home care", "do not ask for your consent", "Article 9(2)", "Health", "dati@paraugnovads", "list of files",
           "after 30 days", "If somebody else has named you", "support you by law", "Data State Inspectorate"),
}  # fmt: skip


@pytest.mark.django_db
@pytest.mark.usefixtures("demo_site")
@pytest.mark.parametrize("language", SAID)
def test_the_notice_of_a_form_says_who_why_what_whom_and_how_long(language):
    start = f"/{language}/pakalpojumi/aprupe-majas/pieteikties/"
    told = words(f"{start}privatums/")
    for part in (*SAID[language], "Sociālo pakalpojumu un sociālās palīdzības likums"):
        assert part in told, part
    assert 'href="privatums/"' in Client().get(start).content.decode()


CATEGORIES = {
    "identity": "Kas Jūs esat: vārds, personas kods vai dzimšanas datums",
    "household": "Kas dzīvo kopā ar Jums",
    "income": "Ienākumi un īpašums",
    "health": "Veselība",
    "situation": "Kas noticis un kāda palīdzība vajadzīga",
}


@pytest.mark.django_db
def test_a_form_says_only_what_it_asks_for(version):
    KeepingTerm.objects.all().delete()
    response = Client().get("/lv/pakalpojumi/sika-palidziba/pieteikties/privatums/")
    page = BeautifulSoup(response.content, "html.parser").main
    told = {point.get_text(" ", strip=True) for point in page.find_all("li")}
    asked = {item.get("category") for item in plan_for(version).items.values()}
    assert {key for key, label in CATEGORIES.items() if label in told} == asked & set(CATEGORIES)
    assert "Tik ilgi, cik nosaka likums" in page.get_text()  # nobody has described its retention class


@pytest.mark.django_db
def test_who_sends_and_who_is_not_offered_it(version):
    review = Resident().fill_until("review")
    assert review.page.find("a", href="/lv/pakalpojumi/sika-palidziba/pieteikties/privatums/")
    assert Client().get("/lv/pakalpojumi/nav-tada/pieteikties/privatums/").status_code == 404


@pytest.mark.django_db
def test_the_list_of_cookies_is_what_a_whole_journey_and_signing_in_set(version, monkeypatch):
    set_, kept = set(), HttpResponse.set_cookie

    def noting(self, key, value="", *args, **options):
        if value:
            set_.add(key)
        return kept(self, key, value, *args, **options)

    monkeypatch.setattr(HttpResponse, "set_cookie", noting)
    Resident().get("/lv/mani-pieteikumi/")
    sent = sent_by()
    follow(**keys(sent))
    shared = Resident().get("/lv/publisks-dators/").press("on", form=None)
    shared.fill_until("vajadziba")
    Resident().get("/lv/mani-pieteikumi/turpinat/kods/").press("", form=None, email="anna@piemers.lv")
    user = StaffUser.objects.create_superuser("anda", "a@x.example", "gara-demonstracijas-parole")
    staff = Client()
    staff.get("/konts/login/")
    staff.post("/konts/login/", {"login": user.username, "password": "gara-demonstracijas-parole"})
    staff.get("/admin/")
    assert set_ == {cookie.name for cookie in cookies()}


@pytest.mark.parametrize(("language", "days"), [("lv", "30 dienas"), ("ru", "30 дней"), ("en", "30 days")])
@pytest.mark.django_db
def test_the_page_names_every_cookie_and_how_long_it_stays(language, days):
    response = Client().get(f"/{language}/sikdatnes/")
    page = response.content.decode()
    assert set(re.findall(r'<code translate="no">(\w+)</code>', page)) == {cookie.name for cookie in cookies()}
    assert days in page
    assert not response.cookies
