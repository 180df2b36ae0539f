"""The editors' reports, under "Reports": pages to look through, contradictions, links, words."""

from typing import Any

from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.template.response import TemplateResponse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_GET, require_POST
from wagtail.admin import messages
from wagtail.models import Page

from pages.models.base import BasePage
from pages.upkeep.contradicting import contradicting, known_phones, typed_on
from pages.upkeep.findings import by_place
from pages.upkeep.leaving import apart, leave, still_told, tell_again
from pages.upkeep.links import Known, broken, broken_on, outside
from pages.upkeep.reviewing import months_between, note_checked, to_review
from pages.upkeep.wording import advice_on, wording
from portal.people.rights import may

REPORTS = {
    "contradictions": (
        gettext_lazy("Contradictions and old facts"),
        gettext_lazy(
            "What does not fit together, has grown old, or is typed by hand where a fact would follow by itself."
        ),
        contradicting,
    ),
    "links": (gettext_lazy("Links"), gettext_lazy("Links in published texts that lead nowhere."), broken),
    "words": (
        gettext_lazy("Plain words"),
        gettext_lazy("Long sentences, clerks' words, pictures without a description. Advice only: you decide."),
        wording,
    ),
}


@require_GET
def report(request: HttpRequest, name: str) -> HttpResponse:
    """Show one report, its lines under the page or fact they are about."""
    _allow(request)
    if name not in REPORTS:
        raise Http404
    title, intro, find = REPORTS[name]
    told, left = apart(find())
    context = {
        "page_title": title,
        "intro": intro,
        "name": name,
        "places": by_place(told),
        "found": len(told),
        "left": left,
        "outside": outside() if name == "links" else [],
        "header_icon": "clipboard-list",
    }
    return TemplateResponse(request, "pages/upkeep/report.html", context)


@require_GET
def review(request: HttpRequest) -> HttpResponse:
    """Show the pages to look through: late ones first, one's own before others'."""
    _allow(request)
    pages = to_review()
    pages.sort(key=lambda each: (not each.late, each.who != request.user))
    context: dict[str, Any] = {
        "page_title": _("Pages to check"),
        "pages": pages,
        "late": sum(each.late for each in pages),
        "months": months_between(),
        "header_icon": "tasks",
    }
    return TemplateResponse(request, "pages/upkeep/review.html", context)


@require_POST
def checked(request: HttpRequest, pk: int) -> HttpResponse:
    """Note that a published page is true, by somebody who may publish it."""
    page = get_object_or_404(Page.objects.live(), pk=pk).specific
    if not isinstance(page, BasePage) or not page.permissions_for_user(request.user).can_edit():
        raise PermissionDenied
    note_checked(page, request.user)  # type: ignore[arg-type]
    told = {"page": page.title, "day": f"{page.review_by:%d.%m.%Y}"}
    messages.success(request, _("“%(page)s” is noted as checked. Next time: %(day)s.") % told)
    return redirect("upkeep_review")


@require_GET
def advice(request: HttpRequest, pk: int) -> HttpResponse:
    """The panel of the editor: what could be better about the page as last saved."""
    page = get_object_or_404(Page, pk=pk)
    if not page.permissions_for_user(request.user).can_edit():
        raise PermissionDenied
    draft = page.get_latest_revision_as_object()
    if not isinstance(draft, BasePage):
        raise Http404
    lines = [*typed_on(draft, known_phones()), *broken_on(draft, Known()), *advice_on(draft)]
    return TemplateResponse(request, "pages/upkeep/advice.html", {"lines": still_told(page, lines)})


@require_POST
def leave_as_it_is(request: HttpRequest, name: str, pk: int) -> HttpResponse:
    """Leave words of a page (``about``) as they are, or take that back (``again``), and show the report."""
    page = get_object_or_404(Page.objects.live(), pk=pk).specific
    if name not in REPORTS or not isinstance(page, BasePage):
        raise Http404
    if not page.permissions_for_user(request.user).can_edit():
        raise PermissionDenied
    about, by = request.POST.get("about", ""), request.user
    if "again" in request.POST:
        tell_again(page, about, by)  # type: ignore[arg-type]
    elif about in {each.about for each in (*typed_on(page, known_phones()), *advice_on(page)) if each.about}:
        leave(page, about, by)  # type: ignore[arg-type]
        told = _("Noted: in “%(page)s” it stays as it is. We ask again in a year, or when the words change.")
        messages.success(request, told % {"page": page.title})
    else:
        messages.warning(request, _("The page has changed: this line is no longer there."))
    return redirect("upkeep_report", name)


def _allow(request: HttpRequest) -> None:
    if not may(request.user, "pages.edit"):  # type: ignore[arg-type]
        raise PermissionDenied


@require_GET
def guide(request: HttpRequest) -> HttpResponse:
    """Show how pages, prices and facts are kept."""
    _allow(request)
    context = {"page_title": _("How to keep the pages"), "header_icon": "help"}
    return TemplateResponse(request, "pages/upkeep/guide.html", context)
