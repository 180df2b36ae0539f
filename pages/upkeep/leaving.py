"""Words a report told of that an editor leaves as they are: not told of again while they stay, or for a year."""

import hashlib
from collections.abc import Iterable

from django.db import transaction
from django.db.models import QuerySet
from wagtail.log_actions import log
from wagtail.models import Page

from pages.models.care import LeftAsItIs
from pages.upkeep.findings import Advice, Finding
from portal.people.models import StaffUser
from portal.working_days import calendar

LEFT = "pages.left_as_it_is"
TOLD_AGAIN = "pages.told_again"
MONTHS = 12


@transaction.atomic
def leave(page: Page, about: str, by: StaffUser) -> None:
    """Note that words of a page stay as they are, in place of an earlier note; write it into the page's history."""
    note = {"about": about, "user": by, "day": calendar.today()}
    LeftAsItIs.objects.update_or_create(page=page, digest=_digest(about), defaults=note)
    log(instance=page, action=LEFT, user=by, data={"about": about})


@transaction.atomic
def tell_again(page: Page, about: str, by: StaffUser) -> None:
    """Take the note back and write that into the page's history; nothing where there is none."""
    taken, _models = LeftAsItIs.objects.filter(page=page, digest=_digest(about)).delete()
    if taken:
        log(instance=page, action=TOLD_AGAIN, user=by, data={"about": about})


def apart(findings: Iterable[Finding]) -> tuple[list[Finding], list[tuple[Finding, LeftAsItIs]]]:
    """Part the lines of a report: those to be looked at, and those left as they are with the note that says so."""
    notes = {(note.page_id, note.about): note for note in _valid().select_related("user")}
    told, left = [], []
    for finding in findings:
        note = notes.get((finding.page, finding.about)) if finding.about else None
        if note:
            left.append((finding, note))
        else:
            told.append(finding)
    return told, left


def still_told(page: Page, advice: Iterable[Advice]) -> list[Advice]:
    """What is left of the advice on one page."""
    left = set(_valid().filter(page=page).values_list("about", flat=True))
    return [each for each in advice if not each.about or each.about not in left]


def _valid() -> QuerySet[LeftAsItIs]:
    return LeftAsItIs.objects.filter(day__gt=calendar.add_months(calendar.today(), -MONTHS))


def _digest(about: str) -> str:
    return hashlib.sha256(about.encode()).hexdigest()
