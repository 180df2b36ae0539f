"""What is taken in, what is refused, and what then lies on the disk."""

import hashlib
import os
import stat
import tracemalloc
from datetime import timedelta

import pytest
from django.core.files.uploadedfile import UploadedFile
from django.utils import timezone

from eservices.attachments import storing
from eservices.attachments.accepting import accept
from eservices.attachments.errors import AttachmentError
from eservices.attachments.models import Attachment, Scan
from eservices.attachments.reading import opened
from tests.attachments import files

pytestmark = pytest.mark.django_db


def take(content, name="papīrs.pdf"):
    return accept(files.upload(content, name), slot="gp_home", category="health")


@pytest.mark.parametrize("what", files.GOOD)
def test_what_people_have_is_taken_under_any_name(what):
    content, content_type = files.GOOD[what]
    attachment = take(content, "without an ending")
    attachment.refresh_from_db()
    assert attachment.content_type == content_type
    assert (attachment.size, attachment.sha256) == (len(content), hashlib.sha256(content).hexdigest())
    assert b"".join(opened(attachment)) == content


@pytest.mark.parametrize("what", files.BAD)
def test_what_cannot_be_taken_says_why_and_leaves_nothing(what, stored):
    content, code = files.BAD[what]
    with pytest.raises(AttachmentError) as refused:
        take(content)
    assert refused.value.code == code
    assert "%(" not in str(refused.value)
    assert not Attachment.objects.exists()
    assert stored() == {}


def test_a_renamed_program_is_refused_and_a_renamed_photo_is_what_it_is():
    with pytest.raises(AttachmentError, match=r".") as refused:
        accept(files.upload(b"MZ" + bytes(600), "rēķins.pdf", "application/pdf"), slot="s", category="other")
    assert refused.value.code == "wrong_type"
    attachment = take(files.photo(), "photo.exe")
    assert (attachment.content_type, attachment.file_name) == ("image/jpeg", "photo.exe.jpg")


def test_the_limit_is_exact(settings):
    content = files.pdf()
    settings.UPLOAD_FILE_LIMIT = len(content)
    take(content)
    settings.UPLOAD_FILE_LIMIT -= 1
    with pytest.raises(AttachmentError) as refused:
        take(content)
    assert refused.value.code == "too_large"


def test_the_disk_holds_nothing_readable(stored, private_folder):
    content = files.pdf() + b"\n% Anna Berzina 010180-12345\n%%EOF"
    attachment = take(content, "Anna Bērziņa.pdf")
    ((name, sealed),) = stored().items()
    assert name == attachment.storage_name
    assert "Anna" not in name
    assert str(attachment.pk.hex) not in name
    assert sealed[:4] == b"DRV\x01"
    assert b"%PDF" not in sealed
    assert b"010180" not in sealed
    path = private_folder / name
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    assert {
        stat.S_IMODE(folder.stat().st_mode)
        for folder in path.relative_to(private_folder).parents
        for folder in [private_folder / folder]
    } == {0o700}


def test_two_uploads_of_one_file_do_not_look_alike(stored):
    take(files.picture())
    take(files.picture())
    one, other = stored().values()
    assert one[72:] != other[72:]


def test_a_file_moved_under_another_row_does_not_open():
    from portal.personal_data.encryption import SealBrokenError

    mine, hers = take(files.picture()), take(files.photo())
    mine.storage_name, hers.storage_name = hers.storage_name, mine.storage_name
    with pytest.raises(SealBrokenError):
        b"".join(opened(mine))


def test_a_file_nobody_holds_lives_a_day_and_a_held_one_as_long_as_its_draft():
    draft_ends = timezone.now() + timedelta(days=30)
    assert abs(take(files.picture()).held_until - timezone.now() - timedelta(hours=24)) < timedelta(minutes=1)
    assert accept(files.upload(files.picture()), slot="s", category="c", held_until=draft_ends).held_until == draft_ends


def test_without_a_scanner_nothing_is_due_and_with_one_a_scan_is(settings):
    settings.CLAMD_ADDRESS = ""
    assert take(files.picture()).scan_state == "off"
    assert not Scan.objects.exists()
    settings.CLAMD_ADDRESS = "127.0.0.1:3310"
    attachment = take(files.picture())
    assert attachment.scan_state == "waiting"
    assert Scan.objects.get().attachment == attachment


def test_storing_that_fails_leaves_only_a_row_the_purge_finds(monkeypatch, stored):
    def full(*_, **__):
        raise OSError("No space left on device")

    monkeypatch.setattr(storing, "put", full)
    with pytest.raises(OSError, match="space"):
        take(files.picture())
    row = Attachment.objects.get()
    assert (row.sha256, row.claimed_at) == ("", None)
    assert stored() == {}


def test_ten_megabytes_are_never_whole_in_memory(tmp_path):
    path = tmp_path / "big.pdf"
    path.write_bytes(files.pdf() + b"%" + os.urandom(9_900_000).replace(b"\n", b"") + b"\n%%EOF")
    with path.open("rb") as file:
        upload = UploadedFile(file, "big.pdf", size=path.stat().st_size)
        tracemalloc.start()
        attachment = accept(upload, slot="s", category="c")
        length = sum(len(part) for part in opened(attachment))
        peak = tracemalloc.get_traced_memory()[1]
        tracemalloc.stop()
    assert length == path.stat().st_size
    assert peak < 1_500_000


def test_another_storage_serves_as_well(settings):
    """Any Django storage can be configured; here one that keeps files in memory stands for S3."""
    settings.STORAGES = {
        **settings.STORAGES,
        "private": {"BACKEND": "django.core.files.storage.InMemoryStorage"},
    }
    attachment = take(files.photo())
    assert b"".join(opened(attachment)) == files.photo()
    storing.erase(attachment.storage_name)
    with pytest.raises(FileNotFoundError):
        b"".join(opened(attachment))
