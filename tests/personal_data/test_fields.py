"""A sealed column holds nothing readable, and a value moved to another row does not open."""

import json
import uuid

import pytest
from django.core import serializers
from django.core.exceptions import FieldError
from django.db import connection, models, transaction
from django.utils import timezone

from eservices.attachments.models import Attachment
from portal.personal_data.encryption import SealBrokenError
from portal.personal_data.fields import Sealed, SealedJSONField, SealedTextField

pytestmark = pytest.mark.django_db
NAME = "Mammas izziņa 010180-12345.pdf"


def make(name=NAME, **values):
    return Attachment.objects.create(
        slot="s",
        category="health",
        file_name=name,
        size=1,
        storage_name=uuid.uuid4().hex,
        held_until=timezone.now(),
        **values,
    )


def raw(pk):
    with connection.cursor() as cursor:
        value = Attachment._meta.pk.get_db_prep_value(pk, connection)
        cursor.execute("SELECT file_name FROM attachments_attachment WHERE id = %s", [value])
        return bytes(cursor.fetchone()[0])


def write_raw(pk, blob):
    Attachment.objects.filter(pk=pk).update(file_name=Sealed(blob))


def test_the_database_holds_nothing_readable_and_the_model_gives_it_back():
    pk = make().pk
    assert b"izzi" not in raw(pk)
    assert b"010180" not in raw(pk)
    assert raw(pk)[:4] == b"DRV\x01"
    assert Attachment.objects.get(pk=pk).file_name == NAME


@pytest.mark.parametrize("text", ["", "ā" * 10_000, "<script>alert(1)</script>", "\n\t ", "Лайма"])
def test_any_text_comes_back_as_it_was(text):
    assert Attachment.objects.get(pk=make(text).pk).file_name == text


def test_a_value_copied_to_another_row_does_not_open():
    mine, hers = make("mine").pk, make("hers").pk
    write_raw(mine, raw(hers))
    with pytest.raises(SealBrokenError):
        _ = Attachment.objects.get(pk=mine).file_name


def test_a_value_that_is_not_read_is_not_opened_and_survives_saving():
    pk = make().pk
    before = raw(pk)
    row = Attachment.objects.get(pk=pk)
    row.slot = "other"
    row.save()
    assert raw(pk) == before
    assert Attachment.objects.get(pk=pk).file_name == NAME


def test_saving_never_carries_a_foreign_value_along():
    pk = make().pk
    row = Attachment.objects.get(pk=pk)
    row.pk = uuid.uuid4()
    row.storage_name = "other"
    with pytest.raises(SealBrokenError):
        row.save(force_insert=True)


def test_a_read_value_can_be_changed_and_saved_under_a_deferred_query():
    pk = make().pk
    row = Attachment.objects.defer("file_name").get(pk=pk)
    assert row.file_name == NAME
    row.file_name = "new.pdf"
    row.save(update_fields=["file_name"])
    assert Attachment.objects.get(pk=pk).file_name == "new.pdf"


def test_bulk_create_seals_too():
    rows = [
        Attachment(slot="s", category="c", file_name=f"f{n}", size=1, storage_name=f"n{n}", held_until=timezone.now())
        for n in range(3)
    ]
    Attachment.objects.bulk_create(rows)
    assert sorted(row.file_name for row in Attachment.objects.all()) == ["f0", "f1", "f2"]


def test_update_and_search_refuse_instead_of_leaking():
    pk = make().pk
    with pytest.raises(TypeError, match="save the row"), transaction.atomic():
        Attachment.objects.filter(pk=pk).update(file_name="open text")
    with pytest.raises(FieldError):
        Attachment.objects.filter(file_name="open text").exists()
    assert Attachment.objects.filter(file_name__isnull=False).count() == 1


def test_an_export_holds_it_sealed():
    data = serializers.serialize("json", [make()])
    assert "file_name" in data
    assert "izzi" not in data
    assert "010180" not in data


def test_full_clean_leaves_the_text_alone():
    row = make()
    row.file_name = "sealed:plain"
    row.clean_fields(exclude=["content_type", "sha256"])
    row.save()
    assert Attachment.objects.get(pk=row.pk).file_name == "sealed:plain"


def test_json_keeps_its_shape_and_changes_in_place():
    field = SealedJSONField(default=dict)
    value = {"rows": [{"row_id": "1", "name": "Āboliņš"}], "empty": None, "n": 1}
    assert field.from_plain(field.to_plain(value)) == value
    assert json.loads(field.to_plain(value)) == value


def test_a_model_without_an_early_key_is_refused_by_the_checks():
    class Numbered(models.Model):
        text = SealedTextField()

        class Meta:
            app_label = "attachments"
            managed = False

    try:
        assert [message.id for message in Numbered._meta.get_field("text").check()] == ["personal_data.E001"]
    finally:
        from django.apps import apps

        del apps.all_models["attachments"]["numbered"]
        apps.clear_cache()
