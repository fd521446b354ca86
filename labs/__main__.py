"""``python -m labs report.pdf``: what a certificate of analysis says and, with ``--checks``, what looks wrong.

Values go to stdout, progress to stderr. A file that cannot be read is named with its failure, and the rest go on.
Exit codes: 0 when every file was read, 1 when one was not, 2 for a wrong command line.
"""

import argparse
import datetime as dt
import hashlib
import json
import os
import signal
import sys
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from tqdm import tqdm

from labs import checks, jsonl, listing
from labs.checks.document import Label, document_of
from labs.parsing import Parsed
from labs.parsing.bounds import bounded
from labs.parsing.failures import Unreadable
from labs.reference.limits import LimitSet, all_limit_sets, limit_set
from labs.reference.markets import laws_elsewhere, market_limits
from labs.reference.texts import texts_for


@dataclass(frozen=True, slots=True, kw_only=True)
class Read:
    """A file that was read."""

    file: str
    sha256: str
    parsed: Parsed


@dataclass(frozen=True, slots=True, kw_only=True)
class NotRead:
    """A file that was not, by a stable code and in a sentence for people."""

    file: str
    code: str
    message: str


Outcome = Read | NotRead
Findings = Sequence[checks.Finding]


def main(arguments: Sequence[str] | None = None) -> int:
    """Read every file that the command line names and print what it says; the exit code."""
    options = _options(arguments)
    outcomes: Iterable[Outcome] = _outcomes(options.files)
    pairs: Iterable[tuple[Outcome, Findings | None]] = ((outcome, None) for outcome in outcomes)
    if options.checks:
        label = Label(brand=options.label_brand, product=options.label_product, batch=options.label_batch)
        pairs = _checked(list(outcomes), options.today, label, options.limits)
    show = _as_json if options.jsonl else _as_text
    failed = False
    for outcome, findings in pairs:
        tqdm.write(show(outcome, findings), file=sys.stdout)
        failed |= isinstance(outcome, NotRead)
    return int(failed)


def _options(arguments: Sequence[str] | None) -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m labs", description="What certificates of analysis say.")
    parser.add_argument("files", metavar="FILE", nargs="+", help="a certificate as PDF, or a photo or scan of it")
    parser.add_argument("--jsonl", action="store_true", help="print one JSON object a line per file")
    parser.add_argument(
        "--checks", action="store_true", help="say what looks wrong; files given together are each other's context"
    )
    parser.add_argument(
        "--today",
        type=dt.date.fromisoformat,
        default=dt.datetime.now(dt.UTC).astimezone().date(),
        metavar="YYYY-MM-DD",
        help="the day to judge dates by, instead of the current one",
    )
    parser.add_argument(
        "--limits",
        type=_limits,
        metavar="ID,ID…",
        help="limit sets to hold every report against, such as ut_r70_580_5,cz_448_2025, or none; without this, those "
        "of the report's own market, and a note for what is above a law of another place",
    )
    for what in ("brand", "product", "batch"):
        parser.add_argument(
            f"--label-{what}", metavar="TEXT", help=f"the {what} on the jar that the reports are shown for"
        )
    return parser.parse_args(arguments)


def _limits(text: str) -> tuple[LimitSet, ...]:
    """The limit sets of a list of ids; empty for ``none``."""
    ids = [] if text == "none" else [one.strip() for one in text.split(",")]
    found = [(one, limit_set(one)) for one in ids]
    if unknown := [one for one, limits in found if limits is None]:
        known = ", ".join(one.id for one in all_limit_sets())
        raise argparse.ArgumentTypeError(f"no limit set is called {', '.join(unknown)}; there are {known}")
    return tuple(limits for _, limits in found if limits is not None)


