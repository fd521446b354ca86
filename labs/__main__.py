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
from labs.parsing import Parsed, bounded
from labs.parsing.failures import Unreadable


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
        pairs = _checked(list(outcomes), options.today, label)
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
    for what in ("brand", "product", "batch"):
        parser.add_argument(
            f"--label-{what}", metavar="TEXT", help=f"the {what} on the jar that the reports are shown for"
        )
    return parser.parse_args(arguments)


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


def _checked(outcomes: Sequence[Outcome], today: dt.date, label: Label) -> Iterator[tuple[Outcome, Findings | None]]:
    """Each outcome with its findings, asked with every other certificate as what is known already."""
    for outcome in outcomes:
        if isinstance(outcome, NotRead):
            yield outcome, None
            continue
        others = tuple(
            other.parsed.coa for other in outcomes if isinstance(other, Read) and other.sha256 != outcome.sha256
        )
        document = document_of(outcome.parsed)
        context = checks.Context(today=today, earlier=others, document=document, label=label)
        yield outcome, checks.run(outcome.parsed.coa, context)


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
