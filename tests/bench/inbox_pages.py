"""One office's inbox: filling it, and what its first pages cost now.

The SQL of a first page is caught once and then run again and again, every row fetched: its time is the database's,
without rendering. The fastest run is taken: the two sizes are measured minutes apart, and other work of the machine
can only add. The whole page is timed in turns with the stock listing of the same rows for the same person.
"""

import gc
import json
from functools import partial
from io import StringIO
from typing import Any

from django.core.cache import cache
from django.core.management import call_command
from django.db import connection
from django.test import Client

from eservices.cases.models import Case
from portal.people.models import Role, StaffUser
from portal.people.roles import grant
from tests.bench.measuring import alternating, seconds, statements

INBOX = "/admin/inbox/"
PAGES = {"stock": "/admin/stock_cases/", "inbox": f"{INBOX}?tab=all"}
BOTH = "abi_saraksti"
LISTS = {
    "registrar, to register": ("lietvede", "?tab=new"),
    "registrar, all": ("lietvede", "?tab=all"),
    "registrar, papers brought later": ("lietvede", "?tab=papers"),
    "registrar, to be confirmed": ("lietvede", "?tab=unconfirmed"),
    "registrar, registered today": ("lietvede", "?tab=today"),
    "registrar, overdue": ("lietvede", "?tab=all&due=late"),
    "registrar, a name nobody has": ("lietvede", "?q=nevienam+ta"),
    "social worker": ("darbiniece", ""),
    "head of office": ("vaditaja", ""),
}


def main(act: str, *options: str) -> None:
    """``fill SIZE``, or ``measure [--quick]``, which prints JSON."""
    if act == "fill":
        fill(int(options[0]))
        return
    rounds = 5 if "--quick" in options else 15
    lists = {name: first_page(user, query, 3 * rounds) for name, (user, query) in LISTS.items()}
    print(json.dumps({"lists": lists, "pages": whole_pages(rounds)}))


def fill(size: int) -> None:
    """Have this many cases; PostgreSQL gets the statistics that a running server gathers by itself."""
    # A quarter of the time, for rows that no cycle holds.
    gc.disable()
    call_command("make_applications", str(size - Case.objects.count()), stdout=StringIO())
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("VACUUM ANALYZE")


def browser_of(username: str) -> Client:
    client = Client()
    client.force_login(StaffUser.objects.get(username=username))
    return client


def get(client: Client, address: str) -> None:
    answer = client.get(address)
    if answer.status_code != 200:
        raise SystemExit(f"{address} answered {answer.status_code}")


def first_page(username: str, query: str, rounds: int) -> tuple[int, float]:
    """How many statements a first page runs, and the seconds of its reading ones together at their fastest."""
    client = browser_of(username)
    get(client, INBOX + query)
    cache.clear()
    with statements() as seen:
        get(client, INBOX + query)
    reading = [(sql, params) for sql, params in seen if sql.startswith("SELECT")]
    replay(reading)
    return len(seen), min(seconds(partial(replay, reading)) for _ in range(rounds))


def replay(reading: list[tuple[str, Any]]) -> None:
    """Run statements again and fetch every row."""
    with connection.cursor() as cursor:
        for sql, params in reading:
            cursor.execute(sql, params)
            cursor.fetchall()


def whole_pages(rounds: int) -> dict[str, float]:
    """Median seconds of a whole page, the stock one and ours, for somebody who sees every case in both."""
    if not StaffUser.objects.filter(username=BOTH).exists():
        grant(StaffUser.objects.create_superuser(BOTH, password=None), Role.HEAD_OF_OFFICE)
    client = browser_of(BOTH)
    pages = {name: partial(get, client, address) for name, address in PAGES.items()}
    for page in pages.values():
        page()
    return alternating(pages, rounds)
