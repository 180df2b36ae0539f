
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('cases', '0003_running_by_due'),
        ('catalogue', '0002_amount_being_confirmed'),
        ('people', '0002_units_and_roles'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.AddIndex(
            model_name='case',
            index=models.Index(condition=models.Q(models.Q(('status', 'closed'), _negated=True), models.Q(('status', 'decided'), _negated=True), models.Q(('status', 'notified'), _negated=True)), fields=['unit', 'due_on', 'id'], name='case_running_by_unit_due'),
        ),
    ]
