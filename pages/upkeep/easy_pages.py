"""Reports for editors, in the Wagtail admin's menu of reports."""

from typing import Any

from django.core.exceptions import PermissionDenied
from django.db.models import QuerySet
from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.urls import path, reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from wagtail import hooks
from wagtail.admin.menu import MenuItem
from wagtail.admin.views.reports import PageReportView
from wagtail.models import Page

from pages.easy_reading import is_outdated, long_sentences
from pages.models.easy import EasyPage
from portal.people.rights import may


class EasyPagesReport(PageReportView):
    """Easy-to-read pages whose original says something else by now, and those with sentences too long to be easy."""

    page_title = gettext_lazy("Easy to read")
    header_icon = "glasses"
    index_url_name = "easy_report"
    index_results_url_name = "easy_report_results"
    results_template_name = "pages/admin/easy_report_results.html"

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        """Answer those who edit pages."""
        if not may(request.user, "pages.edit"):  # type: ignore[arg-type]
            raise PermissionDenied
        return super().dispatch(request, *args, **kwargs)

    def get_queryset(self) -> QuerySet[Page]:
        """Give the pages of which there is something to say."""
        pages = EasyPage.objects.live().select_related("locale")
        told = [page.pk for page in pages if is_outdated(page) or long_sentences(page)]
        return EasyPage.objects.filter(pk__in=told).select_related("locale").order_by("title")

    def decorate_paginated_queryset(self, object_list: Any) -> Any:
        """Say of each what there is to say."""
        for page in object_list:
            page.outdated, page.long = is_outdated(page), long_sentences(page)
        return object_list


@hooks.register("register_admin_urls")
def _addresses() -> list[Any]:
    return [
        path("reports/easy/", EasyPagesReport.as_view(), name="easy_report"),
        path("reports/easy/results/", EasyPagesReport.as_view(results_only=True), name="easy_report_results"),
    ]


class _EditorsItem(MenuItem):
    def is_shown(self, request: HttpRequest) -> bool:
        return may(request.user, "pages.edit")  # type: ignore[arg-type]


@hooks.register("register_reports_menu_item")
def _menu_item() -> MenuItem:
    return _EditorsItem(_("Easy to read"), reverse("easy_report"), name="easy", icon_name="glasses", order=900)
