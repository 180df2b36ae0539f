"""Reading a stored file inside the house; to people it goes only through ``serving.send``."""

from collections.abc import Iterator

from eservices.attachments import storing
from eservices.attachments.models import Attachment


def place_of(attachment: Attachment) -> str:
    """Name the place an attachment's content is sealed for."""
    return f"attachments_attachment:content:{attachment.pk}"


def opened(attachment: Attachment) -> Iterator[bytes]:
    """Give an attachment's plain bytes in pieces. Raises FileNotFoundError, SealBrokenError."""
    return storing.opened(name=attachment.storage_name, aad=place_of(attachment))
