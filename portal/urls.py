"""Every address of the portal, in the order they are tried."""

from django.conf import settings
from django.conf.urls.i18n import i18n_patterns
from django.contrib.staticfiles.urls import staticfiles_urlpatterns
from django.urls import include, path, re_path
from django.views.generic import RedirectView
from wagtail import urls as wagtail_urls
from wagtail.admin import urls as wagtailadmin_urls
from wagtail.contrib.sitemaps.views import sitemap
from wagtail.documents import urls as wagtaildocs_urls

from eservices.definitions.file_views import schema_file
from pages.described.views import catalogue_data, service_data
from pages.robots import robots
from pages.sitemap import PublicSitemap
from portal import health
from portal.ui.language import switched_off

urlpatterns = [
    path("healthz", health.healthz),
    path("readyz", health.readyz),
    path("admin/login/", RedirectView.as_view(pattern_name="account_login", query_string=True)),
    path("admin/", include(wagtailadmin_urls)),
    path("documents/", include(wagtaildocs_urls)),
    path("konts/", include("allauth.account.urls")),
    path("robots.txt", robots),
    path("sitemap.xml", sitemap, {"sitemaps": {"pages": PublicSitemap}}),
    path("dati/pakalpojumi.jsonld", catalogue_data, name="catalogue_data"),
    path("dati/pakalpojumi/<slug:code>.jsonld", service_data, name="service_data"),
    path("e-service.schema.json", schema_file, name="eservice_schema"),
    path("", RedirectView.as_view(url="/lv/")),
]
urlpatterns += i18n_patterns(
    path("", include("eservices.journeys.urls")),
    path("", include("eservices.documents.urls")),
    path("mani-pieteikumi/", include("eservices.journeys.tracking_urls")),
    path("", include("pages.urls")),
    path("", include(wagtail_urls)),
)
# Last: an address under a language of the site is none of these.
urlpatterns += [re_path(r"^(?P<code>[a-z]{2,3})/(?P<rest>.*)$", switched_off)]

if settings.DEBUG:
    urlpatterns += staticfiles_urlpatterns()
