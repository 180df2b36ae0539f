"""``{% load stock %}``: a menu, the way to a page and sections, each asking for itself as tutorials write it."""

from typing import Any

from django import template
from wagtail.images import get_image_model
from wagtail.models import Page, Site

from tests.bench.stock_home import PICTURE

register = template.Library()


@register.inclusion_tag("stock/menu.html")
def stock_menu(root: Page, page: Page) -> dict[str, Any]:
    entries = list(root.get_children().live()[:7])
    for entry in entries:
        entry.opens = entry.get_children().live().in_menu().exists()
        entry.active = page.url_path.startswith(entry.url_path)
    return {"entries": entries}


@register.inclusion_tag("stock/trail.html")
def stock_trail(page: Page) -> dict[str, Any]:
    return {"above": Page.objects.ancestor_of(page, inclusive=True).filter(depth__gt=1)}


@register.simple_tag
def stock_section(root: Page, slug: str) -> Page:
    return root.get_children().get(slug=slug).specific


@register.simple_tag
def stock_cards(section: Page, row: int) -> list[Page]:
    return list(section.get_children().live().specific()[row // 2 * 4 :][:4])


@register.simple_tag
def stock_picture(place: int) -> Any:
    return get_image_model().objects.filter(title=PICTURE).order_by("pk")[place : place + 1].get()


@register.simple_tag
def stock_footer() -> str:
    return Site.objects.select_related("root_page").get(is_default_site=True).root_page.title
