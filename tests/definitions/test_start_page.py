import datetime

import pytest

from eservices.catalogue.models import DocumentType
from eservices.definitions import starting
from eservices.definitions.importing import import_definition
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
