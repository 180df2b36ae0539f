"""Cases in bulk: invented people nobody can mistake for real ones, and rows as the acts would have left them."""

import random
import re
from datetime import date

import pytest
from django.core.management import CommandError, call_command
from django.db.models import F

from eservices.applications import rechecking
from eservices.applications.models import Application
from eservices.cases.models import Case, ClockSegment, Party, Status
from eservices.cases.queries import matching
from eservices.definitions.versions import plan_for
from eservices.registration.models import JournalCounter, RegisteredDocument
from eservices.registration.registering import register
from portal.audit.models import AuditEntry
from portal.demo.inventing import EXAMPLES, invent
from portal.people.models import Role
from portal.personal_data.personal_codes import check
from tests.cases import making
from tests.definitions.forms import published_version
from tests.registration.making import journal

pytestmark = pytest.mark.django_db


@pytest.fixture
def office():
    journal()
    published_version()
    making.service(executor=making.unit())
    making.staff(Role.HANDLER, of=making.unit())
    return making.registrar("lietvede")


def test_invented_people_say_that_they_are_invented():
    dice = random.Random(1)
    people = [invent(dice, serial) for serial in range(500)]
    examples = {form for pair in EXAMPLES for form in pair}
    for person in people:
        code = check(person.code)
        assert code.birth_date < date(1900, 1, 1), "nobody alive has it"
        assert not code.warning
        assert person.last_name.split("-")[1] in examples
        assert person.email.endswith(".example")
        assert re.fullmatch(r"\+371000\d{5}", person.phone)
    assert len({person.code for person in people}) == 500
    assert len({(person.first_name, person.last_name) for person in people}) > 400
    letters = set("".join(person.first_name + person.last_name for person in people).casefold())
    assert set("āčēģīķļņšūž") <= letters


def test_bulk_cases_are_whole(office):
    register(making.case(), by=office)
    call_command("make_applications", "150", "--seed", "1")
    call_command("make_applications", "50", "--seed", "2")
    assert Case.objects.count() == 201
    assert AuditEntry.objects.filter(act="demo.cases_made").count() == 2
    for counter in JournalCounter.objects.all():
        numbers = (
            RegisteredDocument.objects.filter(year=counter.year).order_by("number").values_list("number", flat=True)
        )
        assert list(numbers) == list(range(1, counter.last + 1))
    registered = Case.objects.filter(registered_on__isnull=False)
    assert registered.count() == RegisteredDocument.objects.count()
    assert not registered.exclude(register_number=F("documents__number_text")).exists()
    assert not Case.objects.exclude(status=Status.RECEIVED).filter(parties=None).exists()
    assert ClockSegment.objects.filter(clock="legal").count() == 201
    assert not ClockSegment.objects.filter(case__status="closed", closed_at=None).exists()
    assert Case.objects.values("reference").distinct().count() == 201
    for case in Case.objects.exclude(status=Status.CLOSED)[:10]:
        assert case in matching(Case.objects.all(), case.client_name)


def test_bulk_answers_would_have_been_accepted_and_open_again(office):
    call_command("make_applications", "60", "--seed", "3")
    applications = list(Application.objects.select_related("form_version"))
    assert len(applications) > 20
    for application in applications:
        version = application.form_version
        assert rechecking.errors(plan_for(version), version.texts, application.answers) == {}
        assert "⟦" not in str(application.answers) + str(application.shown_lv)
        client = application.case.parties.get(role="client")
        assert application.answers["first_name"] == client.first_name
        assert client.personal_code == application.answers["code"]["value"]
        assert client.first_name in str(application.shown_lv)
        assert list(Party.objects.filter(code_index=client.code_index, pk=client.pk)) == [client]
        assert application.case.missing_count == application.promises.count()


def test_without_an_office_it_says_what_to_do_first():
    with pytest.raises(CommandError, match="seed_demo"):
        call_command("make_applications", "1")


def test_an_office_in_service_is_left_alone(office, settings):
    settings.DEMO = False
    with pytest.raises(CommandError, match="demo"):
        call_command("make_applications", "1")
    assert Case.objects.count() == 0
