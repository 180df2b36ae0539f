"""Mail against a real server: down, then up; an address refused for good; nothing personal in what is noted."""

import datetime
import socket

import pytest
from aiosmtpd.controller import Controller
from django.utils import timezone

from eservices.notifications import sending
from eservices.notifications.models import Kind, Message
from eservices.notifications.queries import not_delivered
from portal.audit.models import AuditEntry
from portal.due_work.working import work_once
from tests.cases import making

pytestmark = pytest.mark.django_db
ADDRESS = "anna@paraugs.example"


class Postbox:
    """Keeps what was delivered; refuses whom it is told to."""

    def __init__(self):
        self.letters, self.refused = [], {}

    async def handle_RCPT(self, server, session, envelope, address, options):
        if address in self.refused:
            return self.refused[address]
        envelope.rcpt_tos.append(address)
        return "250 OK"

    async def handle_DATA(self, server, session, envelope):
        self.letters.append(envelope.content.decode())
        return "250 OK"


@pytest.fixture
def port():
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


@pytest.fixture
def smtp(settings, port):
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    settings.EMAIL_HOST, settings.EMAIL_PORT, settings.EMAIL_TIMEOUT = "127.0.0.1", port, 5


@pytest.fixture
def server(port):
    postbox = Postbox()
    controller = Controller(postbox, hostname="127.0.0.1", port=port)
    yield postbox, controller
    if controller._thread:
        controller.stop()


def queued(**fields):
    return sending.queue(Kind.RECEIVED, to=ADDRESS, context={"reference": "K7MP 4TXD"}, **fields)


def test_a_server_that_is_down_delays_the_letter_and_loses_nothing(smtp, server):
    postbox, controller = server
    case = making.case()
    message = queued(case=case)
    start = timezone.now()
    work_once(start)
    message.refresh_from_db()
    assert (message.state, message.attempts) == (Message.State.DUE, 1)
    assert message.last_error.startswith("ConnectionRefusedError")
    assert ADDRESS not in message.last_error
    assert message.due_at > start
    assert list(not_delivered(making.registrar())) == [message]
    work_once(start)
    message.refresh_from_db()
    assert message.attempts == 1, "the pause is kept"
    controller.start()
    work_once(start + datetime.timedelta(seconds=31))
    message.refresh_from_db()
    assert message.state == Message.State.DONE
    (letter,) = postbox.letters
    assert "K7MP 4TXD" in letter or "K7MP=204TXD" in letter
    assert f"<{message.pk}@" in letter
    assert "Auto-Submitted: auto-generated" in letter
    assert list(not_delivered(making.registrar())) == []


def test_an_address_refused_for_good_is_given_up_at_once_and_shown(smtp, server):
    postbox, controller = server
    postbox.refused[ADDRESS] = "550 no such mailbox"
    controller.start()
    message = queued(case=making.case())
    work_once()
    message.refresh_from_db()
    assert (message.state, message.last_error) == (Message.State.DEAD, "address refused (550)")
    assert list(not_delivered(making.registrar())) == [message]
    assert AuditEntry.objects.filter(act="work.given_up", object_id=str(message.pk)).exists()


def test_an_address_refused_for_now_is_tried_again(smtp, server):
    postbox, controller = server
    postbox.refused[ADDRESS] = "451 try later"
    controller.start()
    message = queued()
    start = timezone.now()
    work_once(start)
    postbox.refused.clear()
    work_once(start + datetime.timedelta(seconds=31))
    message.refresh_from_db()
    assert message.state == Message.State.DONE
    assert len(postbox.letters) == 1


def test_after_ten_failures_a_person_is_told(smtp, settings):
    message, now = queued(case=making.case()), timezone.now()
    for _ in range(10):
        work_once(now)
        now += datetime.timedelta(hours=7)
    message.refresh_from_db()
    assert message.state == Message.State.DEAD
    assert list(not_delivered(making.registrar())) == [message]


def test_the_demo_writes_one_eml_file_a_letter(settings, tmp_path):
    settings.EMAIL_BACKEND, settings.EMAIL_FILE_PATH = (
        "eservices.notifications.eml_files.EmailBackend",
        tmp_path / "mail",
    )
    queued()
    queued()
    work_once()
    files = sorted((tmp_path / "mail").iterdir())
    assert [file.suffix for file in files] == [".eml", ".eml"]
    assert ADDRESS in files[0].read_text()
