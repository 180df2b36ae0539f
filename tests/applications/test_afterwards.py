"""What a resident may still do: bring a paper, withdraw, look how it stands. And what nobody learns from it."""

import datetime

import pytest
from django.utils import timezone

from eservices.applications import tracking
from eservices.applications.bringing import SIGNED_COPY_SLOT, BringRefused, bring
from eservices.applications.models import Application, Supplement
from eservices.applications.renewing import renew_secret
from eservices.applications.withdrawing import AlreadyWithdrawn, may_withdraw, restore, withdraw
from eservices.cases.models import Case, Ending, Status
from eservices.cases.moving import MoveNotAllowed, move
from eservices.notifications.models import Message
from eservices.registration.joining import join
from eservices.registration.registering import AlreadyRegistered, register
from eservices.registration.supplementing import attach, waiting
from tests.applications.making import attachment, submitted
from tests.cases import making
from tests.cases.making import riga
from tests.definitions.forms import published_version

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def monday(monkeypatch):
    monkeypatch.setattr("django.utils.timezone.now", lambda: riga("2026-11-23 09:00"))


@pytest.fixture
def ilze():
    return making.registrar("ilze")


def fresh(application):
    return Case.objects.get(pk=application.case_id)


def test_a_promised_paper_is_brought_and_no_longer_missing(ilze):
    application = submitted().application
    paper = attachment()
    supplement = bring(application, "doctor", [paper.pk])
    assert fresh(application).missing_count == 0
    assert fresh(application).papers_to_register == 1
    filed = supplement.files.get()
    assert (filed.slot, filed.document_code, filed.category, filed.brought_later) == (
        "doctor",
        "gp_home",
        "health",
        True,
    )
    assert application.promises.get().brought_at is not None
    event = fresh(application).events.get(kind="supplement_received")
    assert event.details == {"supplement": str(supplement.pk), "of": "promised"}


def test_a_promise_is_kept_once_by_whoever_was_quicker():
    application = submitted().application
    slower = Application.objects.get(pk=application.pk)
    bring(application, "doctor", [attachment().pk])
    second = attachment()
    with pytest.raises(BringRefused, match="brought"):
        bring(slower, "doctor", [second.pk])
    assert Supplement.objects.count() == 1
    assert fresh(application).papers_to_register == 1
    second.refresh_from_db()
    assert second.claimed_at is None


def test_what_cannot_be_brought():
    application = submitted().application
    with pytest.raises(BringRefused, match="unknown_slot"):
        bring(application, "income_papers", [attachment().pk])
    with pytest.raises(BringRefused, match="no_files"):
        bring(application, "doctor", [])
    taken = attachment()
    bring(application, "doctor", [taken.pk])
    with pytest.raises(BringRefused, match="no_files"):
        bring(application, SIGNED_COPY_SLOT, [taken.pk])
    withdraw(application.case)
    with pytest.raises(BringRefused, match="closed"):
        bring(application, SIGNED_COPY_SLOT, [attachment().pk])


def test_a_withdrawal_in_the_portal_is_a_paper_to_register_and_is_done_once(ilze):
    application = submitted().application
    register(application.case, by=ilze)
    slower = fresh(application)
    withdraw(application.case)
    with pytest.raises(AlreadyWithdrawn):
        withdraw(slower)
    paper = Supplement.objects.get()
    assert paper.kind == Supplement.Kind.WITHDRAWAL
    assert waiting(fresh(application)) == [paper]
    document = attach(paper, by=ilze)
    assert (document.number_text, document.kind) == ("1-6/26/2", "withdrawal")
    assert fresh(application).papers_to_register == 0
    assert (fresh(application).status, fresh(application).register_number) == (Status.CLOSED, "1-6/26/1")


def test_what_staff_wrote_down_is_registered_as_the_letter_it_came_by(ilze):
    withdraw(submitted().application.case, by=ilze, how="post")
    assert Supplement.objects.count() == 0


