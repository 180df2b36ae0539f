"""Who is told what, and who is not: neutral words, proven addresses only, nothing where it is not safe."""

import datetime

import pytest
from django.core import mail
from django.utils import timezone

from eservices.cases.models import Ending, SafeContact, Status
from eservices.cases.moving import move
from eservices.notifications import sending
from eservices.notifications.models import Kind, Message
from eservices.notifications.queries import not_delivered, to_tell_otherwise
from eservices.registration.annulling import annul
from eservices.registration.registering import register
from portal.due_work.working import work_once
from portal.people import office
from portal.personal_data.secrets import show_reference
from tests.applications.making import submitted
from tests.cases import making
from tests.cases.making import riga

pytestmark = pytest.mark.django_db

ADDRESS = "anna@paraugs.example"


@pytest.fixture(autouse=True)
def monday(monkeypatch):
    monkeypatch.setattr("django.utils.timezone.now", lambda: riga("2026-11-23 09:00"))


def proven(**fields):
    answers = {"email": ADDRESS} | fields.pop("answers", {})
    return submitted(proven_email=ADDRESS, email_proven_at=timezone.now(), answers=answers, **fields).application


def test_the_first_mail_holds_the_reference_and_nothing_about_the_person_or_the_service():
    application = proven(authenticity="identified")
    work_once()
    (letter,) = mail.outbox
    assert letter.to == [ADDRESS]
    assert letter.subject == "Ziņa no e-pakalpojumiem"
    assert show_reference(application.case.reference) in letter.body
    for leak in ("Anna", "Paraudziņa", "Sīka palīdzība", "palīdz", "sociāl", "kāpnēm", "323456"):
        assert leak not in letter.body + letter.subject + letter.from_email


def test_who_has_not_signed_is_told_how():
    proven()
    work_once()
    assert "vēl jāparaksta" in mail.outbox[0].body
    assert Message.objects.get().kind == Kind.CONFIRM_NEEDED


def test_registering_tells_number_date_and_the_conditional_due_date():
    application = proven()
    work_once()
    register(application.case, by=making.registrar())
    work_once()
    text = mail.outbox[1].body
    assert "1-6/26/1" in text
    assert "2026. gada 23. novembrī" in text
    assert "līdz 2026. gada 7. decembrim" in text
    assert text.index("Ja visi dokumenti") < text.index("7. decembrim")
    assert application.case.reference not in text


def test_an_address_nobody_proved_gets_nothing_and_staff_see_why():
    application = submitted(answers={"email": ADDRESS}).application
    work_once()
    assert mail.outbox == []
    message = Message.objects.get()
    assert (message.withheld, message.state) == (Message.Withheld.NO_ADDRESS, Message.State.DONE)
    assert list(to_tell_otherwise(making.registrar())) == [message]
    assert message.case == application.case


@pytest.mark.parametrize("safe", ["careful", "no"])
def test_where_it_is_not_safe_nothing_is_sent_by_itself(safe):
    answers = {"safe": safe, "email": ADDRESS} | ({"safe_note": "Tikai rītos"} if safe == "careful" else {})
    application = submitted(proven_email=ADDRESS, email_proven_at=timezone.now(), answers=answers).application
    register(application.case, by=making.registrar())
    work_once()
    assert mail.outbox == []
    assert set(Message.objects.values_list("withheld", flat=True)) == {Message.Withheld.UNSAFE}


def test_what_became_unsafe_while_it_waited_is_not_sent():
    application = proven()
    application.case.safe_contact = SafeContact.NO
    application.case.save()
    work_once()
    assert mail.outbox == []
    assert Message.objects.get().withheld == Message.Withheld.UNSAFE


def test_after_the_client_died_all_messages_stop():
    application = proven()
    register(application.case, by=making.registrar())
    move(application.case, Status.CLOSED, by=making.registrar(), ending=Ending.CLIENT_DIED)
    work_once()
    assert mail.outbox == []
    assert set(Message.objects.values_list("withheld", flat=True)) == {Message.Withheld.CLIENT_DIED}


