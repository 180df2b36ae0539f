"""Messages that did not go out: shown to people, because nobody else will notice."""

from collections.abc import Iterable
from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST
from wagtail.admin import messages

from eservices.cases.models import Case
from eservices.inbox.views.base import InboxView, StaffRequest, needs
from eservices.notifications.models import Message
from eservices.notifications.queries import not_delivered, to_tell_otherwise
from portal.due_work.dead_letters import revive

SHOWN = 100


class UnsentView(InboxView):
    """What was given up or keeps failing, and what has to be told another way than by e-mail."""

    template_name = "inbox/messages.html"
    page_title = gettext_lazy("Unsent messages")

    def get(self, request: StaffRequest) -> HttpResponse:
        """The latest first; no address stands here, only the case and the reason."""
        return self.show(
            failing=not_delivered(request.user)[:SHOWN],
            otherwise=by_case(to_tell_otherwise(request.user)[:SHOWN]),
        )


def by_case(messages: Iterable[Message]) -> dict[Case, list[Message]]:
    """What is unsaid to the people of each case, the case with the latest first: one call says it all."""
    found: dict[Case, list[Message]] = {}
    for message in messages:
        if message.case is not None:
            found.setdefault(message.case, []).append(message)
    return found


@require_POST
@needs("case.party")
def send_again(request: StaffRequest, pk: UUID) -> HttpResponse:
    """Let the worker try a given-up message again."""
    message = not_delivered(request.user).filter(pk=pk).first()
    if message is not None and revive(message, by=request.user):
        messages.success(request, _("The message will be sent again."))
    return redirect("inbox:messages")
