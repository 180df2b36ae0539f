"""Handing in: one application or none, the same receipt for every repeat."""

import copy
import threading
from datetime import timedelta

import pytest
from django.db import connection
from django.test import Client
from django.utils import timezone

from eservices.applications.models import Application, Promise
from eservices.attachments.models import Attachment
from eservices.cases.models import Case, Event, Party
from eservices.definitions.models import FormVersion
from eservices.documents.models import IssuedPdf
from eservices.journeys import finding, keeping
from eservices.journeys.keeping import expire
from eservices.journeys.models import Draft
from portal.audit.models import AuditEntry
from tests.definitions.forms import SCHEMA, published_version
from tests.journeys.resident import Resident
from tests.journeys.test_steps import paper
from tests.registration.making import journal

pytestmark = pytest.mark.django_db


def at_review() -> Resident:
    return Resident().fill_until("review")


def send(resident: Resident) -> Resident:
    return resident.press("", form="submit-application")


def shown_reference(resident: Resident) -> str:
    return resident.page.find(id="reference").get_text(strip=True).replace(" ", "")


def test_application_is_made_and_the_draft_keeps_nothing_but_the_secret(version):
    resident = send(at_review())
    application, case = Application.objects.get(), Case.objects.get()
    assert shown_reference(resident) == case.reference
    assert case.client_name == "Anna Paraudziņa"
    assert case.to_be_confirmed
    assert "Lēmums līdz" in resident.text
    assert "Iesniegums Jums jāparaksta." in resident.text
    assert "Ģimenes ārsta izziņa" in resident.page.find(id="to-do").get_text()
    assert Promise.objects.get().slot == "doctor"
    assert application.declaration_version == application.privacy_version == "2026-11"
    assert AuditEntry.objects.filter(act="application.submitted", object_id=str(application.pk)).count() == 1
    assert Event.objects.filter(case=case, kind="application_received").count() == 1
    assert IssuedPdf.objects.filter(application=application, kind="receipt").exists()

    draft = Draft.objects.get()
    assert draft.state == Draft.SUBMITTED
    assert set(draft.content) == {"secret"}
    assert resident.page.find(id="secret").get_text(strip=True).replace(" ", "") == draft.content["secret"]


@pytest.mark.parametrize(
    ("safe", "said"), [("no", "Jums nerakstīsim un nezvanīsim"), ("careful", "sazināsies tikai tā, kā norādījāt")]
)
def test_whoever_must_not_be_called_is_not_told_that_we_will_call(version, safe, said):
    resident = Resident().begin()
    while resident.step != "parbaudit":
        resident.fill(**({"safe": safe} if resident.step == "droshiba" else {}))
    send(resident)
    assert said in resident.text
    assert "var Jums piezvanīt" not in resident.text


def test_daughter_who_helps_is_told_that_her_mother_signs(version):
    resident = Resident().fill_until("persona")
    resident.fill(capacity="self_helped").fill(capacity="self_helped", helper_name="Ilze")
    for step in ("vajadziba", "apgadnieki", "dokumenti", "apliecinajums"):
        resident.fill(step)
    send(resident)
    assert "To paraksta Anna Paraudziņa." in resident.text
    client = Case.objects.get().parties.get(role="client")
    Party.objects.create(case=client.case, role="representative", first_name="Ilze", last_name="Liepa", order=5)
    assert "Iesniegums Jums jāparaksta." in resident.get(resident.address).text, "who represents her signs herself"


def test_receipt_and_the_copy_to_sign_are_downloaded_privately(version):
    resident = send(at_review())
    for end, start in (("apliecinajums.pdf", b"%PDF"), ("iesniegums.pdf", b"%PDF")):
        response = resident.client.get(f"{resident.base}{resident.draft_id}/iesniegums/{end}")
        assert b"".join(response.streaming_content if response.streaming else [response.content]).startswith(start)
        assert response["Content-Disposition"].startswith("attachment")
        assert "no-store" in response["Cache-Control"]
        assert Client().get(f"{resident.base}{resident.draft_id}/iesniegums/{end}").status_code == 404


