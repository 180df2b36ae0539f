"""The demo office: whole after the first run, untouched by the second."""

import csv
import json
import os
import stat
from pathlib import Path

import pytest
from django.conf import settings
from django.core.management import call_command
from django.db import connection
from django.test.utils import CaptureQueriesContext
from wagtail.models import Page

from eservices.catalogue.models import DocumentRequirement, DocumentType, Fee, FeeItem, Service, ServiceFee
from eservices.definitions.bank_copies import uses_of
from eservices.definitions.checking import check_live
from eservices.definitions.models import BankPart, EServicePage, FormVersion
from pages.models import ContentPage, OfficeSettings, RightsAndDutiesPage, ServicePage
from portal.demo.facts import FIVE_DAYS
from portal.demo.reading import eservice_files, services
from portal.people.models import RoleGrant, StaffUser, Unit
from portal.people.rights import may

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("demo_office")]
ESERVICES = {path.stem: json.loads(path.read_text(encoding="utf-8")) for path in eservice_files()}
SERVICES = list(csv.DictReader((Path(__file__).parent.parent / "data" / "services.csv").open(encoding="utf-8")))


def test_every_service_and_benefit_has_its_page_under_its_title_and_slug():
    pages = ServicePage.objects.live().filter(locale__language_code="lv").values_list("slug", "title")
    assert sorted(pages) == sorted((entry["slug"], entry["title"]) for entry in services())
    assert {(row["slug"], row["title"]) for row in SERVICES} <= set(pages)
    assert len(SERVICES) == 43


@pytest.mark.parametrize("language", ["ru", "en"])
def test_every_service_is_named_in_the_other_languages(language):
    pages = ServicePage.objects.live().filter(locale__language_code=language)
    assert {page.slug for page in pages} == {entry["slug"] for entry in services()}
    latvian = {entry["title"] for entry in services()}
    assert not {page.title for page in pages} & latvian


def test_every_code_the_services_name_exists():
    assert {each.document_code for each in DocumentRequirement.objects.all()} <= set(
        DocumentType.objects.values_list("code", flat=True)
    )
    assert {each.item_code for each in ServiceFee.objects.all()} <= set(FeeItem.objects.values_list("code", flat=True))
    assert set(Fee.objects.values_list("item_code", flat=True)) <= set(FeeItem.objects.values_list("code", flat=True))


def test_every_service_page_says_for_whom_and_how_and_every_service_has_a_unit():
    for page in ServicePage.objects.filter(locale__language_code="lv"):
        assert page.for_whom, page.slug
        assert page.steps, page.slug
        assert page.checked, page.slug
        assert page.audiences, page.slug
        assert page.situations, page.slug
    assert not Service.objects.filter(executor=None).exists()


def test_short_fee_names_amounts_by_their_item_so_they_cannot_grow_old():
    for page in ServicePage.objects.filter(locale__language_code="lv"):
        assert "€" not in page.fee_short, page.slug
        codes = {fee.item_code for fee in page.service.fee_items.all()}
        named = {part.split("]")[0] for part in page.fee_short.split("[")[1:]}
        assert named <= codes, page.slug


def test_staff_have_the_roles_of_their_jobs():
    roles = dict(RoleGrant.objects.values_list("user__username", "role"))
    assert roles == {
        "redaktore": "editor",
        "autore": "writer",
        "juriste": "lawyer",
        "lietvede": "registrar",
        "darbiniece": "handler",
        "gimenu_darbiniece": "handler",
        "vaditaja": "head_of_office",
        "vietniece": "deputy",
        "auditore": "auditor",
        "datu_specialiste": "data_protection",
        "administratore": "administrator",
    }
    assert StaffUser.objects.get(username="darbiniece").unit.code == "home_care"
    assert StaffUser.objects.get(username="gimenu_darbiniece").unit.code == "families"
    assert not StaffUser.objects.filter(is_superuser=True).exists()


def test_editor_edits_pages_and_sees_no_cases(client):
    editor = StaffUser.objects.get(username="redaktore")
    assert not may(editor, "case.list")
    client.force_login(editor)
    page = ServicePage.objects.get(slug="aprupe-majas", locale__language_code="lv")
    assert client.get(f"/admin/pages/{page.pk}/edit/").status_code == 200
    assert client.get("/admin/snippets/catalogue/service/").status_code == 200
    assert client.get("/admin/users/").status_code == 302


