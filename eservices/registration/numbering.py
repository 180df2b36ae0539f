"""Giving numbers: per journal and year, gap-free and unique (things always true, 5).

The counter's row stays locked until the transaction of the registration ends, and goes back with it; the unique
constraint on journal, year and number is the net below. Never a sequence, never "highest plus one".
"""

from datetime import date

from eservices.registration.models import Direction, Journal, JournalCounter


def take_next(journal: Journal, year: int) -> int:
    """Take the journal's next number of the year; inside the caller's transaction only."""
    JournalCounter.objects.get_or_create(journal=journal, year=year)
    counter = JournalCounter.objects.select_for_update().get(journal=journal, year=year)
    counter.last += 1
    counter.save(update_fields=["last"])
    return counter.last


def number_text(journal: Journal, year: int, number: int) -> str:
    """The number as written, by the journal's template."""
    return journal.template.format(index=journal.index, yy=f"{year % 100:02}", yyyy=year, n=number)


def preview(journal: Journal, on: date) -> str:
    """The number the next document would get if nobody is quicker: show it only as "paredzamais"."""
    if journal.mode == Journal.Mode.RECORDS_SYSTEM:
        return ""
    counter = JournalCounter.objects.filter(journal=journal, year=on.year).first()
    return number_text(journal, on.year, (counter.last if counter else 0) + 1)


def journal_for(code: str = "") -> Journal:
    """The journal in use for received documents with this code, else the first. Raises Journal.DoesNotExist."""
    journals = Journal.objects.filter(direction=Direction.RECEIVED, active=True)
    journal = journals.filter(code=code).first() or journals.first()
    if journal is None:
        raise Journal.DoesNotExist("no journal for received documents is in use")
    return journal
