"""What the child takes from itself before it touches the file: time, memory, big files, and outliving its parent."""

import ctypes
import os
import resource
import signal
import sys

from labs.parsing.files.admission import Bounds

LARGEST_WRITTEN = 50_000_000  # bytes of one page's picture
OPEN_FILES = 256
_GRACE = 5  # seconds of processor time between the polite signal and the kernel's kill
_PR_SET_PDEATHSIG = 1


def confine(bounds: Bounds, parent: int) -> None:
    """Bind this process to `bounds` and to the life of the process `parent`; only `allow_picture` widens that.

    A limit that the platform lacks or refuses is left out: the parent's wall clock holds everywhere.
    """
    _die_with(parent)
    most = bounds.cpu_seconds + bounds.picture_pages * bounds.picture_cpu_seconds
    _limit("RLIMIT_CPU", bounds.cpu_seconds, most + _GRACE)
    _limit("RLIMIT_AS", bounds.memory, max(bounds.memory, bounds.picture_memory))
    _limit("RLIMIT_FSIZE", LARGEST_WRITTEN, LARGEST_WRITTEN)
    _limit("RLIMIT_NOFILE", OPEN_FILES, OPEN_FILES)
    _limit("RLIMIT_CORE", 0, 0)


def allow_picture(bounds: Bounds) -> None:
    """Let this process have what one more page that is read from its picture may use.

    The kernel keeps the sum of all that `bounds` allows as a limit that this process cannot raise.
    """
    soft, hard = resource.getrlimit(resource.RLIMIT_CPU)
    _limit("RLIMIT_CPU", min(soft + bounds.picture_cpu_seconds, hard), hard)
    _, hard = resource.getrlimit(resource.RLIMIT_AS)
    _limit("RLIMIT_AS", hard, hard)


def _limit(name: str, soft: int, hard: int) -> None:
    kind = getattr(resource, name, None)
    if kind is None:
        return
    try:
        resource.setrlimit(kind, (soft, hard))
    except (ValueError, OSError):  # a lower limit is in force already, or the platform has the name only
        return


def _die_with(parent: int) -> None:
    """Have Linux kill this process when the thread that started it ends, and leave now if its process is gone.

    That thread waits for this process as long as it lives, so that it ends early only together with the parent.
    """
    if sys.platform == "linux":
        ctypes.CDLL(None, use_errno=True).prctl(_PR_SET_PDEATHSIG, signal.SIGKILL, 0, 0, 0)
    if os.getppid() != parent:
        sys.exit("the parent is gone")
