"""The register as a file for a spreadsheet."""

from typing import Any

from django.http import HttpResponse, StreamingHttpResponse
from django.utils.translation import gettext_lazy as _

from eservices.inbox.forms import ExportForm
from eservices.inbox.views.base import InboxView, StaffRequest
from eservices.registration.exporting import as_csv, register_rows
from portal.audit.recording import record
from portal.people.rights import may
from portal.personal_data.redaction import redact


class ExportView(InboxView):
    """Journals by the day of registration; personal codes only with a reason, health data never."""

    act = "register.export"
    template_name = "inbox/export.html"
    page_title = _("Register export")

    def get(self, request: StaffRequest) -> HttpResponse:
        """Ask for the range."""
        return self.show(form=self.form())

    def form(self, data: Any = None) -> ExportForm:
        """Personal codes are offered only to whom the matrix of rights allows them."""
        return ExportForm(data, may_full=may(self.request.user, "register.export_full"))

    def post(self, request: StaffRequest) -> HttpResponse | StreamingHttpResponse:
        """Record who took what, then send it line by line."""
        form = self.form(request.POST)
        if not form.is_valid():
            return self.show(422, form=form)
        chosen = form.cleaned_data
        why = chosen.pop("reason", "")
        rows = register_rows(request.user, **chosen)
        record("register.exported", by=request.user, details=_described(chosen, why))
        response = StreamingHttpResponse(as_csv(rows), content_type="text/csv; charset=utf-8")
        name = f"registrs-{chosen['since']:%Y%m%d}-{chosen['until']:%Y%m%d}.csv"
        response["Content-Disposition"] = f'attachment; filename="{name}"'
        response["X-Content-Type-Options"] = "nosniff"
        return response


def _described(chosen: dict, why: str) -> dict:
    journal = chosen["journal"]
    full = {"full": True, "why": redact(why)[:200]} if chosen.get("full") else {}
    return full | {
        "since": chosen["since"].isoformat(),
        "until": chosen["until"].isoformat(),
        "journal": journal.code if journal else "",
    }
