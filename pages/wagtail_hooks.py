"""Where editors keep the office's facts: one menu, "Fakti"; and what they are told of pages that missed their time."""

from functools import partial
from typing import Any

from django.conf import settings
from django.db.models import QuerySet
from django.forms import Select
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.templatetags.static import static
from django.urls import URLPattern, URLResolver, include, path, reverse
from django.utils.html import format_html, format_html_join
from django.utils.http import urlencode
from django.utils.translation import gettext_lazy as _
from laces.components import Component
from wagtail import hooks
from wagtail.admin import messages
from wagtail.admin.forms.choosers import (
    AnchorLinkChooserForm,
    EmailLinkChooserForm,
    ExternalLinkChooserForm,
    PhoneLinkChooserForm,
)
from wagtail.admin.menu import MenuItem
from wagtail.admin.panels import FieldPanel, FieldRowPanel, InlinePanel, MultiFieldPanel
from wagtail.admin.ui.menus import MenuItem as ButtonItem
from wagtail.log_actions import LogFormatter
from wagtail.models import Page
from wagtail.snippets.models import register_snippet
from wagtail.snippets.views.snippets import CreateView, IndexView, SnippetViewSet, SnippetViewSetGroup

from eservices.catalogue.models import DocumentType, FeeGroup, FeeItem, KeepingTerm, Regulation, Service
from pages import approving
from pages.models import AccessibilityStatementPage
from pages.models.search import MissingQuery, SearchSynonym
from pages.pre_checks.panel import check_panel
from pages.scheduling import NOT_PUBLISHED, missed
from pages.search.missing import PEOPLE
from pages.upkeep import (
    easy_pages,  # noqa: F401 -- registers the report of easy-to-read pages
    reports,
)
from pages.upkeep.leaving import LEFT, TOLD_AGAIN
from pages.upkeep.price_import import price_table, price_table_file
from pages.upkeep.prices import FeeViewSet
from pages.upkeep.reviewing import CHECKED
from portal.people.models import Unit
from portal.people.rights import may


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
        InlinePanel(
            "fee_items",
            [FieldRowPanel([FieldPanel("item_code"), FieldPanel("use")])],
            heading=_("Fees"),
            label=_("fee"),
            help_text=_("Where every fee is only shown, the page has no calculator. What frees has the amount 0."),
        ),
        InlinePanel("legal_bases", heading=_("Legal basis"), label=_("regulation")),
        FieldRowPanel([FieldPanel("crisis"), FieldPanel("active")]),
    ]


class DocumentTypeViewSet(SnippetViewSet):
    """Kinds of papers."""

    model = DocumentType
    icon = "doc-full"
    list_display = ["name", "issuer", "code"]
    search_fields = ["name", "code"]


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


class KeepingTermViewSet(SnippetViewSet):
    """How long each class of cases is kept; privacy notices say it."""

    model = KeepingTerm
    icon = "time"
    list_display = ["name", "term", "code"]


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
        MultiFieldPanel([FieldPanel(name) for name in Unit.FEATURES], heading=_("Getting into the building")),
    ]


class _SynonymCreateView(CreateView):
    def get_initial_form_instance(self) -> SearchSynonym:
        """Begin with the words that found nothing, where one comes from them."""
        asked = MissingQuery.objects.filter(words=self.request.GET.get("said", "")).exclude(words="").first()
        return SearchSynonym(said=asked.words, language=asked.language) if asked else SearchSynonym()


class SearchSynonymViewSet(SnippetViewSet):
    """Words people say, and what the pages say."""

    model = SearchSynonym
    add_view_class = _SynonymCreateView
    icon = "search"
    list_display = ["said", "means", "language"]
    list_filter = ["language"]
    search_fields = ["said", "means"]
    panels = [
        FieldPanel("said"),
        FieldPanel("means"),
        FieldPanel("language", widget=Select(choices=settings.LANGUAGES)),
    ]


