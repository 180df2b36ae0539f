"""Taking in a price table: choose a file, see row by row what it will do, then all of it or nothing."""

import hashlib
from typing import Any

from django import forms
from django.core import signing
from django.core.exceptions import PermissionDenied
from django.core.files.uploadedfile import UploadedFile
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from django.views.decorators.http import require_GET
from wagtail.admin import messages

from eservices.catalogue.models import Fee
from eservices.catalogue.price_table import (
    MOST_BYTES,
    CellFault,
    Table,
    UnreadableError,
    column_name,
    read_table,
    write_table,
)
from eservices.catalogue.pricing import Ahead, NotInForceError, Wrong, look_ahead, put_in_force
from pages.upkeep.places import places_of

SALT = "pages.upkeep.price_import"
_KINDS = {"csv": "text/csv; charset=utf-8", "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"}
_CARRIED = (
    *("item_code", "amount", "amount_to", "currency", "income_from", "income_to"),
    *("valid_from", "valid_until", "regulation_id", "clause"),
)


class TableForm(forms.Form):
    """The file with the price table."""

    file = forms.FileField(
        label=gettext_lazy("Price table"),
        widget=forms.FileInput(attrs={"accept": ".csv,.xlsx"}),
        help_text=gettext_lazy(
            "A .csv or .xlsx file of at most 2 MB. Nothing changes before you have seen what it does."
        ),
    )

    def clean_file(self) -> UploadedFile:
        """Refuse what is too large before it is read."""
        file: UploadedFile = self.cleaned_data["file"]
        if (file.size or 0) > MOST_BYTES:
            raise forms.ValidationError(_("The file is too large: at most 2 MB. Leave only the price table in it."))
        return file


@require_GET
def price_table_file(request: HttpRequest, kind: str) -> HttpResponse:
    """The present table, to begin from."""
    _allow(request)
    if kind not in _KINDS:
        raise Http404
    headers = {"Content-Disposition": f'attachment; filename="cenas.{kind}"'}
    return HttpResponse(write_table(kind), content_type=_KINDS[kind], headers=headers)


def price_table(request: HttpRequest) -> HttpResponse:
    """Upload a table, see every fault or everything it will do, then confirm."""
    _allow(request)
    if "kept" in request.POST:
        return _confirmed(request, request.POST["kept"])
    form = TableForm(request.POST or None, request.FILES or None)
    if request.method != "POST" or not form.is_valid():
        return _page(request, form=form)
    file = form.cleaned_data["file"]
    try:
        table = read_table(file.read(), file.name or "")
    except UnreadableError as fault:
        return _page(request, unreadable=str(fault))
    return _looked_at(request, table)


def _allow(request: HttpRequest) -> None:
    if not request.user.has_perms(["catalogue.add_fee", "catalogue.change_fee"]):
        raise PermissionDenied


def _page(request: HttpRequest, **context: Any) -> HttpResponse:
    context = {"form": TableForm(), "page_title": _("Take in a price table"), "header_icon": "upload", **context}
    return TemplateResponse(request, "pages/upkeep/price_table.html", context)


def _looked_at(request: HttpRequest, table: Table) -> HttpResponse:
    ahead = Ahead() if table.faults else look_ahead(table.fees)
    faults = [*table.faults, *_in_cells(ahead.wrong, table.rows)]
    if faults:
        return _page(request, faults=sorted(faults, key=lambda fault: fault.row), remarks=table.remarks)
    return _ahead(request, table.fees, ahead, table.remarks)


def _in_cells(wrong: list[Wrong], rows: list[int]) -> list[CellFault]:
    return [CellFault(rows[each.place], column_name(each.field), each.message) for each in wrong]


def _ahead(request: HttpRequest, fees: list[Fee], ahead: Ahead, remarks: list[str]) -> HttpResponse:
    carried = [[_carried(getattr(fee, name)) for name in _CARRIED] for fee in fees]
    kept = signing.dumps({"fees": carried, "seen": _seen(ahead)}, salt=SALT, compress=True)
    return _page(
        request,
        ahead=ahead,
        same=len(ahead.changes) - len(ahead.changed),
        remarks=[*remarks, *ahead.remarks],
        places=places_of({change.after.item_code for change in ahead.changed}),
        kept=kept,
    )


def _carried(value: Any) -> Any:
    return value if value is None or isinstance(value, int) else str(value)


def _seen(ahead: Ahead) -> str:
    """What was shown, to the letter: whoever changes an amount meanwhile makes it another."""
    rows = [
        [
            change.kind.value,
            *(_carried(getattr(fee, name)) for fee in (change.before, change.after) if fee for name in _CARRIED),
        ]
        for change in ahead.changed
    ]
    return hashlib.sha256(repr(rows).encode()).hexdigest()


def _confirmed(request: HttpRequest, kept: str) -> HttpResponse:
    try:
        found = signing.loads(kept, salt=SALT)
    except signing.BadSignature:
        return _page(request, unreadable=_("This is not the table that was looked at. Choose it again."))
    fees = [_fee(values) for values in found["fees"]]
    ahead = look_ahead(fees)
    if ahead.wrong or _seen(ahead) != found["seen"]:
        if ahead.wrong:
            return _page(request, unreadable=" ".join(each.message for each in ahead.wrong))
        messages.warning(request, _("Somebody changed an amount meanwhile. Look once more."))
        return _ahead(request, fees, ahead, [])
    try:
        done = put_in_force([_fee(values) for values in found["fees"]], by=request.user)  # type: ignore[arg-type]
    except NotInForceError as error:
        return _page(request, unreadable=" ".join(each.message for each in error.wrong))
    count = len(done.changed)
    told = ngettext("%(n)d amount is taken in.", "%(n)d amounts are taken in.", count) % {"n": count}
    messages.success(request, told)
    return redirect("wagtailsnippets_catalogue_fee:list")


def _fee(values: list[Any]) -> Fee:
    given = dict(zip(_CARRIED, values, strict=True))
    return Fee(**{name: Fee._meta.get_field(name).to_python(value) for name, value in given.items()})  # type: ignore[union-attr]
