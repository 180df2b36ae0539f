"""How many SQL statements a page costs: public pages, steps of the journey, the inbox and a case.

"First" is a process that remembers nothing yet; "then" is the same page once names, fees and menus are remembered. No
page comes from a page cache.
"""

import uuid
from io import StringIO
from typing import Any
from unittest.mock import patch

from django.conf import settings
from django.core.management import call_command
from django.test import Client
from django.utils import timezone
from wagtail.models import Page

from eservices.applications.models import Application, ApplicationFile
from eservices.attachments.models import Attachment
from eservices.cases import events
from eservices.cases.models import Case, Role
from eservices.cases.opening import PartyData, add_parties
from eservices.journeys.models import Draft
from portal.people.models import StaffUser
from tests.bench import walking
from tests.bench.measuring import forget_everything, heading, statements, table

OTHERS = {"search": "/lv/meklet/?q=aprupe+majas", "tracking": "/lv/mani-pieteikumi/"}
SIZES = (1, 3, 50)
SUPPORTERS, FILES = (1, 3, 8), (1, 3, 5)


def main(*options: str) -> None:
    """Print the tables; with ``--quick`` or not, a count is a count."""
    settings.PAGE_CACHE_ENTRIES = 0
    heading("SQL statements of public pages")
    table(["page", "first", "then"], [(name, *twice(address)) for name, address in public_pages().items()])
    heading("SQL statements of the journey")
    table(["request", "statements"], journey())
    heading("SQL statements by number of rows")
    table(["page", "rows", "statements"], [(name, listed(rows), listed(counts)) for name, rows, counts in growing()])


def count(client: Client, address: str) -> int:
    """Statements of one GET."""
    with statements() as seen:
        answer = client.get(address)
    if answer.status_code != 200:
        raise SystemExit(f"{address} answered {answer.status_code}")
    return len(seen)


def listed(numbers: tuple[int, ...] | list[int]) -> str:
    return ", ".join(map(str, numbers))


# Public pages


def public_pages() -> dict[str, str]:
    """One Latvian page of each type, by the type's name, and the views beside them."""
    pages: dict[str, str] = {}
    for page in Page.objects.live().public().filter(locale__language_code="lv", depth__gt=1).specific():
        pages.setdefault(page.specific_class.__name__, page.url)
    pages["ServicePage"] = f"/lv/pakalpojumi/{walking.SLUG}/"
    return pages | OTHERS


def twice(address: str) -> tuple[int, int]:
    """Statements of a page in a process that remembers nothing, and of the same page again."""
    forget_everything()
    return count(Client(), address), count(Client(), address)


# The journey


def journey() -> list[tuple[str, int]]:
    """Statements of each request from the start to the confirmation, facts remembered."""
    rows: list[tuple[str, int]] = []

    def around(name: str, request: Any) -> Any:
        with statements() as seen:
            answer = request()
        rows.append((name, len(seen)))
        return answer

    walking.walk(Client(), walking.rehearsed())
    client = Client()
    review = walking.walk(client, walking.rehearsed(), around)
    page = around("review, shown", lambda: client.get(review))
    submitted = around("handed in", lambda: client.post(review, walking.handed_in(page)))
    around("confirmation", lambda: client.get(submitted["Location"]))
    return rows


# What grows


def growing() -> list[tuple[str, tuple[int, ...], list[int]]]:
    """Statements of the pages that show rows, with few and with many of them."""
    call_command("make_applications", "60", stdout=StringIO())
    registrar = staff("lietvede")
    case = Application.objects.latest("submitted_at").case
    screens = {"case": f"/admin/inbox/{case.pk}/", "case beside the list": f"/admin/inbox/{case.pk}/preview/"}
    counts: dict[str, list[int]] = {name: [] for name in screens}
    for size in SIZES:
        enlarge(case, size)
        for name, address in screens.items():
            count(registrar, address)
            counts[name].append(count(registrar, address))
    client = Client()
    walking.walk(client, walking.rehearsed())
    return [
        ("inbox, registrar", SIZES, [inbox(registrar, size) for size in SIZES]),
        ("inbox, head of office", SIZES, [inbox(staff("vaditaja"), size) for size in SIZES]),
        *((name, SIZES, found) for name, found in counts.items()),
        ("step with files", FILES, [step(client, "arsta-izzina", files(n)) for n in FILES]),
        ("step with supporters", SUPPORTERS, [step(client, "majinieki", supporters(n)) for n in SUPPORTERS]),
    ]


def staff(username: str) -> Client:
    client = Client()
    client.force_login(StaffUser.objects.get(username=username))
    return client


def inbox(client: Client, size: int) -> int:
    """Statements of the whole list with so many rows on the page, menus remembered."""
    with patch("eservices.inbox.views.listing.PAGE_SIZE", size):
        count(client, "/admin/inbox/?tab=all")
        return count(client, "/admin/inbox/?tab=all")


def enlarge(case: Case, size: int) -> None:
    """Let the case have so many supporters, files and entries in its history."""
    application = case.applications.get()
    for _ in range(size - case.parties.filter(role=Role.SUPPORTER).count()):
        add_parties(case, [PartyData(role=Role.SUPPORTER, first_name="Jānis", last_name="Paraugs")])
        ApplicationFile.objects.create(application=application, attachment=attachment(), slot="izzina")
        events.write(case, "enlarged")


def attachment() -> Attachment:
    return Attachment.objects.create(
        slot="izzina",
        category="health",
        file_name="izziņa.pdf",
        content_type="application/pdf",
        size=1,
        sha256="0" * 64,
        storage_name=uuid.uuid4().hex,
        held_until=timezone.now(),
    )


def step(client: Client, key: str, answers: dict[str, Any]) -> int:
    """Statements of a step when the draft holds these answers as well."""
    draft = Draft.objects.filter(state=Draft.OPEN).latest("last_saved_at")
    draft.content["answers"] |= answers
    draft.save()
    address = f"/lv/pakalpojumi/{walking.SLUG}/pieteikties/{draft.pk}/{key}/"
    count(client, address)
    return count(client, address)


def supporters(number: int) -> dict[str, Any]:
    rows = [{"row_id": f"r{n}", "apg_vards": "Jānis", "apg_uzvards": "Paraugs"} for n in range(number)]
    return {"ir_apgadnieki": "yes", "apgadnieki": rows}


def files(number: int) -> dict[str, Any]:
    return {"izzina": {"files": [str(attachment().pk) for _ in range(number)], "later": False}}
