"""What a correction corrects, and since when a report waits."""

import django.utils.timezone
from django.apps.registry import Apps
from django.db import migrations, models
from django.db.backends.base.schema import BaseDatabaseSchemaEditor


def wait_since_sent(apps: Apps, _schema_editor: BaseDatabaseSchemaEditor) -> None:
    """What was sent before this column has waited since it came."""
    apps.get_model("registry", "Report").objects.update(waiting_since=models.F("created_at"))


class Migration(migrations.Migration):
    dependencies = [
        ("registry", "0003_comparable_results"),
    ]

    operations = [
        migrations.AddField(
            model_name="correction",
            name="anchor",
            field=models.JSONField(
                blank=True, help_text="The print that it corrects; null if none or not known.", null=True
            ),
        ),
        migrations.AddField(
            model_name="report",
            name="waiting_since",
            field=models.DateTimeField(
                default=django.utils.timezone.now, help_text="When it was last put in line to be read."
            ),
        ),
        migrations.AlterField(
            model_name="decision",
            name="act",
            field=models.CharField(
                choices=[
                    ("publish", "published"),
                    ("reject", "rejected"),
                    ("withdraw", "withdrew"),
                    ("reopen", "reopened for review"),
                    ("correct", "corrected"),
                    ("confirm_flag", "confirmed a flag"),
                    ("dismiss_flag", "dismissed a flag"),
                    ("drop", "dropped a correction"),
                    ("read_again", "had it read again"),
                ],
                max_length=12,
            ),
        ),
        migrations.RunPython(wait_since_sent, migrations.RunPython.noop),
    ]
