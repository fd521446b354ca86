"""Reading and drawing hostile files in a child process with limits on time, memory and size.

The child is `python -m labs.parsing.child`. It may be killed by its own limits, by the kernel or by a bug in a C
library; whatever happens to it comes back here as a failure by name, and this process lives on.
"""

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from labs.parsing.parsed import Parsed


@dataclass(frozen=True, slots=True, kw_only=True)
class Bounds:
    """What one reading may use. Sizes in bytes, times in seconds."""

    size: int = 25_000_000
    pages: int = 100
    cpu_seconds: int = 60
    wall_seconds: int = 120
    memory: int = 1_500_000_000


@dataclass(frozen=True, slots=True, kw_only=True)
class Progress:
    """How far the child has come: pages done of pages in all (0 until known)."""

    done: int
    total: int


@dataclass(frozen=True, slots=True, kw_only=True)
class PagePicture:
    """One drawn page: `path` is a WebP file in the folder that `draw` was given, `width` and `height` in pixels."""

    number: int
    path: Path
    width: int
    height: int


def read(
    path: Path, *, bounds: Bounds = Bounds(), on_progress: Callable[[Progress], None] = lambda progress: None
) -> Parsed:
    """Read one PDF in a bounded child; `on_progress` is called at each page and at least once a second.

    Raises the `labs.parsing.failures.Unreadable` that says what was wrong.
    """
    raise AssertionError("being written")


def draw(
    path: Path,
    folder: Path,
    *,
    bounds: Bounds = Bounds(),
    on_progress: Callable[[Progress], None] = lambda progress: None,
) -> tuple[PagePicture, ...]:
    """Draw every page of one PDF into `folder` in a bounded child, about 1,600 pixels high.

    A page that cannot be drawn is left out; a crash keeps the pages drawn before it. Raises `Unreadable` only where
    nothing could be opened at all.
    """
    raise AssertionError("being written")
