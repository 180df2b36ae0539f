"""The shape shared by small facts that have a name in each public language.

A fact is known by its ``code``. Every language has its own row; foreign keys always point to the Latvian row,
and whoever shows a name looks the reader's language up by code (``eservices.catalogue.texts``).
"""

from typing import Any

from django import forms
from django.apps import apps
from django.conf import settings
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


class FactCodeField(models.SlugField):
    """The code of a fact; forms offer the facts by name. The database sees a plain slug."""

    def __init__(self, *args: Any, fact: str = "", **kwargs: Any) -> None:
        self.fact = fact
        super().__init__(*args, **kwargs)

    def deconstruct(self) -> Any:
        """Leave no trace in migrations: what is offered is not the column's business."""
        name, _path, args, kwargs = super().deconstruct()
        return name, "django.db.models.SlugField", args, kwargs

    def formfield(self, **kwargs: Any) -> Any:
        """A list of the facts' Latvian names, read when the form is drawn."""
        return forms.ChoiceField(choices=self._names, label=self.verbose_name, help_text=self.help_text)

    def _names(self) -> list[tuple[str, str]]:
        rows = apps.get_model(self.fact)._default_manager.filter(locale__language_code=settings.LANGUAGE_CODE)
        return [("", "–"), *((row.code, str(row)) for row in rows)]
