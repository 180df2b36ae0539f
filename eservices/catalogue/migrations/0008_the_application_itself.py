from django.db import migrations, models


def mark(apps, schema_editor):
    """The application, by the code the demo office gave it."""
    apps.get_model("catalogue", "DocumentType").objects.filter(code="application").update(is_application=True)


class Migration(migrations.Migration):
    dependencies = [
        ("catalogue", "0007_replaced_regulation"),
    ]

    operations = [
        migrations.AddField(
            model_name="documenttype",
            name="is_application",
            field=models.BooleanField(
                default=False,
                help_text="Whoever fills in a form here is not told to bring it.",
                verbose_name="the application itself",
            ),
        ),
        migrations.RunPython(mark, migrations.RunPython.noop),
    ]
