"""One step at a time: what is kept, where it leads, what is refused; nothing is lost."""

import copy
import uuid

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from eservices.attachments.models import Attachment
from eservices.journeys import files
from eservices.journeys.models import Draft
from tests.attachments.files import pdf
from tests.definitions.forms import SCHEMA, published_version
from tests.journeys.resident import Resident

pytestmark = pytest.mark.django_db
SCRIPT = "<script>alert(1)</script>"


def paper(name: str = "izziņa.pdf", content: bytes | None = None) -> SimpleUploadedFile:
    return SimpleUploadedFile(name, pdf() if content is None else content, "application/pdf")


def test_nothing_is_kept_until_the_first_step_is_answered(version):
    resident = Resident().begin()
    assert resident.step == "droshiba"
    assert Draft.objects.count() == 0

    resident.press()
    assert len(resident.errors) == 1
    assert resident.page.title.get_text().startswith("Kļūda: Drošība")
    assert Draft.objects.count() == 0

    resident.fill()
    draft = Draft.objects.get()
    assert resident.step == "persona"
    assert draft.content["answers"] == {"safe": "yes"}
    assert str(draft.pk) == resident.draft_id
    assert "saglabāts" in resident.text


def test_whole_form_leads_to_the_review(version):
    resident = Resident().fill_until("review")
    assert resident.heading == "Pārbaudiet atbildes"
    for shown in ("Paraudziņa", "323456-78901", "Maltītes", "Grūti staigāt pa kāpnēm."):
        assert shown in resident.text
    assert Draft.objects.get().state == "open"


def test_no_step_is_stored_or_indexed(version):
    resident = Resident().fill_until("persona")
    for address in (resident.address, f"{resident.base}sakt/", "/lv/mani-pieteikumi/"):
        response = resident.client.get(address)
        assert "no-store" in response["Cache-Control"]
        assert "noindex" in response["X-Robots-Tag"]


def test_wrong_answer_is_named_and_what_was_typed_stays(version):
    resident = Resident().fill_until("persona").fill(phone="zvaniet vakarā")
    assert len(resident.errors) == 1
    assert resident.page.find(id="error-summary").a["href"] == "#id_phone"
    fields = resident.fields("step")
    assert fields["phone"] == ["zvaniet vakarā"]
    assert fields["first_name"] == ["Anna"]
    assert resident.go("persona").fields("step")["phone"] == ["zvaniet vakarā"]


def test_later_step_cannot_be_opened_before_the_earlier_ones_are_answered(version):
    resident = Resident().fill_until("persona")
    resident.go("dokumenti")
    assert resident.step == "persona"
    assert "Vispirms" in resident.text

    token = resident.fields("step")
    address = f"{resident.base}{resident.draft_id}/apliecinajums/"
    resident._shown(resident.client.post(address, {**token, "truth": "on", "reply": "post"}, follow=True), address)
    assert resident.step == "persona"
    assert "truth" not in Draft.objects.get().content["answers"]
    assert resident.get(f"{resident.base}{resident.draft_id}/iesniegums/parbaudit/").step == "persona"


def test_unknown_step_is_explained(version):
    resident = Resident().fill_until("persona")
    address = f"{resident.base}{resident.draft_id}/administracija/"
    assert resident.get(address).response.status_code == 404
    assert "tāda soļa nav" in resident.text
    assert resident.client.post(address, {}).status_code == 404


@pytest.mark.parametrize("make_id", [lambda draft: draft.pk, lambda draft: uuid.uuid4()])
def test_foreign_draft_and_no_draft_get_the_same_answer(version, make_id):
    Resident().fill_until("persona")
    stranger, draft = Client(), Draft.objects.get()
    for end in ("persona/", "iesniegums/parbaudit/", "iesniegums/dzest-visu/", "iesniegums/turpinat-velak/", ""):
        address = f"/lv/pakalpojumi/{draft.slug}/pieteikties/{make_id(draft)}/{end}"
        for response in (stranger.get(address), stranger.post(address, {"first_name": "Zagle"})):
            assert response.status_code == 404
            text = response.content.decode()
            assert "Turpināt ar atgriešanās kodu" in text
            assert "Anna" not in text
    assert Draft.objects.get().content["answers"] == {"safe": "yes"}


