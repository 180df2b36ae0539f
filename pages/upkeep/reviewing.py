"""Looking pages through in time: who looks after which page, until when, and reminding them."""

import datetime
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from django.conf import settings
from django.core.mail import send_mail
from django.db import transaction
from django.template.loader import render_to_string
from django.utils import translation
from wagtail.log_actions import log
from wagtail.models import Page, Revision

from pages.models.base import BasePage
from pages.models.care import ReviewReminder
from pages.models.news import NewsIndexPage, NewsPage
from pages.models.office import OfficeSettings
from portal.due_work.registry import every, performs
from portal.people.models import StaffUser
from portal.people.rights import people_who_may
from portal.working_days import calendar

CHECKED = "pages.checked"
BEFOREHAND = datetime.timedelta(days=14)
# News say what was true on their day.
_NEVER_REVIEWED = (NewsPage, NewsIndexPage)


@dataclass(frozen=True)
class ToReview:
    """A published page, when it is to be looked at again (None: nobody ever checked it) and by whom."""

    page: BasePage
    due_on: datetime.date | None
    who: StaffUser | None

    @property
    def late(self) -> bool:
        """Say whether the day has passed."""
        return self.due_on is None or self.due_on < calendar.today()


def months_between() -> int:
    """How many months a check holds, as the office has set it."""
    office = OfficeSettings.objects.first()
    return office.review_months if office else OfficeSettings.REVIEW_MONTHS


def published() -> Iterator[BasePage]:
    """Every published page of the site, as its own type; forms are looked through by themselves."""
    for page in Page.objects.live().select_related("locale", "owner").order_by("path").specific():
        if isinstance(page, BasePage):
            yield page


def to_review() -> list[ToReview]:
    """Every page that states facts, the most pressing first."""
    months, editors = months_between(), {user.pk: user for user in people_who_may("pages.edit")}
    found = [
        ToReview(page, _due_on(page, months), editors.get(page.responsible_id or page.owner_id))
        for page in published()
        if not isinstance(page, _NEVER_REVIEWED)
    ]
    return sorted(found, key=lambda each: (each.due_on or datetime.date.min, each.page.title))


def _due_on(page: BasePage, months: int) -> datetime.date | None:
    return page.review_by or (calendar.add_months(page.checked, months) if page.checked else None)


@transaction.atomic
def note_checked(page: BasePage, by: StaffUser) -> None:
    """Note that all of a page is true today; its next review is set.

    Writes the day into the published page and into every draft of it that could still be published, without publishing
    anything, and an entry into its history.
    """
    today = calendar.today()
    dates = {"checked": today, "review_by": calendar.add_months(today, months_between())}
    for name, value in dates.items():
        setattr(page, name, value)
    page.save(update_fields=list(dates), clean=False)
    for revision in Revision.page_revisions.filter(object_id=str(page.pk)).order_by("-created_at", "-pk"):
        if revision.pk == page.latest_revision_id or revision.approved_go_live_at:
            revision.content |= {name: value.isoformat() for name, value in dates.items()}
            revision.save(update_fields=["content"])
    log(instance=page, action=CHECKED, user=by)


@every(daily="07:00", name="pages.remind_of_reviews")
def remind() -> None:
    """Put a reminder in line for everybody with pages to look at in two weeks or today; each page is told twice at most."""
    today = calendar.today()
    told = {
        tuple(entry)
        for reminder in ReviewReminder.objects.filter(day__gte=today - 3 * BEFOREHAND)
        for entry in reminder.pages
    }
    mine: dict[int, list[tuple[int, str, bool]]] = {}
    for each in to_review():
        if each.who is None or each.due_on is None or not today - BEFOREHAND < each.due_on <= today + BEFOREHAND:
            continue
        entry = (each.page.pk, each.due_on.isoformat(), each.due_on > today)
        if entry not in told:
            mine.setdefault(each.who.pk, []).append(entry)
    for user, entries in mine.items():
        ReviewReminder.objects.get_or_create(user_id=user, day=today, defaults={"pages": entries})


@performs(ReviewReminder)
def send(reminder: ReviewReminder) -> None:
    """Mail one person the titles of the pages that are still to be looked at."""
    wanted = {page: due_on for page, due_on, _early in reminder.pages}
    left = [each for each in to_review() if each.due_on and wanted.get(each.page.pk) == each.due_on.isoformat()]
    if left and reminder.user.email and reminder.user.is_active:
        send_mail(
            subject="Pārskatāmās lapas",
            message=_letter(left),
            from_email=None,
            recipient_list=[reminder.user.email],
        )


def _letter(left: Iterable[ToReview]) -> str:
    address = f"{settings.PUBLIC_URL.rstrip('/')}/admin/upkeep/review/"
    with translation.override("lv"):
        return render_to_string("pages/upkeep/review_letter.txt", {"left": left, "address": address})
