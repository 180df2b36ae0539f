"""The WSGI entry for granian and other servers."""

import os

from django.core.wsgi import get_wsgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "portal.settings.production")
django = get_wsgi_application()

# Models can be named only now.
from pages.page_cache.front import with_kept_pages  # noqa: E402

application = with_kept_pages(django)
