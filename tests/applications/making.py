"""Submitting the tiny form of tests.definitions as a resident would."""

import datetime
import hashlib
import uuid
from typing import Any

from django.utils import timezone

from eservices.applications.submitting import Submission, Submitted, submit
from eservices.attachments.models import Attachment
from tests.definitions.forms import published_version
from tests.registration.making import journal

ANSWERS: dict[str, Any] = {
    "safe": "yes",
    "capacity": "self",
    "first_name": "Anna",
    "last_name": "Paraudziņa",
    "code": {"kind": "lv", "value": "323456-78901"},
    "home": {"line": "Lazdu iela 1", "city": "Paraugciems", "postcode": "LV-0000"},
    "phone": "+37120000000",
    "why": "Grūti staigāt pa kāpnēm.",
    "wants": ["meals"],
    "hours": "6",
    "urgent": "no",
    "poor": "yes",
    "doctor": {"files": [], "later": True},
    "reply": "post",
    "truth": True,
}


def attachment(slot: str = "doctor", name: str = "atzinums.pdf", **fields: Any) -> Attachment:
    """An accepted file that nobody has claimed."""
    content = name.encode()
    defaults = {
        "slot": slot,
        "category": "health",
        "file_name": name,
        "content_type": "application/pdf",
        "size": len(content),
        "sha256": hashlib.sha256(content).hexdigest(),
        "storage_name": uuid.uuid4().hex,
        "held_until": timezone.now() + datetime.timedelta(days=1),
    }
    return Attachment.objects.create(**(defaults | fields))


def submission(*, version=None, key: uuid.UUID | None = None, **fields: Any) -> Submission:
    """A submission of the tiny form; ``answers`` are laid over the whole ones."""
    answers = ANSWERS | fields.pop("answers", {})
    defaults: dict[str, Any] = {"lock": lambda: None, "settle": lambda submitted: None}
    journal()
    return Submission(
        key=key or uuid.uuid4(), version=version or published_version(), answers=answers, **(defaults | fields)
    )


def submitted(**fields: Any) -> Submitted:
    return submit(submission(**fields))
