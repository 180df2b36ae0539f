"""Finding a draft through what this browser may open; nothing is looked up for anybody else."""

from uuid import UUID

from django.http import HttpRequest

from eservices.applications.models import Application
from eservices.definitions.models import SLUG, EServicePage, FormVersion
from eservices.definitions.versions import live_version

from . import access, entering, keeping
from .models import Draft

PLACE = f"/{SLUG}/"


def draft_for(request: HttpRequest, slug: str, draft_id: UUID, *, language: str) -> Draft | None:
    """Return the draft this browser may open under the e-service's address; one without a row if nothing is saved yet.

    What staff write down opens for the one signed in who began it, by no cookie. None for every other id, whether or
    not such a draft exists, and for a service that is no longer offered.
    """
    known_here = draft_id in access.known(request)
    if not known_here and not request.user.is_authenticated:
        return None
    draft = Draft.objects.select_related("version").filter(pk=draft_id).first()
    if draft:
        allowed = entering.may_open(draft, request.user) if draft.entered_by_id else known_here
        return draft if allowed and draft.slug == slug else None
    if not known_here:
        return None
    if Application.objects.filter(submission_key=draft_id).exists():
        # Handed in long ago, its row deleted since: filled in once more it could never be sent.
        return None
    version = offered_at(slug)
    return keeping.fresh(draft_id, version, slug=slug, language=language) if version else None


def offered_at(slug: str) -> FormVersion | None:
    """Return the version that new applications under the service's address start on."""
    place = f"/pakalpojumi/{slug}{PLACE}"
    key = EServicePage.objects.filter(url_path__endswith=place, alias_of=None).values_list("key", flat=True).first()
    return live_version(key or slug)


def slug_of(service_id: int) -> str | None:
    """Return the service's place in the address of what is offered for it now; None where nothing is."""
    pages = EServicePage.objects.live().filter(service_id=service_id, alias_of=None, locale__language_code="lv")
    place = pages.values_list("url_path", flat=True).first()
    return slug_in(place) if place else None


def slug_in(place: str) -> str:
    """Return the service's place in the address of its e-service."""
    return place.removesuffix(PLACE).rpartition("/")[2]


def open_here(request: HttpRequest, slug: str) -> Draft | None:
    """Return the newest draft of the service that this browser can go on with."""
    drafts = Draft.objects.select_related("version").filter(pk__in=access.known(request), slug=slug, state=Draft.OPEN)
    return next((draft for draft in drafts.order_by("-last_saved_at") if keeping.is_live(draft)), None)


def without_way_back(request: HttpRequest) -> Draft | None:
    """Return the newest draft open in this browser that has neither return code nor link."""
    drafts = Draft.objects.filter(pk__in=access.known(request), return_code_hash=None, link_hash=None)
    return next((draft for draft in drafts.order_by("-last_saved_at") if keeping.is_live(draft)), None)
