"""Pages that go live or end at a time an editor has set: the worker looks every minute."""

import logging

from django.db import transaction
from django.utils import timezone, translation
from wagtail.log_actions import log
from wagtail.models import Page, PageLogEntry, Revision

from eservices.definitions.places import in_words
from eservices.definitions.publishing import NotPublishableError
from portal.due_work.registry import every
from portal.due_work.working import kind_of

logger = logging.getLogger(__name__)
NOT_PUBLISHED = "pages.not_published"


@every(60, name="pages.follow_schedule")
def follow_schedule() -> None:
    """Unpublish what has ended, then publish what is due.

    A page that cannot be published stays as it was; it is no longer scheduled, and its history and the editors' first
    page say why. The others go on.
    """
    now = timezone.now()
    for page in Page.objects.filter(live=True, expire_at__lt=now).order_by("expire_at").specific():
        page.unpublish(set_expired=True, log_action="wagtail.unpublish.scheduled")
    for revision in Revision.page_revisions.filter(approved_go_live_at__lt=now).order_by("approved_go_live_at"):
        _publish(revision)


def missed() -> list[PageLogEntry]:
    """The last refusal of every page that was to go live by itself and has not been published since."""
    entries = PageLogEntry.objects.filter(action=NOT_PUBLISHED).select_related("page").order_by("timestamp")
    latest = {entry.page_id: entry for entry in entries if entry.page}
    return [
        entry
        for entry in latest.values()
        if not entry.page.last_published_at or entry.page.last_published_at < entry.timestamp
    ]


def _publish(revision: Revision) -> None:
    try:
        with transaction.atomic():
            revision.publish(log_action="wagtail.publish.scheduled")
    except Exception as fault:
        logger.warning("Page %s was not published on time: %s", revision.object_id, kind_of(fault))
        revision.approved_go_live_at = None
        revision.save(update_fields=["approved_go_live_at"])
        page = revision.content_object
        log(instance=page, action=NOT_PUBLISHED, revision=revision, data={"faults": _told(fault)})


def _told(fault: Exception) -> list[str]:
    with translation.override("lv"):
        return in_words(fault.page, fault.faults) if isinstance(fault, NotPublishableError) else [kind_of(fault)]