def test_forged_cookie_opens_nothing(version):
    Resident().fill_until("persona")
    draft, thief = Draft.objects.get(), Client()
    thief.cookies["drafts"] = f'["{draft.pk.hex}"]:forged'
    assert thief.get(f"/lv/pakalpojumi/{draft.slug}/pieteikties/{draft.pk}/persona/").status_code == 404


def test_answer_that_hides_another_keeps_it_in_the_draft(version):
    resident = Resident().fill_until("persona").fill(capacity="self_helped")
    assert "papildu" in resident.text or resident.page.find(id="appeared")
    resident.fill(capacity="self_helped", helper_name="Ilze")
    assert resident.step == "vajadziba"
    resident.go("persona").fill()
    assert Draft.objects.get().content["answers"]["helper_name"] == "Ilze"
    assert "Ilze" not in resident.go("vajadziba").text


def test_changing_from_the_review_returns_there(version):
    resident = Resident().fill_until("review")
    change = resident.page.find("a", href=lambda href: href and "/vajadziba/?parbaude" in href)
    resident.get(change["href"]).press(why="Salauzta kāja.")
    assert resident.heading == "Pārbaudiet atbildes"
    assert "Salauzta kāja." in resident.text


def test_change_that_asks_something_new_leads_to_it_before_the_review(version):
    resident = Resident().fill_until("review")
    resident.get(f"{resident.base}{resident.draft_id}/apgadnieki/?parbaude=1").press(poor="no")
    assert resident.step == "apgadnieki"
    assert resident.page.find(id="appeared")
    resident.press(poor="no", pension="410,20")
    assert resident.heading == "Pārbaudiet atbildes"


def test_rows_are_added_changed_and_removed_without_javascript(version):
    resident = Resident().fill_until("apgadnieki")
    resident.press("add-supporters", poor="yes")
    resident.press("add-supporters", supporters__0__s_name="Jānis", supporters__0__s_works="no")
    resident.press(supporters__1__s_name="Zane", supporters__1__s_works="no")
    rows = Draft.objects.get().content["answers"]["supporters"]
    assert [row["s_name"] for row in rows] == ["Jānis", "Zane"]
    resident.go("apgadnieki").press("remove-supporters-0")
    resident.press(supporters__0__s_name="Zane Liepa")
    assert [row["s_name"] for row in Draft.objects.get().content["answers"]["supporters"]] == ["Zane Liepa"]


def test_list_opened_by_an_answer_of_its_own_page_is_shown_with_its_first_row(db):
    steps = copy.deepcopy(SCHEMA["steps"])
    supporters = next(item for item in steps[3]["items"] if item["key"] == "supporters")
    supporters |= {"min": 1, "requirement": "warn", "when": {"answer": "poor", "is": "yes"}}
    published_version(steps=steps)
    resident = Resident().fill_until("apgadnieki").fill()
    assert resident.page.find(id="appeared")
    assert "supporters-0-s_name" in resident.fields("step")
    resident.press(supporters__0__s_name="Jānis", supporters__0__s_works="no")
    assert resident.step == "dokumenti"


def test_people_nobody_could_name_do_not_keep_the_resident_on_the_page(db):
    steps = copy.deepcopy(SCHEMA["steps"])
    supporters = next(item for item in steps[3]["items"] if item["key"] == "supporters")
    supporters |= {"min": 1, "requirement": "warn", "when": None}
    published_version(steps=steps)
    resident = Resident().fill_until("apgadnieki").fill()
    assert resident.step == "dokumenti"
    resident.fill("dokumenti").fill("apliecinajums")
    assert "supporters" not in Draft.objects.get().content["answers"]
    assert "Apgādnieki" in resident.page.find(id="still-missing").text


# Files


