"""The Wagtail admin under a policy without inline scripts.

Wagtail 8 starts its date pickers and choosers by a script written beside each input. Our templates of the pickers
(``templates/wagtailadmin/widgets/``) and the choosers' ``render`` below write an inert ``<template>`` instead, which
``static/js/admin-start.js`` reads; so they also start inside dialogs, whose answers carry another nonce.
"""

import json
from typing import Any

from django.templatetags.static import static
from django.utils.html import format_html
from django.utils.safestring import SafeString
from wagtail import hooks
from wagtail.admin.widgets.chooser import BaseChooser


@hooks.register("insert_global_admin_js")
def start_widgets_without_inline_scripts() -> SafeString:
    """Load what starts pickers and choosers."""
    return format_html('<script src="{}"></script>', static("js/admin-start.js"))


@hooks.register("insert_global_admin_js")
def save_drafts_in_turn() -> SafeString:
    """Load what saves a draft once more when it was changed while it was being saved, and publishes after the save."""
    return format_html('<script src="{}"></script>', static("js/admin-autosave.js"))


def render_chooser(
    self: BaseChooser, name: str, value: Any, attrs: dict[str, Any] | None = None, renderer: Any = None
) -> SafeString:
    """Draw a chooser as Wagtail does, with its start as data instead of as a script."""
    id_ = (attrs or {})["id"]
    value_data = self.get_value_data(value)
    options = self.get_js_init_options(id_, name, value_data)
    return format_html(
        '{}<template data-controller="durvis-start" data-call="{}" data-arguments="{}"></template>',
        self.render_html(name, value_data, attrs),
        self.js_constructor,
        json.dumps([id_, options]),
    )


BaseChooser.render = render_chooser  # type: ignore[method-assign]
