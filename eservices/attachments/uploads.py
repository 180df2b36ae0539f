"""Where an upload lies while it is being received.

Django would give a large upload a name in the system's temporary folder, and a killed process would leave it there in
the open. Ours has no name: it is gone with the process.
"""

import io
import tempfile
from typing import IO, Any

from django.core.files.uploadedfile import UploadedFile
from django.core.files.uploadhandler import FileUploadHandler


class NamelessFileUploadHandler(FileUploadHandler):
    """Receives a file into a temporary file without a name. How much may come is the body cap's business."""

    def new_file(self, *args: Any, **kwargs: Any) -> None:
        """Begin a file."""
        super().new_file(*args, **kwargs)
        self.file: IO[bytes] = tempfile.TemporaryFile()  # noqa: SIM115 - closed by the request, or by interruption

    def receive_data_chunk(self, raw_data: bytes, start: int) -> None:
        """Write a piece."""
        self.file.write(raw_data)

    def file_complete(self, file_size: int) -> UploadedFile:
        """Hand the file on from its beginning."""
        self.file.seek(0)
        return UploadedFile(
            file=self.file,
            name=self.file_name,
            content_type=self.content_type,
            size=file_size,
            charset=self.charset,
            content_type_extra=self.content_type_extra,
        )

    def upload_interrupted(self) -> None:
        """Close what was received of a file that never ended."""
        if hasattr(self, "file"):
            self.file.close()


def has_descriptor(uploaded_file: UploadedFile) -> bool:
    """Whether the upload is a file of the operating system, not bytes in memory."""
    try:
        uploaded_file.fileno()
    except (AttributeError, io.UnsupportedOperation):
        return False
    return True