def test_an_annulled_number_is_not_told_any_more():
    application = proven()
    registrar = making.registrar()
    annul(register(application.case, by=registrar), by=registrar, reason="Kļūda")
    work_once()
    assert len(mail.outbox) == 1
    assert Message.objects.get(kind=Kind.REGISTERED).withheld == Message.Withheld.TAKEN_BACK


def test_a_helper_is_told_only_what_the_client_ticked():
    case = making.case(
        making.person(), making.person("helper", "Līga", "Kalniņa", contact={"proven_email": ADDRESS},
                                       email_proven_at=timezone.now(), may_receive=False)
    )  # fmt: skip
    (message,) = sending_tell(case)
    assert message.withheld == Message.Withheld.NO_ADDRESS


def sending_tell(case):
    from eservices.notifications.telling import tell

    return tell(case, Kind.RECEIVED, language="lv", context={"reference": "X"}, cause="t")


def test_one_cause_sends_one_message_to_an_address_that_two_people_gave():
    proven_now = {"contact": {"proven_email": ADDRESS}, "email_proven_at": timezone.now()}
    parties = [making.person(**proven_now), making.person("representative", "Jānis", "Ozols", **proven_now)]
    case = making.case(*parties)
    sending_tell(case)
    sending_tell(case)
    work_once()
    assert len(mail.outbox) == 1


def test_what_the_text_was_filled_with_is_forgotten_once_sent():
    message = sending.queue(
        Kind.RESUME_LINK, to=ADDRESS, context={"link": "https://example.test/x", "expires": "līdz 7. decembrim"}
    )
    work_once()
    assert "https://example.test/x" in mail.outbox[0].body
    message = Message.objects.get(pk=message.pk)
    assert message.context == {}
    assert message.sent_at is not None
    sending.send(message)
    assert len(mail.outbox) == 1


def test_a_code_that_is_no_longer_good_is_not_sent():
    late = timezone.now() - datetime.timedelta(seconds=1)
    sending.queue(Kind.PROVE_EMAIL, to=ADDRESS, context={"code": "123456"}, until=late)
    work_once()
    assert mail.outbox == []
    assert Message.objects.get().withheld == Message.Withheld.TOO_LATE


@pytest.mark.parametrize(("kind", "said"), [("received", True), ("registered", True), ("prove_email", False)])
def test_who_asked_for_something_has_a_number_to_call_but_an_unproven_address_does_not(monkeypatch, kind, said):
    told = office.Office("Paraugnovada Sociālais dienests", phone="60 000 000")
    monkeypatch.setattr(office, "_tell", lambda language: told)
    text = sending.body(Message(kind=kind, language="lv"))
    assert ("zvaniet 60 000 000" in text) is said
    assert told.name not in text


@pytest.mark.parametrize("kind", Kind.values)
@pytest.mark.parametrize("language", ["lv", "ru", "en"])
def test_every_kind_has_its_text_in_every_language_and_none_names_the_service(kind, language):
    context = {
        "reference": "K7MP 4TXD", "number": "1-6/26/1", "registered": "…", "due": "…", "link": "https://example.test/a",
        "code": "482 915", "expires": "…", "minutes": 30, "hours": 2,
        "found": [{"reference": "K7MP 4TXD", "link": "https://example.test/a"}],
    }  # fmt: skip
    text = sending.body(Message(kind=kind, language=language, context=context))
    words = {"ru": "Здравствуйте", "lv": "Labdien", "en": "Hello"}
    assert words[language] in text
    assert "{{" not in text
    assert "&" not in text
    assert not any(word in text.casefold() for word in ("sociāl", "социальн", "social", "aprūp"))
    assert sending.subject(language)


def test_two_more_messages_cost_no_more_statements(django_assert_num_queries):
    registrar = making.registrar()
    for _ in range(3):
        submitted()
    with django_assert_num_queries(2):
        assert [message.case.reference for message in to_tell_otherwise(registrar)]
    with django_assert_num_queries(2):
        assert list(not_delivered(registrar)) == []
