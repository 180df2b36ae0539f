"""A small site for tests: a home page, a list of services and the page of the tiny service."""

from django.contrib.contenttypes.models import ContentType
from wagtail.models import Locale, Page, Site

from eservices.catalogue.models import Service
from pages.models import HomePage, ServiceIndexPage, ServicePage


def service_index() -> ServiceIndexPage:
    """The list of services of the default site."""
    locale = Locale.objects.get_or_create(language_code="lv")[0]
    root = Page.objects.filter(depth=1).first() or Page.add_root(
        title="Root", slug="root", locale=locale, content_type=ContentType.objects.get_for_model(Page)
    )
    home = HomePage.objects.filter(locale=locale).first()
    if home is None:
        home = root.add_child(instance=HomePage(title="Paraugnovada Sociālais dienests", slug="lv", locale=locale))
        Site.objects.filter(is_default_site=True).delete()
        Site.objects.create(hostname="testserver", root_page=home, is_default_site=True)
    found = ServiceIndexPage.objects.child_of(home).first()
    return found or home.add_child(instance=ServiceIndexPage(title="Pakalpojumi", slug="pakalpojumi", locale=locale))


def service_page(slug: str = "sika-palidziba", code: str = "tiny") -> ServicePage:
    """The page of a service."""
    service = Service.objects.get(code=code)
    index = service_index()
    page = ServicePage(title=service.name, slug=slug, service=service, locale=index.locale)
    return index.add_child(instance=page)
