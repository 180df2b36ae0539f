"""Amounts in the editor: what will change is shown before it does, and where residents will see it."""

from typing import Any

from django.db.models import Q, QuerySet
from django.http import HttpRequest, HttpResponse
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.http import urlencode
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from wagtail.admin.forms import WagtailAdminModelForm
from wagtail.admin.panels import FieldPanel, FieldRowPanel, HelpPanel, ObjectList
from wagtail.admin.ui.menus import MenuItem
from wagtail.admin.widgets.button import Button, HeaderButton
from wagtail.snippets.views.snippets import CreateView, EditView, IndexView, SnippetViewSet

from eservices.catalogue.models import Fee, FeeItem
from eservices.catalogue.pricing import look_ahead, put_in_force
from pages.upkeep.places import places_of

_KEPT_FROM_BEFORE = ("item_code", "currency", "income_from", "income_to", "regulation", "clause")


class FeeForm(WagtailAdminModelForm):
    """One amount; refused in words where it cannot hold together with the others of the same."""

    class Meta(WagtailAdminModelForm.Meta):
        # A browser's own number box drops the comma of "9,50" where its language is not Latvian.
        localized_fields = ("amount", "amount_to", "income_from", "income_to")

    def _post_clean(self) -> None:
        super()._post_clean()
        if self.errors:
            return
        fee = self.instance
        if not fee.pk and Fee.objects.filter(item_code=fee.item_code, valid_from=fee.valid_from).exists():
            self.add_error("valid_from", _("There is an amount from this day already. Open that one and change it."))
        for wrong in look_ahead([fee]).wrong:
            self.add_error(wrong.field, wrong.message)

    def _get_validation_exclusions(self) -> set[str]:
        """Leave the table's constraints to ``look_ahead``, which says the same in words."""
        return {*super()._get_validation_exclusions(), "valid_from", "income_from"}


class _SeenBeforehand:
    """Show what saving will do, and save when that was confirmed; going back keeps what was typed."""

    request: HttpRequest
    form: Any

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if "correct" not in request.POST:
            return super().post(request, *args, **kwargs)  # type: ignore[misc,no-any-return]
        self.object = self.get_object() if "pk" in kwargs else None  # type: ignore[attr-defined]
        self.form = self.get_form()  # type: ignore[attr-defined]
        return self.render_to_response(self.get_context_data(form=self.form))  # type: ignore[attr-defined,no-any-return]

    def form_valid(self, form: FeeForm) -> HttpResponse:
        if "confirmed" in self.request.POST:
            return super().form_valid(form)  # type: ignore[misc,no-any-return]
        ahead = look_ahead([form.instance])
        context = {
            "page_title": _("What will change"),
            "header_icon": "tag",
            "ahead": ahead,
            "places": places_of({change.after.item_code for change in ahead.changed}),
            "typed": [
                (name, value)
                for name, values in self.request.POST.lists()
                if name != "csrfmiddlewaretoken"
                for value in values
            ],
        }
        return TemplateResponse(self.request, "pages/upkeep/price_ahead.html", context)

    def save_instance(self) -> Fee:
        """Put it in force instead of only saving it: the amount before is ended by the same act."""
        put_in_force([self.form.instance], by=self.request.user)  # type: ignore[arg-type]
        return self.form.instance  # type: ignore[no-any-return]


class _FeeCreateView(_SeenBeforehand, CreateView):
    def get_initial_form_instance(self) -> Fee | None:
        """Begin with what the amount before says, where one is to be followed."""
        before = self.request.GET.get("pec", "")
        known = Fee.objects.filter(pk=int(before)).first() if before.isdecimal() and len(before) < 19 else None
        return Fee(**{name: getattr(known, name) for name in _KEPT_FROM_BEFORE}) if known else None

    def get_success_message(self, instance: Fee) -> str:
        """Say from when."""
        told = {"name": instance.item_name(), "day": f"{instance.valid_from:%d.%m.%Y}"}
        return _("“%(name)s”: the new amount is in force from %(day)s.") % told


class _FeeEditView(_SeenBeforehand, EditView):
    object: Fee

    @cached_property
    def header_buttons(self) -> list[Any]:
        """A new amount after this one stands before everything else."""
        follow = HeaderButton(_("New amount from a certain day"), url=_followed(self.object), icon_name="plus")
        return [follow, *super().header_buttons]


class _FeeIndexView(IndexView):
    @cached_property
    def header_more_buttons(self) -> list[Any]:
        """The table of amounts as a file, and back."""
        return [
            *super().header_more_buttons,
            Button(_("Take in a price table"), url=reverse("price_table"), icon_name="upload"),
            Button(_("The present table (XLSX)"), url=reverse("price_table_file", args=["xlsx"]), icon_name="download"),
            Button(_("The present table (CSV)"), url=reverse("price_table_file", args=["csv"]), icon_name="download"),
        ]

    def get_list_more_buttons(self, instance: Fee) -> list[Any]:
        """A new amount after the one in the row."""
        follow = MenuItem(_("New amount from a certain day"), _followed(instance), icon_name="plus", priority=5)
        return [follow, *super().get_list_more_buttons(instance)]

    def search_queryset(self, queryset: QuerySet[Fee]) -> QuerySet[Fee]:
        """Find amounts by the name of what they are for."""
        if not self.search_query:
            return queryset
        named = FeeItem.objects.filter(name__icontains=self.search_query).values("code")
        return queryset.filter(Q(item_code__in=named) | Q(item_code__icontains=self.search_query))


def _followed(fee: Fee) -> str:
    return f"{reverse('wagtailsnippets_catalogue_fee:add')}?{urlencode({'pec': fee.pk})}"


class FeeViewSet(SnippetViewSet):
    """Amounts with their periods: an old amount is ended, not overwritten."""

    model = Fee
    icon = "tag"
    index_view_class = _FeeIndexView
    add_view_class = _FeeCreateView
    edit_view_class = _FeeEditView
    copy_view_enabled = False
    list_display = ["item_name", "amount", "currency", "valid_from", "valid_until"]
    list_filter = ["currency", "valid_from", "valid_until"]
    search_fields = ["item_code"]
    edit_handler = ObjectList(
        [
            HelpPanel(
                gettext_lazy(
                    "<p>A new price is a new amount with its first day. The amount before it ends by itself the day "
                    "before and stays in the archive. You see what changes, and where, before anything does.</p>"
                )
            ),
            FieldPanel("item_code"),
            FieldRowPanel([FieldPanel("amount"), FieldPanel("amount_to"), FieldPanel("currency")]),
            FieldRowPanel([FieldPanel("valid_from"), FieldPanel("valid_until")]),
            FieldRowPanel([FieldPanel("regulation"), FieldPanel("clause")]),
            FieldRowPanel([FieldPanel("income_from"), FieldPanel("income_to")]),
        ],
        base_form_class=FeeForm,
    )
