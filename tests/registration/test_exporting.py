"""The register for a spreadsheet: whole, readable, no formulas, no codes, no health."""

import csv
import datetime
import io

import pytest

from eservices.cases import closing_off
from eservices.registration.annulling import annul
from eservices.registration.exporting import as_csv, register_rows
from eservices.registration.letters import Incoming, receive
from eservices.registration.registering import register
from portal.audit.denials import DeniedError
from portal.people.models import Role
from tests.applications.making import submitted
from tests.cases import making
from tests.cases.making import riga
from tests.registration.making import journal

pytestmark = pytest.mark.django_db

YEAR = {"since": datetime.date(2026, 1, 1), "until": datetime.date(2026, 12, 31)}


@pytest.fixture(autouse=True)
def monday(monkeypatch):
    monkeypatch.setattr("django.utils.timezone.now", lambda: riga("2026-11-23 09:00"))
    journal()


def exported(user, **wanted):
    text = "".join(as_csv(register_rows(user, **YEAR, **wanted)))
    assert text.startswith("\ufeff")
    return list(csv.reader(io.StringIO(text.removeprefix("\ufeff")), delimiter=";"))


def test_one_row_a_document_in_the_order_of_numbers_annulled_ones_too():
    ilze = making.registrar("ilze")
    case = submitted().application.case
    annul(register(case, by=ilze), by=ilze, reason="Kļūda")
    register(submitted().application.case, by=ilze)
    heading, annulled, good = exported(ilze)
    assert [annulled[0], good[0]] == ["1-6/26/1", "1-6/26/2"]
    assert annulled[-1] == "23.11.2026"
    assert good[-1] == ""
    assert good[10] == "Anna Paraudziņa"
    assert len(heading) == len(good) == len(annulled)
    assert "23.11.2026" in good


@pytest.mark.parametrize("start", ["=", "+", "-", "@", "\t", "\r", "\n"])
def test_no_cell_becomes_a_formula(start):
    ilze = making.registrar()
    evil = f"{start}HYPERLINK(1)"
    # A name cannot begin with a blank: the letter's sender is stripped, the person's name is not.
    letter = receive(
        Incoming(channel="post", received_on=datetime.date(2026, 11, 23), sender=f"x{evil}", sender_number=f"{evil}"),
        by=ilze, parties=[making.person(first_name=evil)],
    )  # fmt: skip
    register(letter.case, by=ilze)
    rows = exported(ilze)
    cells = [cell for row in rows for cell in row]
    assert any("HYPERLINK" in cell for cell in cells)
    assert not [cell for cell in cells if cell.startswith(("=", "+", "-", "@", "\t", "\r", "\n"))]


def test_codes_and_answers_are_left_out_and_the_full_export_adds_only_the_code():
    ilze, head = making.registrar(), making.staff(Role.HEAD_OF_OFFICE)
    register(submitted(answers={"why": "Slimība kaulos"}).application.case, by=ilze)
    plain, full = str(exported(ilze)), str(exported(head, full=True))
    assert "323456-78901" not in plain
    assert "323456-78901" in full
    for leak in ("Slimība", "20000000", "Lazdu iela"):
        assert leak not in plain + full


@pytest.mark.parametrize("role", [Role.EDITOR, Role.ADMINISTRATOR, Role.AUDITOR, Role.HANDLER])
def test_who_may_not_export_is_refused(role):
    with pytest.raises(DeniedError):
        register_rows(making.staff(role, of=making.unit()), **YEAR)


def test_the_full_export_needs_its_own_right():
    with pytest.raises(DeniedError):
        register_rows(making.registrar(), **YEAR, full=True)


def test_a_case_closed_to_others_keeps_its_row_without_names():
    ilze, head = making.registrar(), making.staff(Role.HEAD_OF_OFFICE)
    case = submitted().application.case
    register(case, by=ilze)
    closing_off.close_to(case, [], by=head)
    (row,) = exported(ilze)[1:]
    assert row[0] == "1-6/26/1"
    assert "Paraudziņa" not in str(row)
    assert "Paraudziņa" in str(exported(head)[1])


def test_a_longer_register_costs_no_more_statements(django_assert_num_queries):
    ilze = making.registrar()
    for expected in (1, 3):
        while len(list(register_rows(ilze, **YEAR))) <= expected:
            register(submitted().application.case, by=ilze)
        with django_assert_num_queries(4):
            assert len(list(register_rows(ilze, **YEAR))) == expected + 1


def test_a_longer_full_register_costs_no_more_statements(django_assert_num_queries):
    ilze, head = making.registrar(), making.staff(Role.HEAD_OF_OFFICE)
    for expected in (1, 3):
        while len(list(register_rows(ilze, **YEAR))) <= expected:
            register(submitted().application.case, by=ilze)
        with django_assert_num_queries(5):
            assert len(list(register_rows(head, **YEAR, full=True))) == expected + 1


def test_only_the_days_asked_for_are_exported():
    ilze = making.registrar()
    register(submitted().application.case, by=ilze)
    monday = datetime.date(2026, 11, 23)
    sunday, tuesday = monday - datetime.timedelta(days=1), monday + datetime.timedelta(days=1)
    assert len(list(register_rows(ilze, since=monday, until=monday))) == 2
    assert len(list(register_rows(ilze, since=tuesday, until=tuesday))) == 1
    assert len(list(register_rows(ilze, since=sunday, until=sunday))) == 1
