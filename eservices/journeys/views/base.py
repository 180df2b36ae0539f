"""What every page of the journey shares: found through the caller's right, never stored, never indexed."""

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.conf import settings
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import translation
from django.views import View

from eservices.definitions.models import FormVersion
from eservices.definitions.versions import texts_for

from .. import access, finding, keeping, moving_on, people, shared_computer
from ..models import Draft

# In an address: filled in with every explanation open and in larger letters.
EASY = "viegli"


def private(view: Callable[..., HttpResponseBase]) -> Callable[..., HttpResponseBase]:
    """Forbid everybody to store or index what the view answers."""

    @wraps(view)
    def answer(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        response = view(request, *args, **kwargs)
        response["Cache-Control"] = "no-store, private"
        response["X-Robots-Tag"] = "noindex, nofollow"
        response["Referrer-Policy"] = "same-origin"
        if shared_computer.is_on(request):
            shared_computer.remember_no_fields(response)
        return response

    return answer


class PrivatePage(View):
    """A page nobody keeps: not the browser's history, no proxy, no search engine."""

    @classmethod
    def as_view(cls, **initkwargs: Any) -> Callable[..., HttpResponseBase]:
        """Wrap the view so that every answer, an error too, is private."""
        return private(super().as_view(**initkwargs))

    @property
    def to_print(self) -> bool:
        """Tell whether papers are shown to be printed here instead of saved."""
        return shared_computer.is_on(self.request)


class DraftPage(PrivatePage):
    """A page about one draft. Who may not open it learns only how to go on with a return code.

    Sets ``draft``, ``texts`` (of one language, whole) and ``shown_language``: Latvian where the form is not fully
    translated into the language of the address. A page that staff who write an application down for somebody have
    another of names it in ``for_staff``; one that only they have sets ``only_staff``.
    """

    draft: Draft
    states: tuple[str, ...] = (Draft.OPEN,)
    needs_row = True
    for_staff = ""
    only_staff = False

    def setup(self, request: HttpRequest, *args: Any, **kwargs: Any) -> None:
        """Find the draft through this browser's right."""
        super().setup(request, *args, **kwargs)
        self.slug: str = kwargs["slug"]
        self.language = translation.get_language() or "lv"
        self.find()

    def find(self) -> None:
        """Read the draft anew."""
        draft = finding.draft_for(self.request, self.slug, self.kwargs["draft"], language=self.language)
        self.found = draft is not None
        if draft:
            self.draft = draft
            self.texts, self.shown_language = texts_for(draft.version, self.language)

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        """Turn away who may not, lead on who is elsewhere, answer the rest in one whole language."""
        with translation.override(self.shown_language if self.found else self.language):
            response = self.turned_away() or super().dispatch(request, *args, **kwargs)
            if hasattr(response, "render"):
                response.render()
        return response

    def turned_away(self) -> HttpResponse | None:
        """Return the answer for a draft that cannot be shown on this page, or None."""
        if not self.found or (self.only_staff and not self.draft.entered_by_id):
            return stranger(self.request, self.slug)
        if keeping.is_over(self.draft):
            return self.explain("expired", 410)
        if self.draft.state not in self.states:
            done = self.draft.state == Draft.SUBMITTED
            return redirect(self.address("submitted") if done else self.address("continue"))
        if self.draft._state.adding and self.needs_row:
            return redirect(self.address("continue"))
        # Moving to a newer form is the same for all.
        if self.draft.entered_by_id and self.for_staff and "move" not in self.request.POST:
            return redirect("counter:new" if self.for_staff == "counter:new" else self.address(self.for_staff))
        return None

    @property
    def easy(self) -> bool:
        """Tell whether the form is filled in the easy way; the draft remembers it once it is saved."""
        return EASY in self.request.GET or bool(self.draft.content.get("easy"))

    def outdated(self, *, also_replaced: bool = True) -> HttpResponse | None:
        """Return what to say of a form that was withdrawn, or replaced by one that asks something else; else None."""
        withdrawn = not self.draft.version.takes_applications
        newer = moving_on.newer_form(self.draft) if withdrawn or also_replaced else None
        changes = moving_on.changes_to(self.draft, newer) if newer else None
        if withdrawn:
            return self.explain("withdrawn", 410, newer=newer, **self.told(newer, changes))
        if changes and changes.matter:
            return self.explain("newer", 200, **self.told(newer, changes))
        return None

    def told(self, newer: FormVersion | None, changes: moving_on.Changes | None) -> dict[str, Any]:
        """Return the changes of the form in its words."""
        if newer is None or changes is None:
            return {}
        texts, _language = texts_for(newer, self.language)

        def named(keys: list[str], words: dict[str, str]) -> list[str]:
            return [words.get(f"item.{key}.label", key) for key in keys]

        lists = {name: named(getattr(changes, name), texts) for name in ("new", "changed", "again")}
        return {"changes": {**lists, "gone": named(changes.gone, self.texts), "declared": changes.declared}}

    def explain(self, what: str, status: int, **more: Any) -> HttpResponse:
        """Say plainly why there is no step here and what can be done now."""
        context = {**self.context(), "start_again": finding.offered_at(self.slug) is not None, **more}
        return render(self.request, f"journeys/{what}.html", context, status=status)

    def start_page(self) -> str:
        """Return the address of the e-service's start page."""
        with translation.override(self.language):
            return reverse("journeys:start", kwargs={"slug": self.slug}).removesuffix("sakt/")

    def address(self, name: str, **more: Any) -> str:
        """Return the address of another page of this draft, under the language the person reads in."""
        with translation.override(self.language):
            return reverse(f"journeys:{name}", kwargs={"slug": self.slug, "draft": self.kwargs["draft"], **more})

    def context(self) -> dict[str, Any]:
        """Return what the frame of each page needs."""
        return {
            "draft": self.draft,
            "slug": self.slug,
            "texts": self.texts,
            "title": self.texts.get("title", ""),
            "in_name_of": self.in_name_of(),
            "easy": self.easy,
            "wanted_language": self.language,
            "only_latvian": self.shown_language != self.language,
            "latvian_please": self.language != "lv" and not settings.ANSWERS_IN_ANY_LANGUAGE,
        }

    def in_name_of(self) -> str:
        """Return the client's name for staff who write the application down; they may have several open."""
        answers = self.draft.content.get("answers", {}) if self.draft.entered_by_id else {}
        return people.client_name(self.draft.version.schema, answers)


def stranger(request: HttpRequest, slug: str) -> HttpResponse:
    """Say that this browser has no such draft, the same for every id, and how to go on with a return code."""
    return render(request, "journeys/not_here.html", {"slug": slug}, status=404)


def forget_here(request: HttpRequest, response: HttpResponse, draft: Draft) -> HttpResponse:
    """Take this browser's right to the draft and empty what it stored of this site."""
    access.withdraw(request, response, draft.pk)
    response["Clear-Site-Data"] = '"cache"'
    return response
