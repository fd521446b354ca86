"""Ask the rules again of every report that was read, and show what is different: new, changed and gone flags.

Readings, corrections and what people decided of flags stay. A run that was stopped can be begun again, or go on with
`--after`; it may run beside workers.
"""

import datetime as dt
import sys
from argparse import ArgumentParser
from collections import Counter
from typing import Any

from django.core.management import BaseCommand, CommandError
from tqdm import tqdm

from registry.judging import all_checks
from registry.models import Report
from registry.rechecking import Change, Rechecked, recheck, to_recheck

_SIGNS = {Change.NEW: "+", Change.CHANGED: "~", Change.GONE: "-"}


class Command(BaseCommand):
    """Ask the rules again and show the difference."""

    help = __doc__

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Add `--check`, `--since`, `--after`, `--dry-run` and `--quiet`."""
        parser.add_argument("--check", action="append", default=[], metavar="ID", help="Only this check; may repeat.")
        parser.add_argument("--since", type=dt.date.fromisoformat, metavar="DATE", help="Only reports read since then.")
        parser.add_argument("--after", default="", metavar="REFERENCE", help="Go on after this report.")
        parser.add_argument("--dry-run", action="store_true", help="Show the difference, write nothing.")
        parser.add_argument("--quiet", action="store_true", help="Only the table per check, no line per report.")

    def handle(self, *_args: Any, **options: Any) -> None:
        """Ask again, report by report, and print the difference."""
        if unknown := sorted(set(options["check"]) - {one.id for one in all_checks()}):
            raise CommandError(f"There is no check called {', '.join(unknown)}.")
        try:
            reports = to_recheck(since=options["since"], after=options["after"])
        except Report.DoesNotExist as error:
            raise CommandError(f"There is no report {options['after']}.") from error
        tally: Counter[tuple[str, Change]] = Counter()
        asked = skipped = 0
        last = ""
        rechecked = recheck(reports, only=options["check"], dry_run=options["dry_run"])
        try:
            for one in tqdm(rechecked, total=reports.count(), unit="report", file=sys.stderr, desc="Asking again"):
                asked, skipped, last = asked + (not one.skipped), skipped + bool(one.skipped), one.reference
                tally.update((found.check, found.change) for found in one.differences)
                if not options["quiet"]:
                    self._tell(one)
        except KeyboardInterrupt:
            self.stdout.write(f"Stopped. Go on with: --after {last}" if last else "Stopped.")
        self._sum_up(tally, asked, skipped, dry_run=options["dry_run"])

    def _tell(self, one: Rechecked) -> None:
        """A line for the report and one for each flag that is different; nothing where none is."""
        if one.skipped:
            self.stdout.write(f"{one.reference}: left out, {one.skipped}")
        elif one.differences:
            self.stdout.write(f"{one.reference}: {len(one.differences)} different, {one.kept} as before")
        for found in one.differences:
            decided = f" [{found.decided} by a person]" if found.decided else ""
            self.stdout.write(f"  {_SIGNS[found.change]} {found.severity} {found.check}: {found.says}{decided}")

    def _sum_up(self, tally: Counter[tuple[str, Change]], asked: int, skipped: int, *, dry_run: bool) -> None:
        """A table of the checks that find otherwise now."""
        checks = sorted({check for check, _ in tally})
        if checks:
            width = max(map(len, checks))
            self.stdout.write(f"{'check':{width}}  {'new':>7} {'changed':>7} {'gone':>7}")
        for check in checks:
            counts = (tally[check, change] for change in (Change.NEW, Change.CHANGED, Change.GONE))
            self.stdout.write(f"{check:{width}}  " + " ".join(f"{count:7}" for count in counts))
        written = "Nothing was written." if dry_run else "Written."
        self.stdout.write(f"{asked} reports asked, {skipped} left out, {tally.total()} flags different. {written}")
