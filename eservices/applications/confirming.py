"""Confirming that an unsigned application is the person's own (practice: what makes an application valid)."""

from django.db import transaction
from django.utils import timezone

from eservices.applications.filing import PAPER_SLOT
from eservices.applications.models import WAITING, Application, Authenticity, CoSigning, Supplement
from eservices.applications.submitting import CONFIRMED, needs_confirming
from eservices.cases import events
from eservices.cases.models import Case, Status
from portal.audit.recording import record
from portal.people.models import StaffUser
from portal.people.rights import people_who_may

WAYS = (
    Authenticity.SIGNED_COUNTER,
    Authenticity.SIGNED_PAPER,
    Authenticity.E_SIGNED,
    Authenticity.READ_ALOUD,
    Authenticity.ACCEPTED_RULE,
)
# Only with a reason; the code of the refusal without one.
REASONED = {Authenticity.ACCEPTED_RULE: "reason_needed", Authenticity.READ_ALOUD: "why_needed"}


class ConfirmRefused(Exception):
    """Why it cannot be confirmed: ``already``, ``closed`` (the case is), ``unknown_way``, ``reason_needed`` or
    ``why_needed``, ``witness_needed``, ``no_signed_copy``.
    """

    def __init__(self, code: str) -> None:
        super().__init__(code)
        self.code = code


def confirm(
    application: Application, how: str, *, by: StaffUser, reason: str = "", witness: StaffUser | None = None
) -> None:
    """Accept the application as the person's own: how, by whom, when; the mark of the case goes; history, audit, signal.

    The case is locked first. ``accepted_rule`` needs a reason; ``e_signed`` needs an uploaded signed copy, or the paper
    it was entered from, that staff have looked at. ``read_aloud`` to somebody who cannot read, see or sign needs a reason
    and a second member of staff who was there (``witness``).
    The case keeps its mark as ``refresh_mark`` says. Raises ConfirmRefused.
    """
    with transaction.atomic():
        case = application.case = Case.objects.select_for_update(of=("self",)).get(pk=application.case_id)
        _check(Application.objects.get(pk=application.pk), case, how, reason)
        if how == Authenticity.READ_ALOUD:
            _check_witness(by, witness)
            application.authenticity_witness = witness
        application.authenticity, application.authenticity_by = how, by
        application.authenticity_at, application.authenticity_reason = timezone.now(), reason.strip() or None
        application.save(
            update_fields=[
                "authenticity", "authenticity_by", "authenticity_at", "authenticity_reason", "authenticity_witness",
            ]
        )  # fmt: skip
        refresh_mark(case)
        events.write(case, "authenticity_confirmed", by=by, reason=reason, how=how, application=str(application.pk))
        seen_by = {"witness": application.authenticity_witness_id} if application.authenticity_witness_id else {}
        record("application.confirmed", by=by, on=application, details={"how": how, **seen_by})
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
    if how in REASONED and not reason.strip():
        raise ConfirmRefused(REASONED[Authenticity(how)])
    if how == Authenticity.E_SIGNED and not _has_signed_copy(application):
        raise ConfirmRefused("no_signed_copy")


def _check_witness(by: StaffUser, witness: StaffUser | None) -> None:
    if (
        witness is None
        or witness.pk == by.pk
        or not people_who_may("application.witness").filter(pk=witness.pk).exists()
    ):
        raise ConfirmRefused("witness_needed")


def _has_signed_copy(application: Application) -> bool:
    brought = application.supplements.filter(kind=Supplement.Kind.SIGNED_COPY)
    return brought.exists() or application.files.filter(slot=PAPER_SLOT).exists()
