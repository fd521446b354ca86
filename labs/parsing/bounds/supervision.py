"""Running one child under a wall clock: its messages as they come, a tick a second, and how it ended.

The child is a process group of its own. Whatever ends the watch (its end, the clock, an exception of the caller),
the whole group is gone and reaped afterwards.
"""

import logging
import os
import resource
import selectors
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Generator, Iterator, Sequence
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import IO

import msgspec

from labs.parsing.failures import FAILURES, ReaderCrashed, TooMuchMemory, TooSlow, Unreadable
from labs.parsing.files.admission import Bounds
from labs.parsing.messages import LONGEST_LINE, Advanced, Answer, Drawing, Drawn, Failed, Looking, ReadOut, decode

logger = logging.getLogger(__name__)

TICK = 1.0  # seconds
_KEPT_STDERR = 8_000  # bytes: the end of a traceback
_REST = 0.005  # seconds between two looks whether a silent child has ended
_CHUNK = 1 << 16
_ROOT = Path(__file__).resolve().parents[3]
_PASSED_ON = ("PATH", "LD_LIBRARY_PATH", "DYLD_LIBRARY_PATH", "PYTHONHOME", "TMPDIR", "LANG", "LC_ALL")
_OUT_OF_MEMORY = (b"bad_alloc", b"MemoryError", b"ut of memory", b"Cannot allocate memory")
_ABORTS = {signal.SIGABRT, signal.SIGSEGV, signal.SIGBUS, signal.SIGILL, signal.SIGTRAP}
_MEMORY_UNIT = 1 if sys.platform == "darwin" else 1024  # bytes in one unit of ru_maxrss
_SIGNALS = {number.value: number.name for number in signal.Signals}

Word = Advanced | Looking | Drawing | Drawn | ReadOut | Answer


def watch(
    arguments: Sequence[str], bounds: Bounds, *, deadline: Callable[[], float], on_tick: Callable[[], None]
) -> Generator[Word, None, None]:
    """Run `python -m labs.parsing.bounds.child` with `arguments` and give its messages as they come, the answer last.

    `on_tick` is called at least once a second. The child dies with the generator: use `contextlib.closing`. Raises
    the `Unreadable` that the child named or that its way to end amounts to; `TooSlow` when the monotonic clock
    passes `deadline`, which is asked each time since a message may put it off.
    """
    last_words = bytearray()
    with _child((*arguments, *_limits(bounds))) as child:
        for line in _listen(child, last_words, deadline, on_tick):
            word = _understand(line)
            if isinstance(word, Failed):
                raise _named(word, bytes(last_words) + _what_is_left(child.stderr))
            yield word
            if isinstance(word, Answer):
                return
        memory = _reap(child, deadline)
    raise _how_it_ended(child.returncode, bytes(last_words), memory > bounds.memory / 2)


def _limits(bounds: Bounds) -> Sequence[str]:
    return (
        f"--size={bounds.size}",
        f"--pages={bounds.pages}",
        f"--results={bounds.results}",
        f"--cpu-seconds={bounds.cpu_seconds}",
        f"--memory={bounds.memory}",
        f"--picture-pages={bounds.picture_pages}",
        f"--picture-cpu-seconds={bounds.picture_cpu_seconds}",
        f"--picture-memory={bounds.picture_memory}",
        f"--parent={os.getpid()}",
    )


@contextmanager
def _child(arguments: Sequence[str]) -> Iterator[subprocess.Popen[bytes]]:
    command = [sys.executable, "-P", "-m", "labs.parsing.bounds.child", *arguments]
    with subprocess.Popen(  # noqa: S603  # our own program; the file's path is one argument, never a shell's word
        command,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        env=_environment(),
        start_new_session=True,
        bufsize=0,
    ) as child:
        try:
            yield child
        finally:
            if child.poll() is None:
                with suppress(ProcessLookupError):
                    os.killpg(child.pid, signal.SIGKILL)


def _environment() -> dict[str, str]:
    """The little that an interpreter needs, and none of the parent's secrets.

    With a fixed hash seed the same file reads the same way each time.
    """
    kept = {name: os.environ[name] for name in _PASSED_ON if name in os.environ}
    paths = [str(_ROOT), *filter(None, os.environ.get("PYTHONPATH", "").split(os.pathsep))]
    return kept | {"PYTHONPATH": os.pathsep.join(paths), "PYTHONUTF8": "1", "PYTHONHASHSEED": "0"}