def _outcomes(files: Sequence[str]) -> Iterator[Outcome]:
    """Each file read in a bounded child, in the order given."""
    is_terminal = sys.stderr.isatty()
    with tqdm(total=len(files), unit="file", leave=False, disable=not is_terminal) as bar:
        for number, file in enumerate(files, start=1):
            bar.set_postfix_str(listing.harmless(Path(file).name))
            yield _outcome(file)
            bar.update()
            if not is_terminal:
                print(f"read {number}/{len(files)} {listing.harmless(Path(file).name)}", file=sys.stderr, flush=True)


def _outcome(file: str) -> Outcome:
    path, shown = Path(file), os.fsencode(file).decode(errors="replace")
    if not path.exists():
        return NotRead(file=shown, code="not_found", message="There is no file of this name.")
    if not path.is_file():
        return NotRead(file=shown, code="not_a_file", message="This is a folder or a device, not a file.")
    try:
        with bounded.as_pdf(path) as pdf:
            parsed = bounded.read(pdf)
        with path.open("rb") as content:
            sha256 = hashlib.file_digest(content, "sha256").hexdigest()
    except Unreadable as failure:
        return NotRead(file=shown, code=failure.code, message=failure.sentence)
    except OSError as error:
        return NotRead(file=shown, code="not_accessible", message=f"This file cannot be opened: {error.strerror}.")
    return Read(file=shown, sha256=sha256, parsed=parsed)


def _checked(
    outcomes: Sequence[Outcome], today: dt.date, label: Label, chosen: tuple[LimitSet, ...] | None
) -> Iterator[tuple[Outcome, Findings | None]]:
    """Each outcome with its findings, asked with every other certificate as what is known already.

    `chosen` are the limit sets to hold all of them against: in their texts of the report's day and of today. For None
    each is held against the limits of its own market, and what is above a law of another place is told as a note:
    few reports say where the product is sold, and one that breaks the law of several places should not look clean.
    """
    for outcome in outcomes:
        if isinstance(outcome, NotRead):
            yield outcome, None
            continue
        others = [other.parsed for other in outcomes if isinstance(other, Read) and other.sha256 != outcome.sha256]
        coa, document = outcome.parsed.coa, document_of(outcome.parsed)
        limits = market_limits(coa, today) if chosen is None else texts_for(chosen, (coa.spoken_for or today, today))
        elsewhere = laws_elsewhere(limits) if chosen is None else ()
        context = checks.Context(
            today=today,
            earlier=tuple(other.coa for other in others),
            earlier_documents=tuple(map(document_of, others)),
            limits=limits,
            elsewhere=elsewhere,
            document=document,
            label=label,
        )
        yield outcome, checks.run(coa, context)


def _as_json(outcome: Outcome, findings: Findings | None) -> str:
    if isinstance(outcome, NotRead):
        said = jsonl.failure(file=outcome.file, code=outcome.code, message=outcome.message)
    else:
        said = jsonl.reading(outcome.parsed, file=outcome.file, sha256=outcome.sha256)
    if findings is not None:
        said["findings"] = [jsonl.finding(found) for found in findings]
    return json.dumps(said, ensure_ascii=False)


def _as_text(outcome: Outcome, findings: Findings | None) -> str:
    if isinstance(outcome, NotRead):
        return f"{listing.harmless(outcome.file)}: {outcome.message} [{outcome.code}]\n"
    return listing.reading(outcome.parsed, file=outcome.file, findings=findings)


def _run() -> int:
    """`main` as a well-behaved program: UTF-8 out, and quiet when its reader or its user has had enough."""
    for stream in (sys.stdout, sys.stderr):
        stream.reconfigure(encoding="utf-8", errors="backslashreplace")  # type: ignore[union-attr]
    try:
        code = main()
        sys.stdout.flush()
    except BrokenPipeError:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())  # or the interpreter flushes into the pipe again
        return 128 + signal.SIGPIPE
    except KeyboardInterrupt:
        print("stopped", file=sys.stderr)
        return 128 + signal.SIGINT
    return code


if __name__ == "__main__":
    sys.exit(_run())
