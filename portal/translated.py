"""The shape shared by small facts that have a name in each public language.

A fact is known by its ``code``. Every language has its own row; foreign keys always point to the Latvian row,
and whoever shows a name looks the reader's language up by code (``eservices.catalogue.texts``).
"""

import json
from typing import Any

from django import forms
from django.apps import apps
from django.conf import settings
from django.db import models
from django.utils.text import capfirst
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
        return forms.ChoiceField(choices=self._names, label=capfirst(self.verbose_name), help_text=self.help_text)

    def _names(self) -> list[tuple[str, str]]:
        rows = apps.get_model(self.fact)._default_manager.filter(locale__language_code=settings.LANGUAGE_CODE)
        return [("", "–"), *((row.code, str(row)) for row in rows)]


class InLanguagesWidget(forms.MultiWidget):
    """A line of text for each language besides Latvian, named by the language."""

    template_name = "kit/controls/in_languages.html"

    def __init__(self, languages: dict[str, str]) -> None:
        self.languages = languages
        super().__init__({code: forms.TextInput(attrs={"lang": code}) for code in languages})

    def decompress(self, value: dict[str, str] | None) -> list[str]:
        """The text of each language."""
        return [(value or {}).get(code, "") for code in self.languages]

    def get_context(self, name: str, value: Any, attrs: dict[str, Any] | None) -> dict[str, Any]:
        """Add the name of the language to each line."""
        context: dict[str, Any] = super().get_context(name, value, attrs)
        for line, language in zip(context["widget"]["subwidgets"], self.languages.values(), strict=True):
            line["language"] = language
        return context


class InLanguagesFormField(forms.MultiValueField):
    """The texts of a sentence in the languages the site is shown in."""

    def __init__(self, *, max_length: int, **kwargs: Any) -> None:
        languages = {code: name for code, name in settings.LANGUAGES if code != settings.LANGUAGE_CODE}
        fields = [forms.CharField(required=False, max_length=max_length) for _code in languages]
        self.codes = list(languages)
        super().__init__(fields, required=False, widget=InLanguagesWidget(languages), **kwargs)

    def compress(self, values: list[str]) -> dict[str, str]:
        """The texts by language."""
        return dict(zip(self.codes, values, strict=False))


class InLanguagesField(models.TextField):
    """A short sentence in the languages besides Latvian, by code: what is too small to have a row in each language.

    What was written in a language that is switched off stays. The database sees plain text.
    """

    def __init__(self, *args: Any, words_limit: int = 300, **kwargs: Any) -> None:
        self.words_limit = words_limit
        super().__init__(*args, **{"default": dict, "blank": True, **kwargs})

    def from_db_value(self, value: str, *_args: Any) -> dict[str, str]:
        """As ``to_python``."""
        return self.to_python(value)

    def to_python(self, value: Any) -> dict[str, str]:
        """The texts by language."""
        texts: dict[str, str] = json.loads(value or "{}") if isinstance(value, str | None) else value
        return texts

    def get_prep_value(self, value: Any) -> str:
        """What is kept: JSON."""
        return json.dumps(self.to_python(value), ensure_ascii=False)

    def value_to_string(self, obj: models.Model) -> str:
        """As it is kept, for revisions and exports."""
        return self.get_prep_value(self.value_from_object(obj))

    def formfield(self, **kwargs: Any) -> Any:
        """A line for each language."""
        return InLanguagesFormField(
            max_length=self.words_limit, label=capfirst(self.verbose_name), help_text=self.help_text
        )

    def save_form_data(self, instance: models.Model, data: dict[str, str] | None) -> None:
        """Take what was typed, and keep what is written in languages the form did not show."""
        kept: Any = self.value_from_object(instance)
        texts = {**kept, **(data or {})}
        setattr(instance, self.name, {code: text for code, text in texts.items() if text})
