"""Taking a file in."""

import datetime
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from typing import IO

from django.conf import settings
from django.core.files.uploadedfile import UploadedFile
from django.db import transaction
from django.utils import timezone

from eservices.attachments import storing
from eservices.attachments.checking import content_type_of
from eservices.attachments.errors import AttachmentError
from eservices.attachments.models import Attachment, Scan
from eservices.attachments.naming import clean_name
from eservices.attachments.reading import place_of
from eservices.attachments.scanning import is_configured
from eservices.attachments.uploads import has_descriptor

# How long a file lives that nobody holds or claims.
UNHELD = datetime.timedelta(hours=24)


def accept(
    uploaded_file: UploadedFile, *, slot: str, category: str, held_until: datetime.datetime | None = None
) -> Attachment:
    """Check a file, seal it into the private storage and give its row.

    1. Its size and structure are checked; what it claims to be, by name or by the browser's word, counts for nothing.
    2. The row is written, so that a process killed here leaves a row the purge finds, never an unknown file.
    3. The content is sealed and stored, its size and SHA-256 taken on the way.
    4. Where a scanner is configured, a scan is due.

    Raises AttachmentError; then nothing is kept. Call outside a transaction: storing may be slow.
    """
    if not uploaded_file.size:
        raise AttachmentError("empty")
    if uploaded_file.size > settings.UPLOAD_FILE_LIMIT:
        raise AttachmentError("too_large")
    with _real_file(uploaded_file) as file:
        content_type = content_type_of(file)
        attachment = _new_row(uploaded_file, content_type, slot, category, held_until)
        stored = storing.put(storing.pieces(file), name=attachment.storage_name, aad=place_of(attachment))
    return _completed(attachment, stored)


def _new_row(
    uploaded_file: UploadedFile, content_type: str, slot: str, category: str, held_until: datetime.datetime | None
) -> Attachment:
    return Attachment.objects.create(
        slot=slot,
        category=category,
        file_name=clean_name(uploaded_file.name or "", content_type),
        content_type=content_type,
        size=uploaded_file.size or 0,
        sha256="",
        storage_name=storing.new_name(),
        scan_state=Attachment.ScanState.WAITING if is_configured() else Attachment.ScanState.OFF,
        held_until=held_until or timezone.now() + UNHELD,
    )


def _completed(attachment: Attachment, stored: storing.Stored) -> Attachment:
    attachment.size, attachment.sha256 = stored.size, stored.sha256
    with transaction.atomic():
        attachment.save(update_fields=["size", "sha256"])
        if attachment.scan_state == Attachment.ScanState.WAITING:
            Scan.objects.get_or_create(attachment=attachment)
    return attachment


@contextmanager
def _real_file(uploaded_file: UploadedFile) -> Iterator[IO[bytes]]:
    # The checking process is handed a descriptor; a small upload is still in memory and has none.
    if has_descriptor(uploaded_file):
        uploaded_file.seek(0)
        yield uploaded_file.file
        return
    with tempfile.TemporaryFile() as file:
        for piece in uploaded_file.chunks(storing.CHUNK):
            file.write(piece)
        yield file
