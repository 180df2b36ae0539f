"""What e-services forbid in the Wagtail admin."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from wagtail import hooks
from wagtail.admin import messages
from wagtail.models import Page

from eservices.definitions.models import EServicePage


@hooks.register("before_copy_page")
def copy_as_draft(request: HttpRequest, page: Page) -> HttpResponse | None:
    """Refuse to publish the copy of an e-service at once: its key still names the one it was copied from."""
    if request.method != "POST" or not request.POST.get("publish_copies"):
        return None
    copied = (
        page.get_descendants(inclusive=True) if request.POST.get("copy_subpages") else Page.objects.filter(pk=page.pk)
    )
    if not copied.type(EServicePage).exists():
        return None
    messages.error(
        request,
        _(
            "The copy of an e-service cannot be published at once. Copy it as a draft, give it a key of its own, then publish."
        ),
    )
    return redirect("wagtailadmin_pages:copy", page.pk)
