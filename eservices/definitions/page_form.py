"""The editor's form of an e-service page: a draft may be half done, but only a whole definition is published."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _
from wagtail.admin.forms import WagtailAdminPageForm

from eservices.definitions.blocks import unit_choices

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
        if self.instance.first_published_at and "key" in self.fields:
            self.fields["key"].disabled = True

    def defer_required_fields(self) -> None:
        """Wagtail calls this when only a draft is being saved."""
        super().defer_required_fields()
        self.is_draft = True

    def _post_clean(self) -> None:
        super()._post_clean()
        if self.is_draft or self.errors:
            return
        from eservices.definitions.places import in_words
        from eservices.definitions.publishing import page_faults

        for told in in_words(self.instance, page_faults(self.instance)):
            self.add_error(None, told)
