"""Finding out what a file really is, by its structure. Runs as a program of its own.

The file is standard input; the answer is one line of JSON: ``{"type": "application/pdf"}`` or ``{"fault": code}``.
The process limits its own memory, time and files before it looks, imports a parser only for the kind it needs, and
knows neither Django nor the office's keys: whatever a hostile file does to it, it does to nobody else.
"""

import json
import os
import re
import resource
import sys
import zipfile
import zlib
from typing import Any, BinaryIO

MEMORY = 1536 * 1024 * 1024
CPU_SECONDS = 20
MAX_PIXELS = 120_000_000
MAX_MEMBERS = 2000
MAX_UNPACKED = 200 * 1024 * 1024
MAX_RATIO = 250
RATIO_COUNTS_FROM = 1024 * 1024
_STEP = 64 * 1024

PDF = "application/pdf"
JPEG = "image/jpeg"
PNG = "image/png"
HEIC = "image/heic"
DOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
ODT = "application/vnd.oasis.opendocument.text"
ASICE = "application/vnd.etsi.asic-e+zip"

_HEIC_BRANDS = {b"heic", b"heix", b"heim", b"heis", b"hevc", b"hevx", b"mif1", b"msf1"}
_PROGRAMS = (b"MZ", b"\x7fELF", b"#!", b"\xfe\xed\xfa", b"\xcf\xfa\xed\xfe", b"\xca\xfe\xba\xbe")
_PROGRAM_NAMES = re.compile(r"\.(exe|com|scr|pif|bat|cmd|ps1|vbs|js|jse|wsf|hta|jar|msi|lnk|dll|sh)$", re.IGNORECASE)
_MACROS = re.compile(r"(^|/)(vbaProject\.bin|vbaData\.xml|Basic/|Scripts/)", re.IGNORECASE)
_SIGNATURES = re.compile(r"^META-INF/[^/]*signatures?[^/]*\.xml$", re.IGNORECASE)
_SPOILED = (
    zipfile.BadZipFile,
    zipfile.LargeZipFile,
    zlib.error,
    NotImplementedError,
    OSError,
    EOFError,
    ValueError,
    KeyError,
)
_DOCX_MAIN = b"application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"


class FaultError(Exception):
    """What is wrong with the file, as a code."""


def identify(file: BinaryIO) -> str:
    """Give the content type the file's structure proves. Raises FaultError: wrong_type, corrupt, encrypted, …"""
    start = file.read(1024)
    file.seek(0)
    if b"%PDF-" in start:
        return _pdf(file)
    if start.startswith(b"\xff\xd8\xff"):
        return _jpeg(file)
    if start.startswith(b"\x89PNG\r\n\x1a\n"):
        return _png(file)
    if start[4:8] == b"ftyp" and start[8:12] in _HEIC_BRANDS:
        return _heic(file)
    if start.startswith(b"PK\x03\x04"):
        return _package(file)
    raise FaultError("wrong_type")


def _pdf(file: BinaryIO) -> str:
    import pikepdf

    # Viewers mend a wrong table of contents; a file without its end was cut, and mending would hide lost pages.
    file.seek(0, os.SEEK_END)
    file.seek(max(0, file.tell() - 4096))
    whole = b"%%EOF" in file.read()
    file.seek(0)
    try:
        with pikepdf.open(file, attempt_recovery=whole) as pdf:
            pages = sum(1 for page in pdf.pages if page.obj.get("/Type") == "/Page")
    except pikepdf.PasswordError:
        raise FaultError("encrypted") from None
    except (pikepdf.PdfError, ValueError, RuntimeError, RecursionError):
        raise FaultError("corrupt") from None
    if not pages:
        raise FaultError("corrupt")
    return PDF


def _opened_image(file: BinaryIO, kind: str) -> Any:
    from PIL import Image, UnidentifiedImageError

    # Only the header is read here, so the cap comes before any pixel.
    Image.MAX_IMAGE_PIXELS = MAX_PIXELS // 2  # Pillow raises at twice this
    try:
        image = Image.open(file, formats=[kind])
    except Image.DecompressionBombError:
        raise FaultError("too_many_pixels") from None
    except (UnidentifiedImageError, OSError, SyntaxError, ValueError):
        raise FaultError("corrupt") from None
    if image.width * image.height > MAX_PIXELS:
        raise FaultError("too_many_pixels")
    return image


