"""What one reading may use, and what is refused before a reader is even started.

These looks are cheap and need no PDF library, so whoever takes a file in can ask them before keeping it.
"""

from dataclasses import dataclass

from labs.parsing.failures import EmptyFile, NotAPdf, TooLarge

HEAD = 1024  # bytes: where readers look for the mark, since some files carry a mail or web header before it
MARK = b"%PDF-"


@dataclass(frozen=True, slots=True, kw_only=True)
class Bounds:
    """What one reading may use. Sizes in bytes, times in seconds."""

    size: int = 25_000_000
    pages: int = 100
    cpu_seconds: int = 60
    wall_seconds: float = 120
    memory: int = 1_500_000_000


def admit(head: bytes, size: int, bounds: Bounds) -> None:
    """Let a file of `size` bytes that begins with `head` pass (`HEAD` bytes are enough to tell), or fail by name.

    Raises `EmptyFile`, `TooLarge` or `NotAPdf`, in this order.
    """
    if size == 0:
        raise EmptyFile
    if size > bounds.size:
        raise TooLarge(f"{size} bytes")
    if MARK not in head[:HEAD]:
        raise NotAPdf