def test_second_click_refresh_and_back_show_the_same_receipt(version):
    resident = at_review()
    review, token = resident.address, resident.fields("submit-application")
    first = shown_reference(send(resident))

    again = resident._shown(resident.client.post(review, token, follow=True), review)
    assert shown_reference(again) == first
    assert shown_reference(resident.get(resident.address)) == first
    assert shown_reference(resident.go("persona")) == first
    assert shown_reference(resident.get(review)) == first
    assert Application.objects.count() == Case.objects.count() == 1


def test_step_posted_after_handing_in_changes_nothing(version):
    resident = at_review()
    tab = Resident()
    tab.client = resident.client
    tab.get(f"{resident.base}{resident.draft_id}/vajadziba/")
    reference = shown_reference(send(resident))
    tab.fill("vajadziba", why="Par vēlu.")
    assert shown_reference(tab) == reference
    assert "Par vēlu." not in str(Application.objects.get().answers)


def test_files_are_claimed_with_the_application(version):
    resident = Resident().fill_until("dokumenti").press(doctor=paper())
    send(resident.fill("apliecinajums"))
    attachment = Attachment.objects.get()
    assert attachment.claimed_at is not None
    assert Application.objects.get().files.get().attachment_id == attachment.pk


def test_missing_papers_are_named_but_do_not_stop(version):
    resident = Resident().fill_until("vajadziba").fill(hours="").fill().fill().fill()
    warned = resident.page.find(id="still-missing").get_text()
    assert "Cik stundu nedēļā?" in warned
    assert "Ģimenes ārsta izziņa" in warned
    assert "atnesīsiet vēlāk" in warned
    send(resident)
    assert Application.objects.count() == 1


def test_review_page_left_open_while_another_tab_makes_a_step_unfinished(version):
    resident = at_review()
    tab = Resident()
    tab.client = resident.client
    tab.get(f"{resident.base}{resident.draft_id}/vajadziba/").press("later", why="")
    send(resident)
    assert resident.step == "vajadziba"
    assert Application.objects.count() == 0
    assert Draft.objects.get().state == Draft.OPEN


def test_withdrawn_form_is_explained_and_the_answers_stay(version):
    resident = at_review()
    FormVersion.objects.filter(pk=version.pk).update(state=FormVersion.State.WITHDRAWN)
    send(resident)
    assert resident.response.status_code == 410
    assert "vairs nepieņemam" in resident.text
    assert Application.objects.count() == 0
    assert Draft.objects.get().content["answers"]["first_name"] == "Anna"


def test_answers_move_to_the_newer_form(version):
    resident = at_review()
    FormVersion.objects.filter(pk=version.pk).update(state=FormVersion.State.WITHDRAWN)
    newer = published_version(minutes=20)
    assert newer.pk != version.pk
    send(resident).press("move", form=None)
    assert Draft.objects.get().version_id == newer.pk
    assert resident.step == "parbaudit", "nothing new is asked"
    send(resident)
    assert Application.objects.get().form_version_id == newer.pk


def test_answers_whose_question_has_become_another_are_dropped_and_named(
    version, monkeypatch, django_capture_on_commit_callbacks
):
    """The service has got another e-service under its address, which asks other things by the same keys."""
    resident = Resident().fill_until("dokumenti").press("attach", "doctor", doctor=paper()).press()
    resident.fill("apliecinajums")
    resident.go("apgadnieki").press("add-supporters").press(supporters__0__s_name="Jānis", supporters__0__s_works="no")
    FormVersion.objects.filter(pk=version.pk).update(state=FormVersion.State.WITHDRAWN)
    steps = copy.deepcopy(SCHEMA["steps"])
    items = {item["key"]: item for step in steps for item in step["items"]}
    items["hours"] |= {"type": "long_text", "rules": {}}
    items["why"] |= {"type": "text"}
    items["doctor"] |= {"document": "income"}
    items["supporters"]["items"][1] |= {"type": "text"}
    newer = published_version(eservice="cita-palidziba", steps=steps)
    monkeypatch.setattr(finding, "offered_at", lambda slug: newer)
    resident.get(f"{resident.base}{resident.draft_id}/iesniegums/parbaudit/")
    with django_capture_on_commit_callbacks(execute=True):
        resident.press("move", form=None)
    assert "Cik stundu nedēļā?" in resident.text
    assert "Ģimenes ārsta atzinums" in resident.text
    assert "Vai strādā?" in resident.text
    content = Draft.objects.get().content
    assert content["answers"].keys() & {"hours", "doctor"} == set()
    assert content["answers"]["why"] == "Grūti staigāt pa kāpnēm.", "a longer field asks the same"
    assert content["answers"]["supporters"][0].keys() == {"row_id", "s_name"}
    assert not Attachment.objects.exists()
    assert resident.go("vajadziba").step == "vajadziba", "what comes before it stays answered"
    assert resident.fields("step")["hours"] == [""]
    assert resident.fields("step")["why"] == ["Grūti staigāt pa kāpnēm."]
    assert Draft.objects.get().version_id == newer.pk


