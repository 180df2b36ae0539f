"""Staff write down what somebody tells them, or what stands on a paper: the same journey, in a draft of their own.

The draft says how the application came, when, and who writes it down. It opens for that person alone, as long as they
may enter applications; nobody is kept from going on (``progress.plan_of``); no code and no link leads to it.
"""

from collections.abc import Sequence
from datetime import date
from uuid import UUID, uuid4

from django.contrib.auth.models import AnonymousUser
from django.core import signing
from django.db import transaction
from django.db.models import QuerySet
from django.utils import timezone

from eservices.attachments.models import Attachment
from eservices.cases.models import Case, Channel
from eservices.definitions.models import FormVersion
from eservices.registration.registering import AlreadyRegistered, RegisterRefused, check_received, register
from portal.audit.recording import record, record_denied
from portal.people.models import StaffUser
from portal.people.rights import may

from . import files, keeping
from .models import Draft

ACT = "application.enter"
PRESENT = (Channel.COUNTER, Channel.ORAL)
PAPER = tuple(channel for channel in Channel if channel not in (Channel.PORTAL, Channel.PHONE, *PRESENT))
# These may come e-signed.
ELECTRONIC = (Channel.EMAIL, Channel.EADDRESS, Channel.LATVIJA_LV, Channel.OTHER_PORTAL, Channel.INSTITUTION)
SALT = "eservices.journeys.entering"
PAGE_LASTS = 12 * 3600


class EntryRefused(Exception):
    """Why it cannot be begun: ``unknown_channel``."""

    def __init__(self, code: str) -> None:
        super().__init__(code)
        self.code = code


def begin(
    version: FormVersion, slug: str, *, by: StaffUser, channel: str, received_on: date, scans: Sequence[UUID] = ()
) -> Draft:
    """Begin an application for somebody: the draft with its row, its scans held, audit.

    Raises EntryRefused, and RegisterRefused for a day that has not come.
    """
    check_received(received_on)
    if channel not in (*PRESENT, *PAPER):
        raise EntryRefused("unknown_channel")
    draft = keeping.fresh(uuid4(), version, slug=slug, language="lv")
    draft.entered_by, draft.channel, draft.received_on = by, channel, received_on
    draft.content["scans"] = [str(each) for each in scans]
    with transaction.atomic():
        keeping.save(draft)
        record("entry.begun", by=by, on=draft, details={"channel": channel, "eservice": version.eservice})
    return draft


def may_open(draft: Draft, user: StaffUser | AnonymousUser) -> bool:
    """Tell whether this is the one who writes it down and still may; another member of staff leaves a trace."""
    allowed = draft.entered_by_id == user.pk and may(user, ACT)
    if not allowed and isinstance(user, StaffUser):
        record_denied("entry.open", by=user, on_text=f"draft {draft.pk}")
    return allowed


def unfinished(user: StaffUser) -> QuerySet[Draft]:
    """Return what this person has begun and not handed in, the latest first."""
    mine = Draft.objects.filter(entered_by=user, state=Draft.OPEN, expires_at__gt=timezone.now())
    return mine.select_related("version").order_by("-last_saved_at")


def add_scans(draft: Draft, ids: Sequence[UUID]) -> None:
    """Keep more scans of the paper with the draft. Raises ``keeping.Stale``."""
    draft.content["scans"] = [*draft.content.get("scans", []), *(str(each) for each in ids)]
    keeping.save(draft)


def remove_scan(draft: Draft, key: str) -> None:
    """Take a scan away for good; nothing where it is not of this draft. Raises ``keeping.Stale``."""
    held = draft.content.get("scans", [])
    if key in held:
        draft.content["scans"] = [each for each in held if each != key]
        keeping.save(draft)
        files.give_up([key])


def scans_of(draft: Draft) -> list[Attachment]:
    """Return the scans of the paper the draft is entered from."""
    held = draft.content.get("scans", [])
    return list(Attachment.objects.filter(pk__in=held).order_by("uploaded_at")) if held else []


def clear(draft: Draft, *, by: StaffUser) -> None:
    """Delete what was begun, audit. Raises ``keeping.Stale`` for one handed in."""
    with transaction.atomic():
        record("entry.cleared", by=by, on=draft)
        keeping.clear(draft)


def register_now(case: Case, *, by: StaffUser) -> bool:
    """Register what was handed in; say whether it has a number now. Without a unit somebody has to choose one first."""
    if case.unit_id is None or not may(by, "case.register"):
        return False
    try:
        register(case, by=by)
    except AlreadyRegistered:
        return True
    except RegisterRefused:
        return False
    return True


def page_token(draft: Draft) -> str:
    """Sign that a page of the draft was shown to the one who writes it down."""
    return signing.dumps({"draft": draft.pk.hex, "by": draft.entered_by_id}, salt=SALT)


def shown_to_who_is_signed_out(draft_id: UUID, token: str) -> Draft | None:
    """Return the draft of a page that was shown before the session ended: what was typed on it may still be kept.

    The page says whose it was; nothing is shown by it. None once the person may not enter applications any more.
    """
    try:
        told = signing.loads(token, salt=SALT, max_age=PAGE_LASTS)
    except signing.BadSignature:
        return None
    if told["draft"] != draft_id.hex:
        return None
    found = Draft.objects.select_related("version", "entered_by").filter(pk=draft_id, entered_by=told["by"]).first()
    return found if found and keeping.is_live(found) and may(found.entered_by, ACT) else None
