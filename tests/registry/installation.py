"""A whole installation for a test: its own database, queue and files, with real workers that can be killed.

The test drives it as an operator would, through processes that share nothing with the test but the environment.
"""

import json
import os
import signal
import subprocess
import sys
import time
import uuid
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from pathlib import Path

import psycopg
import pytest
import redis

ROOT = Path(__file__).resolve().parents[2]
POSTGRES = os.environ.get("LEAFPROOF_TEST_POSTGRES", "postgres://postgres@127.0.0.1:5432/postgres")
REDIS = os.environ.get("LEAFPROOF_TEST_REDIS", "redis://127.0.0.1:6379")
QUICK = {"READING_LEASE_SECONDS": "8", "SWEEP_SECONDS": "1", "READABLE_LOGS": "1"}


@dataclass(kw_only=True)
class Installation:
    """Where everything of it is, and the processes that run."""

    folder: Path
    environment: dict[str, str]
    processes: list[subprocess.Popen[bytes]] = field(default_factory=list)

    def manage(self, *arguments: str) -> str:
        """Run `manage.py` with these arguments; what it printed."""
        command = [sys.executable, "manage.py", *arguments]
        done = subprocess.run(command, check=False, cwd=ROOT, env=self.environment, capture_output=True, text=True)
        assert done.returncode == 0, done.stderr[-3000:]
        return done.stdout

    def python(self, script: str) -> object:
        """Run a script inside the installation's Django; it prints one line of JSON."""
        return json.loads(self.manage("shell", "--verbosity", "0", "--command", script).strip().splitlines()[-1])

    def start(self, *arguments: str) -> subprocess.Popen[bytes]:
        """Start a Celery process in a group of its own, so that all of it can be killed at once."""
        log = (self.folder / f"{arguments[0]}-{len(self.processes)}.log").open("wb")
        process = subprocess.Popen(
            [sys.executable, "-m", "celery", "-A", "registry.celery", *arguments, "--loglevel", "INFO"],
            cwd=ROOT, env=self.environment, stdout=log, stderr=log, start_new_session=True,
        )  # fmt: skip
        self.processes.append(process)
        return process

    def start_worker(self) -> subprocess.Popen[bytes]:
        """A worker with two children, as in earnest."""
        return self.start("worker", "--concurrency", "2", "--without-gossip", "--without-mingle")

    def start_beat(self) -> subprocess.Popen[bytes]:
        """The clock that calls the sweeper."""
        return self.start("beat", "--schedule", str(self.folder / "beat"))

    def kill(self, process: subprocess.Popen[bytes]) -> None:
        """kill -9 of a process and all of its children: nothing of it can tidy up."""
        with suppress(ProcessLookupError):
            os.killpg(process.pid, signal.SIGKILL)
        process.wait()

    def logs(self) -> str:
        """What every process wrote, for a failing test to show."""
        return "\n".join(path.read_text(errors="replace")[-3000:] for path in sorted(self.folder.glob("*.log")))

    def wait_for(self, what: str, asked: Callable[[], bool], *, seconds: float) -> None:
        """Ask until it is so; fail with the logs when it never is."""
        ends = time.monotonic() + seconds
        while not asked():
            if time.monotonic() > ends:
                pytest.fail(f"{what} did not come about in {seconds} s\n{self.logs()}")
            time.sleep(0.2)


@contextmanager
def embedded(folder: Path) -> Iterator[Installation]:
    """The embedded default: SQLite, the queue in files."""
    yield from _installed(folder, {"LEAFPROOF_EMBEDDED": "1"})


@contextmanager
def production(folder: Path) -> Iterator[Installation]:
    """Production settings on real PostgreSQL and Redis; skips where this machine has none."""
    name = f"leafproof_{uuid.uuid4().hex[:12]}"
    try:
        server = psycopg.connect(POSTGRES, autocommit=True, connect_timeout=3)
        queue = redis.Redis.from_url(f"{REDIS}/9", socket_connect_timeout=3)
        queue.ping()
    except (psycopg.OperationalError, redis.ConnectionError) as away:
        pytest.skip(f"PostgreSQL or Redis is not running here: {away}")
    with server:
        server.execute(f'create database "{name}"')
        try:
            yield from _installed(
                folder,
                {
                    "SECRET_KEY": "only-for-this-test" * 4,
                    "ALLOWED_HOSTS": "localhost",
                    "SECURE_SSL_REDIRECT": "0",
                    "DATABASE_URL": f"{POSTGRES.rpartition('/')[0]}/{name}",
                    "CELERY_BROKER_URL": f"{REDIS}/9",
                    "CACHE_URL": f"{REDIS.replace('redis://', 'rediscache://')}/9",
                },
            )
        finally:
            queue.flushdb()
            server.execute(f'drop database "{name}" with (force)')


def _installed(folder: Path, settings: dict[str, str]) -> Iterator[Installation]:
    kept = {name: value for name, value in os.environ.items() if name in ("PATH", "HOME", "LANG", "TMPDIR")}
    environment = kept | QUICK | {"LEAFPROOF_VAR": str(folder), "PYTHONUNBUFFERED": "1"} | settings
    for queue in ("queue", "queue/control", "queue/processed"):
        (folder / queue).mkdir(parents=True, exist_ok=True)
    installation = Installation(folder=folder, environment=environment)
    installation.manage("migrate", "--verbosity", "0")
    try:
        yield installation
    finally:
        for process in installation.processes:
            installation.kill(process)
