"""E-services as files: writing one down, taking one in after looking at what it will do, and the shape of the file."""

from typing import Any

from django import forms
from django.core import signing
from django.core.exceptions import PermissionDenied
from django.core.files.uploadedfile import UploadedFile
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.cache import cache_control
from django.views.decorators.http import require_GET, require_safe
from wagtail.admin import messages
from wagtail.permission_policies.pages import PagePermissionPolicy

from eservices.definitions.exporting import UnknownEServiceError, export_definition, written
from eservices.definitions.importing import Ahead, import_definition, look_ahead, read_file
from eservices.definitions.models import EServicePage
from eservices.definitions.schema import SCHEMA_FILE, DefinitionError, Fault

MOST_BYTES = 2 * 1024 * 1024
SALT = "eservices.definitions.file_views"


@require_safe
@cache_control(public=True, max_age=86400)
def schema_file(request: HttpRequest) -> HttpResponse:
    """The published JSON Schema of the e-service file, for editors and other software."""
    headers = {"Access-Control-Allow-Origin": "*"}
    return HttpResponse(SCHEMA_FILE.read_bytes(), content_type="application/schema+json", headers=headers)


@require_GET
def download(request: HttpRequest, pk: int) -> HttpResponse:
    """The published e-service as its file, the same to the byte as the command writes it."""
    page = get_object_or_404(EServicePage, pk=pk)
    if not page.permissions_for_user(request.user).can_edit():
        raise PermissionDenied
    try:
        text = written(export_definition(page.key))
    except UnknownEServiceError as error:
        raise Http404 from error
    headers = {"Content-Disposition": f'attachment; filename="{page.key}.json"'}
    return HttpResponse(text, content_type="application/json; charset=utf-8", headers=headers)


class UploadForm(forms.Form):
    """The file of one e-service."""

    file = forms.FileField(
        label=gettext_lazy("File of the e-service"),
        widget=forms.FileInput(attrs={"accept": ".json,application/json"}),
        help_text=gettext_lazy("A .json file of at most 2 MB. Nothing changes before you have seen what it will do."),
    )

    def clean_file(self) -> UploadedFile:
        """Refuse what is too large to be a form."""
        file: UploadedFile = self.cleaned_data["file"]
        if (file.size or 0) > MOST_BYTES:
            raise forms.ValidationError(_("The file is too large: at most 2 MB."))
        return file


def may_take_in(user: Any) -> bool:
    """Say whether a person may take in e-services: it publishes a page and may set a service's terms."""
    publishes = PagePermissionPolicy().user_has_permission(user, "publish")
    return publishes and user.has_perms(["catalogue.add_service", "catalogue.change_service"])


def take_in(request: HttpRequest) -> HttpResponse:
    """Upload a file, see every fault or everything it will do, then take it in."""
    if not may_take_in(request.user):
        raise PermissionDenied
    if "kept" in request.POST:
        return _confirmed(request, request.POST["kept"])
    form = UploadForm(request.POST or None, request.FILES or None)
    if request.method == "POST" and form.is_valid():
        return _looked_at(request, form.cleaned_data["file"].read())
    return _page(request, form=form)


def _page(request: HttpRequest, **context: Any) -> HttpResponse:
    context = {"form": UploadForm(), "page_title": _("Take in an e-service from a file")} | context
    return TemplateResponse(request, "definitions/admin/take_in.html", context)


def _looked_at(request: HttpRequest, file: bytes) -> HttpResponse:
    try:
        data = read_file(file)
        ahead = look_ahead(data, request.user)
    except DefinitionError as error:
        return _page(request, faults=error.faults)
    if not ahead.may_publish:
        return _page(request, faults=[Fault("", _("You may not publish this e-service."))])
    kept = signing.dumps({"data": data, "before": _number(ahead)}, salt=SALT, compress=True)
    return _page(request, ahead=ahead, kept=kept)


def _number(ahead: Ahead) -> int:
    return ahead.before.number if ahead.before else 0


def _confirmed(request: HttpRequest, kept: str) -> HttpResponse:
    """Take in what was looked at, unless the e-service changed meanwhile: then look again."""
    try:
        found = signing.loads(kept, salt=SALT)
        ahead = look_ahead(found["data"], request.user)
    except signing.BadSignature:
        return _page(request, faults=[Fault("", _("This is not the file that was looked at. Choose it again."))])
    except DefinitionError as error:
        return _page(request, faults=error.faults)
    if not ahead.may_publish:
        raise PermissionDenied
    if _number(ahead) != found["before"]:
        messages.warning(request, _("The e-service was published by somebody meanwhile. Look once more."))
        kept = signing.dumps({"data": found["data"], "before": _number(ahead)}, salt=SALT, compress=True)
        return _page(request, ahead=ahead, kept=kept)
    imported = import_definition(found["data"], request.user)
    done = _("“%(page)s” is published.") if imported.changed else _("“%(page)s” already is as the file says.")
    messages.success(request, " ".join([done % {"page": imported.page.title}, *imported.notes]))
    return redirect(reverse("wagtailadmin_pages:edit", args=[imported.page.pk]))
