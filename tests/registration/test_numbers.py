"""Numbers: the template, the preview, the journals others number; and no sequence of acts leaves a gap."""

import datetime

import pytest
from django.core.exceptions import ValidationError
from django.db import transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from eservices.cases.models import Case
from eservices.cases.queries import matching
from eservices.registration import numbering
from eservices.registration.annulling import AnnulRefused, annul
from eservices.registration.models import Journal, RegisteredDocument, check_template
from eservices.registration.number_entering import enter_number
from eservices.registration.registering import AlreadyRegistered, RegisterRefused, register
from eservices.registration.undoing import undo
from tests.cases import making
from tests.cases.making import riga
from tests.registration.making import journal

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    ("template", "text"),
    [
        ("{index}/{yy}/{n}", "1-6/26/13"),
        ("{index}.{n}", "1-6.13"),
        ("{n}-{yyyy}", "13-2026"),
        ("SD {index}/{n}", "SD 1-6/13"),
    ],
)
def test_a_number_is_written_by_its_journals_template(template, text):
    assert numbering.number_text(Journal(index="1-6", template=template), 2026, 13) == text


@pytest.mark.parametrize("template", ["{index}/{yy}", "", "{n}{month}", "{n.real}"])
def test_a_template_that_could_repeat_or_break_is_refused(template):
    with pytest.raises(ValidationError):
        check_template(template)


def test_the_preview_is_the_next_number_and_takes_none(monkeypatch):
    monkeypatch.setattr("django.utils.timezone.now", lambda: riga("2026-11-23 09:00"))
    ours, today = journal(), datetime.date(2026, 11, 23)
    assert numbering.preview(ours, today) == numbering.preview(ours, today) == "1-6/26/1"
    assert register(making.case(), by=making.registrar()).number_text == "1-6/26/1"
    assert numbering.preview(ours, today) == "1-6/26/2"


def test_without_a_journal_the_registrar_is_told_so():
    with pytest.raises(RegisterRefused) as refused:
        register(making.case(), by=making.registrar())
    assert refused.value.code == "no_journal"


def test_a_journal_of_the_records_system_waits_for_its_number():
    journal(mode=Journal.Mode.RECORDS_SYSTEM)
    registrar = making.registrar()
    case = making.case()
    document = register(case, by=registrar)
    assert (document.number, document.number_text) == (None, "")
    case.refresh_from_db()
    assert (case.status, case.register_number) == ("registered", "")
    enter_number(document, "DVS-2026-0815", by=registrar)
    case.refresh_from_db()
    assert case.register_number == "DVS-2026-0815"
    assert list(matching(Case.objects.all(), "dvs-2026-0815")) == [case]
    with pytest.raises(ValueError, match="once"):
        enter_number(document, "DVS-2", by=registrar)


ACTS = st.lists(
    st.tuples(st.sampled_from(["register", "annul", "undo", "fail"]), st.integers(0, 3)), min_size=1, max_size=25
)


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(acts=ACTS)
def test_whatever_is_registered_annulled_and_undone_numbers_stay_whole(acts):
    with transaction.atomic():
        _play(acts)
        transaction.set_rollback(True)


def _play(acts):
    ours, registrar = journal(), making.registrar()
    cases = [making.case() for _ in range(4)]
    for act, which in acts:
        case = Case.objects.get(pk=cases[which].pk)
        standing = case.documents.filter(annulled_at=None).first()
        try:
            if act == "register":
                register(case, by=registrar)
            elif act == "fail":
                with transaction.atomic():
                    register(case, by=registrar)
                    raise RuntimeError
            elif standing:
                annul(standing, by=registrar, reason="Kļūda") if act == "annul" else undo(standing, by=registrar)
        except (AlreadyRegistered, AnnulRefused, RuntimeError):
            pass
    documents = RegisteredDocument.objects.filter(journal=ours)
    numbers = sorted(documents.values_list("number", flat=True))
    assert numbers == list(range(1, len(numbers) + 1))
    for case in Case.objects.all():
        standing = list(case.documents.filter(annulled_at=None))
        assert len(standing) == (case.status == "registered")
        assert case.register_number == (standing[0].number_text if standing else "")
        assert (case.due_on is not None) == bool(standing)
        assert case.clock_segments.filter(closed_at=None).count() == 1 + bool(standing)
