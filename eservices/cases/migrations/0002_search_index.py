"""An index for finding a part of a name on PostgreSQL, where the server offers trigrams; elsewhere a scan does."""

from django.db import DatabaseError, migrations, transaction


def add(apps, schema_editor):
    connection = schema_editor.connection
    if connection.vendor != "postgresql":
        return
    try:
        # The database's owner may add this extension; where the office's account may not, only speed is lost.
        with transaction.atomic(using=connection.alias), connection.cursor() as cursor:
            cursor.execute("CREATE EXTENSION IF NOT EXISTS pg_trgm")
            cursor.execute("CREATE INDEX case_search_trgm ON cases_case USING gin (search_text gin_trgm_ops)")
    except DatabaseError:
        return


def remove(apps, schema_editor):
    if schema_editor.connection.vendor == "postgresql":
        schema_editor.execute("DROP INDEX IF EXISTS case_search_trgm")


class Migration(migrations.Migration):

    dependencies = [
        ("cases", "0001_initial"),
    ]

    operations = [
        migrations.RunPython(add, remove),
    ]
