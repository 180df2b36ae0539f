"""How entries are chained: what the hash of an entry covers.

The hash is keyed (HMAC-SHA-256 with the office's index key), so someone who can write to the database but cannot read
the keys folder can neither forge an entry nor rebuild the chain after changing one.
"""

import datetime
import json

from portal.audit.models import AuditEntry
from portal.personal_data.blind_index import blind


def hash_of(entry: AuditEntry) -> str:
    """Compute the hash an entry must bear."""
    covered = [
        entry.chain,
        entry.sequence,
        entry.at.astimezone(datetime.UTC).isoformat(timespec="microseconds"),
        entry.actor_id,
        entry.actor_text,
        entry.act,
        entry.object_type,
        entry.object_id,
        entry.case_id,
        entry.details,
        entry.previous_hash,
    ]
    return blind("audit", json.dumps(covered, sort_keys=True, separators=(",", ":"), ensure_ascii=True))
