"""An editor who leaves keys empty gets good ones; a duplicated question gets a key of its own."""

import json
import uuid

import pytest
from django.urls import reverse

from eservices.definitions.importing import import_definition
from eservices.definitions.keying import free_key, key_from
from eservices.definitions.models import EServicePage
from eservices.definitions.versions import live_version
from portal.people.models import StaffUser
from tests.definitions.editor import edit_data
from tests.definitions.forms import tiny_definition, tiny_facts
from tests.definitions.site import service_page


@pytest.mark.parametrize(
    ("label", "kind", "key"),
    [
        ("Vārds, uzvārds", "item", "vards_uzvards"),
        ("Vai Jums ir trūcīgas personas statuss?", "item", "vai_jums_ir_trucigas_personas"),
        ("3 bērni vai vairāk", "item", "n3_berni_vai_vairak"),
        ("Par Jums", "step", "par-jums"),
        ("2 reizes nedēļā", "option", "2-reizes-nedela"),
        ("Šķirtenis: ģimene", "item", "skirtenis_gimene"),
        ("???", "item", "jautajums"),
        ("x" * 80, "item", "x" * 30),
    ],
)
def test_a_key_is_the_label_in_plain_letters(label, kind, key):
    assert key_from(label, kind) == key


def test_a_taken_key_gets_a_number():
    assert free_key("vards", "item", {"vards", "vards_2"}.__contains__) == "vards_3"
    assert free_key("par-jums", "step", {"par-jums"}.__contains__) == "par-jums-2"


pytestmark = pytest.mark.django_db


@pytest.fixture
def eservice():
    tiny_facts()
    service_page()
    return import_definition(tiny_definition() | {"rehearsals": []}).page


@pytest.fixture
def save(client):
    client.force_login(StaffUser.objects.create_superuser("redaktore", "r@paraugs.lv", "x" * 20))

    def save(page, steps, publish=False, **changes):
        """Post the page with other steps; give the steps as they were saved."""
        changed = EServicePage.objects.get(pk=page.pk)
        changed.steps = json.dumps(steps)
        data = edit_data(changed, **changes) | ({"action-publish": "1"} if publish else {})
        response = client.post(reverse("wagtailadmin_pages:edit", args=[page.pk]), data)
        assert response.status_code == 302
        return EServicePage.objects.get(pk=page.pk).get_latest_revision_as_object().steps.raw_data

    return save


def raw(page):
    return json.loads(json.dumps(list(page.steps.raw_data)))


def new(kind, **value):
    return {"type": kind, "id": str(uuid.uuid4()), "value": {"key": "", "label": "", "when": [], **value}}


def copied(block):
    """A block as Wagtail duplicates it: the same in all but the ids."""
    if isinstance(block, list):
        return [copied(one) for one in block]
    if not isinstance(block, dict):
        return block
    copy = {name: copied(value) for name, value in block.items()}
    return copy | ({"id": str(uuid.uuid4())} if "id" in block else {})


def keys_of(step):
    return [item["value"]["key"] for item in step["value"]["items"]]


def test_empty_keys_are_filled_in_and_kept_unique(save, eservice):
    steps = raw(eservice)
    options = [{"type": "item", "id": str(uuid.uuid4()), "value": {"key": "", "label": text}} for text in ("Jā", "Jā")]
    steps[2]["value"]["items"] += [
        new("text", label="Why"),
        new("radio", label="Pilsēta", options=options),
        new("text", label="Step"),
        new("info", body="Lasiet uzmanīgi."),
    ]
    steps[2]["value"]["checks"] = [
        {
            "type": "check",
            "id": str(uuid.uuid4()),
            "value": {
                "key": "",
                "at": "hours",
                "text": "Tik daudz nevar.",
                "level": "error",
                "when": [{"type": "test", "value": {"answer": "hours", "how": "more_than", "value": "50"}}],
            },
        }
    ]
    step = save(eservice, steps, publish=True)[2]
    assert keys_of(step)[-4:] == ["why_2", "pilseta", "step_2", "lasiet_uzmanigi"]
    assert [one["value"]["key"] for one in step["value"]["items"][-3]["value"]["options"]] == ["ja", "ja-2"]
    assert step["value"]["checks"][0]["value"]["key"] == "tik_daudz_nevar"
    assert "item.pilseta.label" in live_version("sika-palidziba").texts


def test_a_new_question_never_gets_the_key_of_a_removed_one(save, eservice):
    steps = raw(eservice)
    steps[2]["value"]["items"] = [item for item in steps[2]["value"]["items"] if item["value"]["key"] != "talk"]
    save(eservice, steps, publish=True)
    steps[2]["value"]["items"].append(new("text", label="Talk"))
    assert keys_of(save(eservice, steps)[2])[-1] == "talk_2"


def test_a_published_key_left_empty_stays(save, eservice):
    steps = raw(eservice)
    steps[0]["value"]["key"] = steps[0]["value"]["items"][0]["value"]["key"] = ""
    step = save(eservice, steps)[0]
    assert (step["value"]["key"], keys_of(step)[0]) == ("droshiba", "safe")


def test_a_duplicated_question_gets_a_key_of_its_own_at_every_save(save, eservice):
    steps = raw(eservice)
    steps[2]["value"]["items"].insert(0, copied(steps[2]["value"]["items"][0]))
    assert keys_of(save(eservice, steps)[2])[:2] == ["why_2", "why"]
    # The browser still shows the old key when the draft saves itself again.
    assert keys_of(save(eservice, steps, publish=True)[2])[:2] == ["why_2", "why"]


def test_conditions_in_a_duplicated_group_look_at_the_copy(save, eservice):
    steps = raw(eservice)
    items = steps[3]["value"]["items"]
    items.insert(2, copied(items[1]))
    group = save(eservice, steps)[3]["value"]["items"][2]
    assert keys_of(group) == ["s_name_2", "s_works_2", "s_income_2"]
    tests = group["value"]["items"][2]["value"]["when"][0]["value"]
    assert [one["value"]["answer"] for one in tests] == ["s_works_2", "poor"]


def test_a_published_key_typed_again_elsewhere_stays_a_fault(save, eservice, client):
    steps = raw(eservice)
    steps[2]["value"]["items"][0]["value"]["key"] = "safe"
    changed = EServicePage.objects.get(pk=eservice.pk)
    changed.steps = json.dumps(steps)
    data = edit_data(changed) | {"action-publish": "1"}
    response = client.post(reverse("wagtailadmin_pages:edit", args=[eservice.pk]), data)
    assert response.status_code == 200
    assert "ir publicēta un nevar kļūt par" in response.content.decode()


def test_a_condition_may_name_a_question_and_a_choice_by_their_labels(save, eservice):
    steps = raw(eservice)
    test = {"type": "test", "value": {"answer": "kādā valodā runāsim", "how": "is", "value": "krieviski"}}
    steps[3]["value"]["items"][0]["value"]["when"] = [test]
    saved = save(eservice, steps, publish=True)[3]["value"]["items"][0]["value"]["when"][0]["value"]
    assert (saved["answer"], saved["value"]) == ("talk", "ru")


def test_the_key_of_a_new_e_service_is_made_from_its_title(save, eservice):
    EServicePage.objects.update(first_published_at=None)
    save(eservice, raw(eservice), key="", title="Pieteikties atpūtai")
    assert EServicePage.objects.get().get_latest_revision_as_object().key == "pieteikties-atputai"
