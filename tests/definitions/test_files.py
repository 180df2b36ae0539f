"""An editor takes e-services in and out as files; nothing changes before what it will do was seen."""

import json
import random

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.core.management import call_command
from django.urls import reverse
from wagtail.models import Page

from eservices.definitions.importing import import_definition
from eservices.definitions.models import EServicePage, FormVersion
from eservices.definitions.schema import SCHEMA_FILE, validate_definition
from portal.people.models import StaffUser
from portal.people.roles import grant, sync_groups
from tests.definitions.forms import tiny_definition, tiny_facts
from tests.definitions.site import service_page

pytestmark = pytest.mark.django_db


@pytest.fixture
def office():
    tiny_facts()
    return service_page()


@pytest.fixture
def eservice(office):
    return import_definition(tiny_definition()).page


@pytest.fixture
def editor(client, office):
    sync_groups()
    user = StaffUser.objects.create_user("redaktore", password="x" * 20)
    grant(user, "editor")
    client.force_login(user)
    return client


def upload(editor, content):
    written = content if isinstance(content, bytes) else json.dumps(content).encode()
    return editor.post(reverse("eservices:take_in"), {"file": SimpleUploadedFile("fails.json", written)})


def confirm(editor, response, **changes):
    return editor.post(reverse("eservices:take_in"), {"kept": response.context["kept"], **changes}, follow=True)


def shown(response):
    return response.content.decode().replace("&quot;", '"').replace("&#x27;", "'")


def counted():
    return Page.objects.count(), FormVersion.objects.count(), EServicePage.objects.filter(live=True).count()


def test_what_is_downloaded_is_what_the_command_writes_and_can_be_taken_in_again(editor, eservice, capsys):
    response = editor.get(reverse("eservices:file", args=[eservice.pk]))
    assert response["Content-Disposition"] == 'attachment; filename="sika-palidziba.json"'
    call_command("export_eservice", "sika-palidziba")
    assert response.content.decode() == capsys.readouterr().out
    assert "jau ir tāds kā failā" in shown(upload(editor, response.content))


def test_a_new_e_service_is_shown_first_and_taken_in_when_confirmed(editor):
    before = counted()
    response = upload(editor, tiny_definition())
    assert "Jauns e-pakalpojums" in shown(response)
    assert counted() == before
    response = confirm(editor, response)
    assert "ir publicēts" in shown(response)
    version = FormVersion.objects.get()
    assert (version.state, version.published_by.username) == ("live", "redaktore")


def test_a_change_is_told_as_a_readable_difference(editor, eservice):
    definition = tiny_definition()
    definition["texts"]["lv"]["item.why.label"] = "Kas Jums kait?"
    response = upload(editor, definition)
    assert "Aizstās 1. versiju" in shown(response)
    assert "Jautājums pārsaukts: „Kas notiek?” → „Kas Jums kait?”." in shown(response)
    assert FormVersion.objects.count() == 1
    confirm(editor, response)
    assert FormVersion.objects.get(state="live").number == 2


def test_the_same_file_twice_changes_nothing(editor, eservice):
    response = upload(editor, tiny_definition())
    assert "Nekas nemainās" in shown(response)
    before = counted(), eservice.revisions.count()
    confirm(editor, response)
    assert (counted(), eservice.revisions.count()) == before


def test_what_somebody_published_meanwhile_is_looked_at_again(editor, eservice):
    definition = tiny_definition()
    definition["texts"]["lv"]["item.why.label"] = "Kas Jums kait?"
    response = upload(editor, definition)
    other = tiny_definition()
    other["texts"]["lv"]["item.why.label"] = "Stāstiet!"
    import_definition(other)
    response = confirm(editor, response)
    assert "Pa to laiku kāds e-pakalpojumu publicēja" in shown(response)
    assert "„Stāstiet!” → „Kas Jums kait?”" in shown(response)
    confirm(editor, response)
    assert FormVersion.objects.get(state="live").texts["item.why.label"] == "Kas Jums kait?"


def test_every_fault_is_told_with_its_path_and_what_was_expected(editor, eservice):
    definition = tiny_definition()
    step = definition["schema"]["steps"][1]
    step["items"][0]["type"] = "slider"
    step["items"][1]["requirement"] = 7
    del definition["schema"]["clock"]
    words = shown(upload(editor, definition))
    assert "3 kļūdas. Nekas netika mainīts." in words
    assert "schema.steps[1].items[0].type" in words
    assert "Atļauts: text, long_text" in words
    assert "schema.steps[1].items[1].requirement" in words
    assert "„clock”" in words
    assert FormVersion.objects.count() == 1


