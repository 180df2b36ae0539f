"""What the demo office registers in and what can be applied for online."""

import json
from collections.abc import Collection

from eservices.definitions.importing import import_definition
from eservices.definitions.models import EServicePage
from eservices.registration.models import Direction, Journal
from portal.demo.reading import eservice_files

JOURNALS = (
    ("sanemtie", "Saņemtie dokumenti", "1-6", Direction.RECEIVED),
    ("nosutitie", "Nosūtītie dokumenti", "1-7", Direction.SENT),
    ("lemumi", "Lēmumi", "1-8", Direction.DECISION),
    ("ligumi", "Līgumi", "1-9", Direction.CONTRACT),
)


def add_journals() -> None:
    """Add the office's journals."""
    for code, title, index, direction in JOURNALS:
        defaults = {"title": title, "index": index, "direction": direction}
        Journal.objects.get_or_create(code=code, defaults=defaults)


def add_eservices(only: Collection[str] = ()) -> list[str]:
    """Import the definitions whose e-service does not exist yet, as an editor would; return their titles.

    ``only`` names the e-services wanted; empty means all.
    """
    known = set(EServicePage.objects.values_list("key", flat=True))
    added = []
    for path in eservice_files():
        definition = json.loads(path.read_text(encoding="utf-8"))
        key = definition["schema"]["eservice"]
        if key not in known and (not only or key in only):
            added.append(import_definition(definition).page.title)
    return added
