"""Journals for tests."""

from eservices.registration.models import Journal


def journal(code: str = "sanemtie", **fields) -> Journal:
    return Journal.objects.get_or_create(code=code, defaults={"title": "Saņemtie dokumenti", "index": "1-6"} | fields)[
        0
    ]
