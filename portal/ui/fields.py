"""A Django field as one question on the kit: label or legend, hint, error, control, wired for screen readers.

A form may set on a Django field (all optional): ``kit_help`` and ``kit_example`` (plain text folded under the
question), ``kit_optional`` (adds "not required" to the label), ``kit_width`` ("short", "medium" or "long").
"""

from dataclasses import dataclass
from typing import Any

from django import forms
from django.forms import BoundField
from django.utils.safestring import SafeString

WIDTHS = {"short": "govuk-input--width-10", "medium": "govuk-input--width-20", "long": ""}
CONTROL_CLASSES = (
    (forms.Textarea, "govuk-textarea"),
    (forms.Select, "govuk-select"),
    (forms.FileInput, "govuk-file-upload"),
    (forms.widgets.Input, "govuk-input"),
)


@dataclass(frozen=True)
class ErrorLink:
    """One line of the error summary; ``target`` is the id of an input, or empty."""

    target: str
    text: str


def first_input_id(bound: BoundField) -> str:
    """Return the id a label or an error link leads to."""
    widget, base = bound.field.widget, bound.auto_id or bound.html_name
    return widget.id_for_label(base) or f"{base}_0"


def control_class(widget: forms.Widget, width: str, has_errors: bool) -> str:
    """Return the kit's classes for a plain input; nothing for controls that draw themselves."""
    if isinstance(widget, (forms.RadioSelect, forms.CheckboxSelectMultiple)):
        return ""
    if isinstance(widget, forms.CheckboxInput):
        return "govuk-checkboxes__input"
    for kind, name in CONTROL_CLASSES:
        if isinstance(widget, kind):
            classes = [name, WIDTHS.get(width, "") if name == "govuk-input" else "", f"{name}--error" * has_errors]
            return " ".join(filter(None, classes))
    return ""


def question_context(bound: BoundField, *, heading: bool = False, size: str = "m") -> dict[str, Any]:
    """Return what ``kit/field.html`` draws.

    ``heading`` makes the label the page's h1 (a step with one question); ``size`` is the kit's label size s, m or l.
    """
    field, widget = bound.field, bound.field.widget
    base = bound.auto_id or bound.html_name
    errors = list(bound.errors)
    hint_id, error_id = f"{base}-hint" if bound.help_text else "", f"{base}-error" if errors else ""
    described_by = " ".join(filter(None, (hint_id, error_id)))
    return {
        "id": base,
        "label_for": first_input_id(bound),
        "label": bound.label,
        "hint": bound.help_text,
        "hint_id": hint_id,
        "errors": errors,
        "error_id": error_id,
        "described_by": described_by,
        "help": getattr(field, "kit_help", ""),
        "example": getattr(field, "kit_example", ""),
        "optional": getattr(field, "kit_optional", False),
        "heading": heading,
        "size": "l" if heading else size,
        "use_fieldset": bool(widget.use_fieldset),
        "sentence": _sentence(bound),
        "control": _control(bound, described_by, bool(errors)),
    }


def _sentence(bound: BoundField) -> str:
    """Return what stands beside a single box; empty for every other control."""
    widget = bound.field.widget
    return str(getattr(widget, "sentence", "") or bound.label) if isinstance(widget, forms.CheckboxInput) else ""


def _control(bound: BoundField, described_by: str, has_errors: bool) -> SafeString:
    """Draw the widget; a fieldset carries the description itself, so its inputs do not repeat it."""
    widget = bound.field.widget
    attrs: dict[str, Any] = {}
    # The browser's own bubbles speak its language, not the page's, and hide behind the keyboard: errors are ours.
    bound.form.use_required_attribute = False
    if classes := control_class(widget, getattr(bound.field, "kit_width", "long"), has_errors):
        attrs["class"] = classes
    if described_by and not widget.use_fieldset:
        attrs["aria-describedby"] = described_by
    return bound.as_widget(attrs=attrs)


def error_links(form: forms.BaseForm) -> list[ErrorLink]:
    """Return the lines of the error summary in the order of the questions.

    A form of several parts (groups of rows) gives its own ``error_links()``.
    """
    own = getattr(form, "error_links", None)
    if callable(own):
        return list(own())
    links = [ErrorLink("", str(text)) for text in form.non_field_errors()]
    return links + [ErrorLink(first_input_id(bound), str(text)) for bound in form for text in bound.errors]
