"""The S3 storage of the production settings, against a store that keeps objects in memory."""

import re
import threading
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from urllib.parse import urlsplit

import pytest
from botocore.config import Config

from eservices.attachments import storing
from eservices.attachments.accepting import accept
from eservices.attachments.purging import purge_unclaimed
from eservices.attachments.reading import opened
from tests.attachments import files


class Store(BaseHTTPRequestHandler):
    """As much of S3 as storing a file needs."""

    objects: dict[str, bytes] = {}

    def answer(self, status, body=b""):
        self.send_response(status)
        self.send_header("Content-Length", str(len(body)))
        self.send_header("ETag", '"x"')
        self.send_header("Last-Modified", "Sat, 21 Nov 2026 12:00:00 GMT")
        self.end_headers()
        if self.command != "HEAD":
            self.wfile.write(body)

    def do_PUT(self):
        self.objects[urlsplit(self.path).path] = self.rfile.read(int(self.headers["Content-Length"]))
        self.answer(200)

    def do_GET(self):
        body = self.objects.get(urlsplit(self.path).path)
        if body is None:
            return self.answer(404)
        if self.headers["Range"]:
            first, last = map(int, re.fullmatch(r"bytes=(\d+)-(\d+)", self.headers["Range"]).groups())
            return self.answer(206, body[first : last + 1])
        return self.answer(200, body)

    def do_HEAD(self):
        self.do_GET()

    def do_DELETE(self):
        self.objects.pop(urlsplit(self.path).path, None)
        self.answer(204)

    def log_message(self, *_):
        pass


@pytest.fixture
def bucket(settings, monkeypatch):
    """A bucket as the production settings name one; gives its objects."""
    monkeypatch.setattr(Store, "objects", {})
    server = ThreadingHTTPServer(("127.0.0.1", 0), Store)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    monkeypatch.setenv("AWS_ACCESS_KEY_ID", "id")
    monkeypatch.setenv("AWS_SECRET_ACCESS_KEY", "secret")
    options = {
        "bucket_name": "office",
        "endpoint_url": f"http://127.0.0.1:{server.server_port}",
        "region_name": "eu-north-1",
        "default_acl": None,
        "file_overwrite": False,
        "max_memory_size": 1024,
        "client_config": Config(s3={"addressing_style": "path"}, request_checksum_calculation="when_required"),
    }
    private = {"BACKEND": "storages.backends.s3.S3Storage", "OPTIONS": options}
    settings.STORAGES = {**settings.STORAGES, "private": private}
    yield Store.objects
    server.shutdown()
    server.server_close()


@pytest.mark.django_db
def test_a_file_lies_sealed_in_the_bucket_and_comes_back(bucket):
    content = files.photo((600, 400))
    attachment = accept(files.upload(content, "mamma.jpg"), slot="s", category="c")
    ((path, sealed),) = bucket.items()
    assert path == f"/office/{attachment.storage_name}"
    assert sealed[:4] == b"DRV\x01"
    assert b"".join(opened(attachment)) == content


@pytest.mark.django_db
def test_an_unclaimed_file_leaves_the_bucket(bucket):
    accept(files.upload(files.picture()), slot="s", category="c", held_until="2026-01-01T00:00Z")
    assert purge_unclaimed() == 1
    assert bucket == {}
    storing.erase("attachments/ab/absent")