@pytest.mark.parametrize("username", ["lietvede", "auditore", "administratore"])
def test_others_edit_no_pages(client, username):
    client.force_login(StaffUser.objects.get(username=username))
    page = ServicePage.objects.get(slug="aprupe-majas", locale__language_code="lv")
    assert client.get(f"/admin/pages/{page.pk}/edit/").status_code == 302


def test_editor_saves_a_service_page_and_residents_see_it(client):
    from wagtail.test.utils.form_data import nested_form_data, streamfield

    client.force_login(StaffUser.objects.get(username="redaktore"))
    page = ServicePage.objects.get(slug="drosibas-poga", locale__language_code="lv")
    data = nested_form_data(
        {
            "title": page.title,
            "slug": page.slug,
            "summary": "Jauns ievads.",
            "service": page.service_id,
            "audiences": ["seniors"],
            "situations": ["cannot_cope_alone"],
            "for_whom": streamfield([("point", "Jūs dzīvojat viens.")]),
            **{name: streamfield([]) for name in ("not_for_whom", "included", "levels", "steps")},
            "fee_short": "",
            "fee_text": "",
            "deadline_text": "",
            "phone": "",
            "synonyms": "poga\nsignāls",
            "comments-TOTAL_FORMS": 0,
            "comments-INITIAL_FORMS": 0,
            "action-publish": "1",
        }
    )
    response = client.post(f"/admin/pages/{page.pk}/edit/", data)
    assert response.status_code == 302, response.context["form"].errors
    shown = client.get("/lv/pakalpojumi/drosibas-poga/").content.decode()
    assert "Jauns ievads." in shown
    assert "Jūs dzīvojat viens." in shown
    assert "drosibas-poga" in client.get("/lv/meklet/", {"q": "signāls"}).content.decode()


def test_second_run_changes_nothing_and_asks_little():
    before = (Page.objects.count(), Service.objects.count(), Unit.objects.count(), StaffUser.objects.count())
    with CaptureQueriesContext(connection) as statements:
        call_command("seed_demo", verbosity=0)
    written = [each["sql"] for each in statements if each["sql"].split()[0] in {"INSERT", "UPDATE", "DELETE"}]
    assert written == []
    assert len(statements) < 300
    assert before == (Page.objects.count(), Service.objects.count(), Unit.objects.count(), StaffUser.objects.count())


def test_the_question_bank_has_three_parts_in_three_languages_and_says_which_forms_ask_them():
    parts = BankPart.objects.filter(live=True, locale__language_code="lv")
    assert {part.name: part.get_translations().count() for part in parts} == {
        "Klienta dati": 2,
        "Apgādnieki": 2,
        "Ienākumi": 2,
    }
    uses = {part.name: uses_of(part) for part in parts}
    assert len(uses["Klienta dati"]) >= 3
    assert len(uses["Ienākumi"]) >= 3
    assert len(uses["Apgādnieki"]) >= 1
    assert not [use.page for found in uses.values() for use in found if use.is_changed_here or use.is_behind]
    assert not EServicePage.objects.filter(has_unpublished_changes=True).exists()
    assert not FormVersion.objects.filter(number__gt=1).exists()


def test_what_an_editor_changed_stays():
    page = ServicePage.objects.get(slug="aprupe-majas", locale__language_code="lv")
    page.summary = "Redaktores teksts"
    page.save()
    Service.objects.filter(code="home_care").update(decide_n=7)
    OfficeSettings.objects.update(phone="60 000 077")
    call_command("seed_demo", verbosity=0)
    page.refresh_from_db()
    assert page.summary == "Redaktores teksts"
    assert Service.objects.get(code="home_care").decide_n == 7
    assert OfficeSettings.objects.get().phone == "60 000 077"


def test_a_missing_page_comes_back():
    ContentPage.objects.get(slug="privatums").delete()
    call_command("seed_demo", verbosity=0)
    assert ContentPage.objects.filter(slug="privatums", live=True).exists()


def test_rights_and_duties_are_whole():
    page = RightsAndDutiesPage.objects.get(locale__language_code="lv")
    assert len(page.rights) >= 5
    assert len(page.duties) >= 4
    assert len(page.cooperation) == 6
    assert len(page.dispute_steps) == 2


