"""What cannot wait: the one on duty is told at once, the heads when nobody has opened it.

A message to staff names nobody and nothing: it leads to the inbox, where rights decide what is seen.
"""

import datetime
from typing import Any

from django.conf import settings
from django.db.models import Exists, OuterRef, Q, QuerySet
from django.utils import timezone

from eservices.applications.models import Application
from eservices.cases.models import Case, Status
from eservices.notifications.models import Kind, Message
from eservices.notifications.sending import queue
from portal.audit.models import AuditEntry
from portal.due_work.registry import every
from portal.people.models import Role, RoleGrant, StaffUser

OFFICE_HEADS = (Role.HEAD_OF_OFFICE, Role.DEPUTY)


def tell_duty(application: Application) -> Message | None:
    """Put word for the one on duty in line, where the case is urgent and the form names an address; once a case."""
    address = ((application.form_version.schema.get("duty") or {}) if application.form_version else {}).get("email")
    if not application.case.urgent or not address:
        return None
    return queue(Kind.URGENT, to=address, context=_where(), once=f"urgent:{application.case_id}")


def unread() -> QuerySet[Case]:
    """Urgent cases nobody has registered or opened within the time the office allows (``URGENT_UNREAD_MINUTES``)."""
    before = timezone.now() - datetime.timedelta(minutes=settings.URGENT_UNREAD_MINUTES)
    read = AuditEntry.objects.filter(act="case.read", case_id=OuterRef("pk"))
    return Case.objects.filter(~Exists(read), urgent=True, status=Status.RECEIVED, received_at__lte=before)


@every(seconds=120, name="notifications.escalate_unread")
def escalate() -> None:
    """Tell the heads of the office, and of the case's unit, about what is not read; each once a case."""
    for case in unread():
        for head in heads_of(case):
            queue(Kind.UNREAD, to=head.email, context=_where(), once=f"unread:{case.pk}:{head.pk}")


def heads_of(case: Case) -> list[StaffUser]:
    """Heads in charge today who have an address: of the unit and of the office."""
    in_charge = Q(role__in=OFFICE_HEADS)
    if case.unit_id:
        own = Q(unit=case.unit_id) | Q(unit=None, user__unit=case.unit_id)
        in_charge |= Q(role=Role.HEAD_OF_UNIT) & own
    grants = RoleGrant.objects.valid().filter(in_charge)
    heads = StaffUser.objects.filter(pk__in=grants.values("user"), is_active=True).exclude(email="")
    return list(heads.order_by("pk"))


def _where() -> dict[str, Any]:
    return {"inbox": f"{settings.PUBLIC_URL.rstrip('/')}/admin/inbox/"}
