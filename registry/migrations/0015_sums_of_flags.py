from django.db import migrations, models


class Migration(migrations.Migration):
    """The lines of a flag's sum; empty for the flags that are there, until they are asked again."""

    dependencies = [
        ("registry", "0014_sentences_of_flags"),
    ]

    operations = [
        migrations.AddField(
            model_name="flag",
            name="arithmetic_made",
            field=models.JSONField(
                blank=True,
                default=dict,
                help_text="Its lines, label and text, for other languages; empty if not known.",
            ),
        ),
    ]