def test_generated_password_is_kept_for_the_owner_only():
    path = Path(settings.KEYS_DIR) / "demo-password"
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    assert StaffUser.objects.get(username="lietvede").check_password(path.read_text().strip())


def test_a_new_password_from_the_environment_is_given_to_all(monkeypatch):
    monkeypatch.setitem(os.environ, "DEMO_PASSWORD", "cita-parole-demonstracijai")
    call_command("seed_demo", verbosity=0)
    assert all(user.check_password("cita-parole-demonstracijai") for user in StaffUser.objects.all())


def test_no_page_tells_a_phone_or_address_of_a_real_office():
    shown = " ".join(unit.phone for unit in Unit.objects.all())
    assert {part for part in shown.split() if len(part) == 2} == {"60"}
    assert all(unit.email.endswith("@paraugnovads.example") for unit in Unit.objects.exclude(email=""))


def test_facts_of_the_demo_do_not_contradict_each_other():
    call_command("check_facts", verbosity=0)


def test_home_care_can_be_applied_for_online(client):
    shown = client.get("/lv/pakalpojumi/aprupe-majas/").content.decode()
    assert 'href="/lv/pakalpojumi/aprupe-majas/pieteikties/"' in shown
    assert client.get("/lv/pakalpojumi/aprupe-majas/pieteikties/").status_code == 200
    assert "Pieteikties" not in client.get("/lv/pakalpojumi/drosibas-poga/").content.decode()


def test_every_definition_of_the_folder_is_offered_and_comes_out_as_rehearsed():
    assert check_live() == {key: [] for key in sorted(ESERVICES)}
    assert {page.key for page in EServicePage.objects.live().filter(locale__language_code="lv")} == set(ESERVICES)


@pytest.mark.parametrize("key", sorted(ESERVICES))
def test_an_eservice_is_rehearsed_and_begins_with_the_safe_way_to_reply(key):
    definition = ESERVICES[key]
    assert definition["schema"]["eservice"] == key
    assert len(definition["rehearsals"]) >= 3
    assert definition["schema"]["steps"][0]["items"][0]["role"] == "safe_contact"


@pytest.mark.parametrize("key", sorted(ESERVICES))
def test_an_eservice_runs_by_the_terms_its_service_is_described_with(key):
    schema = ESERVICES[key]["schema"]
    described = next(entry for entry in services() if entry["code"] == schema["service"]["code"])
    decide, notify = described["deadline"], described.get("notify", FIVE_DAYS) or {}
    assert schema["clock"]["start"] == decide["from"]
    for term, said in ((schema["clock"]["decide"], decide), (schema["clock"]["notify"], notify)):
        assert term["n"] == said.get("n", 0)
        assert not term["n"] or term["unit"] == said["unit"]
        assert (term["unit"] == "at_once") == (said.get("unit") == "at_once")


@pytest.mark.parametrize("key", sorted(ESERVICES))
def test_the_start_page_of_an_eservice_is_whole_in_every_language_it_has(client, key):
    for page in EServicePage.objects.live().filter(key=key):
        shown = client.get(page.url).content.decode()
        assert ESERVICES[key]["texts"][page.locale.language_code]["title"] in shown
        assert 'id="start-application"' in shown
    languages = EServicePage.objects.live().filter(key=key).values_list("locale__language_code", flat=True)
    assert set(languages) == set(ESERVICES[key]["texts"])


def test_forms_for_a_crisis_show_a_phone_first_and_keep_nothing_for_long(client):
    crisis = [page for page in EServicePage.objects.live().filter(locale__language_code="lv") if page.crisis]
    assert {"pabalsts-krizes-situacija", "palidziba-bernam"} <= {page.key for page in crisis}
    for page in crisis:
        shown = client.get(page.url).content.decode()
        assert shown.index(f"tel:+371{page.duty_phone.replace(' ', '')}") < shown.index('id="start-application"')
        assert page.duty_email
        assert (page.violence, page.emailed_return_link, page.authenticity) == (True, False, "none")
        first = client.get(f"{page.url}sakt/", follow=True).content.decode()
        assert f"tel:+371{page.duty_phone.replace(' ', '')}" in first[first.index("<main") : first.index("</main>")]
