"""The shape shared by small facts that have a name in each public language.

A fact is known by its ``code``. Every language has its own row; foreign keys always point to the Latvian row,
and whoever shows a name looks the reader's language up by code (``eservices.catalogue.texts``).
"""

from typing import Any

from django.db import models
from django.utils.translation import gettext_lazy as _
from modelcluster.models import ClusterableModel
from wagtail.models import Locale, TranslatableMixin


class TranslatedFact(TranslatableMixin, ClusterableModel):
    """A fact with a code and one row per language; a row saved without a language is the Latvian one."""

    code = models.SlugField(_("code"), max_length=60, help_text=_("Other places refer to this by its code."))

    wagtail_reference_index_ignore = True

    class Meta(TranslatableMixin.Meta):
        abstract = True
        constraints = [models.UniqueConstraint(fields=["code", "locale"], name="%(app_label)s_%(class)s_code_locale")]

    def save(self, *args: Any, **kwargs: Any) -> None:
        """Save; the language is Latvian unless another was given."""
        if self.locale_id is None:
            self.locale = Locale.get_default()
        super().save(*args, **kwargs)
