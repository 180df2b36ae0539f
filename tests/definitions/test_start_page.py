import datetime

import pytest
from wagtail.models import Locale

from eservices.catalogue.models import DocumentType
from eservices.definitions import starting
from eservices.definitions.importing import import_definition
from eservices.definitions.models import EServicePage
from pages.models import ServicePage
from tests.definitions.forms import tiny_definition, tiny_facts
from tests.definitions.site import service_page

pytestmark = pytest.mark.django_db


@pytest.fixture
def start(monkeypatch):
    tiny_facts()
    DocumentType.objects.filter(code="gp_home").update(picture="doctor", issuer="Jūsu ģimenes ārsts")
    service_page()
    monkeypatch.setattr(starting, "today", lambda: datetime.date(2026, 11, 20))
    definition = tiny_definition()
    definition["texts"]["lv"] |= {
        "for_whom": "Cilvēkiem, kuri nevar.\n\n- vecuma dēļ\n- <b>slimības</b> dēļ",
        "offline": "Atnāciet!",
    }
    return import_definition(definition).page


def test_start_page_says_what_to_prepare_and_by_when(start, client):
    response = client.get("/lv/pakalpojumi/sika-palidziba/pieteikties/")
    html = response.content.decode()
    assert response.status_code == 200
    assert 'id="start-application" href="sakt/"' in html
    assert "Ģimenes ārsta izziņa" in html
    assert "Jūsu ģimenes ārsts" in html
    assert "pictures/documents/doctor" in html
    assert "<li>vecuma dēļ</li><li>&lt;b&gt;slimības&lt;/b&gt; dēļ</li>" in html
    assert "līdz 7. decembrim" in html
    assert "Atnāciet!" in html
    assert "Datus apstrādājam, jo to nosaka likums." in html
    assert "sessionid" not in response.cookies
    assert "csrftoken" not in response.cookies


def test_start_page_costs_at_most_eight_queries(start, client, django_assert_max_num_queries):
    client.get("/lv/pakalpojumi/sika-palidziba/pieteikties/")
    with django_assert_max_num_queries(8):
        client.get("/lv/pakalpojumi/sika-palidziba/pieteikties/")


def test_crisis_page_puts_the_phone_before_everything(client):
    tiny_facts()
    service_page()
    duty = {"phone": "60 000 001", "hours": "visu diennakti"}
    clock = {"start": "received", "decide": {"n": 0, "unit": "at_once"}, "notify": {"n": 0, "unit": "at_once"}}
    definition = tiny_definition(crisis=True, duty=duty, clock=clock)
    definition["rehearsals"] = []
    import_definition(definition)
    html = client.get("/lv/pakalpojumi/sika-palidziba/pieteikties/").content.decode()
    assert html.index("60 000 001") < html.index("start-application")
    assert "decembr" not in html


@pytest.fixture
def in_russian(start):
    start.get_parent().copy_for_translation(Locale.objects.get_or_create(language_code="ru")[0], copy_parents=True)
    definition = tiny_definition()
    definition["texts"]["ru"] = {key: f"RU {text}" for key, text in definition["texts"]["lv"].items()}
    import_definition(definition)
    return start


def test_a_form_withdrawn_in_latvian_is_not_begun_in_another_language_either(in_russian, client):
    address = "/ru/pakalpojumi/sika-palidziba/"
    ServicePage.objects.get(locale__language_code="ru").save_revision().publish()
    assert "start-application" in client.get(f"{address}pieteikties/").content.decode()
    assert "pieteikties/" in client.get(address).content.decode()
    EServicePage.objects.get(locale__language_code="lv").unpublish()
    html = client.get(f"{address}pieteikties/").content.decode()
    assert "start-application" not in html
    assert "veidlapa.pdf" not in html
    assert 'id="not-offered"' in html
    assert "pieteikties/" not in client.get(address).content.decode()


def test_the_address_of_the_form_follows_no_title(start, client):
    page = EServicePage.objects.get()
    page.title, page.slug = "Pavisam cits", "pavisam-cits"
    page.save_revision().publish()
    assert client.get("/lv/pakalpojumi/sika-palidziba/pieteikties/").status_code == 200
    assert client.get("/lv/pakalpojumi/sika-palidziba/pieteikties/sakt/").status_code == 302


def test_a_service_has_one_form(start):
    assert not EServicePage.can_create_at(start.get_parent())
