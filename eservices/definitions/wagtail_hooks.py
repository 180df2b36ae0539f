"""What e-services add to the Wagtail admin, and what they forbid in it."""

from collections.abc import Iterator
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.templatetags.static import static
from django.urls import URLPattern, URLResolver, include, path, reverse
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from wagtail import hooks
from wagtail.admin import messages
from wagtail.admin.menu import MenuItem
from wagtail.admin.panels import FieldPanel, FieldRowPanel
from wagtail.admin.widgets import Button
from wagtail.models import Page
from wagtail.snippets.models import register_snippet
from wagtail.snippets.views.snippets import SnippetViewSet, SnippetViewSetGroup

from eservices.definitions import bank_views, file_views, views
from eservices.definitions.models import BankPart, EServicePage
from eservices.definitions.panels import LivePanel
from eservices.definitions.publishing import LATVIAN


@hooks.register("register_admin_urls")
def addresses() -> list[URLPattern | URLResolver]:
    """What stands beside the editor; the inbox links to a version by its name."""
    patterns = [
        path("<int:pk>/check/", views.check, name="check"),
        path("<int:pk>/check/panel/", views.check_panel, name="check_panel"),
        path("<int:pk>/try/", views.try_out, name="try"),
        path("<int:pk>/rehearsals/", views.rehearsals_panel, name="rehearsals_panel"),
        path("<int:pk>/rehearsals/record/", views.record_rehearsal, name="record_rehearsal"),
        path("<int:pk>/rehearsals/<int:number>/", views.rehearsal, name="rehearsal"),
        path("<int:pk>/file/", file_views.download, name="file"),
        path("take-in/", file_views.take_in, name="take_in"),
        path("<int:pk>/bank/", bank_views.form_bank, name="bank"),
        path("<int:pk>/bank/insert/", bank_views.insert_part, name="bank_insert"),
        path("<int:pk>/bank/keep/", bank_views.keep_part_of, name="bank_keep"),
        path("bank/<int:pk>/forms/", bank_views.bank_uses, name="bank_uses"),
        path("bank/<int:pk>/forms/panel/", bank_views.uses_panel, name="bank_panel"),
        path("bank/<int:pk>/forms/update/", bank_views.update_uses, name="bank_update"),
        path("bank/<int:pk>/forms/same/", bank_views.note_same_form, name="bank_note_same"),
        path("<slug:key>/versions/", views.versions, name="versions"),
        path("versions/<int:pk>/", views.version, name="version"),
    ]
    return [path("e-services/", include((patterns, "eservices")))]


@hooks.register("register_page_header_buttons")
def header_buttons(page: Page, user: Any, view_name: str, next_url: str | None = None) -> Iterator[Button]:
    """Lead from the editor to the check, the trial and the versions."""
    if page.specific_class is not EServicePage or not page.permissions_for_user(user).can_edit():
        return
    yield Button(_("Check"), reverse("eservices:check", args=[page.pk]), icon_name="glasses", priority=61)
    yield Button(_("Try it out"), reverse("eservices:try", args=[page.pk]), icon_name="view", priority=62)
    yield Button(_("Question bank"), reverse("eservices:bank", args=[page.pk]), icon_name="clipboard-list", priority=64)
    if page.specific.versions.exists():
        versions = reverse("eservices:versions", args=[page.specific.key])
        yield Button(_("Versions"), versions, icon_name="history", priority=63)
        if page.live:
            file = reverse("eservices:file", args=[page.pk])
            yield Button(_("Download as a file"), file, icon_name="download", priority=65)


@hooks.register("insert_editor_js")
def editor_script() -> SafeString:
    """Load what fetches the panels and shows the keys."""
    return format_html('<script src="{}"></script>', static("definitions/editor.js"))


@hooks.register("insert_global_admin_css")
def editor_style() -> SafeString:
    """Load how the check and the versions look."""
    return format_html('<link rel="stylesheet" href="{}">', static("definitions/editor.css"))


@hooks.register("before_copy_page")
def copy_as_draft(request: HttpRequest, page: Page) -> HttpResponse | None:
    """Refuse to publish the copy of an e-service at once: its key still names the one it was copied from."""
    if request.method != "POST" or not request.POST.get("publish_copies"):
        return None
    copied = (
        page.get_descendants(inclusive=True) if request.POST.get("copy_subpages") else Page.objects.filter(pk=page.pk)
    )
    if not copied.type(EServicePage).exists():
        return None
    messages.error(
        request,
        _(
            "The copy of an e-service cannot be published at once. Copy it as a draft, give it a key of its own, then publish."
        ),
    )
    return redirect("wagtailadmin_pages:copy", page.pk)


class BankPartViewSet(SnippetViewSet):
    """The question bank: parts of forms kept once."""

    model = BankPart
    icon = "clipboard-list"
    menu_label = gettext_lazy("Question bank")
    menu_order = 10
    list_display = ["name", "code", "note"]
    search_fields = ["name", "code"]
    panels = [
        FieldRowPanel([FieldPanel("name"), FieldPanel("code")]),
        FieldPanel("note"),
        FieldPanel("needs"),
        LivePanel("eservices:bank_panel", heading=gettext_lazy("Forms that use it")),
        FieldPanel("steps"),
    ]

    def get_queryset(self, request: HttpRequest) -> Any:
        """List each part once; its translations are reached from it."""
        return BankPart.objects.filter(locale__language_code=LATVIAN)


class _TakeInItem(MenuItem):
    """Shown to those who may take e-services in."""

    def is_shown(self, request: HttpRequest) -> bool:
        """Say whether the person may."""
        return file_views.may_take_in(request.user)


class EServicesGroup(SnippetViewSetGroup):
    """What concerns e-services as a whole: the question bank, and taking one in."""

    menu_label = gettext_lazy("E-services")
    menu_icon = "form"
    menu_order = 240
    items = (BankPartViewSet,)

    def get_submenu_items(self) -> list[MenuItem]:
        """Add taking in to the bank."""
        take_in = _TakeInItem(_("Take in from a file"), reverse("eservices:take_in"), icon_name="upload", order=20)
        return [*super().get_submenu_items(), take_in]


register_snippet(EServicesGroup)


@hooks.register("register_snippet_listing_buttons")
def bank_buttons(snippet: Any, user: Any, next_url: str | None = None) -> Iterator[Button]:
    """Lead from a part of the bank to the forms that use it."""
    if isinstance(snippet, BankPart) and snippet.live and snippet.locale.language_code == LATVIAN:
        uses = reverse("eservices:bank_uses", args=[snippet.pk])
        yield Button(_("Forms that use it"), uses, icon_name="link", priority=5)


@hooks.register("after_edit_snippet")
def tell_of_forms(request: HttpRequest, snippet: Any) -> None:
    """Once a part of the bank was published, offer to bring the forms that use it up to date."""
    if isinstance(snippet, BankPart) and request.POST.get("action-publish") and snippet.locale.language_code == LATVIAN:
        bank_views.told_after_publishing(request, snippet)
