"""The editor's form of a pre-check: keys by themselves, and only a whole one is published."""

from typing import Any

from wagtail.admin.forms import WagtailAdminPageForm

from eservices.definitions.keying import fill_keys, read_labels


class PreCheckForm(WagtailAdminPageForm):
    """Names every fault at once when the page is to be published; a draft may be half done."""

    def __init__(self, *args: Any, **kwargs: Any):
        super().__init__(*args, **kwargs)
        self.is_draft = False
        service = getattr(self.parent_page.specific, "service", None) if self.parent_page else None
        if not self.instance.pk and service:
            self.initial["service"] = service.pk

    def defer_required_fields(self) -> None:
        """Wagtail calls this when only a draft is being saved."""
        super().defer_required_fields()
        self.is_draft = True

    def clean(self) -> dict[str, Any]:
        """Fill in the keys left empty, and read labels where keys are wanted."""
        cleaned: dict[str, Any] = super().clean()
        if cleaned.get("steps"):
            # Nothing is answered to a pre-check tomorrow: a key may change at any time.
            fill_keys(cleaned["steps"], published={}, stored={})
            read_labels(cleaned["steps"], cleaned.get("outcomes") or [])
        return cleaned

    def _post_clean(self) -> None:
        super()._post_clean()
        if self.is_draft or self.errors:
            return
        from pages.pre_checks.reviewing import faults

        for told in faults(self.instance):
            self.add_error(None, told)
