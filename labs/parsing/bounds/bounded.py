"""Reading and drawing hostile files in a child process with limits on time, memory and size.

The child is `python -m labs.parsing.bounds.child`. It may be killed by its own limits, by the kernel or by a bug in a C
library; whatever happens to it comes back here as a failure by name, and this process lives on.
"""

import tempfile
import time
from collections.abc import Callable, Generator, Iterator, Mapping
from contextlib import closing, contextmanager
from dataclasses import dataclass, field, replace
from pathlib import Path
from types import MappingProxyType

from labs.parsing.bounds.supervision import Word, watch
from labs.parsing.failures import NotAPdf, ReaderCrashed, Unreadable
from labs.parsing.files.admission import Bounds, admit, conversion, inspection, scan
from labs.parsing.files.media import HEAD, PDF
from labs.parsing.messages import (
    Advanced,
    Answer,
    Drawing,
    Drawn,
    Looking,
    ReadOut,
    made_path,
    picture_path,
    unfinished_path,
)
from labs.parsing.parsed import Code, Parsed

__all__ = ["Bounds", "MadePdf", "PagePicture", "Progress", "as_pdf", "codes_in", "convert", "draw", "inspect", "read"]

DEFAULT_BOUNDS = Bounds()
CRASHES = 3  # children that one drawing may lose before the pages left are given up


@dataclass(frozen=True, slots=True, kw_only=True)
class Progress:
    """How far the child has come: pages done of pages in all (0 until known)."""

    done: int
    total: int


@dataclass(frozen=True, slots=True, kw_only=True)
class PagePicture:
    """One drawn page: `path` is a WebP file in the folder that `draw` was given, `width` and `height` in pixels.

    `look` is what it looks like from afar: see `labs.parsing.looks`.
    """

    number: int
    path: Path
    width: int
    height: int
    look: int


@dataclass(frozen=True, slots=True, kw_only=True)
class MadePdf:
    """A PDF that was made of a photo or scan."""

    path: Path
    pages: int


OnProgress = Callable[[Progress], None]


def _ignore(_progress: Progress) -> None:
    """Take no notice of progress."""


def inspect(path: Path, *, bounds: Bounds = DEFAULT_BOUNDS) -> int:
    """The number of pages of one PDF that opens, counted in a child bounded by `inspection(bounds)`.

    Raises the `labs.parsing.failures.Unreadable` that says why it cannot be opened; nothing of its text is read.
    """
    reading = _Reading(path=path.absolute(), bounds=inspection(bounds), on_progress=_ignore)
    with closing(reading.words("inspect")) as words:
        for word in words:
            if isinstance(word, Answer):
                return reading.progress.total
    raise ReaderCrashed("ended without an answer")


def read(path: Path, *, bounds: Bounds = DEFAULT_BOUNDS, on_progress: OnProgress = _ignore) -> Parsed:
    """Read one PDF in a bounded child; `on_progress` is called at each page and at least once a second.

    Raises the `labs.parsing.failures.Unreadable` that says what was wrong.
    """
    reading = _Reading(path=path.absolute(), bounds=bounds, on_progress=on_progress)
    parsed: Parsed | None = None
    try:
        with closing(reading.words("read")) as words:
            for word in words:
                if isinstance(word, ReadOut):
                    parsed = word.parsed
                elif isinstance(word, Answer) and parsed is not None:
                    return replace(parsed, codes=word.codes)
    except Unreadable:
        if parsed is None:
            raise
        return parsed  # it was the search for codes that failed
    raise ReaderCrashed("ended without an answer")


def convert(path: Path, folder: Path, *, bounds: Bounds = DEFAULT_BOUNDS) -> MadePdf:
    """Make a PDF in `folder` of one photo or scan, in a child bounded by `conversion(bounds)`.

    Raises the `Unreadable` that says why none can be made; then nothing is left in `folder`.
    """
    reading = _Reading(path=path.absolute(), bounds=conversion(bounds), on_progress=_ignore, takes_pictures=True)
    made = made_path(folder.absolute())
    try:
        with closing(reading.words("convert", str(folder.absolute()))) as words:
            for word in words:
                if isinstance(word, Answer) and made.is_file() and not made.is_symlink():
                    return MadePdf(path=made, pages=reading.progress.total)
        raise ReaderCrashed("ended without an answer")
    except BaseException:
        made.unlink(missing_ok=True)
        raise


