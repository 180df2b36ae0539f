"""What Wagtail tells us: a page was published, unpublished or deleted."""

from typing import Any

from django.db.models.signals import pre_delete
from django.dispatch import receiver
from wagtail.signals import page_published, page_unpublished

from eservices.definitions import publishing
from eservices.definitions.models import EServicePage


@receiver(page_published, sender=EServicePage)
def freeze(sender: Any, instance: EServicePage, revision: Any = None, **kwargs: Any) -> None:
    """Freeze what was published, in the publishing's own transaction.

    An alias is a copy that Wagtail keeps in another language until somebody translates it: its texts are no translation.
    Wagtail says "published" also of a page that will go live later; it is frozen then.
    """
    if instance.live and instance.alias_of_id is None:
        publishing.publish_page(instance, by=revision.user if revision else None)


@receiver(page_unpublished, sender=EServicePage)
@receiver(pre_delete, sender=EServicePage)
def withdraw(sender: Any, instance: EServicePage, **kwargs: Any) -> None:
    """Stop taking applications."""
    publishing.withdraw(instance)
