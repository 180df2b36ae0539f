"""Leaving a draft and coming back to it: by return code, by mailed link, and not at all from a shared computer."""

import re
from datetime import timedelta

import pytest
from django.core import mail
from django.test import Client
from django.utils import timezone

from eservices.applications.models import Application
from eservices.attachments.models import Attachment
from eservices.journeys import access, continuing, keeping
from eservices.journeys.models import Draft
from eservices.notifications.models import Message
from portal.personal_data.secrets import hash_secret
from portal.working_days.calendar import today
from tests.definitions.forms import published_version
from tests.journeys.resident import SLUG, Resident
from tests.journeys.test_steps import paper
from tests.registration.making import journal

pytestmark = pytest.mark.django_db
RESUME = "/lv/mani-pieteikumi/turpinat/"
BORN = {"birth_date-day": "7", "birth_date-month": "12", "birth_date-year": "1948"}


@pytest.fixture
def saved(version) -> Resident:
    """Left in the middle of the third step."""
    return Resident().fill_until("vajadziba").press("later", why="Nepabeigts teikums")


def code_of(resident: Resident, **born: str) -> str:
    resident.press(
        "give-code", form="return-code-form", **{name.replace("-", "__"): value for name, value in born.items()}
    )
    return resident.page.find(id="return-code").get_text(strip=True)


def resume(code: str, born: dict[str, str], button: str = "open") -> Resident:
    return (
        Resident()
        .get(RESUME)
        .press(button, form="resume", code=code, **{name.replace("-", "__"): value for name, value in born.items()})
    )


def test_page_says_until_when_the_draft_is_kept(saved):
    draft = Draft.objects.get()
    assert saved.heading == "Jūsu iesniegums ir saglabāts"
    assert timezone.localtime(draft.expires_at).date() == today() + timedelta(days=30)
    assert "Glabājas līdz" in saved.text
    assert draft.content["typed"]["vajadziba"]["why"] == ["Nepabeigts teikums"]


def test_first_page_is_checked_before_it_can_be_left_for_later(version):
    resident = Resident().begin().press("later")
    assert resident.errors
    assert resident.press("later", safe="yes").heading == "Jūsu iesniegums ir saglabāts"


def test_return_code_with_the_birth_date_opens_the_draft_on_another_device(saved):
    code = code_of(saved, **BORN)
    assert re.fullmatch(r"(\w{4} ){4}\w{4}", code)
    draft = Draft.objects.get()
    assert draft.return_code_hash == hash_secret(code.replace(" ", ""))
    assert code.replace(" ", "") not in str(draft.content)

    elsewhere = resume(code.lower().replace(" ", "-"), BORN)
    assert elsewhere.step == "vajadziba"
    assert elsewhere.fields("step")["why"] == ["Nepabeigts teikums"]


def test_birth_date_in_the_answers_guards_the_code_without_being_asked_again(version):
    resident = Resident().fill_until("persona")
    born = {
        "code": "",
        "code__kind": "birth_date",
        "code__birth__day": "1",
        "code__birth__month": "2",
        "code__birth__year": "1950",
    }
    resident.fill(**born)
    if resident.step == "persona":
        resident.fill(**born, born__day="1", born__month="2", born__year="1950")
    resident.press("later")
    assert resident.page.find("input", attrs={"name": "birth_date-day"}) is None
    code = code_of(resident)
    assert resume(code, {"birth_date-day": "1", "birth_date-month": "2", "birth_date-year": "1950"}).step == "vajadziba"


def test_wrong_code_and_wrong_date_are_answered_the_same(saved):
    code = code_of(saved, **BORN)
    wrong_date = resume(code, BORN | {"birth_date-year": "1949"})
    wrong_code = resume("2222 3333 4444 5555 6666", BORN)
    assert wrong_date.errors == wrong_code.errors
    assert wrong_code.errors == [
        "Kods un datums nesader, vai arī iesnieguma glabāšanas laiks ir beidzies. Pārbaudiet abus."
    ]
    no_date = [resume(each, {}).errors for each in (code, "2222 3333 4444 5555 6666")]
    assert no_date[0] == no_date[1]


def test_new_code_puts_the_earlier_out_of_use(saved):
    first = code_of(saved, **BORN)
    saved.get(saved.address)
    second = code_of(saved)
    assert resume(first, BORN).errors
    assert resume(second, BORN).step == "vajadziba"


