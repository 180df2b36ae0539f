"""The one writer of status: what is allowed, what is not, and what the database itself refuses."""

import itertools

import pytest
from django.db import IntegrityError, transaction
from django.utils import timezone

from eservices.cases.models import Case, Ending, Status
from eservices.cases.moving import ALLOWED, MoveNotAllowed, move
from portal.audit.models import AuditEntry
from tests.cases import making

pytestmark = pytest.mark.django_db
ENDING = {True: Ending.DECIDED, False: Ending.TERMINATED}


def at(status):
    """A case put at a status past the writer, to begin from."""
    case = making.case()
    ending = Ending.TERMINATED if status == Status.CLOSED else ""
    # Registering writes the day before it moves the case.
    registered = timezone.localdate()
    Case.objects.filter(pk=case.pk).update(status=status, ending=ending, registered_on=registered)
    return Case.objects.get(pk=case.pk)


@pytest.mark.parametrize(("start", "to"), list(itertools.product(Status.values, Status.values)))
def test_every_step_of_a_case_is_in_the_table_or_refused(start, to):
    case, user = at(start), making.registrar()
    decided = start in ("decided", "notified", "disputed")
    ending = ENDING[decided] if to == Status.CLOSED else None
    if to in ALLOWED[start]:
        event = move(case, to, by=user, ending=ending, reason="Tā vajag")
        fresh = Case.objects.get(pk=case.pk)
        assert (fresh.status, fresh.ending) == (to, ending or "")
        assert (event.from_status, event.to_status, event.by) == (start, to, user)
        assert case.events.get(pk=event.pk).reason == "Tā vajag"
        assert AuditEntry.objects.filter(act="case.moved", case_id=case.pk).exists()
    else:
        with pytest.raises(MoveNotAllowed):
            move(case, to, by=user, ending=ending)
        assert Case.objects.get(pk=case.pk).status == start


@pytest.mark.parametrize(("start", "ending"), [("decided", "withdrawn"), ("in_review", "decided")])
def test_the_ending_must_fit_whether_there_is_a_decision(start, ending):
    with pytest.raises(MoveNotAllowed):
        move(at(start), Status.CLOSED, by=None, ending=ending)


@pytest.mark.parametrize("start", [status for status in Status.values if status != "closed"])
def test_death_ends_a_case_from_any_stage(start):
    case = at(start)
    move(case, Status.CLOSED, by=making.registrar(), ending=Ending.CLIENT_DIED)
    assert case.ending == Ending.CLIENT_DIED


def test_closing_takes_an_ending_and_nothing_else_does():
    case = at("registered")
    with pytest.raises(ValueError, match="ending"):
        move(case, Status.CLOSED, by=None)
    with pytest.raises(ValueError, match="ending"):
        move(case, Status.IN_REVIEW, by=None, ending=Ending.DECIDED)


@pytest.mark.parametrize(
    "wrong",
    [
        {"status": "lost"},
        {"ending": "vanished", "status": "closed"},
        {"status": "closed", "ending": ""},
        {"status": "received", "ending": "withdrawn"},
        {"status": "in_review", "registered_on": None},
    ],
)
def test_the_database_refuses_what_no_case_can_be(wrong):
    case = making.case()
    with pytest.raises(IntegrityError), transaction.atomic():
        Case.objects.filter(pk=case.pk).update(**wrong)


def test_nobody_else_in_the_code_writes_status():
    import pathlib
    import re

    root = pathlib.Path(__file__).parents[2]
    writes = re.compile(r"""(case|into|duplicate)\.(status|ending)\s*=[^=]|update\([^)]*\bstatus=""")
    found = [
        path.relative_to(root).as_posix()
        for path in [*root.glob("eservices/**/*.py"), *root.glob("portal/**/*.py")]
        if writes.search(path.read_text()) or re.search(r"case\.status, case\.ending =", path.read_text())
    ]
    assert found == ["eservices/cases/moving.py"]
