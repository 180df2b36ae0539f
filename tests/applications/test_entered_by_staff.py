"""What staff write down for somebody: nothing left out stops them, everything left out is told."""

import datetime

import pytest
from django.db import connection
from django.utils import timezone

from eservices.applications.confirming import confirm
from eservices.applications.models import Application
from eservices.applications.submitting import NotComplete, ReasonNeeded, submit
from eservices.attachments.errors import AttachmentError
from eservices.cases.models import Case
from eservices.definitions.evaluating import Evaluation
from eservices.definitions.plan import plan_of
from portal.audit.models import AuditEntry
from tests.applications.making import attachment, submission
from tests.cases import making
from tests.definitions.forms import SCHEMA

pytestmark = pytest.mark.django_db


@pytest.fixture
def ilze():
    return making.registrar("ilze")


def entered(by, **fields):
    whole = {"channel": "oral", "received_on": timezone.localdate()}
    return submission(entered_by=by, **whole | fields)


def test_a_resident_is_stopped_by_what_is_required_as_ever():
    with pytest.raises(NotComplete) as refused:
        submit(submission(answers={"why": ""}))
    assert [lack.key for lack in refused.value.missing] == ["why"]
    assert not Application.objects.exists()


def test_staff_say_why_an_answer_is_left_out_and_the_case_keeps_it(ilze):
    with pytest.raises(ReasonNeeded):
        submit(entered(ilze, answers={"why": ""}, incomplete_reason=" "))
    application = submit(entered(ilze, answers={"why": ""}, incomplete_reason="Neatceras")).application
    stored = Application.objects.get(pk=application.pk)
    assert (stored.entered_by, stored.channel, stored.incomplete_reason) == (ilze, "oral", "Neatceras")
    lacking = [item["key"] for step in stored.shown_lv for item in step["items"] if item["missing"] == "required"]
    assert lacking == ["why"]
    event = stored.case.events.get(kind="handed_in_incomplete")
    assert (event.reason, event.details["left_out"]) == ("Neatceras", ["why"])
    assert AuditEntry.objects.get(act="application.handed_in_incomplete").details == {"left_out": ["why"]}


def test_the_reason_is_sealed(ilze):
    application = submit(entered(ilze, answers={"why": ""}, incomplete_reason="Neatceras")).application
    with connection.cursor() as cursor:
        cursor.execute("SELECT incomplete_reason FROM applications_application")
        assert "Neatceras" not in str(cursor.fetchone()[0])
    assert application.incomplete_reason


def test_a_paper_slot_left_out_by_staff_is_a_missing_paper(ilze):
    version_answers = {"doctor": {}, "poor": "yes"}
    application = submit(entered(ilze, answers=version_answers, incomplete_reason="Nav līdzi")).application
    assert [(one.slot, one.kind) for one in application.promises.all()] == [("doctor", "missing")]
    assert Case.objects.get().missing_count == 1


def test_a_wrong_answer_stops_staff_too(ilze):
    with pytest.raises(NotComplete) as refused:
        submit(entered(ilze, answers={"hours": "90"}, incomplete_reason="Tā pateica"))
    assert set(refused.value.errors) == {"hours"}


def test_a_paper_is_received_the_day_it_came_and_the_law_counts_from_then(ilze):
    came = timezone.localdate() - datetime.timedelta(days=3)
    case = submit(entered(ilze, channel="post", received_on=came)).application.case
    assert (case.channel, timezone.localdate(case.received_at)) == ("post", came)
    assert case.clock_segments.get(clock="legal").started_on == came
    assert timezone.localdate(case.applications.get().submitted_at) == timezone.localdate()


def test_the_scan_of_the_paper_is_a_file_of_the_application_and_health_only_where_an_answer_is(ilze):
    scan = attachment("paper", "veidlapa.pdf", category="other")
    application = submit(entered(ilze, channel="post", scans=[scan.pk])).application
    assert [(one.slot, one.category) for one in application.files.all()] == [("paper", "health")]
    plain = attachment("paper", "otra.pdf", category="other")
    without = {"doctor": {}}
    application = submit(
        entered(ilze, channel="post", scans=[plain.pk], answers=without, incomplete_reason="Nav")
    ).application
    assert [one.category for one in application.files.all()] == ["other"]
    with pytest.raises(AttachmentError):
        submit(entered(ilze, channel="post", scans=[plain.pk]))


@pytest.mark.parametrize(("said", "kept"), [("", "careful"), ("no", "no"), ("yes", "yes")])
def test_where_nobody_asked_whether_contact_is_safe_nobody_is_written_to(ilze, said, kept):
    application = submit(entered(ilze, answers={"safe": said}, incomplete_reason="Neprasīju")).application
    assert application.case.safe_contact == kept


def test_the_need_of_an_interpreter_follows_the_case(ilze):
    assert submit(entered(ilze, interpreter_needed=True)).application.case.interpreter_needed


def test_the_evaluator_blocks_residents_and_only_lists_for_staff():
    plan = plan_of(SCHEMA)
    answers = {"safe": "yes"}
    strict, lenient = Evaluation(plan, answers), Evaluation(plan.without_insisting(), answers)
    assert [lack.key for lack in strict.blocking()]
    assert lenient.blocking() == []
    assert lenient.missing() == strict.missing()


def test_a_paper_that_came_e_signed_is_confirmed_by_its_own_file(ilze):
    scan = attachment("paper", "iesniegums.edoc", category="other")
    application = submit(entered(ilze, channel="eaddress", scans=[scan.pk])).application
    confirm(application, "e_signed", by=ilze)
    assert not Case.objects.get().to_be_confirmed