def test_guessing_is_stopped_for_the_right_code_too(saved):
    code = code_of(saved, **BORN)
    for _guess in range(10):
        resume(code, BORN | {"birth_date-year": "1950"})
    assert "Pārāk daudz mēģinājumu" in resume(code, BORN).text


def test_code_by_mail_to_the_proven_address_is_the_other_second_fact(version, deliver):
    resident = Resident().fill_until("vajadziba")
    prove(resident, deliver)
    resident.go("vajadziba").press("later")
    code = code_of(resident, **BORN)

    elsewhere = resume(code, {}, button="mail-code")
    deliver()
    elsewhere.press("", form="resume-by-mail", code=digits())
    assert elsewhere.step == "vajadziba"

    unknown = resume("2222 3333 4444 5555 6666", {}, button="mail-code")
    assert "uz to ir nosūtīts kods" in unknown.text
    sent = len(mail.outbox)
    deliver()
    assert len(mail.outbox) == sent
    assert unknown.press("", form="resume-by-mail", code="123456").errors


def digits() -> str:
    return re.search(r"\b\d{6}\b", mail.outbox[-1].body).group()


def prove(resident: Resident, deliver) -> None:
    resident.get(f"{resident.base}{resident.draft_id}/iesniegums/e-pasts/").press("send", form="send-code")
    deliver()
    resident.press("", form="check-code", code=digits())


# A link by e-mail


def test_mailed_link_opens_the_draft_only_by_the_button(saved, deliver):
    saved.press("mail-link", form="mail-link", email="meita@piemers.lv")
    assert "meita@piemers.lv" in saved.text
    assert mail.outbox == []  # the worker's work, not the request's
    deliver()
    letter = mail.outbox[0]
    assert letter.to == ["meita@piemers.lv"]
    for private in ("Anna", "Paraudziņa", "Sīka", "sika", SLUG):
        assert private not in letter.subject + letter.body
    link = re.search(r"/lv/mani-pieteikumi/turpinat/\S+", letter.body).group()
    token = link.rstrip("/").rsplit("/", 1)[1]
    draft = Draft.objects.get()
    assert len(token) >= 43
    assert draft.link_hash == hash_secret(token)
    assert token not in str(draft.content)

    elsewhere, before = Resident(), draft.revision
    elsewhere.get(link)
    assert "drafts" not in elsewhere.client.cookies
    assert Draft.objects.get().revision == before
    elsewhere.press("", form="open-link")
    assert elsewhere.step == "vajadziba"
    assert elsewhere.fields("step")["why"] == ["Nepabeigts teikums"]


def test_what_was_mailed_is_forgotten_when_it_is_sent(saved, deliver):
    saved.press("mail-link", form="mail-link", email="meita@piemers.lv")
    assert "link" in Message.objects.get().context
    deliver()
    assert Message.objects.get().context == {}


def test_server_down_keeps_the_mail_for_another_try(saved, deliver, settings):
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", 1  # nobody listens there
    saved.press("mail-link", form="mail-link", email="meita@piemers.lv")
    deliver()
    row = Message.objects.get()
    assert (row.state, row.attempts) == ("due", 1)
    assert "meita" not in row.last_error
    assert "link" in row.context


def test_wrong_or_old_link_says_so(version):
    assert Resident().get(f"{RESUME}{'a' * 43}/").response.status_code == 404


def test_no_link_is_mailed_for_a_violence_service(db):
    journal()
    published_version(violence=True, emailed_return_link=True)
    resident = Resident().fill_until("vajadziba").press("later")
    assert resident.page.find(id="mail-link") is None
    address = resident.address
    token = resident.fields("return-code-form")["csrfmiddlewaretoken"] if resident.fields("return-code-form") else ""
    resident.client.post(address, {"mail-link": "1", "email": "x@piemers.lv", "csrfmiddlewaretoken": token})
    assert Message.objects.count() == 0
    draft = Draft.objects.get()
    assert draft.expires_at - draft.last_saved_at == timedelta(hours=24)
    assert "drafts_now" in resident.client.cookies
    assert resident.client.cookies["drafts_now"]["max-age"] == ""


def test_no_link_is_mailed_where_contact_is_unsafe(version):
    resident = Resident().begin().fill(safe="no").press("later")
    assert resident.page.find(id="mail-link") is None
    resident.client.post(resident.address, {"mail-link": "1", "email": "x@piemers.lv"})
    assert Message.objects.count() == 0


