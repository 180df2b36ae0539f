"""What search engines are told: nothing of a demo, nothing behind a login, the rest by the sitemap."""

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.views.decorators.cache import cache_control
from django.views.decorators.http import require_safe

from pages.addresses import absolute

PRIVATE = (
    "/admin/",
    "/konts/",
    *(f"/{code}/{path}/" for code, _ in settings.LANGUAGES for path in ("mani-pieteikumi", "meklet")),
)


@require_safe
@cache_control(max_age=3600, public=True)
def robots(request: HttpRequest) -> HttpResponse:
    """Write robots.txt."""
    closed = ["/"] if settings.DEMO else PRIVATE
    lines = ["User-agent: *", *(f"Disallow: {path}" for path in closed)]
    if not settings.DEMO:
        lines.append(f"Sitemap: {absolute('/sitemap.xml')}")
    return HttpResponse("\n".join(lines) + "\n", content_type="text/plain")
