"""The real worker, killed and asked to stop while a row is in its hands."""

import os
import signal
import socket
import subprocess
import sys
import threading

import pytest
from django.conf import settings as django_settings
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.utils import timezone

from eservices.attachments.accepting import accept
from eservices.attachments.models import Scan
from portal.due_work import nudging
from tests.attachments.files import picture

PNG = picture()


class HeldScanner:
    """A scanner that takes a file and answers only when it is let go."""

    def __init__(self):
        self.asked, self.let_go = threading.Event(), threading.Event()
        self.server = socket.create_server(("127.0.0.1", 0))
        self.address = f"127.0.0.1:{self.server.getsockname()[1]}"
        threading.Thread(target=self.serve, daemon=True).start()

    def serve(self):
        while True:
            try:
                caller, _ = self.server.accept()
            except OSError:
                return
            with caller:
                caller.recv(64)
                self.asked.set()
                self.let_go.wait(30)
                try:
                    while (piece := caller.recv(64 * 1024)) and not piece.endswith(bytes(4)):
                        pass
                    caller.sendall(b"stream: OK\n")
                except OSError:
                    continue


@pytest.fixture
def scanner(settings):
    held = HeldScanner()
    settings.CLAMD_ADDRESS = held.address
    yield held
    held.let_go.set()
    held.server.close()


@pytest.fixture
def start_worker(scanner):
    """Start `manage.py work` on the test's own database."""
    started = []

    def start(*arguments):
        database = connection.settings_dict
        address = f"sqlite:///{database['NAME']}"
        if connection.vendor == "postgresql":
            address = f"postgres://{database['USER']}@{database['HOST']}:{database['PORT']}/{database['NAME']}"
        environment = os.environ | {
            "DATABASE_URL": address,
            "DATA_DIR": str(django_settings.DATA_DIR),
            "KEYS_DIR": str(django_settings.KEYS_DIR),
            "CLAMD_ADDRESS": scanner.address,
            "DJANGO_SETTINGS_MODULE": "portal.settings.test",
        }
        command = [sys.executable, "manage.py", "work", *arguments]
        worker = subprocess.Popen(
            command,
            cwd=django_settings.BASE_DIR,
            env=environment,
            text=True,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
        )
        started.append(worker)
        return worker

    yield start
    for worker in started:
        worker.kill()
        worker.wait()


def waiting_file():
    return accept(SimpleUploadedFile("mājas.png", PNG), slot="gp_home", category="health")


@pytest.mark.django_db(transaction=True)
def test_a_worker_killed_in_the_middle_is_followed_by_one_that_finishes(scanner, start_worker):
    attachment = waiting_file()
    killed = start_worker()
    assert scanner.asked.wait(30), killed.stdout.read()
    killed.kill()
    killed.wait()
    scan = Scan.objects.get()
    assert (scan.state, scan.attempts) == ("leased", 1)
    attachment.refresh_from_db()
    assert attachment.scan_state == "waiting"

    Scan.objects.update(leased_until=timezone.now())  # as if the five minutes had passed
    scanner.let_go.set()
    following = start_worker("--once")
    assert following.wait(60) == 0, following.stdout.read()
    scan.refresh_from_db()
    attachment.refresh_from_db()
    assert (scan.state, scan.attempts, attachment.scan_state) == ("done", 2, "clean")


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGINT])
def test_a_worker_asked_to_stop_finishes_the_row_in_hand(scanner, start_worker, number):
    first, second = waiting_file(), waiting_file()
    worker = start_worker()
    assert scanner.asked.wait(30), worker.stdout.read()
    worker.send_signal(number)
    scanner.let_go.set()
    assert worker.wait(60) == 0
    assert "stops" in worker.stdout.read()
    assert list(Scan.objects.order_by("due_at").values_list("state", flat=True)) == ["done", "due"]
    first.refresh_from_db()
    second.refresh_from_db()
    assert (first.scan_state, second.scan_state) == ("clean", "waiting")


def test_a_nudge_is_seen_and_an_unwritable_folder_is_no_fault(settings, tmp_path):
    settings.DATA_DIR = tmp_path
    before = nudging.last_nudge()
    nudging.nudge()
    assert nudging.last_nudge() != before
    settings.DATA_DIR = tmp_path / "absent"
    nudging.nudge()
    assert nudging.last_nudge() == 0
