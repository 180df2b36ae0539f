"""Beginning an application, or going back into one that is open in this browser."""

import uuid
from typing import Any
from urllib.parse import urlsplit

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import translation
from django.utils.decorators import method_decorator
from django.views import View
from django.views.decorators.csrf import csrf_exempt

from eservices.definitions.answering import answers_in
from eservices.definitions.models import FormVersion
from eservices.definitions.privacy import notice_of
from eservices.definitions.versions import texts_for
from eservices.documents import paper_forms
from portal.people.office import office
from portal.throttling.addresses import address_of
from portal.throttling.limits import allow

from .. import access, beginning, finding, keeping
from ..continuing import HOUR
from ..models import Draft
from ..progress import Progress
from .base import EASY, DraftPage, PrivatePage

BEGUN_AN_HOUR = 60


def is_own_page(request: HttpRequest) -> bool:
    """Tell whether a post comes from a page of ours: another site's would replace what this browser may open."""
    origin = request.headers.get("Origin")
    return origin is None or urlsplit(origin).netloc == request.get_host()


# The pages it is posted from set no cookie, so they have no token; ``is_own_page`` asks instead.
@method_decorator(csrf_exempt, name="dispatch")
class StartView(PrivatePage):
    """Give the browser a draft that has no row yet; ask first where one of the same service is open here.

    Whoever comes from an easy-to-read page (``?viegli=1``) goes on the easy way.
    """

    def get(self, request: HttpRequest, slug: str) -> HttpResponse:
        """Lead to the first step, or ask whether to go on with the open draft."""
        return self.begin(slug, {})

    def post(self, request: HttpRequest, slug: str) -> HttpResponse:
        """The same, with the answers of a page that keeps nothing."""
        return self.begin(slug, answers_in(request.POST.get("kept", "")) if is_own_page(request) else {})

    def begin(self, slug: str, answers: dict[str, Any]) -> HttpResponse:
        """Begin; with answers the draft has its row at once."""
        version = finding.offered_at(slug)
        if version is None:
            return render(self.request, "journeys/not_offered.html", {"slug": slug}, status=404)
        earlier = finding.open_here(self.request, slug) if "no-jauna" not in self.request.GET else None
        if earlier:
            return self.ask_first(version, earlier)
        draft = keeping.fresh(uuid.uuid4(), version, slug=slug, language=translation.get_language() or "lv")
        place = version.schema["steps"][0]["key"]
        if answers and allow("begun_with_answers", address_of(self.request), limit=BEGUN_AN_HOUR, seconds=HOUR):
            place = beginning.begin_with(draft, answers) or place
        address = reverse("journeys:step", kwargs={"slug": slug, "draft": draft.pk, "step": place})
        response = redirect(f"{address}?{EASY}=1" if EASY in self.request.GET else address)
        access.allow(self.request, response, draft.pk, lasting=not version.schema.get("violence"))
        return response

    def ask_first(self, version: FormVersion, earlier: Draft) -> HttpResponse:
        """Ask whether to go on with the open draft."""
        wanted = translation.get_language() or "lv"
        texts, shown_in = texts_for(version, wanted)
        context = {"draft": earlier, "slug": earlier.slug, "title": texts.get("title", ""), "texts": texts}
        context |= {"wanted_language": wanted, "kept": self.request.POST.get("kept", "")}
        context["easy"] = EASY in self.request.GET
        with translation.override(shown_in):
            return render(self.request, "journeys/open_already.html", context)


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
