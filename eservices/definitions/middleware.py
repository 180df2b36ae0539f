"""Publishing by any way of the admin, refused in words."""

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.html import format_html, format_html_join
from django.utils.translation import gettext as _
from wagtail.admin import messages
from wagtail.admin.utils import get_valid_next_url_from_request

from eservices.definitions.places import in_words
from eservices.definitions.publishing import NotPublishableError


class NotPublishableMiddleware:
    """Answers a faulty e-service page with what blocks it and a way to mend it.

    Wherever it was to be published from (several pages at once, the last approval of a workflow, a copy), the refusal
    has undone the transaction of the act, so nothing was published.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Pass the request on."""
        return self.get_response(request)

    def process_exception(self, request: HttpRequest, exception: Exception) -> HttpResponse | None:
        """Say what is wrong and lead back; None leaves any other exception to Django."""
        if not isinstance(exception, NotPublishableError):
            return None
        page = exception.page
        edit = reverse("wagtailadmin_pages:edit", args=[page.pk])
        told = format_html(
            "{}<ul>{}</ul>",
            _("Nothing was published: “%(page)s” has faults.") % {"page": page.get_admin_display_title()},
            format_html_join("", "<li>{}</li>", ((fault,) for fault in in_words(page, exception.faults))),
        )
        messages.error(request, told, buttons=[messages.button(edit, _("Edit"))])
        return redirect(get_valid_next_url_from_request(request) or edit)
