"""Fill a registry with very many fictional published reports, to measure with: 200,000 with 1,000,000 results.

It refuses a registry that holds reports of people, since generated ones would stand beside them on every page; with
`--beside-real-reports` it does not. Nothing of it names a laboratory or brand that exists.
"""

import datetime as dt
import sys
from argparse import ArgumentParser
from typing import Any

from django.core.management import BaseCommand, CommandError
from django.utils import timezone
from tqdm import tqdm

from registry import counting
from registry.generating import READER, generate
from registry.models import Report


class Command(BaseCommand):
    """Generate reports in bulk."""

    help = __doc__

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Add `--reports`, `--results`, `--until`, `--seed` and `--beside-real-reports`."""
        parser.add_argument("--reports", type=int, default=200_000, help="How many reports.")
        parser.add_argument("--results", type=int, default=1_000_000, help="How many results in all: 1 to 8 a report.")
        parser.add_argument("--until", type=dt.date.fromisoformat, help="The last day; today without it.")
        parser.add_argument("--seed", type=int, default=1)
        parser.add_argument("--beside-real-reports", action="store_true", help="Also where people sent reports in.")

    def handle(self, *_args: Any, **options: Any) -> None:
        """Write them, with progress."""
        reports, results = options["reports"], options["results"]
        if reports < 1 or not 1 <= results / reports <= 8:
            raise CommandError("Ask for at least one report, and for 1 to 8 results a report.")
        real = Report.objects.exclude(origin=Report.Origin.DEMONSTRATION).exists()
        if real and not options["beside_real_reports"]:
            raise CommandError("This registry holds reports of people. Generated ones would stand beside them.")
        if Report.objects.filter(reader_version=READER).exists():
            raise CommandError("This registry holds generated reports already. Begin with an empty one.")
        written = generate(
            reports=reports, results=results, until=options["until"] or timezone.localdate(), seed=options["seed"]
        )
        with tqdm(total=reports, unit="report", file=sys.stderr, desc="Generating reports") as bar:
            for lot in written:
                bar.update(lot)
        counting.recount_all()
