"""A hostile file can hurt only the process that looks at it."""

import io
import tempfile
import time

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from eservices.attachments import checking
from eservices.attachments.errors import AttachmentError
from eservices.attachments.structure import FaultError, identify
from tests.attachments import files

KINDS = {content_type for _, content_type in files.GOOD.values()}


def look_with(monkeypatch, tmp_path, program):
    """Have a file looked at by another program, as if the parser had been taken over."""
    path = tmp_path / "program.py"
    path.write_text(program)
    monkeypatch.setattr(checking, "_PROGRAM", path)
    with tempfile.TemporaryFile() as file:
        file.write(files.pdf())
        return checking.content_type_of(file)


@pytest.mark.parametrize(
    "program",
    [
        "import os; os.abort()",
        "import sys; sys.exit(3)",
        "print('not JSON')",
        "raise SystemError",
        "while True: pass",
        "import time; time.sleep(60)",
    ],
)
def test_a_lost_process_is_a_file_that_cannot_be_checked(monkeypatch, tmp_path, program):
    monkeypatch.setattr(checking, "SECONDS", 1)
    started = time.monotonic()
    with pytest.raises(AttachmentError) as refused:
        look_with(monkeypatch, tmp_path, program)
    assert refused.value.code == "unreadable"
    assert time.monotonic() - started < 10


LIMITED = f"""
import importlib.util, json, sys
spec = importlib.util.spec_from_file_location("structure", {str(checking._PROGRAM)!r})
structure = importlib.util.module_from_spec(spec)
spec.loader.exec_module(structure)
structure._limit_self()
"""


@pytest.mark.parametrize(
    "harm",
    [
        "bytearray(3 * 1024**3)",
        "import tempfile; f = tempfile.TemporaryFile(); f.write(b'x' * 10_000_000); f.flush()",
        "import os; [os.open('/dev/null', os.O_RDONLY) for _ in range(100)]",
    ],
)
def test_the_looking_process_has_limits(monkeypatch, tmp_path, harm):
    with pytest.raises(AttachmentError) as refused:
        look_with(monkeypatch, tmp_path, LIMITED + harm + "\nprint(json.dumps({'type': 'application/pdf'}))")
    assert refused.value.code == "unreadable"
    harmless = look_with(monkeypatch, tmp_path, LIMITED + "print(json.dumps({'type': 'application/pdf'}))")
    assert harmless == "application/pdf"


def test_the_looking_process_is_told_no_secrets(monkeypatch, tmp_path):
    monkeypatch.setenv("SECRET_KEY", "very secret")
    told = look_with(
        monkeypatch,
        tmp_path,
        "import json, os, sys; print(json.dumps({'type': str(dict(os.environ)) + os.getcwd() + str('django' in sys.modules)}))",
    )
    assert "very secret" not in told
    assert told.endswith("/False")


def test_the_file_is_left_at_its_beginning():
    with tempfile.TemporaryFile() as file:
        file.write(files.photo())
        assert checking.content_type_of(file) == "image/jpeg"
        assert file.tell() == 0


def identified(content):
    try:
        return identify(io.BytesIO(content))
    except FaultError as fault:
        return str(fault)


STARTS = [b"", b"%PDF-1.7\n", b"\xff\xd8\xff\xe0", b"\x89PNG\r\n\x1a\n", b"\0\0\0\x18ftypheic", b"PK\x03\x04"]


@given(st.sampled_from(STARTS), st.binary(max_size=600))
@settings(max_examples=150, deadline=None)
def test_no_random_bytes_pass_or_break_it(start, rest):
    assert identified(start + rest) in {"wrong_type", "corrupt"}


@pytest.mark.parametrize("lenient", [False, True])
def test_a_png_without_a_picture_is_damaged_however_lenient_pillow_is(lenient, monkeypatch):
    # WeasyPrint makes Pillow lenient for the whole process.
    monkeypatch.setattr("PIL.ImageFile.LOAD_TRUNCATED_IMAGES", lenient)
    content = files.GOOD["a PNG"][0]
    assert b"IDAT" in content
    assert identified(content.replace(b"IDAT", b" DAT")) == "corrupt"


@given(
    st.sampled_from(["a PDF", "a photo", "a PNG", "a Word document", "a LibreOffice document", "a signed eDoc"]),
    st.data(),
)
@settings(max_examples=120, deadline=None, suppress_health_check=[HealthCheck.too_slow])
def test_a_spoiled_file_is_a_clear_answer(what, data):
    content = bytearray(files.GOOD[what][0])
    for _ in range(data.draw(st.integers(1, 6))):
        content[data.draw(st.integers(0, len(content) - 1))] = data.draw(st.integers(0, 255))
    answers = {"wrong_type", "corrupt", "encrypted", "too_many_pixels", "too_complex", "active_content"}
    assert identified(bytes(content)) in answers | KINDS
