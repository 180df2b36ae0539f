"""Whether words are easy to read: long sentences, clerks' words, pictures nobody described. It only advises."""

from collections.abc import Iterator

from bs4 import BeautifulSoup
from django.urls import reverse
from django.utils.translation import gettext as _
from wagtail.images import get_image_model

from eservices.definitions.reviewing import wordy
from pages.models.base import BasePage
from pages.upkeep.findings import Advice, Finding, advised
from pages.upkeep.reviewing import published
from pages.upkeep.texts import texts_of


def advice_on(page: BasePage) -> list[Advice]:
    """What could be plainer on a page, each thing once."""
    language = "lv" if page.latvian_only else page.locale.language_code
    found = [
        Advice(text.field, told, about=about)
        for text in texts_of(page)
        for about, told in (*wordy(language, text.words), *_blind(text.source))
    ]
    return list(dict.fromkeys(found))


def wording() -> Iterator[Finding]:
    """The same over every published page, and pictures in the library without a description."""
    for page in published():
        if page.latvian_only:
            continue
        for advice in advice_on(page):
            yield advised(page, advice)
    for picture in get_image_model().objects.filter(description=""):
        todo = _("Describe it for those who do not see it, or mark it as decoration where it is used.")
        yield Finding(
            picture.title, _("The picture has no description."), todo, reverse("wagtailimages:edit", args=[picture.pk])
        )


def _blind(source: str) -> Iterator[tuple[str, str]]:
    """Pictures put into a text without words for those who do not see them; those cannot stay."""
    if "<embed" in source:
        for picture in BeautifulSoup(source, "html.parser").find_all("embed", embedtype="image"):
            if not picture.get("alt"):
                yield "", _("A picture has no description.")
