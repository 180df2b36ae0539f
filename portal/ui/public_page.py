"""What every page residents read has in common, whichever package it belongs to."""

from http import HTTPMethod
from typing import Any

from django.conf import settings
from django.db import models
from django.http import HttpRequest, HttpResponse
from wagtail.models import Page, PageViewRestriction

from portal.remembering import current_state, remembered


class PublicPage(Page):
    """A page of the public site."""

    wagtail_reference_index_ignore = True
    allowed_http_methods = [HTTPMethod.GET, HTTPMethod.HEAD, HTTPMethod.OPTIONS, HTTPMethod.POST]

    class Meta:
        abstract = True

    def serve(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """Serve as Wagtail does; a demo asks search engines to stay away. The answer may be kept (``pages.page_cache``)."""
        response: HttpResponse = super().serve(request, *args, **kwargs)
        response.is_published_page = not getattr(request, "is_preview", False)  # type: ignore[attr-defined]
        if settings.DEMO:
            response["X-Robots-Tag"] = "noindex"
        return response

    def get_view_restrictions(self) -> models.QuerySet[PageViewRestriction]:
        """As Wagtail's own (restrictions of this page, those above it and what they are aliases of), in one statement.

        In none where it is known for certain that the page stands below nothing restricted.
        """
        if current_state() and not self.path.startswith(remembered("restricted", _restricted)):
            return PageViewRestriction.objects.none()
        paths = [self.path[:end] for end in range(self.steplen, len(self.path) + 1, self.steplen)]
        aliased = Page.objects.filter(path__in=paths, alias_of__isnull=False).values("alias_of")
        return PageViewRestriction.objects.filter(models.Q(page__path__in=paths) | models.Q(page__in=aliased))


def _restricted() -> tuple[str, ...]:
    """Where pages stand that not everybody may read, or that are aliases of such."""
    restricted = PageViewRestriction.objects.values("page")
    pages = Page.objects.filter(models.Q(pk__in=restricted) | models.Q(alias_of__in=restricted))
    return tuple(pages.values_list("path", flat=True))
