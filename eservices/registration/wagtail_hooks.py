"""Journals in the Wagtail admin: without one for received documents nothing can be registered."""

from typing import Any

from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.admin.views import generic
from wagtail.admin.viewsets.model import ModelViewSet

from eservices.registration.models import Journal
from portal.audit.recording import record


class _Recorded:
    """Writes down who set a journal up, with its code and how its numbers look."""

    request: Any

    def save_instance(self) -> Journal:
        """Save, and record it."""
        journal = super().save_instance()  # type: ignore[misc]
        details = {"code": journal.code, "index": journal.index, "template": journal.template, "mode": journal.mode}
        record("journal.edit", by=self.request.user, on=journal, details=details)
        return journal


class _CreateJournal(_Recorded, generic.CreateView):
    pass


class _EditJournal(_Recorded, generic.EditView):
    pass


class JournalViewSet(ModelViewSet):
    """The office's journals, under settings; one that is not used any more is switched off, never deleted."""

    model = Journal
    name = "journals"
    menu_label = _("Journals")
    icon = "list-ol"
    add_to_settings_menu = True
    add_to_reference_index = False
    form_fields = ["code", "title", "index", "template", "direction", "mode", "active"]
    list_display = ["code", "title", "index", "template", "active"]
    add_view_class = _CreateJournal
    edit_view_class = _EditJournal
    copy_view_enabled = False


@hooks.register("register_admin_viewset")
def register_journals() -> JournalViewSet:
    """The journals."""
    return JournalViewSet()
