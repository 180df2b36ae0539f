"""Many registrars at once: every number once and none left out; one document, one number."""

import os
import subprocess
import sys
import threading
from pathlib import Path

import pytest
from django.db import connection, connections

from eservices.cases.models import Case, Status
from eservices.registration.models import JournalCounter, RegisteredDocument
from eservices.registration.registering import AlreadyRegistered, register
from portal.audit.verifying import verify
from portal.people.models import StaffUser
from tests.cases import making
from tests.registration.making import journal

pytestmark = pytest.mark.django_db(transaction=True)


def at_once(acts):
    """Run the acts in threads that start together; gives results and exceptions in the order of the acts."""
    gate, results = threading.Barrier(len(acts)), [None] * len(acts)

    def run(index, act):
        gate.wait()
        try:
            results[index] = act()
        except Exception as fault:
            results[index] = fault
        finally:
            connections.close_all()

    threads = [threading.Thread(target=run, args=(index, act)) for index, act in enumerate(acts)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return results


def test_two_registrars_at_the_same_moment_one_wins_the_other_is_told_who():
    journal()
    ilze, dace = making.registrar("ilze"), making.registrar("dace")
    case = making.case()
    copies = [Case.objects.get(pk=case.pk) for _ in range(2)]
    results = at_once([lambda: register(copies[0], by=ilze), lambda: register(copies[1], by=dace)])
    (document,) = [result for result in results if isinstance(result, RegisteredDocument)]
    (refused,) = [result for result in results if isinstance(result, AlreadyRegistered)]
    assert refused.document == document
    assert document.registered_by.username in str(refused)
    assert RegisteredDocument.objects.count() == 1
    assert Case.objects.get(pk=case.pk).status == Status.REGISTERED


def test_numbers_have_no_gap_though_many_register_at_once_and_some_fail():
    journal()
    ilze = making.registrar()
    cases = [making.case() for _ in range(12)]

    def fails(case):
        from django.db import transaction

        with transaction.atomic():
            register(case, by=ilze)
            raise RuntimeError

    acts = [
        lambda case=case, n=n: fails(case) if n % 4 == 3 else register(case, by=ilze) for n, case in enumerate(cases)
    ]
    results = at_once(acts)
    assert sum(isinstance(result, RuntimeError) for result in results) == 3
    numbers = sorted(RegisteredDocument.objects.values_list("number", flat=True))
    assert numbers == list(range(1, 10))
    assert JournalCounter.objects.get().last == 9
    assert verify() == []


REGISTER_MINE = """
import django, sys
django.setup()
from eservices.cases.models import Case
from eservices.registration.registering import register
from portal.people.models import StaffUser
for pk in sys.argv[2:]:
    register(Case.objects.get(pk=pk), by=StaffUser.objects.get(pk=sys.argv[1]))
"""


def test_numbers_have_no_gap_between_processes():
    journal()
    ilze = making.registrar()
    keys = [str(making.case().pk) for _ in range(9)]
    # Processes of their own meet the test database by its address.
    name, engine = connection.settings_dict["NAME"], connection.vendor
    server = connection.settings_dict
    url = f"sqlite:///{name}" if engine == "sqlite" else (
        f"postgres://{server['USER']}:{server['PASSWORD']}@{server['HOST']}:{server['PORT']}/{name}"
    )  # fmt: skip
    environment = {**os.environ, "DATABASE_URL": url, "DJANGO_SETTINGS_MODULE": "portal.settings.test"}
    root = Path(__file__).parents[2]
    running = [
        subprocess.Popen(
            [sys.executable, "-c", REGISTER_MINE, str(ilze.pk), *keys[n::3]],
            env=environment, cwd=root, stderr=subprocess.PIPE, text=True,
        )
        for n in range(3)
    ]  # fmt: skip
    errors = [process.communicate(timeout=120)[1] for process in running]
    assert [process.returncode for process in running] == [0, 0, 0], errors
    assert sorted(RegisteredDocument.objects.values_list("number", flat=True)) == list(range(1, 10))
    assert StaffUser.objects.count() == 1
    assert verify() == []
