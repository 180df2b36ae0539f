"""The inbox in Wagtail's admin: its menu item, its addresses and the views behind them."""

from django.urls import path
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _
from wagtail.admin.menu import MenuItem
from wagtail.admin.viewsets.base import ViewSet

from eservices.inbox import counting
from eservices.inbox.views import (
    acts,
    cases,
    clients,
    export,
    files,
    letters,
    listing,
    messages,
    papers,
    people,
    taking_part,
)
from portal.people.rights import may


class InboxMenuItem(MenuItem):
    """Shown to those who may list cases; carries the number of letters that wait for registration."""

    def is_shown(self, request) -> bool:
        """Editors, administrators and auditors of pages have no inbox."""
        return may(request.user, "case.list")

    def render_component(self, request):
        """The count goes into an attribute the style sheet shows, and into the label for those who listen."""
        component = super().render_component(request)
        count = counting.waiting(request.user)
        if count:
            component.attrs = {**component.attrs, "data-inbox-waiting": counting.shown(count)}
        return component


class InboxViewSet(ViewSet):
    """Every act has an address of its own below the case it is done to."""

    name = "inbox"
    icon = "mail"
    menu_label = _("Received applications")
    menu_name = "inbox"
    menu_order = 50
    add_to_admin_menu = True

    @cached_property
    def menu_item_class(self):
        """The item that knows whom it is for and how much waits."""
        return InboxMenuItem

    def get_urlpatterns(self):
        """The list first: its name is where the menu item leads."""
        return [
            path("", listing.ListView.as_view(), name="list"),
            path("search/", listing.search, name="search"),
            path("register/", acts.register_selected, name="register_selected"),
            path("letter/", letters.LetterView.as_view(), name="letter"),
            path("export/", export.ExportView.as_view(), name="export"),
            path("messages/", messages.UnsentView.as_view(), name="messages"),
            path("messages/<uuid:pk>/again/", messages.send_again, name="message_again"),
            path("clients/<uuid:pk>/", clients.ClientView.as_view(), name="client"),
            path("clients/<uuid:pk>/merge/", clients.merge_records, name="merge"),
            path("clients/<uuid:pk>/unmerge/", clients.unmerge_records, name="unmerge"),
            *self.case_urlpatterns(),
        ]

    def case_urlpatterns(self):
        """What can be done to one case."""
        return [
            path("<int:pk>/", cases.CaseView.as_view(), name="case"),
            path("<int:pk>/preview/", cases.PreviewView.as_view(), name="preview"),
            path("<int:pk>/register/", acts.RegisterView.as_view(), name="register"),
            path("<int:pk>/papers/<uuid:paper>/register/", acts.register_paper, name="register_paper"),
            path("<int:pk>/documents/<uuid:document>/undo/", acts.undo_registration, name="undo"),
            path("<int:pk>/documents/<uuid:document>/annul/", acts.AnnulView.as_view(), name="annul"),
            path("<int:pk>/documents/<uuid:document>/number/", acts.EnterNumberView.as_view(), name="number"),
            path("<int:pk>/confirm/", acts.ConfirmView.as_view(), name="confirm"),
            path("<int:pk>/translated/", acts.mark_as_translated, name="translated"),
            path("<int:pk>/join/", acts.JoinView.as_view(), name="join"),
            path("<int:pk>/part/", acts.PartView.as_view(), name="part"),
            path("<int:pk>/letter/", letters.LetterView.as_view(), name="case_letter"),
            path("<int:pk>/files/<uuid:file>/", files.FileView.as_view(), name="file"),
            path("<int:pk>/files/<uuid:file>/original/", files.note, name="original"),
            path("<int:pk>/pdf/<slug:kind>/", papers.pdf, name="pdf"),
            *self.people_urlpatterns(),
        ]

    def people_urlpatterns(self):
        """What can be done about the people of one case, and at their word."""
        return [
            path("<int:pk>/close-off/", people.CloseOffView.as_view(), name="close_off"),
            path("<int:pk>/open-again/", people.OpenAgainView.as_view(), name="open_again"),
            path("<int:pk>/withdraw/", people.WithdrawView.as_view(), name="withdraw"),
            path("<int:pk>/restore/", people.RestoreView.as_view(), name="restore"),
            path("<int:pk>/safety/", people.SafetyView.as_view(), name="safety"),
            path("<int:pk>/secret/", people.SecretView.as_view(), name="secret"),
            path("<int:pk>/secret/pdf/", people.secret_pdf, name="secret_pdf"),
            path("<int:pk>/parties/add/", people.NewPartyView.as_view(), name="add_party"),
            path("<int:pk>/parties/<uuid:party>/", people.PartyView.as_view(), name="party"),
            path("<int:pk>/parties/<uuid:party>/contact/", people.ContactView.as_view(), name="contact"),
            path("<int:pk>/parties/<uuid:party>/cosigned/", taking_part.CosignView.as_view(), name="cosign"),
            path("<int:pk>/parties/<uuid:party>/not-asked/", taking_part.SkipView.as_view(), name="skip_cosigner"),
            path("<int:pk>/parties/<uuid:party>/own-link/", taking_part.OwnLinkView.as_view(), name="own_link"),
            path("<int:pk>/parties/<uuid:party>/link/", clients.LinkView.as_view(), name="link"),
        ]
