"""How bytes come in: too many are refused unread, and what comes lies nowhere by name."""

import io
import json
import os
import socket
import subprocess
import tempfile
import time
from pathlib import Path

import pytest
from django.conf import settings as django_settings
from django.core.handlers.wsgi import WSGIRequest
from django.http import JsonResponse
from django.test import RequestFactory
from django.urls import path
from django.views.decorators.csrf import csrf_exempt

from eservices.attachments.middleware import BodyCapMiddleware
from eservices.attachments.uploads import has_descriptor
from tests.attachments import files
from tests.bench.measuring import script


class Untouchable:
    """A body nobody may read."""

    def read(self, *_):
        raise AssertionError("the body was read")

    readline = read


def answer_to(path="/lv/pakalpojumi/", passes=lambda request: "passed", **meta):
    environ = RequestFactory().post(path).environ | {"wsgi.input": Untouchable()} | meta
    return BodyCapMiddleware(passes)(WSGIRequest(environ))


def test_a_body_over_the_limit_is_refused_unread(settings):
    response = answer_to(CONTENT_LENGTH=str(settings.UPLOAD_REQUEST_LIMIT + 1))
    assert response.status_code == 413
    assert response["Cache-Control"] == "no-store"
    assert "10 MB" in response.text


def test_a_body_at_the_limit_passes(settings):
    assert answer_to(CONTENT_LENGTH=str(settings.UPLOAD_REQUEST_LIMIT)) == "passed"
    assert answer_to(CONTENT_LENGTH="") == "passed"


@pytest.mark.parametrize(
    ("meta", "status"),
    [
        ({"HTTP_TRANSFER_ENCODING": "chunked"}, 411),
        ({"HTTP_TRANSFER_ENCODING": "chunked", "CONTENT_LENGTH": "5"}, 411),
        ({"CONTENT_LENGTH": "-5"}, 400),
        ({"CONTENT_LENGTH": "5x"}, 400),
        ({"CONTENT_LENGTH": "1" * 30}, 400),
        ({"CONTENT_LENGTH": str(2 * 1024**3)}, 413),
    ],
)
def test_lengths_that_cannot_be(meta, status):
    assert answer_to(**meta).status_code == status


def test_the_refusal_speaks_the_page_s_language(monkeypatch):
    length = str(2 * 1024**3)
    assert '<html lang="lv"' in answer_to("/lv/x/", CONTENT_LENGTH=length).text
    assert '<html lang="ru"' in answer_to("/ru/x/", CONTENT_LENGTH=length).text
    assert '<html lang="lv"' in answer_to("/admin/", CONTENT_LENGTH=length).text


def test_a_script_gets_the_refusal_as_data():
    response = answer_to(CONTENT_LENGTH=str(2 * 1024**3), HTTP_ACCEPT="application/json")
    assert response.status_code == 413
    assert "10 MB" in json.loads(response.content)["error"]


@csrf_exempt
def receive(request):
    """Tell what was received, and what lies in the temporary folder meanwhile."""
    file = request.FILES["gp_home"]
    return JsonResponse(
        {
            "size": file.size,
            "descriptor": has_descriptor(file),
            "named": [path.name for path in Path(tempfile.gettempdir()).iterdir()],
            "path": hasattr(file, "temporary_file_path"),
            "begins": file.read(4).hex(),
        }
    )


urlpatterns = [path("receive/", receive)]


@pytest.mark.parametrize(("size", "descriptor"), [(2_000, False), (300_000, True)])
def test_an_upload_never_has_a_name_on_the_disk(client, settings, monkeypatch, tmp_path, size, descriptor):
    settings.ROOT_URLCONF = __name__
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path))
    content = files.pdf() + os.urandom(size)
    told = client.post("/receive/", {"gp_home": io.BytesIO(content)}).json()
    assert told == {"size": len(content), "descriptor": descriptor, "named": [], "path": False, "begins": "25504446"}


@pytest.fixture(scope="module")
def bare_server(tmp_path_factory):
    """The portal with nothing in front, as an office without a proxy would run it; gives its port."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    folder = tmp_path_factory.mktemp("server")
    environment = os.environ | {"DJANGO_SETTINGS_MODULE": "portal.settings.test", "DATA_DIR": str(folder)}
    command = script("serving").command(port)
    with (folder / "log").open("wb") as log:
        server = subprocess.Popen(
            command, cwd=django_settings.BASE_DIR, env=environment, stdout=log, stderr=subprocess.STDOUT
        )
    until = time.monotonic() + 60
    while time.monotonic() < until and server.poll() is None:
        with socket.socket() as probe:
            if probe.connect_ex(("127.0.0.1", port)) == 0:
                break
        time.sleep(0.2)
    else:
        pytest.fail(Path(folder / "log").read_text())
    yield port
    server.terminate()
    server.wait(30)


def pour(port, headers, piece, most):
    """Send headers and then pieces until the server answers or breaks off; give its answer and what was sent."""
    sent, answer = 0, b""
    with socket.create_connection(("127.0.0.1", port), timeout=20) as line:
        line.sendall(headers)
        line.setblocking(False)
        until = time.monotonic() + 20
        while sent < most and time.monotonic() < until:
            try:
                answer += line.recv(65_536)
                break
            except BlockingIOError:
                pass
            except ConnectionError:
                break
            try:
                sent += line.send(piece)
            except BlockingIOError:
                time.sleep(0.005)
            except ConnectionError:
                break
    return answer, sent


def test_two_gigabytes_get_their_answer_early(bare_server):
    length = 2 * 1024**3
    headers = f"POST /lv/pakalpojumi/x/ HTTP/1.1\r\nHost: localhost\r\nContent-Length: {length}\r\n\r\n".encode()
    answer, sent = pour(bare_server, headers, bytes(65_536), length)
    assert answer.startswith(b"HTTP/1.1 413")
    assert sent < 64 * 1024**2


def test_an_endless_chunked_body_gets_its_answer_early(bare_server):
    headers = b"POST /lv/pakalpojumi/x/ HTTP/1.1\r\nHost: localhost\r\nTransfer-Encoding: chunked\r\n\r\n"
    piece = b"10000\r\n" + bytes(65_536) + b"\r\n"
    answer, sent = pour(bare_server, headers, piece, 2 * 1024**3)
    assert answer.startswith(b"HTTP/1.1 411")
    assert sent < 64 * 1024**2
