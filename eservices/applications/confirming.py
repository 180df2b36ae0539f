"""Confirming that an unsigned application is the person's own (practice: what makes an application valid)."""

from django.db import transaction
from django.utils import timezone

from eservices.applications.models import WAITING, Application, Authenticity, CoSigning, Supplement
from eservices.applications.submitting import CONFIRMED, needs_confirming
from eservices.cases import events
from eservices.cases.models import Case, Status
from portal.audit.recording import record
from portal.people.models import StaffUser

WAYS = (
    Authenticity.SIGNED_COUNTER,
    Authenticity.SIGNED_PAPER,
    Authenticity.E_SIGNED,
    Authenticity.ACCEPTED_RULE,
)


class ConfirmRefused(Exception):
    """Why it cannot be confirmed: ``already``, ``closed`` (the case is), ``unknown_way``, ``reason_needed`` or
    ``no_signed_copy``.
    """

    def __init__(self, code: str) -> None:
        super().__init__(code)
        self.code = code


def confirm(application: Application, how: str, *, by: StaffUser, reason: str = "") -> None:
    """Accept the application as the person's own: how, by whom, when; the mark of the case goes; history, audit, signal.

    The case is locked first. ``accepted_rule`` needs a reason; ``e_signed`` needs an uploaded signed copy that staff have looked at.
    The case keeps its mark as ``refresh_mark`` says. Raises ConfirmRefused.
    """
    with transaction.atomic():
        case = application.case = Case.objects.select_for_update(of=("self",)).get(pk=application.case_id)
        _check(Application.objects.get(pk=application.pk), case, how, reason)
        application.authenticity, application.authenticity_by = how, by
        application.authenticity_at, application.authenticity_reason = timezone.now(), reason.strip() or None
        application.save(update_fields=["authenticity", "authenticity_by", "authenticity_at", "authenticity_reason"])
        refresh_mark(case)
        events.write(case, "authenticity_confirmed", by=by, reason=reason, how=how, application=str(application.pk))
        record("application.confirmed", by=by, on=application, details={"how": how})
        events.authenticity_confirmed.send(Application, case=case, application=application)


def refresh_mark(case: Case) -> None:
    """Write whether the case waits for a signature: of one of its applications, or of an adult of the household."""
    applications = case.applications.select_related("form_version")
    unsigned = any(needs_confirming(one.form_version.schema, one.authenticity) for one in applications)
    case.to_be_confirmed = unsigned or CoSigning.objects.filter(application__case=case, state__in=WAITING).exists()
    case.save(update_fields=["to_be_confirmed"])


def _check(application: Application, case: Case, how: str, reason: str) -> None:
    if application.authenticity in CONFIRMED:
        raise ConfirmRefused("already")
    if case.status == Status.CLOSED:
        raise ConfirmRefused("closed")
    if how not in WAYS:
        raise ConfirmRefused("unknown_way")
    if how == Authenticity.ACCEPTED_RULE and not reason.strip():
        raise ConfirmRefused("reason_needed")
    if how == Authenticity.E_SIGNED and not _signed_copies(application).exists():
        raise ConfirmRefused("no_signed_copy")


def _signed_copies(application: Application):
    return application.supplements.filter(kind=Supplement.Kind.SIGNED_COPY)
