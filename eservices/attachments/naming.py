"""Giving a file a name that is safe everywhere; the name itself is personal data and is stored sealed."""

import re
import unicodedata

# Fits every file system with room for a folder's own additions: most allow 255 bytes.
MAX_BYTES = 150
_ENDINGS = {
    "application/pdf": (".pdf",),
    "image/jpeg": (".jpg", ".jpeg"),
    "image/png": (".png",),
    "image/heic": (".heic", ".heif"),
    "application/vnd.openxmlformats-officedocument.wordprocessingml.document": (".docx",),
    "application/vnd.oasis.opendocument.text": (".odt",),
    "application/vnd.etsi.asic-e+zip": (".edoc", ".asice", ".sce"),
}
_FORBIDDEN = re.compile(r'[<>:"|?*%]+')


def clean_name(typed: str, content_type: str) -> str:
    """Give the last part of a file name without path, control and direction characters, at most 150 bytes.

    It ends as its content does: a picture called ``photo.exe`` becomes ``photo.exe.jpg``.
    """
    name = unicodedata.normalize("NFC", typed.replace("\\", "/")).rsplit("/", 1)[-1]
    name = "".join(char if unicodedata.category(char)[0] != "C" else " " for char in name)
    name = " ".join(_FORBIDDEN.sub("_", name).split()).rstrip(" .")
    endings = _ENDINGS[content_type]
    ending = next((end for end in endings if name.lower().endswith(end)), None)
    stem = (name[: -len(ending)] if ending else name).strip(" .")
    return _cut(stem or "fails", MAX_BYTES - len(ending or endings[0])) + (ending or endings[0])


def _cut(text: str, limit: int) -> str:
    return text.encode()[:limit].decode(errors="ignore").rstrip(" .")
