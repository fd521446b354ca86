"""`manage.py start` from nothing: the site comes up, a worker reads what is sent, and Ctrl-C ends all of it."""

import json
import signal
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from pathlib import Path

import pytest

from tests.registry.installation import ROOT, Installation, embedded
from tests.registry.pdfs import a_pdf

pytestmark = [pytest.mark.installation, pytest.mark.xdist_group("installations")]


def a_free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port


def ask(address: str, *, body: bytes | None = None, headers: dict[str, str] | None = None) -> dict:
    with urllib.request.urlopen(urllib.request.Request(address, body, headers or {}), timeout=10) as answer:
        return json.load(answer) | {"code": answer.status}


def send(site: str, content: bytes) -> dict:
    edge = "a-boundary"
    named = 'Content-Disposition: form-data; name="file"; filename="a.pdf"'
    body = (
        f"--{edge}\r\n{named}\r\nContent-Type: application/pdf\r\n\r\n".encode()
        + content
        + f"\r\n--{edge}--\r\n".encode()
    )
    return ask(f"{site}/api/v1/reports/", body=body, headers={"Content-Type": f"multipart/form-data; boundary={edge}"})


def is_up(site: str) -> bool:
    try:
        return ask(f"{site}/healthz")["code"] == 200
    except (OSError, urllib.error.URLError):
        return False


def start(installation: Installation, port: int) -> subprocess.Popen[bytes]:
    log = (installation.folder / "start.log").open("wb")
    process = subprocess.Popen(
        [sys.executable, "manage.py", "start", "--port", str(port)],
        cwd=ROOT, env=installation.environment, stdout=log, stderr=log, start_new_session=True,
    )  # fmt: skip
    installation.processes.append(process)
    return process


def test_one_command_serves_reads_and_stops(tmp_path: Path):
    with embedded(tmp_path) as installation:
        port = a_free_port()
        site = f"http://127.0.0.1:{port}"
        process = start(installation, port)
        installation.wait_for("the site", lambda: is_up(site), seconds=60)

        answer = send(site, a_pdf().read())
        assert answer["code"] == 202
        installation.wait_for("the reading", lambda: ask(answer["status_url"])["status"] == "in_review", seconds=60)

        process.send_signal(signal.SIGINT)
        assert process.wait(timeout=30) == 0
        ends = time.monotonic() + 5
        while is_up(site) and time.monotonic() < ends:
            time.sleep(0.2)
        assert not is_up(site)


def test_a_port_that_is_taken_is_said_plainly(tmp_path: Path):
    with embedded(tmp_path) as installation, socket.socket() as other:
        other.bind(("127.0.0.1", 0))
        other.listen()
        process = start(installation, other.getsockname()[1])
        assert process.wait(timeout=30) == 1
        assert "is taken; try another" in installation.logs()


_HOW_MANY = """
import json
from registry.models import Report, Status
print(json.dumps(Report.objects.filter(status=Status.PUBLISHED).count()))
"""


def running(installation: Installation, *words: str) -> list[str]:
    """The command lines of this installation's processes that hold these words."""
    found = []
    for process in Path("/proc").glob("[0-9]*"):
        try:
            command = (process / "cmdline").read_bytes().replace(b"\0", b" ").decode()
            theirs = str(installation.folder).encode() in (process / "environ").read_bytes()
        except OSError:
            continue  # it ended meanwhile
        if theirs and all(word in command for word in words):
            found.append(command)
    return found


@pytest.mark.skipif(not Path("/proc/self/environ").exists(), reason="processes are looked up in /proc")
def test_a_demonstration_is_served_while_it_fills_and_stops_filling_with_the_site(tmp_path: Path):
    with embedded(tmp_path) as installation:
        installation.environment["DEMONSTRATION"] = "1"
        port = a_free_port()
        site = f"http://127.0.0.1:{port}"
        process = start(installation, port)
        installation.wait_for("the site", lambda: is_up(site), seconds=60)
        assert running(installation, "manage.py", "demonstration")
        installation.wait_for("a report", lambda: bool(installation.python(_HOW_MANY)), seconds=120)
        assert ask(f"{site}/api/v1/reports/")["results"]
        assert running(installation, "manage.py", "demonstration"), "it goes on filling"
        installation.wait_for("the accounts", lambda: "leafproof-moderator" in installation.logs(), seconds=20)

        process.send_signal(signal.SIGINT)
        assert process.wait(timeout=30) == 0
        assert not running(installation, "manage.py", "demonstration")
