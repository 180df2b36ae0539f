"""Keeping a draft: reading it, saving it once, letting it expire."""

from datetime import timedelta
from typing import Any
from uuid import UUID

from django.db import IntegrityError, transaction
from django.db.models import QuerySet
from django.utils import timezone

from eservices.attachments.claiming import hold
from eservices.attachments.models import Attachment
from eservices.definitions.models import FormVersion
from portal.due_work.registry import every

from .models import Draft

VIOLENCE_HOURS = 24
TOLD_FOR = timedelta(days=30)


class Stale(Exception):
    """The draft was saved, handed in or cleared since it was read."""


def fresh(draft_id: UUID, version: FormVersion, *, slug: str, language: str) -> Draft:
    """Return a draft that has no row yet; ``save`` makes it."""
    return Draft(
        pk=draft_id,
        version=version,
        slug=slug,
        language=language,
        content={"answers": {}, "typed": {}, "done": {}, "saved": {}},
        expires_at=timezone.now() + life(version),
    )


def life(version: FormVersion) -> timedelta:
    """Return how long a draft is kept after it was last saved: a day for violence services."""
    if version.schema.get("violence"):
        return timedelta(hours=VIOLENCE_HOURS)
    return timedelta(days=version.schema.get("draft_days") or 30)


def is_over(draft: Draft) -> bool:
    """Tell whether the draft's time is over."""
    return draft.state == Draft.CLEARED or draft.expires_at <= timezone.now()


def is_live(draft: Draft) -> bool:
    """Tell whether the draft can still be filled in."""
    return draft.state == Draft.OPEN and not is_over(draft)


def save(draft: Draft) -> None:
    """Write the draft if nobody has since it was read.

    In one transaction: compares revision and state, raises the revision, moves the expiry on, and keeps the
    files of the draft from being purged until then. Raises ``Stale`` and writes nothing when the row has moved on.
    """
    draft.revision += 1
    draft.last_saved_at = timezone.now()
    draft.expires_at = draft.last_saved_at + life(draft.version)
    with transaction.atomic():
        if draft._state.adding:
            _insert(draft)
        else:
            lock(draft, revision=draft.revision - 1)
            draft.save()
        held = held_files(draft)
        if held:
            hold(held, draft.expires_at)


def lock(draft: Draft, *, revision: int | None = None) -> None:
    """Lock the draft's row until the transaction ends; raise ``Stale`` unless it is open and at the revision read."""
    wanted = draft.revision if revision is None else revision
    row = Draft.objects.select_for_update().filter(pk=draft.pk).values("revision", "state").first()
    if row != {"revision": wanted, "state": Draft.OPEN}:
        raise Stale


def _insert(draft: Draft) -> None:
    try:
        with transaction.atomic():
            draft.save(force_insert=True)
    except IntegrityError as error:
        raise Stale from error


def held_files(draft: Draft) -> list[str]:
    """Return the ids of all files the draft holds: those of its answers and the scans of the paper it is entered from."""
    return file_ids(draft.content.get("answers", {})) + draft.content.get("scans", [])


def file_ids(answers: dict[str, Any]) -> list[str]:
    """Return the ids of all files the answers hold, those of hidden questions and of group rows included."""
    found: list[str] = []
    for value in answers.values():
        if isinstance(value, dict):
            found += value.get("files") or []
        elif isinstance(value, list):
            for row in value:
                if isinstance(row, dict):
                    found += file_ids(row)
    return found


def clear(draft: Draft) -> None:
    """Forget everything the draft holds, also what was saved since it was read; its files lose their hold and are purged.

    Idempotent. Takes the lock that handing in takes, so either is done; raises ``Stale`` for a draft handed in.
    """
    with transaction.atomic():
        row = Draft.objects.select_for_update().filter(pk=draft.pk).first()
        if row is None:
            return
        if row.state == Draft.SUBMITTED:
            raise Stale
        held = held_files(row)
        Attachment.objects.filter(pk__in=held, claimed_at=None).update(held_until=timezone.now())
        row.delete()


@every(3600, name="journeys.expire")
def expire() -> int:
    """Empty the drafts whose time is over and delete those told about long enough; return how many were emptied.

    The empty row stays for 30 days so that the person who comes back is told what happened.
    """
    now = timezone.now()
    due = Draft.objects.filter(expires_at__lte=now).exclude(state=Draft.CLEARED)
    emptied = sum(_empty(key, due) for key in list(due.values_list("pk", flat=True)))
    Draft.objects.filter(state=Draft.CLEARED, expires_at__lte=now - TOLD_FOR).delete()
    return emptied


def _empty(key: UUID, due: QuerySet[Draft]) -> bool:
    """Empty one draft if it is still due: it may have been saved or handed in since it was looked for."""
    with transaction.atomic():
        draft = due.select_for_update().filter(pk=key).first()
        if draft is None:
            return False
        draft.state = Draft.CLEARED
        draft.content = {}
        draft.return_code_hash = draft.link_hash = None
        draft.save()
    return True
