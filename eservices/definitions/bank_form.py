"""The editor's form of a part of the question bank: whole in itself before it is published."""

from typing import Any

from wagtail.admin.forms import WagtailAdminModelForm

from eservices.definitions.keying import fill_keys, free_key, key_from, read_labels


class BankPartForm(WagtailAdminModelForm):
    """Fills in keys as the e-service's own form does, and names every fault of the part at once."""

    def __init__(self, *args: Any, **kwargs: Any):
        super().__init__(*args, **kwargs)
        self.is_draft = False
        if "code" in self.fields:
            self.fields["code"].disabled = bool(self.instance.pk and self.instance.first_published_at)

    def defer_required_fields(self) -> None:
        """Wagtail calls this when only a draft is being saved."""
        super().defer_required_fields()
        self.is_draft = True

    def clean(self) -> dict[str, Any]:
        """Fill in the code and the keys left empty, and read labels where keys are wanted."""
        from eservices.definitions.banking import used_types
        from eservices.definitions.models import BankPart
        from eservices.definitions.publishing import block_keys

        cleaned: dict[str, Any] = super().clean()
        if "code" in self.fields and not cleaned.get("code") and "code" not in self.errors:
            taken = BankPart.objects.exclude(pk=self.instance.pk)
            cleaned["code"] = free_key(
                key_from(cleaned.get("name") or "", "step"), "step", lambda one: taken.filter(code=one).exists()
            )
        if cleaned.get("steps"):
            part = BankPart.objects.filter(pk=self.instance.pk).first()
            published = part and part.first_published_at
            fill_keys(
                cleaned["steps"],
                published=block_keys(part) if part and published else {},
                stored=block_keys(self.instance),
                used=lambda: set(used_types(part)) if part and published else set(),
            )
            read_labels(cleaned["steps"])
        return cleaned

    def _post_clean(self) -> None:
        super()._post_clean()
        if self.is_draft or self.errors or self.instance.locale.language_code != "lv":
            return
        from eservices.definitions.banking import part_faults

        for told in part_faults(self.instance):
            self.add_error(None, told)