def test_superseded_form_is_still_taken(version):
    resident = at_review()
    published_version(minutes=20)
    send(resident)
    assert Application.objects.get().form_version_id == version.pk


def test_expired_draft_is_explained_and_its_answers_are_gone(version):
    resident = Resident().fill_until("vajadziba")
    Draft.objects.update(expires_at=timezone.now() - timedelta(minutes=1))
    assert resident.go("vajadziba").response.status_code == 410
    assert "Tas nebija iesniegts" in resident.text
    assert expire() == 1
    assert Draft.objects.get().content == {}
    assert resident.go("vajadziba").response.status_code == 410
    resident._shown(resident.client.post(resident.address, {"why": "x"}), resident.address)
    assert resident.response.status_code == 410
    Draft.objects.update(expires_at=timezone.now() - timedelta(days=31))
    expire()
    assert Draft.objects.count() == 0


def test_receipt_is_forgotten_after_a_day(version):
    resident = send(at_review())
    Draft.objects.update(expires_at=timezone.now() - timedelta(minutes=1))
    resident.get(resident.address)
    assert resident.response.status_code == 410
    assert "Sekot" in resident.text
    expire()
    assert Draft.objects.get().content == {}


@pytest.mark.django_db(transaction=True)
def test_parallel_submits_make_one_application(db):
    """Three tabs press the button at the same moment, each in a thread of its own."""
    journal()
    published_version()
    resident = at_review()
    token, references, together = resident.fields("submit-application"), [], threading.Barrier(3)

    def press() -> None:
        try:
            tab = Resident()
            tab.client.cookies = resident.client.cookies
            together.wait()
            tab._shown(tab.client.post(resident.address, token, follow=True), resident.address)
            references.append(shown_reference(tab))
        finally:
            connection.close()

    threads = [threading.Thread(target=press) for _tab in range(3)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(references) == 3
    assert len(set(references)) == 1
    assert Application.objects.count() == Case.objects.count() == 1


def test_an_application_sent_long_ago_is_not_filled_in_again_under_its_own_address(version):
    """Its draft's row is gone after a month, but a browser may still know the address and hold the right."""
    resident = send(at_review())
    address = f"{resident.base}{resident.draft_id}/droshiba/"
    Draft.objects.all().delete()
    assert resident.get(address).response.status_code == 404


def test_a_file_that_is_gone_is_said_and_nothing_is_lost(version):
    resident = Resident().fill_until("dokumenti")
    resident.press(doctor=paper())
    resident.fill("apliecinajums")
    Attachment.objects.all().delete()
    send(resident)
    assert resident.response.status_code == 200
    assert resident.step == "parbaudit"
    assert "nav" in resident.page.select_one(".govuk-notification-banner, [role=alert], [role=status]").get_text()
    assert not Application.objects.exists()
    assert Draft.objects.get().state == Draft.OPEN


def test_a_draft_saved_while_the_expired_ones_are_looked_through_is_kept(version, monkeypatch):
    Resident().fill_until("vajadziba")
    Draft.objects.update(expires_at=timezone.now() - timedelta(minutes=1))
    real = keeping._empty

    def saved_just_before(key, due):
        Draft.objects.update(expires_at=timezone.now() + timedelta(days=30))
        return real(key, due)

    monkeypatch.setattr(keeping, "_empty", saved_just_before)
    assert expire() == 0
    assert Draft.objects.get().content["answers"]
