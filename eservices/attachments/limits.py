"""How much may be handed in, and saying so before a file is chosen."""

import uuid
from collections.abc import Collection

from django.conf import settings
from django.db.models import Sum
from django.utils.translation import gettext as _

from eservices.attachments.errors import KINDS, AttachmentError
from eservices.attachments.models import Attachment


def check_room(new_size: int, *, beside: Collection[uuid.UUID | str]) -> None:
    """Refuse files for which there is no room: ``new_size`` bytes beside the files with these ids.

    How many files one slot holds is the business of the form that asks. Raises AttachmentError application_full.
    """
    held = Attachment.objects.filter(pk__in=list(beside)).aggregate(all=Sum("size"))["all"] or 0
    if held + new_size > settings.UPLOAD_APPLICATION_LIMIT:
        raise AttachmentError("application_full")


def stated(slot_limit: int | None = None) -> str:
    """Say the kinds and limits in one sentence, to stand beside the file chooser."""
    return _("%(kinds)s. One file up to %(limit)s MB, here up to %(files)s files, all together up to %(total)s MB.") % {
        "kinds": KINDS,
        "limit": settings.UPLOAD_FILE_LIMIT // (1024 * 1024),
        "files": slot_limit or settings.UPLOAD_SLOT_FILES_LIMIT,
        "total": settings.UPLOAD_APPLICATION_LIMIT // (1024 * 1024),
    }
