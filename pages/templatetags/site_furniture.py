"""``{% load site_furniture %}``: the office's name, crisis phones, menu, languages and footer around every page."""

from collections.abc import Callable
from typing import Any

from django import template
from django.conf import settings
from django.http import HttpRequest
from django.template.context import Context
from django.template.loader import render_to_string
from django.urls import NoReverseMatch, reverse, translate_url
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import get_language, override
from django.utils.translation import gettext as _
from wagtail.models import Page

from pages.addresses import absolute, alternates
from pages.frame import HOMES, is_open, pre_check_below, site_of
from pages.furniture import Furniture, Link, furniture
from pages.models import NewsPage
from pages.way import Way, way_to
from portal.remembering import remembered
from portal.ui.templatetags.kit import dial

register = template.Library()

# Open Graph names a language with a country.
OPEN_GRAPH = {"lv": "lv_LV", "ru": "ru_RU", "en": "en_GB", "uk": "uk_UA", "lt": "lt_LT", "et": "et_EE", "pl": "pl_PL"}


@register.simple_tag(takes_context=True)
def office_name(context: Context) -> str:
    """The office's name, for the page's title."""
    return _around(context).name


@register.simple_tag(takes_context=True)
def office_phone(context: Context) -> str:
    """The office's phone number, empty where none is set."""
    return _around(context).phone


@register.simple_tag(takes_context=True)
def office_email(context: Context) -> str:
    """The office's e-mail address, empty where none is set."""
    return _around(context).email


register.simple_tag(pre_check_below)


@register.simple_tag(takes_context=True)
def site_brand(context: Context) -> SafeString:
    """The mark with the office's name, leading home."""

    def words(around: Furniture) -> dict[str, Any]:
        return {"href": around.home, "name": around.name or _("Social service office"), "line": around.line}

    return _drawn_once(context, "brand", "site/brand.html", words)


@register.simple_tag(takes_context=True)
def crisis_strip(context: Context) -> SafeString:
    """The phones for someone in danger."""
    return _drawn_once(context, "crisis", "site/crisis_strip.html", lambda around: {"numbers": around.numbers})


@register.inclusion_tag("site/quick_exit.html", takes_context=True)
def quick_exit(context: Context, erase: str = "") -> dict[str, Any]:
    """On pages about violence: away to an everyday page at once, and deleting what was filled in."""
    return {"href": _around(context).exit_address, "erase": erase or reverse("journeys:erase")}


@register.simple_tag(takes_context=True)
def main_menu(context: Context) -> SafeString:
    """The main menu; the page one is on, or under, is marked."""
    path = _path(context)
    entries = [{"link": link, "current": _current(link, path)} for link in _around(context).menu]
    name = f"menu:{','.join(str(entry['current']) for entry in entries)}"
    return _drawn_once(context, name, "site/main_menu.html", lambda around: {"entries": entries})


@register.simple_tag(takes_context=True)
def site_languages(context: Context) -> list[tuple[str, str]]:
    """The languages this site is shown in, as code and name."""
    codes = _around(context).languages or [code for code, _name in settings.LANGUAGES]
    names = dict(settings.LANGUAGES)
    return [(code, names[code]) for code in codes]


@register.inclusion_tag("site/language_links.html", takes_context=True)
def language_links(context: Context) -> dict[str, Any]:
    """Links to this page in the other languages.

    Where it has no translation they say so, and lead to the nearest page above it that has one.
    """
    choices = _choices(context)
    return {
        "languages": [
            {"code": code, "name": name, **choices.get(code, {"href": f"/{code}/"})}
            for code, name in site_languages(context)
        ]
    }


@register.inclusion_tag("site/read_instead.html", takes_context=True)
def read_instead(context: Context) -> dict[str, Any]:
    """Offer a page that is not in the reader's language: in the languages it is in, and what is nearest in the reader's."""
    way, request = context["untranslated"], context["request"]
    there = [way.page, *(each.page for each in way.elsewhere.values() if each.translated and is_open(each.page))]
    near = way.elsewhere.get(get_language() or "")
    names = dict(settings.LANGUAGES)
    return {
        "offers": [
            {"page": page, "href": page.get_url(request), "name": names[page.locale.language_code]} for page in there
        ],
        "near": near and Link(_("Home") if near.page.depth == HOMES else near.page.title, near.page.get_url(request)),
    }


@register.inclusion_tag("site/easy_link.html", takes_context=True)
def easy_link(context: Context) -> dict[str, Any]:
    """In the head of every page: the way to all easy-to-read pages of the language, where there are any."""
    link = _around(context).easy
    return {"link": link, "current": _current(link, _path(context)) if link else ""}


@register.simple_tag(takes_context=True)
def easy_page(context: Context) -> Page | None:
    """The page's own easy-to-read one."""
    page = context.get("page")
    return way_to(context.get("request"), page).easy if isinstance(page, Page) and page.pk else None


@register.simple_tag(takes_context=True)
def trail(context: Context) -> list[Link]:
    """The way from home to the page shown, without the page itself; empty on the home page."""
    page, request = context.get("page"), context.get("request")
    if not isinstance(page, Page) or not page.pk:
        return []
    way = way_to(request, page)
    above = [Link(each.title, way.address(each, request)) for each in way.above]
    return [Link(_("Home"), _around(context).home), *above] if len(way.pages) > 1 else []


