"""A computer that strangers share: switching the mode on and off, and finishing a sitting."""

from typing import Any

from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render

from .. import access, finding, following, shared_computer
from .base import PrivatePage


class SharedComputerView(PrivatePage):
    """Where staff make a browser of theirs a shared one; anybody may switch the mode on, only staff off."""

    def get(self, request: HttpRequest) -> HttpResponse:
        """Say what the mode does and whether it is on here."""
        context = {"on": shared_computer.is_on(request), "may_turn_off": request.user.is_authenticated}
        return render(request, "journeys/shared_computer.html", context)

    def post(self, request: HttpRequest) -> HttpResponse:
        """Switch it; what was open in this browser is forgotten both ways."""
        if "off" in request.POST and not request.user.is_authenticated:
            return redirect("journeys:shared_computer")
        response = redirect("journeys:shared_computer")
        if "off" in request.POST:
            shared_computer.turn_off(response)
        else:
            shared_computer.turn_on(response)
        return leave_nothing(request, response)


class FinishView(PrivatePage):
    """The end of a sitting at a shared computer."""

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        """Elsewhere a form is left by its own page."""
        if not shared_computer.is_on(request):
            return redirect("journeys:shared_computer")
        return super().dispatch(request, *args, **kwargs)

    def get(self, request: HttpRequest) -> HttpResponse:
        """Ask, and warn of a form nobody could come back to; where nobody was here and nothing is open, lead home."""
        if "laiks" in request.GET and not (access.known(request) or following.read(request)):
            return redirect("wagtail_serve", "")
        context = {"timed_out": "laiks" in request.GET, "draft": finding.without_way_back(request)}
        return render(request, "journeys/finish.html", context)

    def post(self, request: HttpRequest) -> HttpResponse:
        """Forget everything here, and lead to the next person's first page."""
        return leave_nothing(request, render(request, "journeys/finished.html", {"timed_out": "laiks" in request.POST}))


def leave_nothing(request: HttpRequest, response: HttpResponse) -> HttpResponse:
    """Take this browser's rights to every draft and application, end its session, empty what it stored of this site."""
    access.withdraw_all(response)
    following.end(response)
    request.session.flush()
    response["Clear-Site-Data"] = '"cache", "storage"'
    return response