def _jpeg(file: BinaryIO) -> str:
    image = _opened_image(file, "JPEG")
    # Decoded at an eighth of the size: enough to see that nothing is missing.
    image.draft("L", (max(1, image.width // 8), max(1, image.height // 8)))
    _load(image)
    return JPEG


def _png(file: BinaryIO) -> str:
    image = _opened_image(file, "PNG")
    try:
        image.verify()
    # Pillow looks for the first piece of the picture in a list that is empty where there is none.
    except (OSError, SyntaxError, ValueError, EOFError, IndexError):
        raise FaultError("corrupt") from None
    return PNG


def _heic(file: BinaryIO) -> str:
    import pillow_heif

    pillow_heif.register_heif_opener(thumbnails=False)
    _load(_opened_image(file, "HEIF"))
    return HEIC


def _load(image: Any) -> None:
    try:
        image.load()
    except (OSError, SyntaxError, ValueError, RuntimeError, EOFError):
        raise FaultError("corrupt") from None


def _package(file: BinaryIO) -> str:
    try:
        with zipfile.ZipFile(file) as package:
            _check_members(package)
            kind = _kind_of(package)
            _unpack_all(package)
    except _SPOILED:
        raise FaultError("corrupt") from None
    return kind


def _check_members(package: zipfile.ZipFile) -> None:
    members = package.infolist()
    if len(members) > MAX_MEMBERS or sum(member.file_size for member in members) > MAX_UNPACKED:
        raise FaultError("too_complex")
    for member in members:
        if member.flag_bits & 0x1:
            raise FaultError("encrypted")
        if member.file_size > RATIO_COUNTS_FROM and member.file_size > MAX_RATIO * max(1, member.compress_size):
            raise FaultError("too_complex")
        parts = member.filename.replace("\\", "/").split("/")
        if member.filename.startswith(("/", "\\")) or ".." in parts:
            raise FaultError("corrupt")
        if _MACROS.search(member.filename) or _PROGRAM_NAMES.search(member.filename):
            raise FaultError("active_content")


def _kind_of(package: zipfile.ZipFile) -> str:
    names = set(package.namelist())
    declared = package.read("mimetype")[:200].strip() if "mimetype" in names else b""
    if declared == ODT.encode():
        return _odt(package, names)
    if "[Content_Types].xml" in names:
        return _docx(package, names)
    if declared in (ASICE.encode(), b"") and any(map(_SIGNATURES.match, names)):
        return _asice(package, names)
    raise FaultError("wrong_type")


def _docx(package: zipfile.ZipFile, names: set[str]) -> str:
    types = package.read("[Content_Types].xml")
    if b"macroEnabled" in types:
        raise FaultError("active_content")
    if _DOCX_MAIN not in types:
        raise FaultError("wrong_type")
    for name in ("[Content_Types].xml", "_rels/.rels", "word/document.xml"):
        _well_formed(package, name)
    return DOCX


def _odt(package: zipfile.ZipFile, names: set[str]) -> str:
    if b"encryption-data" in package.read("META-INF/manifest.xml"):
        raise FaultError("encrypted")
    for name in ("META-INF/manifest.xml", "content.xml"):
        _well_formed(package, name)
    return ODT


def _asice(package: zipfile.ZipFile, names: set[str]) -> str:
    signed = [name for name in names if name != "mimetype" and not name.startswith("META-INF/") and name[-1] != "/"]
    if not signed:
        raise FaultError("corrupt")
    for name in names:
        if _SIGNATURES.match(name):
            _well_formed(package, name)
    return ASICE


def _well_formed(package: zipfile.ZipFile, name: str) -> None:
    from xml.parsers import expat

    def refuse(*_: object) -> None:
        raise FaultError("corrupt")

    parser = expat.ParserCreate()
    # Old OpenOffice writes a document type; entities of its own, which could blow up, no writer of ours does.
    parser.EntityDeclHandler = refuse
    try:
        with package.open(name) as member:
            parser.ParseFile(member)
    except (expat.ExpatError, KeyError):
        raise FaultError("corrupt") from None


def _unpack_all(package: zipfile.ZipFile) -> None:
    # Reading to the end proves lengths and checksums; the declared sizes, summed above, are all zipfile gives out.
    for member in package.infolist():
        with package.open(member) as content:
            start = content.read(_STEP)
            if start.startswith(_PROGRAMS):
                raise FaultError("active_content")
            while content.read(_STEP):
                pass


def _limit_self() -> None:
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
    resource.setrlimit(resource.RLIMIT_CPU, (CPU_SECONDS, CPU_SECONDS))
    resource.setrlimit(resource.RLIMIT_FSIZE, (0, 0))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    resource.setrlimit(resource.RLIMIT_NOFILE, (64, 64))


def main() -> None:
    """Look at standard input and print the answer."""
    _limit_self()
    try:
        # The very file, not a pipe: every parser seeks in it.
        with open(0, "rb", closefd=False) as file:
            answer = {"type": identify(file)}
    except FaultError as fault:
        answer = {"fault": str(fault)}
    except MemoryError:
        answer = {"fault": "too_complex"}
    sys.stdout.write(json.dumps(answer))


if __name__ == "__main__":
    main()
