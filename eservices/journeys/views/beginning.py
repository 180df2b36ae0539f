"""Beginning an application, or going back into one that is open in this browser."""

import uuid
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import translation
from django.views import View

from eservices.definitions.privacy import notice_of
from eservices.definitions.versions import texts_for
from eservices.documents import paper_forms
from portal.people.office import office

from .. import access, finding
from ..progress import Progress
from .base import EASY, DraftPage, PrivatePage


class StartView(PrivatePage):
    """Give the browser a draft that has no row yet; ask first where one of the same service is open here.

    Whoever comes from an easy-to-read page (``?viegli=1``) goes on the easy way.
    """

    def get(self, request: HttpRequest, slug: str) -> HttpResponse:
        """Lead to the first step, or ask whether to go on with the open draft."""
        version = finding.offered_at(slug)
        if version is None:
            return render(request, "journeys/not_offered.html", {"slug": slug}, status=404)
        earlier = finding.open_here(request, slug) if "no-jauna" not in request.GET else None
        if earlier:
            wanted = translation.get_language() or "lv"
            texts, shown_in = texts_for(version, wanted)
            with translation.override(shown_in):
                context = {"draft": earlier, "slug": slug, "title": texts.get("title", "")}
                context |= {"texts": texts, "wanted_language": wanted, "easy": EASY in request.GET}
                return render(request, "journeys/open_already.html", context)
        draft_id = uuid.uuid4()
        first = version.schema["steps"][0]["key"]
        address = reverse("journeys:step", kwargs={"slug": slug, "draft": draft_id, "step": first})
        response = redirect(f"{address}?{EASY}=1" if EASY in request.GET else address)
        access.allow(request, response, draft_id, lasting=not version.schema.get("violence"))
        return response


class PaperFormView(View):
    """The form on paper, for whoever would rather write by hand; the same for everybody."""

    def get(self, request: HttpRequest, slug: str) -> HttpResponse:
        """Show the PDF of what is offered now."""
        version = finding.offered_at(slug)
        if version is None:
            return render(request, "journeys/not_offered.html", {"slug": slug}, status=404)
        form, content = paper_forms.ready(version, translation.get_language() or "lv")
        headers = {
            "Content-Disposition": f'inline; filename="{paper_forms.code_of(version)}.pdf"',
            "X-Content-Type-Options": "nosniff",
            "ETag": f'"{form.digest}"',
        }
        return HttpResponse(content, content_type="application/pdf", headers=headers)


class PrivacyView(View):
    """What happens to the data of a form; the same for everybody."""

    def get(self, request: HttpRequest, slug: str) -> HttpResponse:
        """Show the notice of the form offered now."""
        version = finding.offered_at(slug)
        if version is None:
            return render(request, "journeys/not_offered.html", {"slug": slug}, status=404)
        language = translation.get_language() or "lv"
        context = {"notice": notice_of(version, language), "office": office(language)}
        return render(request, "journeys/privacy.html", context)


class ContinueView(DraftPage):
    """Lead to where the draft was left."""

    needs_row = False

    def get(self, request: HttpRequest, **kwargs: Any) -> HttpResponse:
        """Redirect to the first step not finished, else to the review; first say what has changed in the form since."""
        step = Progress(self.draft).place
        return self.outdated() or redirect(self.address("step", step=step) if step else self.address("review"))
