"""Files as people hand them in, whole and spoiled, made by the tests themselves."""

import io
import random
import struct
import zipfile
import zlib

import pikepdf
import pillow_heif
from django.core.files.uploadedfile import SimpleUploadedFile
from PIL import Image

WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
ODT = "application/vnd.oasis.opendocument.text"
ASICE = "application/vnd.etsi.asic-e+zip"

pillow_heif.register_heif_opener()


def upload(content, name="papīrs.pdf", content_type="application/octet-stream"):
    return SimpleUploadedFile(name, content, content_type)


def picture(kind="PNG", size=(320, 200)):
    out = io.BytesIO()
    Image.new("RGB", size, (30, 70, 60)).save(out, kind)
    return out.getvalue()


def photo(size=(320, 200)):
    """A JPEG that does not compress to nothing."""
    out = io.BytesIO()
    Image.frombytes("RGB", size, random.Random(1).randbytes(size[0] * size[1] * 3)).save(out, "JPEG", quality=95)
    return out.getvalue()


def pdf(pages=1, **save):
    document = pikepdf.new()
    for _ in range(pages):
        document.add_blank_page()
    out = io.BytesIO()
    document.save(out, **save)
    return out.getvalue()


def locked_pdf(user="secret"):
    return pdf(encryption=pikepdf.Encryption(user=user, owner="owner"))


def huge_png_header(width=60_000, height=60_000):
    """A PNG that says it is 3600 million pixels large, in a hundred bytes."""

    def chunk(kind, data):
        return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))

    header = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", header) + chunk(b"IDAT", zlib.compress(b"\0")) + chunk(b"IEND", b"")


def package(members, compression=zipfile.ZIP_DEFLATED):
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", compression) as zipped:
        for name, content in members.items():
            how = zipfile.ZIP_STORED if name == "mimetype" else compression
            zipped.writestr(zipfile.ZipInfo(name, (2026, 11, 21, 12, 0, 0)), content, compress_type=how)
    return out.getvalue()


def docx(more=None, *, main=f"{WORD}.main+xml", document="<w:document xmlns:w='w'/>"):
    types = f'<?xml version="1.0"?><Types><Override PartName="/word/document.xml" ContentType="{main}"/></Types>'
    members = {"[Content_Types].xml": types, "_rels/.rels": "<Relationships/>", "word/document.xml": document}
    return package(members | (more or {}))


def odt(more=None, *, manifest="<manifest:manifest xmlns:manifest='m'/>"):
    members = {"mimetype": ODT, "META-INF/manifest.xml": manifest, "content.xml": "<office:document xmlns:office='o'/>"}
    return package(members | (more or {}))


def edoc(more=None, *, mimetype=ASICE, signature="<asic:XAdESSignatures xmlns:asic='a'/>"):
    members = {"mimetype": mimetype} if mimetype else {}
    members |= {"iesniegums.pdf": pdf(), "META-INF/manifest.xml": "<m/>", "META-INF/signatures0.xml": signature}
    return package(members | (more or {}))


def locked_docx():
    """A package whose members say they are encrypted."""
    content = bytearray(docx())
    for mark, flags in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        at = content.find(mark)
        while at >= 0:
            content[at + flags] |= 1
            at = content.find(mark, at + 4)
    return bytes(content)


BILLION_LAUGHS = (
    '<!DOCTYPE x [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;&a;"><!ENTITY c "&b;&b;&b;&b;">]>'
    "<w:document xmlns:w='w'>&c;</w:document>"
)

