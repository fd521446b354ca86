"""The process that touches hostile files, started by `supervision`: `python -m labs.parsing.bounds.child read FILE`.

It confines itself, does one thing, says what came of it on stdout, and ends.
"""

import argparse
import os
import signal
import sys
import traceback
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

from labs.parsing.bounds.confinement import allow_picture, confine
from labs.parsing.failures import Damaged, ReaderCrashed, TooManyResults, TooMuchMemory, Unreadable
from labs.parsing.files.admission import Bounds
from labs.parsing.files.opening import look_inside, repaired
from labs.parsing.files.pictures import Drawing as Drawable
from labs.parsing.messages import Advanced, Answer, Drawing, Drawn, Failed, Looking, Message, ReadOut, encode, made_path
from labs.parsing.parsed import Code, Parsed
from labs.parsing.reader import parse

_PDF_LIBRARIES = ("pdfminer", "pdfplumber", "pikepdf", "pypdfium2")  # an error of theirs is about the file
CODES_SECONDS = 20

Say = Callable[[Message], None]


def main() -> None:
    """Do what the command line asks and say how it went."""
    order = _order()
    say = _private_stdout()
    bounds = Bounds(
        size=order.size,
        pages=order.pages,
        results=order.results,
        cpu_seconds=order.cpu_seconds,
        memory=order.memory,
        picture_pages=order.picture_pages,
        picture_cpu_seconds=order.picture_cpu_seconds,
        picture_memory=order.picture_memory,
    )
    confine(bounds if order.action == "read" else replace(bounds, picture_pages=0, picture_memory=0), order.parent)
    try:
        if order.action == "inspect":
            say(Advanced(done=0, total=look_inside(order.file, bounds).pages))
            say(Answer())
        elif order.action == "convert":
            _convert(order.file, order.folder, bounds, say)
            say(Answer())
        elif order.action == "codes":
            say(Answer(codes=_codes_in_photo(order.file)))
        elif order.action == "read":
            parsed = _read(order.file, bounds, say)
            say(ReadOut(parsed=parsed))
            say(Answer(codes=_codes(order.file, parsed)))
        else:
            _draw(order, bounds, say)
            say(Answer())
    except Exception as error:  # noqa: BLE001  # whatever goes wrong on a hostile file becomes a failure by name
        say(_failed(error))


def _failed(error: Exception) -> Failed:
    """The failure that an exception amounts to. Nothing of its message is told, which may quote the document."""
    if _ran_out_of_memory(error):
        return Failed(code=TooMuchMemory.code, detail="MemoryError")
    if isinstance(error, Unreadable):
        return Failed(code=error.code, detail=error.detail)
    if type(error).__module__.startswith(_PDF_LIBRARIES):
        return Failed(code=Damaged.code, detail=type(error).__name__)
    traceback.print_tb(error.__traceback__)
    return Failed(code=ReaderCrashed.code, detail=type(error).__name__)


def _order() -> argparse.Namespace:
    parser = argparse.ArgumentParser()
    parser.add_argument("action", choices=("inspect", "convert", "codes", "read", "draw"))
    parser.add_argument("file", type=Path)
    parser.add_argument("folder", type=Path, nargs="?")
    parser.add_argument("--first", type=int, default=1)
    parser.add_argument("--turns", type=_turns, default={})
    for name in ("parent", "size", "pages", "results", "cpu-seconds", "memory"):
        parser.add_argument(f"--{name}", type=int, required=True)
    for name in ("picture-pages", "picture-cpu-seconds", "picture-memory"):
        parser.add_argument(f"--{name}", type=int, required=True)
    return parser.parse_args()


def _turns(argument: str) -> dict[int, int]:
    """The turn of each page that has one, in degrees clockwise: ``3:90,4:270``."""
    pairs = (pair.split(":") for pair in argument.split(",") if pair)
    return {int(number): int(turn) for number, turn in pairs}


def _private_stdout() -> Say:
    """Keep stdout for messages: whatever a library prints goes to stderr from now on."""
    channel = os.fdopen(os.dup(sys.stdout.fileno()), "wb")
    os.dup2(sys.stderr.fileno(), sys.stdout.fileno())

    def say(message: Message) -> None:
        channel.write(encode(message))
        channel.flush()

    return say


def _convert(path: Path, folder: Path, bounds: Bounds, say: Say) -> None:
    """Leave a PDF of a photo or scan in the folder."""
    from labs.parsing.files.photos import write_pdf  # noqa: PLC0415  # no PDF meets the decoders of pictures, nor pays for them

    write_pdf(path, made_path(folder), bounds, on_page=_tell(say))


def _codes_in_photo(path: Path) -> tuple[Code, ...]:
    """The codes in a photo."""
    from labs.parsing.codes.photo_codes import find_codes_in_photo  # noqa: PLC0415  # as above

    return find_codes_in_photo(path)


def _tell(say: Say) -> Callable[[int, int], None]:
    """What says how far the work is."""
    return lambda done, total: say(Advanced(done=done, total=total))


def _read(path: Path, bounds: Bounds, say: Say) -> Parsed:
    """Read the file as it is; where that fails and qpdf had found damage, once more as qpdf repairs it.

    Raises the `Unreadable` that says why it cannot be read, `TooManyResults` among them.
    """
    opened = look_inside(path, bounds)
    say(Advanced(done=0, total=opened.pages))
    try:
        return _parse(path, bounds, say)
    except TooManyResults:
        raise
    except Exception as error:
        if not opened.is_repaired or _ran_out_of_memory(error):
            raise
    with repaired(path) as copy:
        try:
            return _parse(copy, bounds, say)
        except TooManyResults:
            raise
        except Exception as error:
            if _ran_out_of_memory(error):
                raise
            raise Damaged(f"{type(error).__name__} after the repair") from None


def _parse(path: Path, bounds: Bounds, say: Say) -> Parsed:

    def before_picture(number: int) -> None:
        say(Looking(number=number))
        allow_picture(bounds)

    parsed = parse(path, on_progress=_tell(say), before_picture=before_picture, most_pictures=bounds.picture_pages)
    results = len(parsed.coa.results)
    if results > bounds.results:
        raise TooManyResults(f"{results} results")
    return parsed


def _codes(path: Path, parsed: Parsed) -> tuple[Code, ...]:
    """The codes on the pages; whatever takes too long, in pdfium too, ends with this process."""
    from labs.parsing.codes.codes import find_codes  # noqa: PLC0415  # OpenCV is 300 MB of addresses: after the reading

    signal.alarm(CODES_SECONDS)
    return find_codes(path, parsed.pages)


def _ran_out_of_memory(error: BaseException | None) -> bool:
    """Whether a MemoryError is at the bottom of this: libraries wrap it in errors of their own."""
    while error is not None:
        if isinstance(error, MemoryError):
            return True
        error = error.__cause__ or error.__context__
    return False


def _draw(order: argparse.Namespace, bounds: Bounds, say: Say) -> None:
    """Draw the pages from the first that is ordered on. A page that fails is left out."""
    look_inside(order.file, bounds)
    pages = Drawable(order.file)
    total = min(len(pages), bounds.pages)
    say(Advanced(done=order.first - 1, total=total))
    for number in range(order.first, total + 1):
        say(Drawing(number=number))
        picture = pages.draw(number, order.folder, turn=order.turns.get(number, 0))
        if picture is not None:
            say(Drawn(number=number, width=picture.width, height=picture.height, look=picture.look))
        say(Advanced(done=number, total=total))


if __name__ == "__main__":
    main()
