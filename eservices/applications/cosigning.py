"""Every adult of a household confirms a joint application (practice: who may act).

By the own link, at the counter or on paper; whom it is not safe or not possible to ask is skipped by a decision of
staff. What a person sees is the own row and the shared part, never what belongs to somebody else.
"""

from collections.abc import Iterator
from typing import Any

from django.db import transaction
from django.utils import timezone

from eservices.applications.confirming import refresh_mark
from eservices.applications.models import WAITING, Application, CoSigning, OwnLink
from eservices.cases import events
from eservices.cases.models import Case, Status
from eservices.definitions.sharing import is_shared
from portal.audit.recording import record
from portal.people.models import StaffUser

State, How = CoSigning.State, CoSigning.How
BY_STAFF = (How.COUNTER, How.PAPER)
GROUNDS = (How.UNSAFE, How.UNREACHABLE, How.OTHER)


class CosignRefused(Exception):
    """Why nothing was written: ``settled`` (somebody was quicker), ``closed``, ``unknown_way`` or ``reason_needed``."""

    def __init__(self, code: str) -> None:
        super().__init__(code)
        self.code = code


def confirm_by_link(cosigning: CoSigning) -> None:
    """The person confirms by the own link; effects as ``_settle``. Raises CosignRefused ``settled`` or ``closed``."""
    _settle(cosigning, State.CONFIRMED, How.LINK, among=(State.ASKED,))


def decline(cosigning: CoSigning) -> None:
    """The person does not agree, or is somebody else: staff see it, the case goes on waiting. Raises CosignRefused."""
    _settle(cosigning, State.DECLINED, How.LINK, among=(State.ASKED,))


def confirm_by_staff(cosigning: CoSigning, how: str, *, by: StaffUser, note: str = "") -> None:
    """The person signed at the counter or on paper, also after declining or being skipped. Raises CosignRefused."""
    if how not in BY_STAFF:
        raise CosignRefused("unknown_way")
    _settle(cosigning, State.CONFIRMED, how, among=(*WAITING, State.SKIPPED), by=by, reason=note)


def skip(cosigning: CoSigning, ground: str, *, by: StaffUser, reason: str) -> None:
    """Decide that the person is not asked: unsafe or unreachable. The own link stops. Raises CosignRefused."""
    if ground not in GROUNDS:
        raise CosignRefused("unknown_way")
    if not reason.strip():
        raise CosignRefused("reason_needed")
    _settle(cosigning, State.SKIPPED, ground, among=WAITING, by=by, reason=reason)


def _settle(
    cosigning: CoSigning,
    state: str,
    how: str,
    *,
    among: tuple[str, ...],
    by: StaffUser | None = None,
    reason: str = "",
) -> None:
    """Write what became of it, once: state, the mark of the case, history, audit, signal ``cosigning_settled``.

    The case is locked first. A settled person's link opens nothing but "it is done"; a skipped one's is taken away.
    """
    with transaction.atomic():
        application = cosigning.application
        case = application.case = Case.objects.select_for_update(of=("self",)).get(pk=application.case_id)
        now = CoSigning.objects.get(pk=cosigning.pk)
        if case.status == Status.CLOSED:
            raise CosignRefused("closed")
        if now.state not in among:
            raise CosignRefused("settled")
        cosigning.state, cosigning.how, cosigning.by = state, how, by
        cosigning.at, cosigning.reason = timezone.now(), reason.strip() or None
        cosigning.save(update_fields=["state", "how", "by", "at", "reason"])
        if state == State.SKIPPED:
            OwnLink.objects.filter(party=cosigning.party_id).delete()
        refresh_mark(case)
        who = {"party": str(cosigning.party_id), "how": str(how)}
        events.write(case, f"cosigning_{state}", by=by, reason=reason, **who)
        record(f"cosigning.{state}", by=by, on=cosigning, details={"how": str(how)}, case_id=case.pk)
        events.cosigning_settled.send(CoSigning, case=case, application=application, cosigning=cosigning)


def own_part(application: Application, row_id: str, language: str) -> list[dict[str, Any]]:
    """The answers one adult of the household may see, by step: the own row, and what is shared.

    In the language of the application where that is the page's, otherwise in Latvian.
    """
    shown = application.shown if application.shown and language == application.language else application.shown_lv
    steps = ((step["title"], list(_own_items(step["items"], row_id))) for step in shown)
    return [{"title": title, "items": items} for title, items in steps if items]


def _own_items(items: list[dict[str, Any]], row_id: str) -> Iterator[dict[str, Any]]:
    for item in items:
        if item["role"] == "household":
            rows = [row for row in item["rows"] if row["row_id"] == row_id]
            if rows:
                yield item | {"rows": rows}
        elif is_shared(item):
            yield item
