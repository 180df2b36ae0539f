"""Submitting: one application with its case, complete, sealed, once."""

import threading
import uuid

import pytest
from django.db import connection, connections

from eservices.applications.models import Application, Promise
from eservices.applications.submitting import NotComplete, SubmitRefused, VersionWithdrawn, submit
from eservices.attachments.errors import AttachmentError
from eservices.cases import events
from eservices.cases.models import Case, Event, Party, Status
from eservices.definitions.models import FormVersion
from eservices.definitions.publishing import publish_texts
from portal.audit.models import AuditEntry
from portal.personal_data.secrets import hash_secret
from tests.applications.making import attachment, submission, submitted
from tests.definitions.forms import published_version

pytestmark = pytest.mark.django_db


def test_a_submitted_form_is_a_received_case_with_its_client_unit_and_service():
    application = submitted().application
    case = application.case
    assert case.status == Status.RECEIVED
    assert case.client_name == "Anna Paraudziņa"
    assert case.applicant_name == ""
    assert case.unit.code == "home_care"
    assert case.service.name == "Sīka palīdzība"
    assert case.eservice == "sika-palidziba"
    assert case.registered_on is None
    assert case.register_number == ""
    assert len(case.reference) == 8
    assert [event.kind for event in case.events.all()] == ["opened", "application_received"]
    assert list(AuditEntry.objects.filter(case_id=case.pk).values_list("act", flat=True)) == [
        "case.opened",
        "application.submitted",
    ]


def test_the_typed_secret_is_given_once_and_only_its_hash_is_kept():
    key = uuid.uuid4()
    version = published_version()
    first, again = submitted(key=key, version=version), submitted(key=key, version=version)
    assert first.application == again.application
    assert len(first.secret) == 20
    assert again.secret is None
    assert first.application.secret_hash == hash_secret(first.secret)
    assert Application.objects.count() == Case.objects.count() == 1


def test_answers_names_and_codes_are_not_readable_in_the_database():
    application = submitted(answers={"why": "Noslēpums par veselību"}).application
    with connection.cursor() as cursor:
        cursor.execute("SELECT answers, shown_lv, shown FROM applications_application")
        stored = b"".join(bytes(cell or b"") for cell in cursor.fetchone())
        cursor.execute("SELECT personal_code, contact FROM cases_party")
        stored += b"".join(bytes(cell) for row in cursor.fetchall() for cell in row)
    assert "Noslēpums".encode() not in stored
    assert b"323456-78901" not in stored
    assert b"+37120000000" not in stored
    reread = Application.objects.get(pk=application.pk)
    assert reread.answers["why"] == "Noslēpums par veselību"
    assert reread.case.parties.get().personal_code == "323456-78901"


def test_hidden_answers_are_dropped_and_what_was_shown_is_kept_with_its_labels():
    application = submitted(answers={"safe_note": "Tikai rītos", "pension": "400.00"}).application
    assert "safe_note" not in application.answers
    assert "pension" not in application.answers
    labels = {item["label"]: item["value"] for step in application.shown_lv for item in step["items"]}
    assert labels["Vai ir droši Jums rakstīt vai zvanīt?"] == "Jā"
    assert labels["Kas notiek?"] == "Grūti staigāt pa kāpnēm."


def test_a_paper_promised_for_later_is_a_promise_and_counts_as_missing():
    application = submitted().application
    promise = application.promises.get()
    assert (promise.slot, promise.document_code, promise.label) == ("doctor", "gp_home", "Ģimenes ārsta atzinums")
    assert promise.kind == Promise.Kind.LATER
    assert application.case.missing_count == 1


def test_a_paper_warned_about_and_left_out_counts_as_missing_too():
    application = submitted(answers={"poor": "no", "pension": "300.00"}).application
    kinds = dict(application.promises.values_list("slot", "kind"))
    assert kinds == {"doctor": Promise.Kind.LATER, "income_papers": Promise.Kind.MISSING}
    assert application.case.missing_count == 2


def test_files_are_claimed_and_filed_by_slot_category_and_document():
    paper = attachment()
    application = submitted(answers={"doctor": {"files": [str(paper.pk)], "later": False}}).application
    filed = application.files.get()
    assert (filed.slot, filed.document_code, filed.category) == ("doctor", "gp_home", "health")
    assert not filed.brought_later
    paper.refresh_from_db()
    assert paper.claimed_at is not None
    assert application.case.missing_count == 0
    names = [file["name"] for step in application.shown_lv for item in step["items"] for file in item["files"]]
    assert names == ["atzinums.pdf"]


def test_a_file_that_is_gone_leaves_no_half_application():
    with pytest.raises(AttachmentError):
        submitted(answers={"doctor": {"files": [str(uuid.uuid4())], "later": False}})
    assert Case.objects.count() == Application.objects.count() == 0


def test_a_file_of_another_application_cannot_be_named_in_the_answers():
    paper = attachment()
    version, answers = published_version(), {"doctor": {"files": [str(paper.pk)], "later": False}}
    submitted(version=version, answers=answers)
    with pytest.raises(AttachmentError):
        submitted(version=version, answers=answers)