GOOD = {
    "a PDF": (pdf(3), "application/pdf"),
    "a PDF with rights but without a password": (locked_pdf(user=""), "application/pdf"),
    "a PDF with something before its header": (b"\n\n" + pdf(), "application/pdf"),
    "a photo": (photo(), "image/jpeg"),
    "a PNG": (picture("PNG"), "image/png"),
    "an iPhone photo": (picture("HEIF"), "image/heic"),
    "a Word document": (docx(), WORD),
    "a LibreOffice document": (odt(), ODT),
    "an old OpenOffice manifest": (odt(manifest='<!DOCTYPE m PUBLIC "-//OO//DTD" "Manifest.dtd"><m/>'), ODT),
    "a signed eDoc": (edoc(), ASICE),
    "a signed container without a mimetype": (edoc(mimetype=None), ASICE),
}

BAD = {
    "nothing": (b"", "empty"),
    "a program": (b"MZ\x90\x00" + bytes(500), "wrong_type"),
    "a text": (b"Labdien!", "wrong_type"),
    "a web page": (b"<html><script>alert(1)</script></html>", "wrong_type"),
    "a GIF": (picture("GIF"), "wrong_type"),
    "an SVG": (b"<svg xmlns='http://www.w3.org/2000/svg'/>", "wrong_type"),
    "an old Word document": (bytes.fromhex("d0cf11e0a1b11ae1") + bytes(600), "wrong_type"),
    "a plain ZIP": (package({"a.pdf": pdf()}), "wrong_type"),
    "a spreadsheet": (
        docx(main="application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml"),
        "wrong_type",
    ),
    "a cut PDF": (pdf(40)[:-200], "corrupt"),
    "a PDF in name only": (b"%PDF-1.7\n" + bytes(2000) + b"\n%%EOF", "corrupt"),
    "a PDF without pages": (pdf(0), "corrupt"),
    "a PDF with a password": (locked_pdf(), "encrypted"),
    "half a photo": (photo()[:20_000], "corrupt"),
    "a photo in name only": (b"\xff\xd8\xff\xe0" + bytes(3000), "corrupt"),
    "a cut PNG": (picture("PNG")[:-30], "corrupt"),
    "a cut HEIC": (picture("HEIF")[:-100], "corrupt"),
    "a picture of 3600 million pixels": (huge_png_header(), "too_many_pixels"),
    "a cut Word document": (docx({"word/media/a.bin": random.Random(2).randbytes(9000)})[:6000], "corrupt"),
    "a Word document that is not XML": (docx(document="<w:document"), "corrupt"),
    "a Word document with laughing entities": (docx(document=BILLION_LAUGHS), "corrupt"),
    "a Word document with a password": (locked_docx(), "encrypted"),
    "a LibreOffice document with a password": (odt(manifest="<m><encryption-data/></m>"), "encrypted"),
    "a Word document with macros": (docx({"word/vbaProject.bin": b"x"}), "active_content"),
    "a macro-enabled Word document": (
        docx(main="application/vnd.ms-word.document.macroEnabled.main+xml"),
        "active_content",
    ),
    "a LibreOffice document with macros": (odt({"Basic/Standard/Module1.xml": "<x/>"}), "active_content"),
    "a program inside an eDoc": (edoc({"rēķins.exe": b"x"}), "active_content"),
    "a program inside an eDoc under another name": (edoc({"rēķins.pdf": b"MZ\x90\x00" + bytes(99)}), "active_content"),
    "an eDoc without a document": (package({"mimetype": ASICE, "META-INF/signatures.xml": "<x/>"}), "corrupt"),
    "an eDoc without a signature": (package({"mimetype": ASICE, "a.pdf": pdf()}), "wrong_type"),
    "a member that climbs out": (edoc({"../../etc/cron.d/x": b"x"}), "corrupt"),
    "a member with an absolute path": (edoc({"/etc/cron.d/x": b"x"}), "corrupt"),
    "a bomb": (docx({"word/media/zeros.bin": bytes(60_000_000)}), "too_complex"),
    "a bomb of many members": (docx({f"word/media/{n}.bin": bytes(900_000) for n in range(250)}), "too_complex"),
    "five thousand members": (docx({f"word/{n}.xml": "" for n in range(5000)}), "too_complex"),
}
