from django.db import migrations, models
from django.db.models import F, Q


class Migration(migrations.Migration):
    dependencies = [
        ("catalogue", "0003_document_without_slot"),
    ]

    operations = [
        migrations.AddField(
            model_name="fee",
            name="income_from",
            field=models.DecimalField(
                blank=True,
                decimal_places=2,
                help_text="A month. Only where the amount depends on income; both limits belong to the band.",
                max_digits=10,
                null=True,
                verbose_name="for incomes from",
            ),
        ),
        migrations.AddField(
            model_name="fee",
            name="income_to",
            field=models.DecimalField(
                blank=True, decimal_places=2, max_digits=10, null=True, verbose_name="for incomes up to"
            ),
        ),
        migrations.AddField(
            model_name="servicefee",
            name="use",
            field=models.CharField(
                choices=[
                    ("shown", "only shown, not reckoned"),
                    ("always", "counted once for everybody"),
                    ("choice", "one of these is chosen"),
                    ("times", "multiplied by a number"),
                    ("extra", "multiplied by a number, also for those who are freed"),
                    ("frees", "frees from paying"),
                ],
                default="shown",
                max_length=10,
                verbose_name="in the calculator",
            ),
        ),
        migrations.AddConstraint(
            model_name="fee",
            constraint=models.CheckConstraint(
                condition=Q(income_from=None) | Q(income_to=None) | Q(income_to__gte=F("income_from")),
                name="catalogue_fee_income_band_in_order",
            ),
        ),
    ]