class _MissingIndexView(IndexView):
    def get_base_queryset(self) -> QuerySet[MissingQuery]:
        """Only what several people looked for has words."""
        return MissingQuery.objects.exclude(words="")

    def get_context_data(self, *args: Any, **kwargs: Any) -> dict[str, Any]:
        """Say how many are several."""
        return {**super().get_context_data(*args, **kwargs), "people": PEOPLE}

    def get_list_more_buttons(self, instance: MissingQuery) -> list[Any]:
        """From a line to where it is put right."""
        address = f"{reverse('wagtailsnippets_pages_searchsynonym:add')}?{urlencode({'said': instance.words})}"
        return [
            ButtonItem(_("Add a synonym"), address, icon_name="plus", priority=5),
            *super().get_list_more_buttons(instance),
        ]


class MissingQueryViewSet(SnippetViewSet):
    """What residents looked for and did not find; to be read, not written."""

    model = MissingQuery
    icon = "help"
    index_view_class = _MissingIndexView
    list_display = ["words", "times", "last_on", "language"]
    list_filter = ["language"]
    add_to_reference_index = False
    inspect_view_enabled = False
    copy_view_enabled = False


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
        KeepingTermViewSet,
        UnitViewSet,
        SearchSynonymViewSet,
        MissingQueryViewSet,
    )


register_snippet(FactsGroup)


@hooks.register("register_admin_urls")
def pre_check_addresses() -> list[URLResolver]:
    """What stands beside the editor of a pre-check."""
    return [path("pre-checks/", include(([path("<int:pk>/check/", check_panel, name="panel")], "pre_checks")))]


class MissedPanel(Component):
    """On the admin's first page: pages that were to go live by themselves and could not."""

    name = "missed"
    template_name = "pages/missed_panel.html"
    order = 20

    def get_context_data(self, parent_context: Any = None) -> dict[str, Any]:
        """Give the refusals."""
        return {"missed": missed()}


@hooks.register("construct_homepage_panels")
def warn_of_missed_pages(request: HttpRequest, panels: list[Component]) -> None:
    """Tell editors on the first page."""
    if may(request.user, "pages.edit") and missed():  # type: ignore[arg-type]
        panels.append(MissedPanel())


class OldStatementPanel(Component):
    """On the admin's first page: the accessibility statement is older than a year."""

    name = "old_statement"
    template_name = "pages/old_statement_panel.html"
    order = 30

    def __init__(self, statements: list[AccessibilityStatementPage]) -> None:
        self.statements = statements

    def get_context_data(self, parent_context: Any = None) -> dict[str, Any]:
        """Give the statements."""
        return {"statements": self.statements}


@hooks.register("construct_homepage_panels")
def remind_of_old_statement(request: HttpRequest, panels: list[Component]) -> None:
    """Tell editors on the first page; the Latvian statement is the one that is reviewed."""
    if may(request.user, "pages.edit"):  # type: ignore[arg-type]
        latvian = AccessibilityStatementPage.objects.live().filter(locale__language_code=settings.LANGUAGE_CODE)
        old = [page for page in latvian if page.is_old]
        panels.extend([OldStatementPanel(old)] if old else [])


class NothingToReadPanel(Component):
    """On the admin's first page of somebody who only reads pages for others: none waits."""

    name = "nothing_to_read"
    template_name = "pages/nothing_to_read_panel.html"
    order = 40


@hooks.register("construct_homepage_panels")
def say_that_nothing_waits(request: HttpRequest, panels: list[Component]) -> None:
    """Leave the first page of a lawyer not blank."""
    if approving.only_reads(request.user) and not approving.waits_for(request.user):  # type: ignore[arg-type]
        panels.append(NothingToReadPanel())


@hooks.register("before_edit_page")
def say_why_it_came_back(request: HttpRequest, page: Page) -> None:
    """Stand the remark above the page; Wagtail has it two clicks away."""
    remark = approving.remark_on(page) if request.method == "GET" else None
    if remark:
        who, comment = remark
        told = _("%(who)s asks for changes: %(comment)s") if comment else _("%(who)s asks for changes.")
        messages.warning(request, told % {"who": who, "comment": comment})


@hooks.register("after_edit_page")
def lead_home_where_there_is_no_list(request: HttpRequest, page: Page) -> HttpResponse | None:
    """Bring a lawyer who has done with a page back to what else waits: the list of pages is not open to her."""
    if page.permissions_for_user(request.user).can_edit():
        return None
    return redirect("wagtailadmin_home")


