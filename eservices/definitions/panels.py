"""Panels of the editor that show what the last saved draft comes to; the page fetches them after every save."""

from typing import Any

from django.urls import reverse
from wagtail.admin.panels import Panel


class LivePanel(Panel):
    """A part of the editor drawn by one of our views, for a page that has been saved once."""

    def __init__(self, view: str, **kwargs: Any):
        super().__init__(**kwargs)
        self.view = view

    def clone_kwargs(self) -> dict[str, Any]:
        """Keep the view when Wagtail copies the panel."""
        return super().clone_kwargs() | {"view": self.view}

    class BoundPanel(Panel.BoundPanel):
        """The panel of one page."""

        template_name = "definitions/admin/panel.html"

        def get_context_data(self, parent_context: Any = None) -> dict[str, Any]:
            """Give the address of the view; that of a page not saved yet is put together in the browser."""
            address = reverse(self.panel.view, args=[self.instance.pk or 0])
            context = super().get_context_data(parent_context)
            return context | {"address": address, "saved": bool(self.instance.pk)}
