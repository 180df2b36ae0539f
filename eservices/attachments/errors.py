"""What can be wrong with a file, in words for the person who chose it."""

from django.conf import settings
from django.utils.translation import gettext_lazy as _

_MESSAGES = {
    "empty": _("The file is empty (0 bytes). Open it on your device to see whether it is whole, and choose it again."),
    "too_large": _("The file is larger than %(limit)s MB. Make it smaller, or split it into several files."),
    "wrong_type": _("This kind of file cannot be taken. You can add %(kinds)s."),
    "corrupt": _("The file is damaged or not whole. Save or photograph it again and choose the new file."),
    "encrypted": _("The file is locked with a password. Save it without a password and choose it again."),
    "too_many_pixels": _("The picture is too large to open. Photograph or scan it with a lower resolution."),
    "too_complex": _("The file holds too much packed together. Save it as a PDF and choose the PDF."),
    "active_content": _("The file holds macros or programs. Save it as a PDF and choose the PDF."),
    "unreadable": _("The file could not be checked. Save it as a PDF, or photograph the paper, and choose that."),
    "application_full": _(
        "All files together may be up to %(total)s MB. Leave some out, make them smaller, or bring the paper to us."
    ),
    "too_often": _(
        "Very many files were sent from this internet connection within an hour, so we cannot take more just now. "
        "Everything written is kept. Try again in an hour, or bring the paper to us."
    ),
    "gone": _("One of the files is no longer there. Choose it again."),
}
KINDS = "PDF, JPEG, PNG, HEIC, DOCX, ODT, EDOC"


class AttachmentError(Exception):
    """A file that is not taken: ``code`` for the program, ``message`` (lazy, translated) for the person."""

    def __init__(self, code: str) -> None:
        super().__init__(code)
        self.code = code
        self.message = _MESSAGES[code] % _figures()

    def __str__(self) -> str:
        return str(self.message)


def _figures() -> dict[str, object]:
    megabyte = 1024 * 1024
    return {
        "limit": settings.UPLOAD_FILE_LIMIT // megabyte,
        "total": settings.UPLOAD_APPLICATION_LIMIT // megabyte,
        "kinds": KINDS,
    }
