"""Names are kept for people and harmless for machines."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from eservices.attachments.naming import MAX_BYTES, clean_name

JPEG, PDF = "image/jpeg", "application/pdf"


@pytest.mark.parametrize(
    ("typed", "content_type", "kept"),
    [
        ("Ārsta atzinums.pdf", PDF, "Ārsta atzinums.pdf"),
        ("IMG_0001.JPEG", JPEG, "IMG_0001.jpeg"),
        ("../../etc/passwd", PDF, "passwd.pdf"),
        ("C:\\Users\\Anna\\Desktop\\izziņa.pdf", PDF, "izziņa.pdf"),
        ("/etc/shadow", JPEG, "shadow.jpg"),
        ("..", PDF, "fails.pdf"),
        ("", PDF, "fails.pdf"),
        (".pdf", PDF, "fails.pdf"),
        ("a\x00b\r\nSet-Cookie: x.pdf", PDF, "a b Set-Cookie_ x.pdf"),
        ("gpj.\u202eexe.pdf", PDF, "gpj. exe.pdf"),
        ('"><script>alert(1)<.script>.pdf', PDF, "_script_alert(1)_.script_.pdf"),
        ("photo.exe", JPEG, "photo.exe.jpg"),
        ("con   cept.pdf", PDF, "con cept.pdf"),
        ("a" * 400 + ".pdf", PDF, "a" * 146 + ".pdf"),
        ("ā" * 200 + ".pdf", PDF, "ā" * 73 + ".pdf"),
        ("ā" * 200, PDF, "ā" * 73 + ".pdf"),
        ("a\u0304.pdf", PDF, "ā.pdf"),
    ],
)
def test_names(typed, content_type, kept):
    assert clean_name(typed, content_type) == kept


@given(st.text(max_size=400))
def test_any_name_is_short_plain_and_ends_as_its_content_does(typed):
    name = clean_name(typed, PDF)
    assert len(name.encode()) <= MAX_BYTES
    assert name.endswith(".pdf")
    assert len(name) > 4
    assert not set(name) & set('/\\\r\n\0"<>')
    assert clean_name(name, PDF) == name
