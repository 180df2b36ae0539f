"""Staff read Latvian on every screen: no message of the CMS, of its translation tool or of signing in is left in English."""

import json
import re
from datetime import timedelta
from importlib.util import find_spec
from pathlib import Path

import pytest
from babel.messages.pofile import read_po
from django.test import Client
from django.utils import timezone, translation
from wagtail.admin.templatetags.wagtailadmin_tags import timesince_simple

from portal.people.models import StaffUser
from tests.languages import screens
from tests.languages.walking import asked_without_translation, walk

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("demo_site")]


@pytest.fixture
def files_of_its_own(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path


def signed_in(account):
    client = Client(raise_request_exception=False)
    client.force_login(account)
    return client


@pytest.mark.usefixtures("files_of_its_own")
def test_no_message_on_any_screen_of_the_staff_side_is_without_latvian():
    editor = StaffUser.objects.get(username="redaktore")
    everything = StaffUser.objects.create_superuser("uzturetaja", "u@paraugs.example", "x" * 20)
    with asked_without_translation("lv") as missing:
        addresses = screens.prepare(editor)
        opened = walk(signed_in(everything), "/admin/", *addresses)
        opened |= walk(signed_in(editor), "/admin/", *addresses[:12])
        pressed = screens.act(signed_in(everything), editor)
    assert sorted(missing) == []
    assert [address for address, status in [*opened.items(), *pressed] if status >= 500] == []
    assert len(opened) > 250


@pytest.mark.parametrize("kind", ["external", "email", "phone", "anchor"])
def test_every_box_of_the_link_chooser_is_named_in_latvian(kind):
    client = signed_in(StaffUser.objects.get(username="redaktore"))
    form = client.get(f"/admin/choose-{kind}-link/", {"link_text": "šeit"}).json()["html"]
    assert "Saites vārdi" in form
    assert not re.search("Link text|Email address|Phone number|Subject|Body", form)


@pytest.mark.parametrize(
    ("minutes", "told"), [(0, "tikko"), (1, "1 minūti atpakaļ"), (2, "2 minūtes atpakaļ"), (21, "21 minūti atpakaļ")]
)
def test_time_that_has_passed_is_counted_in_the_right_number(minutes, told):
    with translation.override("lv"):
        said = timesince_simple(timezone.now() - timedelta(minutes=minutes))
    assert said.replace("\N{NO-BREAK SPACE}", " ") == told


def test_signing_in_and_out_is_in_latvian():
    staff = signed_in(StaffUser.objects.get(username="redaktore"))
    with asked_without_translation("lv") as missing:
        for name in ("login", "signup", "password/reset", "password/reset/done", "inactive"):
            Client().get(f"/konts/{name}/", follow=True)
        Client().post("/konts/login/", {"login": "redaktore", "password": "nav"})
        for name in ("logout", "password/change", "email", "reauthenticate"):
            staff.get(f"/konts/{name}/", follow=True)
        staff.post("/konts/password/change/", {"oldpassword": "nav", "password1": "a", "password2": "b"})
    assert sorted(missing) == []


@pytest.mark.parametrize(
    ("package", "address"),
    [("wagtail.admin", "/admin/jsi18n/"), ("wagtail_localize", "/admin/localize/jsi18n/")],
)
def test_every_message_of_their_scripts_is_in_latvian(package, address):
    home = Path(find_spec(package).origin).parent
    with (home / "locale/en/LC_MESSAGES/djangojs.po").open("rb") as file:
        asked = {each.id if isinstance(each.id, str) else each.id[0] for each in read_po(file) if each.id}
    script = signed_in(StaffUser.objects.get(username="redaktore")).get(address).content.decode()
    known = json.loads(re.search(r"newcatalog = (\{.*?\});\n", script, re.S)[1])
    assert sorted(asked - set(known)) == []
