"""Pages read as another machine reads them."""

import json
import re

from django.test import Client
from wagtail.models import Page

ADDRESS = "https://www.paraugnovads.example"


def at(path):
    return f"{ADDRESS}{path}"


def get(path):
    response = Client().get(path)
    assert response.status_code == 200, path
    return response


def head(path):
    return get(path).content.decode().partition("</head>")[0]


def alternates(path):
    return dict(re.findall(r'<link rel="alternate" hreflang="([^"]+)" href="([^"]+)">', head(path)))


def canonical(path):
    return re.findall(r'<link rel="canonical" href="([^"]+)">', head(path))


def described(path):
    """The data in a page's head by type."""
    found = re.findall(r'<script type="application/ld\+json">(.*?)</script>', head(path), re.S)
    return {each["@type"]: each for each in map(json.loads, found)}


def page_of(slug, language="lv"):
    return Page.objects.get(slug=slug, locale__language_code=language).specific