@hooks.register("register_log_actions")
def explain_refusals(actions: Any) -> None:
    """Say in a page's history why it did not go live, and who found it true or left words as they are."""

    @actions.register_action(NOT_PUBLISHED)
    class NotPublishedFormatter(LogFormatter):
        label = _("Not published on time")

        def format_message(self, log_entry: Any) -> Any:
            told = format_html_join(" ", "{}", ((fault,) for fault in log_entry.data["faults"]))
            return format_html("{} {}", _("Not published on time:"), told)

    actions.register_action(CHECKED, _("Checked"), _("Checked: all is true"))

    class AboutWords(LogFormatter):
        def format_message(self, log_entry: Any) -> Any:
            return format_html("{}: „{}”", self.label, log_entry.data["about"])

    @actions.register_action(LEFT)
    class LeftFormatter(AboutWords):
        label = _("Left as it is")

    @actions.register_action(TOLD_AGAIN)
    class ToldAgainFormatter(AboutWords):
        label = _("To be looked at again")


@hooks.register("register_admin_urls")
def register_upkeep() -> list[URLPattern]:
    """The price table as a file, out and in; the editors' reports and the panel of advice."""
    return [
        path("prices/table/", price_table, name="price_table"),
        path("prices/table.<str:kind>", price_table_file, name="price_table_file"),
        path("upkeep/guide/", reports.guide, name="upkeep_guide"),
        path("upkeep/review/", reports.review, name="upkeep_review"),
        path("upkeep/review/<int:pk>/", reports.checked, name="upkeep_checked"),
        path("upkeep/advice/<int:pk>/", reports.advice, name="page_advice"),
        path("upkeep/<slug:name>/", reports.report, name="upkeep_report"),
        path("upkeep/<slug:name>/<int:pk>/leave/", reports.leave_as_it_is, name="upkeep_leave"),
    ]


class _ReportMenuItem(MenuItem):
    def is_shown(self, request: HttpRequest) -> bool:
        return may(request.user, "pages.edit")  # type: ignore[arg-type]


@hooks.register("register_help_menu_item")
def guide_menu_item() -> MenuItem:
    """The office's own guide."""
    return _ReportMenuItem(_("How to keep the pages"), reverse("upkeep_guide"), icon_name="help", order=10)


@hooks.register("construct_help_menu")
def leave_out_guides_to_wagtail(request: HttpRequest, menu_items: list[MenuItem]) -> None:
    """Wagtail's guides are in English and about a site that is not this one."""
    menu_items[:] = [item for item in menu_items if not item.url.startswith("https://guide.wagtail.org/")]


@hooks.register("register_reports_menu_item")
def review_menu_item() -> MenuItem:
    """The pages to look through stand before all other reports."""
    return _ReportMenuItem(_("Pages to check"), reverse("upkeep_review"), icon_name="tasks", order=10)


def _report_menu_item(name: str, order: int) -> MenuItem:
    title, _intro, _find = reports.REPORTS[name]
    return _ReportMenuItem(
        title, reverse("upkeep_report", args=[name]), icon_name="clipboard-list", order=order, name=f"upkeep-{name}"
    )


for place, report_name in enumerate(reports.REPORTS):
    hooks.register("register_reports_menu_item", partial(_report_menu_item, report_name, 20 + place))


_LINK_FORMS = (EmailLinkChooserForm, ExternalLinkChooserForm, PhoneLinkChooserForm, AnchorLinkChooserForm)
_LINK_LABELS = {
    "link_text": _("Words of the link"),
    "email_address": _("E-mail address"),
    "phone_number": _("Phone number"),
    "subject": _("Subject of the letter"),
    "body": _("Text of the letter"),
}
# Wagtail names these boxes by their code, which no catalogue can translate.
for link_form in _LINK_FORMS:
    for field_name, field in link_form.base_fields.items():
        field.label = _LINK_LABELS.get(field_name, field.label)


@hooks.register("insert_global_admin_css")
def upkeep_style() -> str:
    """How the screens of upkeep look."""
    return format_html('<link rel="stylesheet" href="{}">', static("pages/upkeep.css"))