@register.inclusion_tag("site/page_head.html", takes_context=True)
def page_head(context: Context) -> dict[str, Any]:
    """What a page's head tells search engines and social networks; nothing where a view is shown, or a draft."""
    page, request, here = context.get("page"), context.get("request"), _here(context)
    if not isinstance(page, Page) or not here:
        return {}
    language = page.locale.language_code
    way = way_to(request, page)
    translations = {
        code: absolute(way.address(there.page, request))
        for code, there in way.elsewhere.items()
        if there.translated and is_open(there.page)
    }
    return {
        "here": here,
        "alternates": alternates({language: here, **translations}) if is_open(page) else [],
        "kind": "article" if isinstance(page, NewsPage) else "website",
        "title": page.seo_title or page.title,
        "description": page.search_description or getattr(page, "summary", ""),
        "office": _around(context).name,
        "locale": OPEN_GRAPH.get(language, ""),
        "other_locales": [OPEN_GRAPH[code] for code in translations if code in OPEN_GRAPH],
    }


@register.simple_tag(takes_context=True)
def site_footer(context: Context) -> SafeString:
    """Contacts, and the pages that are not in the menu."""
    return _drawn_once(context, "footer", "site/footer.html", _footer)


@register.simple_tag(takes_context=True)
def printed_address(context: Context) -> SafeString | str:
    """On paper the address of the page."""
    here = _here(context)
    return format_html('<p class="govuk-width-container d-only-print d-printed-address">{}</p>', here) if here else ""


def _footer(around: Furniture) -> dict[str, Any]:
    if not around.name:
        return {"columns": []}
    return {
        "columns": [
            {"title": _("Contacts"), "body": _contacts(around)},
            {
                "title": _("More"),
                "links": [*_own(_("My applications"), "tracking:index"), *around.more, *_own(_("Cookies"), "cookies")],
            },
        ],
    }


def _drawn_once(
    context: Context, name: str, template_name: str, words: Callable[[Furniture], dict[str, Any]]
) -> SafeString:
    """A piece that is the same on every page of a site in a language: drawn once and remembered under its name."""

    def draw() -> SafeString:
        return render_to_string(template_name, words(_around(context)))

    site = site_of(context.get("request"))
    return remembered(f"{name}:{site.pk}:{get_language()}", draw) if site else draw()


def _around(context: Context) -> Furniture:
    return furniture(context.get("request"), get_language() or settings.LANGUAGE_CODE)


def _here(context: Context) -> str:
    """The whole address of the page shown; nothing where a view is shown, or a draft."""
    page, request = context.get("page"), context.get("request")
    if not isinstance(page, Page) or not page.live or getattr(request, "is_preview", False):
        return ""
    return absolute(way_to(request, page).address(page, request))


def _path(context: Context) -> str:
    request: HttpRequest | None = context.get("request")
    return request.path if request else ""


def _current(link: Link, path: str) -> str:
    return "page" if path == link.href else "true" if path.startswith(link.href) else ""


def _choices(context: Context) -> dict[str, dict[str, str]]:
    """Where each language leads from what is shown: a page's translations, or the same view under another prefix."""
    page, request = context.get("page"), context.get("request")
    if isinstance(page, Page) and page.pk:
        return _choices_along(way_to(request, page), request)
    if "untranslated" in context:
        way: Way = context["untranslated"]
        return {way.page.locale.language_code: {"href": way.page.get_url(request)}, **_choices_along(way, request)}
    if request is None or request.resolver_match is None or request.resolver_match.url_name == "page":
        return {}
    return {code: {"href": translate_url(request.get_full_path(), code)} for code, _name in settings.LANGUAGES}


def _choices_along(way: Way, request: HttpRequest | None) -> dict[str, dict[str, str]]:
    only_latvian = way.written_in == {settings.LANGUAGE_CODE}
    return {
        code: {
            "href": way.address(there.page, request),
            "lacking": "" if there.translated else _lacking(code, only_latvian=only_latvian),
        }
        for code, there in way.elsewhere.items()
    }


def _lacking(language: str, *, only_latvian: bool) -> str:
    """Say in a language that a page is not in it."""
    with override(language):
        return _("this page is only in Latvian") if only_latvian else _("this page is not translated")


def _own(title: str, name: str) -> list[Link]:
    """A link to a page of ours that is no page of Wagtail's; none where the addresses in use do not have it."""
    try:
        return [Link(title, reverse(name))]
    except NoReverseMatch:
        return []


def _contacts(around: Furniture) -> SafeString:
    phone = (
        format_html('<a class="govuk-link" href="tel:{}">{}</a>', dial(around.phone), around.phone)
        if around.phone
        else ""
    )
    email = format_html('<a class="govuk-link" href="mailto:{0}">{0}</a>', around.email) if around.email else ""
    return format_html_join("", "<p>{}</p>", ((line,) for line in (around.address, phone, email, around.hours) if line))
