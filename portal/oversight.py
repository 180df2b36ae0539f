"""What those who watch over the portal see in the admin: the audit record, and what the worker has given up."""

from typing import Any

from django.contrib import messages
from django.db.models import QuerySet
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from portal.audit.denials import DeniedError
from portal.audit.models import AuditEntry
from portal.due_work.dead_letters import dead_rows, revive
from portal.due_work.models import DueRow
from portal.due_work.registry import performers
from portal.people.rights import may

ENTRIES_A_PAGE = 50


@require_GET
def record(request: HttpRequest) -> HttpResponse:
    """Show the audit record, newest first, 50 entries a page; ``who``, ``act`` and ``case`` narrow it."""
    _allow(request, "audit.read", "record")
    entries = list(_narrowed(request)[: ENTRIES_A_PAGE + 1])
    older = entries[ENTRIES_A_PAGE - 1].pk if len(entries) > ENTRIES_A_PAGE else None
    asked = request.GET.copy()
    asked.pop("before", None)
    return render(
        request,
        "oversight/record.html",
        {
            "entries": entries[:ENTRIES_A_PAGE],
            "older": older,
            "asked": request.GET,
            "query": asked.urlencode(),
            "page_title": _("Audit record"),
            "header_icon": "history",
        },
    )


@require_GET
def given_up(request: HttpRequest) -> HttpResponse:
    """Show every row the worker has given up, with what it was and why."""
    _allow(request, "users.manage", "given_up")
    rows = [{"row": row, "kind": row._meta.verbose_name, "label": row._meta.label_lower} for row in dead_rows()]
    context = {"rows": rows, "page_title": _("Work that did not succeed"), "header_icon": "warning"}
    return render(request, "oversight/given_up.html", context)


@require_POST
def try_again(request: HttpRequest) -> HttpResponse:
    """Set one given-up row going again, recorded with who did it."""
    _allow(request, "users.manage", "given_up")
    row = _dead_row(request.POST.get("kind", ""), request.POST.get("row", ""))
    if revive(row, by=request.user):  # type: ignore[arg-type]
        messages.success(request, _("It will be tried again at once."))
    return redirect("given_up")


def _narrowed(request: HttpRequest) -> QuerySet[AuditEntry]:
    asked = {name: request.GET.get(name, "").strip() for name in ("who", "act", "case", "before")}
    entries = AuditEntry.objects.order_by("-pk")
    if asked["who"]:
        entries = entries.filter(actor_text=asked["who"])
    if asked["act"]:
        entries = entries.filter(act__startswith=asked["act"])
    for name, lookup in (("case", "case_id"), ("before", "pk__lt")):
        if asked[name].isdecimal():
            entries = entries.filter(**{lookup: int(asked[name][:18])})
    return entries


def _dead_row(label: str, key: str) -> DueRow:
    for model in performers:
        if model._meta.label_lower == label and key.isdecimal():
            found = model._default_manager.filter(pk=key, state=DueRow.State.DEAD).first()
            if found:
                return found
    raise Http404


def _allow(request: Any, act: str, what: str) -> None:
    if not may(request.user, act):
        raise DeniedError(act, what)
