"""Messages staff must know about."""

from django.db.models import Q, QuerySet

from eservices.cases.queries import visible_to
from eservices.notifications.models import Message
from portal.people.models import StaffUser


def not_delivered(user: StaffUser) -> QuerySet[Message]:
    """Messages given up or failing, of cases this person may see, the newest first."""
    failing = Q(state=Message.State.DEAD) | Q(state=Message.State.DUE, attempts__gt=0)
    found = Message.objects.filter(failing, case__in=visible_to(user))
    return found.select_related("case").order_by("-created_at")


def to_tell_otherwise(user: StaffUser) -> QuerySet[Message]:
    """What could not be said by e-mail in open cases this person may see: staff call, write or wait, as agreed."""
    found = Message.objects.exclude(withheld="").exclude(withheld=Message.Withheld.TAKEN_BACK)
    found = found.filter(case__in=visible_to(user)).exclude(case__status="closed")
    return found.select_related("case").order_by("-created_at")