def _listen(
    child: subprocess.Popen[bytes], last_words: bytearray, deadline: Callable[[], float], on_tick: Callable[[], None]
) -> Iterator[bytes]:
    """The lines of the child's stdout, until it closes both pipes. The end of its stderr gathers in `last_words`."""
    assert child.stdout is not None
    assert child.stderr is not None
    line, next_tick = bytearray(), time.monotonic()
    with selectors.DefaultSelector() as pipes:
        for pipe in (child.stdout, child.stderr):
            pipes.register(pipe, selectors.EVENT_READ)
        while pipes.get_map():
            now = time.monotonic()
            if now >= deadline():
                raise TooSlow("wall clock")
            if now >= next_tick:
                next_tick = now + TICK
                on_tick()
            for key, _ in pipes.select(timeout=max(min(next_tick, deadline()) - now, 0)):
                chunk = os.read(key.fd, _CHUNK)
                if not chunk:
                    pipes.unregister(key.fileobj)
                elif key.fd == child.stderr.fileno():
                    last_words[:] = (last_words + chunk)[-_KEPT_STDERR:]
                else:
                    yield from _whole_lines(line, chunk)


def _what_is_left(pipe: IO[bytes] | None) -> bytes:
    """What a pipe holds now, without waiting: a failure may arrive before the traceback that was written earlier."""
    if pipe is None:
        return b""
    os.set_blocking(pipe.fileno(), False)
    try:
        return os.read(pipe.fileno(), _CHUNK)
    except BlockingIOError:
        return b""


def _whole_lines(line: bytearray, chunk: bytes) -> Iterator[bytes]:
    """The lines that `chunk` completes; what is left over stays in `line`."""
    first, *others = chunk.split(b"\n")
    line += first
    if len(line) > LONGEST_LINE:
        raise TooMuchMemory("the reading is too long to hand over")
    for other in others:
        yield bytes(line)
        line[:] = other


def _understand(line: bytes) -> Word | Failed:
    """One line as a message; nonsense is a crash."""
    try:
        return decode(line)
    except (msgspec.MsgspecError, UnicodeDecodeError) as error:
        raise ReaderCrashed(f"the reader's words make no sense: {type(error).__name__}") from None


def _named(failed: Failed, stderr: bytes) -> Unreadable:
    """The failure that the child gave a name to."""
    failure = FAILURES.get(failed.code, ReaderCrashed)(failed.detail[:200])
    if isinstance(failure, ReaderCrashed):
        logger.warning("the reader raised %s: %s", failure.detail, stderr.decode(errors="replace").strip())
    return failure


def _reap(child: subprocess.Popen[bytes], deadline: Callable[[], float]) -> int:
    """Wait for a child that has closed its pipes; the most memory that it held at once, in bytes.

    Only `os.wait4` tells the memory of this one child, so its exit code is handed to `child` here. Linux counts what
    its parent held when it was started as the child's own, so no more than that says nothing and is given as 0.
    """
    while True:
        pid, status, usage = os.wait4(child.pid, os.WNOHANG)
        if pid:
            child.returncode = os.waitstatus_to_exitcode(status)
            ours = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
            return usage.ru_maxrss * _MEMORY_UNIT if usage.ru_maxrss > ours else 0
        if time.monotonic() >= deadline():
            raise TooSlow("wall clock")
        time.sleep(_REST)


def _how_it_ended(code: int, stderr: bytes, held_much: bool) -> Unreadable:
    """The failure that an end without an answer amounts to. A negative code is the signal that ended the child.

    C libraries abort where an allocation fails, most of them without a word: `held_much` says that it was likely that.
    """
    name = _SIGNALS.get(-code, f"exit code {code}")
    logger.warning("the reader ended with %s: %s", name, stderr.decode(errors="replace").strip())
    if code == -signal.SIGXCPU:
        return TooSlow("processor time")
    if any(words in stderr for words in _OUT_OF_MEMORY) or (held_much and -code in _ABORTS):
        return TooMuchMemory(name)
    return ReaderCrashed(name)