def test_files_stay_when_another_is_refused_and_can_be_removed(version):
    resident = Resident().fill_until("dokumenti")
    resident.press("attach", "doctor", doctor=paper())
    assert "izziņa.pdf" in resident.text

    resident.press(doctor=paper("vīruss.exe", b"MZ\x90 no paper"))
    assert resident.errors
    assert "izziņa.pdf" in resident.text
    assert Attachment.objects.count() == 1

    resident.press("attach", "doctor", doctor=[paper("otra.pdf"), paper("trešā.pdf")])
    kept = Draft.objects.get().content["answers"]["doctor"]["files"]
    assert len(kept) == 3
    resident.press("doctor-remove", kept[0])
    assert "izziņa.pdf" not in resident.text
    assert "otra.pdf" in resident.text
    resident.press()
    assert resident.step == "apliecinajums"
    assert Draft.objects.get().content["answers"]["doctor"]["files"] == kept[1:]


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("tukšs.pdf", b""),
        ("programma.pdf", b"MZ\x90\x00"),
        ("../../../etc/passwd", b"root:x:0:0"),
        ("ā" * 200 + ".pdf", b"x"),
    ],
)
def test_bad_file_gets_a_clear_error_and_the_page_stays(version, name, content):
    resident = Resident().fill_until("dokumenti").press(doctor=paper(name, content))
    assert resident.step == "dokumenti"
    assert len(resident.errors) == 1
    assert Attachment.objects.count() == 0
    resident.press(doctor__later="1")
    assert resident.step == "apliecinajums"


def test_files_are_held_as_long_as_the_draft_lives(version):
    resident = Resident().fill_until("dokumenti").press("attach", "doctor", doctor=paper())
    draft, attachment = Draft.objects.get(), Attachment.objects.get()
    assert attachment.held_until == draft.expires_at
    assert attachment.claimed_at is None
    resident.press()
    assert Attachment.objects.get().held_until == Draft.objects.get().expires_at


def test_file_sent_with_the_very_first_page_is_held_with_the_draft(db):
    steps = copy.deepcopy(SCHEMA["steps"])
    steps[0]["items"].append(steps[4]["items"].pop(1))
    published_version(steps=steps)
    resident = Resident().begin().press(doctor=paper())
    assert resident.step == "droshiba"
    draft, attachment = Draft.objects.get(), Attachment.objects.get()
    assert draft.content["answers"]["doctor"]["files"] == [str(attachment.pk)]
    assert attachment.held_until == draft.expires_at


def test_slot_takes_no_more_files_than_it_says(version):
    resident = (
        Resident().fill_until("dokumenti").press("attach", "doctor", doctor=[paper(f"{n}.pdf") for n in range(4)])
    )
    resident.press("attach", "doctor", doctor=[paper("piektā.pdf"), paper("sestā.pdf")])
    assert resident.errors == ["Te jau ir pārāk daudz failu. Pirms pievienojat vēl vienu, kādu noņemiet."]
    assert "piektā.pdf" in resident.text
    assert Attachment.objects.count() == len(Draft.objects.get().content["answers"]["doctor"]["files"]) == 5


def test_one_address_cannot_fill_the_disk_and_loses_nothing_when_it_is_stopped(version, monkeypatch):
    monkeypatch.setattr(files, "FILES_AN_HOUR", 3)
    resident = Resident().fill_until("dokumenti")
    resident.press("attach", "doctor", doctor=[paper("pirmā.pdf"), paper("otrā.pdf")])
    resident.press("attach", "doctor", doctor=[paper("trešā.pdf"), paper("ceturtā.pdf")])
    assert "ļoti daudz failu" in resident.errors[0]
    assert "trešā.pdf" in resident.text
    assert Attachment.objects.count() == 3
    assert resident.press(doctor__later="1").step == "apliecinajums"
    elsewhere = Resident()
    elsewhere.client.defaults["REMOTE_ADDR"] = "192.0.2.7"
    assert elsewhere.fill_until("dokumenti").press(doctor=paper()).step == "apliecinajums"


