"""What one reading may use, and what is refused before a reader is even started.

These looks are cheap and need no PDF library, so whoever takes a file in can ask them before keeping it.
"""

from dataclasses import dataclass, replace

from labs.parsing.failures import EmptyFile, NotAPdf, TooLarge
from labs.parsing.files.media import media_type

INSPECTION_CPU_SECONDS = 10
INSPECTION_WALL_SECONDS = 15.0
CONVERSION_CPU_SECONDS = 30
CONVERSION_WALL_SECONDS = 45.0
SCAN_CPU_SECONDS = 10
SCAN_WALL_SECONDS = 15.0
CONVERSION_MEMORY = 1_200_000_000  # 70 megapixels with transparency take 920 MB


@dataclass(frozen=True, slots=True, kw_only=True)
class Bounds:
    """What one reading may use, and how many result cells it may give. Sizes in bytes, times in seconds.

    At most `picture_pages` pages are read from their pictures. Each adds its own time to the reading's, and the first
    raises the bound on memory to `picture_memory`, addresses as the kernel counts them.
    """

    size: int = 25_000_000
    pages: int = 100
    results: int = 5_000
    cpu_seconds: int = 60
    wall_seconds: float = 120
    memory: int = 1_500_000_000
    picture_pages: int = 30
    picture_cpu_seconds: int = 30
    picture_wall_seconds: float = 60
    picture_memory: int = 3_000_000_000


def inspection(bounds: Bounds) -> Bounds:
    """The tighter bounds of a look that only counts pages, while someone waits for the answer."""
    return replace(
        bounds,
        cpu_seconds=min(bounds.cpu_seconds, INSPECTION_CPU_SECONDS),
        wall_seconds=min(bounds.wall_seconds, INSPECTION_WALL_SECONDS),
    )


def conversion(bounds: Bounds) -> Bounds:
    """The bounds of making a PDF of a photo or scan, while someone waits for the answer."""
    return replace(
        bounds,
        cpu_seconds=min(bounds.cpu_seconds, CONVERSION_CPU_SECONDS),
        wall_seconds=min(bounds.wall_seconds, CONVERSION_WALL_SECONDS),
        memory=min(bounds.memory, CONVERSION_MEMORY),
    )


def scan(bounds: Bounds) -> Bounds:
    """The bounds of looking for codes in one photo, while someone holds a telephone and waits for the answer."""
    return replace(
        bounds,
        cpu_seconds=min(bounds.cpu_seconds, SCAN_CPU_SECONDS),
        wall_seconds=min(bounds.wall_seconds, SCAN_WALL_SECONDS),
        memory=min(bounds.memory, CONVERSION_MEMORY),
    )


def admit(head: bytes, size: int, bounds: Bounds) -> str:
    """Let a file of `size` bytes that begins with `head` pass (`media.HEAD` bytes are enough), or fail by name.

    Gives its media type: a PDF's, or a picture's that `convert` takes. Raises `EmptyFile`, `TooLarge` or `NotAPdf`, in
    this order.
    """
    if size == 0:
        raise EmptyFile
    if size > bounds.size:
        raise TooLarge(f"{size} bytes")
    found = media_type(head)
    if not found:
        raise NotAPdf
    return found
