"""The listing Wagtail gives away: the same columns of the same cases as our inbox, 50 a page."""

from wagtail import hooks
from wagtail.admin.viewsets.model import ModelViewSet

from eservices.cases.models import Case


class StockCases(ModelViewSet):
    model = Case
    name = "stock_cases"
    menu_label = "Stock listing"
    list_display = [
        "received_at",
        "client_name",
        "applicant_name",
        "service",
        "channel",
        "unit",
        "status",
        "due_on",
        "missing_count",
        "to_be_confirmed",
    ]
    list_filter = ["status", "unit", "service", "channel", "due_on", "to_be_confirmed"]
    search_fields = ["search_text"]
    list_per_page = 50
    ordering = ["-received_at", "-id"]
    form_fields = ["urgent"]


@hooks.register("register_admin_viewset")
def stock_cases() -> StockCases:
    return StockCases()
