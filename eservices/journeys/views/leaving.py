"""Ending on a computer others use, and deleting everything."""

from contextlib import suppress
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from portal.people.models import StaffUser

from .. import access, entering, following, keeping, shared_computer
from ..models import Draft
from .base import DraftPage, PrivatePage, forget_here


class LeaveView(DraftPage):
    """Take this browser's right to the draft; the draft itself stays for whoever has the link or the return code."""

    states = (Draft.OPEN, Draft.SUBMITTED)
    needs_row = False
    for_staff = "counter:new"

    def get(self, request: HttpRequest, **kwargs: Any) -> HttpResponse:
        """Ask, telling what stays and how to come back; a shared computer has one way of finishing."""
        if shared_computer.is_on(request):
            return redirect("journeys:finish")
        return render(request, "journeys/leave.html", self.context())

    def post(self, request: HttpRequest, **kwargs: Any) -> HttpResponse:
        """Forget the draft in this browser."""
        context = {"draft": self.draft, "kept": self.draft.state == Draft.OPEN and not self.draft._state.adding}
        return forget_here(request, render(request, "journeys/left.html", context), self.draft)


class EraseView(PrivatePage):
    """Delete every form begun in this browser and what the browser keeps of this site."""

    def get(self, request: HttpRequest) -> HttpResponse:
        """Ask once, and say what the browser itself remembers."""
        return render(request, "journeys/erase.html")

    def post(self, request: HttpRequest) -> HttpResponse:
        """Delete; what was handed in stays handed in, but is no longer followed here."""
        for draft in Draft.objects.filter(pk__in=access.known(request), state=Draft.OPEN, entered_by=None):
            with suppress(keeping.Stale):
                keeping.clear(draft)
        response = render(request, "journeys/erased.html")
        access.withdraw_all(response)
        following.end(response)
        response["Clear-Site-Data"] = '"cache", "storage"'
        return response


class ClearView(DraftPage):
    """Delete the draft with its files."""

    needs_row = False

    def get(self, request: HttpRequest, **kwargs: Any) -> HttpResponse:
        """Ask once."""
        return render(request, "journeys/clear.html", self.context())

    def post(self, request: HttpRequest, **kwargs: Any) -> HttpResponse:
        """Delete, and forget the draft in this browser; what was handed in meanwhile stays handed in."""
        try:
            if self.draft.entered_by:
                return self.clear_entry(self.draft.entered_by)
            keeping.clear(self.draft)
        except keeping.Stale:
            return redirect(self.address("submitted"))
        return forget_here(request, render(request, "journeys/cleared.html", {"draft": self.draft}), self.draft)

    def clear_entry(self, by: StaffUser) -> HttpResponse:
        """Delete what staff began and lead back to where they choose the next."""
        entering.clear(self.draft, by=by)
        messages.success(self.request, _("What was begun is deleted."))
        return redirect("counter:new")
