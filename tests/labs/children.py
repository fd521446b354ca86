"""Watching the child processes that bounded reading starts, from outside, and standing in for them."""

import os
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

import pytest

on_linux = pytest.mark.skipif(sys.platform != "linux", reason="looks into /proc")
_PATIENCE = 60  # seconds
_ROOT = Path(__file__).parents[2]


def pids() -> set[int]:
    """The processes that this one has started and not yet reaped."""
    return pids_of(os.getpid())


def pids_of(parent: int) -> set[int]:
    """The processes that another one has started and not yet reaped."""
    tasks = Path(f"/proc/{parent}/task").glob("*/children")
    return {int(pid) for task in tasks for pid in task.read_text().split()}


def is_running(pid: int) -> bool:
    """Whether a process runs: one that has died and waits for its parent does not."""
    try:
        return Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0] != "Z"
    except FileNotFoundError:
        return False


def has_open(pid: int, path: Path) -> bool:
    """Whether a process is at work on a file."""
    try:
        return any(file.readlink() == path for file in Path(f"/proc/{pid}/fd").iterdir())
    except OSError:  # it has ended, or closed a file while we looked
        return False


def eventually(question: Callable[[], bool]) -> bool:
    """Whether the answer becomes yes while a patient person waits."""
    end = time.monotonic() + _PATIENCE
    while not question():
        if time.monotonic() > end:
            return False
        time.sleep(0.02)
    return True


def in_a_small_process(program: str, *arguments: str) -> str:
    """What a Python program prints in a process that counts its memory from nothing.

    Linux begins to count a process at the most that the one which started it has ever held, and a run of tests may
    have held much: a shell stands between.
    """
    command = ["/bin/sh", "-c", '"$0" "$@"; exit $?', sys.executable, "-c", program, *arguments]
    return subprocess.run(command, cwd=_ROOT, capture_output=True, text=True, check=True).stdout.strip()


_TELLING = """
import sys
from pathlib import Path
from labs.parsing.bounds import bounded
from labs.parsing.failures import Unreadable
try:
    bounded.read(Path(sys.argv[1]), bounds=bounded.Bounds(memory=int(sys.argv[2])))
except Unreadable as failure:
    print(failure.code)
"""


def failure_with_memory(path: Path, memory: int) -> str:
    """The code of the failure of reading a file with so many bytes of memory, read from a small process."""
    return in_a_small_process(_TELLING, str(path), str(memory))


def stand_in(folder: Path, program: str) -> str:
    """An executable that takes the interpreter's place and runs `program` (Python) instead of the child.

    In it, ``sys.argv`` is as the child would see it.
    """
    script = folder / "stand-in"
    script.write_text(f"#!{sys.executable}\nimport os, signal, sys\ndel sys.argv[1:4]\n{program}\n")
    script.chmod(0o700)
    return os.fspath(script)
