"""`manage.py start`: everything that a registry on one machine needs, in one foreground command."""

import os
import socket
import subprocess
import sys
import threading
import time
import urllib.request
from argparse import ArgumentParser
from io import StringIO
from typing import Any

from django.conf import settings
from django.core.management import BaseCommand, CommandError, call_command
from honcho.manager import Manager
from honcho.printer import Printer

_READY_SECONDS = 60
_FOLDERS = ("media", "queue", "queue/control", "queue/processed")


class Command(BaseCommand):
    """Prepare the database, then run web, worker and beat until Ctrl-C; a demonstration fills meanwhile."""

    help = __doc__

    def add_arguments(self, parser: ArgumentParser) -> None:
        """`--port` and `--workers`."""
        parser.add_argument("--port", type=int, default=int(os.environ.get("PORT", "8000")))
        parser.add_argument("--workers", type=int, default=2, help="How many reports are read at once.")

    def handle(self, *_args: Any, **options: Any) -> None:
        """Run until stopped; a process that ends by itself ends the others, and its code is ours."""
        port: int = options["port"]
        _require_free(port)
        for folder in (settings.STATIC_ROOT, *(settings.VAR / name for name in _FOLDERS)):
            folder.mkdir(parents=True, exist_ok=True)
        call_command("migrate", verbosity=0)
        call_command("index", if_empty=True)
        manager = _manager(port, options["workers"])
        accounts, filling = StringIO(), None
        if settings.DEMONSTRATION:
            # The accounts exist in a demonstration only; the command that makes them refuses to elsewhere.
            call_command("demonstration", accounts=True, stdout=accounts)
            filling = _fill()
        threading.Thread(target=_announce, args=(port, self.stdout, accounts.getvalue()), daemon=True).start()
        try:
            manager.loop()
        finally:
            if filling is not None:
                filling.terminate()
                filling.wait()
        # 130 and 143 say that someone stopped us with Ctrl-C or a signal: that is how this command is meant to end.
        if manager.returncode not in (0, 130, 143):
            raise CommandError("a process ended by itself; its last lines above say why", returncode=1)


def _require_free(port: int) -> None:
    """Say so at once, and plainly, when another program has the port."""
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind(("127.0.0.1", port))
        except OSError as error:
            raise CommandError(f"port {port} is taken; try another: PORT={port + 1} make run") from error


def _manager(port: int, workers: int) -> Manager:
    python = f"{sys.executable} -m"
    environment = os.environ | {"PYTHONUNBUFFERED": "1"}
    manager = Manager(Printer(sys.stdout, time_format="%H:%M:%S", colour=sys.stdout.isatty()))
    celery = f"{python} celery --quiet -A registry.celery"
    for name, command in {
        "web": f"{python} gunicorn registry.wsgi --bind 127.0.0.1:{port} --log-level warning",
        # Threads, since the work is done in bounded child processes anyway: one process to start, and to stop.
        "worker": f"{celery} worker --pool threads --concurrency {workers} --without-gossip --without-mingle",
        "beat": f"{celery} beat",
    }.items():
        manager.add_process(name, command, env=environment)
    return manager


def _fill() -> subprocess.Popen[bytes]:
    """Read the demonstration's reports beside the running site: nobody waits minutes for the first page.

    In a session of its own, since Ctrl-C is for us to pass on; where it is stopped, the next start goes on.
    """
    command = [sys.executable, "manage.py", "demonstration", "--if-empty"]
    return subprocess.Popen(command, cwd=settings.BASE, start_new_session=True)  # noqa: S603 - our own command


def _announce(port: int, out: Any, accounts: str) -> None:
    """Print where the site is once it answers, and who may log in to a demonstration."""
    address = f"http://127.0.0.1:{port}/"
    ends = time.monotonic() + _READY_SECONDS
    while time.monotonic() < ends:
        try:
            with urllib.request.urlopen(f"{address}healthz", timeout=2):  # noqa: S310 - our own address
                break
        except OSError:
            time.sleep(0.2)
    else:
        return
    out.write(f"\nLeafproof is at {address}  (Ctrl-C stops it)")
    if accounts:
        out.write(accounts)
