"""An editor changes a price: she sees beforehand what changes and where, and every page follows on its day."""

import io
from datetime import UTC, date, datetime
from decimal import Decimal

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from wagtail.users.models import UserProfile

from eservices.catalogue.models import Fee
from portal.people.models import StaffUser
from portal.remembering import forget

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("demo_site")]
ADD = "/admin/snippets/catalogue/fee/add/"
TABLE = "/admin/prices/table/"
HOME_CARE = "/lv/pakalpojumi/aprupe-majas/"


@pytest.fixture
def editor():
    client = Client()
    client.force_login(StaffUser.objects.get(username="redaktore"))
    return client


@pytest.fixture
def old():
    return Fee.objects.get(item_code="home_care_1x", valid_until=None)


def typed(**more):
    return {"item_code": "home_care_1x", "amount": "32.10", "currency": "EUR", "valid_from": "2027-01-01", **more}


def shown(response):
    assert response.status_code == 200
    return response.content.decode().replace("\N{NO-BREAK SPACE}", " ")


def test_nothing_changes_before_she_confirms(editor, old):
    html = shown(editor.post(ADD, typed()))
    assert "no 01.01.2014 līdz 31.12.2026" in html
    assert "32,10 €" in html
    assert "maksas saraksts, aprēķins, teksts: maksa īsumā" in html
    assert 'name="amount" value="32.10"' in html
    old.refresh_from_db()
    assert old.valid_until is None
    assert 'value="32.10"' in shown(editor.post(ADD, typed(correct="1")))


@pytest.mark.parametrize("language", ["lv", "en"])
def test_amounts_and_days_are_typed_as_in_letters(editor, old, language):
    UserProfile.get_for_user(StaffUser.objects.get(username="redaktore"))
    UserProfile.objects.update(preferred_language=language)
    html = shown(editor.post(ADD, typed(amount="9,5" if language == "lv" else "9.5", valid_from="01.01.2027")))
    assert "31.12.2026" in html
    assert "9,50 €" in html or "€9.50" in html
    assert 'value="01.01.2014"' in shown(editor.get(f"/admin/snippets/catalogue/fee/edit/{old.pk}/"))


def test_on_the_day_every_place_follows(editor, old, monkeypatch):
    assert editor.post(ADD, typed(confirmed="1")).status_code == 302
    old.refresh_from_db()
    assert old.valid_until == date(2026, 12, 31)
    assert "28,46 €" in shown(Client().get(HOME_CARE))
    asked = {"diena-day": "1", "diena-month": "1", "diena-year": "2027", "cena": "home_care_1x"}
    assert "Jūs maksātu: <b>32,10 € mēnesī" in shown(Client().get(HOME_CARE, asked))
    monkeypatch.setattr("django.utils.timezone.now", lambda: datetime(2027, 1, 1, 6, tzinfo=UTC))
    forget()
    for path in (HOME_CARE, "/lv/cenradis/", "/en/pakalpojumi/aprupe-majas/"):
        html = shown(Client().get(path))
        assert "32,10 €" in html or "€32.10" in html or "32.10" in html, path
    assert "28,46 €" in shown(Client().get("/lv/cenradis/")).partition('id="archive"')[2]


def test_a_second_amount_from_the_same_day_is_refused_in_words(editor):
    html = shown(editor.post(ADD, typed(valid_from="2014-01-01")))
    assert "No šīs dienas summa jau ir." in html
    assert Fee.objects.filter(item_code="home_care_1x").count() == 2


def test_a_new_amount_begins_with_what_the_one_before_says(editor, old):
    html = shown(editor.get(ADD, {"pec": old.pk}))
    assert '<option value="home_care_1x" selected>' in html
    assert 'value="26.1. punkts"' in html
    assert f"?pec={old.pk}" in shown(editor.get(f"/admin/snippets/catalogue/fee/edit/{old.pk}/"))
    assert shown(editor.get(ADD, {"pec": "x"}))


def test_the_list_leads_to_a_new_amount_and_to_the_table(editor, old):
    html = shown(editor.get("/admin/snippets/catalogue/fee/", {"q": "reizi nedēļā"}))
    for address in (f"{ADD}?pec={old.pk}", TABLE, "/admin/prices/table.xlsx", "/admin/prices/table.csv"):
        assert f'href="{address}"' in html


def uploaded(editor, *rows):
    file = SimpleUploadedFile("cenas.csv", "\n".join(["kods;summa;spēkā no", *rows]).encode())
    return shown(editor.post(TABLE, {"file": file}))


def kept(html):
    return html.partition('name="kept" value="')[2].partition('"')[0]


def test_a_table_is_taken_in_whole_after_it_was_seen(editor, old):
    html = uploaded(editor, "home_care_1x;32,10;01.01.2027", "home_care_5x;142,29;01.01.2014")
    assert "1 rinda paliek, kā ir." in html
    assert Fee.objects.filter(valid_from=date(2027, 1, 1)).count() == 0
    assert editor.post(TABLE, {"kept": kept(html)}).status_code == 302
    assert Fee.objects.get(valid_from=date(2027, 1, 1)).amount == Decimal("32.10")
    old.refresh_from_db()
    assert old.valid_until == date(2026, 12, 31)


def test_one_faulty_row_stops_the_whole_table(editor):
    html = uploaded(editor, "home_care_1x;32,10;01.01.2027", "home_care_5x;;kaut kad")
    assert "<td>3</td><td>spēkā no</td>" in html
    assert kept(html) == ""
    html = uploaded(editor, "home_care_1x;32,10;01.01.2027", "home_care_1x;33;2027-01-01")
    assert "No šīs dienas ir divas summas." in html


def test_what_changed_meanwhile_is_shown_again_and_a_forged_table_is_refused(editor, old):
    found = kept(uploaded(editor, "home_care_1x;32,10;01.01.2027"))
    Fee.objects.filter(pk=old.pk).update(amount=30)
    again = shown(editor.post(TABLE, {"kept": found}))
    assert "30,00 €" in again
    assert not Fee.objects.filter(valid_from=date(2027, 1, 1)).exists()
    assert editor.post(TABLE, {"kept": kept(again)}).status_code == 302
    assert "Šī nav tā tabula" in shown(editor.post(TABLE, {"kept": found[:-2] + "xx"}))


def test_the_present_table_is_a_file_and_only_editors_of_prices_reach_it(editor):
    assert editor.get("/admin/prices/table.xlsx").content.startswith(b"PK")
    assert "home_care_1x" in io.BytesIO(editor.get("/admin/prices/table.csv").content).read().decode("utf-8-sig")
    assert editor.get("/admin/prices/table.exe").status_code == 404
    other = Client()
    other.force_login(StaffUser.objects.get(username="lietvede"))
    for path in (TABLE, "/admin/prices/table.csv"):
        assert other.get(path).status_code in {302, 403}
