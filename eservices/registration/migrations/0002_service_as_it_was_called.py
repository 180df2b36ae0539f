"""The register keeps what a service was called on the day of each entry."""

from typing import Any

from django.db import migrations, models
from django.db.models import OuterRef, Subquery


def fill(apps: Any, schema_editor: Any) -> None:
    """Give the entries made so far the name their service has now."""
    documents = apps.get_model("registration", "RegisteredDocument").objects.filter(case__service__isnull=False)
    cases = apps.get_model("cases", "Case").objects.filter(pk=OuterRef("case_id"))
    documents.update(service_name=Subquery(cases.values("service__name")[:1]))


class Migration(migrations.Migration):
    dependencies = [("registration", "0001_initial"), ("cases", "0001_initial"), ("catalogue", "0001_initial")]

    operations = [
        migrations.AddField(
            model_name="registereddocument",
            name="service_name",
            field=models.CharField(blank=True, default="", max_length=200),
        ),
        migrations.RunPython(fill, migrations.RunPython.noop, elidable=True),
    ]
