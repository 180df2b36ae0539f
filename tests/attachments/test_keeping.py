"""Files live as long as somebody needs them."""

import uuid
from datetime import timedelta

import pytest
from django.db import transaction
from django.utils import timezone

from eservices.attachments.claiming import claim, hold
from eservices.attachments.errors import AttachmentError
from eservices.attachments.limits import check_room, stated
from eservices.attachments.models import Attachment
from eservices.attachments.purging import purge_unclaimed
from eservices.attachments.removing import remove
from portal.due_work.registry import timed_acts

pytestmark = pytest.mark.django_db
PAST, FUTURE = timedelta(hours=-1), timedelta(days=3)


def left():
    return set(Attachment.objects.values_list("pk", flat=True))


def test_what_nobody_claims_is_deleted_with_its_content(accepted, stored):
    stale = accepted(held_until=timezone.now() + PAST)
    held = accepted(held_until=timezone.now() + FUTURE)
    claimed = accepted(held_until=timezone.now() + PAST)
    claim([claimed.pk])
    assert purge_unclaimed() == 1
    assert left() == {held.pk, claimed.pk}
    assert set(stored()) == {held.storage_name, claimed.storage_name}
    assert stale.pk not in left()
    assert purge_unclaimed() == 0


def test_the_clock_purges_every_hour():
    act = timed_acts["attachments.purge_unclaimed"]
    assert (act.function, act.seconds) == (purge_unclaimed, 3600)


def test_a_live_draft_holds_its_files_longer_and_never_shorter(accepted):
    attachment = accepted(held_until=timezone.now() + PAST)
    until = timezone.now() + FUTURE
    hold([attachment.pk], until)
    hold([str(attachment.pk)], timezone.now())
    attachment.refresh_from_db()
    assert attachment.held_until == until
    assert purge_unclaimed() == 0


def test_claiming_twice_keeps_the_first_time(accepted):
    attachment = accepted()
    claim([attachment.pk])
    attachment.refresh_from_db()
    first = attachment.claimed_at
    claim([str(attachment.pk), attachment.pk])
    attachment.refresh_from_db()
    assert attachment.claimed_at == first
    assert first is not None


def test_a_file_that_is_gone_stops_the_claim_of_all(accepted):
    attachment = accepted()
    with pytest.raises(AttachmentError) as refused, transaction.atomic():
        claim([attachment.pk, uuid.uuid4()])
    assert refused.value.code == "gone"
    attachment.refresh_from_db()
    assert attachment.claimed_at is None


def test_a_file_that_was_never_received_whole_cannot_be_claimed(accepted):
    attachment = accepted()
    Attachment.objects.update(sha256="")
    with pytest.raises(AttachmentError):
        claim([attachment.pk])


def test_a_purge_interrupted_after_the_content_is_finished_by_the_next(accepted, stored, private_folder):
    attachment = accepted(held_until=timezone.now() + PAST)
    (private_folder / attachment.storage_name).unlink()
    assert purge_unclaimed() == 1
    assert left() == set()


@pytest.mark.django_db(transaction=True)
def test_removing_waits_for_the_caller_s_transaction(accepted, stored):
    attachment = accepted()
    with transaction.atomic():
        remove(attachment)
        transaction.set_rollback(True)
    assert left() == {attachment.pk}
    assert len(stored()) == 1
    remove(attachment)
    assert left() == set()
    assert stored() == {}


def test_the_limit_of_all_files_together(accepted, settings):
    attachment = accepted()
    settings.UPLOAD_APPLICATION_LIMIT = attachment.size + 10
    check_room(10, beside=[str(attachment.pk)])
    with pytest.raises(AttachmentError) as full:
        check_room(11, beside=[attachment.pk])
    assert full.value.code == "application_full"


def test_the_limits_are_stated_as_they_are(settings):
    words = stated(slot_limit=3)
    for figure in ("PDF", "EDOC", "10", "3", "100"):
        assert figure in words
