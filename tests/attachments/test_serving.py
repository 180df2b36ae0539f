"""The one door: who gets a file, how it goes out, and what is written down."""

import pytest
from django.http import StreamingHttpResponse
from django.test import RequestFactory
from django.urls import path

from eservices.attachments.models import Attachment
from eservices.attachments.serving import send
from portal.audit.models import AuditEntry
from portal.people.models import StaffUser
from portal.personal_data.encryption import SealBrokenError
from tests.attachments import files

pytestmark = pytest.mark.django_db


@pytest.fixture
def anna():
    return StaffUser.objects.create_user("anna", password="x")


def ask(attachment, by=None, why="handler", method="get", data=None, **options):
    return send(attachment, by=by, why=why, request=getattr(RequestFactory(), method)("/file/", data or {}), **options)


def body(response):
    return b"".join(response.streaming_content)


def test_a_file_goes_out_to_be_saved_never_shown(accepted):
    attachment = accepted(files.photo(), "mammas izziņa.jpg")
    response = ask(attachment)
    assert isinstance(response, StreamingHttpResponse)
    assert response.status_code == 200
    assert {name: response[name] for name in response.headers} == {
        "Content-Type": "image/jpeg",
        "Content-Length": str(len(files.photo())),
        "Content-Disposition": "attachment; filename*=utf-8''mammas%20izzi%C5%86a.jpg",
        "X-Content-Type-Options": "nosniff",
        "Content-Security-Policy": "sandbox; default-src 'none'",
        "Cross-Origin-Resource-Policy": "same-origin",
        "Referrer-Policy": "no-referrer",
        "Cache-Control": "private, no-store",
    }
    assert body(response) == files.photo()


@pytest.mark.parametrize("name", ['a";\r\nX-Evil: 1.png', "ā" * 200 + ".png", "../../x.png", "a b.png"])
def test_a_name_cannot_break_out_of_its_header(accepted, name):
    header = ask(accepted(name=name))["Content-Disposition"]
    assert header.startswith("attachment; filename")
    assert "\n" not in header
    assert "\r" not in header
    assert "/" not in header


def test_opening_is_written_down_before_the_first_byte(accepted, anna, settings):
    settings.CLAMD_ADDRESS = "127.0.0.1:1"
    attachment = accepted()
    Attachment.objects.update(scan_state="clean")
    attachment.refresh_from_db()
    ask(attachment, by=anna, why="atvērt, jo zvanīja 010180-12345", case_id=5)
    entry = AuditEntry.objects.get()
    assert (entry.act, entry.actor, entry.object_id, entry.case_id) == ("file.open", anna, str(attachment.pk), 5)
    assert entry.details == {"why": "atvērt, jo zvanīja [personas kods]", "scan": "clean"}
    assert "mājas" not in str(entry.details)


def test_without_a_scanner_staff_are_warned_first_and_residents_open_their_own(accepted, anna):
    attachment = accepted()
    warned = ask(attachment, by=anna)
    assert warned.status_code == 200
    assert not warned.streaming
    assert 'name="warned"' in warned.text
    assert not AuditEntry.objects.exists()
    assert body(ask(attachment, by=anna, data={"warned": "1"})) == files.picture()
    assert body(ask(attachment, by=None)) == files.picture()


def test_the_warning_asks_again_with_all_that_was_sent(accepted, anna):
    attachment = accepted()
    page = ask(attachment, by=anna, method="post", data={"reason": 'atvērt, "jo" <b>', "csrfmiddlewaretoken": "t"}).text
    assert '<form method="post">' in page
    assert 'name="reason" value="atvērt, &quot;jo&quot; &lt;b&gt;"' in page
    assert 'value="t"' not in page
    sent = ask(attachment, by=anna, method="post", data={"reason": "x", "warned": "1"})
    assert body(sent) == files.picture()


@pytest.mark.parametrize(
    ("configured", "state", "status", "words"),
    [
        (True, "off", 409, "still being scanned"),
        (True, "waiting", 409, "still being scanned"),
        (True, "failed", 409, "still being scanned"),
        (True, "infected", 403, "found a virus"),
        (False, "infected", 403, "found a virus"),
        (True, "clean", 200, None),
        (False, "waiting", 200, None),
        (False, "failed", 200, None),
    ],
)
@pytest.mark.parametrize("staff", [True, False])
def test_what_the_scanner_said_decides(accepted, anna, settings, configured, state, status, words, staff):
    attachment = accepted()
    Attachment.objects.update(scan_state=state)
    attachment.refresh_from_db()
    settings.CLAMD_ADDRESS = "127.0.0.1:1" if configured else ""
    settings.LANGUAGE_CODE = "en"
    from django.utils import translation

    with translation.override("en"):
        response = ask(attachment, by=anna if staff else None, data={"warned": "1"})
    assert response.status_code == status
    entry = AuditEntry.objects.get()
    if words:
        assert not response.streaming
        assert words in response.text
        assert (entry.act, entry.object_id) == ("file.open.denied", str(attachment.pk))
    else:
        assert body(response) == files.picture()
        assert entry.act == "file.open"


def test_a_spoiled_or_missing_file_is_an_error_before_anything_is_sent(accepted, stored, private_folder):
    attachment = accepted()
    sealed_path = private_folder / attachment.storage_name
    sealed_path.write_bytes(sealed_path.read_bytes()[:-1] + b"\0")
    with pytest.raises(SealBrokenError):
        ask(attachment)
    sealed_path.unlink()
    with pytest.raises(FileNotFoundError):
        ask(attachment)
    assert not AuditEntry.objects.exists()


def door(request, key):
    return send(Attachment.objects.get(pk=key), by=None, why="own", request=request)


urlpatterns = [path("file/<uuid:key>/", door)]


def test_through_the_whole_stack_the_headers_stay(accepted, client, settings):
    settings.ROOT_URLCONF = __name__
    attachment = accepted()
    response = client.get(f"/file/{attachment.pk}/")
    assert response["Content-Security-Policy"] == "sandbox; default-src 'none'"
    assert response["X-Content-Type-Options"] == "nosniff"
    assert response["Cache-Control"] == "private, no-store"
    assert "gzip" not in response.get("Content-Encoding", "")
    assert body(response) == files.picture()
