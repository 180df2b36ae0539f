"""The files of a draft: taken in at once, kept while the draft lives, named where they are shown."""

from collections.abc import Iterable, Sequence
from datetime import timedelta
from uuid import UUID

from django.core.files.uploadedfile import UploadedFile
from django.http import HttpRequest
from django.utils import timezone

from eservices.applications.bringing import check_room_to_bring
from eservices.applications.models import Application
from eservices.attachments.accepting import accept
from eservices.attachments.errors import AttachmentError
from eservices.attachments.limits import check_room
from eservices.attachments.models import Attachment
from eservices.attachments.removing import remove
from eservices.definitions.asking import FileRefusedError
from eservices.definitions.showing import FileShown
from portal.throttling.addresses import address_of
from portal.throttling.limits import allow
from portal.ui.widgets import AttachedFile

from . import keeping
from .continuing import HOUR
from .models import Draft

# Ten families with thirty photos each, at one library or behind one mobile operator's address.
FILES_AN_HOUR = 300


def count_upload(request: HttpRequest) -> None:
    """Count a file that somebody without an account sends. Raises AttachmentError too_often."""
    if not allow("upload", address_of(request), limit=FILES_AN_HOUR, seconds=HOUR):
        raise AttachmentError("too_often")


def attached(ids: Iterable[str]) -> dict[str, AttachedFile]:
    """Return the files by id, as a slot lists them; one query, none for no ids."""
    return {str(one.pk): AttachedFile(str(one.pk), one.file_name, one.size) for one in _found(ids)}


def shown(ids: Iterable[str]) -> dict[str, FileShown]:
    """Return the files by id, as the review lists them; one query, none for no ids."""
    return {str(one.pk): FileShown(str(one.pk), one.file_name, one.size, one.sha256) for one in _found(ids)}


def _found(ids: Iterable[str]) -> Iterable[Attachment]:
    wanted = list(ids)
    return Attachment.objects.filter(pk__in=wanted) if wanted else ()


class Taker:
    """Takes the files of one request in, each once, however often the request is looked at again."""

    def __init__(self, request: HttpRequest) -> None:
        self.request = request
        self.taken: dict[int, AttachedFile] = {}

    def into(self, draft: Draft) -> "Taking":
        """Return what ``build_step_form`` calls for each file."""
        return Taking(self, draft)


class Taking:
    """Takes files into one draft."""

    def __init__(self, taker: Taker, draft: Draft) -> None:
        self.taker, self.draft = taker, draft

    def __call__(self, upload: UploadedFile, item: dict, slot: str) -> AttachedFile:
        """Keep the file as an attachment; saving the draft holds it. Raises FileRefusedError with what to do."""
        if id(upload) not in self.taker.taken:
            self.taker.taken[id(upload)] = self._take(upload, item, slot)
        return self.taker.taken[id(upload)]

    def _take(self, upload: UploadedFile, item: dict, slot: str) -> AttachedFile:
        held = [*keeping.held_files(self.draft), *(one.id for one in self.taker.taken.values())]
        try:
            if not self.draft.entered_by_id:
                count_upload(self.taker.request)
            check_room(upload.size or 0, beside=held)
            kept = accept(upload, slot=slot, category=item["category"])
        except AttachmentError as error:
            raise FileRefusedError(str(error.message), error.code) from error
        return AttachedFile(str(kept.pk), kept.file_name, kept.size)


def take_brought(
    request: HttpRequest, application: Application, files: Sequence[UploadedFile], *, slot: str, category: str
) -> list[UUID]:
    """Keep files brought after the submit for an hour, until an act claims them. Raises AttachmentError at the first fault."""
    check_room_to_bring(application, sum(each.size or 0 for each in files))
    held_until = timezone.now() + timedelta(hours=1)
    kept = []
    for each in files:
        count_upload(request)
        kept.append(accept(each, slot=slot, category=category, held_until=held_until).pk)
    return kept


def give_up(ids: Iterable[str]) -> None:
    """Delete files the person has removed from the draft."""
    for attachment in _found(ids):
        if attachment.claimed_at is None:
            remove(attachment)
