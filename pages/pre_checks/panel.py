"""The check beside the editor of a pre-check."""

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.template.response import TemplateResponse
from django.urls import reverse
from django.views.decorators.http import require_GET

from pages.models import PreCheckPage
from pages.pre_checks.reviewing import review


@require_GET
def check_panel(request: HttpRequest, pk: int) -> HttpResponse:
    """The check of the draft as last saved, to those who may edit the page."""
    page = get_object_or_404(PreCheckPage, pk=pk)
    if not page.permissions_for_user(request.user).can_edit():
        raise PermissionDenied
    draft = page.get_latest_revision_as_object()
    context = {"review": review(draft), "page": draft, "edit_url": reverse("wagtailadmin_pages:edit", args=[pk])}
    return TemplateResponse(request, "definitions/admin/check.html", context)
