"""What staff can begin, and what they have begun."""

from dataclasses import dataclass
from datetime import date, datetime

from django.db.models import OuterRef
from django.urls import reverse
from django.utils import translation

from eservices.definitions.models import EServicePage, FormVersion
from eservices.journeys import entering, finding, people
from eservices.journeys.models import Draft
from portal.people.models import StaffUser
from portal.personal_data import names

MOST_UNFINISHED = 50


@dataclass(frozen=True)
class Offered:
    """An e-service that is open: its title, the service it is of, and what is looked through when somebody types."""

    slug: str
    title: str
    service: str
    service_code: str

    @property
    def folded(self) -> str:
        """The words without capitals and diacritics."""
        return names.fold(f"{self.title} {self.service}")


@dataclass(frozen=True)
class Unfinished:
    """One that was begun and not handed in."""

    address: str
    title: str
    client: str
    channel: str
    received_on: date
    saved_at: datetime
    until: datetime


def offered(typed: str = "") -> list[Offered]:
    """List the e-services that take applications, by title; those that hold every word typed. One statement."""
    pages = EServicePage.objects.filter(key=OuterRef("eservice"), alias_of=None, locale__language_code="lv")
    live = FormVersion.objects.filter(state=FormVersion.State.LIVE).annotate(place=pages.values("url_path")[:1])
    rows = live.values_list("place", "eservice", "texts__title", "service__name", "service__code")
    found = [
        Offered(finding.slug_in(place) if place else key, title, service, code)
        for place, key, title, service, code in rows
    ]
    words = names.fold(typed).split()
    return sorted(
        (each for each in found if all(word in each.folded for word in words)),
        key=lambda each: names.sort_key(each.title),
    )


def address_of(draft: Draft) -> str:
    """Give where the draft goes on, in its own language: staff may have the admin in another."""
    with translation.override(draft.language):
        return reverse("journeys:continue", kwargs={"slug": draft.slug, "draft": draft.pk})


def unfinished(user: StaffUser) -> list[Unfinished]:
    """List what this person has begun and can go on with, the latest first. One statement."""
    return [
        Unfinished(
            address=address_of(draft),
            title=draft.version.texts.get("title", ""),
            client=people.client_name(draft.version.schema, draft.content["answers"]),
            channel=draft.get_channel_display(),
            received_on=draft.received_on,  # type: ignore[arg-type]
            saved_at=draft.last_saved_at,
            until=draft.expires_at,
        )
        for draft in entering.unfinished(user)[:MOST_UNFINISHED]
    ]