def test_what_was_withdrawn_unregistered_came_in_and_gets_its_number_all_the_same(ilze):
    application = submitted(proven_email="anna@paraugs.example", email_proven_at=timezone.now()).application
    withdraw(application.case)
    document = register(fresh(application), by=ilze)
    case = fresh(application)
    assert (case.status, case.ending, case.register_number) == (Status.CLOSED, Ending.WITHDRAWN, document.number_text)
    assert case.due_on is None
    assert not case.clock_segments.filter(closed_at=None).exists()
    assert case.events.get(kind="registered_when_closed").by == ilze
    assert not Message.objects.filter(kind="registered").exists()
    with pytest.raises(AlreadyRegistered):
        register(case, by=ilze)


def test_taken_back_after_that_it_goes_on_as_registered(ilze):
    application = submitted().application
    withdraw(application.case)
    register(fresh(application), by=ilze)
    restore(fresh(application), by=ilze, reason="Pārdomāja")
    case = fresh(application)
    assert (case.status, case.due_on) == (Status.REGISTERED, datetime.date(2026, 12, 7))
    assert {segment.clock for segment in case.clock_segments.filter(closed_at=None)} == {"service", "legal"}


@pytest.mark.parametrize(("how", "by_staff"), [("portal", False), ("post", True), ("oral", True)])
def test_withdrawn_until_decided_and_taken_back(ilze, how, by_staff):
    application = submitted().application
    register(application.case, by=ilze)
    application = Application.objects.get(pk=application.pk)
    withdraw(application.case, by=ilze if by_staff else None, how=how)
    case = fresh(application)
    assert (case.status, case.ending) == (Status.CLOSED, Ending.WITHDRAWN)
    event = case.events.filter(to_status="closed").get()
    assert (event.by, event.details["how"]) == (ilze if by_staff else None, how)
    restore(fresh(application), by=ilze, reason="Pārdomāja")
    case = fresh(application)
    assert (case.status, case.ending) == (Status.REGISTERED, "")
    assert case.due_on == datetime.date(2026, 12, 7)
    assert case.clock_segments.filter(closed_at=None).count() == 2


def test_after_the_decision_nothing_is_withdrawn(ilze):
    application = submitted().application
    case = application.case
    register(case, by=ilze)
    assert may_withdraw(case)
    move(case, Status.DECIDED, by=ilze)
    assert not may_withdraw(case)
    with pytest.raises(MoveNotAllowed):
        withdraw(case)


def test_only_a_withdrawal_is_restored(ilze):
    application = submitted().application
    move(application.case, Status.CLOSED, by=ilze, ending=Ending.TERMINATED)
    with pytest.raises(MoveNotAllowed):
        restore(fresh(application), by=ilze, reason="x")


def test_the_resident_sees_status_dates_and_what_to_bring(ilze):
    application = submitted().application
    seen = tracking.status_for_resident(fresh(application))
    assert (seen.code, seen.to_confirm, seen.number, seen.due_on) == ("to_be_signed", True, "", None)
    assert seen.legal_due_on == datetime.date(2026, 12, 23)
    assert [promise.label for promise in seen.to_bring] == ["Ģimenes ārsta atzinums"]
    register(application.case, by=ilze)
    seen = tracking.status_for_resident(fresh(application))
    assert (seen.code, seen.number) == ("registered", "1-6/26/1")
    assert (seen.registered_on, seen.due_on) == (datetime.date(2026, 11, 23), datetime.date(2026, 12, 7))
    assert seen.service_name == "Sīka palīdzība"
    assert seen.to_confirm
    assert seen.may_withdraw


@pytest.mark.parametrize(
    ("status", "ending", "code"),
    [
        ("in_review", "", "in_review"), ("awaiting_information", "", "waiting_for_you"),
        ("sent_for_decision", "", "sent_for_decision"), ("decided", "", "decided"), ("notified", "", "notified"),
        ("disputed", "", "disputed"), ("closed", "decided", "closed"), ("closed", "withdrawn", "withdrawn"),
        ("closed", "left_unexamined", "left_unexamined"), ("closed", "terminated", "terminated"),
        ("closed", "forwarded", "forwarded"), ("closed", "client_died", "call_us"),
    ],
)  # fmt: skip
def test_every_stage_has_its_plain_code(status, ending, code):
    application = submitted().application
    Case.objects.filter(pk=application.case_id).update(
        status=status, ending=ending, registered_on=timezone.localdate(), due_on=timezone.localdate()
    )
    seen = tracking.status_for_resident(fresh(application))
    assert seen.code == code
    assert (seen.due_on is not None) == (status != "closed")