def test_a_missing_required_answer_is_named_and_nothing_is_stored():
    with pytest.raises(NotComplete) as refused:
        submitted(answers={"why": ""})
    assert [lack.key for lack in refused.value.missing] == ["why"]
    assert Case.objects.count() == 0


@pytest.mark.parametrize(
    ("key", "value", "code"),
    [
        ("urgent", "maybe", "choice"),
        ("hours", "600", "max"),
        ("code", {"kind": "lv", "value": "12345"}, "length"),
        ("phone", "zvaniet vakarā", "phone"),
        ("wants", ["meals", "yacht"], "choice"),
        ("why", "ā" * 1001, "too_long"),
    ],
)
def test_answers_are_checked_once_more_by_the_rules_of_the_form(key, value, code):
    with pytest.raises(NotComplete) as refused:
        submitted(answers={key: value})
    assert refused.value.errors == {key: code}
    assert Case.objects.count() == 0


def test_a_row_of_a_group_is_checked_once_more_too():
    rows = [{"row_id": uuid.uuid4().hex, "s_name": "Ozols", "s_works": "yes", "s_income": "daudz"}]
    with pytest.raises(NotComplete) as refused:
        submitted(answers={"poor": "no", "pension": "700.00", "supporters": rows})
    assert refused.value.errors == {"s_income": "money"}


def test_an_application_in_another_language_keeps_both_texts():
    version = published_version()
    russian = {key: f"ru {text}" for key, text in version.texts.items()}
    texts = publish_texts(version, "ru", russian)
    application = submitted(version=version, language="ru").application
    assert (application.language, application.form_texts) == ("ru", texts)
    assert application.shown_lv[0]["title"] == "Drošība"
    assert application.shown[0]["title"] == "ru Drošība"
    without = submitted(version=version, language="en").application
    assert (without.language, without.form_texts) == ("lv", None)


def test_a_withdrawn_form_takes_nothing_and_a_superseded_one_still_does():
    version = published_version()
    FormVersion.objects.filter(pk=version.pk).update(state="withdrawn")
    version.refresh_from_db()
    with pytest.raises(VersionWithdrawn):
        submitted(version=version)
    FormVersion.objects.filter(pk=version.pk).update(state="superseded")
    version.refresh_from_db()
    assert submitted(version=version).application.form_version == version


def test_a_stale_draft_stops_the_submit():
    class Stale(Exception):
        pass

    def lock():
        raise Stale

    with pytest.raises(Stale):
        submitted(lock=lock)
    assert Case.objects.count() == 0


def test_the_draft_is_settled_inside_the_transaction_with_the_secret():
    seen = []
    application = submitted(settle=seen.append).application
    assert seen[0].application == application
    assert len(seen[0].secret) == 20

    def broken(_submitted):
        raise RuntimeError

    with pytest.raises(RuntimeError):
        submitted(settle=broken)
    assert Application.objects.count() == 1


def test_an_unsigned_application_waits_to_be_confirmed_where_the_form_needs_it():
    assert submitted().application.case.to_be_confirmed
    assert not submitted(authenticity="identified").application.case.to_be_confirmed
    crisis = published_version(eservice="krize", authenticity="none")
    assert not submitted(version=crisis).application.case.to_be_confirmed


def test_routing_and_urgency_come_from_the_form():
    supporters = [{"row_id": uuid.uuid4().hex, "s_name": "Ozols", "s_works": "no"} for _n in range(2)]
    case = submitted(answers={"urgent": "yes", "supporters": supporters}).application.case
    assert case.urgent
    assert case.unit.code == "families"


def test_the_content_hash_is_of_content_only():
    version = published_version()
    first, same = (submitted(version=version).application for _ in range(2))
    other = submitted(version=version, answers={"hours": "7"}).application
    assert first.content_hash == same.content_hash
    assert first.content_hash != other.content_hash


def test_the_news_is_sent_inside_the_transaction_with_the_secret_for_the_receipt():
    heard = []

    def listen(**news):
        heard.append((news["application"], news["secret"], connection.in_atomic_block))

    events.application_received.connect(listen)
    try:
        done = submitted()
    finally:
        events.application_received.disconnect(listen)
    assert heard == [(done.application, done.secret, True)]


def test_declaration_and_privacy_versions_are_kept():
    application = submitted().application
    assert (application.declaration_version, application.privacy_version) == ("2026-11", "2026-11")


@pytest.mark.django_db(transaction=True)
def test_three_parallel_final_clicks_make_one_application():
    shared = submission()
    results, gate = [], threading.Barrier(3)

    def click():
        gate.wait()
        try:
            results.append(submit(shared))
        finally:
            connections.close_all()

    clicks = [threading.Thread(target=click) for _ in range(3)]
    for click_ in clicks:
        click_.start()
    for click_ in clicks:
        click_.join()
    assert len(results) == 3
    assert len({result.application.pk for result in results}) == 1
    assert sum(result.secret is not None for result in results) == 1
    assert Application.objects.count() == Case.objects.count() == 1
    assert Party.objects.count() == 1
    assert Event.objects.filter(kind="application_received").count() == 1


def test_refusals_are_one_family_for_the_page_that_shows_them():
    assert issubclass(NotComplete, SubmitRefused)
    assert issubclass(VersionWithdrawn, SubmitRefused)