def codes_in(path: Path, *, bounds: Bounds = DEFAULT_BOUNDS) -> tuple[Code, ...]:
    """The bar codes and QR codes in one photo, looked for in a child bounded by `scan(bounds)`; boxes are in pixels.

    Raises the `Unreadable` that says why it cannot be opened. Nothing is written.
    """
    reading = _Reading(path=path.absolute(), bounds=scan(bounds), on_progress=_ignore, takes_pictures=True)
    with closing(reading.words("codes")) as words:
        for word in words:
            if isinstance(word, Answer):
                return word.codes
    raise ReaderCrashed("ended without an answer")


@contextmanager
def as_pdf(path: Path, *, bounds: Bounds = DEFAULT_BOUNDS) -> Iterator[Path]:
    """Lend a file as a PDF: itself if it is one, else a copy made of the photo or scan that it is.

    Raises the `Unreadable` that says why it is neither.
    """
    with path.open("rb") as file:
        found = admit(file.read(HEAD), path.stat().st_size, bounds)
    if found == PDF:
        yield path
        return
    with tempfile.TemporaryDirectory(prefix="made-") as folder:
        yield convert(path, Path(folder), bounds=bounds).path


def draw(
    path: Path,
    folder: Path,
    *,
    bounds: Bounds = DEFAULT_BOUNDS,
    on_progress: OnProgress = _ignore,
    turns: Mapping[int, int] = MappingProxyType({}),
) -> tuple[PagePicture, ...]:
    """Draw every page of one PDF into `folder` in a bounded child, at most 1,600 pixels on the long side.

    `turns` are those of `labs.parsing.parsed.PageSize` by the number of the page; pages without one are drawn as they
    are. A page that cannot be drawn is left out; a crash keeps the pages drawn before it, and a new child goes on
    with the next page. Raises `Unreadable` only where nothing could be opened at all.
    """
    reading = _Reading(path=path.absolute(), bounds=bounds, on_progress=on_progress)
    pictures: dict[int, PagePicture] = {}
    first = 1
    for _ in range(1 + CRASHES):
        try:
            _draw_from(first, folder.absolute(), reading, pictures, turns)
            break
        except Unreadable:
            if not reading.is_open:
                raise
            first = max(first, reading.page) + 1
        finally:
            unfinished_path(folder, reading.page).unlink(missing_ok=True)
        if first > reading.progress.total or reading.is_out_of_time:
            break
    return tuple(pictures[number] for number in sorted(pictures))


def _draw_from(
    first: int, folder: Path, reading: "_Reading", pictures: dict[int, PagePicture], turns: Mapping[int, int]
) -> None:
    """Draw the pages from number `first` on in one child, and put each into `pictures` when it is done."""
    turned = ",".join(f"{number}:{turn}" for number, turn in turns.items() if turn)
    with closing(reading.words("draw", str(folder), f"--first={first}", f"--turns={turned}")) as words:
        for word in words:
            if not isinstance(word, Drawn) or word.number != reading.page:
                continue
            path = picture_path(folder, word.number)
            if path.is_file() and not path.is_symlink():
                pictures[word.number] = PagePicture(
                    number=word.number, path=path, width=word.width, height=word.height, look=word.look
                )


@dataclass(slots=True, kw_only=True)
class _Reading:
    """One file under its bounds, through one child or several: how far they came, and what they are at."""

    path: Path
    bounds: Bounds
    on_progress: OnProgress
    progress: Progress = Progress(done=0, total=0)
    page: int = 0  # the page being drawn
    looks: int = 0  # pages read from their pictures
    is_open: bool = False
    takes_pictures: bool = False  # photos and scans instead of PDFs
    deadline: float = field(init=False)

    def __post_init__(self) -> None:
        with self.path.open("rb") as file:
            found = admit(file.read(HEAD), self.path.stat().st_size, self.bounds)
        if (found != PDF) is not self.takes_pictures:
            raise NotAPdf
        self.deadline = time.monotonic() + self.bounds.wall_seconds

    @property
    def is_out_of_time(self) -> bool:
        return time.monotonic() >= self.deadline

    def words(self, action: str, *arguments: str) -> Generator[Word, None, None]:
        """What a new child says of this file, word by word."""
        command = (action, str(self.path), *arguments)
        with closing(watch(command, self.bounds, deadline=lambda: self.deadline, on_tick=self._tick)) as words:
            for word in words:
                self._note(word)
                yield word

    def _note(self, word: Word) -> None:
        if isinstance(word, Drawing):
            self.page = word.number
        elif isinstance(word, Looking) and self.looks < self.bounds.picture_pages:
            self.looks += 1
            self.deadline += self.bounds.picture_wall_seconds
        elif isinstance(word, Advanced):
            self.is_open = True
            self.progress = Progress(done=word.done, total=word.total)
            self._tick()

    def _tick(self) -> None:
        self.on_progress(self.progress)
