"""The demo office's staff: one person per role, one password for all."""

import os
import secrets
from pathlib import Path

from django.conf import settings
from django.contrib.auth.hashers import make_password

from portal.demo.reading import content
from portal.people.models import StaffUser, Unit
from portal.people.roles import grant, sync_groups


def add_staff() -> str:
    """Add whoever is missing, with the role of ``site.json``; return the password they log in with."""
    password, changed = demo_password()
    people = content("site")["staff"]
    known = set(StaffUser.objects.values_list("username", flat=True))
    missing = [person for person in people if person["username"] not in known]
    if missing:
        sync_groups()
    stored = make_password(password) if missing or changed else ""
    if changed:
        StaffUser.objects.filter(username__in=known & {person["username"] for person in people}).update(password=stored)
    for person in missing:
        _add(person, stored)
    return password


def demo_password() -> tuple[str, bool]:
    """The password, and whether it is new: DEMO_PASSWORD, else the one kept in KEYS_DIR, else one made now."""
    path = Path(settings.KEYS_DIR) / "demo-password"
    kept = path.read_text(encoding="utf-8").strip() if path.exists() else ""
    password = os.environ.get("DEMO_PASSWORD") or kept or secrets.token_urlsafe(12)
    if password != kept:
        path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
        path.touch(mode=0o600)
        path.chmod(0o600)
        path.write_text(password + "\n", encoding="utf-8")
    return password, password != kept


def _add(person: dict[str, str], stored_password: str) -> None:
    unit = Unit.objects.filter(code=person["unit"], locale__language_code="lv").first() if person["unit"] else None
    user = StaffUser.objects.create(
        username=person["username"],
        password=stored_password,
        first_name=person["first_name"],
        last_name=person["last_name"],
        job_title=person["job_title"],
        email=f"{person['username']}@paraugnovads.example",
        unit=unit,
    )
    grant(user, person["role"])
