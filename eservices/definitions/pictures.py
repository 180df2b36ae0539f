"""Which documents have an example picture of ours."""

from functools import lru_cache

from django.contrib.staticfiles import finders


@lru_cache(maxsize=256)
def example_picture(name: str) -> str:
    """Give the name of an example picture, or nothing where there is no such drawing."""
    return name if name and finders.find(f"pictures/documents/{name}.svg") else ""
