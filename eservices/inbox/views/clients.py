"""The register of persons: saying who a party is, and merging two records of one person."""

from typing import Any
from uuid import UUID

from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST
from wagtail.admin import messages

from eservices.cases.models import Case, Party
from eservices.cases.queries import access_to, visible_to
from eservices.clients.finding import propose
from eservices.clients.linking import link, link_new, unlink
from eservices.clients.merging import MergeRefused, merge, unmerge
from eservices.clients.models import Client
from eservices.inbox import refusals
from eservices.inbox.forms import MergeForm
from eservices.inbox.views.base import InboxView, StaffRequest, case_or_404, needs, refuse
from portal.audit.recording import record

CASES_SHOWN = 20


class LinkView(InboxView):
    """Who of the register a party is: proposed by the machine, said by a person who has checked identity."""

    act = "client.link"
    template_name = "inbox/link.html"
    page_title = gettext_lazy("Register of persons")

    def get(self, request: StaffRequest, pk: int, party: UUID) -> HttpResponse:
        """Show the claim beside the persons it may be."""
        case, found = self.find(request, pk, party)
        if found is None:
            return refuse(request, self.act, f"case {pk}", case)
        return self.show(case=case, party=found, proposals=propose(found))

    def post(self, request: StaffRequest, pk: int, party: UUID) -> HttpResponse:
        """Confirm a proposed person, enter a new one, or take a link back."""
        case, found = self.find(request, pk, party)
        if found is None:
            return refuse(request, self.act, f"case {pk}", case)
        self.act_on(found, request.POST.get("do", ""), request.POST.get("client", ""))
        return redirect("inbox:case", case.pk)

    def find(self, request: StaffRequest, pk: int, key: UUID) -> tuple[Case, Party | None]:
        """The party of a case whose answers the person may see: codes and birth dates stand here."""
        case = case_or_404(request, pk, self.act)
        if not access_to(request.user, case).answers:
            return case, None
        party = case.parties.select_related("client").filter(pk=key).first()
        if party is None:
            raise Http404
        return case, party

    def act_on(self, party: Party, do: str, client: str) -> None:
        """One of three acts; only a proposed person can be linked, so a mistyped key links nobody."""
        if do == "unlink" and party.client_id:
            unlink(party, self.request.user)
            messages.success(self.request, _("The link is taken back: identity is not checked."))
        elif do == "new":
            link_new(party, self.request.user)
            messages.success(self.request, _("Entered in the register of persons."))
        elif do == "link":
            chosen = next((each for each in propose(party) if str(each.pk) == client), None)
            if chosen is None:
                raise Http404
            link(party, chosen, self.request.user)
            messages.success(self.request, _("Identity is confirmed."))


class ClientView(InboxView):
    """A record of the register: its cases, the records it stands for, the ones it may be the same as."""

    act = "client.link"
    template_name = "inbox/client.html"
    page_title = gettext_lazy("Register of persons")

    def get(self, request: StaffRequest, pk: UUID) -> HttpResponse:
        """Show the record; only to those who may see one of its cases. The reading is recorded."""
        client = client_or_404(request, pk)
        record("client.read", by=request.user, on=client)
        return self.show(**self.context(client))

    def context(self, client: Client) -> dict[str, Any]:
        """What the page shows."""
        others = [each for each in propose(client) if each.pk != client.pk]
        return {
            "client": client,
            "cases": cases_of(self.request, client)[:CASES_SHOWN],
            "merges": client.merges_received.filter(unmerged_at=None).select_related("absorbed", "merged_by"),
            "others": others,
            "form": MergeForm(others=Client.objects.filter(pk__in=[each.pk for each in others])) if others else None,
        }


def cases_of(request: StaffRequest, client: Client) -> Any:
    """The visible cases of a person, those of the records merged into this one included."""
    people = [client.pk, *client.absorbed.values_list("pk", flat=True)]
    keys = Party.objects.filter(client__in=people).values("case")
    return visible_to(request.user).filter(pk__in=keys).select_related("service", "unit").order_by("-received_at")


def client_or_404(request: StaffRequest, pk: UUID) -> Client:
    """A person of the register the caller has to do with: one of a case she may see, or proposed for one."""
    client = Client.objects.select_related("merged_into").filter(pk=pk).first()
    if client is None or not (cases_of(request, client).exists() or _proposed(request, client)):
        raise Http404
    return client


def _proposed(request: StaffRequest, client: Client) -> bool:
    parties = Party.objects.filter(client=None, case__in=visible_to(request.user))
    same = parties.filter(folded=client.name_folded)
    if client.code_index:
        same = same | parties.filter(code_index=client.code_index)
    return same.exists()


@require_POST
@needs("client.merge")
def merge_records(request: StaffRequest, pk: UUID) -> HttpResponse:
    """Let the chosen record stand for this one as well."""
    client = client_or_404(request, pk)
    others = [each.pk for each in propose(client) if each.pk != client.pk]
    form = MergeForm(request.POST, others=Client.objects.filter(pk__in=others))
    if not form.is_valid():
        messages.error(request, _("Choose the record that stays and write the reason."))
        return redirect("inbox:client", pk)
    survivor = form.cleaned_data["survivor"]
    try:
        merge(client, survivor, by=request.user, reason=form.cleaned_data["reason"])
    except MergeRefused as refusal:
        messages.error(request, refusals.text(refusal))
        return redirect("inbox:client", pk)
    messages.success(request, _("The records are merged."))
    return redirect("inbox:client", survivor.pk)


@require_POST
@needs("client.merge")
def unmerge_records(request: StaffRequest, pk: UUID) -> HttpResponse:
    """Take the merge of this record back."""
    client = client_or_404(request, pk)
    try:
        unmerge(client, by=request.user)
    except MergeRefused as refusal:
        messages.error(request, refusals.text(refusal))
    else:
        messages.success(request, _("The records are two again."))
    return redirect("inbox:client", pk)
