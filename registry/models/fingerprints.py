"""What a report is found again by, when another one is read that may have to do with it."""

from django.db import models

from registry.models.reports import Report


class Fingerprint(models.Model):
    """One mark of a report: 64 bits of a hash, as `registry.fingerprints` makes them. Equal marks make candidates."""

    report = models.ForeignKey(Report, on_delete=models.CASCADE, related_name="fingerprints")
    mark = models.BigIntegerField()

    class Meta:
        # Both columns, so that the index alone answers which reports bear a mark.
        constraints = (models.UniqueConstraint(fields=("mark", "report"), name="fingerprint_once_in_report"),)

    def __str__(self) -> str:
        return f"{self.report_id}: {self.mark:x}"
