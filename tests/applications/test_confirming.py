"""The mother's signature: every way it may come, and what each needs."""

import pytest

from eservices.applications.bringing import SIGNED_COPY_SLOT, bring
from eservices.applications.confirming import ConfirmRefused, confirm
from eservices.applications.models import Application
from eservices.applications.withdrawing import withdraw
from eservices.cases import events
from eservices.cases.models import Case
from portal.audit.models import AuditEntry
from tests.applications.making import attachment, submitted
from tests.cases import making

pytestmark = pytest.mark.django_db


@pytest.fixture
def application():
    return submitted().application


@pytest.fixture
def ilze():
    return making.registrar("ilze")


@pytest.mark.parametrize(
    ("how", "reason"), [("signed_counter", ""), ("signed_paper", ""), ("accepted_rule", "Zvanīju")]
)
def test_a_confirmed_application_is_the_persons_own_by_whom_and_when(application, ilze, how, reason):
    confirm(application, how, by=ilze, reason=reason)
    stored = Application.objects.get(pk=application.pk)
    assert (stored.authenticity, stored.authenticity_by, stored.authenticity_reason) == (how, ilze, reason or None)
    assert stored.authenticity_at is not None
    assert not Case.objects.get(pk=stored.case_id).to_be_confirmed
    event = stored.case.events.get(kind="authenticity_confirmed")
    assert (event.by, event.details["how"]) == (ilze, how)
    assert AuditEntry.objects.get(act="application.confirmed").details == {"how": how}


def test_accepting_under_the_heads_rule_needs_a_reason(application, ilze):
    with pytest.raises(ConfirmRefused, match="reason_needed"):
        confirm(application, "accepted_rule", by=ilze, reason=" ")
    assert Case.objects.get(pk=application.case_id).to_be_confirmed


def test_an_electronic_signature_needs_the_signed_copy_and_a_person_who_looked(application, ilze):
    with pytest.raises(ConfirmRefused, match="no_signed_copy"):
        confirm(application, "e_signed", by=ilze)
    bring(application, SIGNED_COPY_SLOT, [attachment(SIGNED_COPY_SLOT, "parakstits.edoc").pk])
    assert Case.objects.get(pk=application.case_id).to_be_confirmed, "uploading is not confirming"
    confirm(application, "e_signed", by=ilze)
    assert not Case.objects.get(pk=application.case_id).to_be_confirmed


@pytest.mark.parametrize("how", ["unsigned", "identified", "because"])
def test_only_the_ways_staff_can_vouch_for(application, ilze, how):
    with pytest.raises(ConfirmRefused, match="unknown_way"):
        confirm(application, how, by=ilze)


def test_confirmed_once(application, ilze):
    confirm(application, "signed_counter", by=ilze)
    with pytest.raises(ConfirmRefused, match="already"):
        confirm(application, "signed_paper", by=ilze)


def test_others_hear_of_it_inside_the_transaction(application, ilze):
    heard = []

    def listen(**news):
        heard.append(news["application"])
        raise RuntimeError

    events.authenticity_confirmed.connect(listen)
    try:
        with pytest.raises(RuntimeError):
            confirm(application, "signed_counter", by=ilze)
    finally:
        events.authenticity_confirmed.disconnect(listen)
    assert heard == [application]
    assert Application.objects.get(pk=application.pk).authenticity == "unsigned"


def test_a_closed_case_is_not_confirmed_any_more(application, ilze):
    stale = Application.objects.get(pk=application.pk)
    withdraw(Case.objects.get())
    with pytest.raises(ConfirmRefused, match="closed"):
        confirm(stale, "signed_counter", by=ilze)
    assert Application.objects.get().authenticity == "unsigned"
    assert Case.objects.get().to_be_confirmed


def test_read_aloud_to_who_cannot_sign_needs_why_and_a_second_member_of_staff(application, ilze):
    witness = making.staff("handler", name="otra")
    with pytest.raises(ConfirmRefused, match="why_needed"):
        confirm(application, "read_aloud", by=ilze, witness=witness)
    for nobody in (None, ilze, gone(making.registrar("aizgajusi"))):
        with pytest.raises(ConfirmRefused, match="witness_needed"):
            confirm(application, "read_aloud", by=ilze, reason="Neredz lasīt", witness=nobody)
    assert Case.objects.get(pk=application.case_id).to_be_confirmed
    confirm(application, "read_aloud", by=ilze, reason="Neredz lasīt", witness=witness)
    stored = Application.objects.get(pk=application.pk)
    assert (stored.authenticity, stored.authenticity_by, stored.authenticity_witness) == ("read_aloud", ilze, witness)
    assert stored.authenticity_reason == "Neredz lasīt"
    assert not Case.objects.get(pk=stored.case_id).to_be_confirmed
    details = AuditEntry.objects.get(act="application.confirmed").details
    assert details == {"how": "read_aloud", "witness": witness.pk}


def gone(user):
    user.is_active = False
    user.save()
    return user
