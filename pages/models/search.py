"""What the site search looks in: every published page, and the stems of all its words."""

from contextvars import ContextVar
from hashlib import sha256
from typing import TYPE_CHECKING

from django.db import models, transaction
from django.utils.translation import gettext_lazy as _
from wagtail.models import Page

from portal.personal_data.names import fold

if TYPE_CHECKING:
    from pages.models.base import BasePage

# Pages written that will be indexed together (``pages.search.indexing.together``); None where each is at once.
put_off: "ContextVar[list[BasePage] | None]" = ContextVar("search_put_off", default=None)


class SearchEntry(models.Model):
    """A published page as the search shows and ranks it: the folded fields hold no capitals and no diacritics."""

    page = models.OneToOneField(Page, on_delete=models.CASCADE, related_name="+", primary_key=True)
    language = models.CharField(max_length=10, db_index=True)
    is_service = models.BooleanField(default=False)
    summary = models.TextField(blank=True)
    title_folded = models.CharField(max_length=300)
    terms_folded = models.TextField(blank=True)

    # Of all that was indexed: what says the same is not indexed anew.
    digest = models.CharField(max_length=64, blank=True)

    wagtail_reference_index_ignore = True

    def __str__(self) -> str:
        return self.title_folded

    @classmethod
    def keep(cls, page: "BasePage") -> None:
        """Write the row of a published page and its words, if it says anything new; a page that is not public, or not to be found, has none."""
        from pages.search.gathering import INDEXED_AS, said_by, stems_of

        waiting = put_off.get()
        if waiting is not None:
            waiting.append(page)
            return
        if not (page.live and page.searched):
            cls.objects.filter(page_id=page.pk).delete()
            return
        said = list(said_by(page))
        digest = sha256(repr((INDEXED_AS, page.locale.language_code, said)).encode()).hexdigest()
        if cls.objects.filter(page_id=page.pk, digest=digest).exists():
            return
        with transaction.atomic():
            cls.objects.filter(page_id=page.pk).delete()
            entry = cls.objects.create(
                page_id=page.pk,
                language=page.locale.language_code,
                is_service=hasattr(page, "service_id"),
                summary=page.summary,
                title_folded=fold(page.title),
                terms_folded=fold(page.search_terms().replace("\n", " | ")),
                digest=digest,
            )
            SearchWord.objects.bulk_create(
                SearchWord(entry=entry, language=entry.language, stem=stem, shown=shown, weight=weight)
                for stem, (weight, shown) in stems_of(said, entry.language).items()
            )


class SearchWord(models.Model):
    """A stem that occurs on a page, by the most important place it stands in, with a word it came from."""

    entry = models.ForeignKey(SearchEntry, on_delete=models.CASCADE, related_name="words")
    language = models.CharField(max_length=10)
    stem = models.CharField(max_length=40)
    shown = models.CharField(max_length=40)
    weight = models.PositiveSmallIntegerField()

    wagtail_reference_index_ignore = True

    class Meta:
        indexes = [models.Index(fields=["language", "stem"], name="search_word_by_stem")]

    def __str__(self) -> str:
        return self.stem


class SearchSynonym(models.Model):
    """Words people say, and the words the pages say instead; kept by editors."""

    said = models.CharField(
        _("people say"),
        max_length=200,
        help_text=_("One or more words with commas between: pansionāts, veco ļaužu nams."),
    )
    means = models.CharField(
        _("the pages say"), max_length=200, help_text=_("For example: ilgstoša aprūpe institūcijā.")
    )
    language = models.CharField(_("language"), max_length=10, default="lv")

    wagtail_reference_index_ignore = True

    class Meta:
        verbose_name = _("synonym")
        verbose_name_plural = _("synonyms")
        ordering = ["language", "said"]

    def __str__(self) -> str:
        return f"{self.said} → {self.means}"


class MissingQuery(models.Model):
    """What people looked for and did not find.

    The words are written down only when several people have asked the same: what one person alone types may be a name.
    Until then there is a keyed digest, which cannot be turned back.
    """

    digest = models.CharField(max_length=64, unique=True)
    language = models.CharField(_("language"), max_length=10)
    words = models.CharField(_("words"), max_length=60, blank=True)
    times = models.PositiveIntegerField(_("people"), default=0)
    last_on = models.DateField(_("last"), db_index=True)

    wagtail_reference_index_ignore = True

    class Meta:
        verbose_name = _("search that found nothing")
        verbose_name_plural = _("searches that found nothing")
        ordering = ["-times", "words"]

    def __str__(self) -> str:
        return self.words
