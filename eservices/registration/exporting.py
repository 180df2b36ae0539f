"""The register as rows for a spreadsheet: UTF-8 with a byte order mark, semicolons, safe from formulas.

Personal codes stand only in the full export; answers, files and anything about health never do. The register is
whole: a case the person may not see has its row with its number, and no names.
"""

import csv
import io
from collections.abc import Iterable, Iterator
from datetime import date
from typing import Any

from django.db.models import Prefetch
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from eservices.cases.models import Case, Kind, Party, Role
from eservices.cases.queries import visible_to
from eservices.registration import withdrawal_letters
from eservices.registration.models import Journal, RegisteredDocument
from portal.audit.denials import DeniedError
from portal.people.models import StaffUser
from portal.people.rights import may

BOM = "\ufeff"
KINDS = {
    **dict(Kind.choices),
    "supplement": gettext_lazy("supplement"),
    withdrawal_letters.KIND: gettext_lazy("withdrawal"),
}
FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n")


def register_rows(
    user: StaffUser, *, since: date, until: date, journal: Journal | None = None, full: bool = False
) -> Iterator[list[str]]:
    """The heading and one row per document registered from ``since`` to ``until``, in the order of the numbers.

    ``full`` adds the client's personal code. Raises DeniedError without ``register.export`` (``register.export_full``).
    """
    act = "register.export_full" if full else "register.export"
    if not may(user, act):
        raise DeniedError(act, f"register {since} {until}")
    return _rows(user, (since, until), journal, full)


def as_csv(rows: Iterable[list[str]]) -> Iterator[str]:
    """The rows as text, a line at a time, the byte order mark first."""
    yield BOM
    for row in rows:
        line = io.StringIO()
        csv.writer(line, delimiter=";", lineterminator="\r\n").writerow([safe(cell) for cell in row])
        yield line.getvalue()


def safe(cell: str) -> str:
    """The cell so that no spreadsheet takes it for a formula: an apostrophe before what would begin one."""
    return f"'{cell}" if cell.startswith(FORMULA) else cell


def _rows(user: StaffUser, days: tuple[date, date], journal: Journal | None, full: bool) -> Iterator[list[str]]:
    yield _heading(full)
    documents = RegisteredDocument.objects.filter(registered_on__range=days)
    if journal is not None:
        documents = documents.filter(journal=journal)
    documents = documents.select_related("journal", "case__unit", "registered_by")
    if full:
        clients = Party.objects.filter(role=Role.CLIENT)
        documents = documents.prefetch_related(Prefetch("case__parties", clients, to_attr="clients"))
    seen = _Seen(user)
    for document in documents.order_by("journal__code", "year", "number", "registered_at").iterator(chunk_size=500):
        yield _row(document, open_=seen.may_see(document.case), full=full)


class _Seen:
    """Which cases of the register the person may name: all that are not closed to others."""

    def __init__(self, user: StaffUser) -> None:
        closed = Case.objects.filter(closed_to_named=True)
        self.hidden = set(
            closed.exclude(pk__in=visible_to(user).filter(closed_to_named=True)).values_list("pk", flat=True)
        )

    def may_see(self, case: Case) -> bool:
        return case.pk not in self.hidden


def _heading(full: bool) -> list[str]:
    columns = [
        _("Number"), _("Registered"), _("Received"), _("Channel"), _("Sender"), _("Sender's number"),
        _("Sender's date"), _("Kind"), _("Service"), _("Unit"), _("Client"), _("Applicant"), _("Status"),
        _("Registered by"), _("Annulled"),
    ]  # fmt: skip
    return [*columns, _("Personal code")] if full else columns


def _row(document: RegisteredDocument, *, open_: bool, full: bool) -> list[str]:
    case = document.case
    cells = [
        document.number_text,
        _day(document.registered_on),
        _day(document.received_on),
        str(document.get_channel_display()),
        document.sender if open_ else "",
        document.sender_number if open_ else "",
        _day(document.sender_date),
        str(KINDS.get(document.kind, document.kind)),
        document.service_name if open_ else "",
        case.unit.name if case.unit else "",
        case.client_name if open_ else "",
        case.applicant_name if open_ else "",
        str(case.get_status_display()),
        str(document.registered_by),
        _day(timezone.localdate(document.annulled_at)) if document.annulled_at else "",
    ]
    return [*cells, _code(case) if open_ else ""] if full else cells


def _code(case: Any) -> str:
    return case.clients[0].personal_code if case.clients else ""


def _day(day) -> str:
    return day.strftime("%d.%m.%Y") if day else ""
