from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ("cases", "0002_search_index"),
    ]

    operations = [
        migrations.RemoveIndex(model_name="case", name="case_by_due"),
        migrations.AddIndex(
            model_name="case",
            index=models.Index(
                condition=models.Q(
                    models.Q(("status", "closed"), _negated=True),
                    models.Q(("status", "decided"), _negated=True),
                    models.Q(("status", "notified"), _negated=True),
                ),
                fields=["due_on", "id"],
                name="case_running_by_due",
            ),
        ),
    ]
