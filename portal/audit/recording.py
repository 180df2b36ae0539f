"""Adding to the record.

An entry is written in the caller's transaction: the act and its record are kept or lost together. The head of the
chain stays locked until that transaction ends, so record last and keep the transaction short.
"""

import json
from typing import TYPE_CHECKING, Any

from django.db import models, transaction
from django.utils import timezone

from portal.audit.chaining import hash_of
from portal.audit.models import AuditChain, AuditEntry
from portal.personal_data.redaction import holds_personal_data

if TYPE_CHECKING:
    from django.contrib.auth.base_user import AbstractBaseUser

OFFICE = "office"
RESIDENT = "iedzīvotājs"
SYSTEM = "sistēma"


def record(
    act: str,
    *,
    by: "AbstractBaseUser | str | None" = None,
    on: models.Model | None = None,
    details: dict[str, Any] | None = None,
    case_id: int | None = None,
    chain: str = OFFICE,
) -> AuditEntry:
    """Write who did ``act`` on what.

    ``by`` is a staff user, None for a resident, SYSTEM for the worker. ``on`` is the row concerned; the case is
    ``case_id`` or is taken from the row (the case itself, or its own ``case_id``). ``details`` holds keys, ids, counts
    and codes.

    Raises ValueError when details hold a personal code or e-mail address, or a float (databases write those
    differently, and the hash would no longer fit).
    """
    actor, actor_text = _actor(by)
    entry = AuditEntry(
        chain=chain,
        at=timezone.now(),
        actor=actor,
        actor_text=actor_text,
        act=act,
        object_type=on._meta.label_lower if on else "",
        object_id=str(on.pk) if on else "",
        case_id=case_id or _case_of(on),
        details=_checked(details or {}),
    )
    return _append(entry)


def record_denied(
    act: str,
    *,
    by: "AbstractBaseUser | str | None",
    on_text: str,
    details: dict[str, Any] | None = None,
    case_id: int | None = None,
) -> AuditEntry:
    """Write that ``act`` was refused to someone; ``on_text`` is the key or address of what was asked for.

    Called after the refused act's transaction was rolled back: inside it the entry would be lost, and a second
    connection would wait on our own lock.
    """
    actor, actor_text = _actor(by)
    entry = AuditEntry(
        chain=OFFICE,
        at=timezone.now(),
        actor=actor,
        actor_text=actor_text,
        act=f"{act}.denied",
        object_type="denied",
        object_id=on_text[:80],
        case_id=case_id,
        details=_checked(details or {}),
    )
    return _append(entry)


def _append(entry: AuditEntry) -> AuditEntry:
    with transaction.atomic():
        AuditChain.objects.get_or_create(name=entry.chain)
        head = AuditChain.objects.select_for_update().get(name=entry.chain)
        entry.sequence = head.sequence + 1
        entry.previous_hash = head.hash
        entry.hash = hash_of(entry)
        entry.save(force_insert=True)
        head.sequence, head.hash = entry.sequence, entry.hash
        head.save(update_fields=["sequence", "hash"])
    return entry


def _actor(by: "AbstractBaseUser | str | None") -> tuple[Any, str]:
    if by is None or (not isinstance(by, str) and not by.is_authenticated):
        return None, RESIDENT
    if isinstance(by, str):
        return None, by
    return by, by.get_username()


def _case_of(on: models.Model | None) -> int | None:
    if on is None:
        return None
    return on.pk if on._meta.label_lower == "cases.case" else getattr(on, "case_id", None)


def _checked(details: dict[str, Any]) -> dict[str, Any]:
    def refuse_float(value: Any) -> Any:
        raise ValueError(f"Audit details hold no fractions: {value}")

    written = json.dumps(details, ensure_ascii=False)
    if holds_personal_data(written):
        raise ValueError("Audit details hold no personal data: give the key of the row instead.")
    return json.loads(written, parse_float=refuse_float)
