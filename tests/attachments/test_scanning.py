"""Clean is only what the scanner calls clean; with a real clamd and with ones that misbehave."""

import shutil
import socket
import subprocess
import threading
import time
from datetime import timedelta

import pytest
from django.test import RequestFactory
from django.utils import timezone

from eservices.attachments.models import Attachment, Scan
from eservices.attachments.scanning import Clamd, NoVerdictError, Verdict
from eservices.attachments.serving import send
from portal.audit.models import AuditEntry
from portal.due_work.working import work_once
from tests.attachments import files

# A harmless text of our own that only the signature below calls a virus.
MARK = b"DURVIS-VIRUS-SCANNER-TEST-FILE-71f4c0"


def free_port():
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


@pytest.fixture(scope="module")
def clamd(tmp_path_factory):
    """A real clamd that knows one virus, ours; gives its address."""
    program = shutil.which("clamd") or shutil.which("clamd", path="/usr/sbin:/usr/local/sbin")
    if program is None:
        pytest.fail("clamd is not installed; `make test` installs it (Debian: clamav-daemon).")
    folder = tmp_path_factory.mktemp("clamd")
    (folder / "signatures").mkdir()
    (folder / "signatures" / "durvis.ndb").write_text(f"Durvis.Test:0:*:{MARK.hex()}\n")
    port = free_port()
    (folder / "clamd.conf").write_text(
        f"DatabaseDirectory {folder}/signatures\nTCPSocket {port}\nTCPAddr 127.0.0.1\nForeground true\n"
        "StreamMaxLength 1M\nLogTime false\nScanPDF true\nScanArchive true\n"
    )
    log = (folder / "log").open("wb")
    server = subprocess.Popen([program, "-c", str(folder / "clamd.conf")], stdout=log, stderr=subprocess.STDOUT)
    until = time.monotonic() + 60
    while time.monotonic() < until and server.poll() is None:
        with socket.socket() as probe:
            if probe.connect_ex(("127.0.0.1", port)) == 0:
                break
        time.sleep(0.1)
    else:
        pytest.fail(f"clamd did not start: {(folder / 'log').read_text()}")
    yield f"127.0.0.1:{port}"
    server.terminate()
    server.wait(30)
    log.close()


@pytest.fixture
def answering():
    """Start scanners that answer as told; give their address."""
    servers = []

    def start(answer, read_all=True):
        server = socket.create_server(("127.0.0.1", 0))
        servers.append(server)

        def serve():
            while True:
                try:
                    caller, _ = server.accept()
                except OSError:
                    return
                with caller:
                    piece = caller.recv(64)
                    while read_all and piece and not piece.endswith(bytes(4)):
                        piece = caller.recv(64 * 1024)
                    if answer is None:
                        time.sleep(3)
                    else:
                        caller.sendall(answer)

        threading.Thread(target=serve, daemon=True).start()
        return f"127.0.0.1:{server.getsockname()[1]}"

    yield start
    for server in servers:
        server.close()


def parts(content, size=64 * 1024):
    return iter([content[at : at + size] for at in range(0, len(content), size)])


def test_clamd_tells_clean_from_infected(clamd):
    assert Clamd(clamd).look_at(parts(files.pdf(3))) is Verdict.CLEAN
    assert Clamd(clamd).look_at(parts(b"x" * 70_000 + MARK)) is Verdict.INFECTED


def test_clamd_looks_inside_a_container(clamd):
    assert Clamd(clamd).look_at(parts(files.edoc({"pielikums.txt": MARK}))) is Verdict.INFECTED


def test_more_than_clamd_takes_is_no_verdict(clamd):
    with pytest.raises(NoVerdictError):
        Clamd(clamd).look_at(parts(bytes(3_000_000)))


@pytest.mark.parametrize(
    "answer",
    [
        b"",
        b"\n",
        b"stream: \n",
        b"OK\n",
        b"stream: OK but not really\n",
        b"INSTREAM size limit exceeded. ERROR\n",
        b"stream: Can't allocate memory ERROR\n",
        b"HTTP/1.1 200 OK\r\n\r\n",
        b"\xff\xfe\n",
    ],
)
def test_anything_but_an_explicit_answer_is_no_verdict(answering, answer):
    with pytest.raises(NoVerdictError):
        Clamd(answering(answer)).look_at(parts(b"x"))


def test_a_scanner_that_hangs_or_is_not_there_is_no_verdict(answering, monkeypatch):
    monkeypatch.setattr("eservices.attachments.scanning.SECONDS", 0.5)
    with pytest.raises(NoVerdictError):
        Clamd(answering(None)).look_at(parts(b"x"))
    with pytest.raises(NoVerdictError):
        Clamd(f"127.0.0.1:{free_port()}").look_at(parts(b"x"))
    with pytest.raises(NoVerdictError):
        Clamd("unix:/nonexistent/clamd.ctl").look_at(parts(b"x"))


def status_of(attachment):
    attachment.refresh_from_db()
    return send(attachment, by=None, why="own", request=RequestFactory().get("/")).status_code


@pytest.mark.django_db
def test_an_uploaded_file_is_held_until_clamd_has_called_it_clean(clamd, accepted, settings):
    settings.CLAMD_ADDRESS = clamd
    attachment = accepted()
    assert status_of(attachment) == 409
    work_once()
    assert status_of(attachment) == 200
    assert attachment.scan_state == "clean"
    assert Scan.objects.get().state == "done"


@pytest.mark.django_db
def test_an_infected_file_is_never_served(clamd, accepted, settings):
    settings.CLAMD_ADDRESS = clamd
    attachment = accepted(files.pdf() + MARK + b"\n%%EOF", "rēķins.pdf")
    work_once()
    assert status_of(attachment) == 403
    settings.CLAMD_ADDRESS = ""
    assert status_of(attachment) == 403
    assert attachment.scan_state == "infected"
    assert set(AuditEntry.objects.values_list("act", flat=True)) == {"file.open.denied", "file.infected"}


@pytest.mark.django_db
def test_a_silent_scanner_holds_the_file_until_it_answers(accepted, settings, answering):
    settings.CLAMD_ADDRESS = f"127.0.0.1:{free_port()}"
    attachment, now = accepted(), timezone.now()
    for _ in range(3):
        work_once(now)
        assert status_of(attachment) == 409
        now += timedelta(hours=1)
    assert attachment.scan_state == "failed"
    scan = Scan.objects.get()
    assert (scan.state, scan.attempts) == ("due", 3)
    assert "NoVerdictError" in scan.last_error
    settings.CLAMD_ADDRESS = answering(b"stream: OK\n")
    work_once(now)
    assert status_of(attachment) == 200


@pytest.mark.django_db
def test_a_scanner_taken_away_leaves_the_file_unscanned_not_clean(accepted, settings):
    settings.CLAMD_ADDRESS = "127.0.0.1:1"
    attachment = accepted()
    settings.CLAMD_ADDRESS = ""
    work_once()
    attachment.refresh_from_db()
    assert attachment.scan_state == "off"


@pytest.mark.django_db
def test_files_from_before_the_scanner_came_are_scanned_too(accepted, settings, answering):
    attachment = accepted()
    assert not Scan.objects.exists()
    settings.CLAMD_ADDRESS = answering(b"stream: OK\n")
    from eservices.attachments.scanning import catch_up

    assert catch_up() == 1
    assert catch_up() == 0
    work_once()
    attachment.refresh_from_db()
    assert attachment.scan_state == "clean"
    assert Attachment.objects.get().scan.state == "done"
