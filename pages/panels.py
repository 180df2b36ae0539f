"""Panels of the page editor."""

from typing import Any

from wagtail.admin.panels import Panel

from pages.easy_reading import MOST_WORDS, is_outdated, long_sentences


class EasyPanel(Panel):
    """Above an easy-to-read page: its original, whether that has changed since, and sentences that are too long."""

    class BoundPanel(Panel.BoundPanel):
        """The panel of one page."""

        template_name = "pages/admin/easy_panel.html"

        def get_context_data(self, parent_context: Any = None) -> dict[str, Any]:
            """Look at the page as it was saved last."""
            context = super().get_context_data(parent_context)
            page = self.instance
            if not page.pk:
                return {**context, "most": MOST_WORDS}
            told = {"original": page.original, "outdated": is_outdated(page), "long": long_sentences(page)}
            return {**context, "most": MOST_WORDS, **told}
