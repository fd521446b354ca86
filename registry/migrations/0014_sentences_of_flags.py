from django.db import migrations, models


class Migration(migrations.Migration):
    """How the sentence of a flag was made; empty for the flags that are there, until they are asked again."""

    dependencies = [
        ("registry", "0013_quicker_lists"),
    ]

    operations = [
        migrations.AddField(
            model_name="flag",
            name="says_made",
            field=models.JSONField(
                blank=True,
                default=dict,
                help_text="How that sentence was made, for other languages; empty if not known.",
            ),
        ),
    ]
