"""What Wagtail tells us: something was published, unpublished or deleted."""

from typing import Any

from django.db.models.signals import pre_delete
from django.dispatch import receiver
from wagtail.signals import page_published, page_unpublished, published

from eservices.definitions import banking, publishing
from eservices.definitions.models import BankPart, EServicePage


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


@receiver(published, sender=BankPart)
def keep_version(sender: Any, instance: BankPart, revision: Any = None, **kwargs: Any) -> None:
    """Write down what a part of the question bank now says in Latvian."""
    if instance.live and instance.locale.language_code == publishing.LATVIAN:
        banking.keep_version(instance, by=revision.user if revision else None)
