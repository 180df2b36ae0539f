"""A page without its style sheet says nothing; the system check does."""

from typing import Any

from django.conf import settings
from django.contrib.staticfiles import finders
from django.core import checks

BUILT = ("kit/durvis.css", "kit/print.css", "fonts/durvis-sans-latin-400.woff2")


@checks.register(checks.Tags.staticfiles)
def front_end_is_built(**kwargs: Any) -> list[checks.CheckMessage]:
    """Warn when the style sheet or the fonts have not been built."""
    missing = [name for name in BUILT if not finders.find(name)]
    if not missing:
        return []
    hint = "Run: make setup"
    return [checks.Warning(f"Not built in {settings.BASE_DIR}/static: {', '.join(missing)}", hint=hint, id="ui.W001")]
