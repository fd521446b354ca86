"""Write the search index anew, from the records: after new limits, new words, or a database restored without it.

With `--if-empty` it does so only where reports were read and none is in the index. Searches made meanwhile find less.
"""

import sys
from argparse import ArgumentParser
from typing import Any

from django.core.management import BaseCommand
from tqdm import tqdm

from registry import cataloguing, indexing
from registry.models import Report, SearchRow


class Command(BaseCommand):
    """Rebuild the search index."""

    help = __doc__

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Add `--if-empty`."""
        parser.add_argument("--if-empty", action="store_true", help="Only if no report is in it yet.")

    def handle(self, *_args: Any, **options: Any) -> None:
        """Say what products are sold as where that is missing, then write every report into the index."""
        reports = Report.objects.filter(samples__isnull=False).distinct()
        if options["if_empty"] and (SearchRow.objects.exists() or not reports.exists()):
            return
        cataloguing.fill_forms()
        with tqdm(total=reports.count(), unit="report", file=sys.stderr, desc="Indexing") as bar:
            for lot in indexing.rebuild():
                bar.update(lot)