def test_a_household_with_thirty_photos_is_never_stopped():
    assert files.FILES_AN_HOUR >= 10 * 30


def test_process_killed_between_upload_and_submit_loses_nothing(version):
    """What the next process finds is what the last one had committed: draft and file."""
    resident = Resident().fill_until("dokumenti").press("attach", "doctor", doctor=paper())
    again = Resident()
    again.client.cookies = resident.client.cookies
    again.get(f"{resident.base}{resident.draft_id}/")
    assert again.step == "dokumenti"
    assert "izziņa.pdf" in again.text
    again.press()
    again.fill("apliecinajums")
    assert again.heading == "Pārbaudiet atbildes"
    assert "izziņa.pdf" in again.text


# Languages


def test_language_switch_in_the_middle_keeps_what_is_typed(version):
    resident = Resident().fill_until("vajadziba")
    resident.press("language", "ru", why="Man ir grūti")
    assert resident.address.startswith("/ru/")
    assert resident.fields("step")["why"] == ["Man ir grūti"]
    assert resident.errors == []
    # The form has no Russian texts: it stays whole in Latvian, and says so in Russian.
    assert resident.page.html["lang"] == "lv"
    assert "Turpināt" in resident.page.find(id="continue").get_text()
    assert "только на латышском" in resident.text
    assert Draft.objects.get().language == "ru"


def test_language_switch_on_the_first_step_keeps_the_choice_without_a_row(version):
    resident = Resident().begin()
    address = resident.address
    response = resident.client.post(address, {"safe": "careful", "language": "ru", "revision": "0"})
    assert response.status_code == 307
    assert response["Location"].startswith("/ru/")
    resident._shown(
        resident.client.post(response["Location"], {"safe": "careful", "language": "ru"}), response["Location"]
    )
    assert resident.fields("step")["safe"] == ["careful"]
    assert Draft.objects.count() == 0


def test_script_in_every_field_is_only_text(version):
    resident = Resident().fill_until("persona")
    resident.fill(first_name=SCRIPT, last_name=SCRIPT, home=SCRIPT)
    assert SCRIPT not in resident.response.content.decode()
    resident.fill("vajadziba", why=SCRIPT).fill().fill("dokumenti", doctor=paper(SCRIPT + ".pdf")).fill()
    assert resident.heading == "Pārbaudiet atbildes"
    assert SCRIPT not in resident.response.content.decode()
    assert resident.text.count("alert(1)") >= 4
    resident.press("", form="submit-application")
    assert SCRIPT not in resident.response.content.decode()


def test_ten_thousand_characters_are_refused_and_kept_on_the_page(version):
    long = "ā" * 10_000
    resident = Resident().fill_until("vajadziba").fill(why=long)
    assert len(resident.errors) == 1
    assert resident.fields("step")["why"] == [long]


def test_statements_of_a_step_are_few_and_do_not_grow_with_the_answers(version, django_assert_num_queries):
    resident = Resident().fill_until("dokumenti").press("attach", "doctor", doctor=paper())
    for step in ("droshiba", "persona", "vajadziba", "apgadnieki"):
        with django_assert_num_queries(1):  # the draft
            resident.client.get(f"{resident.base}{resident.draft_id}/{step}/")
    for _files in (1, 3):
        with django_assert_num_queries(2):  # and the files of the slot, one or three
            resident.client.get(resident.address)
        resident.press("attach", "doctor", doctor=[paper("otra.pdf"), paper("trešā.pdf")])
    posted = resident.go("vajadziba").fields("step") | {"continue": "1", "why": "Krita."}
    with django_assert_num_queries(6):  # read, begin, lock, write, hold the files, commit
        resident.client.post(resident.address, posted)


def test_unfinished_version_of_another_service_is_not_offered(db):
    published_version()
    resident = Resident(slug="cits-pakalpojums").get("/lv/pakalpojumi/cits-pakalpojums/pieteikties/sakt/")
    assert resident.response.status_code == 404
    assert "nevar pieteikties internetā" in resident.text
