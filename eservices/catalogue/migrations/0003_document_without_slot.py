from django.db import migrations, models


def mark(apps, schema_editor):
    """The application itself and an identity document, by the codes the demo office gave them."""
    apps.get_model("catalogue", "DocumentType").objects.filter(code__in=("application", "identity")).update(
        without_slot=True
    )


class Migration(migrations.Migration):
    dependencies = [
        ("catalogue", "0002_amount_being_confirmed"),
    ]

    operations = [
        migrations.AddField(
            model_name="documenttype",
            name="without_slot",
            field=models.BooleanField(
                default=False,
                help_text="The application itself, or what is only shown, such as a passport: forms are not reminded of it.",
                verbose_name="no question asks for it",
            ),
        ),
        migrations.RunPython(mark, migrations.RunPython.noop),
    ]
