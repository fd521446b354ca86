"""What the search index keeps of each report beside its words: what it is filtered and counted by. All of it derived.

The words themselves lie in a table that each database keeps in its own way: see `registry.indexing.engines`.
"""

from django.db import models

from registry.models.reports import Report


class SearchRow(models.Model):
    """One report that was read, as lists filter and count it.

    `place` orders all reports by the day on which they were tested, then by their key (`registry.indexing.tokens`).
    `forms` and `panels` hold a bit for each; `brand` and `laboratory` are keys, null where none is stated.
    """

    place = models.BigIntegerField(primary_key=True)
    report = models.OneToOneField(Report, on_delete=models.CASCADE, related_name="search_row")
    is_public = models.BooleanField(default=False)
    forms = models.PositiveSmallIntegerField(default=0)
    panels = models.PositiveIntegerField(default=0)
    brand = models.BigIntegerField(null=True)
    laboratory = models.BigIntegerField(null=True)
    worst = models.PositiveSmallIntegerField(default=0, help_text="Its gravest public flag: 0 for none, 3 an alert.")
    has_pdf = models.BooleanField(default=False, help_text="Whether the laboratory's own PDF was sent, not a photo.")

    def __str__(self) -> str:
        return f"{self.report_id} at {self.place}"


class SearchAmount(models.Model):
    """What a report says of an amount, as `AnalyteResult` bounds it, in the order in which reports are listed."""

    place = models.BigIntegerField()
    analyte = models.CharField(max_length=60)
    dimension = models.CharField(max_length=80)
    low = models.DecimalField(max_digits=40, decimal_places=18, null=True)
    high = models.DecimalField(max_digits=40, decimal_places=18, null=True)
    high_open = models.BooleanField(default=False)

    class Meta:
        indexes = (
            # Everything that a question about amounts asks, so that the index alone answers it.
            models.Index(
                fields=("analyte", "place", "dimension", "low", "high", "high_open"), name="search_amount_of_analyte"
            ),
            models.Index(fields=("place",), name="search_amount_of_report"),
            # Amounts that few reports have, wherever these stand.
            models.Index(fields=("analyte", "dimension", "low", "place"), name="search_amount_by_low"),
            models.Index(fields=("analyte", "dimension", "high", "place"), name="search_amount_by_high"),
        )

    def __str__(self) -> str:
        return f"{self.analyte} at {self.place}"


class SearchNames(models.Model):
    """One row: a mark that changes whenever the public names of the catalogue may have."""

    mark = models.CharField(max_length=32)

    class Meta:
        verbose_name_plural = "search names"

    def __str__(self) -> str:
        return self.mark
