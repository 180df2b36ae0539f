"""What the demo office registers in and what can be applied for online."""

from eservices.registration.models import Direction, Journal

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
