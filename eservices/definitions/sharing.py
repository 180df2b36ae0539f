"""What every adult of a household sees of a joint application, besides the own row."""

from collections.abc import Mapping
from typing import Any

# Outside groups: what is nobody's own. Health, income, identity and contact data always are somebody's.
SHARED = frozenset({"situation", "household", "other"})
# A file, a code, an account, a phone or what somebody told in own words is theirs; a calculated line is worked out of
# everybody's rows.
NOT_SHARED_TYPES = frozenset(
    {"group", "slot", "calculated", "declaration", "personal_code", "iban", "phone", "email", "long_text"}
)


def is_shared(item: Mapping[str, Any]) -> bool:
    """Say whether the answer to a question, or the answer as shown, concerns the whole household and nobody more."""
    return item["type"] not in NOT_SHARED_TYPES and item.get("category", "other") in SHARED and not item.get("role")
