"""``python -m tests.base_rates``: ask every check of genuine certificates and write `labs/checks/base_rates.json`.

Exit codes: 0 when all is well or there is nothing to measure with, 2 for a wrong command line.
"""

import argparse
import datetime as dt
import sys
from collections.abc import Iterable, Iterator
from concurrent.futures import ProcessPoolExecutor
from pathlib import Path

import msgspec
from tqdm import tqdm

from labs.checks import RULES_VERSION, Check, Context, Finding, all_checks, asked, run
from labs.checks.base_rates import BaseRate, BaseRates
from labs.checks.document import document_of
from labs.parsing import READER_VERSION, Parsed
from labs.parsing.bounds import bounded
from labs.parsing.failures import Unreadable
from labs.reference.markets import laws_elsewhere, market_limits
from labs.reference.words import fold
from tests.accuracy.sets import REAL

FILE = Path(__file__).parents[2] / "labs" / "checks" / "base_rates.json"
Readings = dict[str, Parsed]


def main() -> int:
    options = _options()
    paths = [path for folder in options.folder for path in sorted(folder.glob("*.pdf"))]
    if not paths:
        print("There are no genuine certificates beside this checkout, so there is nothing to measure.")
        return 0
    checks = [one for one in all_checks() if not options.only or one.id in options.only]
    readings = _kept(options.readings, paths, options.side_by_side)
    today = dt.datetime.now(dt.UTC).date()
    rates = [_rate(check, readings, today, quiet=options.quiet) for check in checks]
    for rate in rates:
        print(f"{rate.check:30} found in {rate.found:3} of {rate.asked:3} it could be asked of, {len(readings)} in all")
    if options.folder == [REAL]:
        _write(rates, len(readings), today)
    return 0


def _options() -> argparse.Namespace:
    ids = [one.id for one in all_checks()]
    parser = argparse.ArgumentParser(prog="python -m tests.base_rates", description="How often checks speak.")
    parser.add_argument("--only", nargs="+", choices=ids, metavar="CHECK", help="these; the others stay as they are")
    parser.add_argument("--quiet", action="store_true", help="do not print what is found")
    parser.add_argument("--readings", type=Path, metavar="FILE", help="keep readings here, and take them from here")
    parser.add_argument("--side-by-side", type=int, default=2, help="how many documents are read at once")
    parser.add_argument(
        "folder", nargs="*", type=Path, default=[REAL], help="other certificates to ask; then nothing is written"
    )
    return parser.parse_args()


def _kept(file: Path | None, paths: list[Path], side_by_side: int) -> Readings:
    if file is not None and file.exists():
        kept = msgspec.json.decode(file.read_bytes(), type=Readings)
        return {path.name: kept[path.name] for path in paths if path.name in kept}
    with ProcessPoolExecutor(side_by_side) as pool:
        read = tqdm(pool.map(_read, paths), total=len(paths), file=sys.stderr, disable=not sys.stderr.isatty())
        readings = {path.name: parsed for path, parsed in zip(paths, read, strict=True) if parsed is not None}
    if file is not None:
        file.write_bytes(msgspec.json.encode(readings))
    return readings


def _read(path: Path) -> Parsed | None:
    try:
        return bounded.read(path)
    except Unreadable:
        return None


def _rate(check: Check, readings: Readings, today: dt.date, *, quiet: bool) -> BaseRate:
    could, found = 0, 0
    for name, parsed in readings.items():
        others = [other for of, other in readings.items() if of != name]
        market = market_limits(parsed.coa, today)
        context = Context(
            today=today,
            earlier=tuple(other.coa for other in others),
            earlier_documents=tuple(map(document_of, others)),
            limits=market,
            elsewhere=laws_elsewhere(market),
            document=document_of(parsed),
            laboratory_reports=_of_one_laboratory(parsed, others),
        )
        findings = run(parsed.coa, context, only=[check])
        could += check.id in asked(parsed.coa, context, only=[check])
        found += bool(findings)
        if not quiet:
            for line in _told(name, findings):
                print(line)
    return BaseRate(check=check.id, asked=could, found=found)


def _of_one_laboratory(parsed: Parsed, others: Iterable[Parsed]) -> int:
    """How many of the other certificates print the laboratory's name."""
    own = parsed.coa.lab_name
    names = [other.coa.lab_name for other in others]
    return 0 if own is None else sum(name is not None and fold(name.text) == fold(own.text) for name in names)


def _told(name: str, findings: list[Finding]) -> Iterator[str]:
    for one in findings:
        yield f"{name}: {one.severity} {one.check}: {one.says}"
        yield from (f"    {line}" for line in one.arithmetic.splitlines())


def _write(rates: list[BaseRate], documents: int, today: dt.date) -> None:
    """Write the figures; those that were not measured now stay, unless their check is gone."""
    before = msgspec.json.decode(FILE.read_bytes(), type=BaseRates).checks if FILE.exists() else ()
    known = {one.id for one in all_checks()}
    figures = {one.check: one for one in (*before, *rates) if one.check in known}
    measured = BaseRates(
        measured_on=today,
        reader_version=READER_VERSION,
        rules_version=RULES_VERSION,
        documents=documents,
        checks=tuple(figures[check] for check in sorted(figures)),
    )
    FILE.write_bytes(msgspec.json.format(msgspec.json.encode(measured), indent=1) + b"\n")


if __name__ == "__main__":
    sys.exit(main())
