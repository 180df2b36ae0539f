"""Something urgent: the one on duty hears at once, the heads when nobody looks, and no message says what or about whom."""

import datetime

import pytest
from django.core import mail
from django.utils import timezone

from eservices.notifications import urgent
from eservices.notifications.models import Kind, Message
from eservices.registration.registering import register
from portal.audit.recording import record
from portal.due_work.working import work_once
from portal.people.models import Role
from tests.applications.making import submitted
from tests.cases import making
from tests.definitions.forms import published_version

pytestmark = pytest.mark.django_db
DUTY = {"phone": "60 000 001", "hours": "visu diennakti", "email": "dezurants@paraugs.example"}


def in_need(**fields):
    version = published_version(crisis=True, duty=DUTY)
    return submitted(version=version, answers={"urgent": "yes"}, **fields).application


def head_of(role, address, of=None):
    head = making.staff(role, of=of)
    head.email = address
    head.save()
    return head


def later(monkeypatch, minutes):
    now = timezone.now() + datetime.timedelta(minutes=minutes)
    monkeypatch.setattr("django.utils.timezone.now", lambda: now)


def test_the_one_on_duty_is_told_at_once_and_learns_nothing_about_the_person():
    in_need()
    work_once()
    (letter,) = [one for one in mail.outbox if one.to == [DUTY["email"]]]
    assert "/admin/inbox/" in letter.body
    for leak in ("Anna", "Paraudziņa", "Sīka", "kāpnēm", "323456"):
        assert leak not in letter.body + letter.subject


def test_what_is_not_urgent_disturbs_nobody():
    submitted(version=published_version(crisis=True, duty=DUTY), answers={"urgent": "no"})
    assert not Message.objects.filter(kind=Kind.URGENT).exists()


def test_a_client_it_is_not_safe_to_write_to_does_not_keep_the_office_from_hearing():
    application = in_need()
    application.case.safe_contact = "no"
    application.case.save()
    work_once()
    assert [one.to for one in mail.outbox] == [[DUTY["email"]]]


def test_the_heads_hear_once_of_what_nobody_opened_in_time(monkeypatch):
    application = in_need()
    head = head_of(Role.HEAD_OF_OFFICE, "vaditaja@paraugs.example")
    urgent.escalate()
    assert not Message.objects.filter(kind=Kind.UNREAD).exists()
    later(monkeypatch, 31)
    urgent.escalate()
    urgent.escalate()
    told = Message.objects.get(kind=Kind.UNREAD)
    assert (told.to, told.once) == (head.email, f"unread:{application.case_id}:{head.pk}")


@pytest.mark.parametrize("seen", ["read", "registered"])
def test_what_was_opened_or_registered_is_not_escalated(monkeypatch, seen):
    case = in_need().case
    registrar = making.registrar()
    head_of(Role.HEAD_OF_OFFICE, "vaditaja@paraugs.example")
    if seen == "read":
        record("case.read", by=registrar, on=case, case_id=case.pk)
    else:
        register(case, by=registrar)
    later(monkeypatch, 31)
    urgent.escalate()
    assert not Message.objects.filter(kind=Kind.UNREAD).exists()


def test_the_head_of_the_unit_hears_and_the_head_of_another_does_not():
    case = in_need().case
    mine = head_of(Role.HEAD_OF_UNIT, "mana@paraugs.example", case.unit)
    head_of(Role.HEAD_OF_UNIT, "cita@paraugs.example", making.unit("families"))
    assert urgent.heads_of(case) == [mine]


def test_a_case_without_a_unit_disturbs_no_head_of_a_unit():
    case = in_need().case
    case.unit = None
    head_of(Role.HEAD_OF_UNIT, "cita@paraugs.example", making.unit("families"))
    assert urgent.heads_of(case) == []
