"""Where editors keep the office's facts: one menu, "Fakti"."""

from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel, FieldRowPanel, InlinePanel, MultiFieldPanel
from wagtail.snippets.models import register_snippet
from wagtail.snippets.views.snippets import SnippetViewSet, SnippetViewSetGroup

from eservices.catalogue.models import DocumentType, Fee, FeeGroup, FeeItem, Regulation, Service
from portal.people.models import Unit


class ServiceViewSet(SnippetViewSet):
    """A service with its documents, fees and legal bases."""

    model = Service
    icon = "list-ul"
    list_display = ["name", "kind", "executor", "active"]
    list_filter = ["kind", "executor", "active", "crisis"]
    search_fields = ["name", "code"]
    panels = [
        FieldRowPanel([FieldPanel("name"), FieldPanel("code")]),
        FieldRowPanel([FieldPanel("kind"), FieldPanel("executor")]),
        MultiFieldPanel(
            [FieldPanel("decider"), FieldPanel("decider_text"), FieldPanel("opinion_from")], heading=_("Decision")
        ),
        MultiFieldPanel(
            [
                FieldRowPanel([FieldPanel("decide_n"), FieldPanel("decide_unit"), FieldPanel("start")]),
                FieldRowPanel([FieldPanel("notify_n"), FieldPanel("notify_unit")]),
            ],
            heading=_("Terms"),
        ),
        InlinePanel("requirements", heading=_("Required documents"), label=_("document")),
        InlinePanel("fee_items", heading=_("Fees"), label=_("fee")),
        InlinePanel("legal_bases", heading=_("Legal basis"), label=_("regulation")),
        FieldRowPanel([FieldPanel("crisis"), FieldPanel("active")]),
    ]


class DocumentTypeViewSet(SnippetViewSet):
    """Kinds of papers."""

    model = DocumentType
    icon = "doc-full"
    list_display = ["name", "issuer", "code"]
    search_fields = ["name", "code"]


class FeeViewSet(SnippetViewSet):
    """Amounts with their periods: an old amount is ended, not overwritten."""

    model = Fee
    icon = "tag"
    list_display = ["item_code", "amount", "currency", "valid_from", "valid_until"]
    list_filter = ["currency", "valid_from", "valid_until"]
    search_fields = ["item_code"]


class FeeItemViewSet(SnippetViewSet):
    """What has a price or an amount."""

    model = FeeItem
    icon = "list-ol"
    list_display = ["name", "group", "per", "code"]
    list_filter = ["group"]
    search_fields = ["name", "code"]


class FeeGroupViewSet(SnippetViewSet):
    """Headings of the fee schedule."""

    model = FeeGroup
    icon = "folder-open-inverse"
    list_display = ["name", "code", "order"]


class RegulationViewSet(SnippetViewSet):
    """Laws and regulations."""

    model = Regulation
    icon = "openquote"
    list_display = ["title", "kind", "date", "current"]
    list_filter = ["kind", "current"]
    search_fields = ["title", "number", "code"]


class UnitViewSet(SnippetViewSet):
    """Units and reception points with their hours."""

    model = Unit
    icon = "group"
    list_display = ["name", "kind", "phone", "address"]
    list_filter = ["kind"]
    search_fields = ["name", "code"]
    panels = [
        FieldRowPanel([FieldPanel("name"), FieldPanel("code")]),
        FieldRowPanel([FieldPanel("kind"), FieldPanel("parent"), FieldPanel("order")]),
        FieldPanel("intro"),
        FieldRowPanel([FieldPanel("phone"), FieldPanel("email")]),
        FieldPanel("address"),
        InlinePanel("opening_hours", heading=_("Opening hours"), label=_("line")),
        FieldPanel("access"),
    ]


class FactsGroup(SnippetViewSetGroup):
    """One fact, one place."""

    menu_label = _("Facts")
    menu_icon = "clipboard-list"
    menu_order = 250
    items = (
        ServiceViewSet,
        FeeViewSet,
        FeeItemViewSet,
        FeeGroupViewSet,
        DocumentTypeViewSet,
        RegulationViewSet,
        UnitViewSet,
    )


register_snippet(FactsGroup)
