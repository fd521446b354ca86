from django.db import migrations, models

from registry.indexing import engines


def add_days(_apps, schema_editor):
    engines.add_days(schema_editor)


class Migration(migrations.Migration):
    """Indexes for lists of very many reports; on PostgreSQL, tokens of the days around each report."""

    dependencies = [
        ("registry", "0012_places_of_pictures"),
    ]

    operations = [
        migrations.AddIndex(
            model_name="report",
            index=models.Index(fields=["report_number", "laboratory"], name="report_by_number"),
        ),
        migrations.AddIndex(
            model_name="searchamount",
            index=models.Index(fields=["analyte", "dimension", "low", "place"], name="search_amount_by_low"),
        ),
        migrations.AddIndex(
            model_name="searchamount",
            index=models.Index(fields=["analyte", "dimension", "high", "place"], name="search_amount_by_high"),
        ),
        migrations.RunPython(add_days, migrations.RunPython.noop),
    ]