def test_after_a_death_tracking_says_only_to_call(ilze):
    application = submitted().application
    register(application.case, by=ilze)
    move(application.case, Status.CLOSED, by=ilze, ending=Ending.CLIENT_DIED)
    seen = tracking.status_for_resident(fresh(application))
    assert seen == tracking.ResidentStatus(code="call_us", reference=application.case.reference)


@pytest.mark.parametrize("mark", ["crisis", "violence"])
def test_crisis_and_violence_name_no_service(mark):
    extra = {"duty": {"phone": "60 000 001", "hours": "visu diennakti"}} if mark == "crisis" else {}
    version = published_version(**{mark: True}, **extra)
    assert tracking.status_for_resident(fresh(submitted(version=version).application)).service_name == ""


def test_a_joined_application_follows_the_other_without_showing_its_papers(ilze):
    first, second = submitted().application, submitted().application
    register(first.case, by=ilze)
    join(second.case, fresh(first), by=ilze)
    seen = tracking.status_for_resident(fresh(second))
    assert (seen.code, seen.reference) == ("registered", second.case.reference)
    assert (seen.number, seen.to_bring) == ("", [])


def test_reference_and_secret_together_open_and_neither_alone():
    done = submitted()
    reference, secret = done.application.case.reference, done.secret
    assert tracking.find(reference, secret) == done.application
    spoken = f"{reference[:4].lower()} {reference[4:].lower()}"
    assert tracking.find(spoken, " ".join(secret[i : i + 4] for i in range(0, 20, 4))) == done.application
    other = submitted()
    for wrong in ((reference, other.secret), ("22222222", secret), ("", ""), (reference, ""), ("", secret)):
        assert tracking.find(*wrong) is None


def test_a_renewed_secret_ends_the_old_one(ilze):
    done = submitted()
    new = renew_secret(done.application, by=ilze)
    reference = done.application.case.reference
    assert tracking.find(reference, done.secret) is None
    assert tracking.find(reference, new) == done.application


def test_the_second_fact_is_a_birth_date_of_who_took_part():
    paper = {"kind": "document", "value": "AB1", "birth_date": "1950-01-02"}
    application = submitted(answers={"code": paper, "born": "1950-01-02"}).application
    assert tracking.birth_dates(application) == {datetime.date(1950, 1, 2)}


def test_lost_numbers_go_to_the_address_that_was_proved_and_to_no_other():
    address = "Anna@paraugs.example"
    now = timezone.now()
    mine = submitted(proven_email=address, email_proven_at=now, answers={"email": address}).application
    submitted(answers={"email": address})
    assert tracking.by_proven_email(" anna@PARAUGS.example ") == [mine]
    assert tracking.proven_emails(mine) == [address]
    assert tracking.by_proven_email("") == []
    withdraw(mine.case)
    assert tracking.by_proven_email(address) == []


@pytest.mark.parametrize("safe", ["no", "careful"])
def test_lost_numbers_are_not_mailed_where_writing_is_not_safe(safe):
    address = "anna@paraugs.example"
    application = submitted(
        proven_email=address, email_proven_at=timezone.now(), answers={"email": address}
    ).application
    assert tracking.by_proven_email(address) == [application]
    Case.objects.update(safe_contact=safe)
    assert tracking.by_proven_email(address) == []
    assert bool(tracking.proven_emails(Application.objects.get())) == (safe == "careful")


def test_a_helper_the_client_told_us_not_to_tell_proves_nothing_by_the_own_address():
    address = "liga@paraugs.example"
    application = submitted(
        proven_email=address, email_proven_at=timezone.now(), answers={"email": address}
    ).application
    application.case.parties.update(may_receive=False)
    assert tracking.by_proven_email(address) == []
    assert tracking.proven_emails(application) == []
