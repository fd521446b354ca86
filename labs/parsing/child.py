"""The process that touches hostile files, started by `supervision`: `python -m labs.parsing.child read FILE`.

It confines itself, does one thing, says what came of it on stdout, and ends.
"""

import argparse
import os
import sys
import traceback
from collections.abc import Callable
from pathlib import Path

from labs.parsing.admission import Bounds
from labs.parsing.confinement import confine
from labs.parsing.failures import Damaged, NoText, ReaderCrashed, TooMuchMemory, Unreadable
from labs.parsing.messages import Advanced, Answer, Drawing, Drawn, Failed, Message, encode
from labs.parsing.opening import look_inside
from labs.parsing.parsed import Parsed
from labs.parsing.pictures import Drawing as Drawable
from labs.parsing.reader import parse

Say = Callable[[Message], None]


def main() -> None:
    """Do what the command line asks and say how it went."""
    order = _order()
    say = _private_stdout()
    bounds = Bounds(pages=order.pages, cpu_seconds=order.cpu_seconds, memory=order.memory)
    confine(bounds, order.parent)
    try:
        if order.action == "inspect":
            say(Advanced(done=0, total=look_inside(order.file, bounds).pages))
            say(Answer())
        elif order.action == "read":
            say(Answer(parsed=_read(order.file, bounds, say)))
        else:
            _draw(order.file, order.folder, order.first, bounds, say)
            say(Answer())
    except Unreadable as failure:
        say(Failed(code=failure.code, detail=failure.detail))
    except MemoryError:
        say(Failed(code=TooMuchMemory.code, detail="MemoryError"))
    except Exception as error:  # noqa: BLE001  # whatever goes wrong on a hostile file becomes a failure by name
        traceback.print_tb(error.__traceback__)  # without the message, which may quote the document
        say(Failed(code=ReaderCrashed.code, detail=type(error).__name__))


def _order() -> argparse.Namespace:
    parser = argparse.ArgumentParser()
    parser.add_argument("action", choices=("inspect", "read", "draw"))
    parser.add_argument("file", type=Path)
    parser.add_argument("folder", type=Path, nargs="?")
    parser.add_argument("--first", type=int, default=1)
    for name in ("--parent", "--pages", "--cpu-seconds", "--memory"):
        parser.add_argument(name, type=int, required=True)
    return parser.parse_args()


def _private_stdout() -> Say:
    """Keep stdout for messages: whatever a library prints goes to stderr from now on."""
    channel = os.fdopen(os.dup(sys.stdout.fileno()), "wb")
    os.dup2(sys.stderr.fileno(), sys.stdout.fileno())

    def say(message: Message) -> None:
        channel.write(encode(message))
        channel.flush()

    return say


def _read(path: Path, bounds: Bounds, say: Say) -> Parsed:
    opened = look_inside(path, bounds)
    say(Advanced(done=0, total=opened.pages))
    try:
        return parse(path, on_progress=lambda done, total: say(Advanced(done=done, total=total)))
    except NoText:
        if opened.is_repaired:
            raise Damaged("no text survived the repair") from None
        raise
    except (Unreadable, MemoryError, OSError):
        raise
    except Exception as error:
        if opened.is_repaired:
            raise Damaged(type(error).__name__) from None
        raise


def _draw(path: Path, folder: Path, first: int, bounds: Bounds, say: Say) -> None:
    """Draw the pages from number `first` on. A page that fails is left out."""
    look_inside(path, bounds)
    pages = Drawable(path)
    total = min(len(pages), bounds.pages)
    say(Advanced(done=first - 1, total=total))
    for number in range(first, total + 1):
        say(Drawing(number=number))
        size = pages.draw(number, folder)
        if size is not None:
            say(Drawn(number=number, width=size[0], height=size[1]))
        say(Advanced(done=number, total=total))


if __name__ == "__main__":
    main()