# Leaving a computer others use


def test_finishing_here_closes_the_draft_in_this_browser_only(saved):
    code = code_of(saved, **BORN)
    step = f"{saved.base}{saved.draft_id}/vajadziba/"
    saved.get(f"{saved.base}{saved.draft_id}/iesniegums/pabeigt-seit/").press("", form="leave")
    assert "nekas nav palicis" in saved.heading
    assert saved.response["Clear-Site-Data"] == '"cache"'
    assert saved.client.get(step).status_code == 404
    assert "Anna" not in saved.get(step).text
    assert resume(code, BORN).step == "vajadziba"


def test_whoever_leaves_without_a_code_is_warned(saved):
    saved.get(f"{saved.base}{saved.draft_id}/iesniegums/pabeigt-seit/")
    assert "vēl nav atgriešanās koda" in saved.text


def test_deleting_everything_deletes_the_row(saved):
    saved.get(f"{saved.base}{saved.draft_id}/iesniegums/dzest-visu/")
    assert Draft.objects.count() == 1  # looking deletes nothing
    saved.press("", form="clear")
    assert Draft.objects.count() == 0
    assert saved.heading == "Viss ir dzēsts"


def test_deleting_everything_takes_along_what_another_tab_saved_meanwhile(version):
    resident = Resident().fill_until("dokumenti")
    read_before = Draft.objects.get()
    resident.press("attach", "doctor", doctor=paper())
    keeping.clear(read_before)
    assert Draft.objects.count() == 0
    assert Attachment.objects.get().held_until <= timezone.now()


def test_deleting_does_not_take_away_what_was_sent_at_the_same_moment(version, monkeypatch):
    """The button "delete everything" waits for the draft's lock while another tab hands it in."""
    resident = Resident().fill_until("review")
    review, token = resident.address, resident.fields("submit-application")
    real = keeping.clear

    def sent_just_before(draft):
        resident.client.post(review, token)
        real(draft)

    monkeypatch.setattr(keeping, "clear", sent_just_before)
    resident.get(f"{resident.base}{resident.draft_id}/iesniegums/dzest-visu/").press("", form="clear")
    assert resident.heading == "Iesniegums saņemts"
    assert resident.page.find(id="secret").get_text(strip=True)
    assert Application.objects.count() == 1


def test_open_draft_of_the_same_service_is_offered_first(version):
    resident = Resident().fill_until("vajadziba")
    first = resident.draft_id
    resident.begin()
    assert resident.heading == "Šis iesniegums jau ir iesākts"
    assert "Anna" not in resident.text
    resident.get(resident.page.find(id="continue-draft")["href"])
    assert (resident.draft_id, resident.step) == (first, "vajadziba")
    resident.begin().get(resident.address + "?no-jauna=1")
    assert resident.draft_id != first
    assert resident.step == "droshiba"


def test_beginning_again_and_again_takes_no_saved_draft_from_the_browser(version):
    resident = Resident().fill_until("vajadziba")
    saved = resident.draft_id
    for _time in range(access.MOST + 3):
        resident.get(f"{resident.base}sakt/?no-jauna=1")
    assert resident.step == "droshiba"
    assert resident.get(f"{resident.base}{saved}/").step == "vajadziba"


def test_past_the_most_the_draft_saved_longest_ago_makes_room(version):
    resident, begun = Resident(), []
    for _time in range(access.MOST + 1):
        begun.append(resident.get(f"{resident.base}sakt/?no-jauna=1").fill("droshiba").draft_id)
    first, *others = begun
    assert resident.client.get(f"{resident.base}{first}/").status_code == 404
    assert all(resident.client.get(f"{resident.base}{each}/").status_code == 302 for each in others)


def test_another_browser_is_offered_nothing(version):
    Resident().fill_until("vajadziba")
    assert Client().get(f"/lv/pakalpojumi/{SLUG}/pieteikties/sakt/").status_code == 302


def test_one_caller_cannot_have_letters_sent_to_one_stranger_after_another(saved, monkeypatch):
    monkeypatch.setattr(continuing, "MAILS_AN_HOUR", 2)
    for name in ("viens", "divi", "tris"):
        Draft.objects.update(link_hash=None)
        saved.go("iesniegums/turpinat-velak")
        saved.press("mail-link", form="mail-link", email=f"{name}@piemers.lv")
    assert Message.objects.filter(kind="resume_link").count() == 2
    assert "mēģiniet" in saved.text
