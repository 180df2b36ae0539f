import uuid

import pytest
from django.utils import timezone

from eservices.attachments.models import Attachment, Scan
from portal.due_work import registry


@pytest.fixture
def only(monkeypatch):
    """Let the worker know one kind of row and no timed acts; give the function that does it."""

    def use(function, **options):
        monkeypatch.setattr(registry, "performers", {})
        monkeypatch.setattr("portal.due_work.working.performers", registry.performers)
        monkeypatch.setattr("portal.due_work.dead_letters.performers", registry.performers)
        monkeypatch.setattr("portal.due_work.working.timed_acts", {})
        registry.performs(Scan, **options)(function)

    return use


@pytest.fixture
def new_row(db):
    """Make a row that is due; scans stand for every kind of due row."""

    def make(**values):
        attachment = Attachment.objects.create(
            slot="s", category="c", file_name="f", size=1, storage_name=uuid.uuid4().hex, held_until=timezone.now()
        )
        return Scan.objects.create(attachment=attachment, **values)

    return make
