"""The way to a page: the pages from home down to it, and how far that way goes in the other languages."""

from dataclasses import dataclass, field

from django.conf import settings
from django.db.models import Q
from django.http import HttpRequest
from wagtail.models import Page

from portal.remembering import remembered

# Where the easy-to-read words of a page stand below it, and all of them below home.
EASY = "viegli-lasit"
# Deeper than any address of ours; a longer one is not asked for in one statement.
DEEPEST = 8


@dataclass(frozen=True)
class Elsewhere:
    """The nearest page in another language: the page itself where it is translated, else one above it."""

    page: Page
    translated: bool


@dataclass(frozen=True)
class Way:
    """The live pages from home to a page in one language, and by code where each other language leads.

    ``easy`` is the page's own easy-to-read one.
    """

    pages: list[Page]
    elsewhere: dict[str, Elsewhere]
    easy: Page | None = None
    _addresses: dict[int, str] = field(default_factory=dict, compare=False)

    @property
    def page(self) -> Page:
        """The page the way leads to."""
        return self.pages[-1]

    def address(self, page: Page, request: HttpRequest | None) -> str:
        """The address of a page of this way or of the way in another language, worked out once."""
        if page.pk not in self._addresses:
            self._addresses[page.pk] = page.get_url(request) or ""
        return self._addresses[page.pk]

    @property
    def above(self) -> list[Page]:
        """The pages above, without home."""
        return self.pages[1:-1]

    @property
    def written_in(self) -> set[str]:
        """The languages the page itself is in."""
        return {self.page.locale.language_code, *(code for code, there in self.elsewhere.items() if there.translated)}


def whole(page: Page) -> Page | None:
    """A page of a way as its own type, in one statement: the type and the language were read with the way."""
    model = page.content_type.model_class()
    if model is None:
        return None
    found = model._default_manager.get(pk=page.pk)
    found.locale, found.content_type = page.locale, page.content_type
    return found


def way_along(root: str, path: str) -> Way | None:
    """The way to the live page at an address below a home page; None where there is none.

    The pages are plain ones (``wagtail.models.Page``) with their language and content type, read in one statement and
    remembered.
    """
    return remembered(f"way:{root}:{path}", lambda: _read(root, path))


def _read(root: str, path: str) -> Way | None:
    parts = path.split("/")[:-1]
    if len(parts) > DEEPEST:
        return None
    addresses = [root + "".join(f"{part}/" for part in parts[:end]) for end in range(len(parts) + 1)]
    here = Q(url_path__in=addresses)
    keys = Page.objects.live().filter(here).values("translation_key")
    easy = f"{addresses[-1]}{EASY}/"
    asked = here | Q(url_path=easy) | Q(translation_key__in=keys)
    found = Page.objects.live().filter(asked).select_related("locale", "content_type")
    pages = sorted((page for page in found if page.url_path in addresses), key=lambda page: page.depth)
    if not pages or pages[-1].url_path != addresses[-1]:
        return None
    others = [page for page in found if page.url_path not in {easy, *addresses}]
    return Way(pages, _elsewhere(pages, others), next((page for page in found if page.url_path == easy), None))


def way_to(request: HttpRequest | None, page: Page) -> Way:
    """The way to a page: as it was found when the page was served, else (in a preview) read now."""
    known: Way | None = getattr(request, "durvis_way", None)
    if known and known.pages[-1].pk == page.pk:
        return known
    above = list(page.get_ancestors().live().filter(depth__gt=1).select_related("locale"))
    keys = [each.translation_key for each in (*above, page)]
    others = Page.objects.live().filter(translation_key__in=keys).exclude(locale=page.locale_id)
    easy = page.get_children().live().filter(slug=EASY).first()
    return Way([*above, page], _elsewhere([*above, page], list(others.select_related("locale"))), easy)


def _elsewhere(pages: list[Page], others: list[Page]) -> dict[str, Elsewhere]:
    """For each other language the deepest page that has a translation."""
    by_place = {(page.locale.language_code, page.translation_key): page for page in others}
    found = {}
    for code, _name in settings.LANGUAGES:
        for page in reversed(pages):
            there = by_place.get((code, page.translation_key))
            if there:
                found[code] = Elsewhere(there, translated=page is pages[-1])
                break
    return found
