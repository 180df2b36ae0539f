"""Who looks after a page, and the reminders that it is time to look at it again."""

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from portal.due_work.models import DueRow
from portal.people.rights import people_who_may


def editors() -> models.Q:
    """Those who can be made responsible for a page: whoever edits pages today."""
    return models.Q(pk__in=people_who_may("pages.edit").values("pk"))


class ReviewReminder(DueRow):
    """One mail a day to one person: which pages they are to look at, soon or today."""

    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+")
    day = models.DateField()
    pages = models.JSONField(default=list, help_text="A list of [page, day of its review, whether told beforehand].")

    class Meta(DueRow.Meta):
        abstract = False
        verbose_name = _("reminder of pages to check")
        verbose_name_plural = _("reminders of pages to check")
        constraints = [models.UniqueConstraint(fields=["user", "day"], name="pages_reminder_once_a_day")]

    def __str__(self) -> str:
        return f"{self.day} {self.user_id}"


class ApprovalLetter(DueRow):
    """One mail to one member of staff about a page on its way to being published."""

    class Kind(models.TextChoices):
        ASKED = "asked", _("asked to approve")
        PUBLISHED = "published", _("approved")
        SENT_BACK = "sent_back", _("sent back")

    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+")
    page = models.ForeignKey("wagtailcore.Page", on_delete=models.CASCADE, related_name="+")
    kind = models.CharField(max_length=10, choices=Kind)

    class Meta(DueRow.Meta):
        abstract = False
        verbose_name = _("letter about approving a page")
        verbose_name_plural = _("letters about approving pages")

    def __str__(self) -> str:
        return f"{self.kind} {self.page_id}"


class LeftAsItIs(models.Model):
    """Words of a page that a report told of, and that an editor leaves as they are."""

    page = models.ForeignKey("wagtailcore.Page", on_delete=models.CASCADE, related_name="+")
    about = models.TextField()
    digest = models.CharField(max_length=64)
    user = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+")
    day = models.DateField()

    wagtail_reference_index_ignore = True

    class Meta:
        verbose_name = _("words left as they are")
        verbose_name_plural = _("words left as they are")
        constraints = [models.UniqueConstraint(fields=["page", "digest"], name="pages_left_as_it_is_once")]

    def __str__(self) -> str:
        return self.about


class OutsideLink(models.Model):
    """What became of asking for an address outside the site; ``fault`` is empty where it answered."""

    class Fault(models.TextChoices):
        GONE = "gone", _("there is no such page any more")
        SILENT = "silent", _("does not answer")
        BROKEN = "broken", _("answers with a fault of its own")

    url = models.TextField()
    digest = models.CharField(max_length=64, unique=True)
    checked_at = models.DateTimeField()
    fault = models.CharField(max_length=10, choices=Fault, blank=True)

    wagtail_reference_index_ignore = True

    def __str__(self) -> str:
        return self.url