@pytest.mark.parametrize(
    ("content", "told"),
    [
        (b"<html>", "Tas nav JSON: kļūda ir 1. rindā, pie 1. zīmes."),
        (b'{"format": ', "Tas nav JSON"),
        (b"\xff\xfe", "Fails nav teksts UTF-8 kodējumā."),
        (b"[" * 200_000, "pārāk daudz līmeņu"),
        (b"[" * 100 + b"]" * 100, "pārāk daudz līmeņu"),
        (b'{"version": 1, "version": 2}', "Vārds „version” vienā vietā ir divreiz."),
        (b'{"version": NaN}', "NaN nav skaitlis."),
        (b"[]", "Šeit jābūt: vārdi ar vērtībām { }."),
        (b" " * (2 * 1024 * 1024 + 1), "Fails ir par lielu"),
        ({**tiny_definition(), "version": 2}, "Šeit jābūt „1”."),
    ],
)
def test_what_is_no_file_of_an_e_service_is_refused_clearly(editor, content, told):
    before = counted()
    response = upload(editor, content)
    assert response.status_code == 200
    assert told in shown(response)
    assert counted() == before


def test_ten_thousand_questions_are_refused_at_once(editor):
    definition = tiny_definition()
    asked = [{"key": f"q{n}", "type": "text"} for n in range(10_000)]
    definition["schema"]["steps"][0]["items"] = asked
    words = shown(upload(editor, definition))
    assert "Veidlapā jautājumu ir 100" in words
    assert "drīkst būt ne vairāk par 500" in words
    assert "1 kļūda." in words


def test_script_in_a_label_is_text_everywhere(editor, client, office):
    definition = tiny_definition()
    definition["texts"]["lv"]["item.why.label"] = "<script>alert(1)</script>"
    definition["texts"]["lv"]["title"] = "<img src=x onerror=alert(1)>"
    response = upload(editor, definition)
    assert "<img src=x" not in response.content.decode()
    confirm(editor, response)
    page = EServicePage.objects.get()
    addresses = [page.url, reverse("eservices:check", args=[page.pk]), reverse("eservices:bank", args=[page.pk])]
    addresses += [f"{reverse('eservices:try', args=[page.pk])}?step=vajadziba"]
    for address in addresses:
        words = editor.get(address, follow=True).content.decode()
        assert "<script>alert(1)" not in words
        assert "<img src=x" not in words


def test_a_file_that_was_not_looked_at_is_not_taken_in(editor):
    response = editor.post(reverse("eservices:take_in"), {"kept": "x.y.z"})
    assert "Tas nav fails, ko apskatījāt" in shown(response)
    assert not FormVersion.objects.exists()


def test_only_those_who_may_publish_take_files_in(client, office):
    user = StaffUser.objects.create_user("lietvede", password="x" * 20)
    sync_groups()
    grant(user, "registrar")
    client.force_login(user)
    assert client.get(reverse("eservices:take_in")).status_code == 302
    assert upload(client, tiny_definition()).status_code == 302
    assert not FormVersion.objects.exists()
    assert "Ielādēt no faila" not in shown(client.get(reverse("wagtailadmin_home")))


def test_the_shape_of_the_file_is_public_and_may_be_kept_by_caches(client):
    assert client.head("/e-service.schema.json").status_code == 200
    response = client.get("/e-service.schema.json")
    assert response.content == SCHEMA_FILE.read_bytes()
    assert "max-age=86400" in response["Cache-Control"]
    assert "public" in response["Cache-Control"]


def test_whatever_is_wrong_with_the_shape_is_told_in_our_words():
    """Every part of a definition in turn is replaced by something else; no fault is left in the library's English."""
    chance = random.Random(7)
    strangers = [None, 7, -1, "x" * 5000, "", [], {}, [[]], {"a": 1}, True, ["a", "a"]]
    for _n in range(400):
        definition = tiny_definition()
        place = definition
        while isinstance(place, dict | list) and place:
            keys = list(place) if isinstance(place, dict) else range(len(place))
            key = chance.choice(list(keys))
            if not isinstance(place[key], dict | list) or chance.random() < 0.2:
                place[key] = chance.choice(strangers)
                break
            place = place[key]
        for fault in validate_definition(definition):
            assert " is not " not in fault.message
            assert " is a required" not in fault.message
            assert "does not match" not in fault.message
