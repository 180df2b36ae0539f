"""The editor's form of an e-service page: a draft may be half done, but only a whole definition is published."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _
from wagtail.admin.forms import WagtailAdminPageForm

from eservices.definitions.blocks import unit_choices
from eservices.definitions.keying import fill_keys, free_key, key_from, read_labels

CAPACITY_NAMES = [
    ("self", _("For oneself")),
    ("self_helped", _("For oneself, filled in with help")),
    ("parent", _("Parent, for a child")),
    ("guardian", _("Guardian of a child")),
    ("trustee", _("Trustee of an adult")),
    ("authorised", _("Authorised person")),
    ("advocate", _("Sworn advocate")),
    ("institution", _("Institution")),
    ("orphans_court", _("Orphans' court")),
]


class EServicePageForm(WagtailAdminPageForm):
    """Checks the whole definition when the page is to be published, and names every fault at once."""

    capacities = forms.MultipleChoiceField(
        label=_("Who may apply"), choices=CAPACITY_NAMES, widget=forms.CheckboxSelectMultiple
    )
    routing_unit = forms.ChoiceField(label=_("Unit"), choices=unit_choices)

    def __init__(self, *args: Any, **kwargs: Any):
        super().__init__(*args, **kwargs)
        self.is_draft = False
        if not self.instance.pk:
            self.initial |= self._beginnings()
        if "key" in self.fields:
            self.fields["key"].disabled = bool(self.instance.first_published_at)
            self.fields["key"].required = False

    def _beginnings(self) -> dict[str, Any]:
        """Begin with the service of the page above, its unit, and the declaration and notice published last."""
        from eservices.definitions.models import EServicePage

        found: dict[str, Any] = {}
        service = getattr(self.parent_page.specific, "service", None) if self.parent_page else None
        if service:
            found = {"service": service.pk, "routing_unit": service.executor.code if service.executor else ""}
        latest = EServicePage.objects.live().filter(locale__language_code="lv").order_by("-last_published_at").first()
        kept = ("declaration_version", "declaration", "privacy_version", "privacy", "journal", "retention_class")
        return found | ({name: getattr(latest, name) for name in kept} if latest else {})

    def defer_required_fields(self) -> None:
        """Wagtail calls this when only a draft is being saved."""
        super().defer_required_fields()
        self.is_draft = True

    def clean(self) -> dict[str, Any]:
        """Fill in the keys left empty, and read labels where keys are wanted."""
        from eservices.definitions.models import EServicePage
        from eservices.definitions.publishing import block_keys, published_before, used_keys

        cleaned: dict[str, Any] = super().clean()
        if "key" in self.fields and not cleaned.get("key") and "key" not in self.errors:
            taken = EServicePage.objects.exclude(pk=self.instance.pk)
            wanted = key_from(cleaned.get("title") or "", "step")
            cleaned["key"] = free_key(wanted, "step", lambda key: taken.filter(key=key).exists())
        if cleaned.get("steps"):
            before = published_before(self.instance)
            fill_keys(
                cleaned["steps"],
                published=block_keys(before) if before else {},
                stored=block_keys(self.instance),
                used=lambda: set(used_keys(cleaned["key"])) if before else set(),
            )
            read_labels(cleaned["steps"], cleaned.get("routing_rules") or [])
        return cleaned

    def _post_clean(self) -> None:
        super()._post_clean()
        if self.is_draft or self.errors:
            return
        from eservices.definitions.places import in_words
        from eservices.definitions.publishing import page_faults

        for told in in_words(self.instance, page_faults(self.instance)):
            self.add_error(None, told)
