"""A field of ticks: several keys out of a short list, kept in the page's own row."""

from collections.abc import Sequence
from typing import Any

from django import forms
from django.db import models


class TicksField(models.JSONField):
    """A list of keys, edited as check boxes."""

    def __init__(self, *args: Any, options: Sequence[tuple[str, Any]] = (), **kwargs: Any) -> None:
        self.options = options
        super().__init__(*args, **{"default": list, "blank": True, **kwargs})

    def formfield(self, **kwargs: Any) -> forms.Field:  # type: ignore[override]
        """Check boxes instead of raw JSON."""
        return forms.MultipleChoiceField(
            choices=self.options,
            required=False,
            label=self.verbose_name,
            help_text=self.help_text,
            widget=forms.CheckboxSelectMultiple,
        )
